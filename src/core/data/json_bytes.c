/* The bytes of a JSON text: a window that moves over it, and the line it is in. */
#include "core/data/json_bytes.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_BYTES = 24, WINDOW_BYTES = 65536, TOKEN_BYTES_MAX = 64 << 20 };

static void init(plume_json_bytes *out, const char *path)
{
    memset(out, 0, sizeof *out);
    out->path = path;
    out->line = 1;
}

void plume_json_bytes_of_text(plume_json_bytes *out, const char *text, size_t length,
                              const char *path)
{
    size_t mark = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

    init(out, path);
    out->begin = out->at = length > 0 ? text + mark : "";
    out->end = out->at + length - mark;
    out->ended = true;
}

void plume_json_bytes_of_input(plume_json_bytes *out, plume_json_input input,
                               const char *path)
{
    init(out, path);
    out->input = input;
    out->begin = out->at = out->end = "";
}

void plume_json_bytes_dispose(plume_json_bytes *bytes)
{
    free(bytes->buffer);
}

/* What is kept goes to the front; a token that fills half of the window doubles it. */
static plume_status make_room(plume_json_bytes *bytes, const char *keep,
                              plume_error *error)
{
    size_t kept = (size_t)(bytes->end - keep), before = (size_t)(bytes->at - keep);
    size_t capacity = bytes->capacity > 0 ? bytes->capacity : WINDOW_BYTES;
    char *buffer = bytes->buffer;

    while (kept > capacity / 2)
        capacity *= 2;
    if (capacity > (size_t)2 * TOKEN_BYTES_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, bytes->path, bytes->line,
                             plume_json_bytes_column(bytes),
                             "a string or number of JSON is longer than 64 MiB");
    if (capacity > bytes->capacity) {
        buffer = malloc(capacity);
        if (buffer == NULL)
            return plume_fail_memory(error);
    }
    memmove(buffer, keep, kept);
    if (buffer != bytes->buffer)
        free(bytes->buffer);
    bytes->begin_offset += (uint64_t)(keep - bytes->begin);
    bytes->buffer = buffer;
    bytes->capacity = capacity;
    bytes->begin = buffer;
    bytes->at = buffer + before;
    bytes->end = buffer + kept;
    return PLUME_OK;
}

plume_status plume_json_bytes_more(plume_json_bytes *bytes, plume_error *error)
{
    size_t before = (size_t)(bytes->at - bytes->begin), got = 0, used;
    const char *keep = before > SHOWN_BYTES ? bytes->at - SHOWN_BYTES : bytes->begin;
    plume_status status;

    if (bytes->ended)
        return PLUME_OK;
    status = make_room(bytes, keep, error);
    if (status != PLUME_OK)
        return status;
    used = (size_t)(bytes->end - bytes->begin);
    status = bytes->input.read(bytes->input.state, bytes->buffer + used,
                               bytes->capacity - used, &got, error);
    bytes->end += got;
    bytes->ended = status == PLUME_OK && got == 0;
    return status;
}

plume_status plume_json_bytes_need(plume_json_bytes *bytes, size_t count,
                                   plume_error *error)
{
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && !bytes->ended &&
           (size_t)(bytes->end - bytes->at) < count)
        status = plume_json_bytes_more(bytes, error);
    return status;
}

uint64_t plume_json_bytes_column(const plume_json_bytes *bytes)
{
    uint64_t offset = bytes->begin_offset + (uint64_t)(bytes->at - bytes->begin);

    return offset - bytes->line_offset - bytes->line_wide + 1;
}

plume_status plume_json_bytes_refuse(const plume_json_bytes *bytes, const char *reason,
                                     plume_error *error)
{
    const char *from = bytes->at;

    while (from > bytes->begin && bytes->at - from < SHOWN_BYTES && from[-1] != '\n')
        from--;
    while (from < bytes->at && ((unsigned char)*from & 0xc0) == 0x80)
        from++;
    return plume_fail_at(error, PLUME_ERR_SYNTAX, bytes->path, bytes->line,
                         plume_json_bytes_column(bytes),
                         "this is no JSON: %s, found up to here '%.*s'", reason,
                         (int)(bytes->at - from), from);
}
