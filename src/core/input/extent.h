/* core/input/extent.h -- the bytes of a source, for reading at any place.
 *
 * Databases are not read from front to back. A plain source is read where it lies, beside
 * its streaming; a compressed one is unpacked into a temporary file without a name. */
#ifndef PLUME_CORE_INPUT_EXTENT_H
#define PLUME_CORE_INPUT_EXTENT_H

#include <stdint.h>
#include <stdio.h>

#include "core/input/source.h"

/* Zeroed is empty. */
typedef struct plume_extent {
    int descriptor;              /* of the source or of the spool; unused for memory */
    const unsigned char *memory; /* NULL: a file */
    uint64_t length;
    FILE *spool;
} plume_extent;

/* source is borrowed and outlives the extent. What was read of a compressed one before
 * would be missing: it must be fresh. */
plume_status plume_extent_open(plume_extent *out, plume_source_stream *source,
                               plume_error *error);
void plume_extent_dispose(plume_extent *extent);

/* Up to capacity bytes from at on; *length is less only at the end. False: the system
 * refused, with errno. */
bool plume_extent_read(const plume_extent *extent, void *buffer, size_t capacity,
                       uint64_t at, size_t *length);

#endif
