/* Logs of DARTS and its descendants, written by Python's logging: the time from the first
 * line to the last is what a search took. A search that was resumed has several logs, or
 * several sessions in one: each took its time. */
#include "logs/path.h"

#include <math.h>
#include <string.h>

#include "core/input/source_text.h"
#include "logs/reader.h"
#include "core/hash.h"
#include "core/number/units.h"
#include <plume/number.h>
#include <plume/text.h>
#include <plume/time.h>

/* A silence that makes one ask whether the machine slept. */
#define LONG_SILENCE_S 1800.0
/* Logs without a year say nothing of it: any leap year counts days. */
enum { SOME_YEAR = 2000, LINES_LOOKED_AT = 40 };

/* What one session says of itself. */
typedef struct session {
    bool open;
    double first_s, last_s, silence_s, span_s;
    double epochs, last_epoch, devices, resumed_at;
    bool is_search, has_year;
    uint64_t line;
    uint64_t steps_back;
    size_t number; /* from 1 */
} session;

typedef struct reading {
    plume_log *log;
    session now;
    plume_text id, study, identity, warnings;
    plume_text devices; /* of the session: "0", "0,1" */
} reading;

/* --- stamps --- */

static bool is_digits(const char *text, size_t from, size_t count)
{
    for (size_t i = from; i < from + count; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return true;
}

static int two(const char *text)
{
    return (text[0] - '0') * 10 + text[1] - '0';
}

/* "2025-01-14 15:15:29,869 ": how long it is; 0 when it is none. */
static size_t full_stamp(const char *text, size_t length)
{
    enum { SECONDS = 19 };
    size_t at = SECONDS;

    if (length < SECONDS || !is_digits(text, 0, 4) || text[4] != '-' ||
        !is_digits(text, 5, 2) || text[7] != '-' || !is_digits(text, 8, 2) ||
        (text[10] != ' ' && text[10] != 'T') || text[13] != ':' || text[16] != ':')
        return 0;
    if (at < length && (text[at] == ',' || text[at] == '.'))
        do
            at++;
        while (at < length && text[at] >= '0' && text[at] <= '9');
    return at;
}

/* "01/14 03:15:29 PM ": seconds of some year. */
static size_t short_stamp(const char *text, size_t length, double *civil_s)
{
    enum { LENGTH = 17 };
    int hour;

    if (length < LENGTH || !is_digits(text, 0, 2) || text[2] != '/' ||
        !is_digits(text, 3, 2) || text[5] != ' ' || !is_digits(text, 6, 2) ||
        text[8] != ':' || !is_digits(text, 9, 2) || text[11] != ':' ||
        !is_digits(text, 12, 2) || text[14] != ' ' ||
        (text[15] != 'A' && text[15] != 'P') || text[16] != 'M')
        return 0;
    hour = two(text + 6) % 12 + (text[15] == 'P' ? 12 : 0);
    *civil_s = plume_time_civil(SOME_YEAR, two(text), two(text + 3),
                                hour * SECONDS_PER_HOUR +
                                    two(text + 9) * SECONDS_PER_MINUTE + two(text + 12));
    return isnan(*civil_s) ? 0 : LENGTH;
}

/* --- recognising --- */

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* What follows the stamp tells the program. */
static bool is_telling(const char *message)
{
    return begins(message, "genotype = ") || begins(message, "gpu device = ") ||
           begins(message, "args = Namespace(") ||
           (begins(message, "epoch ") && strstr(message, " lr ") != NULL) ||
           begins(message, "train_acc ") || begins(message, "valid_acc ");
}

/* The stamps alone are those of any Python logger; only words that the DARTS scripts
 * print themselves make it theirs. A log whose first line has no stamp was written by
 * something else. */
static int confidence(const plume_head *head)
{
    const char *at = head->bytes;
    int told = 0;

    for (int i = 0; i < LINES_LOOKED_AT && *at != '\0'; i++) {
        size_t length = strcspn(at, "\r\n"), stamp;
        double unused;

        stamp = full_stamp(at, length);
        if (stamp == 0)
            stamp = short_stamp(at, length, &unused);
        if (stamp > 0 && at[stamp] == ' ')
            told += is_telling(at + stamp + 1);
        else if (i == 0)
            return 0;
        at += length;
        at += strspn(at, "\r\n");
    }
    return told >= 2 ? 90 : told == 1 ? 55 : 0;
}

/* --- what messages say --- */

/* The number behind a word in a message, NAN when there is none. */
static double number_after(const char *message, const char *key)
{
    const char *at = strstr(message, key);
    double value = NAN;

    while (at != NULL && at > message && strchr(" (,", at[-1]) == NULL)
        at = strstr(at + 1, key); /* the end of another word */
    if (at == NULL)
        return NAN;
    at += strlen(key);
    plume_count_parse(&value, at, strspn(at, "0123456789"));
    return value;
}

/* "gpu device = 0,1" */
static void take_devices(reading *in, const char *list)
{
    in->now.devices = 1;
    for (const char *c = list; *c != '\0'; c++)
        in->now.devices += *c == ',';
    plume_text_clear(&in->devices);
    plume_text_add_n(&in->devices, list, strcspn(list, "\r\n"));
}

/* The arguments of the search script have a learning rate of the architecture, those
 * of the training script do not: that tells a search from the training of what it
 * found. */
static void take_message(reading *in, const char *message)
{
    static const char device[] = "gpu device = ";
    session *now = &in->now;
    double epoch;

    if (begins(message, "args = Namespace(")) {
        now->epochs = number_after(message, "epochs=");
        now->resumed_at = number_after(message, "resume_epoch=");
        now->is_search = now->is_search || strstr(message, "arch_learning_rate=") != NULL;
    } else if (begins(message, device)) {
        take_devices(in, message + sizeof device - 1);
    } else if (begins(message, "genotype = ")) {
        now->is_search = true;
    } else if (begins(message, "epoch ")) {
        epoch = number_after(message, "epoch ");
        if (!isnan(epoch))
            now->last_epoch = epoch;
    }
}

/* --- sessions --- */

static void add_warning(reading *in, const char *code)
{
    plume_text_add(&in->warnings, in->warnings.length > 0 ? " " : "");
    plume_text_add(&in->warnings, code);
}

/* What the hours rest on: the stamps of a log tell when it wrote, not whether the
 * machine worked. */
static void add_notes(reading *in)
{
    session *now = &in->now;
    plume_text text;

    plume_text_init(&text);
    plume_number_significant(&text, now->silence_s, 4);
    if (now->silence_s > LONG_SILENCE_S)
        plume_log_note(in->log, PLUME_WARNING, now->line, "long-silence",
                       "nothing was logged for %s s, which are counted: if the machine "
                       "slept or waited, the search took less",
                       text.data);
    if (now->resumed_at > 0)
        plume_log_note(in->log, PLUME_INFO, now->line, "resumed",
                       "goes on from epoch %llu of an earlier log: both add up, epochs "
                       "that were done again as well",
                       (unsigned long long)now->resumed_at);
    if (now->steps_back > 0)
        plume_log_note(in->log, PLUME_WARNING, now->line, "clock-set-back",
                       "times go back %llu times: that step is left out",
                       (unsigned long long)now->steps_back);
    if (!now->has_year)
        plume_log_note(in->log, PLUME_WARNING, now->line, "no-year",
                       "the stamps have no year: the hours are known, the date is not");
    plume_text_dispose(&text);
}

/* The last epoch of all is the one before "epochs", as it counts from 0. */
static void fill(reading *in, plume_run *run)
{
    const session *now = &in->now;

    plume_run_init(run);
    plume_text_clear(&in->warnings);
    plume_text_clear(&in->id);
    plume_path_name(&in->id, plume_log_path(in->log), 1);
    if (now->resumed_at > 0)
        plume_text_printf(&in->id, "@%llu", (unsigned long long)now->resumed_at);
    if (now->number > 1)
        plume_text_printf(&in->id, "#%zu", now->number);
    run->role = now->is_search ? PLUME_ROLE_NAS : PLUME_ROLE_UNKNOWN;
    run->duration_s = now->span_s;
    if (now->has_year) {
        run->start_s = now->first_s;
        run->end_s = now->last_s;
    }
    run->device_count = now->devices;
    if (now->epochs > 0 && now->last_epoch + 1 >= now->epochs)
        run->state = PLUME_STATE_COMPLETE;
    else if (now->epochs > 0)
        add_warning(in, "ended-early");
    if (now->resumed_at > 0)
        add_warning(in, "resumed");
}

static plume_status close_session(reading *in, plume_error *error)
{
    plume_text *const texts[] = { &in->id, &in->study, &in->identity, &in->warnings,
                                  &in->devices };
    plume_status status = PLUME_OK;
    plume_run run;

    if (!in->now.open)
        return PLUME_OK;
    in->now.open = false;
    fill(in, &run);
    add_notes(in);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0] && status == PLUME_OK; i++)
        status = plume_text_status(texts[i], error);
    if (status != PLUME_OK)
        return status;
    run.id = in->id.data;
    run.identity = in->identity.data;
    run.warnings = in->warnings.data;
    run.devices = in->devices.data;
    if (plume_log_options(in->log)->study[0] == '\0')
        run.study = in->study.data;
    return plume_log_run(in->log, &run, in->now.line, error);
}

/* The first line tells a session from all others, in every copy of its log. */
static void open_session(reading *in, double at_s, bool has_year, const char *text,
                         uint64_t line)
{
    size_t number = in->now.number + 1;

    in->now = (session){ .open = true,
                         .first_s = at_s,
                         .last_s = at_s,
                         .epochs = NAN,
                         .last_epoch = -1,
                         .devices = NAN,
                         .resumed_at = NAN,
                         .has_year = has_year,
                         .line = line,
                         .number = number };
    plume_text_clear(&in->devices);
    plume_text_clear(&in->identity);
    plume_text_printf(&in->identity, "darts %016llx",
                      (unsigned long long)plume_hash64(text, strlen(text), 5));
}

/* Without a year it may have changed, and 29 February is there only if a line says so. */
static double step_from(double last_s, double at_s, bool has_year)
{
    enum { DAYS_OF_YEAR = 366, MOST_OF_YEAR = 300 };
    double leap_day_s = plume_time_civil(SOME_YEAR, 2, 29, 0);
    double step_s = at_s - last_s;

    if (has_year)
        return step_s;
    if (step_s < -MOST_OF_YEAR * SECONDS_PER_DAY)
        return step_s + DAYS_OF_YEAR * SECONDS_PER_DAY;
    if (last_s < leap_day_s && at_s >= leap_day_s + SECONDS_PER_DAY)
        return step_s - SECONDS_PER_DAY;
    return step_s;
}

static void advance(session *now, double at_s)
{
    double step_s = step_from(now->last_s, at_s, now->has_year);

    if (step_s < 0) {
        now->steps_back++;
    } else {
        now->span_s += step_s;
        now->silence_s = fmax(now->silence_s, step_s);
    }
    now->last_s = at_s;
}

/* --- lines --- */

static bool begins_session(const char *message)
{
    return begins(message, "args = Namespace(") || begins(message, "gpu device = ");
}

/* Lines without a stamp belong to the message before them. */
static plume_status take_line(reading *in, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    size_t stamp = full_stamp(text, length);
    bool has_year = stamp > 0;
    double at_s = NAN;
    const char *message;
    plume_status status = PLUME_OK;

    if (has_year)
        at_s = plume_log_time(in->log, text, stamp);
    else
        stamp = short_stamp(text, length, &at_s);
    if (stamp == 0 || isnan(at_s))
        return PLUME_OK;
    message = text + stamp + (text[stamp] == ' ');
    if (begins_session(message) && in->now.open && in->now.last_epoch >= 0)
        status = close_session(in, error);
    if (!in->now.open)
        open_session(in, at_s, has_year, text, line);
    advance(&in->now, at_s);
    take_message(in, message);
    return status;
}

static plume_status take_lines(reading *in, plume_error *error)
{
    const char *text = "";
    size_t length;
    uint64_t line;
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && text != NULL) {
        status =
            plume_source_line(plume_log_source(in->log), &text, &length, &line, error);
        if (status == PLUME_OK && text != NULL)
            status = take_line(in, text, length, line, error);
    }
    return status == PLUME_OK ? close_session(in, error) : status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log };
    plume_text *const texts[] = { &in.id, &in.study, &in.identity, &in.warnings,
                                  &in.devices };
    plume_status status;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        plume_text_init(texts[i]);
    plume_path_folder(&in.study, plume_log_path(log), 2);
    status = take_lines(&in, error);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        plume_text_dispose(texts[i]);
    return status;
}

const plume_reader plume_reader_darts = {
    .name = "darts",
    .title = "the log of a search in the manner of DARTS",
    .confidence = confidence,
    .marks = { "genotype", "gpu device", "args = Namespace", "epoch ", "train_acc",
               "valid_acc" },
    .read = read,
};
