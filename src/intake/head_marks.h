/* intake/head_marks.h -- which readers a head has a mark of. */
#ifndef PLUME_INTAKE_HEAD_MARKS_H
#define PLUME_INTAKE_HEAD_MARKS_H

#include "logs/reader.h"

enum { PLUME_CANDIDATES_MOST = 256 };

/* may[i]: the confidence of candidate i is worth asking; false: it is 0. One look at the
 * head, whatever the count of readers. */
void plume_head_marks_find(bool may[PLUME_CANDIDATES_MOST], plume_candidates candidates,
                           const plume_head *head);

#endif
