/* Joins the pieces of a record and checks each by its CRC. */
#include "logs/framed/block_log.h"

#include <stdlib.h>
#include <string.h>

#include "core/input/crc.h"
#include <plume/text.h>

enum { HEADER_BYTES = 7, KIND_OFFSET = 6 };

typedef enum piece_kind {
    PIECE_NONE, /* room that was reserved and never written */
    PIECE_FULL,
    PIECE_FIRST,
    PIECE_MIDDLE,
    PIECE_LAST
} piece_kind;

struct plume_block_log {
    plume_source_stream *source;
    unsigned char block[PLUME_BLOCK_BYTES];
    size_t length, at;     /* of the block: what it holds, what was taken */
    uint64_t block_offset; /* of the block in the file */
    bool last;             /* no block follows */
    plume_text pieces;     /* of a record that goes over blocks */
    uint64_t first_offset;
    bool open;     /* pieces holds a first one */
    bool skipping; /* pieces of a record whose beginning was lost */
};

typedef struct piece {
    piece_kind kind;
    plume_bytes bytes;
    uint64_t offset;
} piece;

/* --- blocks --- */

static plume_status fill(plume_block_log *log, plume_error *error)
{
    size_t got = 1;
    plume_status status = PLUME_OK;

    log->block_offset += log->length;
    log->length = log->at = 0;
    while (status == PLUME_OK && got > 0 && log->length < PLUME_BLOCK_BYTES) {
        status = plume_source_read(log->source, log->block + log->length,
                                   PLUME_BLOCK_BYTES - log->length, &got, error);
        if (status == PLUME_OK)
            log->length += got;
    }
    log->last = log->length < PLUME_BLOCK_BYTES;
    return status;
}

plume_status plume_block_log_open(plume_block_log **out, plume_source_stream *source,
                                  size_t head, plume_error *error)
{
    plume_block_log *log = calloc(1, sizeof *log);
    plume_status status;

    *out = NULL;
    if (log == NULL)
        return plume_fail_memory(error);
    log->source = source;
    plume_text_init(&log->pieces);
    status = fill(log, error);
    if (status != PLUME_OK) {
        plume_block_log_close(log);
        return status;
    }
    log->at = head < log->length ? head : log->length;
    *out = log;
    return PLUME_OK;
}

void plume_block_log_close(plume_block_log *log)
{
    if (log == NULL)
        return;
    plume_text_dispose(&log->pieces);
    free(log);
}

/* --- pieces --- */

static uint32_t little_endian(const unsigned char *bytes, size_t length)
{
    uint32_t value = 0;

    for (size_t i = 0; i < length; i++)
        value |= (uint32_t)bytes[i] << (8 * i);
    return value;
}

static plume_block_event damaged(plume_block_log *log, plume_block_record *record,
                                 const char *why)
{
    record->offset = log->block_offset + log->at;
    record->why = why;
    log->at = log->length; /* lengths are not to be trusted any more */
    log->open = false;
    log->skipping = true;
    return PLUME_BLOCK_DAMAGED;
}

/* One piece of the block: RECORD when there is one, CUT when the file ends inside it. */
static plume_block_event take_piece(plume_block_log *log, piece *out,
                                    plume_block_record *record)
{
    const unsigned char *header = log->block + log->at;
    size_t left = log->length - log->at, length;

    record->offset = log->block_offset + log->at;
    if (left < HEADER_BYTES)
        return PLUME_BLOCK_CUT;
    length = little_endian(header + 4, 2);
    out->kind = (piece_kind)header[KIND_OFFSET];
    out->offset = record->offset;
    out->bytes = (plume_bytes){ header + HEADER_BYTES, length };
    if (out->kind == PIECE_NONE && length == 0) {
        log->at = log->length;
        return PLUME_BLOCK_RECORD;
    }
    if (HEADER_BYTES + length > PLUME_BLOCK_BYTES - log->at)
        return damaged(log, record, "a piece reaches over the end of its block");
    if (HEADER_BYTES + length > left)
        return PLUME_BLOCK_CUT;
    if (out->kind < PIECE_FULL || out->kind > PIECE_LAST)
        return damaged(log, record, "a piece is of no known kind");
    if (plume_crc32(0, header + KIND_OFFSET, length + 1) != little_endian(header, 4))
        return damaged(log, record, "a checksum does not fit");
    log->at += HEADER_BYTES + length;
    return PLUME_BLOCK_RECORD;
}

/* --- records --- */

static plume_block_event whole(plume_block_record *record, plume_bytes bytes,
                               uint64_t offset)
{
    record->bytes = bytes;
    record->offset = offset;
    return PLUME_BLOCK_RECORD;
}

static void begin_record(plume_block_log *log, const piece *first)
{
    plume_text_clear(&log->pieces);
    plume_text_add_n(&log->pieces, (const char *)first->bytes.data, first->bytes.length);
    log->first_offset = first->offset;
    log->open = true;
}

/* A piece that goes on with a record. END: nothing to hand out yet. */
static plume_block_event go_on(plume_block_log *log, const piece *more,
                               plume_block_record *record)
{
    if (!log->open && log->skipping)
        return PLUME_BLOCK_END;
    if (!log->open)
        return damaged(log, record, "a record has no beginning");
    if (log->pieces.length + more->bytes.length > PLUME_BLOCK_RECORD_MAX)
        return damaged(log, record, "a record is larger than 64 MiB");
    plume_text_add_n(&log->pieces, (const char *)more->bytes.data, more->bytes.length);
    if (more->kind != PIECE_LAST)
        return PLUME_BLOCK_END;
    log->open = false;
    return whole(
        record,
        (plume_bytes){ (const unsigned char *)log->pieces.data, log->pieces.length },
        log->first_offset);
}

/* END: nothing to hand out yet. */
static plume_block_event take(plume_block_log *log, const piece *taken,
                              plume_block_record *record)
{
    bool unfinished = log->open;

    switch (taken->kind) {
    case PIECE_NONE:
        return PLUME_BLOCK_END;
    case PIECE_MIDDLE:
    case PIECE_LAST:
        return go_on(log, taken, record);
    case PIECE_FULL:
    case PIECE_FIRST:
        break;
    }
    log->skipping = false;
    if (unfinished) {
        /* The piece is read once more after this has been told. */
        log->open = false;
        log->at -= HEADER_BYTES + taken->bytes.length;
        record->offset = log->first_offset;
        record->why = "a record has no end";
        return PLUME_BLOCK_DAMAGED;
    }
    if (taken->kind == PIECE_FULL)
        return whole(record, taken->bytes, taken->offset);
    begin_record(log, taken);
    return PLUME_BLOCK_END;
}

/* What stands at the end of a block is padding. */
static bool is_used_up(const plume_block_log *log)
{
    return log->at == log->length ||
           (!log->last && PLUME_BLOCK_BYTES - log->at < HEADER_BYTES);
}

plume_status plume_block_log_next(plume_block_log *log, plume_block_record *record,
                                  plume_error *error)
{
    piece taken = { PIECE_NONE, { NULL, 0 }, 0 };
    plume_status status = PLUME_OK;

    memset(record, 0, sizeof *record);
    record->event = PLUME_BLOCK_END;
    while (status == PLUME_OK && record->event == PLUME_BLOCK_END) {
        if (is_used_up(log)) {
            if (log->last) {
                record->event = log->open ? PLUME_BLOCK_CUT : PLUME_BLOCK_END;
                log->open = false;
                return PLUME_OK;
            }
            status = fill(log, error);
            continue;
        }
        record->event = take_piece(log, &taken, record);
        if (record->event == PLUME_BLOCK_RECORD)
            record->event = take(log, &taken, record);
        if (record->event == PLUME_BLOCK_CUT) {
            log->at = log->length;
            log->last = true;
            log->open = false;
        }
        if (status == PLUME_OK)
            status = plume_text_status(&log->pieces, error);
    }
    return status;
}
