/* cli/run_line.h -- a run as one line of a table. */
#ifndef PLUME_CLI_RUN_LINE_H
#define PLUME_CLI_RUN_LINE_H

#include <stdbool.h>

#include <plume/run.h>
#include <plume/text.h>

typedef struct run_columns {
    int id, name; /* characters */
    bool start;   /* whether there is room for the day */
} run_columns;

run_columns run_columns_fit(void);
void run_heads_put(plume_text *out, const run_columns *column);
void run_line_put(plume_text *out, const run_columns *column, const plume_run *run);

#endif
