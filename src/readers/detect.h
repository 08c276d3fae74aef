/* readers/detect.h -- which reader takes a file. */
#ifndef PLUME_READERS_DETECT_H
#define PLUME_READERS_DETECT_H

#include "readers/reader.h"
#include <plume/text.h>

/* *out is NULL when no reader knows the head. reason gets why. Two readers that are
 * equally sure are an error that names both. forced (may be NULL) is the only one asked.
 */
plume_status plume_detect(const plume_reader **out, const plume_head *head,
                          const plume_reader *forced, plume_text *reason,
                          plume_error *error);

#endif
