/* tegrastats of NVIDIA's Jetson boards: a line a sample, with the power of each rail now
 * and on average since the start. Of the rails the input of the board counts, else those
 * of the module. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/ascii.h"
#include "logs/power/cell.h"
#include "logs/power/line.h"
#include "logs/power/rounds.h"
#include "logs/power_trace.h"
#include <plume/number.h>

#define WATTS_PER_MILLIWATT 0.001

enum { RAIL_BYTES = 32 };

/* What goes into the board, by board and release; it holds all other rails. */
static const char *const inputs[] = { "VDD_IN", "POM_5V_IN", "VIN", NULL };

static bool is_stats(const char *text, size_t length)
{
    char line[160];

    snprintf(line, sizeof line, "%.*s", (int)(length < 159 ? length : 159), text);
    return strstr(line, "RAM ") != NULL && strstr(line, "MB (lfb ") != NULL;
}

static bool read_rail(char name[RAIL_BYTES], double *watts, const plume_line_words *word,
                      size_t i);

static int confidence(const plume_head *head)
{
    size_t at = 0, length;
    const char *text;

    while (plume_head_line(head, &at, &text, &length)) {
        plume_line_words word;
        char name[RAIL_BYTES];
        double watts;

        if (!is_stats(text, length))
            continue;
        plume_line_words_split(&word, text, length, false);
        for (size_t i = 0; i < word.count && i < PLUME_WORDS_MAX; i++)
            if (read_rail(name, &watts, &word, i))
                return 85;
        return 40;
    }
    return 0;
}

typedef struct reading {
    plume_log *log;
    double t_s, days_s;
    bool relative, module, noted;
    uint64_t lines, rails;
    plume_power_rounds rounds;
} reading;

/* --- a line --- */

static size_t digits_of(const char *text, size_t length)
{
    size_t count = length > 0 && text[0] == '-' ? 1 : 0;

    while (count < length && plume_is_digit(text[count]))
        count++;
    return count;
}

/* "VDD_IN 4024mW/4024mW", in older releases "POM_5V_IN 2532/2568": capitals, digits and
 * lines, then what is drawn now. */
static bool read_rail(char name[RAIL_BYTES], double *watts, const plume_line_words *word,
                      size_t i)
{
    size_t length, digits;
    const char *value;

    if (i + 1 >= word->count || i + 1 >= PLUME_WORDS_MAX ||
        word->length[i] >= RAIL_BYTES || word->at[i][0] < 'A' || word->at[i][0] > 'Z' ||
        memchr(word->at[i], '@', word->length[i]) != NULL)
        return false;
    for (size_t k = 0; k < word->length[i]; k++) {
        char c = word->at[i][k];

        if (!(c >= 'A' && c <= 'Z') && !plume_is_digit(c) && c != '_')
            return false;
    }
    if (plume_line_words_is(word, i, "RAM") || plume_line_words_is(word, i, "SWAP") ||
        plume_line_words_is(word, i, "IRAM"))
        return false;
    value = word->at[i + 1];
    length = word->length[i + 1];
    digits = digits_of(value, length);
    if (digits == 0 || digits == length ||
        !(value[digits] == '/' || (length > digits + 2 && value[digits] == 'm' &&
                                   value[digits + 1] == 'W' && value[digits + 2] == '/')))
        return false;
    snprintf(name, RAIL_BYTES, "%.*s", (int)word->length[i], word->at[i]);
    if (!plume_number_parse(watts, value, digits))
        return false;
    *watts *= WATTS_PER_MILLIWATT;
    return true;
}

/* "11-29-2026 22:47:14", the month first, of the board's zone; without it the line is one
 * interval behind the line before. */
static double time_of(reading *own, const plume_line_words *word)
{
    static const char pattern[] = "00-00-0000";
    char iso[40];

    if (word->count < 2 || word->length[0] != strlen(pattern) || word->length[1] != 8)
        return NAN;
    for (size_t i = 0; pattern[i] != '\0'; i++)
        if (pattern[i] == '0' ? !plume_is_digit(word->at[0][i]) : word->at[0][i] != '-')
            return NAN;
    snprintf(iso, sizeof iso, "%.4s-%.2s-%.2s %.8s", word->at[0] + 6, word->at[0],
             word->at[0] + 3, word->at[1]);
    return plume_log_time(own->log, iso, strlen(iso));
}

/* "GR3D_FREQ 97%@1300". */
static double utilization_of(const plume_line_words *word)
{
    size_t at = plume_line_words_find(word, "GR3D_FREQ");
    const char *percent;

    if (at == SIZE_MAX || at + 1 >= word->count || at + 1 >= PLUME_WORDS_MAX)
        return NAN;
    percent = memchr(word->at[at + 1], '%', word->length[at + 1]);
    return percent != NULL ? plume_power_cell_share(word->at[at + 1],
                                                    (size_t)(percent - word->at[at + 1]))
                           : NAN;
}

static bool is_input(const char *name)
{
    return plume_is_one_of(name, inputs);
}

/* Rails of boards without a rail of their input are beside each other, as on AGX Orin:
 * VDD_GPU_SOC, VDD_CPU_CV, VIN_SYS_5V0. */
static bool counts(const char *name, bool has_input)
{
    return has_input ? is_input(name) : true;
}

/* --- reading --- */

static plume_status describe(reading *own, bool has_input, uint64_t line,
                             plume_error *error)
{
    plume_trace_about about;

    if (!has_input && !own->noted)
        plume_log_note(own->log, PLUME_WARNING, line, "module-rails",
                       "no rail is of the board's input: those of the module are added "
                       "up, which is a lower bound of what the board draws");
    own->noted = own->noted || !has_input;
    plume_trace_about_init(&about);
    about.scope = PLUME_SCOPE_IT;
    about.meter = PLUME_METER_NODE;
    about.evidence = PLUME_EVIDENCE_SAMPLED;
    about.device_count = 1.0;
    about.relative = own->relative;
    return plume_log_trace(own->log, &about, error);
}

static bool has_input(const plume_line_words *word)
{
    char name[RAIL_BYTES];
    double watts;

    for (size_t i = 0; i < word->count && i < PLUME_WORDS_MAX; i++)
        if (read_rail(name, &watts, word, i) && is_input(name))
            return true;
    return false;
}

static plume_status take_rail(reading *own, const char *name, double watts,
                              double utilization, uint64_t line, plume_error *error)
{
    double interval_s = plume_log_options(own->log)->interval_s;
    plume_power_sample sample;
    plume_status status = PLUME_OK;

    plume_power_sample_init(&sample);
    sample.device = name;
    sample.t_s = own->t_s;
    sample.utilization = utilization;
    sample.watts = watts >= 0.0 ? watts : NAN; /* below 0: an offset of the sensor */
    own->rails++;
    if (own->relative)
        status = plume_power_rounds_next(&own->rounds, &sample, interval_s, error);
    return status == PLUME_OK ? plume_log_sample(own->log, &sample, line, error) : status;
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *own = state;
    plume_status status = PLUME_OK;
    plume_line_words word;
    char name[RAIL_BYTES];
    bool input;
    double watts;

    if (!is_stats(text, length))
        return PLUME_OK;
    plume_line_words_split(&word, text, length, false);
    own->lines++;
    own->t_s = time_of(own, &word);
    own->relative = isnan(own->t_s);
    if (own->relative)
        status = plume_power_need_interval(
            own->log, line, "log with a release that prints the time", error);
    input = has_input(&word);
    if (status == PLUME_OK)
        status = describe(own, input, line, error);
    for (size_t i = 0; i < word.count && i < PLUME_WORDS_MAX && status == PLUME_OK; i++)
        if (read_rail(name, &watts, &word, i) && counts(name, input))
            status = take_rail(own, name, watts, utilization_of(&word), line, error);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading own = { .log = log, .t_s = NAN };
    plume_status status = plume_log_lines(log, take_line, &own, error);

    if (status == PLUME_OK && own.rails == 0)
        status =
            plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), 1, 0,
                          "no line has the power of a rail: tegrastats prints it for "
                          "root alone");
    plume_power_rounds_dispose(&own.rounds);
    return status;
}

const plume_reader plume_reader_tegrastats = {
    .name = "tegrastats",
    .title = "tegrastats of Jetson boards",
    .confidence = confidence,
    .marks = { "MB (lfb" },
    .read = read,
};
