/* HTCondor's log of events, of one user or of all: blocks of a line with a number, a job
 * and a time, lines that belong to it, and "...". Jobs stand in it side by side. */
#include <math.h>
#include <string.h>

#include "core/ascii.h"
#include "logs/framed/lines.h"
#include "readers/schedulers/htcondor/event_jobs.h"
#include <plume/number.h>

/* "000 (007.000.000) ": the event, the job. */
static bool is_event(const char *line, size_t length)
{
    static const char form[] = "ddd (";

    if (length < sizeof form + 8)
        return false;
    for (size_t i = 0; form[i] != '\0'; i++)
        if (form[i] == 'd' ? !plume_is_digit(line[i]) : line[i] != form[i])
            return false;
    line += sizeof form - 1;
    return plume_is_digit(*line) && line[strspn(line, "0123456789.")] == ')';
}

static int confidence(const plume_head *head)
{
    const char *line;
    size_t at = 0, length;

    if (!plume_head_line(head, &at, &line, &length) || !is_event(line, length))
        return 0;
    return strstr(head->bytes, "Job submitted from host") != NULL ||
                   strstr(head->bytes, "Job executing on host") != NULL ||
                   strstr(head->bytes, "\n...") != NULL
               ? 92
               : 0;
}

typedef struct reading {
    plume_log *log;
    htcondor_events *events;
    htcondor_event event; /* that is being read */
    bool open;
} reading;

/* "11/29 22:44:55": older releases leave the year out. Seconds of a leap year, which
 * tell how long, and not when. */
static double without_year_s(const char *text)
{
    static const int days[] = { 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335 };
    double at[5] = { 0 };

    for (size_t i = 0; i < 5; i++) {
        size_t digits = strspn(text, "0123456789");

        if (digits == 0 || digits > 2 || !plume_count_parse(&at[i], text, digits))
            return NAN;
        text += digits + (i < 4);
    }
    if (!(at[0] >= 1 && at[0] <= 12))
        return NAN;
    return (((days[(int)at[0] - 1] + at[1]) * 24 + at[2]) * 60 + at[3]) * 60 + at[4];
}

/* The time ends where the words begin: "2026-11-29 22:44:55 Job was evicted." */
static double time_of(reading *in, const char *text)
{
    size_t length = strspn(text, "0123456789-/:.TZ+ ");

    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (length < 12 || text[2] == '/') {
        in->event.has_year = false;
        return without_year_s(text);
    }
    in->event.has_year = true;
    return plume_log_time(in->log, text, length);
}

/* --- blocks --- */

static void begin(reading *in, const char *text, uint64_t line)
{
    const char *close = strchr(text, ')');
    size_t digits = strspn(text + 5, "0123456789");

    memset(&in->event, 0, sizeof in->event);
    htcondor_event_init(&in->event, line);
    plume_count_parse(&in->event.number, text, 3);
    plume_count_parse(&in->event.cluster, text + 5, digits);
    if (text[5 + digits] == '.')
        plume_count_parse(&in->event.proc, text + 6 + digits,
                          strspn(text + 6 + digits, "0123456789"));
    in->event.at_s = time_of(in, close + 1 + strspn(close + 1, " "));
    in->open = !isnan(in->event.at_s) && !isnan(in->event.proc);
    if (!in->open)
        plume_log_reject(in->log, line, 1, "bad-value", "'%.40s' is no event of a job",
                         text);
}

static plume_status end(reading *in, plume_error *error)
{
    if (!in->open)
        return PLUME_OK;
    in->open = false;
    return htcondor_events_take(in->events, &in->event, error);
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    plume_status status = PLUME_OK;
    reading *in = state;

    if (is_event(text, length)) {
        status = end(in, error);
        begin(in, text, line);
    } else if (strncmp(text, "...", 3) == 0) {
        status = end(in, error);
    } else if (in->open) {
        status = htcondor_events_detail(in->events, &in->event, text, error);
    }
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log };
    plume_status status = htcondor_events_new(&in.events, log, error);

    if (status == PLUME_OK)
        status = plume_log_lines(log, take_line, &in, error);
    if (status == PLUME_OK)
        status = end(&in, error);
    if (status == PLUME_OK)
        status = htcondor_events_end(in.events, error);
    htcondor_events_free(in.events);
    return status;
}

const plume_reader plume_reader_htcondor_events = {
    .name = "htcondor_events",
    .title = "HTCondor's log of events",
    .confidence = confidence,
    .marks = { "Job submitted from", "Job executing on", "Job terminated",
               "Job was evicted", "Job was aborted" },
    .read = read,
};
