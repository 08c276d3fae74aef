/* cli/divided.h -- totals by account, project, month ...: the option and its table. */
#ifndef PLUME_CLI_DIVIDED_H
#define PLUME_CLI_DIVIDED_H

#include "cli.h"

/* A table and its sentence; nothing where nobody asked. False: out of memory. */
bool cli_put_divided(plume_text *out, const plume_ledger *ledger);

/* The same figures in full precision, for programs. */
void cli_put_divided_csv(plume_text *out, const plume_ledger *ledger);

#endif
