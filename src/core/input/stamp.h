/* core/input/stamp.h -- by what an open file is known again that is being written.
 *
 * A log of a training that still runs grows while it is read. One rule holds for every
 * reader: what was there when the file was first opened is what is read, each time. */
#ifndef PLUME_CORE_INPUT_STAMP_H
#define PLUME_CORE_INPUT_STAMP_H

#include "core/input/source.h"

typedef struct plume_source_stamp {
    uint64_t device, inode, bytes;
    int64_t changed_s, changed_ns;
    uint64_t tail; /* a hash of its last bytes */
    char last;     /* byte */
} plume_source_stamp;

/* As it is now; all zero of bytes in memory. */
plume_source_stamp plume_source_stamp_of(const plume_source_stream *source);

typedef enum plume_source_change {
    PLUME_SOURCE_SAME,
    PLUME_SOURCE_GREW, /* what was there then is there still, and more behind it */
    PLUME_SOURCE_WRITTEN
} plume_source_change;

plume_source_change plume_source_change_since(const plume_source_stream *source,
                                              const plume_source_stamp *then);

/* Before anything is taken of it: the file ends after so many bytes as stored, whatever
 * comes behind them. */
void plume_source_read_to(plume_source_stream *source, uint64_t bytes);

/* Likewise, of a plain file: its first header bytes, at most 32 KiB, and behind them
 * those from one place to another. */
plume_status plume_source_read_part(plume_source_stream *source, size_t header,
                                    uint64_t from, uint64_t to, plume_error *error);

#endif
