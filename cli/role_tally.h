/* cli/role_tally.h -- runs by role and by what says it, with the energy of each. */
#ifndef PLUME_CLI_ROLE_TALLY_H
#define PLUME_CLI_ROLE_TALLY_H

#include "cli.h"

enum { CLI_ROLE_ROWS = 256, CLI_ROLE_PATTERNS = 4 };

/* Runs of one role by one rule; those without a role by their study. */
typedef struct cli_role_row {
    plume_role role;     /* as it is counted */
    plume_role proposed; /* what counts and objectives speak for, where no word does */
    plume_role_source source;
    char *rule; /* a word, a pattern, the reader whose log says it, or the study */
    uint64_t runs, known_runs, objectives;
    double it_kwh;
    char *pattern[CLI_ROLE_PATTERNS]; /* of the names that fell into it */
    size_t patterns;
    bool more; /* names than these patterns tell */
} cli_role_row;

typedef struct cli_role_tally {
    const plume_ledger *ledger;
    cli_role_row row[CLI_ROLE_ROWS];
    size_t count;
    double it_kwh;   /* of all */
    bool overflowed; /* there were more rows: they are in the last */
} cli_role_tally;

/* Behind the ledger of the tally: plume_ledger_read_with. */
plume_status cli_role_tally_take(void *tally, const plume_run *run, plume_error *error);
plume_status cli_role_tally_restart(void *tally, plume_error *error);
void cli_role_tally_dispose(cli_role_tally *tally);

/* When all were taken: proposals, and rows by role and energy. */
void cli_role_tally_settle(cli_role_tally *tally);

/* "name: \"tune\"", "its own log (optuna)". */
void cli_role_rule_print(plume_text *out, const cli_role_row *row);

#endif
