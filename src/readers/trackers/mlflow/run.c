/* Settles the time of a run, nested or not, integrates its system metrics, and pushes
 * it. */
#include "readers/trackers/mlflow/run.h"

#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "logs/path.h"
#include "records/tags.h"
#include "traces/total.h"
#include <plume/number.h>

void plume_mlflow_add_tag(plume_text *tags, const char *key, const char *value,
                          size_t length)
{
    static const char *const prefixes[] = { "mlflow.", "mlflow_exim." };

    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (strncmp(key, prefixes[i], strlen(prefixes[i])) == 0)
            return;
    for (size_t i = 0; i < PLUME_LOGGED_TRIAL_TAGS; i++)
        if (strcmp(key, plume_logged_trial_tags[i]) == 0)
            return;
    if (strcmp(key, "trial_name") != 0)
        plume_tags_add_pair(tags, key, value, length);
}

void plume_mlflow_begin(plume_mlflow *mlflow, plume_log *log)
{
    memset(mlflow, 0, sizeof *mlflow);
    mlflow->log = log;
    plume_text_init(&mlflow->identity);
    plume_text_init(&mlflow->note);
    plume_text_init(&mlflow->folder);
}

/* --- notes --- */

static void tell_parents(const plume_mlflow *mlflow)
{
    bool leaves_much = mlflow->children_s < 0.5 * mlflow->parents_s;
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%llu runs have children, which are counted instead: ",
                      (unsigned long long)mlflow->parents);
    plume_number_significant(&text, mlflow->children_s / SECONDS_PER_HOUR, 4);
    plume_text_add(&text, " h; they themselves lasted ");
    plume_number_significant(&text, mlflow->parents_s / SECONDS_PER_HOUR, 4);
    plume_text_add(&text, " h");
    plume_log_note(mlflow->log, leaves_much ? PLUME_WARNING : PLUME_INFO, 0,
                   "nested-runs", "%s", text.data);
    plume_text_dispose(&text);
}

static void tell_pauses(const plume_mlflow *mlflow)
{
    plume_text text;

    plume_text_init(&text);
    if (mlflow->paused > 0) {
        plume_number_significant(&text, mlflow->paused_s / SECONDS_PER_HOUR, 4);
        plume_log_note(mlflow->log, PLUME_ASSUMED, 0, "resumed",
                       "runs that stood still by the times of their figures, and were "
                       "resumed: %llu; the pauses, %s h, do not count",
                       (unsigned long long)mlflow->paused, text.data);
    }
    plume_text_clear(&text);
    if (mlflow->doubtful > 0) {
        plume_number_significant(&text, mlflow->doubtful_s / SECONDS_PER_HOUR, 4);
        plume_log_note(mlflow->log, PLUME_WARNING, 0, "resumed-perhaps",
                       "runs that logged nothing for far longer than between their other "
                       "figures: %llu, for %s h: they may have been stopped and resumed; "
                       "this time counts",
                       (unsigned long long)mlflow->doubtful, text.data);
    }
    plume_text_dispose(&text);
}

static void tell_idle(const plume_mlflow *mlflow)
{
    plume_text text;

    plume_text_init(&text);
    plume_number_significant(&text, mlflow->idle_kwh, 4);
    plume_log_note(mlflow->log, PLUME_ASSUMED, 0, "devices-unused",
                   "runs with GPUs that had a utilisation of 0 throughout beside others "
                   "that were busy: %llu; they drew %s kWh of the sum, and may be of "
                   "nobody, or of somebody else",
                   (unsigned long long)mlflow->idle, text.data);
    plume_text_dispose(&text);
}

static void tell_deleted(const plume_mlflow *mlflow)
{
    plume_log_note(mlflow->log, PLUME_INFO, 0, "deleted-runs",
                   "runs deleted in MLflow: %llu; they count, for they were run",
                   (unsigned long long)mlflow->deleted);
}

void plume_mlflow_end(plume_mlflow *mlflow, plume_status status)
{
    if (status == PLUME_OK)
        plume_trial_describe(mlflow->log, &mlflow->tally, "run");
    if (status == PLUME_OK && mlflow->parents > 0)
        tell_parents(mlflow);
    if (status == PLUME_OK && mlflow->resumed > 0)
        plume_log_note(mlflow->log, PLUME_WARNING, 0, "resumed",
                       "runs that are running and have an end, which is that of an "
                       "earlier session: %llu; it is not used",
                       (unsigned long long)mlflow->resumed);
    if (status == PLUME_OK && mlflow->imported > 0)
        plume_log_note(mlflow->log, PLUME_ASSUMED, 0, "span-of-figures",
                       "runs whose figures are older than they: %llu; they were copied "
                       "into the store, and ran from the first figure to the last",
                       (unsigned long long)mlflow->imported);
    if (status == PLUME_OK)
        tell_pauses(mlflow);
    if (status == PLUME_OK && mlflow->idle > 0)
        tell_idle(mlflow);
    if (status == PLUME_OK && mlflow->deleted > 0)
        tell_deleted(mlflow);
    plume_figure_times_dispose(&mlflow->times);
    plume_text_dispose(&mlflow->identity);
    plume_text_dispose(&mlflow->note);
    plume_text_dispose(&mlflow->folder);
}

/* --- the run --- */

static const struct {
    const char *word, *number;
    plume_state state;
} states[] = {
    { "RUNNING", "1", PLUME_STATE_RUNNING },   { "SCHEDULED", "2", PLUME_STATE_WAITING },
    { "FINISHED", "3", PLUME_STATE_COMPLETE }, { "FAILED", "4", PLUME_STATE_FAILED },
    { "KILLED", "5", PLUME_STATE_CANCELLED },
};

static plume_state state_of(const char *status, const char **word)
{
    *word = status;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(states[i].word, status) == 0 ||
            strcmp(states[i].number, status) == 0) {
            *word = states[i].word;
            return states[i].state;
        }
    return PLUME_STATE_UNKNOWN;
}

/* Where the end of a run is not the last one it had, its last session was killed. */
static double last_session_ms(const plume_mlflow_run *run)
{
    const char *word;

    return state_of(run->status, &word) == PLUME_STATE_RUNNING ? run->end_ms
                                                               : (double)NAN;
}

plume_status plume_mlflow_find_pauses(plume_mlflow *mlflow, const plume_mlflow_run *run,
                                      plume_error *error)
{
    double session_ms = last_session_ms(run);
    double end_ms = isnan(session_ms) ? run->end_ms : (double)NAN;

    return plume_figure_times_pauses(&mlflow->pauses, &mlflow->times, run->start_ms,
                                     end_ms, session_ms, error);
}

/* What ran between the start and the last sign of life, or the end. */
static double less_pauses_s(plume_mlflow *mlflow, double until_ms)
{
    const plume_pauses *pauses = &mlflow->pauses;
    double paused_s = plume_pauses_sum_ms(pauses) / MILLISECONDS_PER_SECOND;

    mlflow->paused += pauses->count > 0;
    mlflow->paused_s += paused_s;
    mlflow->doubtful += pauses->doubtful_ms > 0.0;
    mlflow->doubtful_s += pauses->doubtful_ms / MILLISECONDS_PER_SECOND;
    return until_ms / MILLISECONDS_PER_SECOND - paused_s;
}

static void settle_time(plume_mlflow *mlflow, plume_run *run,
                        const plume_mlflow_run *from)
{
    double paused_s = plume_pauses_most_ms(&mlflow->pauses) / MILLISECONDS_PER_SECOND;
    double last_s =
        fmax(from->power.end_s, from->last_ms / MILLISECONDS_PER_SECOND) - paused_s;

    run->start_s = from->start_ms / MILLISECONDS_PER_SECOND;
    run->end_s = from->end_ms / MILLISECONDS_PER_SECOND;
    if (run->state == PLUME_STATE_RUNNING && !isnan(run->end_s)) {
        mlflow->resumed++;
        run->end_s = NAN;
    }
    if (run->state == PLUME_STATE_WAITING && isnan(run->end_s))
        run->duration_s = 0.0;
    else if (run->state == PLUME_STATE_RUNNING && isnan(run->end_s))
        plume_trial_settle_running(&mlflow->tally, run, last_s,
                                   plume_log_options(mlflow->log));
    else
        run->duration_s = less_pauses_s(mlflow, from->end_ms - from->start_ms);
    if (run->duration_s == 0.0 && run->state != PLUME_STATE_WAITING)
        mlflow->tally.instant++;
}

/* Figures come after the start of their run, at once or later: a run that was copied into
 * the store has the times of its figures, or no times. */
static const double import_s = 10.0;

static double seconds_into(const plume_mlflow_run *run, double ms)
{
    return (ms - run->start_ms) / MILLISECONDS_PER_SECOND;
}

/* All figures came in one batch when the run was made, and nothing later. */
static bool is_written_at_once(const plume_mlflow *mlflow, const plume_mlflow_run *from)
{
    double first_ms = plume_figure_times_first_ms(&mlflow->times);

    return plume_figure_times_are_one(&mlflow->times) &&
           seconds_into(from, first_ms) < import_s &&
           !(seconds_into(from, from->end_ms) >= import_s);
}

/* True where the run was written down when it was over. */
static bool settle_import(plume_mlflow *mlflow, plume_run *run,
                          const plume_mlflow_run *from)
{
    double first_ms = plume_figure_times_first_ms(&mlflow->times);

    if (from->has_children || isnan(first_ms))
        return false;
    run->id = from->id;
    run->start_s = run->end_s = first_ms / MILLISECONDS_PER_SECOND;
    if (is_written_at_once(mlflow, from))
        return plume_settle_written_at_once(run, mlflow->log);
    if (!(seconds_into(from, first_ms) < -import_s)) {
        run->start_s = run->end_s = (double)NAN;
        return false;
    }
    run->end_s = from->last_ms / MILLISECONDS_PER_SECOND;
    run->duration_s = less_pauses_s(mlflow, from->last_ms - first_ms);
    run->warnings = PLUME_RUN_LEAST;
    mlflow->imported++;
    return true;
}

/* Its time is that of its children; its own figures are shown, and add nothing. */
static void settle_parent(plume_mlflow *mlflow, plume_run *run,
                          const plume_mlflow_run *from)
{
    mlflow->parents++;
    if (!isnan(run->duration_s) && !from->is_child)
        mlflow->parents_s += run->duration_s;
    plume_text_add(&mlflow->note, "; lasted ");
    plume_number_significant(&mlflow->note, run->duration_s / SECONDS_PER_HOUR, 4);
    plume_text_add(&mlflow->note, " h, of which its child runs are counted");
    run->duration_s = 0.0;
    run->end_s = NAN;
    run->warnings = "nested-parent";
}

static void fill_energy(plume_mlflow *mlflow, plume_run *run,
                        const plume_mlflow_run *from)
{
    double devices = (double)from->power.devices;

    if (isnan(from->power.energy_j) || from->has_children)
        return;
    run->energy.logged_kwh = run->energy.total_kwh = run->energy.gpu_kwh =
        from->power.energy_j / (SECONDS_PER_HOUR * WATTS_PER_KILOWATT);
    run->energy.scope = PLUME_SCOPE_DEVICE;
    run->energy.evidence = PLUME_EVIDENCE_SAMPLED;
    if (from->unused.idle > 0 && from->unused.busy > 0) {
        mlflow->idle++;
        mlflow->idle_kwh += from->unused.idle_j / JOULES_PER_KWH;
    }
    run->matched_kg_per_kwh = plume_matched_mean(&from->power.matched);
    run->matched_share = plume_matched_share(&from->power.matched);
    run->device_count = devices;
    if (!(run->duration_s > 0.0))
        return;
    run->energy.coverage = fmin(1.0, from->measured_s / (run->duration_s * devices));
    if (!isnan(from->sampled_s))
        run->energy.sampled = fmin(1.0, from->sampled_s / (run->duration_s * devices));
}

static void reject(plume_mlflow *mlflow, const plume_mlflow_run *run, const char *code,
                   const char *what)
{
    plume_log_reject(mlflow->log, run->line, 0, code, "run %s: %s", run->id, what);
}

/* "train_f3ed5_00001" is the trial f3ed5_00001 of the trainable train. */
static const char *trial_id(const char *trial_name)
{
    const char *last = strrchr(trial_name, '_'), *at = last;

    while (at != NULL && at > trial_name && at[-1] != '_')
        at--;
    return at == NULL ? "" : at;
}

static void set_keys(plume_mlflow *mlflow, plume_run *run, const plume_mlflow_run *from)
{
    plume_run_keys *keys = &run->keys;

    plume_text_clear(&mlflow->folder);
    plume_path_beside(&mlflow->folder, plume_log_path(mlflow->log), "mlruns",
                      from->folder);

    keys->run = from->id;
    keys->run_tool = "mlflow";
    keys->parent = from->parent;
    keys->trial = trial_id(from->trial);
    keys->folder = mlflow->folder.data;
    keys->clock = PLUME_CLOCK_ZONED;
    keys->resolution_s = 0.0;
    if (plume_logged_trial_settle(run, from->logged, mlflow->log))
        keys->sweep = from->experiment; /* which the callback names after the study */
}

plume_status plume_mlflow_push(plume_mlflow *mlflow, const plume_mlflow_run *from,
                               plume_error *error)
{
    const char *word, *source = plume_logged_source(from->logged);
    plume_status status;
    plume_run run;

    plume_run_init(&run);
    run.state = state_of(from->status, &word);
    if (from->end_ms < from->start_ms) {
        reject(mlflow, from, "negative-duration", "it ends before it starts");
        return PLUME_OK;
    }
    plume_text_clear(&mlflow->identity);
    plume_text_printf(&mlflow->identity, "mlflow %s",
                      source[0] != '\0' ? source : from->id);
    plume_text_clear(&mlflow->note);
    plume_text_printf(&mlflow->note, "status %s%s", word,
                      from->deleted ? "; deleted in MLflow" : "");
    if (!plume_logged_source_times(&run, from->logged) &&
        !settle_import(mlflow, &run, from))
        settle_time(mlflow, &run, from);
    if (run.state == PLUME_STATE_RUNNING && run.warnings[0] == '\0')
        run.warnings = isnan(run.duration_s) ? "running-unknown" : "running-assumed";
    fill_energy(mlflow, &run, from);
    if (from->has_children)
        settle_parent(mlflow, &run, from);
    else if (from->is_child && !isnan(run.duration_s))
        mlflow->children_s += run.duration_s;
    mlflow->deleted += from->deleted;
    set_keys(mlflow, &run, from);
    run.id = from->id;
    run.identity = mlflow->identity.data;
    run.study = from->experiment;
    run.owner.project = from->experiment;
    run.owner.tags = from->tags;
    run.name = from->name;
    run.note = mlflow->note.data;
    status = plume_text_status(&mlflow->identity, error);
    if (status == PLUME_OK)
        status = plume_text_status(&mlflow->note, error);
    return status == PLUME_OK ? plume_log_run(mlflow->log, &run, from->line, error)
                              : status;
}

/* --- system metrics --- */

plume_mlflow_figure plume_mlflow_device(plume_text *out, const char *metric)
{
    static const struct {
        const char *ending;
        plume_mlflow_figure figure;
    } known[] = { { "_power_usage_watts", PLUME_MLFLOW_WATTS },
                  { "_utilization_percentage", PLUME_MLFLOW_PERCENT } };
    const char *slash = strrchr(metric, '/');
    const char *name = slash != NULL ? slash + 1 : metric;
    const char *node = slash != NULL ? metric + strcspn(metric, "/") + 1 : metric;
    size_t length = strncmp(name, "gpu_", 4) == 0 ? strlen(name) : 0;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t ending = strlen(known[i].ending);

        if (length <= ending || strcmp(name + length - ending, known[i].ending) != 0)
            continue;
        plume_text_clear(out);
        if (node < name)
            plume_text_add_n(out, node, (size_t)(name - node));
        plume_text_add_n(out, name, length - ending);
        return known[i].figure;
    }
    return PLUME_MLFLOW_OTHER;
}

plume_status plume_mlflow_take(plume_mlflow *mlflow, plume_power *power,
                               const char *device, plume_mlflow_figure figure, double ms,
                               double value, plume_error *error)
{
    plume_power_sample sample;
    plume_power_verdict verdict;

    if (figure == PLUME_MLFLOW_PERCENT) {
        plume_power_use(power, device, value / 100.0);
        return PLUME_OK;
    }
    if (plume_pauses_part(&mlflow->pauses, mlflow->last_sample_ms, ms))
        plume_power_pause(power, device);
    mlflow->last_sample_ms = ms;
    plume_power_sample_init(&sample);
    sample.device = device;
    sample.t_s = ms / MILLISECONDS_PER_SECOND;
    sample.watts = value;
    return plume_power_take(power, &sample, &verdict, error);
}

enum { IDLE_SAMPLES = 2 }; /* each is a mean of 10 s, unless the user says otherwise */

/* Fed twice, as any trace is: once for the spacing of the samples, once for their
 * energy. */
plume_status plume_mlflow_measure(plume_mlflow *mlflow, plume_mlflow_run *run,
                                  plume_mlflow_feeder feeder, plume_error *error)
{
    plume_log *log = mlflow->log;
    plume_power_rules rules = { plume_log_options(log)->gaps, NAN, NAN };
    plume_power *power = NULL;
    plume_status status = plume_power_new(&power, &rules, error);

    if (status == PLUME_OK) {
        plume_power_match(power, plume_log_options(log)->series);
        mlflow->last_sample_ms = NAN;
        status = feeder.feed(feeder.state, power, error);
    }
    if (status == PLUME_OK) {
        plume_power_begin(power, (plume_power_sink){ NULL, NULL });
        mlflow->last_sample_ms = NAN;
        status = feeder.feed(feeder.state, power, error);
    }
    if (status == PLUME_OK) {
        run->power = plume_power_sum(power);
        run->unused = plume_power_idle(power, IDLE_SAMPLES);
        run->measured_s = 0.0;
        run->sampled_s = plume_gaps_are_filled(rules.gaps) ? 0.0 : NAN;
        for (size_t i = 0; i < plume_power_count(power); i++) {
            plume_power_device device = plume_power_at(power, i);

            run->measured_s += device.measured_s;
            run->sampled_s += device.measured_s + device.gap_s;
        }
    }
    plume_power_free(power);
    return status;
}
