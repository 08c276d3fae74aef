/* cli/verdict.h -- what was demanded, clause by clause, and whether all of it holds. */
#ifndef PLUME_CLI_VERDICT_H
#define PLUME_CLI_VERDICT_H

#include "cli.h"

typedef struct cli_verdict {
    plume_text clauses; /* "; budget 2.00 kg exceeded by 184 g" */
    bool asked, held;
} cli_verdict;

void cli_verdict_init(cli_verdict *verdict);
void cli_verdict_dispose(cli_verdict *verdict);

/* Begins the clause of something that was demanded: add it to clauses. Returns where it
 * begins. */
size_t cli_verdict_demand(cli_verdict *verdict);
/* The clause that began there does not hold: it is told on standard error as well, where
 * a pipeline shows it. */
void cli_verdict_fail(cli_verdict *verdict, size_t from);

#endif
