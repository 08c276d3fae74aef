/* What CodeCarbon prints while it runs, in a console, a job's output or a notebook:
 * totals since the start, with a time of the day and no date. It is what is left of a run
 * whose emissions.csv was lost; beside the row of the run it is a copy of that. */
#include <math.h>
#include <string.h>

#include "core/ascii.h"
#include "core/input/source_text.h"
#include "core/number/units.h"
#include "logs/reader.h"
#include "readers/trackers/codecarbon/printed.h"
#include <plume/number.h>
#include <plume/text.h>
#include <plume/time.h>

static const char mark[] = "[codecarbon ", total_words[] = " kWh of electricity";

static int confidence(const plume_head *head)
{
    return strstr(head->bytes, mark) != NULL && strstr(head->bytes, total_words) != NULL
               ? 90
               : 0;
}

/* One tracker so far; line 0: none. */
typedef struct console_run {
    uint64_t line;
    double total_kwh, cpu_kwh, gpu_kwh, ram_kwh; /* NAN: not printed */
    double last_s, duration_s;                   /* of the day; between the lines */
    double since_s;                              /* the last figure */
    bool torn;  /* a figure after the last total could not be read */
    bool begun; /* a figure was printed */
} console_run;

typedef struct reading {
    plume_log *log;
    console_run run;
    plume_text version, device, ids, message;
    double devices;
    uint64_t runs, torn, first_torn; /* lines whose figure could not be read */
} reading;

/* --- lines --- */

/* "[codecarbon INFO @ 14:57:11] TEXT", from its mark: the text, and the seconds of the
 * day. NULL: it was torn. */
static const char *message_of(const char *begin, double *day_s)
{
    const char *at = strstr(begin, " @ "), *end = strchr(begin, ']');

    *day_s = (double)NAN;
    if (end == NULL || at == NULL || at > end ||
        !plume_duration_parse(day_s, at + 3, (size_t)(end - at - 3)))
        return NULL;
    end++;
    return end + strspn(end, " ");
}

/* The number that ends where the words begin: "0.024098 kWh of ..." */
static double number_before(const char *message, const char *words)
{
    double number;

    return plume_number_parse(&number, message, (size_t)(words - message)) &&
                   number >= 0.0
               ? number
               : (double)NAN;
}

/* "Energy consumed for RAM : 0.002054 kWh. RAM Power : 46.99 W". False: it was torn. */
static bool take_part(console_run *run, const char *message)
{
    static const char words[] = "Energy consumed for ";
    const char *colon = strchr(message, ':'), *unit = strstr(message, " kWh");
    double kwh;

    if (strncmp(message, words, strlen(words)) != 0)
        return true;
    if (colon == NULL || unit == NULL || unit < colon + 2)
        return false;
    kwh = number_before(colon + 2, unit);
    message += strlen(words);
    if (strncmp(message, "RAM", 3) == 0)
        run->ram_kwh = kwh;
    else if (strstr(message, "GPU") != NULL && strstr(message, "GPU") < colon)
        run->gpu_kwh = kwh;
    else if (strstr(message, "CPU") != NULL && strstr(message, "CPU") < colon)
        run->cpu_kwh = kwh;
    return !isnan(kwh);
}

/* "[0, 2]" as "0,2"; how many they are. */
static double take_ids(plume_text *out, const char *list)
{
    double ids = 0.0;

    plume_text_clear(out);
    while (*list != '\0' && *list != ']') {
        size_t digits = strspn(list, "0123456789");

        if (digits > 0) {
            plume_text_add(out, ids > 0.0 ? "," : "");
            plume_text_add_n(out, list, digits);
            ids++;
        }
        list += digits > 0 ? digits : 1;
    }
    return ids;
}

/* "GPU model: 4 x NVIDIA A40" and "CodeCarbon version: 2.4.1" in the setup; with gpu_ids
 * of the boards of the machine only these are tracked. */
static void take_setup(reading *in, const char *message)
{
    static const char model[] = "GPU model: ", version[] = "CodeCarbon version: ";
    static const char only[] = " BUT only tracking these GPU ids : ";
    const char *times, *ids;

    if (strncmp(message, version, strlen(version)) == 0) {
        plume_text_clear(&in->version);
        plume_text_add(&in->version, message + strlen(version));
    }
    if (strncmp(message, model, strlen(model)) != 0)
        return;
    message += strlen(model);
    times = strstr(message, " x ");
    if (times == NULL || strstr(times + 3, " x ") != NULL ||
        !plume_count_parse(&in->devices, message, (size_t)(times - message)))
        return;
    ids = strstr(times, only);
    plume_text_clear(&in->ids);
    plume_text_clear(&in->device);
    plume_text_add_n(&in->device, times + 3,
                     ids != NULL ? (size_t)(ids - times - 3) : strlen(times + 3));
    if (ids != NULL)
        in->devices = take_ids(&in->ids, ids + strlen(only));
}

/* --- runs --- */

/* Covered by the row of its run, whose energy is the same to the printed digits. */
static plume_status flush(reading *in, plume_error *error)
{
    const console_run *of = &in->run;
    plume_text id, identity;
    plume_status status;
    plume_run run;

    if (of->line == 0 || isnan(of->total_kwh))
        return PLUME_OK;
    plume_run_init(&run);
    plume_text_init(&id);
    plume_text_init(&identity);
    plume_text_printf(&id, "line-%llu", (unsigned long long)of->line);
    codecarbon_print_total(&identity, of->total_kwh);
    run.id = id.data;
    run.identity = run.covers = identity.data;
    run.tool_version = in->version.data;
    run.device = in->device.data;
    run.device_count = in->device.length > 0 ? in->devices : (double)NAN;
    run.devices = in->ids.data;
    run.duration_s = of->duration_s > 0.0 ? of->duration_s : (double)NAN;
    run.progress = of->duration_s;
    run.warnings = of->torn ? "torn-line" : "";
    run.energy.logged_kwh = run.energy.total_kwh = of->total_kwh;
    run.energy.cpu_kwh = of->cpu_kwh;
    run.energy.gpu_kwh = of->gpu_kwh;
    run.energy.ram_kwh = of->ram_kwh;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_TRACKER;
    in->runs++;
    status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_text_status(&in->device, error);
    if (status == PLUME_OK)
        status = plume_text_status(&in->ids, error);
    if (status == PLUME_OK)
        status = plume_text_status(&in->version, error);
    if (status == PLUME_OK)
        status = plume_log_run(in->log, &run, of->line, error);
    plume_text_dispose(&identity);
    plume_text_dispose(&id);
    return status;
}

static void begin_run(reading *in, uint64_t line)
{
    double nan = (double)NAN;

    in->run = (console_run){ line, nan, nan, nan, nan, nan, 0.0, 0.0, false, false };
}

/* Midnight may lie between two lines. Before the first figure the tracker looks at the
 * machine, which may take it longer than a short training, and measures nothing. What
 * comes after the last one may be of the next tracker. */
static void take_time(console_run *run, double day_s, bool figure)
{
    double step_s = day_s - run->last_s;

    if (!isnan(step_s))
        run->since_s += step_s < 0.0 ? step_s + SECONDS_PER_DAY : step_s;
    if (!run->begun && !figure)
        run->since_s = 0.0;
    if (figure) {
        run->duration_s += run->since_s;
        run->since_s = 0.0;
        run->begun = true;
    }
    run->last_s = day_s;
}

/* A tracker that begins tells its setup, or at least starts from little. */
static bool begins_another(const console_run *run, const char *message, double total_kwh)
{
    return run->line == 0 ||
           (!isnan(run->total_kwh) &&
            (strncmp(message, "[setup]", 7) == 0 || total_kwh < 0.5 * run->total_kwh));
}

static void take_torn(reading *in, uint64_t line)
{
    if (in->torn++ == 0)
        in->first_torn = line;
    in->run.torn = true;
}

/* begin: at the mark. A part that could not be read is unknown, not the one before. */
static plume_status take_message(reading *in, const char *begin, uint64_t line,
                                 plume_error *error)
{
    double day_s, total_kwh = (double)NAN;
    const char *message = message_of(begin, &day_s), *words;
    plume_status status = PLUME_OK;

    if (message == NULL) {
        take_torn(in, line);
        return PLUME_OK;
    }
    words = strstr(message, total_words);
    if (words != NULL)
        total_kwh = number_before(message, words);
    if (begins_another(&in->run, message, total_kwh)) {
        status = flush(in, error);
        begin_run(in, line);
    }
    take_time(&in->run, day_s, words != NULL || strstr(message, " kWh") != NULL);
    take_setup(in, message);
    if (!take_part(&in->run, message) || (words != NULL && isnan(total_kwh)))
        take_torn(in, line);
    if (!isnan(total_kwh)) {
        in->run.total_kwh = total_kwh;
        in->run.torn = false;
    }
    return status;
}

/* Several processes of one console write over each other: a line may hold more than one
 * message, each from its mark to the next, and the end of another without its mark. */
static plume_status take_line(reading *in, const char *text, uint64_t line,
                              plume_error *error)
{
    const char *begin = strstr(text, mark);
    plume_status status = PLUME_OK;

    if (begin == NULL && strstr(text, "kWh of electricity used since") != NULL)
        take_torn(in, line);
    while (begin != NULL && status == PLUME_OK) {
        const char *next = strstr(begin + 1, mark);

        plume_text_clear(&in->message);
        plume_text_add_n(&in->message, begin,
                         next != NULL ? (size_t)(next - begin) : strlen(begin));
        status = plume_text_status(&in->message, error);
        if (status == PLUME_OK)
            status = take_message(in, in->message.data, line, error);
        begin = next;
    }
    return status;
}

static void add_note(const reading *in)
{
    if (in->runs == 0)
        plume_log_reject(in->log, 0, 0, PLUME_CODE_SILENT, "no total was printed");
    else
        plume_log_note(
            in->log, PLUME_ASSUMED, 0, "pue-not-logged",
            "CodeCarbon multiplies the totals by its pue and does not print it; "
            "taken as 1 where no row of the run tells it");
    if (in->torn > 0)
        plume_log_note(in->log, PLUME_WARNING, in->first_torn, "torn-line",
                       "%llu of CodeCarbon's messages %s torn, and the figures in them "
                       "are lost; where one came after the last total of a run this "
                       "is a lower bound",
                       (unsigned long long)in->torn, in->torn == 1 ? "is" : "are");
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log, .devices = NAN };
    const char *text = "";
    size_t length;
    uint64_t line;
    plume_status status = PLUME_OK;

    plume_text_init(&in.version);
    plume_text_init(&in.device);
    plume_text_init(&in.ids);
    plume_text_init(&in.message);
    while (status == PLUME_OK && text != NULL) {
        status = plume_source_line(plume_log_source(log), &text, &length, &line, error);
        if (status == PLUME_OK && text != NULL)
            status = take_line(&in, text, line, error);
    }
    if (status == PLUME_OK)
        status = flush(&in, error);
    if (status == PLUME_OK)
        add_note(&in);
    plume_text_dispose(&in.message);
    plume_text_dispose(&in.ids);
    plume_text_dispose(&in.device);
    plume_text_dispose(&in.version);
    return status;
}

const plume_reader plume_reader_codecarbon_console = {
    .name = "codecarbon_console",
    .title = "what CodeCarbon prints while it runs",
    .confidence = confidence,
    .marks = { "[codecarbon " },
    .read = read,
    .anywhere = true,
};
