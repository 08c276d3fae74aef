/* ledger/named_totals.h -- lines by name, in the order of first appearance, bounded. */
#ifndef PLUME_LEDGER_NAMED_TOTALS_H
#define PLUME_LEDGER_NAMED_TOTALS_H

#include "ledger/totals.h"
#include "core/pool.h"

enum { PLUME_GROUP_NAMES_MAX = 256 };

typedef struct plume_named_lines {
    plume_map *index;
    plume_pool *names;
    const char *name[PLUME_GROUP_NAMES_MAX + 1]; /* the last is "other" */
    plume_line *line[PLUME_GROUP_NAMES_MAX + 1];
    size_t count;
} plume_named_lines;

plume_status plume_named_lines_init(plume_named_lines *lines, plume_error *error);
void plume_named_lines_dispose(plume_named_lines *lines);
/* The line of that name, made with that many slots when it is new; "other" when there are
 * too many names; NULL when memory ran out. */
plume_line *plume_named_lines_get(plume_named_lines *lines, const char *name,
                                  size_t slots);
/* Names each line by word and its number; what has no name keeps none. */
plume_status plume_named_lines_number(plume_named_lines *lines, const char *word,
                                      plume_error *error);

#endif
