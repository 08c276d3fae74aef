/* Cuts rows in place where it can, else feeds lines to libcsv and collects fields until a
 * row is whole, within bounds. */
#include "core/data/csv.h"

#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "core/data/csv_header.h"
#include "core/data/csv_marks.h"
#include "core/data/csv_plain.h"
#include "core/input/source_text.h"

/* A row that has its end in a chunk is below the bounds of fields and rows. */
enum { CHUNK_BYTES = 65536, QUOTED_LINES_MAX = 100 };

#define FIELD_BYTES_MAX ((size_t)1 << 20)
#define ROW_BYTES_MAX   ((size_t)64 << 20)
#define ROW_FIELDS_MAX  ((size_t)100000)

/* libcsv is given one physical line at a time, so that whatever it calls back with has a
 * line. Its own state tells whether a row goes on behind that line. */
struct plume_csv {
    plume_source_stream *source;
    struct csv_parser parser;
    char *chunk; /* CHUNK_BYTES, and room for marking */
    size_t at, end;
    bool drained; /* the source has no more */
    bool source_ended, after_cr, line_open, unended;
    plume_csv_plain plain; /* the chunk, marked */
    bool parse_all;
    bool in_place; /* the row's fields stand in the chunk */

    uint64_t line;       /* the one that is being fed, from 1 */
    uint64_t row_line;   /* where the row began */
    uint64_t quote_line; /* where the open quote began, 0 without one */

    char *bytes; /* of the row's fields, each terminated */
    size_t bytes_length, bytes_capacity;
    size_t *begin; /* of each field, in bytes; one more for the end */
    plume_field *field;
    size_t count, capacity;
    bool row_ended;
    plume_status status; /* of a call back */
    bool guess;          /* the delimiter is to be told from the first line */
};

static plume_status fail(const plume_csv *csv, uint64_t line, const char *message,
                         plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_SYNTAX, plume_source_path(csv->source), line, 0,
                         "%s", message);
}

/* --- what libcsv calls back --- */

/* Twice what is wanted, so that a row which grows byte by byte is copied only a few
 * times. */
static bool bytes_reserve(plume_csv *csv, size_t more)
{
    size_t wanted = csv->bytes_length + more, capacity = wanted * 2;
    char *grown;

    if (wanted <= csv->bytes_capacity)
        return true;
    grown = realloc(csv->bytes, capacity);
    if (grown == NULL)
        return false;
    csv->bytes = grown;
    csv->bytes_capacity = capacity;
    return true;
}

/* Two arrays grow in two steps; the capacity changes only when both have it, so a
 * failure in between leaves both sound. */
static bool fields_reserve(plume_csv *csv, size_t more)
{
    size_t capacity = csv->capacity * 2 + more + 64;
    size_t *begin;
    plume_field *field;

    if (csv->count + more <= csv->capacity)
        return true;
    begin = realloc(csv->begin, capacity * sizeof *begin);
    if (begin == NULL)
        return false;
    csv->begin = begin;
    field = realloc(csv->field, capacity * sizeof *field);
    if (field == NULL)
        return false;
    csv->field = field;
    csv->capacity = capacity;
    return true;
}

/* libcsv's call for each field. Bounds stick in the status: libcsv cannot be stopped
 * from here, only asked afterwards. */
static void take_field(void *text, size_t length, void *state)
{
    plume_csv *csv = state;

    csv->quote_line = 0;
    if (csv->status != PLUME_OK)
        return;
    if (length > FIELD_BYTES_MAX || csv->count >= ROW_FIELDS_MAX ||
        csv->bytes_length > ROW_BYTES_MAX) {
        csv->status = PLUME_ERR_VALUE;
        return;
    }
    if (!bytes_reserve(csv, length + 1) || !fields_reserve(csv, 1)) {
        csv->status = PLUME_ERR_MEMORY;
        return;
    }
    csv->begin[csv->count++] = csv->bytes_length;
    if (length > 0)
        memcpy(csv->bytes + csv->bytes_length, text, length);
    csv->bytes[csv->bytes_length + length] = '\0';
    csv->bytes_length += length + 1;
}

static void take_row(int end, void *state)
{
    plume_csv *csv = state;

    (void)end;
    csv->row_ended = true;
}

/* --- opening --- */

/* Blocks of 4096 bytes: libcsv grows its buffer by them, and by 128 bytes otherwise. */
plume_status plume_csv_open(plume_csv **out, plume_source_stream *source, char delimiter,
                            plume_error *error)
{
    plume_csv *csv = calloc(1, sizeof *csv);

    *out = NULL;
    if (csv == NULL)
        return plume_fail_memory(error);
    csv->chunk = calloc(CHUNK_BYTES + PLUME_CSV_MARKS_PADDING, 1);
    csv->plain.mark = malloc(CHUNK_BYTES * sizeof *csv->plain.mark);
    if (csv->chunk == NULL || csv->plain.mark == NULL || csv_init(&csv->parser, 0) != 0) {
        free(csv->chunk);
        free(csv->plain.mark);
        free(csv);
        return plume_fail_memory(error);
    }
    csv->plain.bytes = csv->chunk;
    csv->guess = delimiter == '\0';
    if (!csv->guess)
        csv_set_delim(&csv->parser, (unsigned char)delimiter);
    csv_set_blk_size(&csv->parser, 4096);
    csv->source = source;
    csv->line = 1;
    *out = csv;
    return PLUME_OK;
}

void plume_csv_close(plume_csv *csv)
{
    if (csv == NULL)
        return;
    csv_free(&csv->parser);
    free(csv->chunk);
    free(csv->plain.mark);
    free(csv->bytes);
    free(csv->begin);
    free(csv->field);
    free(csv);
}

char plume_csv_separator(const plume_csv *csv)
{
    return csv->plain.delimiter;
}

void plume_csv_parse_all(plume_csv *csv)
{
    csv->parse_all = true;
}

/* --- feeding --- */

/* Whether libcsv is inside a row: at a line's end, inside a quoted field of one. */
static bool row_is_open(const plume_csv *csv)
{
    return csv->parser.pstate != 0;
}

/* libcsv says only that it stopped: the reason is found again from what was counted
 * when it did. The limits bound what one row of a hostile file can take. */
static plume_status limit_failure(plume_csv *csv, plume_error *error)
{
    const char *path = plume_source_path(csv->source);

    if (csv->status == PLUME_ERR_MEMORY || csv_error(&csv->parser) != 0)
        return plume_fail_memory(error);
    if (csv->count >= ROW_FIELDS_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, path, csv->row_line, 0,
                             "a row has more than %zu fields", ROW_FIELDS_MAX);
    if (csv->bytes_length > ROW_BYTES_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, path, csv->row_line, 0,
                             "a row is longer than 64 MiB");
    return plume_fail_at(error, PLUME_ERR_VALUE, path, csv->row_line, csv->count + 1,
                         "a field is longer than 1 MiB");
}

/* A quote that is never closed would swallow the rest of a file as one field. It is
 * told by the line on which it was opened, for that is the line to mend. */
static plume_status check_limits(plume_csv *csv, size_t asked, size_t done,
                                 plume_error *error)
{
    if (csv->status != PLUME_OK || done != asked ||
        csv->parser.entry_pos > FIELD_BYTES_MAX)
        return limit_failure(csv, error);
    if (csv->quote_line != 0 && csv->line - csv->quote_line >= QUOTED_LINES_MAX) {
        plume_fail_at(error, PLUME_ERR_SYNTAX, plume_source_path(csv->source),
                      csv->quote_line, 0, "unclosed quote from line %llu",
                      (unsigned long long)csv->quote_line);
        plume_hint(error, "a quoted field may span %d lines; look for a stray '\"'",
                   QUOTED_LINES_MAX);
        return PLUME_ERR_SYNTAX;
    }
    return PLUME_OK;
}

/* length bytes of one physical line; its end is among them when ends is set. */
static plume_status feed(plume_csv *csv, size_t length, bool ends, plume_error *error)
{
    const char *bytes = csv->chunk + csv->at;
    plume_status status;
    size_t done;

    if (memchr(bytes, '\0', length) != NULL)
        return fail(csv, csv->line, "a NUL byte, expected text", error);
    if (!row_is_open(csv) && !csv->line_open)
        csv->row_line = csv->line;
    csv->line_open = !ends;
    done = csv_parse(&csv->parser, bytes, length, take_field, take_row, csv);
    csv->at += length;
    if (ends && row_is_open(csv) && csv->quote_line == 0)
        csv->quote_line = csv->line;
    status = check_limits(csv, length, done, error);
    csv->line += ends;
    return status;
}

/* Up to and with the end of the physical line, or all that the chunk has of it. */
static size_t line_length(const plume_csv *csv, bool *ends)
{
    const char *begin = csv->chunk + csv->at;
    size_t left = csv->end - csv->at;
    const char *newline = memchr(begin, '\n', left);
    const char *carriage =
        memchr(begin, '\r', newline != NULL ? (size_t)(newline - begin) : left);

    *ends = newline != NULL || carriage != NULL;
    if (carriage != NULL && carriage + 1 != newline)
        return (size_t)(carriage - begin) + 1;
    return newline != NULL ? (size_t)(newline - begin) + 1 : left;
}

/* The second half of a CRLF that two chunks divide belongs to the line before. */
static void join_crlf(plume_csv *csv)
{
    if (csv->after_cr && csv->at < csv->end && csv->chunk[csv->at] == '\n')
        csv->line--;
    csv->after_cr = false;
}

/* A chunk may end between the two bytes of a CR LF; after_cr remembers the first of
 * them, so that the pair counts as one line. */
static plume_status feed_line(plume_csv *csv, plume_error *error)
{
    bool ends;
    size_t length;

    join_crlf(csv);
    length = line_length(csv, &ends);
    csv->after_cr =
        csv->at + length == csv->end && csv->chunk[csv->at + length - 1] == '\r';
    return feed(csv, length, ends, error);
}

/* After the last byte: a final line without an end gets one. */
static plume_status feed_end(plume_csv *csv, plume_error *error)
{
    plume_status status = PLUME_OK;

    csv->source_ended = true;
    csv->unended = csv->line_open;
    if (csv->line_open) {
        csv->at = 0;
        csv->chunk[0] = '\n';
        csv->end = 1;
        status = feed(csv, 1, true, error);
    }
    csv->at = csv->end = 0;
    if (status != PLUME_OK || !row_is_open(csv))
        return status;
    plume_fail_at(error, PLUME_ERR_SYNTAX, plume_source_path(csv->source),
                  csv->quote_line, 0, "unclosed quote from line %llu",
                  (unsigned long long)csv->quote_line);
    plume_hint(error, "the file ends inside a quoted field; look for a stray '\"'");
    return PLUME_ERR_SYNTAX;
}

/* The source may give a few bytes only; the first line must be there to be judged. */
static plume_status guess_delimiter(plume_csv *csv, plume_error *error)
{
    size_t got = csv->end;
    plume_status status = PLUME_OK;

    csv->guess = false;
    while (status == PLUME_OK && got > 0 && CHUNK_BYTES - csv->end >= 64 &&
           memchr(csv->chunk, '\n', csv->end) == NULL) {
        status = plume_source_read_text(csv->source, csv->chunk + csv->end,
                                        CHUNK_BYTES - csv->end, &got, error);
        csv->end += got;
    }
    csv_set_delim(&csv->parser, (unsigned char)plume_csv_delimiter(csv->chunk, csv->end));
    return status;
}

static void mark(plume_csv *csv)
{
    csv->plain.length = csv->end;
    csv->plain.delimiter = (char)csv_get_delim(&csv->parser);
    csv->plain.at = 0;
    csv->plain.count =
        plume_csv_marks(csv->plain.mark, csv->chunk, csv->end, csv->plain.delimiter);
}

/* Behind a line that began and did not end, which moves to the front. */
static plume_status fill(plume_csv *csv, plume_error *error)
{
    size_t kept = csv->end - csv->at, got = 0;
    plume_status status;

    memmove(csv->chunk, csv->chunk + csv->at, kept);
    csv->at = 0;
    csv->end = kept;
    status = plume_source_read_text(csv->source, csv->chunk + kept, CHUNK_BYTES - kept,
                                    &got, error);
    csv->end += got;
    csv->drained = got == 0;
    if (status == PLUME_OK && csv->guess && got > 0)
        status = guess_delimiter(csv, error);
    if (status != PLUME_OK)
        return status;
    mark(csv);
    return csv->end == 0 ? feed_end(csv, error) : PLUME_OK;
}

/* --- rows in place --- */

static plume_csv_line take_plain(plume_csv *csv)
{
    plume_csv_line line = plume_csv_plain_take(&csv->plain, &csv->at, csv->field,
                                               csv->capacity, &csv->count);

    if (line == PLUME_CSV_ROW) {
        csv->row_line = csv->line;
        csv->row_ended = csv->in_place = true;
    }
    csv->line += line == PLUME_CSV_ROW || line == PLUME_CSV_EMPTY;
    return line;
}

/* Between rows a line may be taken as it is; where its end is not in the chunk more is
 * read first, unless it is long. All else is for libcsv. */
static plume_status take_line(plume_csv *csv, plume_error *error)
{
    if (csv->parse_all || csv->line_open || row_is_open(csv))
        return feed_line(csv, error);
    join_crlf(csv);
    switch (take_plain(csv)) {
    case PLUME_CSV_ROW:
    case PLUME_CSV_EMPTY:
        return PLUME_OK;
    case PLUME_CSV_WIDE:
        return fields_reserve(csv, csv->capacity + 1) ? PLUME_OK
                                                      : plume_fail_memory(error);
    case PLUME_CSV_PART:
        if (!csv->drained && csv->end - csv->at < CHUNK_BYTES / 2)
            return fill(csv, error);
        break;
    default:
        break;
    }
    return feed_line(csv, error);
}

/* Fields of libcsv are kept as offsets while a row is read, as the bytes may move; they
 * become pointers only once the row is whole. Each ends in a NUL, hence the 1. */
static void lend_row(plume_csv *csv, plume_row *row)
{
    for (size_t i = 0; i < csv->count && !csv->in_place; i++) {
        size_t end = i + 1 < csv->count ? csv->begin[i + 1] : csv->bytes_length;

        csv->field[i].text = csv->bytes + csv->begin[i];
        csv->field[i].length = end - csv->begin[i] - 1;
    }
    row->field = csv->field;
    row->count = csv->count;
    row->line = csv->row_line;
    row->unended = csv->unended;
}

/* The next row, where it stands whole in the chunk behind one that does. */
static bool next_in_place(plume_csv *csv, plume_row *row)
{
    plume_csv_line line;

    if (csv->parse_all || csv->line_open || csv->after_cr || row_is_open(csv))
        return false;
    line = plume_csv_plain_take(&csv->plain, &csv->at, csv->field, csv->capacity,
                                &row->count);
    csv->line += line == PLUME_CSV_ROW || line == PLUME_CSV_EMPTY;
    row->field = csv->field;
    return line == PLUME_CSV_ROW;
}

/* Lines are taken one at a time, so that a row's line number is known when it ends. */
plume_status plume_csv_next(plume_csv *csv, plume_row *row, plume_error *error)
{
    plume_status status = PLUME_OK;

    row->line = csv->line;
    row->unended = false;
    if (next_in_place(csv, row))
        return PLUME_OK;
    row->field = NULL;
    row->count = 0;
    csv->count = 0;
    csv->bytes_length = 0;
    csv->row_ended = csv->in_place = false;
    while (!csv->row_ended && !(csv->source_ended && csv->at == csv->end)) {
        if (csv->at < csv->end)
            status = take_line(csv, error);
        else
            status = fill(csv, error);
        if (status != PLUME_OK)
            return status;
    }
    if (csv->row_ended)
        lend_row(csv, row);
    return PLUME_OK;
}
