/* logs/replay.h -- a log that is in a partial, told again as its reader told it.
 */
#ifndef PLUME_LOGS_REPLAY_H
#define PLUME_LOGS_REPLAY_H

#include "logs/log.h"
#include "logs/partial/partial_lines.h"

/* Lines of a partial that one reading of a log, or of a part of it, came to. */
typedef struct plume_partial_block {
    const plume_partial_file *file;
    uint64_t offset, line; /* of what stands before the first */
    uint64_t lines;        /* that there are */
    uint64_t log_lines;    /* of the log, that the part has */
} plume_partial_block;

/* The parts of a log, in their order. */
typedef struct plume_replay {
    const plume_partial_block *block;
    size_t count;
} plume_replay;

plume_status plume_replay_read(plume_log *log, const plume_replay *replay,
                               plume_error *error);

#endif
