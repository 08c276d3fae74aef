/* cli/explain.h -- how a figure came about: from the line of a log to what is printed. */
#ifndef PLUME_CLI_EXPLAIN_H
#define PLUME_CLI_EXPLAIN_H

#include "cli.h"

/* what: "total", the id or name of a run, or a place as the logs or the datasets name it.
 * Appends one paragraph a run, for the first of them, and the sum. PLUME_ERR_UNKNOWN when
 * nothing is called so. The work is open and nothing was read. */
plume_status cli_explain(plume_text *out, const cli_work *work,
                         const cli_reading *reading, const char *what,
                         plume_error *error);

#endif
