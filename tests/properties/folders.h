/* properties/folders.h -- worlds written to a folder, and read.
 */
#ifndef PLUME_TESTS_PROPERTIES_FOLDERS_H
#define PLUME_TESTS_PROPERTIES_FOLDERS_H

#include "properties/outcome.h"
#include "properties/world.h"

/* In memory where there is such a place. */
const char *folders_root(void);

/* Writes a world to a folder, in place of the one before, and reads it. */
void folders_read(outcome *out, const world *from);

/* Reads what was written last: backwards, the second part first; with runs.csv written to
 * table. */
void folders_read_again(outcome *out, const world *from, bool backwards,
                        const char *table);

/* results.json of a report of what was written last; the caller frees it. */
plume_value *folders_report(const world *from);

/* Puts a file beside the logs. */
void folders_put(const char *name, const char *text);

/* The folder of the logs, emptied: for those that write no world. */
const char *folders_empty(void);

/* Removes what was written. */
void folders_clear(void);

#endif
