/* Times and state of what was over when it was logged, from the tags of the run in which
 * it was written down. */
#include "readers/trackers/mlflow/logged_trial.h"

#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include <plume/number.h>
#include <plume/time.h>

/* The last three: https://github.com/mlflow/mlflow-export-import, README_governance.md,
 * --import-source-tags; milliseconds since 1970. */
enum { NUMBER, START, END, STATE, SOURCE, SOURCE_START, SOURCE_END };
const char *const plume_logged_trial_tags[PLUME_LOGGED_TRIAL_TAGS] = {
    "number",
    "datetime_start",
    "datetime_complete",
    "state",
    "mlflow_exim.run_info.run_id",
    "mlflow_exim.run_info.start_time",
    "mlflow_exim.run_info.end_time",
};

/* Seconds. Zones differ by quarters of an hour. The callback writes the run down right
 * after the trial; the first time it makes its database before. */
static const double quarter_s = 900.0, written_within_s = 120.0;

void plume_logged_trial_init(plume_logged_trial *trial)
{
    for (int i = 0; i < PLUME_LOGGED_TRIAL_TAGS; i++)
        plume_text_init(&trial->tag[i]);
}

void plume_logged_trial_dispose(plume_logged_trial *trial)
{
    for (int i = 0; i < PLUME_LOGGED_TRIAL_TAGS; i++)
        plume_text_dispose(&trial->tag[i]);
}

static bool stamp_of(plume_stamp *out, const plume_text *text)
{
    return text->length > 0 && plume_time_parse(out, text->data, text->length, NULL);
}

/* Written down long after: the trial's own clock is all there is. */
static void set_own_times(plume_run *run, const plume_logged_trial *trial, plume_log *log)
{
    run->start_s = plume_log_time(log, trial->tag[START].data, trial->tag[START].length);
    run->end_s = plume_log_time(log, trial->tag[END].data, trial->tag[END].length);
    run->keys.clock = PLUME_CLOCK_UNKNOWN; /* the log knows it */
}

/* The tags have no zone, MLflow's own clock is of no zone's: what lies between both tells
 * the zone, as the run begins where the trial ends. */
static void set_times(plume_run *run, const plume_logged_trial *trial, plume_log *log)
{
    plume_stamp start, end;
    double zone_s, behind_s;

    if (!stamp_of(&start, &trial->tag[START]) || !stamp_of(&end, &trial->tag[END]) ||
        end.unix_s < start.unix_s || end.unix_s - start.unix_s < run->duration_s)
        return;
    zone_s =
        end.has_zone ? 0.0 : quarter_s * floor((run->start_s - end.unix_s) / quarter_s);
    behind_s = run->start_s - end.unix_s - zone_s;
    run->duration_s = end.unix_s - start.unix_s;
    if (behind_s <= written_within_s) {
        run->start_s = start.unix_s + zone_s;
        run->end_s = end.unix_s + zone_s;
    } else {
        set_own_times(run, trial, log);
    }
}

static void set_state(plume_run *run, const char *word)
{
    if (strcmp(word, "PRUNED") == 0)
        run->state = PLUME_STATE_PRUNED;
    else if (strcmp(word, "FAIL") == 0)
        run->state = PLUME_STATE_FAILED;
}

bool plume_logged_trial_settle(plume_run *run, const plume_logged_trial *trial,
                               plume_log *log)
{
    const plume_text *number = &trial->tag[NUMBER];

    if (!plume_count_parse(&run->keys.number, number->data, number->length)) {
        run->keys.number = NAN;
        return false;
    }
    run->role = PLUME_ROLE_SEARCH;
    set_times(run, trial, log);
    set_state(run, trial->tag[STATE].data);
    return true;
}

const char *plume_logged_source(const plume_logged_trial *trial)
{
    return trial->tag[SOURCE].data;
}

bool plume_logged_source_times(plume_run *run, const plume_logged_trial *trial)
{
    const plume_text *start = &trial->tag[SOURCE_START], *end = &trial->tag[SOURCE_END];
    double start_ms, end_ms;

    if (!plume_number_parse(&start_ms, start->data, start->length) ||
        !plume_number_parse(&end_ms, end->data, end->length) || end_ms < start_ms)
        return false;
    run->start_s = start_ms / MILLISECONDS_PER_SECOND;
    run->end_s = end_ms / MILLISECONDS_PER_SECOND;
    run->duration_s = (end_ms - start_ms) / MILLISECONDS_PER_SECOND;
    return true;
}
