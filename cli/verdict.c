/* cli/verdict.c -- what was demanded, clause by clause, and whether all of it holds. */
#include "verdict.h"

#include <stdio.h>

void cli_verdict_init(cli_verdict *verdict)
{
    plume_text_init(&verdict->clauses);
    verdict->asked = false;
    verdict->held = true;
}

void cli_verdict_dispose(cli_verdict *verdict)
{
    plume_text_dispose(&verdict->clauses);
}

size_t cli_verdict_demand(cli_verdict *verdict)
{
    verdict->asked = true;
    plume_text_add(&verdict->clauses, "; ");
    return verdict->clauses.length;
}

void cli_verdict_fail(cli_verdict *verdict, size_t from)
{
    verdict->held = false;
    if (verdict->clauses.status == PLUME_OK)
        fprintf(stderr, "plume check: %s\n", verdict->clauses.data + from);
}
