/* intake/detect.h -- which reader takes a file. */
#ifndef PLUME_INTAKE_DETECT_H
#define PLUME_INTAKE_DETECT_H

#include "logs/reader.h"
#include <plume/text.h>

/* *out is NULL when none of the candidates knows the head. reason gets why. Two that are
 * equally sure are an error that names both. forced (may be NULL) takes it unasked. */
plume_status plume_detect(const plume_reader **out, plume_candidates candidates,
                          const plume_head *head, const plume_reader *forced,
                          plume_text *reason, plume_error *error);

#endif
