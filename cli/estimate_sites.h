/* cli/estimate_sites.h -- the lines on PUE and grid of an estimate, each with its source.
 */
#ifndef PLUME_CLI_ESTIMATE_SITES_H
#define PLUME_CLI_ESTIMATE_SITES_H

#include "cli.h"

enum { CLI_ESTIMATE_DIGITS = 6 };

/* Without the commas of thousands, for what is to be calculated with; "n/a" unknown. */
void cli_put_number(plume_text *out, double value, int digits);

/* Where the factors of the sites come from; the methods' own are in their pages. Nothing
 * when no energy is known. */
plume_status cli_put_sites(plume_text *out, const plume_ledger *ledger,
                           plume_error *error);

#endif
