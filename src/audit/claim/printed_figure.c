/* A figure as printed: its digits, its magnitude ("1.46M"), its range, its unit. */
#include "audit/claim/printed_figure.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "audit/claim/claim.h"
#include "audit/claim/internal.h"
#include "core/number/printed.h"

static const struct {
    plume_dimension dimension;
    plume_unit_kind kind;
    bool adds;
    const char *word;
} quantities[CLAIM_QUANTITIES] = {
    [CLAIM_TRIALS] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_PLAIN, true, "trials" },
    [CLAIM_HOURS] = { PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, true, "hours" },
    [CLAIM_DEVICES] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_PLAIN, false, "devices" },
    [CLAIM_DEVICE_HOURS] = { PLUME_DIMENSION_TIME, PLUME_UNIT_PLAIN, true,
                             "device-hours" },
    [CLAIM_POWER] = { PLUME_DIMENSION_POWER, PLUME_UNIT_PLAIN, false,
                      "power per device" },
    [CLAIM_TOTAL_POWER] = { PLUME_DIMENSION_POWER, PLUME_UNIT_PLAIN, false, "power" },
    [CLAIM_PUE] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_PLAIN, false, "PUE" },
    [CLAIM_INTENSITY] = { PLUME_DIMENSION_INTENSITY, PLUME_UNIT_PLAIN, false,
                          "intensity" },
    [CLAIM_ENERGY] = { PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, true, "energy" },
    [CLAIM_IT_ENERGY] = { PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, true, "IT energy" },
    [CLAIM_FACILITY_ENERGY] = { PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, true,
                                "facility energy" },
    [CLAIM_EMISSIONS] = { PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, true, "emissions" },
    [CLAIM_NET_EMISSIONS] = { PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, true,
                              "net emissions" },
    [CLAIM_OFFSETS] = { PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, true, "offsets" },
    [CLAIM_WATER] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_LITRES, true, "water" },
    [CLAIM_WUE] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_LITRES, false, "on-site water" },
    [CLAIM_EWIF] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_LITRES, false,
                     "water of the grid" },
    [CLAIM_NODES] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_PLAIN, false, "nodes" },
    [CLAIM_SHARE] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_PLAIN, false, "share" },
    [CLAIM_BARE_EMISSIONS] = { PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, true,
                               "emissions without PUE" },
    [CLAIM_WORK] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_WORK, true, "work" },
    [CLAIM_PARAMETERS] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_PLAIN, false, "parameters" },
    [CLAIM_ACTIVE_PARAMETERS] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_PLAIN, false,
                                  "active parameters" },
    [CLAIM_TOKENS] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_PLAIN, true, "tokens" },
    [CLAIM_TOKENS_PER_SECOND] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_PLAIN, false,
                                  "tokens per second" },
    [CLAIM_QUERIES] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_PLAIN, true, "queries" },
    [CLAIM_ENERGY_PER_QUERY] = { PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, false,
                                 "energy per query" },
    [CLAIM_ENERGY_PER_TOKEN] = { PLUME_DIMENSION_ENERGY, PLUME_UNIT_PLAIN, false,
                                 "energy per token" },
    [CLAIM_EMISSIONS_PER_DEVICE_HOUR] = { PLUME_DIMENSION_MASS, PLUME_UNIT_PLAIN, false,
                                          "emissions per device-hour" },
    [CLAIM_LAYERS] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_PLAIN, false, "layers" },
    [CLAIM_WIDTH] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_PLAIN, false, "width" },
    [CLAIM_SEQUENCE] = { PLUME_DIMENSION_RATIO, PLUME_UNIT_PLAIN, false,
                         "sequence length" },
};

plume_dimension plume_quantity_dimension(plume_quantity quantity)
{
    return quantities[quantity].dimension;
}

const char *plume_quantity_word(plume_quantity quantity)
{
    return quantities[quantity].word;
}

bool plume_quantity_adds(plume_quantity quantity)
{
    return quantities[quantity].adds;
}

plume_claim_figure plume_claim_exact(double value)
{
    return (plume_claim_figure){
        .value = value, .low = value, .high = value, .printed = "", .where = ""
    };
}

/* --- digits --- */

/* Zeros at the end of a whole number need not be meant: "2,040 t" may stand for 2,035 to
 * 2,045. Of times only three zeros or more are taken so. At least two figures are meant;
 * three where all but the first are zeros. */
static double last_place(const plume_printed *figure, bool is_result)
{
    double place = 1.0, value = fabs(figure->mantissa);

    if (figure->decimals > 0 || value == 0.0)
        return pow(10.0, -figure->decimals);
    while (value >= 100.0 * place && fmod(value, 10.0 * place) == 0.0)
        place *= 10.0;
    if (value == 10.0 * place && value >= 100.0)
        place /= 10.0;
    else if (value < 100.0 * place && fmod(value, 10.0 * place) == 0.0 && value >= 100.0)
        place /= 10.0;
    return is_result || place >= 1000.0 || fmod(value, 1000.0) == 0.0 ? place : 1.0;
}

/* Those that are meant: "230" has two when its zero is not. */
static int count_digits(const plume_printed *figure, double place)
{
    double units = fabs(figure->mantissa) / place;

    return units < 1.0 ? 0 : (int)floor(log10(units) + 1e-9) + 1;
}

/* Powers, ratios and counts are set, not counted off: their zeros are meant. */
static bool zeros_count(plume_quantity quantity)
{
    return quantity == CLAIM_POWER || quantity == CLAIM_TOTAL_POWER ||
           quantity == CLAIM_INTENSITY || quantity == CLAIM_PUE;
}

static const char *skip_blanks(const char *text)
{
    while (*text == ' ' || strncmp(text, "\xc2\xa0", 2) == 0)
        text += *text == ' ' ? 1 : 2;
    return text;
}

static bool begins_word(const char *text, const char *word)
{
    size_t length = strlen(word);

    for (size_t i = 0; i < length; i++) {
        if (tolower((unsigned char)text[i]) != word[i])
            return false;
    }
    return !isalpha((unsigned char)text[length]);
}

/* "1.46M", "1,400K", "3.3 million": but "MWh" is a unit. */
static const char *read_magnitude(double *scale, const char *text, bool counts)
{
    static const struct {
        const char *word;
        double scale;
    } words[] = {
        { "thousand", 1e3 }, { "million", 1e6 }, { "billion", 1e9 }, { "trillion", 1e12 },
        { "k", 1e3 },        { "m", 1e6 },       { "b", 1e9 },       { "t", 1e12 },
    };
    size_t count = sizeof words / sizeof words[0] - !counts; /* "2 t" are tonnes */

    *scale = 1.0;
    for (size_t i = 0; i < count; i++) {
        if (begins_word(text, words[i].word)) {
            *scale = words[i].scale;
            return text + strlen(words[i].word);
        }
    }
    return text;
}

/* Words are compared without case, signs as their bytes. */
static const char *read_approximate(bool *approximate, const char *text)
{
    static const char *const words[] = { "~",      "\xe2\x89\x88",   "\xe2\x88\xbc",
                                         "about ", "approximately ", "approx. ",
                                         "ca. ",   "around " };

    *approximate = false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t length = strlen(words[i]), k = 0;

        while (k < length &&
               tolower((unsigned char)text[k]) == (unsigned char)words[i][k])
            k++;
        if (k < length && (unsigned char)words[i][0] < 0x80)
            continue;
        if (k < length && strncmp(text, words[i], length) != 0)
            continue;
        *approximate = true;
        return skip_blanks(text + length);
    }
    return text;
}

/* The mark between the ends of a range, or NULL. */
static const char *read_dash(const char *text)
{
    static const char *const dashes[] = { "-", "\xe2\x80\x93", "to ", "\xe2\x80\x94" };

    text = skip_blanks(text);
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++) {
        size_t length = strlen(dashes[i]);

        if (strncmp(text, dashes[i], length) == 0 &&
            isdigit((unsigned char)*skip_blanks(text + length)))
            return skip_blanks(text + length);
    }
    return NULL;
}

/* One number with its magnitude; where it ends comes back, NULL when there is none. */
static const char *read_end(plume_printed *figure, double *scale, const char *text,
                            bool counts)
{
    if (!isdigit((unsigned char)*text) && *text != '.')
        return NULL;
    if (!plume_printed_read(figure, text))
        return NULL;
    return read_magnitude(scale, figure->unit, counts);
}

static bool is_size(plume_quantity quantity)
{
    return quantity == CLAIM_PARAMETERS || quantity == CLAIM_ACTIVE_PARAMETERS ||
           quantity == CLAIM_TOKENS;
}

/* "7B parameters", "2T tokens", "235B total, 22B activated". */
static const char *skip_size_word(const char *text)
{
    static const char *const words[] = { "parameters", "params", "tokens",   "token",
                                         "total",      "active", "activated" };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (begins_word(text, words[i]))
            return text + strcspn(text, ",;(/");
    return *text == '/' ? "" : text; /* the active ones stand behind the bar */
}

/* A mass where an energy belongs (and the other way round) is kept, and told as
 * swapped: rule R11 looks for it. */
static bool take_unit(double *per_unit, bool *swapped, plume_quantity quantity,
                      const char *text)
{
    plume_dimension wanted = plume_quantity_dimension(quantity);
    size_t length = strlen(text);
    double usual = *per_unit;
    plume_claim_unit unit;

    *swapped = false;
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (*text == '(' && plume_claim_unit_read(&unit, text + 1, strcspn(text + 1, ")")))
        length = strcspn(++text, ")"); /* "356 (MWh)" */
    if (length == 0 || *text == '(')   /* "213 (Germany)": a remark */
        return true;
    if (!plume_claim_unit_read(&unit, text, length) &&
        !plume_claim_unit_read(&unit, text, strcspn(text, "(,;")))
        return false;
    *per_unit = unit.per_unit;
    if (unit.dimension == wanted && unit.kind == quantities[quantity].kind)
        return true;
    if (wanted == PLUME_DIMENSION_MASS && unit.dimension == PLUME_DIMENSION_RATIO &&
        unit.kind == PLUME_UNIT_PLAIN && *text != '%' &&
        tolower((unsigned char)*text) == 'c') {
        *per_unit = usual; /* "64.8 CO2eq" */
        return true;
    }
    *swapped =
        (wanted == PLUME_DIMENSION_ENERGY && unit.dimension == PLUME_DIMENSION_MASS) ||
        (wanted == PLUME_DIMENSION_MASS && unit.dimension == PLUME_DIMENSION_ENERGY);
    return *swapped;
}

static bool is_kind_of_count(plume_quantity quantity)
{
    return quantity == CLAIM_TRIALS || quantity == CLAIM_DEVICES ||
           quantity == CLAIM_NODES || quantity == CLAIM_LAYERS;
}

/* A blank or an apostrophe between thousands, as bytes; 0 when there is none. */
static size_t group_mark(const char *at)
{
    static const char *const marks[] = {
        " ", "'", "\xc2\xa0", "\xe2\x80\x89", "\xe2\x80\xaf", "\xe2\x80\x99", "{,}", "\\,"
    };

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t length = strlen(marks[i]);

        if (strncmp(at, marks[i], length) == 0 && strspn(at + length, "0123456789") == 3)
            return length;
    }
    return 0;
}

/* "1.3 x 10^6", with a letter or a cross: the bytes before the exponent. */
static size_t power_mark(const char *at)
{
    static const char *const marks[] = { "x10^",
                                         " x 10^",
                                         ("\xc3\x97"
                                          "10^"),
                                         " \xc3\x97 10^",
                                         "*10^",
                                         " \\times 10^" };

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strncmp(at, marks[i], strlen(marks[i])) == 0)
            return strlen(marks[i]);
    return 0;
}

/* Marks of footnotes behind a figure: "100*", a dagger, a raised digit. */
static void drop_marks(char *text)
{
    static const char *const marks[] = {
        "*", " ", "\xe2\x80\xa0", "\xe2\x80\xa1", "\xc2\xb9", "\xc2\xb2", "\xc2\xb3"
    };
    bool found = true;

    while (found) {
        found = false;
        for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
            size_t length = strlen(text), own = strlen(marks[i]);

            if (length > own && strcmp(text + length - own, marks[i]) == 0) {
                text[length - own] = '\0';
                found = true;
            }
        }
    }
}

enum { PLAIN_LONGEST = 160 };

/* The same figure with commas between thousands and "e" before an exponent. */
static const char *plain(char out[PLAIN_LONGEST], const char *text)
{
    size_t used = 0;
    bool digit = false;

    if (strlen(text) >= PLAIN_LONGEST)
        return text;
    while (*text != '\0') {
        size_t group = digit ? group_mark(text) : 0;
        size_t power = digit ? power_mark(text) : 0;

        if (group > 0 || power > 0) {
            out[used++] = group > 0 ? ',' : 'e';
            text += group > 0 ? group : power;
            digit = false;
            continue;
        }
        digit = isdigit((unsigned char)*text);
        out[used++] = *text++;
    }
    out[used] = '\0';
    drop_marks(out);
    return out;
}

/* "100 (5)": the deviation of several runs, in brackets. */
static bool read_bracket(double *half, const char **rest)
{
    const char *at = skip_blanks(*rest);
    plume_printed figure;

    if (*at != '(' || !isdigit((unsigned char)at[1]) ||
        !plume_printed_read(&figure, at + 1) || *figure.unit != ')')
        return false;
    *half = plume_printed_value(&figure);
    *rest = figure.unit + 1;
    return true;
}

/* "+- 5" behind a number: what it may be off by; rest moves behind it. */
static bool read_spread(double *half, const char **rest)
{
    static const char *const marks[] = { "\xc2\xb1", "+/-", "+-" };
    const char *at = skip_blanks(*rest);
    plume_printed figure;

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t length = strlen(marks[i]);

        if (strncmp(at, marks[i], length) != 0)
            continue;
        at = skip_blanks(at + length);
        if (!isdigit((unsigned char)*at) || !plume_printed_read(&figure, at))
            return false;
        *half = plume_printed_value(&figure);
        *rest = figure.unit;
        return true;
    }
    return read_bracket(half, rest);
}

/* Nothing that is used or emitted is below nothing; what is printed so is read, for a
 * rule to tell it. */
static bool may_be_negative(plume_quantity quantity)
{
    plume_dimension dimension = plume_quantity_dimension(quantity);

    return dimension == PLUME_DIMENSION_ENERGY || dimension == PLUME_DIMENSION_MASS ||
           dimension == PLUME_DIMENSION_TIME;
}

/* A minus right before a digit, as ASCII or as the mathematical sign. */
static bool skip_minus(const char **text)
{
    static const char *const signs[] = { "-", "\xe2\x88\x92" };

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t length = strlen(signs[i]);

        if (strncmp(*text, signs[i], length) != 0 ||
            !isdigit((unsigned char)(*text)[length]))
            continue;
        *text += length;
        return true;
    }
    return false;
}

static void negate(plume_claim_figure *figure)
{
    double low = figure->low;

    figure->value = -figure->value;
    figure->low = -figure->high;
    figure->high = -low;
}

/* What the last of its digits stands for, and how many of them are meant. */
static void take_digits(plume_claim_figure *out, plume_quantity quantity,
                        const plume_printed *printed, double scale)
{
    bool is_result = plume_quantity_dimension(quantity) != PLUME_DIMENSION_TIME;

    out->unit = zeros_count(quantity) ? pow(10.0, -printed->decimals)
                                      : last_place(printed, is_result);
    out->digits = count_digits(printed, out->unit);
    out->scale = pow(10.0, printed->exponent) * scale * out->per_unit;
    out->decimals = printed->decimals;
    out->unit *= is_kind_of_count(quantity) ? 0.0 : out->scale;
}

/* A figure is an interval: half a unit of its last digit to both sides, a whole one
 * after "about", the two ends of a range, or the spread that is printed behind a
 * plus-minus. */
bool plume_claim_figure_read(plume_claim_figure *out, plume_quantity quantity,
                             const char *text, double default_per_unit)
{
    double per_unit = default_per_unit, scale, upper_scale;
    plume_printed first, second;
    const char *rest, *dash;
    bool approximate, is_time, spread, negative;
    double half = 0.0;
    char figures[PLAIN_LONGEST];

    *out = plume_claim_exact(NAN);
    out->printed = text;
    rest = read_approximate(&approximate, skip_blanks(plain(figures, text)));
    negative = may_be_negative(quantity) && skip_minus(&rest);
    rest = read_end(&first, &scale, rest, is_size(quantity));
    if (rest == NULL)
        return false;
    second = first;
    upper_scale = scale;
    dash = read_dash(rest);
    spread = read_spread(&half, &rest);
    if (dash != NULL) {
        rest = read_end(&second, &upper_scale, dash, is_size(quantity));
        if (rest == NULL)
            return false;
        if (scale == 1.0)
            scale = upper_scale;
    }
    rest = skip_blanks(rest);
    if (is_size(quantity))
        rest = skip_size_word(rest);
    is_time = plume_quantity_dimension(quantity) == PLUME_DIMENSION_TIME;
    if (is_time && scale >= 1e9)
        return false; /* "7B" is a model */
    if (!is_kind_of_count(quantity) &&
        !take_unit(&per_unit, &out->swapped, quantity, rest))
        return false;
    out->per_unit = per_unit;
    take_digits(out, quantity, &first, scale);
    out->low = plume_printed_value(&first) * scale * per_unit;
    out->high = plume_printed_value(&second) * upper_scale * per_unit;
    out->value = (out->low + out->high) / 2.0;
    out->range = dash != NULL || approximate || spread;
    if (spread) {
        out->low -= half * scale * per_unit;
        out->high += half * scale * per_unit;
    } else if (dash == NULL) {
        out->low -= (approximate ? 1.0 : 0.5) * out->unit;
        out->high += (approximate ? 1.0 : 0.5) * out->unit;
    }
    if (negative)
        negate(out);
    return out->low <= out->high && isfinite(out->value);
}
