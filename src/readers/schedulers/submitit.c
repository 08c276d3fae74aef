/* submitit's JOB_TASK_log.out: what it says of a job between the job's own lines, on any
 * scheduler. A job that was requeued has several sessions in one file. */
#include <math.h>
#include <string.h>

#include "core/texts.h"
#include "logs/framed/lines.h"
#include <plume/number.h>
#include <plume/text.h>

/* "submitit INFO (2026-11-29 23:39:40,191) - Starting with JobEnvironment(job_id=..." */
static const char mark[] = "submitit ";
static const char begins_with[] = "Starting with JobEnvironment(";

static int confidence(const plume_head *head)
{
    size_t length = strcspn(head->bytes, "\r\n");
    const char *begin = strstr(head->bytes, begins_with);

    if (strncmp(head->bytes, "submitit INFO (", strlen("submitit INFO (")) != 0)
        return 0;
    return begin != NULL && begin < head->bytes + length ? 95 : 80;
}

/* --- what a file says --- */

typedef struct reading {
    plume_log *log;
    plume_text job, host, id, identity, ranked;
    plume_texts texts; /* these */
    double rank, ranks;
    uint64_t line;                   /* of the first session */
    uint64_t sessions;               /* that began */
    double start_s, first_s, last_s; /* of the file; of the session */
    double before_s;                 /* of the sessions before */
    bool told;                       /* more than that the session began */
    bool under_hydra;                /* which catches what a job raises */
    bool timed_out, ended;
    plume_state state;
} reading;

/* Copies what stands behind a key up to a comma or bracket: "hostname=n1,". */
static void copy_value(plume_text *out, const char *message, const char *key)
{
    const char *at = strstr(message, key);

    plume_text_clear(out);
    if (at != NULL) {
        at += strlen(key);
        plume_text_add_n(out, at, strcspn(at, ",()"));
    }
}

static double count_after(const char *message, const char *key)
{
    const char *at = strstr(message, key);
    double count = NAN;

    if (at != NULL)
        plume_count_parse(&count, at + strlen(key),
                          strspn(at + strlen(key), "0123456789"));
    return count;
}

/* --- sessions --- */

static void close_session(reading *in)
{
    if (in->told && in->last_s >= in->first_s)
        in->before_s =
            (isnan(in->before_s) ? 0.0 : in->before_s) + in->last_s - in->first_s;
}

/* "global_rank=1(2)": the second of two. */
static void begin_session(reading *in, const char *message, double at_s, uint64_t line)
{
    const char *ranks = strstr(message, "global_rank=");

    close_session(in);
    if (in->sessions++ == 0) {
        in->line = line;
        in->start_s = at_s;
        copy_value(&in->job, message, "job_id=");
        in->rank = count_after(message, "global_rank=");
        in->ranks = ranks != NULL ? count_after(ranks, "(") : NAN;
    }
    copy_value(&in->host, message, "hostname=");
    in->first_s = at_s;
    in->told = in->timed_out = in->ended = false;
    in->state = PLUME_STATE_UNKNOWN;
}

static void end(reading *in, plume_state state)
{
    if (!in->ended)
        in->state = state;
    in->ended = true;
}

static void take_message(reading *in, const char *message, double at_s, uint64_t line)
{
    static const struct {
        const char *words;
        plume_state state;
    } ends[] = {
        { "Job completed successfully", PLUME_STATE_COMPLETE },
        { "Exiting after successful completion", PLUME_STATE_COMPLETE },
        { "Job not requeued because", PLUME_STATE_TIMEOUT },
        { "Submitted job triggered an exception", PLUME_STATE_FAILED },
    };

    if (strncmp(message, begins_with, strlen(begins_with)) == 0) {
        begin_session(in, message, at_s, line);
    } else if (in->sessions > 0) {
        in->told = in->told || strncmp(message, "Loading pickle", 14) != 0;
        in->timed_out = in->timed_out || strstr(message, "timed out") != NULL;
        for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
            if (strncmp(message, ends[i].words, strlen(ends[i].words)) == 0)
                end(in, in->timed_out && ends[i].state == PLUME_STATE_FAILED
                            ? PLUME_STATE_TIMEOUT
                            : ends[i].state);
    }
    in->last_s = at_s;
}

/* Lines of the program itself have no such beginning. */
static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    const char *open = memchr(text, '(', length), *close, *message;
    reading *in = state;
    double at_s;

    (void)error;
    if (strstr(text, "[submitit][") != NULL)
        in->under_hydra = true;
    if (strncmp(text, mark, strlen(mark)) != 0 || open == NULL)
        return PLUME_OK;
    close = strchr(open, ')');
    message = close != NULL ? strstr(close, " - ") : NULL;
    if (message == NULL)
        return PLUME_OK;
    at_s = plume_log_time(in->log, open + 1, (size_t)(close - open - 1));
    if (isnan(at_s)) {
        plume_log_reject(in->log, line, (uint64_t)(open - text) + 2, "bad-value",
                         "'%.*s' is no time",
                         (int)(close - open - 1 < 64 ? close - open - 1 : 64), open + 1);
        return PLUME_OK;
    }
    take_message(in, message + 3, at_s, line);
    return PLUME_OK;
}

/* --- the run --- */

/* Ranks of a job are one run: that of the first, which covers the others. */
static void name_run(reading *in)
{
    plume_text_add(&in->id, in->job.data);
    if (in->ranks > 1)
        plume_text_printf(&in->ranked, "submitit ranks of %s", in->job.data);
    if (in->ranks > 1 && in->rank > 0) {
        plume_text_add(&in->identity, in->ranked.data);
        return;
    }
    plume_text_printf(&in->identity, "submitit %s %s ", in->id.data, in->host.data);
    plume_number_print(&in->identity, in->start_s);
}

static void add_notes(const reading *in)
{
    if (!in->ended)
        plume_log_note(in->log, PLUME_WARNING, in->line, "unfinished",
                       "job %s has no line of its end: it was killed or still ran, and "
                       "its time is a lower bound",
                       in->job.data);
    if (in->sessions > 1)
        plume_log_note(in->log, PLUME_INFO, in->line, "requeued-jobs",
                       "job %s ran in %llu sessions: their times are added", in->job.data,
                       (unsigned long long)in->sessions);
}

static plume_status push(reading *in, plume_error *error)
{
    plume_status status;
    plume_run run;

    plume_run_init(&run);
    close_session(in);
    name_run(in);
    run.id = in->id.data;
    run.identity = in->identity.data;
    run.covers = in->ranked.data;
    run.host = in->host.data;
    run.start_s = in->start_s;
    run.duration_s = in->before_s;
    run.end_s = in->ended ? in->last_s : NAN;
    run.state = in->under_hydra && in->state == PLUME_STATE_COMPLETE ? PLUME_STATE_UNKNOWN
                                                                     : in->state;
    run.warnings = in->ended ? "" : "unfinished";
    run.keys.job = in->job.data;
    run.keys.rank = in->ranks > 1 ? in->rank : NAN;
    status = plume_texts_status(in->texts, error);
    if (status == PLUME_OK)
        status = plume_log_run(in->log, &run, in->line, error);
    if (status == PLUME_OK)
        add_notes(in);
    return status;
}

/* What a job that was killed printed last has no end. */
static plume_status read_lines(reading *in, plume_error *error)
{
    plume_status status = plume_log_pieces(in->log, take_line, in, error);

    if (status == PLUME_OK && in->sessions == 0)
        return plume_fail_at(error, PLUME_ERR_SYNTAX, plume_log_path(in->log), 1, 1,
                             "no line begins a job ('%s...')", begins_with);
    return status == PLUME_OK ? push(in, error) : status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log, .start_s = NAN, .first_s = NAN, .last_s = NAN };
    plume_text *const texts[] = { &in.job, &in.host, &in.id, &in.identity, &in.ranked };
    plume_status status;

    in.before_s = in.rank = in.ranks = NAN;
    in.texts = (plume_texts){ texts, sizeof texts / sizeof texts[0] };
    plume_texts_init(in.texts);
    status = read_lines(&in, error);
    plume_texts_dispose(in.texts);
    return status;
}

const plume_reader plume_reader_submitit = {
    .name = "submitit",
    .title = "submitit's _log.out",
    .confidence = confidence,
    .marks = { "submitit INFO (" },
    .read = read,
};
