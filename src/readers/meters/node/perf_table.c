/* perf stat as it is printed for people: joules of the processors over a whole command,
 * one run a table. */
#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "logs/power/line.h"
#include "logs/power/rapl.h"
#include "readers/meters/node/perf_stat_line.h"
#include <plume/number.h>
#include <plume/text.h>

/* " Performance counter stats for 'python train.py' (5 runs):" */
static const char head_words[] = "Performance counter stats for ";

static int confidence(const plume_head *head)
{
    const char *table = strstr(head->bytes, head_words);
    const char *joules = table != NULL ? strstr(table, " Joules") : NULL;

    return joules != NULL && strstr(joules, "energy-") != NULL ? 92 : 0;
}

typedef struct reading {
    plume_log *log;
    bool open; /* a table has begun */
    double joules[PLUME_RAPL_DOMAIN_COUNT];
    unsigned present; /* domains with a reading, as bits */
    double repeats, duration_s, start_s;
    uint64_t line, runs; /* line: where the table begins */
    bool part_told;
    plume_text name;
} reading;

/* --- a table --- */

/* Cores and graphics are inside the package, all of them inside the platform. */
static void add_up(reading *in, plume_energy *energy)
{
    energy->total_kwh = 0.0;
    for (int domain = 0; domain < PLUME_RAPL_DOMAIN_COUNT; domain++) {
        double kwh = in->joules[domain] / JOULES_PER_KWH;

        if ((in->present & 1u << domain) == 0)
            continue;
        if (!plume_rapl_counts((plume_rapl_domain)domain, in->present)) {
            if (!in->part_told)
                plume_log_note(in->log, PLUME_INFO, in->line, "parts-left-out",
                               "what is inside another figure is not added to it");
            in->part_told = true;
            continue;
        }
        energy->total_kwh += kwh;
        if (domain == PLUME_RAPL_MEMORY)
            energy->ram_kwh = kwh;
        if (domain == PLUME_RAPL_PACKAGE)
            energy->cpu_kwh = kwh;
    }
    energy->logged_kwh = energy->total_kwh;
    energy->scope = PLUME_SCOPE_IT;
    energy->evidence = PLUME_EVIDENCE_METERED;
}

/* Two tables that agree to the last digit are one, copied. */
static void identify(const reading *in, plume_text *identity)
{
    plume_text_printf(identity, "perf table %s", in->name.data);
    for (int domain = 0; domain < PLUME_RAPL_DOMAIN_COUNT; domain++) {
        plume_text_add_char(identity, ' ');
        plume_number_print(identity, in->joules[domain]);
    }
    plume_text_add_char(identity, ' ');
    plume_number_print(identity, in->duration_s);
    plume_text_add_char(identity, ' ');
    plume_number_print(identity, in->start_s);
}

static plume_status push(reading *in, plume_error *error)
{
    plume_text id, identity;
    plume_status status;
    plume_run run;

    plume_run_init(&run);
    plume_text_init(&id);
    plume_text_init(&identity);
    plume_text_printf(&id, "table-%llu", (unsigned long long)++in->runs);
    identify(in, &identity);
    run.id = id.data;
    run.identity = identity.data;
    run.name = in->name.data;
    run.duration_s = in->duration_s;
    run.repeat = in->repeats;
    run.start_s = in->repeats > 1 ? NAN : in->start_s;
    run.end_s = run.start_s + run.duration_s;
    add_up(in, &run.energy);
    status = plume_text_status(&id, error);
    if (status == PLUME_OK)
        status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_log_run(in->log, &run, in->line, error);
    plume_text_dispose(&id);
    plume_text_dispose(&identity);
    return status;
}

static plume_status flush(reading *in, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (in->open && in->present != 0)
        status = push(in, error);
    in->open = false;
    in->present = 0;
    in->start_s = NAN;
    return status;
}

/* 'python train.py' (5 runs): the figures of -r are means of a run. */
static plume_status begin(reading *in, const char *text, size_t length, uint64_t line,
                          plume_error *error)
{
    double start_s = in->open ? NAN : in->start_s;
    plume_status status = flush(in, error);
    size_t end = length;
    const char *runs;

    in->open = true;
    in->line = line;
    in->start_s = start_s;
    in->duration_s = NAN;
    in->repeats = 1;
    memset(in->joules, 0, sizeof in->joules);
    plume_text_clear(&in->name);
    while (end > 0 && strchr(": \r", text[end - 1]) != NULL)
        end--;
    plume_text_add_n(&in->name, text, end);
    runs = strrchr(in->name.data, '(');
    if (runs != NULL && strstr(runs, " runs)") != NULL) {
        size_t digits = strspn(runs + 1, "0123456789");

        if (!plume_number_parse(&in->repeats, runs + 1, digits) || in->repeats < 1)
            in->repeats = 1;
    }
    return status == PLUME_OK ? plume_text_status(&in->name, error) : status;
}

/* --- lines --- */

/* Of --per-socket the socket and its processors stand before the figure. */
static void take_joules(reading *in, const plume_line_words *words, size_t unit,
                        uint64_t line)
{
    const char *figure = unit > 0 ? words->at[unit - 1] : "";
    size_t length = unit > 0 ? words->length[unit - 1] : 0;
    plume_rapl_domain domain;
    double joules;

    if (unit > 1 && words->at[unit - 2][0] == '<') { /* "<not supported>" */
        plume_log_reject(in->log, line, 0, "no-reading", "the energy was not counted");
        return;
    }
    if (unit + 1 >= words->count || !plume_perf_figure(&joules, figure, length, 2)) {
        plume_log_reject(in->log, line, 0, "bad-value",
                         "'%.*s' is no number of joules of an event",
                         (int)(length < 80 ? length : 80), figure);
        return;
    }
    domain = plume_rapl_domain_of(words->at[unit + 1], words->length[unit + 1]);
    in->joules[domain] += joules;
    in->present |= 1u << domain;
}

static void take_elapsed(reading *in, const plume_line_words *words)
{
    double seconds;

    if (words->count > 0 &&
        plume_perf_figure(&seconds, words->at[0], words->length[0], 9))
        in->duration_s = seconds;
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t at,
                              plume_error *error)
{
    static const char dated[] = "# started on ";
    reading *in = state;
    plume_line_words words;
    size_t blanks = strspn(text, " \t"), skipped = sizeof head_words - 1;
    size_t unit;

    if (blanks >= length)
        return PLUME_OK;
    if (length - blanks > skipped && memcmp(text + blanks, head_words, skipped) == 0)
        return begin(in, text + blanks + skipped, length - blanks - skipped, at, error);
    if (length > sizeof dated && memcmp(text, dated, sizeof dated - 1) == 0) {
        plume_status status = flush(in, error);

        in->start_s = plume_power_calendar(in->log, text + sizeof dated - 1,
                                           length - (sizeof dated - 1));
        return status;
    }
    if (!in->open)
        return PLUME_OK;
    plume_line_words_split(&words, text, length, false);
    unit = plume_line_words_find(&words, "Joules");
    if (unit != SIZE_MAX)
        take_joules(in, &words, unit, at);
    else if (plume_line_words_find(&words, "elapsed") != SIZE_MAX)
        take_elapsed(in, &words);
    return PLUME_OK;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log, .start_s = NAN, .duration_s = NAN };
    plume_status status;

    plume_text_init(&in.name);
    status = plume_log_lines(log, take_line, &in, error);
    if (status == PLUME_OK)
        status = flush(&in, error);
    plume_text_dispose(&in.name);
    return status;
}

const plume_reader plume_reader_perf_table = {
    .name = "perf_table",
    .title = "perf stat as it is printed",
    .confidence = confidence,
    .marks = { "counter stats" },
    .read = read,
};
