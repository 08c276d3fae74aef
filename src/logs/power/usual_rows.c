/* Cuts of a row the cells that are needed, and converts each once: by the time and the
 * device of the row before, which are guesses that are verified. */
#include "logs/power/usual_rows.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "core/ascii.h"
#include "core/hash.h"
#include "core/number/short.h"
#include "core/pool.h"
#include "core/time/last_time.h"
#include "logs/internal.h"
#include "logs/power/timestamp.h"

enum { BUCKETS = 2 * PLUME_USUAL_DEVICES };

/* The first eight bytes of a cell tell most of them. */
typedef struct telling_cell {
    uint64_t begin, mask; /* the bytes of begin that the text fills */
    size_t length;
    const char *text;
} telling_cell;

typedef struct usual_device {
    telling_cell cell[PLUME_USUAL_TELLING];
    const char *name, *key, *host;
} usual_device;

/* A device never changes once it is counted; count and bucket are how other threads learn
 * of it. */
struct plume_usual {
    plume_usual_columns columns;
    const plume_zone *zone;
    bool zoneless; /* that a time has no zone is told already */
    plume_pool *pool;
    usual_device *device[PLUME_USUAL_DEVICES];
    atomic_size_t count;
    _Atomic uint16_t bucket[BUCKETS]; /* a device's number, from 1 */
    size_t slot[PLUME_USUAL_DEVICES]; /* of who takes the rows */
};

/* --- devices --- */

/* Of a text behind whose begin eight bytes may be read. */
static inline bool is_cell(const telling_cell *cell, plume_field text)
{
    return text.length == cell->length &&
           ((plume_eight_bytes(text.text) ^ cell->begin) & cell->mask) == 0 &&
           (text.length <= 8 ||
            memcmp(text.text + 8, cell->text + 8, text.length - 8) == 0);
}

/* SIZE_MAX: it is not known. *bucket is where it is, or would be. */
static size_t search(const plume_usual *usual, const plume_field *cell, size_t *bucket)
{
    size_t count = usual->columns.tellings, at;
    uint64_t hash = count;

    for (size_t i = 0; i < count; i++)
        hash = plume_hash_text(hash, cell[i].text, cell[i].length);
    for (*bucket = (size_t)(hash % BUCKETS);; *bucket = (*bucket + 1) % BUCKETS) {
        size_t i = 0;

        at = atomic_load_explicit(&usual->bucket[*bucket], memory_order_acquire);
        if (at == 0)
            return SIZE_MAX;
        while (i < count && is_cell(&usual->device[at - 1]->cell[i], cell[i]))
            i++;
        if (i == count)
            return at - 1;
    }
}

static bool keep_cells(plume_usual *usual, usual_device *device)
{
    for (size_t i = 0; i < usual->columns.tellings; i++) {
        telling_cell *cell = &device->cell[i];

        cell->text = plume_pool_copy_n(usual->pool, cell->text, cell->length);
        if (cell->text == NULL)
            return false;
    }
    return true;
}

static bool add(plume_usual *usual, const usual_device *given, size_t bucket)
{
    size_t number = atomic_load_explicit(&usual->count, memory_order_relaxed);
    usual_device *device = malloc(sizeof *device);

    if (device == NULL)
        return false;
    *device = *given;
    device->name = plume_pool_copy(usual->pool, given->name);
    device->key = plume_pool_copy(usual->pool, given->key);
    device->host = plume_pool_copy(usual->pool, given->host);
    if (device->name == NULL || device->key == NULL || device->host == NULL ||
        !keep_cells(usual, device)) {
        free(device);
        return false;
    }
    usual->device[number] = device;
    atomic_store_explicit(&usual->count, number + 1, memory_order_release);
    atomic_store_explicit(&usual->bucket[bucket], (uint16_t)(number + 1),
                          memory_order_release);
    return true;
}

/* Behind the row's own cells nothing may be read. */
bool plume_usual_learn(plume_usual *usual, const plume_row *row,
                       const plume_power_sample *sample)
{
    size_t count = atomic_load_explicit(&usual->count, memory_order_relaxed), bucket;
    char begin[PLUME_USUAL_TELLING][8] = { "" };
    plume_field cell[PLUME_USUAL_TELLING];
    usual_device learnt = { .name = sample->device,
                            .key = sample->key,
                            .host = sample->host };

    if (count == PLUME_USUAL_DEVICES)
        return true;
    for (size_t i = 0; i < usual->columns.tellings; i++) {
        telling_cell *own = &learnt.cell[i];

        cell[i] = row->field[usual->columns.telling[i]];
        own->length = cell[i].length;
        memcpy(begin[i], cell[i].text, own->length < 8 ? own->length : 8);
        if (own->length < 8)
            cell[i].text = begin[i];
        own->text = cell[i].text;
        own->begin = plume_eight_bytes(begin[i]);
        own->mask = own->length < 8 ? ((uint64_t)1 << 8 * own->length) - 1 : UINT64_MAX;
    }
    return search(usual, cell, &bucket) != SIZE_MAX || add(usual, &learnt, bucket);
}

/* --- making and freeing --- */

plume_usual *plume_usual_new(const plume_log *log, const plume_usual_columns *columns)
{
    plume_usual *usual = calloc(1, sizeof *usual);

    if (usual == NULL)
        return NULL;
    usual->columns = *columns;
    usual->zone = plume_log_options(log)->zone;
    usual->zoneless = log->naive || log->local;
    usual->pool = plume_pool_new();
    if (usual->pool != NULL)
        return usual;
    free(usual);
    return NULL;
}

void plume_usual_free(plume_usual *usual)
{
    if (usual == NULL)
        return;
    for (size_t i = 0; i < atomic_load(&usual->count); i++)
        free(usual->device[i]);
    plume_pool_free(usual->pool);
    free(usual);
}

const plume_usual_columns *plume_usual_columns_of(const plume_usual *usual)
{
    return &usual->columns;
}

/* --- one row --- */

/* What is known of the row before, and where the row at hand stands. */
typedef struct cutting {
    const plume_usual *usual;
    const plume_csv_view *view;
    const char *bytes;    /* of the view */
    const uint16_t *mark; /* behind each cell of the row */
    size_t begin;
    plume_field time; /* of the row before, and what it is */
    double t_s;
    plume_last_time last_time;
    size_t next_device, devices;
} cutting;

static inline bool is_blank(char c)
{
    return (unsigned char)c <= ' ' && (c == ' ' || c == '\t');
}

/* More blanks than one before a cell, or blanks behind it, are rare. */
static plume_field trimmed(const char *from, const char *to)
{
    while (from < to && is_blank(*from))
        from++;
    while (from < to && is_blank(to[-1]))
        to--;
    return (plume_field){ from, (size_t)(to - from) };
}

/* Without the blanks around it, as libcsv trims it. */
static inline plume_field cell_at(const cutting *row, size_t column)
{
    const char *from =
        row->view->bytes + (column > 0 ? row->mark[column - 1] + (size_t)1 : row->begin);
    const char *to = row->view->bytes + row->mark[column];

    from += from < to && *from == ' ';
    if (from < to && (is_blank(*from) || is_blank(to[-1])))
        return trimmed(from, to);
    return (plume_field){ from, (size_t)(to - from) };
}

/* Delimiters behind all cells but the last, and the end of a line behind that: then
 * libcsv would cut the same. *marks: how many there are. */
static inline bool is_whole(const cutting *row, size_t *marks)
{
    const char *bytes = row->bytes, *end;
    size_t last = row->usual->columns.count - 1;

    for (size_t i = 0; i < last; i++)
        if (bytes[row->mark[i]] != row->view->delimiter)
            return false;
    end = bytes + row->mark[last];
    *marks = last + 1 + (*end == '\r');
    return *end == '\n' ||
           (*end == '\r' && end + 1 < bytes + row->view->length && end[1] == '\n');
}

/* A time that tells nothing of its log that was not told, and is of one moment. */
static bool read_new_time(cutting *row, plume_field text, double *t_s)
{
    plume_stamp stamp;

    if (text.length > 60 || text.length == sizeof "2024-05-13 11:00" - 1 ||
        !plume_timestamp_begins_with_year(text.text, text.length) ||
        !plume_time_parse(&stamp, text.text, text.length, row->usual->zone) ||
        stamp.ambiguous || stamp.skipped || !(stamp.has_zone || row->usual->zoneless))
        return false;
    plume_last_time_keep(&row->last_time, text.text, text.length, stamp.unix_s,
                         !stamp.has_zone && row->usual->zone != NULL);
    *t_s = stamp.unix_s;
    return true;
}

/* Three words reach over a time of 16 to 24 bytes; the last one differs first. */
static inline bool is_same_time(plume_field is, plume_field has)
{
    if (is.length != has.length || is.length < 16 || is.length > 24)
        return false;
    return plume_eight_bytes(is.text + is.length - 8) ==
               plume_eight_bytes(has.text + is.length - 8) &&
           plume_eight_bytes(is.text) == plume_eight_bytes(has.text) &&
           plume_eight_bytes(is.text + 8) == plume_eight_bytes(has.text + 8);
}

/* Rows of several devices are often of one moment. */
static inline bool read_time(cutting *row, double *t_s)
{
    plume_field text = cell_at(row, row->usual->columns.time);

    if (is_same_time(row->time, text)) {
        *t_s = row->t_s;
        return true;
    }
    if (!plume_last_time_find(&row->last_time, text.text, text.length, t_s) &&
        !read_new_time(row, text, t_s))
        return false;
    row->time = text;
    row->t_s = *t_s;
    return true;
}

static inline bool is_of(const cutting *row, const usual_device *device)
{
    const plume_usual_columns *columns = &row->usual->columns;

    for (size_t i = 0; i < columns->tellings; i++)
        if (!is_cell(&device->cell[i], cell_at(row, columns->telling[i])))
            return false;
    return true;
}

static size_t find_device(const cutting *row)
{
    const plume_usual_columns *columns = &row->usual->columns;
    plume_field cell[PLUME_USUAL_TELLING];
    size_t bucket;

    for (size_t i = 0; i < columns->tellings; i++)
        cell[i] = cell_at(row, columns->telling[i]);
    return search(row->usual, cell, &bucket);
}

static inline bool read_device(cutting *row, uint16_t *device)
{
    size_t at = row->next_device < row->devices ? row->next_device : 0;

    if (!is_of(row, row->usual->device[at]))
        at = find_device(row);
    if (at == SIZE_MAX)
        return false;
    row->next_device = at + 1;
    *device = (uint16_t)at;
    return true;
}

/* nvidia-smi writes "208.59 W". */
static inline bool read_power(plume_field text, double *watts)
{
    bool unit = text.length > 2 && text.text[text.length - 1] == 'W' &&
                text.text[text.length - 2] == ' ';

    return plume_number_is_short_of_eight(watts, text.text,
                                          text.length - (unit ? 2 : 0)) ||
           plume_power_cell_watts(watts, text.text, text.length);
}

static inline bool read_watts(const cutting *row, double *watts)
{
    const plume_usual_columns *columns = &row->usual->columns;

    *watts = NAN;
    for (size_t i = 0; i < columns->powers && isnan(*watts); i++)
        if (!read_power(cell_at(row, columns->power[i]), watts))
            return false;
    return true;
}

static double read_share(const cutting *row)
{
    plume_field text = cell_at(row, row->usual->columns.share);

    return plume_power_cell_share(text.text, text.length);
}

/* As a time does. */
static inline bool begins_with_digit(const cutting *row)
{
    return row->usual->columns.time == 0 || plume_is_digit(*cell_at(row, 0).text);
}

static inline bool take_row(cutting *row, plume_usual_rows *rows)
{
    size_t at = rows->count;

    if (!read_time(row, &rows->t_s[at]) || !begins_with_digit(row) ||
        !read_device(row, &rows->device[at]) || !read_watts(row, &rows->watts[at]))
        return false;
    rows->share[at] = row->usual->columns.share != SIZE_MAX ? read_share(row) : NAN;
    rows->begin[at] = (uint16_t)row->begin;
    rows->count++;
    return true;
}

/* --- all rows --- */

static void learn_form(const cutting *row, plume_usual_stretch *stretch)
{
    plume_field last = cell_at(row, row->usual->columns.count - 1);
    bool first = !stretch->form.seen;

    plume_power_form_is_cut(&stretch->form, last.text, last.length, true);
    if (first)
        stretch->first_decimals = stretch->form.decimals;
}

/* False: there is room for no more. */
static bool open_stretch(plume_usual_rows *rows)
{
    if (rows->stretches == PLUME_USUAL_STRETCHES || rows->count == PLUME_USUAL_ROWS)
        return false;
    rows->stretch[rows->stretches++] = (plume_usual_stretch){ .first = rows->count };
    return true;
}

/* Rows up to one that is not usual; row->mark and row->begin are its own then. */
static void take_stretch(cutting *row, const uint16_t *last, plume_usual_rows *rows)
{
    plume_usual_stretch *stretch = &rows->stretch[rows->stretches - 1];
    size_t columns = row->usual->columns.count, marks;

    while (row->mark + columns <= last && rows->count < PLUME_USUAL_ROWS &&
           is_whole(row, &marks) && take_row(row, rows)) {
        if (row->usual->columns.unended)
            learn_form(row, stretch);
        row->begin = row->mark[marks - 1] + (size_t)1;
        row->mark += marks;
    }
    stretch->count = rows->count - stretch->first;
    stretch->end = row->begin;
    rows->stretches -= stretch->count == 0;
}

static void pass_line(cutting *row, const uint16_t *last)
{
    while (row->mark < last && row->bytes[*row->mark] != '\n')
        row->mark++;
    if (row->mark < last)
        row->begin = *row->mark++ + (size_t)1;
}

static void convert(const void *state, const plume_csv_view *view, void *out)
{
    plume_usual_rows *rows = out;
    const uint16_t *last = view->mark + view->marks;
    cutting row = {
        .usual = state, .view = view, .bytes = view->bytes, .mark = view->mark
    };

    row.devices = atomic_load_explicit(&row.usual->count, memory_order_acquire);
    rows->count = rows->stretches = 0;
    while (row.mark < last && open_stretch(rows)) {
        take_stretch(&row, last, rows);
        pass_line(&row, last);
    }
}

plume_csv_converter plume_usual_converter(const plume_usual *usual)
{
    return (plume_csv_converter){ convert, sizeof(plume_usual_rows), usual };
}

/* --- taking them --- */

/* The first row that begins there or behind. */
static size_t row_at(const plume_usual_rows *rows, size_t at)
{
    size_t low = 0, high = rows->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (rows->begin[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const plume_usual_stretch *plume_usual_at(const plume_usual_rows *rows, size_t at,
                                          size_t *row)
{
    *row = row_at(rows, at);
    if (*row == rows->count || rows->begin[*row] != at)
        return NULL;
    for (size_t i = 0; i < rows->stretches; i++)
        if (*row - rows->stretch[i].first < rows->stretch[i].count)
            return &rows->stretch[i];
    return NULL;
}

void plume_usual_sample(plume_usual *usual, const plume_usual_rows *rows, size_t row,
                        plume_power_sample *sample)
{
    const usual_device *device = usual->device[rows->device[row]];

    sample->device = device->name;
    sample->key = device->key;
    sample->host = device->host;
    sample->slot = &usual->slot[rows->device[row]];
    sample->t_s = rows->t_s[row];
    sample->watts = rows->watts[row];
    sample->utilization = rows->share[row];
}

void plume_usual_form(plume_power_form *form, const plume_usual_stretch *stretch)
{
    const plume_power_form *more = &stretch->form;

    if (!more->seen)
        return;
    form->varied = form->varied || more->varied ||
                   (form->seen && form->decimals != stretch->first_decimals);
    form->unit = more->unit && (form->unit || !form->seen);
    form->digits = more->digits;
    form->decimals = more->decimals;
    form->seen = true;
}

plume_power_batch plume_usual_batch(const plume_usual *usual,
                                    const plume_usual_rows *rows)
{
    return (plume_power_batch){ rows->t_s, rows->watts, rows->share, rows->device,
                                usual->slot };
}
