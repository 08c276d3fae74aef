/* The text side of a source: encodings and lines. */
#include "core/input/source_text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/ascii.h"
#include "core/input/source_internal.h"

#define LINE_BYTES_MAX ((size_t)64 << 20)
#define REPLACEMENT    0xfffdul

/* --- encodings --- */

/* Only the byte order mark tells (Unicode, section 23.8): PowerShell writes UTF-16
 * with it. Without one a text is UTF-8 (RFC 3629). */
static plume_encoding encoding_of(const unsigned char *begun, size_t length, size_t *bom)
{
    *bom = 2;
    if (length >= 2 && begun[0] == 0xff && begun[1] == 0xfe)
        return PLUME_ENCODING_UTF16_LITTLE;
    if (length >= 2 && begun[0] == 0xfe && begun[1] == 0xff)
        return PLUME_ENCODING_UTF16_BIG;
    *bom = length >= 3 && memcmp(begun, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    return PLUME_ENCODING_UTF8;
}

/* The longest mark has three bytes, and a pipe may give them one by one. What is no
 * mark belongs to the text. */
static plume_status begin_text(plume_source_stream *source, plume_error *error)
{
    plume_source_text *text = &source->text;
    size_t length = 0, got = 1, bom;

    while (length < 3 && got > 0) {
        plume_status status =
            plume_source_read(source, text->begun + length, 3 - length, &got, error);

        if (status != PLUME_OK)
            return status;
        length += got;
    }
    text->encoding = encoding_of(text->begun, length, &bom);
    memmove(text->begun, text->begun + bom, length - bom);
    text->begun_length = length - bom;
    return PLUME_OK;
}

/* Bytes in the file's own encoding, those read ahead first. */
static plume_status read_own(plume_source_stream *source, void *buffer, size_t capacity,
                             size_t *length, plume_error *error)
{
    plume_source_text *text = &source->text;

    if (text->begun_length == 0)
        return plume_source_read(source, buffer, capacity, length, error);
    memcpy(buffer, text->begun, text->begun_length);
    *length = text->begun_length;
    text->begun_length = 0;
    return PLUME_OK;
}

/* RFC 3629, section 3: seven bits in one byte, eleven in two, sixteen in three,
 * twenty-one in four. */
static size_t put_utf8(char *out, unsigned long code)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xc0 | (code >> 6));
        out[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xe0 | (code >> 12));
        out[1] = (char)(0x80 | ((code >> 6) & 0x3f));
        out[2] = (char)(0x80 | (code & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | (code >> 18));
    out[1] = (char)(0x80 | ((code >> 12) & 0x3f));
    out[2] = (char)(0x80 | ((code >> 6) & 0x3f));
    out[3] = (char)(0x80 | (code & 0x3f));
    return 4;
}

/* One UTF-16 unit; writes at most six bytes. */
static size_t put_unit(plume_source_text *text, char *out, unsigned long unit)
{
    size_t length = 0;

    if (text->high != 0 && unit >= 0xdc00 && unit <= 0xdfff) {
        unsigned long code = 0x10000 + ((text->high - 0xd800) << 10) + (unit - 0xdc00);

        text->high = 0;
        return put_utf8(out, code);
    }
    if (text->high != 0)
        length = put_utf8(out, REPLACEMENT);
    text->high = 0;
    if (unit >= 0xd800 && unit <= 0xdbff) {
        text->high = unit;
        return length;
    }
    if (unit >= 0xdc00 && unit <= 0xdfff)
        unit = REPLACEMENT;
    return length + put_utf8(out + length, unit);
}

/* A unit may be cut by the end of a chunk: its first half waits for the next. */
static size_t decode_utf16(plume_source_text *text, char *out, const unsigned char *bytes,
                           size_t count)
{
    size_t length = 0;

    for (size_t i = 0; i < count; i++) {
        unsigned long first, second = bytes[i];

        if (text->half < 0) {
            text->half = bytes[i];
            continue;
        }
        first = (unsigned long)text->half;
        text->half = -1;
        length +=
            put_unit(text, out + length,
                     text->encoding == PLUME_ENCODING_UTF16_BIG ? first << 8 | second
                                                                : second << 8 | first);
    }
    return length;
}

/* Half a unit or half a pair that the file ends in. */
static size_t decode_rest(plume_source_text *text, char *out)
{
    bool torn = text->half >= 0 || text->high != 0;

    text->half = -1;
    text->high = 0;
    return torn ? put_utf8(out, REPLACEMENT) : 0;
}

static plume_status read_utf16(plume_source_stream *source, char *buffer, size_t capacity,
                               size_t *length, plume_error *error)
{
    unsigned char own[8192];
    /* A unit gives three bytes at most, and a surrogate left over three more. */
    size_t asked = (capacity / 3 - 2) * 2, got = 0;
    plume_status status;

    *length = 0;
    do {
        status =
            read_own(source, own, asked < sizeof own ? asked : sizeof own, &got, error);
        if (status != PLUME_OK)
            return status;
        *length = got > 0 ? decode_utf16(&source->text, buffer, own, got)
                          : decode_rest(&source->text, buffer);
    } while (*length == 0 && got > 0);
    return PLUME_OK;
}

void plume_source_text_filter(plume_source_stream *source, plume_source_filter filter)
{
    source->filter = filter;
}

static plume_status read_filtered(plume_source_stream *source, char *buffer,
                                  size_t capacity, size_t *length, plume_error *error)
{
    plume_status status;

    source->filtering = true;
    status = source->filter.read(source->filter.state, buffer, capacity, length, error);
    source->filtering = false;
    return status;
}

static plume_status read_decoded(plume_source_stream *source, char *buffer,
                                 size_t capacity, size_t *length, plume_error *error)
{
    plume_status status = PLUME_OK;

    *length = 0;
    if (source->text.encoding == PLUME_ENCODING_NOT_ASKED)
        status = begin_text(source, error);
    if (status != PLUME_OK)
        return status;
    if (source->text.encoding == PLUME_ENCODING_UTF8)
        return read_own(source, buffer, capacity, length, error);
    return read_utf16(source, buffer, capacity, length, error);
}

plume_status plume_source_read_text(plume_source_stream *source, char *buffer,
                                    size_t capacity, size_t *length, plume_error *error)
{
    plume_source_text *text = &source->text;
    plume_status status;

    if (source->filter.read != NULL && !source->filtering)
        return read_filtered(source, buffer, capacity, length, error);
    status = read_decoded(source, buffer, capacity, length, error);
    if (status == PLUME_OK && *length > 0)
        text->last = buffer[*length - 1];
    text->all = status == PLUME_OK && *length == 0;
    return status;
}

bool plume_source_ends_in_figure(const plume_source_stream *source)
{
    return source->text.all && plume_is_digit(source->text.last);
}

/* --- lines --- */

static plume_status fill_chunk(plume_source_stream *source, plume_error *error)
{
    plume_source_text *text = &source->text;

    if (text->chunk == NULL)
        text->chunk = malloc(PLUME_SOURCE_BUFFER + 1);
    if (text->chunk == NULL)
        return plume_fail_memory(error);
    text->chunk_at = 0;
    return plume_source_read_text(source, text->chunk, PLUME_SOURCE_BUFFER,
                                  &text->chunk_end, error);
}

/* A file of one endless line must not take all memory before it is refused. */
static plume_status line_grow(plume_source_stream *source, size_t wanted,
                              plume_error *error)
{
    plume_source_text *text = &source->text;
    size_t capacity = wanted < 2048 ? 4096 : wanted * 2;
    char *grown;

    if (wanted > LINE_BYTES_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, source->path, text->line_number + 1,
                             0, "a line is longer than 64 MiB");
    if (wanted < text->line_capacity)
        return PLUME_OK;
    grown = realloc(text->line, capacity);
    if (grown == NULL)
        return plume_fail_memory(error);
    text->line = grown;
    text->line_capacity = capacity;
    return PLUME_OK;
}

static plume_status line_add(plume_source_stream *source, const char *bytes,
                             size_t length, plume_error *error)
{
    plume_source_text *text = &source->text;
    plume_status status = line_grow(source, text->line_length + length, error);

    if (status != PLUME_OK)
        return status;
    memcpy(text->line + text->line_length, bytes, length);
    text->line_length += length;
    return PLUME_OK;
}

/* Looks for the end of the line in the chunk. Sets *found when there is one: the line is
 * then complete, in the chunk itself or, when it began in an earlier one, in text->line.
 */
static plume_status take_line(plume_source_stream *source, char **found, size_t *length,
                              plume_error *error)
{
    plume_source_text *text = &source->text;
    char *begin = text->chunk + text->chunk_at;
    size_t left = text->chunk_end - text->chunk_at;
    char *newline = left > 0 ? memchr(begin, '\n', left) : NULL;
    size_t taken = newline != NULL ? (size_t)(newline - begin) : left;
    plume_status status = PLUME_OK;

    text->chunk_at += taken + (newline != NULL);
    if (newline == NULL || text->line_length > 0)
        status = line_add(source, begin, taken, error);
    if (newline == NULL || status != PLUME_OK)
        return status;
    *found = text->line_length > 0 ? text->line : begin;
    *length = text->line_length > 0 ? text->line_length : taken;
    return PLUME_OK;
}

/* A line lies in the chunk as long as it fits there, and is gathered elsewhere only
 * when it does not. */
plume_status plume_source_line(plume_source_stream *source, const char **text,
                               size_t *length, uint64_t *line, plume_error *error)
{
    plume_source_text *state = &source->text;
    plume_status status = PLUME_OK;
    char *found = NULL;

    *text = NULL;
    *length = 0;
    state->line_length = 0;
    while (found == NULL) {
        if (state->chunk_at == state->chunk_end)
            status = fill_chunk(source, error);
        if (status != PLUME_OK)
            return status;
        if (state->chunk_end == 0)
            break;
        status = take_line(source, &found, length, error);
        if (status != PLUME_OK)
            return status;
    }
    if (found == NULL && state->line_length == 0)
        return PLUME_OK;
    if (found == NULL) {
        found = state->line;
        *length = state->line_length;
        state->line_unended = true;
    }
    if (*length > 0 && found[*length - 1] == '\r')
        --*length;
    found[*length] = '\0';
    *line = ++state->line_number;
    *text = found;
    return PLUME_OK;
}

bool plume_source_line_is_unended(const plume_source_stream *source)
{
    return source->text.line_unended;
}

bool plume_source_lines_are_ended(const plume_source_stream *source)
{
    struct stat status;
    char last = '\0';

    if (source->codec != NULL || source->filter.read != NULL ||
        source->text.encoding != PLUME_ENCODING_UTF8)
        return false;
    if (source->descriptor < 0)
        return source->memory_length > 0 &&
               source->memory_begin[source->memory_length - 1] == '\n';
    return fstat(source->descriptor, &status) == 0 && status.st_size > 0 &&
           pread(source->descriptor, &last, 1, status.st_size - 1) == 1 && last == '\n';
}
