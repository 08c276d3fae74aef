/* What GNU `time -v` prints of a command when it ended, behind whatever the command
 * itself printed: how long, how busy, how it ended, and not when. */
#include <math.h>
#include <string.h>

#include "core/ascii.h"
#include "core/hash.h"
#include "core/number/units.h"
#include "core/texts.h"
#include "logs/framed/lines.h"
#include <plume/number.h>
#include <plume/text.h>

static const char first_key[] = "Command being timed: \"";
static const char last_key[] = "Exit status: ";
/* The colons stand inside of the key. */
static const char elapsed_key[] = "Elapsed (wall clock) time (h:mm:ss or m:ss): ";

enum { NAME_MOST = 80, SIGINT_NUMBER = 2 };

static int confidence(const plume_head *head)
{
    const char *command = strstr(head->bytes, first_key);
    const char *elapsed = command != NULL ? strstr(command, elapsed_key) : NULL;

    return elapsed != NULL ? 90 : 0;
}

typedef struct reading {
    plume_log *log;
    plume_text command, id, identity, note;
    plume_texts texts;   /* these */
    uint64_t line, hash; /* of the block that is open; line 0: none is */
    bool exited; /* a status stood before its time: of a command of several lines */
    double elapsed_s, user_s, system_s, signal;
} reading;

static const char *value_of(const char *text, const char *key)
{
    return strncmp(text, key, strlen(key)) == 0 ? text + strlen(key) : NULL;
}

static double number_at(const char *text)
{
    double number = NAN;

    plume_number_parse(&number, text, strspn(text, "0123456789."));
    return number;
}

/* "1:02:03" or "0:36.68". */
static double elapsed_at(const char *text)
{
    double total_s = 0.0;

    for (;;) {
        size_t digits = strspn(text, "0123456789.");
        double part = NAN;

        plume_number_parse(&part, text, digits);
        total_s = total_s * SECONDS_PER_MINUTE + part;
        if (text[digits] != ':')
            return total_s;
        text += digits + 1;
    }
}

/* --- the run --- */

static plume_state state_of(const reading *in, double exit_status)
{
    if (in->signal == SIGINT_NUMBER)
        return PLUME_STATE_CANCELLED;
    if (in->signal > 0 || exit_status > 0)
        return PLUME_STATE_FAILED;
    return exit_status == 0 ? PLUME_STATE_COMPLETE : PLUME_STATE_UNKNOWN;
}

static plume_status push(reading *in, double exit_status, plume_error *error)
{
    plume_status status;
    plume_run run;

    plume_text_clear(&in->id);
    plume_text_clear(&in->identity);
    plume_text_clear(&in->note);
    plume_text_printf(&in->id, "command-%llu", (unsigned long long)in->line);
    plume_text_printf(&in->identity, "gnu time %016llx", (unsigned long long)in->hash);
    plume_number_significant(&in->note, in->user_s + in->system_s, 4);
    plume_text_add(&in->note, " s of processors");
    plume_run_init(&run);
    run.id = in->id.data;
    run.identity = in->identity.data;
    run.name = in->command.data;
    run.duration_s = in->elapsed_s;
    run.state = state_of(in, exit_status);
    if (!isnan(in->user_s + in->system_s))
        run.note = in->note.data;
    status = plume_texts_status(in->texts, error);
    return status == PLUME_OK ? plume_log_run(in->log, &run, in->line, error) : status;
}

/* --- lines --- */

static void reject_open(reading *in)
{
    if (in->line > 0 && in->exited)
        plume_log_reject(in->log, in->line, 0, "missing-value",
                         "the block has no elapsed time");
    else if (in->line > 0)
        plume_log_reject(in->log, in->line, 0, "torn-row", "the block has no line '%s'",
                         last_key);
    in->line = 0;
    in->exited = false;
}

static void begin(reading *in, const char *command, uint64_t line)
{
    const char *close = strrchr(command, '"');
    size_t length = close != NULL ? (size_t)(close - command) : strlen(command);

    reject_open(in);
    in->line = line;
    in->hash = 0;
    in->elapsed_s = in->user_s = in->system_s = NAN;
    plume_text_clear(&in->command);
    plume_text_add_n(&in->command, command, length < NAME_MOST ? length : NAME_MOST);
}

/* A command of several lines is printed as it is: what looks like the end there stands
 * before any time. */
static plume_status end(reading *in, const char *value, plume_error *error)
{
    plume_status status;

    in->exited = isnan(in->elapsed_s);
    if (in->exited)
        return PLUME_OK;
    status = push(in, number_at(value), error);
    in->line = 0;
    in->signal = 0;
    return status;
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    static const char by_signal[] = "Command terminated by signal ";
    reading *in = state;
    const char *value;

    while (plume_is_blank(*text)) {
        text++;
        length--;
    }
    if ((value = value_of(text, by_signal)) != NULL)
        in->signal = number_at(value);
    if ((value = value_of(text, first_key)) != NULL)
        begin(in, value, line);
    if (in->line == 0)
        return PLUME_OK;
    in->hash = plume_hash64(text, length, in->hash);
    if ((value = value_of(text, elapsed_key)) != NULL)
        in->elapsed_s = elapsed_at(value);
    else if ((value = value_of(text, "User time (seconds): ")) != NULL)
        in->user_s = number_at(value);
    else if ((value = value_of(text, "System time (seconds): ")) != NULL)
        in->system_s = number_at(value);
    else if ((value = value_of(text, last_key)) != NULL)
        return end(in, value, error);
    return PLUME_OK;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log };
    plume_text *const texts[] = { &in.command, &in.id, &in.identity, &in.note };
    plume_status status;

    in.texts = (plume_texts){ texts, sizeof texts / sizeof texts[0] };
    plume_texts_init(in.texts);
    status = plume_log_lines(log, take_line, &in, error);
    reject_open(&in);
    plume_texts_dispose(in.texts);
    return status;
}

const plume_reader plume_reader_gnu_time = {
    .name = "gnu_time",
    .title = "GNU time -v",
    .confidence = confidence,
    .marks = { "Command being timed" },
    .read = read,
    .anywhere = true,
};
