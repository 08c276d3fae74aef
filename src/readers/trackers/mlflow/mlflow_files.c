/* MLflow's file store: mlruns/EXPERIMENT/meta.yaml, with a folder for each run that has a
 * meta.yaml of its own, and below it tags and metrics as files. An experiment is one log;
 * the meta.yaml of a run whose experiment has none is one too. */
#include "core/pool.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/input/source_text.h"
#include "logs/listing.h"
#include "readers/trackers/mlflow/metric_files.h"
#include "readers/trackers/mlflow/run.h"
#include "core/number/units.h"
#include <plume/number.h>

enum { META_MOST = 1 << 20, TAG_MOST = 4096, TAGS_READ = 64 };

typedef struct reading {
    plume_log *log;
    plume_map *parents; /* ids of runs that have a child which took time */
    plume_text path, text, experiment, parent, trial, folder, tags;
    plume_metric_files metrics;
    plume_logged_trial logged;
    bool experiment_deleted;
    plume_mlflow mlflow;
    uint64_t line;
} reading;

/* --- whether it is one --- */

static bool has_key(const plume_head *head, const char *key)
{
    size_t length = strlen(key);

    for (const char *line = head->bytes; line != NULL;) {
        if (strncmp(line, key, length) == 0 && line[length] == ':')
            return true;
        line = strchr(line, '\n');
        line += line != NULL;
    }
    return false;
}

static int confidence(const plume_head *head)
{
    bool is_run = has_key(head, "run_id") || has_key(head, "run_uuid");

    if (!has_key(head, "lifecycle_stage") || !has_key(head, "experiment_id"))
        return 0;
    if (is_run && has_key(head, "start_time"))
        return 95;
    return has_key(head, "artifact_location") ? 95 : 0;
}

/* --- small files --- */

/* A whole small file, or nothing when there is none. what: of the run at prefix. */
static plume_status slurp(reading *r, const char *prefix, const char *what, size_t most,
                          bool *found, plume_error *error)
{
    plume_source_stream *source = NULL;
    size_t length = 1;
    plume_status status;

    plume_text_clear(&r->path);
    plume_text_add(&r->path, prefix);
    plume_text_add(&r->path, what);
    plume_text_clear(&r->text);
    status = plume_log_companion(r->log, r->path.data, &source, error);
    *found = source != NULL;
    while (status == PLUME_OK && source != NULL && length > 0 && r->text.length <= most) {
        char chunk[4096];

        status = plume_source_read_text(source, chunk, sizeof chunk, &length, error);
        if (status == PLUME_OK)
            plume_text_add_n(&r->text, chunk, length);
    }
    plume_source_close(source);
    return status;
}

static const char *string_of(const plume_value *map, const char *key)
{
    return plume_value_string(plume_value_get(map, key));
}

static double number_of(const plume_value *map, const char *key)
{
    return plume_value_number(plume_value_get(map, key));
}

/* --- the parts of a run --- */

/* prefix is "" for the log's own run, else "RUN/". parent becomes the id of the run that
 * this one belongs to, "" without one. */
static plume_status read_parent(reading *r, const char *prefix, plume_error *error)
{
    bool found;
    plume_status status =
        slurp(r, prefix, "tags/mlflow.parentRunId", TAG_MOST, &found, error);

    plume_text_clear(&r->parent);
    if (status == PLUME_OK && found)
        plume_text_add_n(&r->parent, r->text.data, strcspn(r->text.data, "\r\n "));
    return status;
}

/* *out is NULL when there is none, or when it is no map: *broken then. */
static plume_status read_meta(reading *r, const char *prefix, plume_value **out,
                              bool *broken, plume_error *error)
{
    plume_error wrong;
    bool found;
    plume_status status = slurp(r, prefix, "meta.yaml", META_MOST, &found, error);

    *out = NULL;
    *broken = false;
    if (status != PLUME_OK || !found)
        return status;
    status = plume_yaml_parse(out, r->text.data, r->text.length, r->path.data, &wrong);
    if (status == PLUME_ERR_MEMORY)
        return plume_fail_memory(error);
    *broken = status != PLUME_OK || plume_value_kind(*out) != PLUME_MAP;
    if (*broken) {
        plume_value_free(*out);
        *out = NULL;
    }
    return PLUME_OK;
}

/* --- a run --- */

static const char *id_of(const plume_value *meta)
{
    const char *id = string_of(meta, "run_id");

    return id[0] != '\0' ? id : string_of(meta, "run_uuid");
}

/* Of what callbacks of other tools leave behind: the first line of one small file. */
static plume_status read_word(reading *r, plume_text *out, const char *prefix,
                              const char *file, plume_error *error)
{
    bool found;
    plume_status status = slurp(r, prefix, file, TAG_MOST, &found, error);

    plume_text_clear(out);
    if (status == PLUME_OK && found)
        plume_text_add_n(out, r->text.data, strcspn(r->text.data, "\r\n"));
    return status;
}

/* The tags of Optuna's callback, a file each. */
static plume_status read_logged(reading *r, const char *prefix, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (int i = 0; i < PLUME_LOGGED_TRIAL_TAGS && status == PLUME_OK; i++) {
        char file[64];

        snprintf(file, sizeof file, "tags/%s", plume_logged_trial_tags[i]);
        status = read_word(r, &r->logged.tag[i], prefix, file, error);
    }
    return status;
}

static bool is_mlflow(const char *key)
{
    return strncmp(key, "mlflow.", strlen("mlflow.")) == 0;
}

/* Those of its user: MLflow's own are as many again in every run. */
static plume_status read_tags(reading *r, const char *prefix, plume_error *error)
{
    plume_listing keys = { NULL, 0, 0 };
    plume_status status;
    plume_text name;

    plume_text_init(&name);
    plume_text_printf(&name, "%stags", prefix);
    plume_text_clear(&r->tags);
    status = plume_text_status(&name, error);
    if (status == PLUME_OK)
        status = plume_listing_read(&keys, plume_log_path(r->log), name.data, error);
    for (size_t i = 0; i < keys.count && i < TAGS_READ && status == PLUME_OK; i++) {
        bool found;

        if (is_mlflow(keys.name[i]))
            continue;
        plume_text_clear(&name);
        plume_text_printf(&name, "tags/%s", keys.name[i]);
        status = slurp(r, prefix, name.data, TAG_MOST, &found, error);
        if (status == PLUME_OK && found)
            plume_mlflow_add_tag(&r->tags, keys.name[i], r->text.data,
                                 strcspn(r->text.data, "\r\n"));
    }
    plume_listing_dispose(&keys);
    plume_text_dispose(&name);
    return status;
}

/* In files the status is a number from 1 to 5, or its word in some versions; a
 * database always has the word. */
static plume_status push(reading *r, const char *prefix, const plume_value *meta,
                         plume_error *error)
{
    plume_mlflow_run run = { .id = id_of(meta), .line = r->line };
    char status_number[2] = { 0 };
    double number = number_of(meta, "status");
    plume_status status = read_parent(r, prefix, error);

    if (status == PLUME_OK)
        status = read_word(r, &r->trial, prefix, "tags/trial_name", error);
    if (status == PLUME_OK)
        status = read_logged(r, prefix, error);
    if (status == PLUME_OK)
        status = read_word(r, &r->folder, prefix, "params/output_dir", error);
    if (status == PLUME_OK)
        status = read_tags(r, prefix, error);
    run.parent = r->parent.data;
    run.trial = r->trial.data;
    run.logged = &r->logged;
    run.folder = r->folder.data;
    run.tags = r->tags.data;

    if (number >= 1.0 && number <= 9.0)
        status_number[0] = (char)('0' + (int)number);
    run.name = string_of(meta, "run_name");
    run.experiment = r->experiment.data;
    run.status = isnan(number) ? string_of(meta, "status") : status_number;
    run.start_ms = number_of(meta, "start_time");
    run.end_ms = number_of(meta, "end_time");
    run.last_ms = NAN;
    run.deleted = r->experiment_deleted ||
                  strcmp(string_of(meta, "lifecycle_stage"), "deleted") == 0;
    run.is_child = r->parent.length > 0;
    run.has_children =
        r->parents != NULL && plume_map_find(r->parents, run.id) != SIZE_MAX;
    run.power.energy_j = run.power.end_s = NAN;
    if (status == PLUME_OK)
        status = plume_metric_files_read(&r->metrics, &r->mlflow, prefix, &run, error);
    return status == PLUME_OK ? plume_mlflow_push(&r->mlflow, &run, error) : status;
}

static plume_status take_run(reading *r, const char *prefix, plume_error *error)
{
    plume_value *meta;
    bool broken;
    plume_status status = read_meta(r, prefix, &meta, &broken, error);

    if (status != PLUME_OK || (meta == NULL && !broken))
        return status; /* a folder that is no run */
    r->line++;
    if (broken || id_of(meta)[0] == '\0')
        plume_log_reject(r->log, r->line, 0, "damaged-run",
                         "%smeta.yaml is not that of a run", prefix);
    else
        status = push(r, prefix, meta, error);
    plume_value_free(meta);
    return status;
}

/* Remembers the parent of a run that took time. */
static plume_status note_parent(reading *r, const char *prefix, plume_error *error)
{
    plume_value *meta = NULL;
    bool broken;
    plume_status status = read_parent(r, prefix, error);

    if (status == PLUME_OK && r->parent.length > 0)
        status = read_meta(r, prefix, &meta, &broken, error);
    if (status == PLUME_OK && meta != NULL &&
        number_of(meta, "end_time") > number_of(meta, "start_time") &&
        !plume_map_set(r->parents, r->parent.data, 1))
        status = plume_fail_memory(error);
    plume_value_free(meta);
    return status;
}

/* --- an experiment --- */

static plume_status each_run(reading *r, const plume_listing *names,
                             plume_status (*visit)(reading *, const char *,
                                                   plume_error *),
                             plume_error *error)
{
    plume_status status = PLUME_OK;
    plume_text prefix;

    plume_text_init(&prefix);
    for (size_t i = 0; status == PLUME_OK && i < names->count; i++) {
        plume_text_clear(&prefix);
        plume_text_printf(&prefix, "%s/", names->name[i]);
        status = plume_text_status(&prefix, error);
        if (status == PLUME_OK)
            status = visit(r, prefix.data, error);
    }
    plume_text_dispose(&prefix);
    return status;
}

/* Twice over all runs: parents are noted in their children only, and whether a run
 * has children decides whether its hours count twice. */
static plume_status read_experiment(reading *r, const plume_value *meta,
                                    plume_error *error)
{
    plume_listing names = { NULL, 0, 0 };
    plume_status status;

    plume_text_add(&r->experiment, string_of(meta, "name"));
    r->experiment_deleted = strcmp(string_of(meta, "lifecycle_stage"), "deleted") == 0;
    r->parents = plume_map_new();
    status = r->parents != NULL
                 ? plume_listing_read(&names, plume_log_path(r->log), "", error)
                 : plume_fail_memory(error);
    if (status == PLUME_OK)
        status = each_run(r, &names, note_parent, error);
    if (status == PLUME_OK)
        status = each_run(r, &names, take_run, error);
    plume_listing_dispose(&names);
    return status;
}

/* A meta.yaml with a run_id is that of one run, given by itself; else it is the
 * experiment's, whose runs lie in folders beside it. */
static plume_status read_own(reading *r, plume_error *error)
{
    const char *path = plume_log_path(r->log);
    plume_value *meta = NULL;
    size_t length = 1;
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && length > 0 && r->text.length <= META_MOST) {
        char chunk[4096];

        status = plume_source_read_text(plume_log_source(r->log), chunk, sizeof chunk,
                                        &length, error);
        if (status == PLUME_OK)
            plume_text_add_n(&r->text, chunk, length);
    }
    if (status == PLUME_OK)
        status = plume_yaml_parse(&meta, r->text.data, r->text.length, path, error);
    r->line = 0;
    if (status == PLUME_OK && id_of(meta)[0] != '\0') {
        r->line = 1;
        status = push(r, "", meta, error);
    } else if (status == PLUME_OK) {
        status = read_experiment(r, meta, error);
    }
    plume_value_free(meta);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log };
    plume_text *const text[] = { &r.path,  &r.text,   &r.experiment, &r.parent,
                                 &r.trial, &r.folder, &r.tags };
    plume_status status;

    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        plume_text_init(text[i]);
    plume_logged_trial_init(&r.logged);
    plume_metric_files_init(&r.metrics);
    plume_mlflow_begin(&r.mlflow, log);
    status = read_own(&r, error);
    plume_mlflow_end(&r.mlflow, status);
    plume_map_free(r.parents);
    plume_logged_trial_dispose(&r.logged);
    plume_metric_files_dispose(&r.metrics);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        plume_text_dispose(text[i]);
    return status;
}

const plume_reader plume_reader_mlflow_files = {
    .name = "mlflow_files",
    .title = "MLflow file store (mlruns)",
    .confidence = confidence,
    .marks = { "lifecycle_stage" },
    .outermost = true,
    .read = read,
};
