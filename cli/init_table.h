/* cli/init_table.h -- a table to fill in for work without logs, or four questions. */
#ifndef PLUME_CLI_INIT_TABLE_H
#define PLUME_CLI_INIT_TABLE_H

/* Without a terminal on standard input: the table, to path or standard output. On one:
 * asks, writes the answers to path ("runs.csv" when NULL), and says what they come to. */
int cli_init_table(const char *path);

#endif
