/* Ray Tune's experiment_state-*.json: all trials of an experiment, as the driver last
 * wrote them. It goes stale; a trial's own files, where they are, know better. */
#include <math.h>
#include <string.h>

#include "logs/whole_document.h"
#include "logs/path.h"
#include "readers/hpo/ray/config.h"
#include "readers/hpo/ray/folder.h"
#include "readers/hpo/ray/result_lines.h"

enum { STATE_BYTES_MAX = 256 << 20 };
#define TIME_MAX_S 1e11 /* the year 5138 */

static int confidence(const plume_head *head)
{
    bool named = strncmp(head->name, "experiment_state", 16) == 0;
    bool listed = strstr(head->bytes, "\"checkpoints\"") != NULL ||
                  strstr(head->bytes, "\"trial_data\"") != NULL;
    bool trials = strstr(head->bytes, "trial_id") != NULL ||
                  strstr(head->bytes, "\"runner_data\"") != NULL;

    if (head->bytes[strspn(head->bytes, " \t\r\n")] != '{' || !listed)
        return 0;
    return named ? 95 : trials ? 85 : 0;
}

/* --- what a trial is written as --- */

/* An object, a string that holds one, or a pair of these: what a trial is, and what it
 * has done. */
typedef struct trial_parts {
    const plume_value *part[2];
    plume_value *owned[2];
} trial_parts;

static void add_part(trial_parts *parts, size_t i, const plume_value *value)
{
    if (plume_value_kind(value) == PLUME_STRING)
        parts->owned[i] = plume_document_inner(plume_value_string(value));
    parts->part[i] = parts->owned[i] != NULL ? parts->owned[i] : value;
}

static void parts_init(trial_parts *parts, const plume_value *value)
{
    memset(parts, 0, sizeof *parts);
    if (plume_value_kind(value) != PLUME_LIST) {
        add_part(parts, 0, value);
        return;
    }
    for (size_t i = 0; i < 2 && i < plume_value_count(value); i++)
        add_part(parts, i, plume_value_at(value, i));
}

static void parts_dispose(trial_parts *parts)
{
    plume_value_free(parts->owned[0]);
    plume_value_free(parts->owned[1]);
}

static const plume_value *get(const trial_parts *parts, const char *key)
{
    for (size_t i = 0; i < 2; i++) {
        const plume_value *value = plume_value_get(parts->part[i], key);

        if (plume_value_kind(value) != PLUME_NULL)
            return value;
    }
    return NULL;
}

static const char *text_of(const trial_parts *parts, const char *key)
{
    return plume_value_string(get(parts, key));
}

/* --- devices --- */

static double plus(double sum, double more)
{
    if (!(more >= 0.0))
        return sum;
    return isnan(sum) ? more : sum + more;
}

/* Bundles of resources, {"CPU": 1, "GPU": 0.5} each. */
static double bundle_gpus(const plume_value *bundles)
{
    double gpus = NAN;

    for (size_t i = 0; i < plume_value_count(bundles); i++) {
        const plume_value *bundle = plume_value_at(bundles, i);

        if (plume_value_kind(bundle) != PLUME_MAP)
            return NAN;
        gpus = plus(gpus, 0.0);
        gpus = plus(gpus, plume_value_number(plume_value_get(bundle, "GPU")));
    }
    return gpus;
}

/* What was reserved for the trial; what its configuration asks for when that is not said.
 */
static double gpus_of(const trial_parts *parts)
{
    const plume_value *resources = get(parts, "resources");
    const plume_value *group = get(parts, "placement_group_factory");
    const plume_value *last = get(parts, "last_result");
    double gpus = plume_value_number(plume_value_get(resources, "gpu"));

    gpus = plus(gpus, plume_value_number(plume_value_get(resources, "extra_gpu")));
    if (isnan(gpus))
        gpus = bundle_gpus(plume_value_kind(group) == PLUME_MAP
                               ? plume_value_get(group, "bundles")
                               : group);
    if (isnan(gpus))
        gpus = plume_ray_config_gpus(plume_value_get(last, "config"));
    if (isnan(gpus))
        gpus = plume_ray_config_gpus(get(parts, "config"));
    return gpus;
}

/* --- states --- */

static const struct {
    const char *word;
    plume_state state;
} states[] = {
    { "TERMINATED", PLUME_STATE_COMPLETE }, { "ERROR", PLUME_STATE_FAILED },
    { "RUNNING", PLUME_STATE_RUNNING },     { "PAUSED", PLUME_STATE_RUNNING },
    { "PENDING", PLUME_STATE_WAITING },
};

static plume_state state_of(const char *word)
{
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (strcmp(states[i].word, word) == 0)
            return states[i].state;
    return PLUME_STATE_UNKNOWN;
}

/* --- one trial --- */

typedef struct reading {
    plume_log *log;
    const char *study;
    double written_s; /* when the file was written; NAN: unknown */
    double begun_s;   /* likewise, when its driver began */
    uint64_t number;  /* of the trial, from 1 */
    plume_trial_tally *tally;
} reading;

/* The last folder of a path; NULL when it names none. */
static const char *folder_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;

    return name[0] == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ? NULL
                                                                                : name;
}

/* Where the trial's own files are, by whichever key this version of Ray has for it. */
static const char *logdir(const trial_parts *parts)
{
    static const char *const keys[] = { "logdir", "relative_logdir", "custom_dirname" };
    const char *path = "";

    for (size_t i = 0; i < sizeof keys / sizeof keys[0] && path[0] == '\0'; i++)
        path = text_of(parts, keys[i]);
    return folder_name(path);
}

static plume_status read_files(const reading *r, plume_ray_trial *own, const char *folder,
                               plume_error *error)
{
    plume_text prefix;
    bool found;
    plume_status status;

    if (folder == NULL)
        return PLUME_OK;
    plume_text_init(&prefix);
    plume_text_printf(&prefix, "%s/", folder);
    status = plume_text_status(&prefix, error);
    if (status == PLUME_OK)
        status = plume_ray_folder_below(own, r->log, prefix.data, &found, error);
    plume_text_dispose(&prefix);
    return status;
}

static double time_of(const trial_parts *parts, const char *key)
{
    double time_s = plume_value_number(get(parts, key));

    return time_s > 0.0 && time_s < TIME_MAX_S ? time_s : NAN;
}

/* The last result is the whole of what the state file knows of a trial's time. It starts
 * when the driver started it, not with the one iteration that is told. */
static void take_last(plume_ray_trial *told, const trial_parts *parts, plume_log *log)
{
    const plume_value *last = get(parts, "last_result");
    plume_ray_result result;

    plume_ray_result_from(&result, last);
    if (isnan(result.total_s))
        return;
    plume_ray_trial_take(told, &result, log);
    told->start_s = time_of(parts, "start_time");
    told->untimed = true;
    told->done = false; /* the status tells */
}

static bool is_contradicted(const plume_ray_trial *own, const plume_ray_trial *told,
                            plume_state state)
{
    double own_s = plume_ray_trial_duration_s(own);
    double told_s = plume_ray_trial_duration_s(told);

    if (own->results == 0)
        return false;
    if (state == PLUME_STATE_WAITING || told->results == 0)
        return true;
    return own_s > told_s + 1.0;
}

/* own is what the trial's files tell, told what the state file tells. */
static plume_status push(const reading *r, const trial_parts *parts, plume_ray_trial *own,
                         plume_ray_trial *told, plume_error *error)
{
    const char *folder = logdir(parts);
    const char *word = text_of(parts, "status");
    plume_ray_about about = { folder != NULL ? folder : "",
                              r->study,
                              text_of(parts, "trial_id"),
                              state_of(word),
                              word,
                              time_of(parts, "start_time"),
                              r->written_s,
                              isnan(r->written_s) ? r->begun_s : r->written_s,
                              r->tally };
    plume_ray_trial *better = own->results > 0 ? own : told;

    if (is_contradicted(own, told, about.state)) {
        plume_log_note(r->log, PLUME_WARNING, 0, "stale-state",
                       "trial %s is %s here, but its own files go further: they count",
                       about.trial_id, word);
        about.state = PLUME_STATE_UNKNOWN;
    }
    if (about.state == PLUME_STATE_RUNNING && own->done)
        about.state = PLUME_STATE_UNKNOWN;
    if (!isnan(gpus_of(parts)))
        better->gpus = gpus_of(parts);
    return plume_ray_trial_push(better, &about, r->log, error);
}

/* The state holds only the last result of a trial; its files, where they are at hand,
 * hold all of them and go first. */
static plume_status take_trial(const reading *r, const plume_value *value,
                               plume_error *error)
{
    plume_ray_trial own, told;
    trial_parts parts;
    plume_status status = PLUME_OK;

    parts_init(&parts, value);
    plume_ray_trial_init(&own);
    plume_ray_trial_init(&told);
    if (text_of(&parts, "trial_id")[0] == '\0') {
        plume_log_reject(r->log, 0, 0, "not-a-trial",
                         "trial %llu of the list has no trial_id",
                         (unsigned long long)r->number);
    } else {
        take_last(&told, &parts, r->log);
        status = read_files(r, &own, logdir(&parts), error);
        if (status == PLUME_OK)
            status = push(r, &parts, &own, &told, error);
    }
    plume_ray_trial_dispose(&told);
    plume_ray_trial_dispose(&own);
    parts_dispose(&parts);
    return status;
}

/* --- the file --- */

static double written_s(const plume_value *root)
{
    double time_s =
        plume_value_number(plume_value_get(plume_value_get(root, "stats"), "timestamp"));

    if (isnan(time_s))
        time_s = plume_value_number(plume_value_get(plume_value_get(root, "runner_data"),
                                                    "_last_checkpoint_time"));
    return time_s > 0.0 && time_s < TIME_MAX_S ? time_s : NAN;
}

/* A driver that restores an experiment writes a file of its own. */
static double begun_s(const plume_value *root)
{
    return plume_value_number(
        plume_value_get(plume_value_get(root, "stats"), "start_time"));
}

static plume_status take_trials(plume_log *log, const plume_value *root,
                                const plume_value *trials, plume_error *error)
{
    plume_text study;
    plume_trial_tally tally = { .running = 0 };
    reading r = { log, "", written_s(root), begun_s(root), 0, &tally };
    plume_status status;

    plume_text_init(&study);
    plume_path_folder(&study, plume_log_path(log), 1);
    status = plume_text_status(&study, error);
    r.study = study.data;
    for (size_t i = 0; status == PLUME_OK && i < plume_value_count(trials); i++) {
        r.number = i + 1;
        status = take_trial(&r, plume_value_at(trials, i), error);
    }
    plume_text_dispose(&study);
    plume_trial_describe(log, &tally, "trials");
    return status;
}

/* The list of trials is "checkpoints" or, in later versions of Ray, "trial_data". */
static plume_status take(void *state, const plume_value *root, plume_error *error)
{
    const plume_value *trials = plume_value_get(root, "checkpoints");

    if (trials == NULL)
        trials = plume_value_get(root, "trial_data");
    if (plume_value_kind(trials) != PLUME_LIST)
        return plume_fail_at(error, PLUME_ERR_VALUE, plume_log_path(state), 0, 0,
                             "checkpoints is no list of trials");
    return take_trials(state, root, trials, error);
}

static plume_status read(plume_log *log, plume_error *error)
{
    return plume_document_read(log, STATE_BYTES_MAX, (plume_document_taker){ take, log },
                               error);
}

const plume_reader plume_reader_ray_state = {
    .name = "ray_state",
    .title = "Ray Tune experiment_state-*.json",
    .confidence = confidence,
    .marks = { "checkpoints", "trial_data" },
    .read = read,
};
