/* evidence/told/taken.h -- what was taken from each log. */
#ifndef PLUME_EVIDENCE_TOLD_TAKEN_H
#define PLUME_EVIDENCE_TOLD_TAKEN_H

#include "evidence/speaks/lone.h"
#include "intake/internal.h"
#include <plume/evidence.h>

typedef struct plume_takings {
    plume_taken *input; /* by the number of the input */
    size_t count;
    uint64_t partly;       /* runs of whose time much was measured by nobody */
    uint32_t partly_input; /* of the first of them */
    uint64_t filled;       /* runs whose samples were filled up to all of their time */
    uint32_t filled_input; /* of the first of them */
    double filled_kwh;     /* in all */
} plume_takings;

/* False: out of memory. */
bool plume_takings_new(plume_takings *out, size_t inputs);
/* A run and the accounts that tell it. */
void plume_takings_add(plume_takings *takings, const plume_members *members);
/* A run that one account tells, whose log is shown as path; nobody asks what was taken
 * from it. */
void plume_takings_add_lone(plume_takings *takings, const plume_lone *lone,
                            const char *path, const plume_intake *intake);
/* To notes, what they have in common. */
void plume_takings_note(const plume_takings *takings, plume_intake *intake);
void plume_takings_dispose(plume_takings *takings);

#endif
