/* core/data/csv_ring.h -- the chunks of a delimited text, converted before they are asked
 * for: by threads where the text is long and some are allowed.
 *
 * A chunk ends with a line where it has one. What is made of it is a guess from its bytes
 * alone, as if a row began with it: who takes the chunks knows whether one did, and
 * passes over what does not begin where a row does. So nothing depends on the threads. */
#ifndef PLUME_CORE_DATA_CSV_RING_H
#define PLUME_CORE_DATA_CSV_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/input/source.h"
#include <plume/status.h>

enum { PLUME_CSV_CHUNK_BYTES = 65536 };

/* What a converter sees of a chunk; marks as plume_csv_marks gives them. */
typedef struct plume_csv_view {
    const char *bytes; /* 64 more than length may be read */
    size_t length;
    char delimiter;
    const uint16_t *mark;
    size_t marks;
} plume_csv_view;

typedef struct plume_csv_converter {
    /* By any thread, and by several at once. */
    void (*convert)(const void *state, const plume_csv_view *view, void *rows);
    size_t bytes; /* of rows: room for what is made of a chunk */
    const void *state;
} plume_csv_converter;

typedef struct plume_csv_chunk {
    char *bytes;   /* PLUME_CSV_CHUNK_BYTES, and room for marking */
    size_t length; /* 0: the text is over, or status says why not */
    plume_status status;
    const void *state; /* of the converter; NULL: nothing was made of it */
    void *rows;
} plume_csv_chunk;

typedef struct plume_csv_ring plume_csv_ring;

/* kept: what was read of the text and is not yet used, less than a chunk. The source is
 * the ring's until it is freed. */
plume_status plume_csv_ring_new(plume_csv_ring **out, plume_source_stream *source,
                                char delimiter, const plume_csv_converter *converter,
                                plume_error *error);
void plume_csv_ring_free(plume_csv_ring *ring);

/* Before the first chunk: what was read of the text already, less than a chunk. */
void plume_csv_ring_keep(plume_csv_ring *ring, const char *kept, size_t length);

/* From chunks on that nobody has begun; needs no more room than the first. */
void plume_csv_ring_convert(plume_csv_ring *ring, const plume_csv_converter *converter);

/* The next chunk, until the one behind it is asked for. */
plume_csv_chunk *plume_csv_ring_next(plume_csv_ring *ring, plume_error *error);

#endif
