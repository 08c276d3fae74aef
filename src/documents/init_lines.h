/* documents/init_lines.h -- the lines of `inputs` in a study file to begin with: a line a
 * log, or a pattern for many that lie beside each other. */
#ifndef PLUME_DOCUMENTS_INIT_LINES_H
#define PLUME_DOCUMENTS_INIT_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include <plume/intake.h>

/* What the runs of one log lack. */
typedef struct plume_log_gaps {
    uint64_t runs, without_role, without_device, without_energy;
    bool naive; /* its times have no zone */
} plume_log_gaps;

typedef struct plume_init_line {
    char *path; /* owned */
    const char *reader;
    bool readers; /* there are others besides */
    uint64_t files;
    plume_log_gaps gaps; /* of all of them */
} plume_init_line;

typedef struct plume_init_lines {
    plume_init_line *line;
    size_t count;
} plume_init_lines;

/* Of the inputs that were read, whose gaps stand at the same numbers. Logs in a partial
 * have the line of that. The caller disposes, also after a failure. */
plume_status plume_init_lines_fold(plume_init_lines *out, const plume_intake *intake,
                                   const plume_log_gaps *gaps, plume_error *error);
void plume_init_lines_dispose(plume_init_lines *lines);

#endif
