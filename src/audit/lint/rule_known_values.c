/* Rules that hold a claim against what is known. R10: defaults taken silently. R15: the
 * cost of an architecture search. R16: several published values of one model. */
#include "audit/lint/internal.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "core/number/printed.h"
#include <plume/names.h>

static const char *place_of(const plume_lint *lint, const plume_claim_run *run)
{
    return run->word[CLAIM_LOCATION][0] != '\0' ? run->word[CLAIM_LOCATION]
                                                : lint->claim->whole.word[CLAIM_LOCATION];
}

/* --- R10 --- */

/* The default that the digits of a value allow and no other value of four digits near it
 * would be taken for; false when none. */
static bool find_default(plume_lint *lint, const char *quantity, plume_interval span,
                         plume_known_default *out)
{
    bool found = true;

    if (!(span.high - span.low <= 0.025 * span.value))
        return false;
    for (size_t i = 0; found; i++) {
        if (plume_factors_default_at(lint->factors, i, out, &found, NULL) != PLUME_OK) {
            lint->findings.failed = true;
            return false;
        }
        if (found && strcmp(out->quantity, quantity) == 0 &&
            fabs(span.value / out->value - 1.0) < 5e-4 &&
            span.low <= out->value * (1.0 + 1e-4) &&
            span.high >= out->value * (1.0 - 1e-4))
            return true;
    }
    return false;
}

/* Stated, or implied when the PUE is known. */
static plume_interval intensity_of(const plume_claim_run *run)
{
    plume_interval stated = plume_lint_span(run, CLAIM_INTENSITY), implied, pue;

    if (!isnan(stated.value))
        return stated;
    implied = plume_lint_implied(run);
    pue = plume_lint_span(run, CLAIM_PUE);
    if (plume_lint_has(run, CLAIM_ENERGY) &&
        isnan(plume_lint_power_time(run).value)) /* energy as stated holds its PUE */
        return implied;
    return isnan(pue.value) ? implied : plume_interval_over(implied, pue);
}

static void report_default(plume_lint *lint, const plume_claim_run *run, double value,
                           const char *name, size_t places)
{
    plume_finding finding = { .code = "R10",
                              .severity = PLUME_FINDING_WARNING,
                              .line = run->line };
    static const plume_quantity cells[] = { CLAIM_INTENSITY, CLAIM_EMISSIONS,
                                            CLAIM_ENERGY };

    finding.cells = plume_lint_cells(lint, run, cells, 3);
    finding.arithmetic = plume_findings_text(&lint->findings, "%s kg/kWh%s%s",
                                             plume_lint_number(lint, value),
                                             name[0] != '\0' ? " = " : "", name);
    if (places > 1)
        finding.message = plume_findings_text(
            &lint->findings, "one intensity, %s kg/kWh, for %zu different places%s%s",
            plume_lint_number(lint, value), places,
            name[0] != '\0' ? ": equals a known default, the " : "", name);
    else
        finding.message = plume_findings_text(
            &lint->findings,
            "%s: the intensity of %s kg/kWh equals a known default, the %s, and no place "
            "is stated",
            plume_lint_row(lint, run), plume_lint_number(lint, value), name);
    finding.sentence = plume_findings_text(
        &lint->findings,
        "Is %s kg/kWh the intensity of the grid that was used, or the default of a tool? "
        "Please state place, year and source.",
        plume_lint_number(lint, value));
    plume_findings_add(&lint->findings, &finding);
}

static size_t count_places(const plume_lint *lint)
{
    size_t count = 0;

    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const char *place = lint->claim->run[i].word[CLAIM_LOCATION];
        bool seen = place[0] == '\0';

        for (size_t k = 0; k < i && !seen; k++)
            seen = plume_name_equal(lint->claim->run[k].word[CLAIM_LOCATION], place);
        count += !seen;
    }
    return count;
}

/* One and the same intensity, to a part in a thousand, in all rows. */
static bool is_constant(const plume_lint *lint, double *value)
{
    *value = intensity_of(&lint->claim->run[0]).value;
    for (size_t i = 0; i < lint->claim->run_count; i++) {
        plume_interval span = intensity_of(&lint->claim->run[i]);

        if (isnan(span.value) || fabs(span.value / *value - 1.0) > 1e-3)
            return false;
    }
    return true;
}

/* The intensity of the row whose digits say most of it. */
static plume_interval narrowest(const plume_lint *lint)
{
    plume_interval found = intensity_of(&lint->claim->run[0]);

    for (size_t i = 1; i < lint->claim->run_count; i++) {
        plume_interval span = intensity_of(&lint->claim->run[i]);

        if (span.high - span.low < found.high - found.low)
            found = span;
    }
    return found;
}

void plume_lint_defaults(plume_lint *lint)
{
    size_t places = count_places(lint);
    plume_known_default known;
    double value = NAN;

    if (places > 1 && is_constant(lint, &value)) {
        plume_interval span = narrowest(lint);
        bool found = find_default(lint, "intensity", span, &known);

        if (found || places > 2)
            report_default(lint, &lint->claim->run[0], value, found ? known.name : "",
                           places);
        return;
    }
    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const plume_claim_run *run = &lint->claim->run[i];
        plume_interval span = intensity_of(run);

        if (place_of(lint, run)[0] == '\0' && !isnan(span.value) &&
            find_default(lint, "intensity", span, &known)) {
            report_default(lint, run, span.value, known.name, 1);
            return; /* once for a table */
        }
    }
}

/* --- R15 --- */

static bool is_word_at(const char *text, const char *at, size_t length)
{
    return (at == text || !isalnum((unsigned char)at[-1])) &&
           !isalnum((unsigned char)at[length]);
}

static bool names_search(const plume_lint *lint, const plume_claim_run *run)
{
    const char *const texts[] = { run->word[CLAIM_NAME], run->word[CLAIM_NOTE],
                                  run->word[CLAIM_SCOPE] };

    if (plume_lint_says(lint, run, "architecture search"))
        return true;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        for (const char *at = strstr(texts[i], "NAS"); at != NULL;
             at = strstr(at + 1, "NAS")) {
            if (is_word_at(texts[i], at, 3))
                return true;
        }
    }
    return false;
}

/* The published pair whose claim this is: the recomputation is in *actual. */
static bool find_recomputed(plume_lint *lint, const plume_claim_run *run,
                            plume_published *claim, plume_published *actual)
{
    bool found = true, split = false;
    plume_split first;

    for (size_t i = 0; found; i++) {
        bool other = true;

        if (plume_factors_model_at(lint->factors, i, claim, &found, NULL) != PLUME_OK ||
            !found)
            return false;
        if (!(claim->gross_kg > 0.0) ||
            !plume_lint_fits(&run->figure[CLAIM_EMISSIONS],
                             plume_interval_exact(claim->gross_kg)))
            continue;
        for (size_t k = 0; other; k++) {
            if (plume_factors_model_at(lint->factors, k, actual, &other, NULL) !=
                    PLUME_OK ||
                !other)
                break;
            if (plume_factors_split_at(lint->factors, claim->id, actual->id, 0, &first,
                                       &split, NULL) == PLUME_OK &&
                split)
                return true;
        }
    }
    return false;
}

static double audit_ratio(plume_lint *lint, const char *claim, const char *actual)
{
    plume_audit *audit = NULL;
    double ratio = NAN;

    if (plume_audit_new(&audit, lint->factors, NULL) == PLUME_OK &&
        plume_audit_set_model(audit, 0, claim, NULL) == PLUME_OK &&
        plume_audit_set_model(audit, 1, actual, NULL) == PLUME_OK &&
        plume_audit_run(audit, NULL) == PLUME_OK)
        ratio = plume_audit_ratio(audit);
    plume_audit_free(audit);
    return ratio;
}

static void report_search(plume_lint *lint, const plume_claim_run *run,
                          const plume_published *claim, const plume_published *actual)
{
    static const plume_quantity cells[] = { CLAIM_EMISSIONS };
    double ratio = audit_ratio(lint, claim->id, actual->id);
    plume_finding finding = { .code = "R15",
                              .severity = PLUME_FINDING_WARNING,
                              .line = run->line };

    finding.message = plume_findings_text(&lint->findings,
                                          "%s: this is the figure of %s, which %s "
                                          "recomputes to %s: proxy task, hardware and "
                                          "site differ",
                                          plume_lint_row(lint, run), claim->id,
                                          plume_claim_paper(lint->pool, actual->paper),
                                          actual->gross_printed);
    finding.cells = plume_lint_cells(lint, run, cells, 1);
    finding.arithmetic = plume_findings_text(
        &lint->findings, "ratio %s; `plume audit %s %s` splits it",
        plume_audit_number(lint->pool, ratio, 6), claim->id, actual->id);
    finding.sentence = plume_findings_text(
        &lint->findings,
        "The cited estimate was recomputed by %s as %s, a factor %s lower; please cite "
        "both, and say that a search is not one training.",
        plume_claim_paper(lint->pool, actual->paper), actual->gross_printed,
        plume_audit_number(lint->pool, ratio, 3));
    plume_findings_add(&lint->findings, &finding);
}

void plume_lint_search(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const plume_claim_run *run = &lint->claim->run[i];
        plume_published claim, actual;
        bool named = names_search(lint, run);

        if (plume_lint_has(run, CLAIM_EMISSIONS) &&
            find_recomputed(lint, run, &claim, &actual) &&
            (named || plume_name_equal(run->word[CLAIM_NAME], claim.id) ||
             run->figure[CLAIM_EMISSIONS].digits >= 5)) {
            report_search(lint, run, &claim, &actual);
        } else if (named && plume_lint_has(run, CLAIM_TRIALS) &&
                   plume_lint_has(run, CLAIM_HOURS) &&
                   !plume_lint_says(lint, run, "proxy")) {
            plume_findings_add(
                &lint->findings,
                &(plume_finding){
                    .code = "R15",
                    .severity = PLUME_FINDING_INFO,
                    .line = run->line,
                    .message = plume_findings_text(&lint->findings,
                                                   "%s: a search is costed as trials x "
                                                   "hours; nothing says whether the "
                                                   "hours are those of the proxy task",
                                                   plume_lint_row(lint, run)),
                    .sentence =
                        "Are the hours of a trial those of the proxy task that was "
                        "searched, or of the full model, and on which hardware?",
                });
        }
    }
}

/* --- R16 --- */

static bool is_variant(const plume_published *model, const plume_published *of)
{
    return strcmp(model->id, of->id) != 0 && strcmp(model->model, of->model) == 0 &&
           strstr(model->name, "draft") == NULL;
}

/* One and the same value, printed with fewer digits. */
static bool is_rounded(const plume_published *model, const plume_published *of)
{
    return fabs(model->gross_kg / of->gross_kg - 1.0) <=
           plume_printed_half_share(model->gross_printed);
}

/* Within a factor of two: what is further off is another run, such as a fine-tuning. */
static bool is_like(const plume_claim_figure *stated, const plume_published *model)
{
    double ratio = stated->value / model->gross_kg;

    return ratio > 0.5 && ratio < 2.0;
}

static void compare_published(plume_lint *lint, const plume_claim_run *run,
                              const plume_published *known)
{
    const plume_claim_figure *stated = &run->figure[CLAIM_EMISSIONS];
    plume_published other;
    const char *values;
    bool found = true, several = false, near = is_like(stated, known);

    if (isnan(known->gross_kg) ||
        plume_lint_fits(stated, plume_interval_exact(known->gross_kg)) ||
        fabs(stated->value / known->gross_kg - 1.0) < 0.005)
        return;
    values = plume_findings_text(&lint->findings, "%s (%s)", known->gross_printed,
                                 plume_claim_paper(lint->pool, known->paper));
    for (size_t i = 0; found; i++) {
        if (plume_factors_model_at(lint->factors, i, &other, &found, NULL) != PLUME_OK ||
            !found)
            break;
        if (!is_variant(&other, known) || isnan(other.gross_kg) ||
            is_rounded(&other, known) || strstr(values, other.gross_printed) != NULL)
            continue;
        several = true;
        near = near || is_like(stated, &other);
        values = plume_findings_text(&lint->findings, "%s, %s (%s)", values,
                                     other.gross_printed,
                                     plume_claim_paper(lint->pool, other.paper));
    }
    if (!several || !near)
        return;
    plume_findings_add(
        &lint->findings,
        &(plume_finding){
            .code = "R16",
            .severity = PLUME_FINDING_WARNING,
            .line = run->line,
            .message = plume_findings_text(&lint->findings,
                                           "%s: more than one value is published: %s",
                                           plume_lint_row(lint, run), values),
            .cells = plume_findings_text(&lint->findings, "emissions %s (%s)",
                                         stated->printed, stated->where),
            .sentence = plume_findings_text(&lint->findings,
                                            "Published values of '%s' differ (%s); "
                                            "please list them with their sources "
                                            "and boundaries, and do not average them.",
                                            plume_lint_row(lint, run), values),
        });
}

/* Rows with other inputs are other runs of the model, not other values of one. */
static bool is_another_run(const plume_claim_run *run, const plume_claim_run *other)
{
    static const plume_quantity inputs[] = { CLAIM_HOURS,     CLAIM_DEVICE_HOURS,
                                             CLAIM_DEVICES,   CLAIM_ENERGY,
                                             CLAIM_IT_ENERGY, CLAIM_FACILITY_ENERGY };

    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        double a = run->figure[inputs[i]].value, b = other->figure[inputs[i]].value;

        if (!isnan(a) && !isnan(b) && a != b)
            return true;
    }
    return false;
}

/* The same model twice, with figures that cannot be one. */
static void compare_rows(plume_lint *lint, const plume_claim_run *run, size_t before)
{
    const plume_claim_figure *stated = &run->figure[CLAIM_EMISSIONS];

    for (size_t i = 0; i < before; i++) {
        const plume_claim_run *other = &lint->claim->run[i];
        const plume_claim_figure *first = &other->figure[CLAIM_EMISSIONS];

        if (!plume_name_equal(other->word[CLAIM_NAME], run->word[CLAIM_NAME]) ||
            !plume_name_equal(other->word[CLAIM_DEVICE], run->word[CLAIM_DEVICE]) ||
            !plume_name_equal(other->word[CLAIM_LOCATION], run->word[CLAIM_LOCATION]) ||
            !plume_name_equal(other->word[CLAIM_START], run->word[CLAIM_START]) ||
            isnan(first->value) || is_another_run(run, other) ||
            (first->low <= stated->high && stated->low <= first->high))
            continue;
        plume_findings_add(
            &lint->findings,
            &(plume_finding){
                .code = "R16",
                .severity = PLUME_FINDING_WARNING,
                .line = run->line,
                .message = plume_findings_text(
                    &lint->findings, "%s has two values: %s and %s",
                    plume_lint_row(lint, run), first->printed, stated->printed),
                .cells = plume_findings_text(&lint->findings, "%s; %s", first->where,
                                             stated->where),
                .arithmetic = plume_findings_text(&lint->findings, "%s kg against %s kg",
                                                  plume_lint_number(lint, first->value),
                                                  plume_lint_number(lint, stated->value)),
                .sentence = plume_findings_text(
                    &lint->findings,
                    "Two values are given for '%s'; please keep both with their sources "
                    "and boundaries, and do not average them.",
                    plume_lint_row(lint, run)),
            });
        return;
    }
}

void plume_lint_versions(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const plume_claim_run *run = &lint->claim->run[i];
        plume_published known;

        if (!plume_lint_has(run, CLAIM_EMISSIONS) || run->word[CLAIM_NAME][0] == '\0')
            continue;
        compare_rows(lint, run, i);
        if (plume_lint_model(&known, lint, run))
            compare_published(lint, run, &known);
    }
}
