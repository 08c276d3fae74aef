/* Units as papers, cards and column heads write them. */
#include "audit/claim/claim.h"

#include <ctype.h>
#include <string.h>

#include "audit/claim/head/internal.h"
#include "core/number/units.h"

enum { UNIT_LONGEST = 40 };

typedef struct unit_name {
    const char *name;
    plume_dimension dimension;
    plume_unit_kind kind;
    double per_unit;
} unit_name;

#define LITRES PLUME_UNIT_LITRES
#define WORK   PLUME_UNIT_WORK

/* Folded: no CO2, blanks or hyphens; "M" of mega stays a capital where milli exists. */
static const unit_name names[] = {
    { "", PLUME_DIMENSION_RATIO, PLUME_UNIT_PLAIN, 1.0 },
    { "x", PLUME_DIMENSION_RATIO, PLUME_UNIT_PLAIN, 1.0 },
    { "%", PLUME_DIMENSION_RATIO, PLUME_UNIT_PLAIN, 0.01 },
    { "s", PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, 1.0 / SECONDS_PER_HOUR },
    { "sec", PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, 1.0 / SECONDS_PER_HOUR },
    { "second", PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, 1.0 / SECONDS_PER_HOUR },
    { "min", PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, 1.0 / 60.0 },
    { "minute", PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, 1.0 / 60.0 },
    { "h", PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, 1.0 },
    { "hr", PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, 1.0 },
    { "hour", PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, 1.0 },
    { "kh", PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, 1e3 }, /* "kGPUh" */
    { "stunden", PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, 1.0 },
    { "d", PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, HOURS_PER_DAY },
    { "day", PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, HOURS_PER_DAY },
    { "week", PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, 7.0 * HOURS_PER_DAY },
    { "month", PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, 365.25 / 12.0 * HOURS_PER_DAY },
    { "year", PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, 365.25 * HOURS_PER_DAY },
    { "w", PLUME_DIMENSION_POWER, PLUME_UNIT_PLAIN, 1.0 },
    { "watt", PLUME_DIMENSION_POWER, PLUME_UNIT_PLAIN, 1.0 },
    { "kw", PLUME_DIMENSION_POWER, PLUME_UNIT_PLAIN, WATTS_PER_KILOWATT },
    { "kilowatt", PLUME_DIMENSION_POWER, PLUME_UNIT_PLAIN, WATTS_PER_KILOWATT },
    { "mw", PLUME_DIMENSION_POWER, PLUME_UNIT_PLAIN, 1e6 },
    { "j", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1.0 / JOULES_PER_KWH },
    { "kj", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1e3 / JOULES_PER_KWH },
    { "mj", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1e6 / JOULES_PER_KWH },
    { "gj", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1e9 / JOULES_PER_KWH },
    { "tj", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1e12 / JOULES_PER_KWH },
    { "joule", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1.0 / JOULES_PER_KWH },
    { "kilojoule", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1e3 / JOULES_PER_KWH },
    { "megajoule", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1e6 / JOULES_PER_KWH },
    { "gigajoule", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1e9 / JOULES_PER_KWH },
    { "terajoule", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1e12 / JOULES_PER_KWH },
    { "wh", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1e-3 },
    { "watthour", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1e-3 },
    { "kwhr", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1.0 },
    { "mwhr", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, KWH_PER_MWH },
    { "gigawatthour", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1e6 },
    { "terawatthour", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1e9 },
    { "kwh", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1.0 },
    { "kilowatthour", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1.0 },
    { "mwh", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, KWH_PER_MWH },
    { "megawatthour", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, KWH_PER_MWH },
    { "gwh", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1e6 },
    { "twh", PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, 1e9 },
    { "mg", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, 1e-6 },
    { "g", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, 1.0 / GRAMS_PER_KG },
    { "gram", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, 1.0 / GRAMS_PER_KG },
    { "kg", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, 1.0 },
    { "kilogram", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, 1.0 },
    { "t", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, KG_PER_TONNE },
    { "ton", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, KG_PER_TONNE },
    { "tonne", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, KG_PER_TONNE },
    { "metricton", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, KG_PER_TONNE },
    { "metrictonne", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, KG_PER_TONNE },
    { "shortton", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, KG_PER_SHORT_TON },
    { "uston", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, KG_PER_SHORT_TON },
    { "kt", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, 1e6 },
    { "mt", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, 1e9 },
    { "klb", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, 1e3 * KG_PER_POUND },
    { "lb", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, KG_PER_POUND },
    { "pound", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, KG_PER_POUND },
    { "g/kwh", PLUME_DIMENSION_INTENSITY, PLUME_UNIT_PLAIN, 1.0 / GRAMS_PER_KG },
    { "kg/kwh", PLUME_DIMENSION_INTENSITY, PLUME_UNIT_PLAIN, 1.0 },
    { "lb/kwh", PLUME_DIMENSION_INTENSITY, PLUME_UNIT_PLAIN, KG_PER_POUND },
    { "kg/mwh", PLUME_DIMENSION_INTENSITY, PLUME_UNIT_PLAIN, 1e-3 },
    { "lb/mwh", PLUME_DIMENSION_INTENSITY, PLUME_UNIT_PLAIN, KG_PER_POUND / KWH_PER_MWH },
    { "t/mwh", PLUME_DIMENSION_INTENSITY, PLUME_UNIT_PLAIN, 1.0 },
    { "g/mj", PLUME_DIMENSION_INTENSITY, PLUME_UNIT_PLAIN, 3.6 / GRAMS_PER_KG },
    { "l/kwh", PLUME_DIMENSION_RATIO, LITRES, 1.0 },
    { "ml/kwh", PLUME_DIMENSION_RATIO, LITRES, 1e-3 },
    { "m3/mwh", PLUME_DIMENSION_RATIO, LITRES, 1.0 },
    { "l", PLUME_DIMENSION_RATIO, LITRES, 1.0 },
    { "litre", PLUME_DIMENSION_RATIO, LITRES, 1.0 },
    { "liter", PLUME_DIMENSION_RATIO, LITRES, 1.0 },
    { "kl", PLUME_DIMENSION_RATIO, LITRES, 1e3 },
    { "ml", PLUME_DIMENSION_RATIO, LITRES, 1e6 }, /* megalitres: "2.769 ML" */
    { "m3", PLUME_DIMENSION_RATIO, LITRES, 1e3 },
    { "flop", PLUME_DIMENSION_RATIO, WORK, 1.0 },
    { "gflop", PLUME_DIMENSION_RATIO, WORK, 1e9 },
    { "pflop", PLUME_DIMENSION_RATIO, WORK, 1e15 },
    { "eflop", PLUME_DIMENSION_RATIO, WORK, 1e18 },
    { "zflop", PLUME_DIMENSION_RATIO, WORK, 1e21 },
    { "yflop", PLUME_DIMENSION_RATIO, WORK, 1e24 },
    { "pfday", PLUME_DIMENSION_RATIO, WORK, 1e15 * SECONDS_PER_DAY },
    { "pflopday", PLUME_DIMENSION_RATIO, WORK, 1e15 * SECONDS_PER_DAY },
    { "pflop/sday", PLUME_DIMENSION_RATIO, WORK, 1e15 * SECONDS_PER_DAY },
    { "pflopsday", PLUME_DIMENSION_RATIO, WORK, 1e15 * SECONDS_PER_DAY },
    { "pflops/sday", PLUME_DIMENSION_RATIO, WORK, 1e15 * SECONDS_PER_DAY },
    { "petaflopday", PLUME_DIMENSION_RATIO, WORK, 1e15 * SECONDS_PER_DAY },
    { "petaflop/sday", PLUME_DIMENSION_RATIO, WORK, 1e15 * SECONDS_PER_DAY },
    { "petaflopsday", PLUME_DIMENSION_RATIO, WORK, 1e15 * SECONDS_PER_DAY },
};

/* Read with their case: "Mg" is no milligram, "MT" no megatonne. */
static const unit_name cased[] = {
    { "Mg", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, KG_PER_TONNE },
    { "Gg", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, 1e6 },
    { "MT", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, KG_PER_TONNE },
    { "mT", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, KG_PER_TONNE },
    { "mt", PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, KG_PER_TONNE },
};

static bool skips(const char **at, const char *end, const char *word)
{
    size_t length = strlen(word);

    if ((size_t)(end - *at) < length)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (tolower((unsigned char)(*at)[i]) != (unsigned char)word[i])
            return false;
    }
    *at += length;
    return true;
}

/* "tCO2eq" is "t", "g CO2-eq per kWh" is "g/kwh", "GPU-hours" is "hours". */
static bool fold(char folded[UNIT_LONGEST], const char *text, size_t length)
{
    static const char *const dropped[] = {
        "co2-equivalents",
        "co2-equivalent",
        "co2equivalent",
        "co2 equivalent",
        "co2-eq",
        "co2eq",
        "co2e",
        "co2",
        "co\xe2\x82\x82"
        "eq",
        "co\xe2\x82\x82"
        "e",
        "co\xe2\x82\x82",
        "-eq",
        "eq.",
        "eq",
        "of ",
        "gpus",
        "gpu",
        "tpus",
        "tpu",
        "devices",
        "device",
        "chips",
        "chip",
        "accelerators",
        "accelerator",
        "cores",
        "core",
        "facility",
    };
    const char *end = text + length;
    size_t used = 0;

    while (text < end) {
        bool skipped = false, may = strchr("cCgGtTdDaAeEoOfF-", *text) != NULL;

        for (size_t i = 0; may && i < sizeof dropped / sizeof dropped[0] && !skipped; i++)
            skipped = skips(&text, end, dropped[i]);
        if (skipped)
            continue;
        if (skips(&text, end, "per ") || skips(&text, end, " per")) {
            if (used + 1 >= UNIT_LONGEST)
                return false;
            folded[used++] = '/';
        } else if (strchr(" -_().\xc2\xb7,;", *text) != NULL) {
            text++;
        } else {
            if (used + 1 >= UNIT_LONGEST)
                return false;
            folded[used++] = (char)tolower((unsigned char)*text++);
        }
    }
    folded[used] = '\0';
    return true;
}

static const unit_name *find(const char *folded)
{
    size_t length = strlen(folded);

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t own;

        if (names[i].name[0] != folded[0])
            continue;
        own = strlen(names[i].name);
        if (strcmp(names[i].name, folded) == 0)
            return &names[i];
        if (own >= 2 && length == own + 1 && folded[own] == 's' &&
            strncmp(names[i].name, folded, own) == 0)
            return &names[i];
    }
    return NULL;
}

/* The folded unit is two letters, which text holds in this case. */
static const unit_name *find_cased(const char *folded, const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof cased / sizeof cased[0] && strlen(folded) == 2; i++) {
        const char *name = cased[i].name;

        for (size_t k = 0; k + 1 < length; k++)
            if (text[k] == name[0] && text[k + 1] == name[1] &&
                tolower((unsigned char)name[0]) == folded[0] &&
                tolower((unsigned char)name[1]) == folded[1])
                return &cased[i];
    }
    return NULL;
}

/* "grams/kilowatthour": any mass or volume over any energy. */
static bool read_ratio(plume_claim_unit *out, char folded[UNIT_LONGEST])
{
    char *bar = strchr(folded, '/');
    const unit_name *above, *below;

    if (bar == NULL)
        return false;
    *bar = '\0';
    above = find(folded);
    below = find(bar + 1);
    if (above == NULL || below == NULL || below->dimension != PLUME_DIMENSION_ENERGY ||
        (above->dimension != PLUME_DIMENSION_MASS && above->kind != LITRES))
        return false;
    *out = (plume_claim_unit){ above->kind == LITRES ? PLUME_DIMENSION_RATIO
                                                     : PLUME_DIMENSION_INTENSITY,
                               above->kind, above->per_unit / below->per_unit };
    return true;
}

/* Without the marks of LaTeX: "tCO$_{2}$e". */
static size_t without_marks(char out[UNIT_LONGEST], const char *text, size_t length)
{
    size_t used = 0;

    for (size_t i = 0; i < length && used + 1 < UNIT_LONGEST; i++)
        if (strchr("${}\\", text[i]) == NULL &&
            !(text[i] == '_' && i + 1 < length && strchr("2{", text[i + 1]) != NULL))
            out[used++] = text[i];
    out[used] = '\0';
    return used;
}

bool plume_claim_unit_read(plume_claim_unit *out, const char *text, size_t length)
{
    char folded[UNIT_LONGEST], plain[UNIT_LONGEST];
    const unit_name *unit;

    if (length >= UNIT_LONGEST)
        return false;
    if (memchr(text, '$', length) != NULL || memchr(text, '_', length) != NULL) {
        length = without_marks(plain, text, length);
        text = plain;
    }
    if (!fold(folded, text, length))
        return false;
    unit = find_cased(folded, text, length);
    if (unit == NULL)
        unit = find(folded);
    if (unit == NULL)
        return read_ratio(out, folded);
    *out = (plume_claim_unit){ unit->dimension, unit->kind, unit->per_unit };
    if (unit->kind == PLUME_UNIT_LITRES && strcmp(folded, "ml") == 0 &&
        memchr(text, 'm', length) != NULL)
        out->per_unit = 1e-3;
    return true;
}
