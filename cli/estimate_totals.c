/* cli/estimate_totals.c -- what an estimate rests on: runs, hours, energy, and how these
 * are known. */
#include "estimate_totals.h"

#include <math.h>

#include "estimate_sites.h"

/* NAN: no run says how many devices it used, or none was on for any time. */
double cli_device_hours(const plume_totals *all)
{
    return all->device_timed_runs > 0 && all->device_hours > 0.0 ? all->device_hours
                                                                 : NAN;
}

/* Of runs that did not all end alike: what each state used. */
static void print_states(plume_text *out, const plume_ledger *ledger)
{
    const plume_totals *all = plume_ledger_all(ledger);

    for (int i = 0, told = 0; i < PLUME_STATE_COUNT; i++) {
        const plume_totals *of = plume_ledger_state(ledger, (plume_state)i);

        if (of->runs == 0 || of->runs == all->runs)
            continue;
        plume_text_add(out, told++ == 0 ? "States     " : "           ");
        plume_text_printf(out, "%s (%llu): ", plume_state_name((plume_state)i),
                          (unsigned long long)of->runs);
        cli_put_number(out, of->energy_runs > 0 ? of->it_kwh : NAN, CLI_ESTIMATE_DIGITS);
        plume_text_add(out, " kWh\n");
    }
}

static const char *at_least(plume_coverage coverage)
{
    return plume_coverage_is_partial(coverage) ? "at least " : "";
}

/* Runs with a known energy are told beside all runs: a total over a part of them must
 * not pass for the whole. */
void cli_put_heading(plume_text *out, const plume_ledger *ledger)
{
    const plume_totals *all = plume_ledger_all(ledger);
    plume_coverage coverage = plume_ledger_coverage(ledger);
    plume_coverage time = { all->device_timed_runs, all->runs, all->going_runs, 0 };

    plume_text_printf(out, "Runs       %llu, of which %llu with a known energy\n",
                      (unsigned long long)all->runs,
                      (unsigned long long)all->energy_runs);
    plume_text_printf(out, "Time       %s", at_least(time));
    cli_put_number(out, cli_device_hours(all), CLI_ESTIMATE_DIGITS);
    plume_text_add(out, " device-hours\n");
    plume_text_printf(out, "Energy     %s", at_least(coverage));
    if (all->energy_runs == 0)
        plume_text_add(out, "n/a");
    else
        cli_put_number(out, all->it_kwh, CLI_ESTIMATE_DIGITS);
    plume_text_add(out, " kWh IT, before PUE\n");
    if (plume_coverage_is_partial(coverage)) {
        plume_text_add(out, "           at least: the energy of ");
        plume_coverage_print(out, coverage);
        plume_text_add(out, " is known\n");
    }
    if (coverage.most > 0) {
        plume_text_add(out, "           ");
        plume_coverage_print_most(out, coverage);
        plume_text_add_char(out, '\n');
    }
    print_states(out, ledger);
    plume_text_add_char(out, '\n');
}

/* A total is as good as what it rests on: kWh of the IT by grade of evidence. */
void cli_put_evidence(plume_text *out, const plume_ledger *ledger)
{
    if (plume_ledger_all(ledger)->energy_runs == 0)
        return;
    plume_text_add(out, "\nEvidence   ");
    for (int i = 0, told = 0; i < PLUME_EVIDENCE_COUNT; i++) {
        const plume_totals *totals = plume_ledger_evidence(ledger, (plume_evidence)i);

        if (totals->energy_runs == 0)
            continue;
        plume_text_printf(out, "%s%s: ", told++ > 0 ? "; " : "",
                          plume_evidence_name((plume_evidence)i));
        cli_put_number(out, totals->it_kwh, CLI_ESTIMATE_DIGITS);
        plume_text_add(out, " kWh");
    }
    plume_text_add_char(out, '\n');
}
