/* cli/estimate_totals.h -- what an estimate rests on: runs, hours, energy, and how these
 * are known. */
#ifndef PLUME_CLI_ESTIMATE_TOTALS_H
#define PLUME_CLI_ESTIMATE_TOTALS_H

#include "cli.h"

/* NAN: no run says how many devices it used, or none was on for any time. */
double cli_device_hours(const plume_totals *all);
/* Above the table. */
void cli_put_heading(plume_text *out, const plume_ledger *ledger);
/* Below it. */
void cli_put_evidence(plume_text *out, const plume_ledger *ledger);

#endif
