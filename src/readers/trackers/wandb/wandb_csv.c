/* The table of runs as the W&B web page exports it: one row a run, its columns those that
 * were shown. The column of users is never looked at. */
#include <math.h>
#include <string.h>

#include "core/data/csv.h"
#include "core/data/csv_header.h"
#include "core/number/units.h"
#include "logs/trial.h"
#include "logs/unknown_time.h"
#include "readers/trackers/wandb/identity.h"
#include <plume/number.h>

static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "Name", "State", "Runtime", NULL };
    static const char *const also[][2] = {
        { "Created", NULL }, { "Sweep", NULL }, { "User", NULL }, { "Tags", NULL }
    };

    size_t found = 0;

    if (!plume_head_has_columns(head, ',', telling))
        return 0;
    for (size_t i = 0; i < sizeof also / sizeof also[0]; i++)
        found += plume_head_has_columns(head, ',', also[i]);
    return found > 1 ? 92 : found > 0 ? 60 : 0; /* a list of films has one of them */
}

/* --- cells --- */

typedef struct reading {
    plume_log *log;
    plume_header *header;
    plume_row row;
    plume_trial_tally tally;
} reading;

static const char *cell(const reading *r, const char *column)
{
    plume_field field = plume_row_get(&r->row, r->header, column);

    return field.length > 0 ? field.text : "";
}

static double number_of(const reading *r, const char *column)
{
    const char *text = cell(r, column);
    double value;

    if (!plume_number_parse(&value, text, strlen(text)) || !(value >= 0.0))
        return NAN;
    return value;
}

/* "1d 2h 3m 4s", any part left out; NAN when it is none. */
static double parts_s(const char *text)
{
    static const struct {
        char unit;
        double seconds;
    } units[] = { { 'd', SECONDS_PER_DAY },
                  { 'h', SECONDS_PER_HOUR },
                  { 'm', SECONDS_PER_MINUTE },
                  { 's', 1.0 } };
    double sum_s = NAN;

    for (text += strspn(text, " "); *text != '\0'; text += strspn(text, " ")) {
        size_t length = strspn(text, "0123456789."), i = 0;
        double value;

        while (i < 4 && (text[length] == '\0' || units[i].unit != text[length]))
            i++;
        if (length == 0 || i == 4 || !plume_number_parse(&value, text, length))
            return NAN;
        sum_s = (isnan(sum_s) ? 0.0 : sum_s) + value * units[i].seconds;
        text += length + 1;
    }
    return sum_s;
}

/* Seconds, as a number as a rule. False when there is text that is no time. */
static bool runtime(double *out_s, const char *text)
{
    *out_s = NAN;
    if (text[0] == '\0' || strcmp(text, "-") == 0)
        return true;
    if (!plume_number_parse(out_s, text, strlen(text)))
        *out_s = parts_s(text);
    return *out_s >= 0.0;
}

static double created_s(const reading *r)
{
    const char *text = cell(r, "Created");
    plume_stamp stamp;

    return plume_time_parse(&stamp, text, strlen(text), NULL) ? stamp.unix_s : NAN;
}

static void note_unknown_time(const reading *r)
{
    const char *text = cell(r, "Created");

    if (isnan(created_s(r)))
        plume_log_time_is_unknown(r->log, text, strlen(text), r->row.line);
}

/* --- rows --- */

static bool state_of(plume_state *state, const char *word)
{
    if (strcmp(word, "preempting") == 0) {
        *state = PLUME_STATE_PREEMPTED;
        return true;
    }
    return plume_state_find(state, word);
}

static void fill(plume_run *run, const reading *r)
{
    const char *id = cell(r, "ID");

    run->id = id[0] != '\0' ? id : cell(r, "Name");
    run->name = cell(r, "Name");
    run->study = cell(r, "Sweep");
    if (run->study[0] != '\0')
        run->role = PLUME_ROLE_SEARCH;
    else
        run->study = cell(r, "Group");
    if (run->role == PLUME_ROLE_UNKNOWN)
        (void)plume_role_find(&run->role, cell(r, "Job Type"));
    run->owner.tags = cell(r, "Tags");
    run->owner.project = cell(r, "Project");
    run->host = cell(r, "Hostname");
    run->device = cell(r, "GPU Type");
    run->device_count = number_of(r, "GPU Count");
    run->start_s = created_s(r);
}

/* Names repeat: without an id the start and the runtime tell runs apart. */
static void print_identity(plume_text *out, const reading *r)
{
    const char *id = cell(r, "ID");

    if (id[0] != '\0')
        plume_wandb_identity(out, id, created_s(r));
    else
        plume_text_printf(out, "wandb row %s|%s|%s|%s", cell(r, "Name"),
                          cell(r, "Created"), cell(r, "Sweep"), cell(r, "Runtime"));
}

static void reject(const reading *r, const char *column, const char *wanted)
{
    size_t at = plume_header_find(r->header, column);

    plume_log_reject(r->log, r->row.line, at == SIZE_MAX ? 0 : at + 1, "torn-row",
                     "%s is '%.40s', expected %s", column, cell(r, column), wanted);
}

static plume_status take_row(reading *r, plume_error *error)
{
    plume_text identity;
    plume_run run;
    plume_status status;

    plume_run_init(&run);
    fill(&run, r);
    if (run.id[0] == '\0') {
        reject(r, "Name", "the name of a run");
        return PLUME_OK;
    }
    if (!state_of(&run.state, cell(r, "State"))) {
        reject(r, "State", "finished, crashed, failed, killed or running");
        return PLUME_OK;
    }
    if (!runtime(&run.duration_s, cell(r, "Runtime"))) {
        reject(r, "Runtime", "a number of seconds");
        return PLUME_OK;
    }
    note_unknown_time(r);
    run.end_s = run.start_s + run.duration_s;
    if (run.state == PLUME_STATE_RUNNING) {
        double alive_s = run.end_s;

        run.duration_s = run.end_s = NAN;
        plume_trial_settle_running(&r->tally, &run, alive_s, plume_log_options(r->log));
    }
    plume_text_init(&identity);
    print_identity(&identity, r);
    run.identity = identity.data;
    status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_log_run(r->log, &run, r->row.line, error);
    plume_text_dispose(&identity);
    return status;
}

static plume_status read_rows(reading *r, plume_csv *csv, plume_error *error)
{
    plume_status status = PLUME_OK;

    while (status == PLUME_OK) {
        status = plume_csv_next(csv, &r->row, error);
        if (status != PLUME_OK || r->row.count == 0)
            return status;
        if (!plume_header_repeats(r->header, &r->row))
            status = take_row(r, error);
    }
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log };
    plume_csv *csv = NULL;
    plume_status status = plume_csv_open(&csv, plume_log_source(log), ',', error);

    if (status != PLUME_OK)
        return status;
    status = plume_csv_next(csv, &r.row, error);
    if (status == PLUME_OK && r.row.count > 0)
        status = plume_header_new(&r.header, &r.row, error);
    if (status == PLUME_OK && r.header != NULL)
        status = read_rows(&r, csv, error);
    if (status == PLUME_OK)
        plume_trial_describe(log, &r.tally, "runs");
    plume_header_free(r.header);
    plume_csv_close(csv);
    return status;
}

const plume_reader plume_reader_wandb_csv = {
    .name = "wandb_csv",
    .title = "Weights & Biases table of runs",
    .confidence = confidence,
    .marks = { "Runtime" },
    .read = read,
};
