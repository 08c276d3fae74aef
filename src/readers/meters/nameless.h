/* readers/meters/nameless.h -- tables without a header, as a loop in a shell writes them:
 * `TIME,FIGURE` line by line.
 *
 * Nothing in them says what a figure is, so that they are read only when the user names
 * the columns. */
#ifndef PLUME_READERS_METERS_NAMELESS_H
#define PLUME_READERS_METERS_NAMELESS_H

#include "core/data/csv.h"
#include "logs/reader.h"

/* Nothing but a time and a number in every line of the head. */
bool plume_nameless_is(const plume_head *head);

/* What parts the columns: a blank where the user's list has blanks; '\0': the first line
 * tells. */
char plume_nameless_delimiter(const char *list);

bool plume_nameless_has_figure(const plume_row *row);
/* Whether the first row of a table is one of names: some cell is known, and none is a
 * figure. */
bool plume_nameless_is_header(const plume_row *row);

/* The user's list as a header. */
plume_status plume_nameless_header(plume_header **out, const char *list,
                                   plume_error *error);

/* PLUME_ERR_MISSING, with the advice to name the columns. */
plume_status plume_nameless_refuse(const plume_log *log, uint64_t line,
                                   plume_error *error);

#endif
