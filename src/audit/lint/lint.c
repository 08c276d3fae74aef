/* One claim held against itself, by each rule of rules.def. */
#include "audit/lint/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claim/claim_file.h"
#include "audit/claim/document.h"
#include "audit/claim/model_card.h"
#include "audit/claim/table.h"
#include "core/ascii.h"
#include <plume/text.h>

/* --- running --- */

/* The product of PUE and intensity needs neither of them: emissions over IT energy. */
static void add_implied(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const plume_claim_run *run = &lint->claim->run[i];
        plume_interval span = plume_lint_implied(run);
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
    static void (*const rules[])(plume_lint * lint) = {
#define RULE(name) plume_lint_##name,
#include "audit/lint/rules.def"
#undef RULE
    };

    for (size_t i = 0; i < lint->claim->run_count; i++)
        plume_lint_settle_power(&lint->claim->run[i]);
    plume_lint_settle_units(lint);
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        rules[i](lint);
    add_implied(lint);
    for (size_t i = 0; i < lint->findings.count && lint->claim->turned; i++)
        lint->findings.finding[i].line = 0; /* a run is a column: told by its name */
    return lint->findings.failed ? plume_fail_memory(error) : PLUME_OK;
}

/* What is read, and how. */
typedef struct lint_of_path {
    const char *path;
    bool other_marks; /* "1.234" is what it mostly is not */
} lint_of_path;

static plume_status parse(plume_claim **out, const char *text, size_t length,
                          const lint_of_path *of, plume_error *error)
{
    const char *path = of->path;

    if (plume_ends_in(path, ".yaml") || plume_ends_in(path, ".yml"))
        return plume_claim_parse(out, text, length, path, error);
    if (plume_ends_in(path, ".md") || plume_ends_in(path, ".markdown"))
        return plume_claim_parse_card(out, text, length, path, of->other_marks, error);
    if (plume_claim_is_document(path))
        return plume_claim_parse_document(out, text, length, path, of->other_marks,
                                          error);
    return plume_claim_parse_table(out, text, length, path, of->other_marks, error);
}

static plume_status load(plume_claim **out, const lint_of_path *of, plume_error *error)
{
    const char *path = of->path;

    if (plume_ends_in(path, ".yaml") || plume_ends_in(path, ".yml"))
        return plume_claim_load(out, path, error);
    if (plume_ends_in(path, ".md") || plume_ends_in(path, ".markdown"))
        return plume_claim_load_card(out, path, of->other_marks, error);
    if (plume_claim_is_document(path))
        return plume_claim_load_document(out, path, of->other_marks, error);
    return plume_claim_load_table(out, path, of->other_marks, error);
}

static const char *lower(plume_pool *pool, const char *text)
{
    plume_text copy;

    plume_text_init(&copy);
    plume_text_add(&copy, text);
    for (size_t i = 0; i < copy.length; i++)
        copy.data[i] = plume_lower(copy.data[i]);
    return copy.length > 0 ? plume_pool_keep(pool, &copy) : "";
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
    lint->lower_prose = lint->pool != NULL ? lower(lint->pool, claim->prose) : NULL;
    status =
        lint->lower_prose != NULL ? run_rules(lint, error) : plume_fail_memory(error);
    if (status == PLUME_OK)
        *out = lint;
    else
        plume_lint_free(lint);
    return status;
}

static bool has_figure(const plume_claim *claim)
{
    for (size_t i = 0; i < claim->run_count; i++) {
        if (claim->run[i].misplaced != NULL)
            return true;
        for (size_t k = 0; k < CLAIM_QUANTITIES; k++) {
            if (!isnan(claim->run[i].figure[k].value))
                return true;
        }
    }
    return false;
}

static plume_status lint_text(plume_lint **out, const char *text, size_t length,
                              const lint_of_path *of, plume_factors *factors,
                              plume_error *error)
{
    plume_claim *claim;
    plume_status status = parse(&claim, text, length, of, error);

    *out = NULL;
    return status == PLUME_OK ? lint_of(out, claim, factors, error) : status;
}

static size_t contradictions(const plume_lint *lint)
{
    size_t count = 0;

    for (size_t i = 0; i < lint->findings.count; i++)
        count += lint->findings.finding[i].severity == PLUME_FINDING_CONTRADICTION;
    return count;
}

/* "62,000 %": that reading is none. */
static bool has_large_share(const plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++)
        if (lint->claim->run[i].figure[CLAIM_SHARE].value > 2.0)
            return true;
    return false;
}

/* Where nothing tells decimals from thousands a table is read as it agrees with itself;
 * other is freed, or takes the place of *out. */
static void take_better(plume_lint **out, plume_lint *other)
{
    if (other != NULL && contradictions(other) == 0 && !has_large_share(other)) {
        plume_lint *worse = *out;

        *out = other;
        other = worse;
    }
    plume_lint_free(other);
}

static bool has_two_readings(const plume_lint *lint)
{
    return lint->claim->marks_open && contradictions(lint) > 0;
}

plume_status plume_lint_text(plume_lint **out, const char *text, size_t length,
                             const char *path, plume_factors *factors, plume_error *error)
{
    lint_of_path of = { .path = path };
    plume_status status = lint_text(out, text, length, &of, factors, error);
    plume_lint *other;

    if (status != PLUME_OK || !has_two_readings(*out))
        return status;
    of.other_marks = true;
    if (lint_text(&other, text, length, &of, factors, NULL) == PLUME_OK)
        take_better(out, other);
    return PLUME_OK;
}

/* In its running text alone. */
static bool quotes_a_corrected_figure(const plume_lint *lint)
{
    for (size_t i = 0; i < lint->findings.count; i++)
        if (strcmp(lint->findings.finding[i].code, "R20") == 0)
            return true;
    return false;
}

static plume_status lint_file(plume_lint **out, const lint_of_path *of,
                              plume_factors *factors, plume_error *error)
{
    plume_claim *claim;
    bool holds_figures;
    plume_status status = load(&claim, of, error);

    *out = NULL;
    if (status != PLUME_OK)
        return status;
    holds_figures = has_figure(claim) || claim->damage != NULL;
    status = lint_of(out, claim, factors, error);
    if (status != PLUME_OK || holds_figures || quotes_a_corrected_figure(*out))
        return status;
    plume_lint_free(*out);
    *out = NULL;
    plume_fail_at(error, PLUME_ERR_MISSING, of->path, 0, 0,
                  "no figure of energy, emissions, power or time was found");
    plume_hint(error, "docs/lint.md lists the column heads and keys that are known");
    return PLUME_ERR_MISSING;
}

/* Standard input is read once: there the usual reading stands. */
plume_status plume_lint_file(plume_lint **out, const char *path, plume_factors *factors,
                             plume_error *error)
{
    lint_of_path of = { .path = path };
    plume_status status = lint_file(out, &of, factors, error);
    plume_lint *other;

    if (status != PLUME_OK || !has_two_readings(*out) || strcmp(path, "-") == 0)
        return status;
    of.other_marks = true;
    if (lint_file(&other, &of, factors, NULL) == PLUME_OK)
        take_better(out, other);
    return PLUME_OK;
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

const char *plume_lint_path(const plume_lint *lint)
{
    return lint->claim->path;
}

void plume_lint_claim(const plume_lint *lint, plume_text *out)
{
    plume_claim_write(out, lint->claim);
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
