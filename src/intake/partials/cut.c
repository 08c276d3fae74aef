/* Cuts a table behind a row, whatever stands in its cells. */
#include "intake/partials/cut.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER_MOST  ((size_t)16 << 10)
#define WINDOW_BYTES ((size_t)64 << 10)

/* Readers to which each row of a table is a record of its own. */
typedef struct cut_reader {
    const char *name;
    bool headers; /* another one may come, and name other columns */
} cut_reader;
static const cut_reader cut_readers[] = { { "nvidia_smi", true }, { "tidy", false } };

typedef struct cutting {
    const char *path;
    bool headers; /* others may come */
    int descriptor;
    char header[HEADER_MOST + 1]; /* and its end of line */
    size_t header_length;
    char separator;
    size_t width; /* separators of the header */
    uint64_t bytes;
    char *window; /* 2 * WINDOW_BYTES */
} cutting;

static plume_status read_at(const cutting *c, char *into, size_t length, uint64_t at,
                            plume_error *error)
{
    while (length > 0) {
        ssize_t got = pread(c->descriptor, into, length, (off_t)at);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return plume_fail_at(error, PLUME_ERR_IO, c->path, 0, 0,
                                 got == 0 ? "changed while it was read"
                                          : "cannot be read: %s",
                                 strerror(errno));
        into += got;
        at += (uint64_t)got;
        length -= (size_t)got;
    }
    return PLUME_OK;
}

/* --- the header --- */

static size_t count_of(const char *text, size_t length, char wanted)
{
    size_t count = 0;

    for (size_t i = 0; i < length; i++)
        count += text[i] == wanted;
    return count;
}

static void find_separator(cutting *c)
{
    static const char separators[] = { ',', ';', '\t', '|' };

    for (size_t i = 0; i < sizeof separators; i++) {
        size_t count = count_of(c->header, c->header_length, separators[i]);

        if (count <= c->width)
            continue;
        c->separator = separators[i];
        c->width = count;
    }
}

/* The first line, when its reader knows it for a header without any row. */
static bool has_header(cutting *c, const plume_reader *reader)
{
    const char *stop = memchr(c->header, '\n', c->header_length);
    char *name = plume_head_name(c->path);
    plume_head head = { c->header, 0, name, c->path, NULL };
    bool known;

    if (stop == NULL || name == NULL) {
        free(name);
        return false;
    }
    head.length = c->header_length = (size_t)(stop - c->header) + 1;
    c->header[c->header_length] = '\0';
    known = reader->confidence(&head) >= PLUME_LIKELY / 2 &&
            memchr(c->header, '"', c->header_length) == NULL &&
            !isdigit((unsigned char)c->header[0]) &&
            count_of(c->header, c->header_length, '\r') <=
                (size_t)(c->header_length > 1 && c->header[c->header_length - 2] == '\r');
    free(name);
    find_separator(c);
    return known && c->width > 0;
}

/* Without a header, or without times, a row is what the rows before make it. */
static const cut_reader *find_reader(const plume_reader *reader,
                                     const plume_input_options *options)
{
    for (size_t i = 0; i < sizeof cut_readers / sizeof *cut_readers; i++)
        if (strcmp(reader->name, cut_readers[i].name) == 0)
            return options->columns[0] == '\0' && isnan(options->interval_s)
                       ? &cut_readers[i]
                       : NULL;
    return NULL;
}

/* --- rows --- */

/* Where a text stands between its cells. */
typedef struct row_state {
    bool quoted, begins; /* a cell does */
    size_t separators;   /* of the row at hand */
} row_state;

/* Takes a character; true: a row ended with it. A quote opens where a cell begins, and
 * two of them are one. */
static inline bool take(row_state *state, const cutting *c, char mark)
{
    bool ended = false;

    if (state->quoted) {
        state->quoted = mark != '"';
        state->begins = !state->quoted; /* a second quote opens it again */
        return false;
    }
    if (mark == '"' && state->begins) {
        state->quoted = true;
    } else if (mark == c->separator) {
        state->separators++;
    } else if (mark == '\n') {
        ended = true;
    }
    state->begins = mark == c->separator || mark == '\n' ||
                    (state->begins && (mark == ' ' || mark == '\t'));
    return ended;
}

/* How many rows of the header's width stand in a text, and the end of the first that ends
 * behind a place in it. */
static size_t fitting_rows(const cutting *c, row_state state, size_t length, size_t least,
                           size_t *end)
{
    size_t rows = 0;

    *end = SIZE_MAX;
    for (size_t i = 0; i < length; i++) {
        if (!take(&state, c, c->window[i]))
            continue;
        if (*end == SIZE_MAX && i >= least)
            *end = i + 1;
        rows += state.separators == c->width;
        state.separators = 0;
    }
    return rows;
}

/* Behind the first row that ends at a place or behind it. Whether a quoted cell is open
 * where one begins to look, a good deal before, is told by which of both makes more rows
 * as wide as the header; whoever reads the part before finds out if that was wrong. */
static plume_status find_end(const cutting *c, uint64_t *at, plume_error *error)
{
    uint64_t begin = c->header_length;
    size_t length, least, plain, quoted, most = 2 * WINDOW_BYTES;
    plume_status status;

    if (*at <= c->header_length) {
        *at = c->header_length;
        return PLUME_OK;
    }
    if (*at - begin > WINDOW_BYTES)
        begin = *at - WINDOW_BYTES;
    length = c->bytes - begin < most ? (size_t)(c->bytes - begin) : most;
    least = (size_t)(*at - 1 - begin);
    status = read_at(c, c->window, length, begin, error);
    if (status != PLUME_OK)
        return status;
    if (fitting_rows(c, (row_state){ .begins = begin == c->header_length }, length, least,
                     &plain) <
            fitting_rows(c, (row_state){ .quoted = true }, length, least, &quoted) &&
        begin > c->header_length)
        plain = quoted;
    if (plain != SIZE_MAX)
        *at = begin + plain;
    else if (begin + length == c->bytes)
        *at = c->bytes;
    else
        return plume_fail_at(error, PLUME_ERR_VALUE, c->path, 0, 0,
                             "no row ends within %zu bytes of byte %llu", WINDOW_BYTES,
                             (unsigned long long)*at);
    return PLUME_OK;
}

/* --- what stands in a part --- */

/* Another header holds for rows of later parts, which know nothing of it. */
static bool is_other_header(const cutting *c, const char *line, size_t length)
{
    if (length == c->header_length && memcmp(line, c->header, length) == 0)
        return false;
    if (length >= 9 && strncasecmp(line, "timestamp", 9) == 0)
        return true;
    for (size_t i = 0; i + 5 <= length; i++)
        if (strncasecmp(line + i, "power", 5) == 0)
            return true;
    return false;
}

static plume_status cannot(const cutting *c, const char *why, uint64_t at,
                           plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_VALUE, c->path, 0, 0,
                  "cannot be cut into parts: %s near byte %llu", why,
                  (unsigned long long)at);
    plume_hint(error, "leave --part away, or name it among other files: one share then "
                      "has the whole of it");
    return PLUME_ERR_VALUE;
}

typedef struct scanning {
    row_state state;
    bool quotes; /* there are some in the part */
} scanning;

/* A chunk without quotes is looked at line by line, one with quotes mark by mark. */
static const char *scan(const cutting *c, scanning *s, const char *text, size_t length,
                        uint64_t *lines)
{
    size_t begin = 0;

    s->quotes = s->quotes || memchr(text, '"', length) != NULL;
    for (size_t i = 0; s->quotes && i < length; i++)
        (void)take(&s->state, c, text[i]);
    while (begin < length) {
        const char *stop = memchr(text + begin, '\n', length - begin);
        size_t end = stop != NULL ? (size_t)(stop - text) + 1 : length;

        if (c->headers && stop != NULL && !isdigit((unsigned char)text[begin]) &&
            is_other_header(c, text + begin, end - begin))
            return "another header";
        *lines += stop != NULL;
        begin = end;
    }
    return NULL;
}

/* Chunks end with a line, so that each is looked at as a whole. */
static plume_status scan_part(const cutting *c, plume_cut *cut, plume_error *error)
{
    scanning s = { .state = { .begins = true } };
    uint64_t at = cut->from;
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && at < cut->to) {
        size_t most = 2 * WINDOW_BYTES;
        size_t length = cut->to - at < most ? (size_t)(cut->to - at) : most;
        const char *why = NULL;

        status = read_at(c, c->window, length, at, error);
        if (status != PLUME_OK)
            return status;
        if (at + length < cut->to)
            while (length > 1 && c->window[length - 1] != '\n')
                length--;
        for (const char *cr = c->window;
             why == NULL &&
             (cr = memchr(cr, '\r', (size_t)(c->window + length - cr))) != NULL;
             cr++)
            if (cr + 1 < c->window + length && cr[1] != '\n')
                why = "a line that ends otherwise";
        if (why == NULL)
            why = scan(c, &s, c->window, length, &cut->lines);
        if (why != NULL)
            return cannot(c, why, at, error);
        at += length;
    }
    if (s.quotes && s.state.quoted && cut->to < cut->of)
        return cannot(c, "a quoted cell that goes on", cut->to, error);
    return PLUME_OK;
}

/* --- all of it --- */

static plume_status find(cutting *c, plume_cut *out, const plume_reader *reader,
                         size_t share, size_t shares, plume_error *error)
{
    uint64_t rows;
    plume_status status;

    c->header_length = c->bytes < HEADER_MOST ? (size_t)c->bytes : HEADER_MOST;
    status = read_at(c, c->header, c->header_length, 0, error);
    if (status != PLUME_OK || !has_header(c, reader))
        return status;
    rows = c->bytes - c->header_length;
    *out = (plume_cut){ .header = c->header_length, .of = c->bytes };
    out->from = c->header_length + rows / shares * (share - 1);
    out->to = share == shares ? c->bytes : c->header_length + rows / shares * share;
    status = find_end(c, &out->from, error);
    if (status == PLUME_OK && share < shares)
        status = find_end(c, &out->to, error);
    if (status == PLUME_OK && share == 1)
        out->from = 0;
    return status == PLUME_OK ? scan_part(c, out, error) : status;
}

plume_status plume_cut_find(plume_cut *out, const plume_reader *reader, const char *path,
                            const plume_input_options *options, size_t share,
                            size_t shares, plume_error *error)
{
    const cut_reader *known = find_reader(reader, options);
    cutting *c = NULL;
    struct stat there;
    plume_status status = PLUME_OK;

    *out = (plume_cut){ .of = 0 };
    if (known == NULL)
        return PLUME_OK;
    c = calloc(1, sizeof *c);
    if (c != NULL)
        c->window = malloc(2 * WINDOW_BYTES);
    if (c == NULL || c->window == NULL) {
        free(c);
        return plume_fail_memory(error);
    }
    c->path = path;
    c->headers = known->headers;
    c->descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (c->descriptor < 0 || fstat(c->descriptor, &there) != 0)
        status = plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "cannot be opened: %s",
                               strerror(errno));
    if (status == PLUME_OK) {
        c->bytes = (uint64_t)there.st_size;
        status = find(c, out, reader, share, shares, error);
    }
    if (c->descriptor >= 0)
        close(c->descriptor);
    free(c->window);
    free(c);
    return status;
}
