/* core/input/source_internal.h -- the parts of a source, shared by source.c and
 * source_text.c. */
#ifndef PLUME_CORE_INPUT_SOURCE_INTERNAL_H
#define PLUME_CORE_INPUT_SOURCE_INTERNAL_H

#include "core/input/ahead.h"
#include "core/input/codec.h"
#include "core/sha256.h"
#include "core/input/source.h"
#include "core/input/source_text.h"

enum { PLUME_SOURCE_BUFFER = 65536 };

typedef enum plume_encoding {
    PLUME_ENCODING_NOT_ASKED,
    PLUME_ENCODING_UTF8,
    PLUME_ENCODING_UTF16_LITTLE,
    PLUME_ENCODING_UTF16_BIG
} plume_encoding;

/* The text side: how bytes become UTF-8 and lines. */
typedef struct plume_source_text {
    plume_encoding encoding;
    unsigned char begun[4]; /* bytes read to look for a BOM and not handed out yet */
    size_t begun_length;
    int half;           /* first byte of a UTF-16 unit, or -1 */
    unsigned long high; /* a first surrogate that waits for its second, or 0 */
    char *chunk;        /* lines are cut out of this */
    size_t chunk_at, chunk_end;
    char *line; /* one that spans chunks */
    size_t line_length, line_capacity;
    uint64_t line_number;
    bool line_unended; /* the last line has no end */
    char last;         /* character that was read */
    bool all;          /* was read */
} plume_source_text;

struct plume_source_stream {
    char *path;
    int descriptor; /* -1: memory */
    bool close_descriptor;
    const unsigned char *memory;
    size_t memory_left;
    const unsigned char *memory_begin; /* where memory began, for extents */
    size_t memory_length;

    plume_sha256 *sha; /* NULL: no digest is kept */
    uint64_t stored_bytes, bytes_out;
    uint64_t stored_most; /* bytes that are read of it */
    char digest[65];

    unsigned char *raw; /* PLUME_SOURCE_BUFFER bytes as stored */
    const unsigned char *raw_at;
    size_t raw_left;
    bool raw_ended;

    const plume_codec *codec; /* NULL: plain */
    void *codec_state;
    bool border, ended;
    bool unchecked;     /* no checksum vouches for what is unpacked */
    plume_ahead *ahead; /* NULL: who takes the bytes reads them; else all above that tells
                           how far was read is the thread's */
    bool alone;         /* no thread is to be had */

    plume_source_text text;
    plume_source_filter filter; /* read NULL: none */
    bool filtering;             /* the filter reads */
};

#endif
