/* Cuts rows in place where it can, else feeds lines to libcsv and collects fields until a
 * row is whole, within bounds. */
#include "core/data/csv.h"

#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "core/data/csv_fields.h"
#include "core/data/csv_header.h"
#include "core/data/csv_marks.h"
#include "core/data/csv_plain.h"
#include "core/data/csv_ring.h"
#include "core/input/source_text.h"

/* A row that has its end in a chunk is below the bounds of fields and rows. */
enum { CHUNK_BYTES = PLUME_CSV_CHUNK_BYTES, QUOTED_LINES_MAX = 100 };

/* libcsv is given one physical line at a time, so that whatever it calls back with has a
 * line. Its own state tells whether a row goes on behind that line. */
struct plume_csv {
    plume_source_stream *source;
    struct csv_parser parser;
    char *own;   /* CHUNK_BYTES, and room for marking */
    char *chunk; /* the one at hand: own, or one of the ring */
    size_t at, end;
    plume_csv_converter converter;  /* convert NULL: none */
    plume_csv_ring *ring;           /* once there is a converter */
    const plume_csv_chunk *of_ring; /* the chunk at hand, where it is of the ring */
    bool unmarked;                  /* the chunk at hand is */
    bool drained;                   /* the source has no more */
    bool source_ended, after_cr, line_open, unended;
    plume_csv_plain plain; /* the chunk, marked */
    bool parse_all;
    bool in_place; /* the row's fields stand in the chunk */

    uint64_t line;       /* the one that is being fed, from 1 */
    uint64_t row_line;   /* where the row began */
    uint64_t quote_line; /* where the open quote began, 0 without one */

    plume_csv_fields fields; /* of the row */
    bool row_ended;
    bool guess; /* the delimiter is to be told from the first line */
};

static plume_status fail(const plume_csv *csv, uint64_t line, const char *message,
                         plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_SYNTAX, plume_source_path(csv->source), line, 0,
                         "%s", message);
}

/* --- what libcsv calls back --- */

static void take_field(void *text, size_t length, void *state)
{
    plume_csv *csv = state;

    csv->quote_line = 0;
    plume_csv_fields_add(&csv->fields, text, length);
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
    csv->own = csv->chunk = calloc(CHUNK_BYTES + PLUME_CSV_MARKS_PADDING, 1);
    csv->plain.mark = malloc(CHUNK_BYTES * sizeof *csv->plain.mark);
    if (csv->own == NULL || csv->plain.mark == NULL || csv_init(&csv->parser, 0) != 0) {
        free(csv->own);
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
    plume_csv_ring_free(csv->ring);
    csv_free(&csv->parser);
    free(csv->own);
    free(csv->plain.mark);
    plume_csv_fields_dispose(&csv->fields);
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

/* Where a row may be taken as it is. */
static bool is_between_rows(const plume_csv *csv)
{
    return !csv->parse_all && !csv->line_open && !csv->after_cr && !row_is_open(csv);
}

/* libcsv says only that it stopped: the reason is found again from what was counted
 * when it did. The limits bound what one row of a hostile file can take. */
static plume_status limit_failure(plume_csv *csv, plume_error *error)
{
    const char *path = plume_source_path(csv->source);

    if (csv->fields.status == PLUME_ERR_MEMORY || csv_error(&csv->parser) != 0)
        return plume_fail_memory(error);
    if (csv->fields.count >= PLUME_CSV_ROW_FIELDS_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, path, csv->row_line, 0,
                             "a row has more than %zu fields", PLUME_CSV_ROW_FIELDS_MAX);
    if (csv->fields.bytes_length > PLUME_CSV_ROW_BYTES_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, path, csv->row_line, 0,
                             "a row is longer than 64 MiB");
    return plume_fail_at(error, PLUME_ERR_VALUE, path, csv->row_line,
                         csv->fields.count + 1, "a field is longer than 1 MiB");
}

/* A quote that is never closed would swallow the rest of a file as one field. It is
 * told by the line on which it was opened, for that is the line to mend. */
static plume_status check_limits(plume_csv *csv, size_t asked, size_t done,
                                 plume_error *error)
{
    if (csv->fields.status != PLUME_OK || done != asked ||
        csv->parser.entry_pos > PLUME_CSV_FIELD_BYTES_MAX)
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
    csv->unmarked = false;
    csv->plain.bytes = csv->chunk;
    csv->plain.length = csv->end;
    csv->plain.delimiter = (char)csv_get_delim(&csv->parser);
    csv->plain.at = 0;
    csv->plain.count =
        plume_csv_marks(csv->plain.mark, csv->chunk, csv->end, csv->plain.delimiter);
}

/* --- chunks of the ring --- */

static plume_status start_ring(plume_csv *csv, plume_error *error)
{
    plume_status status =
        plume_csv_ring_new(&csv->ring, csv->source, (char)csv_get_delim(&csv->parser),
                           &csv->converter, error);

    if (status == PLUME_OK)
        plume_csv_ring_keep(csv->ring, csv->chunk + csv->at, csv->end - csv->at);
    return status;
}

static plume_status take_chunk(plume_csv *csv, plume_error *error)
{
    plume_csv_chunk *next = plume_csv_ring_next(csv->ring, error);

    csv->of_ring = next;
    csv->chunk = next->bytes;
    csv->at = 0;
    csv->end = next->length;
    csv->drained = csv->unmarked = true; /* no line goes on in the next one */
    if (next->status != PLUME_OK)
        return next->status;
    return csv->end == 0 ? feed_end(csv, error) : PLUME_OK;
}

/* --- chunks of one's own --- */

/* Behind a line that began and did not end, which moves to the front. */
static plume_status fill(plume_csv *csv, plume_error *error)
{
    size_t kept = csv->end - csv->at, got = 0;
    plume_status status = PLUME_OK;

    if (csv->converter.convert != NULL && csv->ring == NULL && csv->end == CHUNK_BYTES)
        status = start_ring(csv, error);
    if (status != PLUME_OK)
        return status;
    if (csv->ring != NULL)
        return take_chunk(csv, error);
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
    plume_csv_line line;

    if (csv->unmarked)
        mark(csv);
    line = plume_csv_plain_take(&csv->plain, &csv->at, csv->fields.field,
                                csv->fields.capacity, &csv->fields.count);
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
        return plume_csv_fields_reserve(&csv->fields, csv->fields.capacity + 1)
                   ? PLUME_OK
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

static void lend_row(plume_csv *csv, plume_row *row)
{
    if (!csv->in_place)
        plume_csv_fields_point(&csv->fields);
    row->field = csv->fields.field;
    row->count = csv->fields.count;
    row->line = csv->row_line;
    row->unended = csv->unended;
}

/* The next row, where it stands whole in the chunk behind one that does. */
static bool next_in_place(plume_csv *csv, plume_row *row)
{
    plume_csv_line line;

    if (csv->unmarked || !is_between_rows(csv))
        return false;
    line = plume_csv_plain_take(&csv->plain, &csv->at, csv->fields.field,
                                csv->fields.capacity, &row->count);
    csv->line += line == PLUME_CSV_ROW || line == PLUME_CSV_EMPTY;
    row->field = csv->fields.field;
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
    plume_csv_fields_clear(&csv->fields);
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

/* --- rows that are converted --- */

void plume_csv_convert(plume_csv *csv, const plume_csv_converter *converter)
{
    csv->converter = *converter;
    if (csv->ring != NULL)
        plume_csv_ring_convert(csv->ring, converter);
}

plume_status plume_csv_converted(plume_csv *csv, plume_csv_place *place,
                                 plume_error *error)
{
    plume_status status = PLUME_OK;

    *place = (plume_csv_place){ NULL, NULL, 0, 0 };
    if (csv->converter.convert == NULL || csv->source_ended || !is_between_rows(csv))
        return PLUME_OK;
    if (csv->at == csv->end)
        status = fill(csv, error);
    if (status == PLUME_OK && csv->of_ring != NULL && !csv->source_ended)
        *place = (plume_csv_place){ csv->of_ring->state, csv->of_ring->rows, csv->at,
                                    csv->line };
    return status;
}

void plume_csv_pass(plume_csv *csv, size_t to, uint64_t lines)
{
    csv->at = to;
    csv->line += lines;
}
