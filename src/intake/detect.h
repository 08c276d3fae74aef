/* intake/detect.h -- which reader takes a file. */
#ifndef PLUME_INTAKE_DETECT_H
#define PLUME_INTAKE_DETECT_H

#include "logs/reader.h"
#include <plume/text.h>

/* Which reader, and how sure it is; NULL and 0: none. */
typedef struct plume_detected {
    const plume_reader *reader;
    int confidence;
} plume_detected;

/* out->reader is NULL when none of the candidates knows the head. reason gets why. Two
 * that are equally sure are an error that names both, and out says how sure they are.
 * forced (may be NULL) takes it unasked, for certain. */
plume_status plume_detect(plume_detected *out, plume_candidates candidates,
                          const plume_head *head, const plume_reader *forced,
                          plume_text *reason, plume_error *error);

/* How sure the surest of the candidates is, or forced alone (may be NULL). */
int plume_detect_confidence(plume_candidates candidates, const plume_head *head,
                            const plume_reader *forced);

#endif
