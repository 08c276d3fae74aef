/* Of how many runs the energy is known, so that a total says what it leaves out. */
#include <plume/ledger.h>
#include <plume/number.h>

plume_coverage plume_ledger_coverage(const plume_ledger *ledger)
{
    const plume_totals *all = plume_ledger_all(ledger);

    return (plume_coverage){ all->energy_runs, all->runs, all->partly_runs,
                             all->most_runs };
}

bool plume_coverage_is_partial(plume_coverage coverage)
{
    return coverage.known > 0 && (coverage.known < coverage.runs || coverage.partly > 0);
}

void plume_coverage_print(plume_text *out, plume_coverage coverage)
{
    plume_number_fixed(out, (double)coverage.known, 0);
    plume_text_add(out, " of ");
    plume_number_fixed(out, (double)coverage.runs, 0);
    plume_text_add(out, coverage.runs == 1 ? " run" : " runs");
    if (coverage.partly == 0)
        return;
    plume_text_add(out, ", ");
    plume_number_fixed(out, (double)coverage.partly, 0);
    plume_text_add(out, " in part");
}

void plume_coverage_print_most(plume_text *out, plume_coverage coverage)
{
    if (coverage.most == 0)
        return;
    plume_text_add(out, "in ");
    plume_number_fixed(out, (double)coverage.most, 0);
    plume_text_add(out, " of ");
    plume_number_fixed(out, (double)coverage.runs, 0);
    plume_text_printf(out, " %s devices drew at most what is counted",
                      coverage.runs == 1 ? "run" : "runs");
}
