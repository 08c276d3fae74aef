/* R18: one thing per another, times the other, is the thing. */
#include "audit/lint/internal.h"

#include <math.h>
#include <string.h>

#include "audit/claim/printed_figure.h"

/* Rates of use stand beside energies of training: those are two things. */
static bool is_of_training(const plume_claim_figure *figure)
{
    return strstr(figure->where, "rain") != NULL; /* "Training", "trained" */
}

/* 10, 100, 1000: the shift of a prefix or of a point. NAN when it is none. */
static double power_of_ten(double low, double high)
{
    double power = pow(10.0, round(log10((low + high) / 2.0)));

    return power != 1.0 && low <= power * 1.005 && high >= power * 0.995 ? power : NAN;
}

typedef struct product {
    plume_quantity rate, count, whole;
    const char *what;
    bool plain; /* both are of the whole work: a misfit alone contradicts */
} product;

static void report(plume_lint *lint, const plume_claim_run *run, const product *of,
                   plume_interval right, double power)
{
    const plume_claim_figure *whole = &run->figure[of->whole];
    double ratio = whole->value / right.value;
    const plume_quantity cells[] = { of->rate, of->count, of->whole };

    plume_lint_tell(
        lint, run,
        &(plume_lint_report){
            .code = "R18",
            .severity = of->plain || !isnan(power) ? PLUME_FINDING_CONTRADICTION
                                                   : PLUME_FINDING_WARNING,
            .message = plume_findings_text(&lint->findings, "%s is not %s: %s times that",
                                           plume_quantity_word(of->whole), of->what,
                                           isnan(power)
                                               ? plume_audit_number(lint->pool, ratio, 4)
                                               : plume_lint_number(lint, power)),
            .cells = plume_lint_cells(lint, run, cells, 3),
            .arithmetic =
                plume_findings_text(&lint->findings, "%s x %s = %s, stated %s",
                                    plume_lint_number(lint, run->figure[of->rate].value),
                                    plume_lint_number(lint, run->figure[of->count].value),
                                    plume_lint_number(lint, right.value),
                                    plume_lint_number(lint, whole->value)),
            .sentence = plume_findings_text(
                &lint->findings, "%s of '%s' gives %s, not the stated %s.", of->what,
                plume_lint_row(lint, run), plume_lint_number(lint, right.value),
                plume_lint_number(lint, whole->value)),
        });
}

static void check(plume_lint *lint, const plume_claim_run *run, const product *of)
{
    const plume_claim_figure *whole = &run->figure[of->whole];
    plume_interval right = plume_interval_times(plume_lint_span(run, of->rate),
                                                plume_lint_span(run, of->count));

    if (isnan(right.value) || !plume_lint_has(run, of->whole) || !(right.low > 0.0) ||
        is_of_training(whole))
        return;
    right.low *= 0.99;
    right.high *= 1.01;
    if (plume_lint_fits(whole, right))
        return;
    report(lint, run, of, right,
           power_of_ten(whole->low / right.high, whole->high / right.low));
}

void plume_lint_rates(plume_lint *lint)
{
    for (size_t i = 0; i < lint->claim->run_count; i++) {
        const plume_claim_run *run = &lint->claim->run[i];
        plume_quantity energy = CLAIM_ENERGY;

        check(lint, run,
              &(product){ CLAIM_EMISSIONS_PER_DEVICE_HOUR, CLAIM_DEVICE_HOURS,
                          CLAIM_EMISSIONS, "emissions per device-hour x device-hours",
                          true });
        if (plume_lint_stated_energy(run, &energy) == NULL)
            continue;
        check(lint, run,
              &(product){ CLAIM_ENERGY_PER_QUERY, CLAIM_QUERIES, energy,
                          "energy per query x queries", false });
        check(lint, run,
              &(product){ CLAIM_ENERGY_PER_TOKEN, CLAIM_TOKENS, energy,
                          "energy per token x tokens", false });
    }
}
