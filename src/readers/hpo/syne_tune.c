/* Syne Tune's results.csv.zip: one row a report of a trial, whose folders beside it tell
 * how each ended. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/data/csv_header.h"
#include "core/input/zip.h"
#include "logs/listing.h"
#include "logs/path.h"
#include "logs/reader.h"
#include "logs/whole_document.h"
#include <plume/number.h>

enum { ERRORS_MAX = 64 << 20 };

static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "st_tuner_time", "trial_id", "st_worker_time",
                                           NULL };

    if (plume_head_has_columns(head, ',', telling))
        return 95;
    return plume_zip_begins(head->bytes, head->length, "results.csv") ? 90 : 0;
}

typedef struct trial {
    double number, worker_s, report_s;
    double resource; /* of the last report: its epoch */
    bool stopped, paused;
} trial;

typedef struct reading {
    plume_log *log;
    trial *trial;
    size_t count, capacity;
    plume_text study, id, identity, text;
    plume_text resource_name; /* the column of epochs */
    double resource_most;     /* with so many a trial is done; NAN unknown */
    uint64_t silent;
} reading;

/* --- rows --- */

static trial *find(reading *r, double number, plume_error *error)
{
    size_t larger = r->capacity * 2 + 16;
    trial *grown;

    for (size_t i = r->count; i > 0; i--)
        if (r->trial[i - 1].number == number)
            return &r->trial[i - 1];
    if (r->count == r->capacity) {
        grown = realloc(r->trial, larger * sizeof *grown);
        if (grown == NULL) {
            (void)plume_fail_memory(error);
            return NULL;
        }
        r->trial = grown;
        r->capacity = larger;
    }
    r->trial[r->count] = (trial){ number, NAN, NAN, NAN, false, false };
    return &r->trial[r->count++];
}

static double number_of(const plume_row *row, const plume_header *header,
                        const char *column)
{
    double value;

    return plume_field_number(&value, plume_row_get(row, header, column)) ? value
                                                                          : (double)NAN;
}

/* The last report of a trial counts: st_worker_time goes on from its start, also over a
 * pause, in a process of its own. */
static plume_status take_row(reading *r, const plume_row *row, const plume_header *header,
                             plume_error *error)
{
    double number = number_of(row, header, "trial_id");
    double worker_s = number_of(row, header, "st_worker_time");
    const char *decision = plume_row_get(row, header, "st_decision").text;
    trial *one;

    if (isnan(number) || isnan(worker_s) || decision == NULL) {
        plume_log_reject(r->log, row->line, 0, "torn-row",
                         "a report has no trial_id, or no st_worker_time");
        return PLUME_OK;
    }
    one = find(r, number, error);
    if (one == NULL)
        return error->status;
    if (worker_s < one->worker_s) /* another session of the trial */
        one->worker_s += worker_s;
    else
        one->worker_s = worker_s;
    one->report_s = number_of(row, header, "st_worker_timestamp");
    one->resource = number_of(row, header, r->resource_name.data);
    one->stopped = strcmp(decision, "STOP") == 0;
    one->paused = strcmp(decision, "PAUSE") == 0;
    return PLUME_OK;
}

static plume_status take_rows(reading *r, plume_source_stream *source, plume_error *error)
{
    plume_csv *csv = NULL;
    plume_header *header = NULL;
    plume_row row;
    plume_status status = plume_csv_open(&csv, source, ',', error);

    if (status == PLUME_OK)
        status = plume_csv_next(csv, &row, error);
    if (status == PLUME_OK)
        status = plume_header_new(&header, &row, error);
    if (status == PLUME_OK && (plume_header_find(header, "trial_id") == SIZE_MAX ||
                               plume_header_find(header, "st_worker_time") == SIZE_MAX))
        status = plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(r->log), 1, 0,
                               "there is no column 'trial_id' beside 'st_worker_time'");
    while (status == PLUME_OK) {
        status = plume_csv_next(csv, &row, error);
        if (status != PLUME_OK || row.count == 0)
            break;
        status = take_row(r, &row, header, error);
    }
    plume_header_free(header);
    plume_csv_close(csv);
    return status;
}

/* --- how trials ended --- */

/* Whether a file of a trial's folder is there, and what it holds. */
static plume_status look(reading *r, double number, const char *name, bool *there,
                         plume_error *error)
{
    plume_source_stream *source = NULL;
    plume_status status;

    plume_text_clear(&r->id);
    plume_number_print(&r->id, number);
    plume_text_printf(&r->id, "/%s", name);
    plume_text_clear(&r->text);
    status = plume_log_companion(r->log, r->id.data, &source, error);
    *there = source != NULL;
    if (status == PLUME_OK && source != NULL)
        status = plume_document_text(&r->text, source, ERRORS_MAX, error);
    plume_source_close(source);
    return status;
}

/* A trial that did all of its epochs is complete, whoever stopped it then. One that
 * raised leaves a traceback; one that the scheduler stopped a file "stop", and where it
 * never reported that was the end of the tuning; one that ended by itself "end". */
static plume_status state_of(reading *r, const trial *one, plume_state *out,
                             plume_error *error)
{
    bool errors = false, stop = false, end = false;
    plume_status status = look(r, one->number, "std.err", &errors, error);
    bool raised = strstr(r->text.data, "Traceback (most recent call last)") != NULL;

    if (status == PLUME_OK)
        status = look(r, one->number, "stop", &stop, error);
    if (status == PLUME_OK)
        status = look(r, one->number, "end", &end, error);
    *out = raised                              ? PLUME_STATE_FAILED
           : one->resource >= r->resource_most ? PLUME_STATE_COMPLETE
           : isnan(one->report_s) && stop      ? PLUME_STATE_CANCELLED
           : one->paused                       ? PLUME_STATE_PRUNED
           : stop || one->stopped              ? PLUME_STATE_PRUNED
           : end || !isnan(one->report_s)      ? PLUME_STATE_COMPLETE
                                               : PLUME_STATE_UNKNOWN;
    return status;
}

static plume_status push(reading *r, const trial *one, plume_error *error)
{
    plume_status status;
    plume_run run;

    plume_run_init(&run);
    status = state_of(r, one, &run.state, error);
    plume_text_clear(&r->id);
    plume_text_clear(&r->identity);
    plume_number_print(&r->id, one->number);
    plume_text_printf(&r->identity, "syne tune %s %s", r->study.data, r->id.data);
    run.id = r->id.data;
    run.identity = r->identity.data;
    run.study = r->study.data;
    run.role = PLUME_ROLE_SEARCH;
    run.duration_s = one->worker_s;
    run.start_s = one->report_s - one->worker_s;
    run.end_s = one->report_s;
    run.keys.sweep = r->study.data;
    run.keys.number = one->number;
    run.keys.clock = PLUME_CLOCK_ZONED;
    if (isnan(one->worker_s)) {
        r->silent++;
        run.warnings = "duration-unknown";
    }
    if (status == PLUME_OK)
        status = plume_text_status(&r->identity, error);
    return status == PLUME_OK ? plume_log_run(r->log, &run, 0, error) : status;
}

/* Trials that never reported have a folder and no row. */
static plume_status add_folders(reading *r, plume_error *error)
{
    plume_listing names;
    plume_status status = plume_listing_read(&names, plume_log_path(r->log), "", error);

    for (size_t i = 0; status == PLUME_OK && i < names.count; i++) {
        double number;
        bool there = false;

        if (!plume_count_parse(&number, names.name[i], strlen(names.name[i])))
            continue;
        status = look(r, number, "config.json", &there, error);
        if (status == PLUME_OK && there && find(r, number, error) == NULL)
            status = error->status;
    }
    plume_listing_dispose(&names);
    return status;
}

static int by_number(const void *left, const void *right)
{
    const trial *a = left, *b = right;

    return (a->number > b->number) - (a->number < b->number);
}

static plume_status push_all(reading *r, plume_error *error)
{
    plume_status status = add_folders(r, error);

    if (r->count > 0)
        qsort(r->trial, r->count, sizeof *r->trial, by_number);
    for (size_t i = 0; status == PLUME_OK && i < r->count; i++)
        status = push(r, &r->trial[i], error);
    if (r->count > r->silent)
        plume_log_note(r->log, PLUME_INFO, 0, "until-last-report",
                       "trials last until their last report: what they loaded before the "
                       "first and did after the last is not known");
    if (r->silent > 0)
        plume_log_note(r->log, PLUME_WARNING, 0, "duration-unknown",
                       "trials that never reported: %llu; how long they ran is unknown",
                       (unsigned long long)r->silent);
    return status;
}

/* --- the file --- */

/* The scheduler's arguments name the column of epochs and how many there are. */
static plume_status read_metadata(reading *r, plume_error *error)
{
    plume_source_stream *source = NULL;
    plume_value *root = NULL;
    const plume_value *given;
    plume_status status = plume_log_companion(r->log, "metadata.json", &source, error);

    if (status == PLUME_OK && source != NULL)
        status = plume_document_json(&root, source, ERRORS_MAX, error);
    plume_source_close(source);
    given = plume_value_get(root, "scheduler_kwargs");
    plume_text_add(&r->resource_name,
                   plume_value_string(plume_value_get(given, "time_attr")));
    r->resource_most = plume_value_number(plume_value_get(given, "max_t"));
    plume_value_free(root);
    return status;
}

static plume_status read_zip(reading *r, plume_error *error)
{
    plume_zip *zip = NULL;
    plume_source_stream *source = NULL;
    plume_text rows;
    bool found = false;
    plume_status status = plume_zip_open(&zip, plume_log_source(r->log), error);

    plume_text_init(&rows);
    if (status == PLUME_OK)
        status = plume_zip_read(zip, "results.csv", &rows, &found, error);
    if (status == PLUME_OK)
        status = plume_source_open_memory(&source, rows.data, rows.length,
                                          plume_log_path(r->log), error);
    if (status == PLUME_OK)
        status = take_rows(r, source, error);
    plume_source_close(source);
    plume_text_dispose(&rows);
    plume_zip_close(zip);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    const char *path = plume_log_path(log);
    size_t length = strlen(path);
    bool packed = length > 4 && strcmp(path + length - 4, ".zip") == 0;
    reading r = { .log = log, .resource_most = NAN };
    plume_status status;

    plume_text_init(&r.study);
    plume_text_init(&r.id);
    plume_text_init(&r.identity);
    plume_text_init(&r.text);
    plume_text_init(&r.resource_name);
    plume_path_folder(&r.study, path, 1);
    status = read_metadata(&r, error);
    if (status == PLUME_OK)
        status =
            packed ? read_zip(&r, error) : take_rows(&r, plume_log_source(log), error);
    if (status == PLUME_OK)
        status = push_all(&r, error);
    free(r.trial);
    plume_text_dispose(&r.study);
    plume_text_dispose(&r.id);
    plume_text_dispose(&r.identity);
    plume_text_dispose(&r.text);
    plume_text_dispose(&r.resource_name);
    return status;
}

const plume_reader plume_reader_syne_tune = {
    .name = "syne_tune",
    .title = "Syne Tune's results.csv.zip",
    .confidence = confidence,
    .marks = { "results.csv", "st_worker_time" },
    .read = read,
};
