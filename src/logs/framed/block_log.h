/* logs/framed/block_log.h -- records out of blocks, as LevelDB's log frames
 * them: blocks of 32 KiB, in which pieces stand behind a header of 7 bytes (checksum,
 * length, kind) and never reach over the end of a block; a long record is several pieces.
 * The checksum is the one of zlib over kind and data, not masked: as Weights & Biases
 * and SwanLab write it. */
#ifndef PLUME_LOGS_FRAMED_BLOCK_LOG_H
#define PLUME_LOGS_FRAMED_BLOCK_LOG_H

#include "core/input/source.h"
#include "logs/framed/protobuf.h"

enum { PLUME_BLOCK_BYTES = 32768, PLUME_BLOCK_RECORD_MAX = 64 << 20 };

typedef enum plume_block_event {
    PLUME_BLOCK_RECORD,  /* a whole record */
    PLUME_BLOCK_DAMAGED, /* what is left of a block is lost; reading goes on behind it */
    PLUME_BLOCK_CUT,     /* the file ends inside a record; nothing follows */
    PLUME_BLOCK_END
} plume_block_event;

typedef struct plume_block_log plume_block_log;

/* source is borrowed and read with plume_source_read. The first block begins with head
 * bytes that are no pieces (skipped here) and count within it. */
plume_status plume_block_log_open(plume_block_log **out, plume_source_stream *source,
                                  size_t head, plume_error *error);
void plume_block_log_close(plume_block_log *log);

typedef struct plume_block_record {
    plume_block_event event;
    plume_bytes bytes; /* of a record; borrowed until the next call */
    uint64_t offset;   /* where it begins in the file, or where the damage is */
    const char *why;   /* of DAMAGED */
} plume_block_record;

plume_status plume_block_log_next(plume_block_log *log, plume_block_record *record,
                                  plume_error *error);

#endif
