/* SMAC's and auto-sklearn's runhistory.json: one record a run of the target, in the three
 * notations that its versions wrote. */
#include "logs/whole_document.h"
#include "logs/path.h"
#include "logs/reader.h"

#include <math.h>
#include <string.h>

#include <plume/number.h>

enum { BYTES_MAX = 256 << 20 };
#define LOOKED_UP_S 1.0 /* trainings take longer; look-ups in a table do not */

/* The figures of a record, wherever they stood. */
typedef struct record {
    const plume_value *config, *instance, *seed, *budget;
    const plume_value *cost, *time, *status, *start, *end, *info;
} record;

typedef struct reading {
    plume_log *log;
    plume_text id, identity, study;
    uint64_t records, short_ones, running, unknown_states, limited;
    double short_s;
} reading;

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");
    bool is_history = strstr(start, "\"data\"") != NULL;

    if (*start != '{')
        return 0;
    if (is_history && strstr(start, "\"StatusType.") != NULL)
        return 95;
    if (is_history && strncmp(head->name, "runhistory", strlen("runhistory")) == 0)
        return 90;
    return is_history && (strstr(start, "\"additional_info\"") != NULL ||
                          strstr(start, "\"config_origins\"") != NULL ||
                          strstr(start, "\"submitted\"") != NULL)
               ? 85
               : 0;
}

/* --- one record --- */

/* [[config, instance, seed, budget], [cost, time, status, start, end, info]], to 1.4; the
 * first versions had neither budget nor start nor end. */
static bool read_pair(record *out, const plume_value *pair)
{
    const plume_value *key = plume_value_at(pair, 0), *value = plume_value_at(pair, 1);
    bool timed = plume_value_count(value) >= 6;

    if (plume_value_count(pair) != 2 || plume_value_kind(key) != PLUME_LIST ||
        plume_value_kind(value) != PLUME_LIST || plume_value_count(key) < 3 ||
        plume_value_count(value) < 3)
        return false;
    *out = (record){ .config = plume_value_at(key, 0),
                     .instance = plume_value_at(key, 1),
                     .seed = plume_value_at(key, 2),
                     .budget = plume_value_at(key, 3),
                     .cost = plume_value_at(value, 0),
                     .time = plume_value_at(value, 1),
                     .status = plume_value_at(value, 2),
                     .start = timed ? plume_value_at(value, 3) : NULL,
                     .end = timed ? plume_value_at(value, 4) : NULL,
                     .info = plume_value_at(value, timed ? 5 : 3) };
    return true;
}

/* [config, instance, seed, budget, cost, time, (cpu time,) status, start, end, info], 2.0
 * to 2.2. */
static bool read_flat(record *out, const plume_value *list)
{
    size_t count = plume_value_count(list), shift = count == 11;

    if (count != 10 && count != 11)
        return false;
    *out = (record){ .config = plume_value_at(list, 0),
                     .instance = plume_value_at(list, 1),
                     .seed = plume_value_at(list, 2),
                     .budget = plume_value_at(list, 3),
                     .cost = plume_value_at(list, 4),
                     .time = plume_value_at(list, 5),
                     .status = plume_value_at(list, 6 + shift),
                     .start = plume_value_at(list, 7 + shift),
                     .end = plume_value_at(list, 8 + shift),
                     .info = plume_value_at(list, 9 + shift) };
    return true;
}

/* A map of the same names, from 2.3. */
static bool read_map(record *out, const plume_value *map)
{
    *out = (record){ .config = plume_value_get(map, "config_id"),
                     .instance = plume_value_get(map, "instance"),
                     .seed = plume_value_get(map, "seed"),
                     .budget = plume_value_get(map, "budget"),
                     .cost = plume_value_get(map, "cost"),
                     .time = plume_value_get(map, "time"),
                     .status = plume_value_get(map, "status"),
                     .start = plume_value_get(map, "starttime"),
                     .end = plume_value_get(map, "endtime"),
                     .info = plume_value_get(map, "additional_info") };
    return out->config != NULL && out->time != NULL;
}

static bool read_record(record *out, const plume_value *value)
{
    if (plume_value_kind(value) == PLUME_MAP)
        return read_map(out, value);
    if (plume_value_kind(value) != PLUME_LIST)
        return false;
    return read_pair(out, value) || read_flat(out, value);
}

/* --- states --- */

/* Words of an enumeration to 1.4, numbers from 2.0. */
static plume_state state_of(reading *in, const plume_value *status)
{
    static const struct {
        const char *word;
        int number;
        plume_state state;
    } states[] = {
        { "RUNNING", 0, PLUME_STATE_RUNNING },
        { "SUCCESS", 1, PLUME_STATE_COMPLETE },
        { "CRASHED", 2, PLUME_STATE_FAILED },
        { "TIMEOUT", 3, PLUME_STATE_TIMEOUT },
        { "MEMORYOUT", 4, PLUME_STATE_FAILED },
        { "MEMOUT", -1, PLUME_STATE_FAILED },
        { "ABORT", -1, PLUME_STATE_CANCELLED },
        { "CAPPED", -1, PLUME_STATE_PRUNED },
        { "STOP", -1, PLUME_STATE_CANCELLED },
        { "DONOTADVANCE", -1, PLUME_STATE_PRUNED },
    };
    double number = plume_value_number(status);
    const char *word = plume_value_kind(status) == PLUME_MAP
                           ? plume_value_string(plume_value_get(status, "__enum__"))
                           : plume_value_string(status);
    const char *dot = strrchr(word, '.');

    if (dot != NULL)
        word = dot + 1;
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if ((isnan(number) && strcmp(states[i].word, word) == 0) ||
            (states[i].number >= 0 && number == states[i].number))
            return states[i].state;
    in->unknown_states++;
    return PLUME_STATE_UNKNOWN;
}

/* --- runs --- */

static void add_part(plume_text *text, char mark, const plume_value *value)
{
    if (value == NULL || plume_value_kind(value) == PLUME_NULL)
        return;
    plume_text_add_char(text, mark);
    if (plume_value_kind(value) == PLUME_NUMBER)
        plume_number_print(text, plume_value_number(value));
    else
        plume_text_add(text, plume_value_string(value));
}

/* Two searches share numbers of configurations, but not their times to the microsecond.
 */
static void name_run(reading *in, const record *from, plume_run *run)
{
    plume_text_clear(&in->id);
    add_part(&in->id, 'c', from->config);
    add_part(&in->id, '/', from->instance);
    add_part(&in->id, 's', from->seed);
    if (plume_value_number(from->budget) > 0)
        add_part(&in->id, 'b', from->budget);
    plume_text_clear(&in->identity);
    plume_text_printf(&in->identity, "smac %s", in->id.data);
    add_part(&in->identity, ' ', from->time);
    add_part(&in->identity, ' ', from->start);
    add_part(&in->identity, ' ', from->cost);
    run->id = in->id.data;
    run->identity = in->identity.data;
    run->study = in->study.data;
}

/* The time of a run that was stopped, or that failed, is a 0 that nobody filled in; start
 * and end stand beside it. */
static void set_times(const record *from, plume_run *run)
{
    double start_s = plume_value_number(from->start);
    double end_s = plume_value_number(from->end);

    run->duration_s = plume_value_number(from->time);
    if (start_s > 0)
        run->start_s = start_s;
    if (end_s > 0 && end_s >= start_s)
        run->end_s = end_s;
    if (end_s > start_s && start_s > 0 &&
        (run->duration_s == 0 || run->state != PLUME_STATE_COMPLETE))
        run->duration_s = fmax(run->duration_s, end_s - start_s);
}

/* From 2.0 on a crash that the target raised has its traceback; one without was killed
 * by SMAC itself at a limit of time or of memory, and which of them no field tells. */
static bool is_limited(const record *from, const plume_run *run)
{
    return run->state == PLUME_STATE_FAILED && plume_value_number(from->status) == 2 &&
           plume_value_number(from->time) == 0 &&
           plume_value_kind(from->info) == PLUME_MAP &&
           plume_value_count(from->info) == 0;
}

static plume_status take(void *state, const plume_value *root, const plume_value *value,
                         plume_error *error)
{
    reading *in = state;
    uint64_t line = plume_value_line(value);
    record from;
    plume_run run;
    plume_status status;

    (void)root;
    if (!read_record(&from, value)) {
        plume_log_reject(in->log, line, 0, "no-record",
                         "this is no record of a run as SMAC writes it");
        return PLUME_OK;
    }
    plume_run_init(&run);
    name_run(in, &from, &run);
    run.state = state_of(in, from.status);
    set_times(&from, &run);
    if (is_limited(&from, &run)) {
        run.state = PLUME_STATE_TIMEOUT;
        in->limited++;
    }
    run.role = PLUME_ROLE_SEARCH;
    run.objective_better = -1.0; /* a cost */
    run.objective = plume_value_number(from.cost);
    if (run.state == PLUME_STATE_RUNNING)
        run.duration_s = NAN; /* 0 stands there until it ends */
    in->running += run.state == PLUME_STATE_RUNNING;
    in->records++;
    if (run.duration_s < LOOKED_UP_S) {
        in->short_ones++;
        in->short_s += run.duration_s;
        run.warnings = "shorter-than-training";
    }
    status = plume_text_status(&in->identity, error);
    return status == PLUME_OK ? plume_log_run(in->log, &run, line, error) : status;
}

static void add_notes(const reading *in)
{
    plume_text seconds;

    plume_text_init(&seconds);
    plume_number_significant(&seconds, in->short_s, 3);
    if (in->short_ones * 2 > in->records)
        plume_log_note(
            in->log, PLUME_WARNING, 0, "times-of-look-ups",
            "%llu of %llu runs took less than a second (%s s in all): times of "
            "look-ups in a benchmark's table are no times of training",
            (unsigned long long)in->short_ones, (unsigned long long)in->records,
            seconds.data);
    if (in->running > 0)
        plume_log_note(in->log, PLUME_WARNING, 0, "still-running",
                       "%llu runs had not ended: their time is not known",
                       (unsigned long long)in->running);
    if (in->limited > 0)
        plume_log_note(
            in->log, PLUME_INFO, 0, "stopped-at-limit",
            "%llu runs are written as crashed but raised nothing: SMAC stopped "
            "them at its limit of time, or of memory",
            (unsigned long long)in->limited);
    if (in->unknown_states > 0)
        plume_log_note(in->log, PLUME_WARNING, 0, "unknown-state",
                       "%llu runs have a status that SMAC is not known to have",
                       (unsigned long long)in->unknown_states);
    plume_text_dispose(&seconds);
}

static plume_status end(void *state, const plume_value *root, plume_error *error)
{
    const reading *in = state;

    if (plume_value_kind(plume_value_get(root, "data")) != PLUME_LIST)
        return plume_fail_at(error, PLUME_ERR_SYNTAX, plume_log_path(in->log), 0, 0,
                             "there is no list 'data' of runs");
    add_notes(in);
    return PLUME_OK;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log };
    plume_json_passing runs = { .key = "data", .take = take, .state = &in };
    plume_status status;

    plume_text_init(&in.id);
    plume_text_init(&in.identity);
    plume_text_init(&in.study);
    if (plume_log_options(log)->study[0] == '\0')
        plume_path_folder(&in.study, plume_log_path(log), 1);
    status = plume_document_pass(log, BYTES_MAX, &runs,
                                 (plume_document_taker){ end, &in }, error);
    plume_text_dispose(&in.id);
    plume_text_dispose(&in.identity);
    plume_text_dispose(&in.study);
    return status;
}

const plume_reader plume_reader_smac = {
    .name = "smac",
    .title = "SMAC's runhistory.json",
    .confidence = confidence,
    .marks = { "\"data\"" },
    .read = read,
};
