/* Reads the files of a run's metrics: all times for its pauses, then what its GPUs drew.
 */
#include "readers/trackers/mlflow/metric_files.h"

#include <math.h>
#include <string.h>

#include "core/input/source_text.h"
#include "logs/listing.h"
#include <plume/number.h>

enum { METRIC_DEPTH = 4 };

void plume_metric_files_init(plume_metric_files *files)
{
    plume_text_init(&files->path);
    plume_text_init(&files->device);
}

void plume_metric_files_dispose(plume_metric_files *files)
{
    plume_text_dispose(&files->path);
    plume_text_dispose(&files->device);
}

/* A line of a metric: "1691409943106 253.5 0". */
typedef struct figure {
    double ms, value, step;
} figure;

static bool read_figure(figure *out, const char *line, size_t length)
{
    size_t first = strcspn(line, " "), second, rest;

    if (first >= length || !plume_number_parse(&out->ms, line, first))
        return false;
    line += first + 1;
    second = strcspn(line, " ");
    rest = length - first - 1;
    if (second >= rest ||
        !plume_number_parse(&out->step, line + second + 1, rest - second - 1))
        out->step = 0.0;
    return plume_number_parse(&out->value, line, second);
}

/* What each figure of one file is given to; a missing file has none. */
typedef struct taker {
    plume_status (*take)(void *state, const figure *read, plume_error *error);
    void *state;
} taker;

static plume_status read_figures(plume_log *log, const char *file, taker to,
                                 plume_error *error)
{
    plume_source_stream *source = NULL;
    plume_status status = plume_log_companion(log, file, &source, error);

    while (status == PLUME_OK && source != NULL) {
        const char *line;
        uint64_t number;
        size_t length;
        figure read;

        status = plume_source_line(source, &line, &length, &number, error);
        if (status != PLUME_OK || line == NULL)
            break;
        if (read_figure(&read, line, length))
            status = to.take(to.state, &read, error);
    }
    plume_source_close(source);
    return status;
}

/* --- when it logged --- */

typedef struct timing {
    plume_mlflow *mlflow;
    double last_ms;
} timing;

static plume_status take_time(void *state, const figure *read, plume_error *error)
{
    timing *t = state;

    t->last_ms = fmax(t->last_ms, read->ms);
    return plume_figure_times_take(&t->mlflow->times, read->ms, read->step, error);
}

/* A metric may be named like a path, `val/loss`: its folder has entries. */
static plume_status find_times(timing *t, const char *below, int depth,
                               plume_error *error)
{
    plume_log *log = t->mlflow->log;
    plume_listing names = { NULL, 0, 0 };
    plume_status status = plume_listing_read(&names, plume_log_path(log), below, error);

    if (status == PLUME_OK && names.count == 0 && depth > 0) {
        bool sampled = strstr(below, "metrics/system/") != NULL;

        status = plume_figure_times_begin(&t->mlflow->times, sampled, error);
        if (status == PLUME_OK)
            status = read_figures(log, below, (taker){ take_time, t }, error);
    }
    for (size_t i = 0; status == PLUME_OK && depth < METRIC_DEPTH && i < names.count;
         i++) {
        plume_text path;

        plume_text_init(&path);
        plume_text_printf(&path, "%s/%s", below, names.name[i]);
        status = plume_text_status(&path, error);
        if (status == PLUME_OK)
            status = find_times(t, path.data, depth + 1, error);
        plume_text_dispose(&path);
    }
    plume_listing_dispose(&names);
    return status;
}

static plume_status find_pauses(plume_metric_files *files, plume_mlflow *mlflow,
                                const char *prefix, plume_mlflow_run *run,
                                plume_error *error)
{
    timing t = { mlflow, NAN };
    plume_status status;

    plume_figure_times_clear(&mlflow->times);
    plume_text_clear(&files->path);
    plume_text_printf(&files->path, "%smetrics", prefix);
    status = plume_text_status(&files->path, error);
    if (status == PLUME_OK)
        status = find_times(&t, files->path.data, 0, error);
    run->last_ms = t.last_ms;
    return status == PLUME_OK ? plume_mlflow_find_pauses(mlflow, run, error) : status;
}

/* --- power --- */

/* The system metrics of one run, and the one at hand. */
typedef struct feeding {
    plume_metric_files *files;
    plume_mlflow *mlflow;
    const char *prefix;
    plume_listing names;
    plume_power *power;
    plume_mlflow_figure kind;
} feeding;

static plume_status take_power(void *state, const figure *read, plume_error *error)
{
    feeding *f = state;

    return plume_mlflow_take(f->mlflow, f->power, f->files->device.data, f->kind,
                             read->ms, read->value, error);
}

static plume_status feed(void *state, plume_power *power, plume_error *error)
{
    feeding *f = state;
    plume_text *path = &f->files->path;
    plume_status status = PLUME_OK;

    f->power = power;
    for (size_t i = 0; status == PLUME_OK && i < f->names.count; i++) {
        f->kind = plume_mlflow_device(&f->files->device, f->names.name[i]);
        if (f->kind == PLUME_MLFLOW_OTHER)
            continue;
        plume_text_clear(path);
        plume_text_printf(path, "%smetrics/system/%s", f->prefix, f->names.name[i]);
        status =
            read_figures(f->mlflow->log, path->data, (taker){ take_power, f }, error);
    }
    return status;
}

static plume_status measure(plume_metric_files *files, plume_mlflow *mlflow,
                            const char *prefix, plume_mlflow_run *run, plume_error *error)
{
    feeding f = { .files = files, .mlflow = mlflow, .prefix = prefix };
    plume_status status;

    plume_text_clear(&files->path);
    plume_text_printf(&files->path, "%smetrics/system", prefix);
    status = plume_listing_read(&f.names, plume_log_path(mlflow->log), files->path.data,
                                error);
    if (status == PLUME_OK && f.names.count > 0)
        status =
            plume_mlflow_measure(mlflow, run, (plume_mlflow_feeder){ feed, &f }, error);
    plume_listing_dispose(&f.names);
    return status;
}

plume_status plume_metric_files_read(plume_metric_files *files, plume_mlflow *mlflow,
                                     const char *prefix, plume_mlflow_run *run,
                                     plume_error *error)
{
    plume_status status = find_pauses(files, mlflow, prefix, run, error);

    return status == PLUME_OK ? measure(files, mlflow, prefix, run, error) : status;
}
