/* Snakemake's own log, `.snakemake/log/STAMP.snakemake.log`: when each job began, which
 * rule it was of, and how it ended; in local time without a zone. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/ascii.h"
#include "core/pool.h"
#include "core/texts.h"
#include "logs/framed/lines.h"
#include "readers/schedulers/snakemake/output.h"
#include <plume/number.h>
#include <plume/text.h>

static int confidence(const plume_head *head)
{
    return strstr(head->bytes, "Building DAG of jobs...") != NULL &&
                   (strstr(head->bytes, "Job stats:") != NULL ||
                    strstr(head->bytes, "Job counts:") != NULL ||
                    strstr(head->bytes, "rule ") != NULL)
               ? 90
               : 0;
}

typedef struct job {
    const char *rule, *benchmark, *wildcards, *outputs;
    double number, threads, start_s;
    uint64_t line;
    bool over;
} job;

typedef struct reading {
    plume_log *log;
    plume_pool *pool;
    job *jobs;
    size_t count, capacity;
    size_t open;   /* whose lines come, from 1; 0 none */
    bool in_error; /* lines are of an error */
    const char *host;
    double stamp_s;
    bool stamped; /* a time was seen, readable or not */
    plume_text id, identity, covers, launcher, output;
    plume_texts texts; /* these */
    uint64_t unfinished;
} reading;

/* --- times --- */

/* "[Sun Nov 29 23:38:56 2026]" as "2026-11-29 23:38:56". */
static double stamp_of(reading *in, const char *text)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    char stamp[20];

    for (int month = 0; month < 12; month++) {
        double day = NAN;
        size_t digits;

        if (strncmp(text + 5, months + (size_t)month * 3, 3) != 0)
            continue;
        text += 9 + strspn(text + 9, " ");
        digits = strspn(text, "0123456789");
        if (digits < 1 || digits > 2 || !plume_count_parse(&day, text, digits))
            return NAN;
        text += digits + 1;
        if (strlen(text) < 13)
            return NAN;
        memcpy(stamp, text + 9, 4);
        stamp[4] = stamp[7] = '-';
        stamp[5] = (char)('0' + (month + 1) / 10);
        stamp[6] = (char)('0' + (month + 1) % 10);
        stamp[8] = (char)('0' + (int)day / 10);
        stamp[9] = (char)('0' + (int)day % 10);
        stamp[10] = ' ';
        memcpy(stamp + 11, text, 8);
        return plume_log_time(in->log, stamp, 19);
    }
    return NAN;
}

static bool is_stamp(const char *text, size_t length)
{
    return length >= 26 && text[0] == '[' && plume_is_letter(text[1]) && text[4] == ' ' &&
           plume_is_letter(text[5]) && text[length - 1] == ']' && text[14] == ':';
}

/* --- runs --- */

/* The benchmark file of the job lies where Snakemake ran: two folders above the log. It
 * tells the same again, without a date. */
static void name_benchmark(reading *in, const char *benchmark)
{
    const char *path = plume_log_path(in->log);
    const char *at = strstr(path, snakemake_log_folder);

    plume_text_clear(&in->covers);
    if (benchmark == NULL || at == NULL)
        return;
    plume_text_add(&in->covers, "snakemake benchmark ");
    if (benchmark[0] != '/')
        plume_text_add_n(&in->covers, path, (size_t)(at - path));
    plume_text_add(&in->covers, benchmark);
}

/* Of several outputs the one whose record stands first. */
static void name_output(reading *in, const char *outputs)
{
    const char *path = plume_log_path(in->log);
    const char *at = strstr(path, snakemake_log_folder);
    plume_text best;

    plume_text_init(&best);
    while (at != NULL && outputs != NULL && *outputs != '\0') {
        size_t length = strcspn(outputs, ",");

        plume_text_clear(&in->output);
        snakemake_add_base64(&in->output, outputs, length);
        if (best.length == 0 || strcmp(in->output.data, best.data) < 0) {
            plume_text_clear(&best);
            plume_text_add(&best, in->output.data);
        }
        outputs += length + strspn(outputs + length, ", ");
    }
    plume_text_clear(&in->launcher);
    if (best.length > 0)
        snakemake_add_launcher(&in->launcher, path, (size_t)(at - path), best.data);
    plume_text_dispose(&best);
}

static void name_job(reading *in, const job *of)
{
    name_output(in, of->outputs);
    plume_text_clear(&in->id);
    plume_text_printf(&in->id, "%s-", of->rule);
    plume_number_print(&in->id, of->number);
    plume_text_clear(&in->identity);
    plume_text_printf(&in->identity, "snakemake log %s ", in->id.data);
    plume_number_print(&in->identity, of->start_s);
    name_benchmark(in, of->benchmark);
}

static plume_status push(reading *in, job *of, plume_state state, plume_error *error)
{
    plume_status status;
    plume_run run;

    of->over = true;
    /* A rule without output and action is a target: `all`. */
    if (of->outputs == NULL && in->stamp_s == of->start_s &&
        state == PLUME_STATE_COMPLETE)
        return PLUME_OK;
    name_job(in, of);
    plume_run_init(&run);
    run.id = in->id.data;
    run.identity = in->identity.data;
    run.covers = in->covers.data;
    run.name = of->rule;
    run.host = in->host;
    run.state = state;
    run.start_s = of->start_s;
    run.duration_s = in->stamp_s - of->start_s;
    /* Less than a second: whole seconds do not tell where in it. */
    run.end_s = state == PLUME_STATE_UNKNOWN || run.duration_s == 0 ? NAN : in->stamp_s;
    run.note = of->wildcards;
    run.compute.cores = of->threads;
    run.keys.resolution_s = 1.0;
    run.keys.launcher = in->launcher.data;
    if (state == PLUME_STATE_UNKNOWN) {
        run.warnings = "unfinished";
        in->unfinished++;
    }
    status = plume_texts_status(in->texts, error);
    return status == PLUME_OK ? plume_log_run(in->log, &run, of->line, error) : status;
}

static plume_status finish(reading *in, double number, plume_state state,
                           plume_error *error)
{
    for (size_t i = in->count; i-- > 0;)
        if (!in->jobs[i].over && in->jobs[i].number == number)
            return push(in, &in->jobs[i], state, error);
    return PLUME_OK;
}

/* Jobs that are over make room. */
static bool make_room(reading *in)
{
    size_t kept = 0, capacity = in->capacity * 2 + 16;
    job *grown;

    if (in->count < in->capacity)
        return true;
    for (size_t i = 0; i < in->count; i++)
        if (!in->jobs[i].over)
            in->jobs[kept++] = in->jobs[i];
    in->count = kept;
    if (kept * 2 < in->capacity)
        return true;
    grown = realloc(in->jobs, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    in->jobs = grown;
    in->capacity = capacity;
    return true;
}

/* --- lines --- */

/* "localrule train:", "rule train:", "checkpoint split:". */
static const char *rule_of(const char *text, size_t *length)
{
    static const char *const words[] = { "localrule ", "rule ", "localcheckpoint ",
                                         "checkpoint " };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t skip = strlen(words[i]);

        if (strncmp(text, words[i], skip) != 0)
            continue;
        *length = strcspn(text + skip, ": ");
        return text[skip + *length] == ':' && *length > 0 ? text + skip : NULL;
    }
    return NULL;
}

static plume_status begin(reading *in, const char *rule, size_t length, uint64_t line,
                          plume_error *error)
{
    if (!make_room(in))
        return plume_fail_memory(error);
    in->jobs[in->count] = (job){ .rule = plume_pool_copy_n(in->pool, rule, length),
                                 .wildcards = "",
                                 .number = NAN,
                                 .threads = NAN,
                                 .start_s = in->stamp_s,
                                 .line = line };
    in->in_error = false;
    in->open = ++in->count;
    return in->jobs[in->count - 1].rule != NULL ? PLUME_OK : plume_fail_memory(error);
}

static double number_behind(const char *text, const char *key)
{
    double number = NAN;

    text += strlen(key);
    plume_count_parse(&number, text, strspn(text, "0123456789"));
    return number;
}

static bool begins(const char *text, const char *key)
{
    return strncmp(text, key, strlen(key)) == 0;
}

/* The indented lines below a rule. */
static plume_status take_detail(reading *in, const char *text, plume_error *error)
{
    job *of = &in->jobs[in->open - 1];
    const char **out = NULL;
    size_t skip = 0;

    if (begins(text, "jobid: "))
        of->number = number_behind(text, "jobid: ");
    else if (begins(text, "threads: "))
        of->threads = number_behind(text, "threads: ");
    else if (begins(text, "output: ")) {
        out = &of->outputs;
        skip = strlen("output: ");
    } else if (begins(text, "benchmark: ")) {
        out = &of->benchmark;
        skip = strlen("benchmark: ");
    } else if (begins(text, "wildcards: ")) {
        out = &of->wildcards;
        skip = strlen("wildcards: ");
    }
    if (out == NULL)
        return PLUME_OK;
    *out = plume_pool_copy_n(in->pool, text + skip, strcspn(text + skip, "\r\n"));
    return *out != NULL ? PLUME_OK : plume_fail_memory(error);
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *in = state;
    const char *inner = text + strspn(text, " ");
    size_t named;
    const char *rule = rule_of(text, &named);

    if (is_stamp(text, length)) {
        in->stamp_s = stamp_of(in, text);
        if (isnan(in->stamp_s))
            plume_log_note(in->log, PLUME_WARNING, line, "no-time",
                           "'%.30s' is no time: it is unknown", text);
        in->stamped = true;
        in->open = 0;
        in->in_error = false;
    } else if (rule != NULL && in->stamped) {
        return begin(in, rule, named, line, error);
    } else if (begins(text, "Error in rule ")) {
        in->open = 0;
        in->in_error = true;
    } else if (in->in_error && begins(inner, "jobid: ")) {
        in->in_error = false;
        return finish(in, number_behind(inner, "jobid: "), PLUME_STATE_FAILED, error);
    } else if (begins(text, "Finished jobid: ")) {
        return finish(in, number_behind(text, "Finished jobid: "), PLUME_STATE_COMPLETE,
                      error);
    } else if (begins(text, "Finished job ")) {
        return finish(in, number_behind(text, "Finished job "), PLUME_STATE_COMPLETE,
                      error);
    } else if (begins(inner, "Host: ") && in->host[0] == '\0') {
        in->host = plume_pool_copy_n(in->pool, inner + 6, strcspn(inner + 6, " \r\n"));
        if (in->host == NULL)
            return plume_fail_memory(error);
    } else if (in->open > 0 && inner > text) {
        return take_detail(in, inner, error);
    }
    return PLUME_OK;
}

static plume_status push_open(reading *in, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < in->count; i++)
        if (!in->jobs[i].over && !isnan(in->jobs[i].number))
            status = push(in, &in->jobs[i], PLUME_STATE_UNKNOWN, error);
    if (in->unfinished > 0)
        plume_log_note(in->log, PLUME_WARNING, 0, "unfinished",
                       "of %llu jobs no end is told: Snakemake was killed or still ran, "
                       "and their times are lower bounds",
                       (unsigned long long)in->unfinished);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log, .host = "", .stamp_s = NAN, .pool = plume_pool_new() };
    plume_text *const texts[] = { &in.id, &in.identity, &in.covers, &in.launcher,
                                  &in.output };
    plume_status status;

    if (in.pool == NULL)
        return plume_fail_memory(error);
    in.texts = (plume_texts){ texts, sizeof texts / sizeof texts[0] };
    plume_texts_init(in.texts);
    status = plume_log_lines(log, take_line, &in, error);
    if (status == PLUME_OK)
        status = push_open(&in, error);
    plume_texts_dispose(in.texts);
    plume_pool_free(in.pool);
    free(in.jobs);
    return status;
}

const plume_reader plume_reader_snakemake_log = {
    .name = "snakemake_log",
    .title = "Snakemake's log",
    .confidence = confidence,
    .marks = { "Building DAG of jobs" },
    .read = read,
};
