/* A series from its CSV: which columns, in which unit, and rows gathered into hours. */
#include "records/series_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/ascii.h"
#include "core/data/csv.h"
#include "core/data/csv_header.h"
#include "core/number/units.h"

enum { ROWS_MAX = 4000000, HOURS_MAX = 100 * 366 * 24, NAME_MAX_LENGTH = 128 };

/* No grid emits as much for each kilowatt-hour: the unit must be another. */
static const double intensity_most = 5.0;

typedef struct point {
    double t_s, value;
    uint64_t line;
} point;

typedef struct loading {
    const char *path;
    plume_dimension dimension;
    const plume_zone *zone;
    size_t time, figure; /* columns */
    double scale;        /* the column's unit to the library's */
    point *points;
    size_t count, capacity;
} loading;

/* --- the header --- */

/* A header without what stands between mass and energy: "gCO2eq/kWh" is "g/kwh",
 * "kg_per_kwh" is "kg/kwh". */
static void simplify(char out[NAME_MAX_LENGTH], plume_field field)
{
    static const char *const dropped[] = { "_per_", " per ", " / ",
                                           "/ ",    " /",    "co\xE2\x82\x82",
                                           "co2",   "-eq",   "eq",
                                           "e/",    " /" };
    static const char *const put[] = {
        "/", "/", "/", "/", "/", "", "", "", "", "/", "/"
    };
    char text[NAME_MAX_LENGTH];
    size_t length = 0;

    for (size_t i = 0; i < field.length && i + 1 < sizeof text; i++)
        text[length++] = plume_lower(field.text[i]);
    text[length] = '\0';
    for (size_t k = 0; k < sizeof dropped / sizeof *dropped; k++) {
        char *found;

        while ((found = strstr(text, dropped[k])) != NULL) {
            size_t after = strlen(dropped[k]), by = strlen(put[k]);

            memmove(found + by, found + after, strlen(found + after) + 1);
            memcpy(found, put[k], by);
        }
    }
    memcpy(out, text, sizeof text);
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* The unit that a header ends a word with, in the library's own; NAN when it has none. */
static double scale_of(plume_field field, plume_dimension dimension)
{
    static const struct {
        plume_dimension dimension;
        const char *name, *unit;
    } known[] = {
        { PLUME_DIMENSION_INTENSITY, "kg/kwh", "1 kg/kWh" },
        { PLUME_DIMENSION_INTENSITY, "g/kwh", "1 g/kWh" },
        { PLUME_DIMENSION_INTENSITY, "lb/mwh", "1 lb/MWh" },
        { PLUME_DIMENSION_INTENSITY, "lbs/mwh", "1 lb/MWh" },
        { PLUME_DIMENSION_INTENSITY, "lb/kwh", "1 lb/kWh" },
        { PLUME_DIMENSION_INTENSITY, "kg/mwh", "1 g/kWh" },
        { PLUME_DIMENSION_INTENSITY, "t/mwh", "1 t/MWh" },
        { PLUME_DIMENSION_ENERGY, "kwh", "1 kWh" },
        { PLUME_DIMENSION_ENERGY, "mwh", "1 MWh" },
        { PLUME_DIMENSION_ENERGY, "gwh", "1 GWh" },
        { PLUME_DIMENSION_ENERGY, "wh", "1 Wh" },
    };
    char name[NAME_MAX_LENGTH];

    simplify(name, field);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const char *found = strstr(name, known[i].name);
        double scale = NAN;

        if (known[i].dimension != dimension || found == NULL ||
            (found > name && (is_letter(found[-1]) || found[-1] == '/')) ||
            is_letter(found[strlen(known[i].name)]))
            continue;
        (void)plume_quantity_parse(&scale, dimension, known[i].unit,
                                   strlen(known[i].unit), NULL);
        return scale;
    }
    return NAN;
}

static bool names_time(plume_field field)
{
    static const char *const words[] = { "time", "date", "hour", "start", "period" };
    char name[NAME_MAX_LENGTH];

    simplify(name, field);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(name, words[i]) != NULL)
            return true;
    return false;
}

/* The first column of times and the first one with a unit. */
static plume_status choose_columns(loading *own, const plume_row *row, plume_error *error)
{
    own->time = own->figure = SIZE_MAX;
    for (size_t i = 0; i < row->count; i++) {
        double scale = scale_of(row->field[i], own->dimension);

        if (own->figure == SIZE_MAX && !isnan(scale)) {
            own->figure = i;
            own->scale = scale;
        } else if (own->time == SIZE_MAX && names_time(row->field[i])) {
            own->time = i;
        }
    }
    if (own->time != SIZE_MAX && own->figure != SIZE_MAX)
        return PLUME_OK;
    (void)plume_fail_at(error, PLUME_ERR_SYNTAX, own->path, row->line, 0,
                        own->time == SIZE_MAX ? "no column is named as a time"
                                              : "no column names its unit");
    plume_hint(error, own->dimension == PLUME_DIMENSION_INTENSITY
                          ? "expected a header such as time,kg_per_kwh or "
                            "time,g_per_kwh"
                          : "expected a header such as time,supply_kwh");
    return PLUME_ERR_SYNTAX;
}

/* --- rows --- */

static plume_status refuse(const loading *own, const plume_row *row, const char *text,
                           const char *wanted, plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_VALUE, own->path, row->line, 0,
                         "found '%.60s', expected %s", text, wanted);
}

static plume_status keep(loading *own, const point *at, plume_error *error)
{
    if (own->count == own->capacity) {
        size_t capacity = own->capacity * 2 + 1024;
        point *grown = realloc(own->points, capacity * sizeof *grown);

        if (grown == NULL)
            return plume_fail_memory(error);
        own->points = grown;
        own->capacity = capacity;
    }
    own->points[own->count++] = *at;
    return PLUME_OK;
}

/* 5 kg/kWh is several times that of the worst coal: a figure above it is one in g
 * under a header in kg. */
static plume_status take_row(loading *own, const plume_row *row, plume_error *error)
{
    const plume_field none = { "", 0 };
    plume_field time = own->time < row->count ? row->field[own->time] : none;
    plume_field figure = own->figure < row->count ? row->field[own->figure] : none;
    bool intensity = own->dimension == PLUME_DIMENSION_INTENSITY;
    point at = { .line = row->line };
    plume_stamp stamp;

    if (!plume_time_parse(&stamp, time.text, time.length, own->zone))
        return refuse(own, row, time.text, "a time such as 2024-03-01T13:00Z", error);
    at.t_s = stamp.unix_s;
    if (!plume_field_number(&at.value, figure) || at.value < 0.0)
        return refuse(own, row, figure.text, "a number of at least 0, or nothing", error);
    at.value *= own->scale;
    if (intensity && at.value > intensity_most)
        return refuse(own, row, figure.text,
                      "an intensity of at most 5 kg/kWh in the unit of the header",
                      error);
    if (own->count == ROWS_MAX)
        return refuse(own, row, time.text, "at most 4,000,000 rows", error);
    return keep(own, &at, error);
}

static plume_status read_rows(loading *own, plume_csv *csv, plume_error *error)
{
    plume_row row;
    plume_status status = plume_csv_next(csv, &row, error);

    if (status == PLUME_OK && row.count == 0)
        return plume_fail_at(error, PLUME_ERR_SYNTAX, own->path, 1, 0,
                             "the series is empty");
    if (status == PLUME_OK)
        status = choose_columns(own, &row, error);
    while (status == PLUME_OK) {
        status = plume_csv_next(csv, &row, error);
        if (status == PLUME_OK && row.count == 0)
            break;
        if (status == PLUME_OK)
            status = take_row(own, &row, error);
    }
    if (status == PLUME_OK && own->count == 0)
        return plume_fail_at(error, PLUME_ERR_SYNTAX, own->path, 1, 0,
                             "the series has a header and no rows");
    return status;
}

/* --- hours --- */

static int by_time(const void *left, const void *right)
{
    const point *a = left, *b = right;

    if (a->t_s != b->t_s)
        return a->t_s < b->t_s ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

static plume_status check_once(const loading *own, plume_error *error)
{
    for (size_t i = 1; i < own->count; i++) {
        if (own->points[i].t_s != own->points[i - 1].t_s)
            continue;
        (void)plume_fail_at(error, PLUME_ERR_VALUE, own->path, own->points[i].line, 0,
                            "this time stands twice, first in line %llu",
                            (unsigned long long)own->points[i - 1].line);
        plume_hint(error, "times in UTC, or with their offset, repeat no hour when "
                          "summer time ends");
        return PLUME_ERR_VALUE;
    }
    return PLUME_OK;
}

/* Rows within an hour: the mean of intensities, the sum of energies. */
static void gather(plume_series *series, const loading *own)
{
    size_t i = 0;

    for (size_t hour = 0; hour < series->count; hour++) {
        double end_s = plume_series_start_s(series, hour + 1), sum = 0.0;
        size_t known = 0;

        for (; i < own->count && own->points[i].t_s < end_s; i++) {
            if (isnan(own->points[i].value))
                continue;
            sum += own->points[i].value;
            known++;
        }
        series->value[hour] = known == 0 ? NAN
                              : own->dimension == PLUME_DIMENSION_INTENSITY
                                  ? sum / (double)known
                                  : sum;
    }
}

/* Whether each row begins an hour of its own, at the same minute as the first. */
static bool is_hourly(const loading *own)
{
    for (size_t i = 1; i < own->count; i++)
        if (fmod(own->points[i].t_s - own->points[0].t_s, SECONDS_PER_HOUR) != 0.0)
            return false;
    return true;
}

static plume_status make_hours(plume_series *series, loading *own, plume_error *error)
{
    double hours;
    plume_status status;

    qsort(own->points, own->count, sizeof *own->points, by_time);
    status = check_once(own, error);
    if (status != PLUME_OK)
        return status;
    /* At half past, where the offset of a zone has half an hour. */
    series->first_s = own->points[0].t_s;
    if (!is_hourly(own))
        series->first_s = floor(series->first_s / SECONDS_PER_HOUR) * SECONDS_PER_HOUR;
    hours =
        floor((own->points[own->count - 1].t_s - series->first_s) / SECONDS_PER_HOUR) +
        1.0;
    if (!(hours <= HOURS_MAX))
        return plume_fail_at(error, PLUME_ERR_VALUE, own->path, 0, 0,
                             "the series spans more than 100 years");
    series->count = (size_t)hours;
    series->value = calloc(series->count, sizeof *series->value);
    if (series->value == NULL)
        return plume_fail_memory(error);
    gather(series, own);
    return PLUME_OK;
}

/* The rest of the file is read too, so that the digest is of all of it, as sha256sum
 * would print. */
static plume_status load(plume_series *series, loading *own, plume_error *error)
{
    plume_source_stream *source = NULL;
    plume_csv *csv = NULL;
    uint64_t bytes;
    plume_status status = plume_source_open(&source, own->path, error);

    if (status == PLUME_OK)
        status = plume_source_keep_digest(source, error);
    if (status == PLUME_OK)
        status = plume_csv_open(&csv, source, '\0', error);
    if (status == PLUME_OK)
        status = read_rows(own, csv, error);
    if (status == PLUME_OK)
        status = plume_source_drain(source, error);
    if (status == PLUME_OK) {
        plume_source_digest(source, series->sha256, &bytes);
        status = make_hours(series, own, error);
    }
    plume_csv_close(csv);
    plume_source_close(source);
    return status;
}

plume_status plume_series_load(plume_series **out, const char *path,
                               plume_dimension dimension, const plume_zone *zone,
                               plume_error *error)
{
    plume_series *series = calloc(1, sizeof *series);
    loading own = { .path = path, .dimension = dimension, .zone = zone };
    plume_status status;

    *out = NULL;
    if (series == NULL)
        return plume_fail_memory(error);
    series->path = strdup(path);
    status = series->path != NULL ? load(series, &own, error) : plume_fail_memory(error);
    free(own.points);
    if (status == PLUME_OK)
        *out = series;
    else
        plume_series_free(series);
    return status;
}
