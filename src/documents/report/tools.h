/* documents/report/tools.h -- which tools logged the runs, in which versions. */
#ifndef PLUME_DOCUMENTS_REPORT_TOOLS_H
#define PLUME_DOCUMENTS_REPORT_TOOLS_H

#include <plume/run.h>
#include <plume/status.h>
#include <plume/value.h>

#include "documents/wording/labels.h"

typedef struct plume_tool_counts plume_tool_counts;

plume_status plume_tool_counts_new(plume_tool_counts **out, plume_error *error);
void plume_tool_counts_free(plume_tool_counts *counts);
/* Counts the run for each tool that tells of it. */
plume_status plume_tool_counts_add(plume_tool_counts *counts, const plume_run *run,
                                   plume_error *error);
void plume_tool_counts_clear(plume_tool_counts *counts);

/* Sets tree.tools: known, list [{name, version, runs, separator}], the most runs first;
 * of more than six the rest is one. */
plume_status plume_tool_counts_to_tree(plume_tool_counts *counts, plume_value *tree,
                                       plume_words *words, plume_error *error);

#endif
