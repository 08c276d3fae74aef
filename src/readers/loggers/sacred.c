/* Sacred's run.json (FileStorageObserver): times are UTC and name no zone. */
#include <math.h>
#include <string.h>

#include "logs/path.h"
#include "logs/reader.h"
#include "logs/trial.h"
#include "logs/whole_document.h"

enum { BYTES_MAX = 64 << 20 };

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");

    if (*start != '{' || strstr(start, "\"experiment\"") == NULL)
        return 0;
    return strstr(start, "\"heartbeat\"") != NULL ? 95
           : strcmp(head->name, "run.json") == 0  ? 80
                                                  : 0;
}

static plume_state state_of(const char *word)
{
    static const struct {
        const char *word;
        plume_state state;
    } states[] = {
        { "COMPLETED", PLUME_STATE_COMPLETE },    { "FAILED", PLUME_STATE_FAILED },
        { "INTERRUPTED", PLUME_STATE_CANCELLED }, { "TIMEOUT", PLUME_STATE_TIMEOUT },
        { "RUNNING", PLUME_STATE_RUNNING },       { "QUEUED", PLUME_STATE_WAITING },
    };

    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (strcmp(states[i].word, word) == 0)
            return states[i].state;
    return PLUME_STATE_UNKNOWN;
}

static double utc_of(const plume_value *value)
{
    const char *text = plume_value_string(value);
    plume_stamp stamp;

    return plume_time_parse(&stamp, text, strlen(text), NULL) ? stamp.unix_s
                                                              : (double)NAN;
}

/* metrics.json goes on where the heartbeat, each ten seconds, stopped. */
static plume_status last_figure(plume_log *log, double *last_s, plume_error *error)
{
    plume_source_stream *source = NULL;
    plume_value *root = NULL;
    plume_status status = plume_log_companion(log, "metrics.json", &source, error);

    if (status == PLUME_OK && source != NULL &&
        plume_document_json(&root, source, BYTES_MAX, NULL) != PLUME_OK)
        plume_log_note(log, PLUME_WARNING, 0, "torn-line",
                       "metrics.json beside it is no JSON");
    plume_source_close(source);
    for (size_t i = 0; i < plume_value_count(root); i++) {
        const plume_value *times = plume_value_get(plume_value_at(root, i), "timestamps");
        size_t count = plume_value_count(times);

        if (count > 0)
            *last_s = fmax(*last_s, utc_of(plume_value_at(times, count - 1)));
    }
    plume_value_free(root);
    return status;
}

/* A run that says RUNNING for ever was killed: it lived until its last sign of life, and
 * up to ten seconds more. */
static void settle(plume_log *log, plume_run *run, const plume_value *root, double last_s)
{
    run->start_s = utc_of(plume_value_get(root, "start_time"));
    run->end_s = utc_of(plume_value_get(root, "stop_time"));
    if (run->state == PLUME_STATE_WAITING) {
        run->duration_s = 0.0;
        return;
    }
    if (isnan(run->end_s) && last_s >= run->start_s) {
        run->end_s = last_s;
        run->state = PLUME_STATE_UNKNOWN;
        run->warnings = "not-ended";
        plume_log_note(log, PLUME_WARNING, 0, "not-ended",
                       "the run never ended by this log: it was killed, or goes on; it "
                       "counts until its last sign of life, %.1f s after its start, and "
                       "may have lasted 10 s more",
                       last_s - run->start_s);
    }
    run->duration_s = plume_trial_span_s(run->start_s, run->end_s);
    if (isnan(run->duration_s)) {
        run->state = PLUME_STATE_UNKNOWN;
        run->warnings = "duration-unknown not-ended";
        plume_log_note(log, PLUME_WARNING, 0, "duration-unknown",
                       "the run never ended by this log and gave no sign of life, the "
                       "first of which is due 10 s after its start: it was killed, or "
                       "goes on");
    }
}

static plume_status take(void *state, const plume_value *root, plume_error *error)
{
    plume_log *log = state;
    const plume_value *host = plume_value_get(root, "host");
    double last_s = utc_of(plume_value_get(root, "heartbeat"));
    plume_text id, identity;
    plume_run run;
    plume_status status = last_figure(log, &last_s, error);

    if (status != PLUME_OK)
        return status;
    plume_run_init(&run);
    plume_text_init(&id);
    plume_text_init(&identity);
    plume_path_name(&id, plume_log_path(log), 1);
    run.state = state_of(plume_value_string(plume_value_get(root, "status")));
    settle(log, &run, root, last_s);
    plume_text_printf(&identity, "sacred %s %s",
                      plume_value_string(plume_value_get(root, "start_time")),
                      plume_value_string(plume_value_get(host, "hostname")));
    run.id = id.data;
    run.identity = identity.data;
    run.name =
        plume_value_string(plume_value_get(plume_value_get(root, "experiment"), "name"));
    run.host = plume_value_string(plume_value_get(host, "hostname"));
    run.compute.processor = plume_value_string(plume_value_get(host, "cpu"));
    run.objective = plume_value_number(plume_value_get(root, "result"));
    run.keys.clock = PLUME_CLOCK_ZONED;
    run.keys.resolution_s = 0.0;
    status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_log_run(log, &run, 0, error);
    plume_text_dispose(&id);
    plume_text_dispose(&identity);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    return plume_document_read(log, BYTES_MAX, (plume_document_taker){ take, log },
                               error);
}

const plume_reader plume_reader_sacred = {
    .name = "sacred",
    .title = "Sacred's run.json",
    .confidence = confidence,
    .marks = { "\"heartbeat\"", "run.json" },
    .read = read,
};
