/* What an audit of two figures has to say in words. */
#include "audit/internal.h"

#include <math.h>
#include <string.h>

static plume_dimension dimension_of(const plume_audit *audit)
{
    return audit->top == LEVEL_CARBON         ? PLUME_DIMENSION_MASS
           : audit->top == LEVEL_DEVICE_HOURS ? PLUME_DIMENSION_TIME
                                              : PLUME_DIMENSION_ENERGY;
}

static const char *shown(plume_audit *audit, double value)
{
    return plume_audit_quantity(audit->pool, dimension_of(audit), value, 4);
}

static const char *number(plume_audit *audit, double value, int digits)
{
    return plume_audit_number(audit->pool, value, digits);
}

/* The figure that a side states of what is compared; NULL when it states none. */
static const plume_claim_figure *stated_total(const plume_audit *audit, int side)
{
    static const plume_quantity quantities[LEVELS][2] = {
        [LEVEL_DEVICE_HOURS] = { CLAIM_DEVICE_HOURS, CLAIM_DEVICE_HOURS },
        [LEVEL_IT] = { CLAIM_IT_ENERGY, CLAIM_IT_ENERGY },
        [LEVEL_FACILITY] = { CLAIM_FACILITY_ENERGY, CLAIM_ENERGY },
        [LEVEL_CARBON] = { CLAIM_EMISSIONS, CLAIM_EMISSIONS },
    };
    const plume_claim *claim = audit->claim[side];
    const plume_claim_run *run = claim->run_count == 1 ? &claim->run[0] : &claim->whole;

    for (int i = 0; i < 2; i++) {
        const plume_claim_figure *figure = &run->figure[quantities[audit->top][i]];

        if (!isnan(figure->value) && !figure->swapped)
            return figure;
    }
    return NULL;
}

/* Whether a side's total leaves runs out: device-hours are compared only when they are
 * those of all runs. */
static bool is_least(const plume_audit *audit, int side)
{
    return audit->top != LEVEL_DEVICE_HOURS &&
           plume_coverage_is_partial(audit->side[side].coverage);
}

/* What a side's total is called in a sentence: "at least 5.725 kg". */
static const char *told(plume_audit *audit, int side)
{
    return plume_findings_text(&audit->findings, "%s%s",
                               is_least(audit, side) ? "at least " : "",
                               shown(audit, audit->total[side]));
}

/* The ratio of a lower bound is a bound too; of two of them it is none. */
static const char *bound(const plume_audit *audit)
{
    if (is_least(audit, 0) == is_least(audit, 1))
        return is_least(audit, 0) ? "about " : "";
    return is_least(audit, 0) ? "at least " : "at most ";
}

/* Whether the digits that both sides print allow one and the same value; a lower bound
 * allows every one above it. */
static bool may_agree(const plume_audit *audit)
{
    double low[2], high[2];

    for (int side = 0; side < 2; side++) {
        const plume_claim_figure *figure = stated_total(audit, side);
        double total = audit->total[side];

        low[side] = figure != NULL ? fmin(figure->low, total) : total;
        high[side] = is_least(audit, side) ? (double)INFINITY
                     : figure != NULL      ? fmax(figure->high, total)
                                           : total;
    }
    return low[0] <= high[1] * (1.0 + 1e-9) && low[1] <= high[0] * (1.0 + 1e-9);
}

static const plume_audit_factor *largest(const plume_audit *audit)
{
    const plume_audit_table *table = &audit->view[PLUME_AUDIT_CAUSES];
    const plume_audit_factor *found = &table->shown[0];

    for (size_t k = 1; k < table->factors; k++) {
        if (fabs(table->shown[k].ln) > fabs(found->ln) || isnan(found->ln))
            found = &table->shown[k];
    }
    return found;
}

/* What the printed figure of the claim comes to, when it is not the one that its inputs
 * give. */
static const char *as_printed(plume_audit *audit)
{
    const plume_claim_figure *stated = stated_total(audit, 0);

    for (size_t i = 0; stated != NULL && i < audit->rederived_count; i++) {
        const plume_rederived *rederived = &audit->rederived[i];

        if (rederived->side == 0 && rederived->verdict == PLUME_VERDICT_NO &&
            strcmp(rederived->printed, stated->printed) == 0)
            return plume_findings_text(
                &audit->findings,
                "; that is by its own inputs, on which the factors rest: the %s that it "
                "prints is %s times that figure",
                stated->printed, number(audit, stated->value / audit->total[1], 4));
    }
    return "";
}

/* The logarithm of the ratio is what LMDI divides, so a factor's share is of it and
 * not of the difference. */
static void find_difference(plume_audit *audit)
{
    const plume_audit_factor *cause = largest(audit);
    plume_finding finding = { .code = "claim-differs",
                              .severity = PLUME_FINDING_CONTRADICTION };

    if (may_agree(audit))
        return;
    finding.arithmetic = plume_findings_text(
        &audit->findings, "%s / %s = %s", shown(audit, audit->total[0]),
        shown(audit, audit->total[1]), number(audit, audit->ratio, 4));
    finding.message = plume_findings_text(
        &audit->findings, "the claim is %s%s times the figure that it is held against%s",
        bound(audit), number(audit, audit->ratio, 4), as_printed(audit));
    finding.sentence = plume_findings_text(
        &audit->findings,
        "The cited estimate of %s and our recomputation of %s differ by a factor %s%s; "
        "%s accounts for %s %% of the logarithm of that factor.",
        told(audit, 0), told(audit, 1), bound(audit), number(audit, audit->ratio, 3),
        cause->name, number(audit, 100.0 * cause->share, 2));
    plume_findings_add(&audit->findings, &finding);
}

/* A side that is a lower bound: nothing above it is in contradiction to it. */
static void find_coverage(plume_audit *audit)
{
    for (int side = 0; side < 2; side++) {
        plume_finding finding = { .code = "runs-unknown",
                                  .severity = PLUME_FINDING_WARNING };
        plume_text runs;

        if (!is_least(audit, side))
            continue;
        plume_text_init(&runs);
        plume_coverage_print(&runs, audit->side[side].coverage);
        finding.message = plume_findings_text(
            &audit->findings,
            "the energy of %s of %s is known: its figure is at least %s, and the ratio "
            "with it %s%s",
            runs.data, audit->side[side].name, shown(audit, audit->total[side]),
            bound(audit), number(audit, audit->ratio, 4));
        finding.sentence = plume_findings_text(
            &audit->findings,
            "The figure of %s is known for %s and is a lower bound; please state the "
            "energy, or the device and the hours, of the others.",
            audit->side[side].name, runs.data);
        plume_findings_add(&audit->findings, &finding);
        plume_text_dispose(&runs);
    }
}

/* R15 of docs/lint.md: what happened to the Evolved Transformer's search, costed at
 * full size. */
static void find_search(plume_audit *audit)
{
    const plume_audit_factor *cause = plume_audit_at(audit, PLUME_AUDIT_CAUSES, 0);
    plume_finding finding = { .code = "R15", .severity = PLUME_FINDING_WARNING };

    if (audit->reading_count == 0)
        return;
    finding.message = plume_findings_text(
        &audit->findings,
        "the claim costs a search with models of full size: %s times too much before any "
        "difference of hardware and site (%s)",
        number(audit, cause->ratio, 4), cause->detail);
    finding.arithmetic = plume_findings_text(&audit->findings, "%s %s / %s %s = %s",
                                             number(audit, cause->claim, 1), cause->unit,
                                             number(audit, cause->actual, 1), cause->unit,
                                             number(audit, cause->ratio, 5));
    finding.sentence =
        "Please say whether the search was costed with its proxy task or with the full "
        "model, and on which hardware and grid.";
    plume_findings_add(&audit->findings, &finding);
}

/* A printed figure that is known not to follow (the row of the dataset says why) is
 * told, and is no contradiction. */
static void find_inputs(plume_audit *audit)
{
    for (size_t i = 0; i < audit->rederived_count; i++) {
        const plume_rederived *rederived = &audit->rederived[i];
        bool known = rederived->note[0] != '\0';
        plume_finding finding = { .code = "inputs-disagree",
                                  .severity = known ? PLUME_FINDING_INFO
                                                    : PLUME_FINDING_CONTRADICTION };

        if (rederived->verdict != PLUME_VERDICT_NO)
            continue;
        finding.cells = rederived->source;
        finding.arithmetic =
            plume_findings_text(&audit->findings, "%s = %s %s", rederived->arithmetic,
                                number(audit, rederived->computed, 6), rederived->unit);
        finding.message = plume_findings_text(
            &audit->findings, "%s: %s, from its own inputs: %s %s; printed: %s%s%s",
            audit->side[rederived->side].name, rederived->name,
            number(audit, rederived->computed, 6), rederived->unit, rederived->printed,
            rederived->note[0] != '\0' ? "; " : "", rederived->note);
        finding.sentence = plume_findings_text(
            &audit->findings,
            "The printed %s (%s) does not follow from the stated inputs (%s).",
            rederived->name, rederived->printed, finding.arithmetic);
        plume_findings_add(&audit->findings, &finding);
    }
}

/* What one side holds and the other does not; words[i] of side i, "" when not known. */
static void report_boundary(plume_audit *audit, const char *what, const char *words[2],
                            const char *sentence)
{
    plume_finding finding = { .code = "boundary-differs",
                              .severity = PLUME_FINDING_WARNING,
                              .sentence = sentence };

    if (words[0][0] == '\0' || words[1][0] == '\0' || strcmp(words[0], words[1]) == 0)
        return;
    finding.message =
        plume_findings_text(&audit->findings, "%s %s (%s), %s (%s)", what, words[0],
                            audit->side[0].name, words[1], audit->side[1].name);
    plume_findings_add(&audit->findings, &finding);
}

static const char *scope_of(const plume_audit *audit, int side)
{
    const char *scope = audit->claim[side]->run[0].word[CLAIM_POWER_SCOPE];

    return strcmp(scope, "device") == 0 ? "accelerators alone"
           : strcmp(scope, "it") == 0   ? "whole systems"
                                        : "";
}

static const char *pue_of(const plume_audit *audit, int side)
{
    if (audit->claim[side]->without_pue)
        return "without the PUE";
    return isnan(audit->side[side].pue) ? "" : "with the PUE";
}

/* Figures of different boundaries differ without anybody being wrong: a warning each. */
static void find_boundary(plume_audit *audit)
{
    const plume_claim *claim = audit->claim[0], *actual = audit->claim[1];
    const char *scope[] = { scope_of(audit, 0), scope_of(audit, 1) };
    const char *pue[] = { pue_of(audit, 0), pue_of(audit, 1) };
    const char *basis[] = { claim->basis, actual->basis };
    const char *covers[] = { claim->covers, actual->covers };

    report_boundary(audit, "the power is that", scope,
                    "Please state whether the power includes processors, memory and "
                    "host.");
    report_boundary(audit, "the emissions are", pue,
                    "Please state whether the emissions include the overhead of the "
                    "datacenter.");
    if (audit->top == LEVEL_CARBON)
        report_boundary(audit, "the emissions are", basis,
                        "Please compare location-based figures with location-based "
                        "ones.");
    report_boundary(audit, "the figures cover", covers,
                    "Please state which work each figure covers.");
}

/* Levels below the top that one side lacks. */
static void find_absent(plume_audit *audit)
{
    static const char *const words[LEVELS] = { "", "device-hours", "IT energy",
                                               "facility energy", "emissions" };
    bool none = true;

    for (int level = 1; level < LEVELS; level++) {
        const double sides[2][LEVELS] = {
            { 1.0, audit->side[0].device_hours, audit->side[0].it_kwh,
              audit->side[0].facility_kwh, audit->side[0].co2e_kg },
            { 1.0, audit->side[1].device_hours, audit->side[1].it_kwh,
              audit->side[1].facility_kwh, audit->side[1].co2e_kg },
        };
        int side = isnan(sides[0][level]) ? 0 : 1;
        plume_finding finding = { .code = "factor-absent",
                                  .severity = PLUME_FINDING_INFO };

        none = audit->level[level] || isnan(sides[0][level]) == isnan(sides[1][level]);
        if (none)
            continue;
        finding.message = plume_findings_text(
            &audit->findings, "%s states nothing from which its %s follow%s: %s",
            audit->side[side].name, words[level],
            level == LEVEL_CARBON || level == LEVEL_DEVICE_HOURS ? "" : "s",
            level < audit->top ? "the factors beside it are taken together"
                               : "what is compared ends below it");
        plume_findings_add(&audit->findings, &finding);
    }
}

static void find_missing_runs(plume_audit *audit)
{
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < audit->run_count; i++) {
            plume_finding finding = { .code = "run-missing",
                                      .severity = PLUME_FINDING_WARNING };

            if (!audit->absent[side][i])
                continue;
            finding.cells = audit->run_name[i];
            finding.message =
                plume_findings_text(&audit->findings,
                                    "run '%s' is not in %s: its whole amount counts "
                                    "as 'runs on one side only'",
                                    audit->run_name[i], audit->side[side].name);
            plume_findings_add(&audit->findings, &finding);
        }
    }
}

static void find_estimate(plume_audit *audit)
{
    plume_finding finding = { .code = "third-party", .severity = PLUME_FINDING_INFO };

    if (!audit->claim[0]->third_party)
        return;
    finding.message = plume_findings_text(
        &audit->findings,
        "the figure of %s is an estimate by others than those who did the work",
        audit->side[0].name);
    plume_findings_add(&audit->findings, &finding);
}

void plume_audit_find(plume_audit *audit)
{
    find_difference(audit);
    find_coverage(audit);
    find_search(audit);
    find_inputs(audit);
    find_boundary(audit);
    find_absent(audit);
    find_missing_runs(audit);
    find_estimate(audit);
}
