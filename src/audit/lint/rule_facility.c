/* R4 of energies: the facility energy beside the IT energy holds the PUE once. */
#include "audit/lint/internal.h"

#include <math.h>

/* What the facility energy may be: any PUE up to ten where none is stated. */
static plume_interval facility_of(plume_interval it, plume_interval pue)
{
    return isnan(pue.value) ? (plume_interval){ it.low, it.value, 10.0 * it.high }
                            : plume_interval_times(it, pue);
}

static const char *what_is_wrong(const plume_claim_figure *facility, plume_interval once,
                                 plume_interval pue)
{
    if (isnan(pue.value))
        return "the facility energy is not between the IT energy and ten times it";
    return pue.value > 1.0 && plume_lint_fits(facility, plume_interval_times(once, pue))
               ? "the facility energy holds its PUE twice"
               : "the facility energy is not the IT energy x PUE";
}

static void check_facility(plume_lint *lint, const plume_claim_run *run)
{
    static const plume_quantity used[] = { CLAIM_IT_ENERGY, CLAIM_PUE,
                                           CLAIM_FACILITY_ENERGY };
    const plume_claim_figure *facility = &run->figure[CLAIM_FACILITY_ENERGY];
    plume_interval it = plume_lint_span(run, CLAIM_IT_ENERGY);
    plume_interval pue = plume_lint_span(run, CLAIM_PUE), once = facility_of(it, pue);
    const char *ratio = plume_audit_number(lint->pool, facility->value / it.value, 4);
    plume_finding finding = { .code = "R4",
                              .severity = PLUME_FINDING_CONTRADICTION,
                              .line = run->line };

    if (isnan(it.value) || !plume_lint_has(run, CLAIM_FACILITY_ENERGY) ||
        plume_lint_fits(facility, once))
        return;
    finding.message =
        plume_findings_text(&lint->findings, "%s: %s", plume_lint_row(lint, run),
                            what_is_wrong(facility, once, pue));
    finding.cells = plume_lint_cells(lint, run, used, sizeof used / sizeof used[0]);
    finding.arithmetic = plume_findings_text(
        &lint->findings,
        "IT energy x PUE = %s kWh, stated %s kWh, %s times the IT energy",
        plume_lint_number(lint, once.value), plume_lint_number(lint, facility->value),
        ratio);
    finding.sentence =
        plume_findings_text(&lint->findings,
                            "The facility energy of '%s' (%s) is %s times its IT energy; "
                            "please say which PUE "
                            "was applied, and how often.",
                            plume_lint_row(lint, run), facility->printed, ratio);
    plume_findings_add(&lint->findings, &finding);
}

void plume_lint_facility(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++)
        check_facility(lint, &lint->claim->run[i]);
}
