/* FLAML's log of a fit: one line a trial that was kept, with the clock of the search. */
#include <math.h>
#include <string.h>

#include "logs/framed/json_lines.h"
#include "logs/whole_document.h"
#include "logs/path.h"
#include "logs/reader.h"
#include <plume/number.h>
#include <plume/value.h>

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");

    return *start == '{' && strstr(start, "\"wall_clock_time\"") != NULL &&
                   strstr(start, "\"trial_time\"") != NULL &&
                   strstr(start, "\"learner\"") != NULL
               ? 95
               : 0;
}

/* One fit. Learners count their trials each, so the last line of each tells how many. */
enum { LEARNERS_MAX = 32 };
typedef struct fit {
    double wall_s, record, loss;
    bool ended; /* its best record was written */
    uint64_t kept, number, line;
    char learner[LEARNERS_MAX][32];
    double trials[LEARNERS_MAX];
    size_t learners;
} fit;

typedef struct reading {
    plume_log *log;
    plume_text study, id, identity;
    fit fit;
} reading;

static void count_trials(fit *one, const char *learner, double trials)
{
    size_t i = 0, length = strlen(learner);

    while (i < one->learners && strcmp(one->learner[i], learner) != 0)
        i++;
    if (i == LEARNERS_MAX || length >= sizeof one->learner[0] || isnan(trials))
        return;
    if (i == one->learners) {
        memcpy(one->learner[i], learner, length + 1);
        one->learners++;
    }
    one->trials[i] = trials;
}

/* The search took as long as the clock of its last line; how long single trials took is
 * in few lines only, so a fit is one run. */
static plume_status push(reading *r, plume_error *error)
{
    const fit *one = &r->fit;
    double trials = 0.0;
    plume_status status;
    plume_run run;

    if (one->kept == 0)
        return PLUME_OK;
    for (size_t i = 0; i < one->learners; i++)
        trials += one->trials[i];
    plume_run_init(&run);
    plume_text_clear(&r->id);
    plume_text_printf(&r->id, "fit %llu", (unsigned long long)one->number);
    plume_text_clear(&r->identity);
    plume_text_printf(&r->identity, "flaml %llu ", (unsigned long long)one->kept);
    plume_number_print(&r->identity, one->wall_s);
    plume_text_add_char(&r->identity, ' ');
    plume_number_print(&r->identity, one->loss);
    run.id = r->id.data;
    run.identity = r->identity.data;
    run.study = r->study.data;
    run.role = PLUME_ROLE_SEARCH;
    run.duration_s = one->wall_s;
    run.objective_better = -1.0; /* a loss */
    run.objective = one->loss;
    run.warnings = "duration-least";
    plume_log_note(r->log, PLUME_WARNING, one->line, "duration-least",
                   "fit %llu: %llu of at least %.0f trials are in the log, which by "
                   "default keeps only those that were better: the search took at least "
                   "%.4g s, until the last of them",
                   (unsigned long long)one->number, (unsigned long long)one->kept, trials,
                   one->wall_s);
    status = plume_text_status(&r->identity, error);
    return status == PLUME_OK ? plume_log_run(r->log, &run, one->line, error) : status;
}

static double number_of(const plume_value *line, const char *key)
{
    return plume_value_number(plume_value_get(line, key));
}

/* With append_log=True a second fit goes on counting records; its clock and the trials of
 * its learners begin again. Trials at one time may be written out of order. */
static bool is_of_another_fit(const fit *one, const plume_value *line, double wall_s)
{
    const char *learner = plume_value_string(plume_value_get(line, "learner"));
    bool again = false;

    for (size_t i = 0; i < one->learners; i++)
        if (strcmp(one->learner[i], learner) == 0)
            again = number_of(line, "iter_per_learner") <= one->trials[i];
    return one->kept > 0 && (one->ended || number_of(line, "record_id") <= one->record ||
                             (again && wall_s < one->wall_s));
}

static bool is_time(plume_log *log, uint64_t number, double wall_s)
{
    if (isnan(wall_s))
        plume_log_reject(log, number, 0, "no-record", "a record has no wall_clock_time");
    else if (wall_s < 0.0)
        plume_log_reject(log, number, 0, "negative-duration",
                         "its wall_clock_time is below 0");
    return wall_s >= 0.0;
}

static plume_status take(void *state, const plume_value *line, uint64_t number,
                         plume_error *error)
{
    reading *r = state;
    double record = number_of(line, "record_id");
    double wall_s = plume_document_figure(r->log, number, "wall_clock_time",
                                          plume_value_get(line, "wall_clock_time"));
    plume_status status = PLUME_OK;

    if (isnan(record)) { /* {"curr_best_record_id": 5} */
        r->fit.ended = true;
        return PLUME_OK;
    }
    if (!is_time(r->log, number, wall_s))
        return PLUME_OK;
    if (is_of_another_fit(&r->fit, line, wall_s)) {
        uint64_t fits = r->fit.number;

        status = push(r, error);
        r->fit = (fit){ .wall_s = NAN, .number = fits + 1 };
    }
    r->fit.kept++;
    r->fit.record = record;
    r->fit.line = number;
    r->fit.wall_s = fmax(r->fit.wall_s, wall_s);
    r->fit.loss = number_of(line, "validation_loss");
    count_trials(&r->fit, plume_value_string(plume_value_get(line, "learner")),
                 number_of(line, "iter_per_learner"));
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log, .fit = { .wall_s = NAN, .number = 1 } };
    plume_json_lines lines = { take, &r, "this line is no JSON", false };
    plume_status status;

    plume_text_init(&r.study);
    plume_text_init(&r.id);
    plume_text_init(&r.identity);
    plume_path_folder(&r.study, plume_log_path(log), 1);
    status = plume_json_lines_read(log, &lines, error);
    if (status == PLUME_OK)
        status = push(&r, error);
    plume_text_dispose(&r.study);
    plume_text_dispose(&r.id);
    plume_text_dispose(&r.identity);
    return status;
}

const plume_reader plume_reader_flaml = {
    .name = "flaml",
    .title = "FLAML's log of a search",
    .confidence = confidence,
    .marks = { "wall_clock_time" },
    .read = read,
};
