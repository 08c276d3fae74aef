/* intake/partials/spooled.h -- bytes that can be read once, kept in a file without a
 * name. */
#ifndef PLUME_INTAKE_PARTIALS_SPOOLED_H
#define PLUME_INTAKE_PARTIALS_SPOOLED_H

#include <stdio.h>

#include "core/input/source.h"

/* The rest of a source, unpacked. */
plume_status plume_spool_source(FILE **out, plume_source_stream *source,
                                plume_error *error);

/* What comes through a pipe, to its end, as it is. */
plume_status plume_spool_descriptor(FILE **out, int descriptor, const char *path,
                                    plume_error *error);

#endif
