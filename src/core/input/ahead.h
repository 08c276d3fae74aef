/* core/input/ahead.h -- bytes that a thread of their own reads, unpacks or digests, ahead
 * of who takes them. They are the same bytes as without it. */
#ifndef PLUME_CORE_INPUT_AHEAD_H
#define PLUME_CORE_INPUT_AHEAD_H

#include <stddef.h>

#include <plume/status.h>

typedef struct plume_ahead plume_ahead;

/* Fills up to capacity bytes; *length 0 is the end. */
typedef plume_status (*plume_ahead_reader)(void *state, void *buffer, size_t capacity,
                                           size_t *length, plume_error *error);

/* From now on only the thread calls read, until it gives the end or fails, or until stop.
 * NULL: there is no thread to be had, or no memory. */
plume_ahead *plume_ahead_start(plume_ahead_reader read, void *state);

/* What read would have given; the thread is gone when this gave the end or failed. */
plume_status plume_ahead_read(plume_ahead *ahead, void *buffer, size_t capacity,
                              size_t *length, plume_error *error);

/* What was read and not taken is lost. NULL is fine. */
void plume_ahead_stop(plume_ahead *ahead);
void plume_ahead_free(plume_ahead *ahead); /* stops */

#endif
