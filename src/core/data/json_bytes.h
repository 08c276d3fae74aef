/* core/data/json_bytes.h -- the bytes of a JSON text as they come, and the places of
 * faults in it. */
#ifndef PLUME_CORE_DATA_JSON_BYTES_H
#define PLUME_CORE_DATA_JSON_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/status.h>

/* Fills the buffer; *length 0 is the end. */
typedef struct plume_json_input {
    plume_status (*read)(void *state, char *buffer, size_t capacity, size_t *length,
                         plume_error *error);
    void *state;
} plume_json_input;

typedef struct plume_json_bytes {
    plume_json_input input; /* read NULL: all bytes are there */
    const char *path;       /* in errors; may be NULL */
    const char *begin;      /* what still can be shown before at */
    const char *at, *end;   /* what is not read yet */
    uint64_t begin_offset;  /* in the text */
    uint64_t line, line_offset;
    uint64_t line_wide; /* bytes of the line before at that begin no character */
    char *buffer;
    size_t capacity;
    bool ended; /* nothing comes behind end */
} plume_json_bytes;

/* A byte order mark is passed over (RFC 8259, section 8.1). path is borrowed. */
void plume_json_bytes_of_text(plume_json_bytes *out, const char *text, size_t length,
                              const char *path);
void plume_json_bytes_of_input(plume_json_bytes *out, plume_json_input input,
                               const char *path);
void plume_json_bytes_dispose(plume_json_bytes *bytes);

/* Reads more behind end, unless it has ended. What stands from at on is kept, though it
 * may move. */
plume_status plume_json_bytes_more(plume_json_bytes *bytes, plume_error *error);

/* At least so many bytes from at on, or all that there are. */
plume_status plume_json_bytes_need(plume_json_bytes *bytes, size_t count,
                                   plume_error *error);

/* at is behind the end of a line. */
static inline void plume_json_bytes_next_line(plume_json_bytes *bytes)
{
    bytes->line++;
    bytes->line_offset = bytes->begin_offset + (uint64_t)(bytes->at - bytes->begin);
    bytes->line_wide = 0;
}

/* From 1, in characters. */
uint64_t plume_json_bytes_column(const plume_json_bytes *bytes);

/* An error at at; with what stands before it on its line. */
plume_status plume_json_bytes_refuse(const plume_json_bytes *bytes, const char *reason,
                                     plume_error *error);

#endif
