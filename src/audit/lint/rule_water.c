/* R4 of water: the PUE belongs to the water of the grid alone, once. */
#include "audit/lint/internal.h"

#include <math.h>

static const plume_quantity used[] = {
    CLAIM_PUE,   CLAIM_ENERGY, CLAIM_IT_ENERGY, CLAIM_FACILITY_ENERGY,
    CLAIM_WATER, CLAIM_WUE,    CLAIM_EWIF,
};

/* W = E_IT (WUE + PUE EWIF). */
static void check_water(plume_lint *lint, const plume_claim_run *run)
{
    plume_quantity boundary = CLAIM_ENERGY;
    const plume_claim_figure *energy = plume_lint_stated_energy(run, &boundary);
    plume_interval pue = plume_lint_span(run, CLAIM_PUE), right;
    plume_finding finding;

    if (energy == NULL || !plume_lint_has(run, CLAIM_WATER) ||
        !plume_lint_has(run, CLAIM_WUE) || !plume_lint_has(run, CLAIM_EWIF) ||
        isnan(pue.value))
        return;
    right = plume_interval_times(plume_lint_span(run, CLAIM_EWIF), pue);
    right.low += run->figure[CLAIM_WUE].low;
    right.value += run->figure[CLAIM_WUE].value;
    right.high += run->figure[CLAIM_WUE].high;
    right = plume_interval_times(right, plume_lint_span(run, boundary));
    if (boundary == CLAIM_FACILITY_ENERGY)
        right = plume_interval_over(right, pue);
    if (plume_lint_fits(&run->figure[CLAIM_WATER], right))
        return;
    finding = (plume_finding){
        .code = "R4",
        .severity = PLUME_FINDING_CONTRADICTION,
        .message = plume_findings_text(
            &lint->findings, "%s: %s", plume_lint_row(lint, run),
            plume_lint_fits(&run->figure[CLAIM_WATER], plume_interval_times(right, pue))
                ? "the water holds the PUE twice"
                : "the water is not IT energy x (WUE + PUE x EWIF)"),
        .cells = plume_lint_cells(lint, run, used, sizeof used / sizeof used[0]),
        .arithmetic = plume_findings_text(
            &lint->findings, "IT energy x (WUE + PUE x EWIF) = %s L, stated %s L",
            plume_lint_number(lint, right.value),
            plume_lint_number(lint, run->figure[CLAIM_WATER].value)),
        .sentence = plume_findings_text(
            &lint->findings,
            "The water of '%s' should be %s L: the PUE belongs to the water of the grid "
            "alone, once.",
            plume_lint_row(lint, run), plume_lint_number(lint, right.value)),
        .line = run->line,
    };
    plume_findings_add(&lint->findings, &finding);
}

void plume_lint_water(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++)
        check_water(lint, &lint->claim->run[i]);
}
