/* logs/pass/once.h -- what the survey of a log keeps, where it may be told. */
#ifndef PLUME_LOGS_PASS_ONCE_H
#define PLUME_LOGS_PASS_ONCE_H

#include <stdbool.h>
#include <stdint.h>

#include <plume/notes.h>

/* What the survey of a power trace leaves, so that it need not be read again: readings of
 * power alone, often enough, by a reader that reads them the same both times. */
typedef struct plume_log_once {
    bool enough;
    plume_notes *notes; /* NULL: none */
    uint64_t samples, rejected, silent;
    bool naive, local, minutes; /* as of a log */
} plume_log_once;
void plume_log_once_forget(plume_log_once *once);

#endif
