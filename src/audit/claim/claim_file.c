/* A claim file: YAML with any subset of the figures, for one run or for several. */
#include "audit/claim/claim_file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claim/claim.h"
#include "audit/claim/internal.h"
#include "audit/claim/printed_figure.h"
#include "core/input/slurp.h"
#include "core/number/units.h"
#include <plume/names.h>
#include <plume/text.h>

enum { CLAIM_BYTES_MAX = 1 << 20, CLAIM_RUNS_MAX = 10000 };

typedef struct key {
    const char *name;
    int index; /* of a quantity, or of a word */
    bool is_word;
} key;

static const key keys[] = {
    { "name", CLAIM_NAME, true },
    { "claim", CLAIM_NAME, true },
    { "source", CLAIM_SOURCE, true },
    { "device", CLAIM_DEVICE, true },
    { "location", CLAIM_LOCATION, true },
    { "scope", CLAIM_SCOPE, true },
    { "note", CLAIM_NOTE, true },
    { "power_scope", CLAIM_POWER_SCOPE, true },
    { "start", CLAIM_START, true },
    { "end", CLAIM_END, true },
    { "intensity_time", CLAIM_INTENSITY_TIME, true },
    { "year", CLAIM_YEAR, true },
    { "trials", CLAIM_TRIALS, false },
    { "hours", CLAIM_HOURS, false },
    { "duration", CLAIM_HOURS, false },
    { "devices", CLAIM_DEVICES, false },
    { "device_count", CLAIM_DEVICES, false },
    { "device_hours", CLAIM_DEVICE_HOURS, false },
    { "gpu_hours", CLAIM_DEVICE_HOURS, false },
    { "power", CLAIM_POWER, false },
    { "power_w", CLAIM_POWER, false },
    { "total_power", CLAIM_TOTAL_POWER, false },
    { "pue", CLAIM_PUE, false },
    { "intensity", CLAIM_INTENSITY, false },
    { "energy", CLAIM_ENERGY, false },
    { "it_energy", CLAIM_IT_ENERGY, false },
    { "facility_energy", CLAIM_FACILITY_ENERGY, false },
    { "emissions", CLAIM_EMISSIONS, false },
    { "net_emissions", CLAIM_NET_EMISSIONS, false },
    { "offsets", CLAIM_OFFSETS, false },
    { "water", CLAIM_WATER, false },
    { "wue", CLAIM_WUE, false },
    { "ewif", CLAIM_EWIF, false },
    { "share", CLAIM_SHARE, false },
    { "emissions_without_pue", CLAIM_BARE_EMISSIONS, false },
    { "flops", CLAIM_WORK, false },
    { "parameters", CLAIM_PARAMETERS, false },
    { "active_parameters", CLAIM_ACTIVE_PARAMETERS, false },
    { "layers", CLAIM_LAYERS, false },
    { "width", CLAIM_WIDTH, false },
    { "sequence_length", CLAIM_SEQUENCE, false },
    { "tokens", CLAIM_TOKENS, false },
    { "tokens_per_second", CLAIM_TOKENS_PER_SECOND, false },
    { "queries", CLAIM_QUERIES, false },
    { "energy_per_query", CLAIM_ENERGY_PER_QUERY, false },
    { "energy_per_token", CLAIM_ENERGY_PER_TOKEN, false },
    { "emissions_per_device_hour", CLAIM_EMISSIONS_PER_DEVICE_HOUR, false },
};

static const key *find_key(const char *name)
{
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strcmp(keys[i].name, name) == 0)
            return &keys[i];
    }
    return NULL;
}

static plume_status unknown_key(const plume_claim *claim, const char *name,
                                const plume_value *value, plume_error *error)
{
    plume_nearest nearest;
    plume_text hint;

    plume_nearest_init(&nearest, name);
    plume_text_init(&hint);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        plume_nearest_offer(&nearest, keys[i].name);
    plume_nearest_print(&hint, &nearest);
    plume_fail_at(error, PLUME_ERR_VALUE, claim->path, plume_value_key_line(value),
                  plume_value_key_column(value), "unknown key '%s' in a claim", name);
    if (hint.length > 0)
        plume_hint(error, "%s", hint.data);
    else
        plume_hint(error, "docs/audit.md lists the keys of a claim file");
    plume_text_dispose(&hint);
    return PLUME_ERR_VALUE;
}

static plume_status take_word(plume_claim *claim, plume_claim_run *run, const key *word,
                              const plume_value *value, plume_error *error)
{
    plume_kind kind = plume_value_kind(value);
    const char *copy;

    if (kind != PLUME_STRING && kind != PLUME_NUMBER)
        return plume_fail_at(error, PLUME_ERR_VALUE, claim->path, plume_value_line(value),
                             plume_value_column(value), "%s is not text", word->name);
    copy = plume_pool_copy(claim->pool, plume_value_string(value));
    if (copy == NULL)
        return plume_fail_memory(error);
    run->word[word->index] = copy;
    return PLUME_OK;
}

/* What a message asks for, with an example that the parser takes. */
static const char *wanted(plume_quantity quantity)
{
    switch (quantity) {
    case CLAIM_HOURS:
    case CLAIM_DEVICE_HOURS:
        return "a time such as '79.2 h' or '3.3 d'";
    case CLAIM_POWER:
    case CLAIM_TOTAL_POWER:
        return "a power such as '350 W' or '350-400 W'";
    case CLAIM_PUE:
        return "a ratio of at least 1";
    case CLAIM_INTENSITY:
        return "an intensity such as '0.429 kg/kWh' or '429 g/kWh'";
    case CLAIM_ENERGY:
    case CLAIM_IT_ENERGY:
    case CLAIM_FACILITY_ENERGY:
        return "an energy such as '1,287 MWh'";
    case CLAIM_EMISSIONS:
    case CLAIM_NET_EMISSIONS:
    case CLAIM_OFFSETS:
        return "a mass such as '552.1 t' or '626,155 lb'";
    case CLAIM_WATER:
    case CLAIM_WUE:
    case CLAIM_EWIF:
        return "litres, or litres per kWh";
    default:
        return "a count of 0 or more";
    }
}

/* A figure is read from its text, whose digits tell how far it was rounded; a number
 * keeps its text for that. */
static plume_status take_figure(plume_claim *claim, plume_claim_run *run,
                                const key *figure_key, const plume_value *value,
                                plume_error *error)
{
    plume_quantity quantity = (plume_quantity)figure_key->index;
    plume_kind kind = plume_value_kind(value);
    plume_claim_figure figure;
    const char *text;

    if (kind != PLUME_STRING && kind != PLUME_NUMBER)
        return plume_fail_at(error, PLUME_ERR_VALUE, claim->path, plume_value_line(value),
                             plume_value_column(value), "%s is not a figure, expected %s",
                             figure_key->name, wanted(quantity));
    text = plume_pool_copy(claim->pool, plume_value_string(value));
    if (text == NULL)
        return plume_fail_memory(error);
    if (!plume_claim_figure_read(&figure, quantity, text, 1.0) || figure.value < 0.0 ||
        (quantity == CLAIM_PUE && figure.value < 1.0))
        return plume_fail_at(error, PLUME_ERR_VALUE, claim->path, plume_value_line(value),
                             plume_value_column(value), "%s is '%s', expected %s",
                             figure_key->name, text, wanted(quantity));
    figure.line = plume_value_line(value);
    figure.column = plume_value_column(value);
    figure.where = plume_claim_print(claim, "%s (line %llu)", figure_key->name,
                                     (unsigned long long)figure.line);
    if (figure.where == NULL)
        return plume_fail_memory(error);
    run->figure[quantity] = figure;
    return PLUME_OK;
}

/* other takes what this map has beside figures and words; NULL: nothing else may
 * stand there. */
plume_status plume_claim_take_map(plume_claim *claim, plume_claim_run *run,
                                  const plume_value *map, plume_claim_other other,
                                  plume_error *error)
{
    plume_status status = PLUME_OK;

    run->line = plume_value_line(map);
    for (size_t i = 0; i < plume_value_count(map) && status == PLUME_OK; i++) {
        const char *name = plume_value_key_at(map, i);
        const plume_value *value = plume_value_at(map, i);
        const key *found = find_key(name);

        if (plume_value_kind(value) == PLUME_NULL)
            continue;
        if (found == NULL && other != NULL)
            status = other(claim, name, value, error);
        else if (found == NULL)
            status = unknown_key(claim, name, value, error);
        else if (found->is_word)
            status = take_word(claim, run, found, value, error);
        else
            status = take_figure(claim, run, found, value, error);
    }
    return status;
}

/* Runs that say nothing of their device or place have those of the whole. */
static void inherit(plume_claim *claim)
{
    static const plume_quantity ratios[] = { CLAIM_PUE, CLAIM_INTENSITY };
    static const int shared[] = { CLAIM_DEVICE, CLAIM_LOCATION, CLAIM_POWER_SCOPE };

    for (size_t i = 0; i < claim->run_count; i++) {
        for (size_t k = 0; k < sizeof shared / sizeof shared[0]; k++) {
            const char **word = &claim->run[i].word[shared[k]];

            if ((*word)[0] == '\0')
                *word = claim->whole.word[shared[k]];
        }
        for (size_t k = 0; k < sizeof ratios / sizeof ratios[0]; k++)
            if (isnan(claim->run[i].figure[ratios[k]].value))
                claim->run[i].figure[ratios[k]] = claim->whole.figure[ratios[k]];
    }
}

/* An empty list would be a claim of nothing that every check passes. */
static plume_status take_runs(plume_claim *claim, const plume_value *list,
                              plume_error *error)
{
    plume_status status = PLUME_OK;

    if (plume_value_kind(list) != PLUME_LIST || plume_value_count(list) == 0 ||
        plume_value_count(list) > CLAIM_RUNS_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, claim->path, plume_value_line(list),
                             plume_value_column(list),
                             "runs is not a list of 1 to %d maps", CLAIM_RUNS_MAX);
    for (size_t i = 0; i < plume_value_count(list) && status == PLUME_OK; i++) {
        const plume_value *map = plume_value_at(list, i);
        plume_claim_run *run = plume_claim_add(claim);

        if (run == NULL)
            return plume_fail_memory(error);
        if (plume_value_kind(map) != PLUME_MAP)
            return plume_fail_at(error, PLUME_ERR_VALUE, claim->path,
                                 plume_value_line(map), plume_value_column(map),
                                 "a run is not a map of keys");
        status = plume_claim_take_map(claim, run, map, NULL, error);
    }
    return status;
}

static plume_status take_top(plume_claim *claim, const char *name,
                             const plume_value *value, plume_error *error)
{
    if (strcmp(name, "runs") == 0)
        return take_runs(claim, value, error);
    return unknown_key(claim, name, value, error);
}

/* A claim without runs is one run; runs lack what stands once for all, and inherit
 * it. */
plume_status plume_claim_parse(plume_claim **out, const char *text, size_t length,
                               const char *path, plume_error *error)
{
    plume_value *root = NULL;
    plume_claim *claim;
    plume_status status = plume_claim_new(&claim, CLAIM_FILE, path, error);

    *out = NULL;
    if (status != PLUME_OK)
        return status;
    status = plume_yaml_parse(&root, text, length, path, error);
    if (status == PLUME_OK && plume_value_kind(root) != PLUME_MAP)
        status =
            plume_fail_at(error, PLUME_ERR_VALUE, path, 1, 1,
                          "a claim file is a map of keys such as 'emissions: 284 t'");
    if (status == PLUME_OK)
        status = plume_claim_take_map(claim, &claim->whole, root, take_top, error);
    if (status == PLUME_OK && claim->run_count == 0) {
        plume_claim_run *run = plume_claim_add(claim);

        if (run != NULL)
            *run = claim->whole;
        else
            status = plume_fail_memory(error);
    }
    inherit(claim);
    plume_value_free(root);
    if (status == PLUME_OK)
        *out = claim;
    else
        plume_claim_free(claim);
    return status;
}

plume_status plume_claim_load(plume_claim **out, const char *path, plume_error *error)
{
    char *text = NULL;
    size_t length = 0;
    plume_status status =
        plume_source_slurp(&text, &length, path, CLAIM_BYTES_MAX, error);

    *out = NULL;
    if (status == PLUME_OK)
        status = plume_claim_parse(out, text, length, path, error);
    free(text);
    return status;
}

/* --- writing --- */

/* The unit of a figure whose head named it; "" where the figure names its own, or none.
 */
static const char *unit_of(plume_quantity quantity, double per_unit)
{
    static const struct {
        plume_dimension dimension;
        double per_unit;
        const char *name;
    } units[] = {
        { PLUME_DIMENSION_ENERGY, 1e-3, "Wh" },
        { PLUME_DIMENSION_ENERGY, 1.0, "kWh" },
        { PLUME_DIMENSION_ENERGY, KWH_PER_MWH, "MWh" },
        { PLUME_DIMENSION_ENERGY, 1e6, "GWh" },
        { PLUME_DIMENSION_MASS, 1.0 / GRAMS_PER_KG, "g" },
        { PLUME_DIMENSION_MASS, 1.0, "kg" },
        { PLUME_DIMENSION_MASS, KG_PER_TONNE, "t" },
        { PLUME_DIMENSION_MASS, 1e6, "kt" },
        { PLUME_DIMENSION_MASS, KG_PER_POUND, "lb" },
        { PLUME_DIMENSION_TIME, 1.0, "h" },
        { PLUME_DIMENSION_TIME, HOURS_PER_DAY, "d" },
        { PLUME_DIMENSION_TIME, 1.0 / SECONDS_PER_HOUR, "s" },
        { PLUME_DIMENSION_TIME, 1e3, "K h" },
        { PLUME_DIMENSION_TIME, 1e6, "M h" },
        { PLUME_DIMENSION_POWER, 1.0, "W" },
        { PLUME_DIMENSION_POWER, WATTS_PER_KILOWATT, "kW" },
        { PLUME_DIMENSION_INTENSITY, 1.0, "kg/kWh" },
        { PLUME_DIMENSION_INTENSITY, 1.0 / GRAMS_PER_KG, "g/kWh" },
        { PLUME_DIMENSION_RATIO, 1.0, "" },
        { PLUME_DIMENSION_RATIO, 0.01, "%" },
        { PLUME_DIMENSION_RATIO, 1e3, "K" },
        { PLUME_DIMENSION_RATIO, 1e6, "M" },
        { PLUME_DIMENSION_RATIO, 1e9, "B" },
    };

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (units[i].dimension == plume_quantity_dimension(quantity) &&
            fabs(units[i].per_unit / per_unit - 1.0) < 1e-9)
            return units[i].name;
    return NULL;
}

static void write_text(plume_text *out, const char *text)
{
    plume_text_add_char(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            plume_text_add_char(out, '\\');
        plume_text_add_char(out, *text);
    }
    plume_text_add(out, "\"\n");
}

/* Twelve digits, without what sums leave behind them. */
static void add_number(plume_text *out, double value)
{
    double scale = pow(10.0, 11.0 - floor(log10(fabs(value))));

    (void)plume_number_print(out, isfinite(scale) ? round(value * scale) / scale : value);
}

static bool reads_as(const char *text, plume_quantity quantity,
                     const plume_claim_figure *figure)
{
    plume_claim_figure again;

    return isnan(figure->value) ||
           (plume_claim_figure_read(&again, quantity, text, 1.0) &&
            fabs(again.value - figure->value) <= 1e-9 * fabs(figure->value));
}

/* As printed, with the unit that its head gave; in the library's own unit where that has
 * no name. */
static void write_figure(plume_text *out, plume_quantity quantity,
                         const plume_claim_figure *figure)
{
    bool own_unit = figure->printed[strcspn(figure->printed,
                                            "abcdfghijklmnopqrstuvwyzABCDFGHIJKLMNOPQRS"
                                            "TUVWYZ%")] != '\0';
    const char *unit = own_unit ? "" : unit_of(quantity, figure->per_unit);
    plume_text text;

    plume_text_init(&text);
    if (unit == NULL || figure->printed[0] == '\0') {
        unit = unit_of(quantity, 1.0);
        add_number(&text, figure->value);
    } else {
        plume_text_add(&text, figure->printed);
    }
    if (unit != NULL && unit[0] != '\0')
        plume_text_printf(&text, " %s", unit);
    if (!reads_as(text.data, quantity, figure)) { /* "8", of each of 4 nodes */
        plume_text_dispose(&text);
        plume_text_init(&text);
        unit = unit_of(quantity, 1.0);
        add_number(&text, figure->value);
        plume_text_printf(&text, "%s%s", unit != NULL && unit[0] != '\0' ? " " : "",
                          unit != NULL ? unit : "");
    }
    write_text(out, text.data);
    plume_text_dispose(&text);
}

static void write_run(plume_text *out, const plume_claim_run *run, const char *indent)
{
    bool figure_done[CLAIM_QUANTITIES] = { false }, word_done[CLAIM_WORDS] = { false };

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        bool *done =
            keys[i].is_word ? &word_done[keys[i].index] : &figure_done[keys[i].index];

        if (*done || (keys[i].is_word && run->word[keys[i].index][0] == '\0') ||
            (!keys[i].is_word && isnan(run->figure[keys[i].index].value) &&
             run->figure[keys[i].index].printed[0] == '\0'))
            continue;
        *done = true;
        plume_text_printf(out, "%s%s: ", indent, keys[i].name);
        if (keys[i].is_word)
            write_text(out, run->word[keys[i].index]);
        else
            write_figure(out, (plume_quantity)keys[i].index, &run->figure[keys[i].index]);
    }
}

void plume_claim_write(plume_text *out, const plume_claim *claim)
{
    plume_text_add(out, "claim: ");
    write_text(out, claim->path);
    if (claim->whole.is_total) { /* what the row "Total" states */
        plume_claim_run total = claim->whole;

        for (size_t i = 0; i < CLAIM_WORDS; i++)
            total.word[i] = "";
        write_run(out, &total, "");
    }
    plume_text_add(out, "runs:\n");
    for (size_t i = 0; i < claim->run_count; i++) {
        plume_text_printf(out, "  - # line %llu\n",
                          (unsigned long long)claim->run[i].line);
        write_run(out, &claim->run[i], "    ");
    }
}
