/* cli/gates.h -- what a pipeline demands of the emissions of logs or of a report. */
#ifndef PLUME_CLI_GATES_H
#define PLUME_CLI_GATES_H

#include "verdict.h"

/* The headline of logs or of a results.json: location-based, by PLUME_HEADLINE_METHOD.
 * NAN unknown. */
typedef struct cli_headline {
    double co2e_kg, low_kg, high_kg, facility_kwh;
    double runs, known_runs, most_runs;
    double unread; /* logs that could not be read */
} cli_headline;

/* --budget, --baseline and --max-increase; NAN, NULL: not given. */
typedef struct cli_gates {
    double budget_kg, most_increase;
    const char *baseline; /* a results.json, or the folder of a report */
} cli_gates;

/* "50kg": a mass with its unit; "10%" or 0.1. False: *status is that of misuse, told. */
bool cli_gates_parse(cli_gates *out, const char *budget, const char *baseline,
                     const char *most_increase, int *status);

cli_headline cli_headline_of(const plume_ledger *ledger, const plume_notes *notes);
/* Of a results.json or of the folder that holds one. PLUME_ERR_VALUE when the file is no
 * report. */
plume_status cli_headline_read(cli_headline *out, const char *path, plume_error *error);
/* Whether path is the folder of a report, or its results.json. */
bool cli_is_report(const char *path);
bool cli_is_folder(const char *path);

/* Holds the headline against the gates. */
plume_status cli_gates_hold(const cli_gates *gates, const cli_headline *headline,
                            cli_verdict *verdict, plume_error *error);

/* One line of Markdown: whether all holds, the headline, and each clause. */
void cli_gates_print(plume_text *out, const cli_headline *headline,
                     const cli_verdict *verdict);

#endif
