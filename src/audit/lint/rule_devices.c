/* R5: a power "adjusted for PUE" that is the bare rating. R7: a power that the named
 * device cannot draw. */
#include "audit/lint/internal.h"

#include <math.h>
#include <string.h>

/* R5: within half a per cent of the rating, no PUE above 1 was applied. */
static void check_adjusted(plume_lint *lint, const plume_claim_run *run, double rated)
{
    double watts = run->figure[CLAIM_POWER].value;
    plume_finding finding = { .code = "R5",
                              .severity = PLUME_FINDING_WARNING,
                              .line = run->line };
    static const plume_quantity cells[] = { CLAIM_POWER };

    if (!(plume_lint_says(lint, run, "adjusted for power usage") ||
          plume_lint_says(lint, run, "adjusted for pue") ||
          plume_lint_says(lint, run, "adjusted by pue") ||
          plume_lint_says(lint, run, "pue-adjusted") ||
          plume_lint_says(lint, run, "pue adjusted") ||
          plume_lint_says(lint, run, "including pue")) ||
        fabs(watts / rated - 1.0) > 0.005)
        return;
    finding.message = plume_findings_text(
        &lint->findings,
        "%s: the power is said to be adjusted for PUE, yet it is the bare rating of %s",
        plume_lint_row(lint, run), plume_lint_device(lint, run));
    finding.cells = plume_lint_cells(lint, run, cells, 1);
    finding.arithmetic = plume_findings_text(
        &lint->findings, "%s W / %s W = %s: the implied PUE is 1.000",
        plume_lint_number(lint, watts), plume_lint_number(lint, rated),
        plume_audit_number(lint->pool, watts / rated, 4));
    finding.sentence = plume_findings_text(
        &lint->findings,
        "The power of %s W is said to be adjusted for PUE but equals the rated power of "
        "the device; which PUE was applied?",
        plume_lint_number(lint, watts));
    plume_findings_add(&lint->findings, &finding);
}

/* How far above the rating a power may lie: a system with its host draws more. */
static double allowance(const plume_lint *lint, const plume_claim_run *run)
{
    const char *scope = run->word[CLAIM_POWER_SCOPE];

    if (strcmp(scope, "device") == 0 || strcmp(scope, "rated") == 0 ||
        plume_lint_says(lint, run, "tdp"))
        return 1.05;
    return strcmp(scope, "it") == 0 ? 2.5 : 1.6;
}

/* R7: even the low end of what was printed lies above the rating and its allowance. */
static void check_power(plume_lint *lint, const plume_claim_run *run, double rated)
{
    double watts = run->figure[CLAIM_POWER].low;
    plume_finding finding = { .code = "R7",
                              .severity = PLUME_FINDING_WARNING,
                              .line = run->line };
    static const plume_quantity cells[] = { CLAIM_POWER };

    if (!(watts > rated * allowance(lint, run)))
        return;
    watts = run->figure[CLAIM_POWER].value;
    finding.message = plume_findings_text(
        &lint->findings, "%s: %s W is more than a %s draws (%s W at most)",
        plume_lint_row(lint, run), plume_lint_number(lint, watts),
        plume_lint_device(lint, run), plume_lint_number(lint, rated));
    finding.cells = plume_lint_cells(lint, run, cells, 1);
    finding.arithmetic = plume_findings_text(
        &lint->findings, "%s W / %s W = %s", plume_lint_number(lint, watts),
        plume_lint_number(lint, rated), plume_audit_number(lint->pool, watts / rated, 4));
    finding.sentence = plume_findings_text(
        &lint->findings,
        "A power of %s W per device is stated for %s, whose limit is %s W; is the device "
        "another one, or is the host included?",
        plume_lint_number(lint, watts), plume_lint_device(lint, run),
        plume_lint_number(lint, rated));
    plume_findings_add(&lint->findings, &finding);
}

void plume_lint_devices(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const plume_claim_run *run = &lint->claim->run[i];
        double rated;

        if (!plume_lint_has(run, CLAIM_POWER) || plume_lint_device(lint, run)[0] == '\0')
            continue;
        rated = plume_lint_rated_watts(lint, run);
        if (isnan(rated))
            continue;
        check_adjusted(lint, run, rated);
        check_power(lint, run, rated);
    }
}
