/* Ray Tune's progress.csv, row by row: each is one result, nested keys joined with '/'.
 */
#include "readers/hpo/ray/progress_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/data/csv_header.h"
#include "readers/hpo/ray/config.h"
#include "readers/hpo/ray/place.h"
#include "readers/hpo/ray/trial.h"
#include "core/data/csv.h"

/* A row under its header. */
typedef struct cells {
    const plume_row *row;
    const plume_header *header;
    const char *fault; /* the column whose cell is no number; NULL: none */
} cells;

static double number(cells *from, const char *column)
{
    plume_field field = plume_row_get(from->row, from->header, column);
    double value = NAN;

    if (!plume_field_number(&value, field) && strcmp(field.text, "nan") != 0)
        from->fault = column;
    return isfinite(value) ? value : NAN;
}

static const char *text_of(const cells *from, const char *column)
{
    plume_field field = plume_row_get(from->row, from->header, column);

    return field.length > 0 ? field.text : "";
}

/* The columns are written as Ray prints a configuration, to go through the one
 * reading of it; workers have GPUs of their own there. */
static double gpus_of(cells *from)
{
    static const char *const columns[] = { "config/num_gpus", "config/gpu" };

    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        const char *text = text_of(from, columns[i]);
        plume_text printed;
        double gpus;

        if (text[0] == '\0')
            continue;
        plume_text_init(&printed);
        plume_text_printf(&printed,
                          "{'num_gpus': %s, 'num_workers': %s, "
                          "'num_gpus_per_worker': %s}",
                          text, text_of(from, "config/num_workers"),
                          text_of(from, "config/num_gpus_per_worker"));
        gpus = plume_ray_printed_gpus(printed.data);
        plume_text_dispose(&printed);
        return gpus;
    }
    return plume_ray_printed_gpus(text_of(from, "config"));
}

static void take_row(plume_ray_trial *trial, cells *from, const plume_ray_place *place)
{
    plume_ray_result result;
    char why[64];

    plume_ray_result_init(&result);
    result.timestamp_s = number(from, "timestamp");
    result.iteration = number(from, "training_iteration");
    result.this_iter_s = number(from, "time_this_iter_s");
    result.total_s = number(from, "time_total_s");
    result.done = strcmp(text_of(from, "done"), "True") == 0 ||
                  strcmp(text_of(from, "done"), "true") == 0;
    result.trial_id = text_of(from, "trial_id");
    result.experiment_id = text_of(from, "experiment_id");
    result.tag = text_of(from, "experiment_tag");
    result.host = text_of(from, "hostname");
    result.date = text_of(from, "date");
    result.pid = number(from, "pid");
    snprintf(why, sizeof why, "%s is no number", from->fault != NULL ? from->fault : "");
    if (from->row->count != plume_header_count(from->header)) {
        plume_ray_damaged(place, from->row->line, "torn-row",
                          "the row has not as many cells as the header");
    } else if (from->fault != NULL) {
        plume_ray_damaged(place, from->row->line, "torn-row", why);
    } else if (isnan(result.iteration) && isnan(result.total_s)) {
        plume_ray_damaged(place, from->row->line, "not-a-result",
                          "it has no training_iteration and no time_total_s");
    } else {
        plume_ray_trial_take(trial, &result, place->log);
        if (isnan(trial->gpus))
            trial->gpus = gpus_of(from);
    }
}

static plume_status read_rows(plume_ray_trial *trial, plume_csv *csv,
                              const plume_header *header, const plume_ray_place *place,
                              plume_error *error)
{
    plume_row row;
    plume_status status = PLUME_OK;

    while (status == PLUME_OK) {
        cells from = { &row, header, NULL };

        status = plume_csv_next(csv, &row, error);
        if (status != PLUME_OK || row.count == 0)
            return status;
        if (!plume_header_repeats(header, &row))
            take_row(trial, &from, place);
    }
    return status;
}

plume_status plume_ray_progress_read(plume_ray_trial *trial, plume_source_stream *source,
                                     const plume_ray_place *place, plume_error *error)
{
    plume_header *header = NULL;
    plume_csv *csv = NULL;
    plume_row row;
    plume_status status = plume_csv_open(&csv, source, ',', error);

    if (status != PLUME_OK)
        return status;
    status = plume_csv_next(csv, &row, error);
    if (status == PLUME_OK && row.count > 0)
        status = plume_header_new(&header, &row, error);
    if (status == PLUME_OK && header != NULL)
        status = read_rows(trial, csv, header, place, error);
    plume_header_free(header);
    plume_csv_close(csv);
    return status;
}
