/* One claim held against itself: what the rules share, and their order. */
#include "audit/lint/lint.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/input/source.h"
#include "core/number/units.h"

/* --- spans --- */

plume_span plume_span_exact(double value)
{
    return (plume_span){ value, value, value };
}

plume_span plume_span_times(plume_span a, plume_span b)
{
    return (plume_span){ a.low * b.low, a.value * b.value, a.high * b.high };
}

plume_span plume_span_over(plume_span a, plume_span b)
{
    return (plume_span){ a.low / b.high, a.value / b.value, a.high / b.low };
}

bool plume_lint_has(const plume_claim_run *run, plume_quantity quantity)
{
    return !isnan(run->figure[quantity].value) && !run->figure[quantity].swapped;
}

/* Powers and ratios are set by somebody: their digits are taken as meant. */
plume_span plume_lint_span(const plume_claim_run *run, plume_quantity quantity)
{
    const plume_claim_figure *figure = &run->figure[quantity];
    bool set = quantity == CLAIM_POWER || quantity == CLAIM_TOTAL_POWER ||
               quantity == CLAIM_DEVICES || quantity == CLAIM_TRIALS;

    if (!plume_lint_has(run, quantity))
        return plume_span_exact(NAN);
    if (set && !figure->range)
        return plume_span_exact(figure->value);
    return (plume_span){ figure->low, figure->value, figure->high };
}

bool plume_lint_fits(const plume_claim_figure *stated, plume_span computed)
{
    double slack = 1e-9 * fabs(stated->value);

    return computed.high >= stated->low - slack &&
           computed.low <= fmax(stated->high, stated->value + stated->unit) + slack;
}

static plume_span or_one(const plume_claim_run *run, plume_quantity quantity)
{
    return plume_lint_has(run, quantity) ? plume_lint_span(run, quantity)
                                         : plume_span_exact(1.0);
}

plume_span plume_lint_device_hours(const plume_claim_run *run)
{
    if (plume_lint_has(run, CLAIM_DEVICE_HOURS))
        return plume_lint_span(run, CLAIM_DEVICE_HOURS);
    return plume_span_times(
        plume_lint_span(run, CLAIM_HOURS),
        plume_span_times(or_one(run, CLAIM_DEVICES), or_one(run, CLAIM_TRIALS)));
}

plume_span plume_lint_power_time(const plume_claim_run *run)
{
    plume_span kilo = plume_span_exact(1.0 / WATTS_PER_KILOWATT);

    if (plume_lint_has(run, CLAIM_POWER))
        return plume_span_times(kilo,
                                plume_span_times(plume_lint_device_hours(run),
                                                 plume_lint_span(run, CLAIM_POWER)));
    return plume_span_times(
        kilo, plume_span_times(plume_lint_span(run, CLAIM_TOTAL_POWER),
                               plume_span_times(plume_lint_span(run, CLAIM_HOURS),
                                                or_one(run, CLAIM_TRIALS))));
}

plume_span plume_lint_implied(const plume_claim_run *run)
{
    plume_span carbon = plume_lint_span(run, CLAIM_EMISSIONS);
    plume_span energy = plume_lint_power_time(run);

    if (isnan(energy.value))
        energy = plume_lint_span(run, CLAIM_IT_ENERGY);
    if (isnan(energy.value))
        energy = plume_span_over(plume_lint_span(run, CLAIM_FACILITY_ENERGY),
                                 plume_lint_span(run, CLAIM_PUE));
    if (isnan(energy.value))
        energy = plume_lint_span(run, CLAIM_ENERGY);
    if (!(energy.low > 0.0))
        return plume_span_exact(NAN);
    return plume_span_over(carbon, energy);
}

/* --- words --- */

const char *plume_lint_row(const plume_lint *lint, const plume_claim_run *run)
{
    if (run->word[CLAIM_NAME][0] != '\0')
        return run->word[CLAIM_NAME];
    if (run->word[CLAIM_DEVICE][0] != '\0' && lint->claim->run_count > 1)
        return run->word[CLAIM_DEVICE];
    return lint->claim->path;
}

const char *plume_lint_number(plume_lint *lint, double value)
{
    int decimals = 0;
    const char *kept;
    plume_text text;

    while (decimals < 9 &&
           fabs(plume_number_round(value, decimals) - value) > 5e-7 * fabs(value))
        decimals++;
    plume_text_init(&text);
    plume_number_fixed(&text, value, decimals);
    kept = plume_findings_text(&lint->findings, "%s", text.data);
    plume_text_dispose(&text);
    return kept;
}

const char *plume_lint_cells(plume_lint *lint, const plume_claim_run *run,
                             const plume_quantity *quantities, size_t count)
{
    const char *cells = "";

    for (size_t i = 0; i < count; i++) {
        const plume_claim_figure *figure = &run->figure[quantities[i]];

        if (isnan(figure->value))
            continue;
        cells = plume_findings_text(&lint->findings, "%s%s%s %s%s%s%s", cells,
                                    cells[0] != '\0' ? "; " : "",
                                    plume_quantity_word(quantities[i]), figure->printed,
                                    figure->where[0] != '\0' ? " (" : "", figure->where,
                                    figure->where[0] != '\0' ? ")" : "");
    }
    return cells;
}

static bool holds(const char *text, const char *phrase)
{
    size_t length = strlen(phrase);

    for (; *text != '\0'; text++) {
        size_t i = 0;

        while (i < length && tolower((unsigned char)text[i]) == phrase[i])
            i++;
        if (i == length)
            return true;
    }
    return false;
}

bool plume_lint_says(const plume_lint *lint, const plume_claim_run *run,
                     const char *phrase)
{
    static const int words[] = { CLAIM_NAME, CLAIM_NOTE, CLAIM_SCOPE, CLAIM_SOURCE };

    if (holds(lint->claim->prose, phrase))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (holds(lint->claim->whole.word[words[i]], phrase) ||
            (run != NULL && holds(run->word[words[i]], phrase)))
            return true;
    }
    return false;
}

/* --- whose power it is --- */

static bool explains(const plume_claim_figure *energy, double power_time_kwh)
{
    double ratio = energy->value / power_time_kwh;

    return ratio > 0.99 && ratio < 2.5;
}

/* A power that nobody calls that of one device is that of all when only so it explains
 * the energy, as in tables that print the draw of whole machines. */
static void settle_power(plume_claim_run *run)
{
    static const plume_quantity energies[] = { CLAIM_ENERGY, CLAIM_FACILITY_ENERGY,
                                               CLAIM_IT_ENERGY };
    double once = run->figure[CLAIM_HOURS].value * run->figure[CLAIM_POWER].value /
                  WATTS_PER_KILOWATT;
    double count = run->figure[CLAIM_DEVICES].value;

    if (plume_lint_has(run, CLAIM_TRIALS))
        once *= run->figure[CLAIM_TRIALS].value;
    if (!(count > 1.0) || isnan(once) || plume_lint_has(run, CLAIM_DEVICE_HOURS) ||
        plume_lint_has(run, CLAIM_TOTAL_POWER) ||
        strcmp(run->word[CLAIM_POWER_SCOPE], "device") == 0)
        return;
    for (size_t i = 0; i < sizeof energies / sizeof energies[0]; i++) {
        const plume_claim_figure *energy = &run->figure[energies[i]];

        if (isnan(energy->value) || explains(energy, once * count) ||
            !explains(energy, once))
            continue;
        run->figure[CLAIM_TOTAL_POWER] = run->figure[CLAIM_POWER];
        run->figure[CLAIM_POWER] = plume_claim_exact(NAN);
        return;
    }
}

/* --- running --- */

static void add_implied(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const plume_claim_run *run = &lint->claim->run[i];
        plume_span span = plume_lint_implied(run);
        plume_implied *all;

        if (isnan(span.value) || !(span.value > 0.0))
            continue;
        all = realloc(lint->implied, (lint->implied_count + 1) * sizeof *lint->implied);
        if (all == NULL) {
            lint->findings.failed = true;
            return;
        }
        lint->implied = all;
        all[lint->implied_count++] = (plume_implied){
            .row = plume_lint_row(lint, run),
            .value = span.value,
            .low = span.low,
            .high = span.high,
            .compatible = plume_lint_compatible(lint, span, run),
        };
    }
}

static plume_status run_rules(plume_lint *lint, plume_error *error)
{
    static const plume_lint_rule rules[] = {
        plume_lint_sums,          plume_lint_units,    plume_lint_counts,
        plume_lint_energy,        plume_lint_facility, plume_lint_offsets,
        plume_lint_carbon,        plume_lint_water,    plume_lint_devices,
        plume_lint_scope,         plume_lint_defaults, plume_lint_digits,
        plume_lint_times,         plume_lint_search,   plume_lint_versions,
        plume_lint_common_factor,
    };

    for (size_t i = 0; i < lint->claim->run_count; i++)
        settle_power(&lint->claim->run[i]);
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        rules[i](lint);
    add_implied(lint);
    for (size_t i = 0; i < lint->findings.count && lint->claim->turned; i++)
        lint->findings.finding[i].line = 0; /* a run is a column: told by its name */
    return lint->findings.failed ? plume_fail_memory(error) : PLUME_OK;
}

static bool ends_in(const char *path, const char *ending)
{
    size_t length = strlen(path), own = strlen(ending);

    return length >= own && strcmp(path + length - own, ending) == 0;
}

static plume_status parse(plume_claim **out, const char *text, size_t length,
                          const char *path, plume_error *error)
{
    if (ends_in(path, ".yaml") || ends_in(path, ".yml"))
        return plume_claim_parse(out, text, length, path, error);
    if (ends_in(path, ".md") || ends_in(path, ".markdown"))
        return plume_claim_parse_card(out, text, length, path, error);
    return plume_claim_parse_table(out, text, length, path, error);
}

static plume_status load(plume_claim **out, const char *path, plume_error *error)
{
    if (ends_in(path, ".yaml") || ends_in(path, ".yml"))
        return plume_claim_load(out, path, error);
    if (ends_in(path, ".md") || ends_in(path, ".markdown"))
        return plume_claim_load_card(out, path, error);
    return plume_claim_load_table(out, path, error);
}

/* Takes the claim over, also when it fails. */
static plume_status lint_of(plume_lint **out, plume_claim *claim, plume_factors *factors,
                            plume_error *error)
{
    plume_lint *lint = calloc(1, sizeof *lint);
    plume_status status;

    *out = NULL;
    if (lint == NULL) {
        plume_claim_free(claim);
        return plume_fail_memory(error);
    }
    lint->factors = factors;
    lint->claim = claim;
    lint->pool = lint->findings.pool = plume_pool_new();
    status = lint->pool != NULL ? run_rules(lint, error) : plume_fail_memory(error);
    if (status == PLUME_OK)
        *out = lint;
    else
        plume_lint_free(lint);
    return status;
}

plume_status plume_lint_text(plume_lint **out, const char *text, size_t length,
                             const char *path, plume_factors *factors, plume_error *error)
{
    plume_claim *claim;
    plume_status status = parse(&claim, text, length, path, error);

    *out = NULL;
    return status == PLUME_OK ? lint_of(out, claim, factors, error) : status;
}

static bool has_figure(const plume_claim *claim)
{
    for (size_t i = 0; i < claim->run_count; i++) {
        for (size_t k = 0; k < CLAIM_QUANTITIES; k++) {
            if (!isnan(claim->run[i].figure[k].value))
                return true;
        }
    }
    return false;
}

plume_status plume_lint_file(plume_lint **out, const char *path, plume_factors *factors,
                             plume_error *error)
{
    plume_claim *claim;
    plume_status status = load(&claim, path, error);

    *out = NULL;
    if (status != PLUME_OK)
        return status;
    if (!has_figure(claim)) {
        plume_claim_free(claim);
        plume_fail_at(error, PLUME_ERR_MISSING, path, 0, 0,
                      "no figure of energy, emissions, power or time was found");
        plume_hint(error, "docs/lint.md lists the column heads and keys that are known");
        return PLUME_ERR_MISSING;
    }
    return lint_of(out, claim, factors, error);
}

void plume_lint_free(plume_lint *lint)
{
    if (lint == NULL)
        return;
    plume_findings_dispose(&lint->findings);
    plume_claim_free(lint->claim);
    plume_pool_free(lint->pool);
    free(lint->implied);
    free(lint);
}

size_t plume_lint_count(const plume_lint *lint)
{
    return lint->findings.count;
}

const plume_finding *plume_lint_at(const plume_lint *lint, size_t i)
{
    return i < lint->findings.count ? &lint->findings.finding[i] : NULL;
}

size_t plume_lint_implied_count(const plume_lint *lint)
{
    return lint->implied_count;
}

const plume_implied *plume_lint_implied_at(const plume_lint *lint, size_t i)
{
    return i < lint->implied_count ? &lint->implied[i] : NULL;
}

bool plume_lint_common(const plume_lint *lint, double *low, double *high)
{
    *low = lint->common[0];
    *high = lint->common[1];
    return lint->has_common;
}

void plume_lint_to_value(const plume_lint *lint, plume_value *map)
{
    plume_value *findings, *implied;

    plume_value_set_string(map, "schema", "plume.lint/1");
    plume_value_set_string(map, "path", lint->claim->path);
    plume_value_set_count(map, "rows", lint->claim->run_count);
    findings = plume_value_set_list(map, "findings");
    for (size_t i = 0; i < lint->findings.count; i++)
        plume_finding_to_value(&lint->findings.finding[i],
                               plume_value_set_map(findings, NULL));
    implied = plume_value_set_list(map, "implied");
    for (size_t i = 0; i < lint->implied_count; i++) {
        plume_value *row = plume_value_set_map(implied, NULL);

        plume_value_set_string(row, "row", lint->implied[i].row);
        plume_value_set_number(row, "kg_per_it_kwh", lint->implied[i].value);
        plume_value_set_number(row, "low", lint->implied[i].low);
        plume_value_set_number(row, "high", lint->implied[i].high);
        plume_value_set_string(row, "compatible", lint->implied[i].compatible);
    }
    if (lint->has_common) {
        plume_value *common = plume_value_set_list(map, "common");

        plume_value_set_number(common, NULL, lint->common[0]);
        plume_value_set_number(common, NULL, lint->common[1]);
    } else {
        plume_value_set_null(map, "common");
    }
}
