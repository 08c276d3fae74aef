/* plume/partial.h -- what logs tell, kept so that shares of many logs can be put together
 * (docs/partials.md).
 *
 * A partial holds of each log what its reader told, before anything was made of it. An
 * intake reads partials as it reads logs, and all that follows is as if the logs
 * themselves were there: which records repeat a run, and which logs tell of one piece of
 * work, is found then. */
#ifndef PLUME_PARTIAL_H
#define PLUME_PARTIAL_H

#include <stddef.h>

#include <plume/intake.h>
#include <plume/notes.h>
#include <plume/output.h>

PLUME_BEGIN

/* Of the files that are met every count-th is read, from the share-th on (from 1), and
 * the others by those who write the other shares; of a single file that is named the
 * share-th of count parts, or where it cannot be cut all of it by the first. Before the
 * survey. */
PLUME_API void plume_partial_share(plume_intake *intake, size_t share, size_t count);

/* Surveys, then writes a partial of all files that were met. What is to be said of logs
 * over what they say (a device, a role, gaps) is said where partials are read. */
PLUME_API plume_status plume_partial_write(plume_intake *intake, plume_output *output,
                                           plume_error *error);

/* One partial of several: the same bytes whatever their order, and whether some of them
 * were merged before. "-" is standard input. Shares that are missing, or came twice, are
 * told in notes, which may be NULL. */
PLUME_API plume_status plume_partial_merge(const char *const *paths, size_t count,
                                           plume_output *output, plume_notes *notes,
                                           plume_error *error);

PLUME_END

#endif
