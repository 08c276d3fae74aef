/* ipmitool dcmi power reading, or FreeIPMI's ipmi-dcmi, once or again and again: a
 * paragraph for each reading of the whole node, power supplies and all. A line with a
 * time before a paragraph, as `date` prints it, is the time of the reading; the BMC's own
 * clock is often wrong. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "logs/power/dated.h"
#include "logs/power/timestamp.h"
#include "logs/power/line.h"
#include "logs/power_trace.h"
#include <plume/number.h>

static const char label_watts[] = "Instantaneous power reading";
static const char label_time[] = "IPMI timestamp";
static const char label_state[] = "Power reading state is";
static const char label_period[] = "Sampling period";

/* FreeIPMI's words for the same. */
static const char free_watts[] = "Current Power";
static const char free_time[] = "Time Stamp";
static const char free_state[] = "Power Measurement";
static const char free_rolling[] = "Power Statistics for Rolling Average Time Period";

static int confidence(const plume_head *head)
{
    if (plume_power_head_has(head, "Instantaneous power reading:"))
        return 95;
    return plume_power_head_has(head, "Current Power  ") &&
                   plume_power_head_has(head, "Power Measurement  ")
               ? 95
               : 0;
}

typedef struct paragraph {
    uint64_t line; /* of the reading; 0: there is none */
    double watts, bmc_s, host_s;
    bool off;     /* the BMC does not measure */
    bool rolling; /* an average over a period, of the moment of the one before */
} paragraph;

typedef struct reading {
    plume_log *log;
    paragraph now;
    double next_host_s; /* of a time that no paragraph has followed yet */
    double last_bmc_s, last_host_s;
    uint64_t readings;
    bool clock_told, rolling;
    plume_dated dated; /* of times in front of lines */
} reading;

static paragraph empty(void)
{
    return (paragraph){ .watts = NAN, .bmc_s = NAN, .host_s = NAN };
}

/* --- a paragraph ends --- */

static plume_status describe(reading *ipmi, bool relative, plume_error *error)
{
    plume_trace_about about;

    plume_trace_about_init(&about);
    about.scope = PLUME_SCOPE_IT;
    about.meter = PLUME_METER_BOARD;
    about.evidence = PLUME_EVIDENCE_SAMPLED;
    about.device_count = 1.0;
    about.relative = relative;
    about.yearless = ipmi->dated.relative;
    return plume_log_trace(ipmi->log, &about, error);
}

/* What the user says, else the host's clock, else the BMC's. */
static double time_of(reading *ipmi, const paragraph *now, bool *relative)
{
    double interval_s = plume_log_options(ipmi->log)->interval_s;

    *relative = !isnan(interval_s) || ipmi->dated.relative;
    if (!isnan(interval_s))
        return (double)ipmi->readings * interval_s;
    if (!isnan(now->host_s))
        return now->host_s;
    if (!isnan(now->bmc_s) && !ipmi->clock_told) {
        ipmi->clock_told = true;
        plume_log_note(ipmi->log, PLUME_WARNING, now->line, "bmc-clock",
                       "times are those of the BMC's clock, which is often wrong");
    }
    return now->bmc_s;
}

/* FreeIPMI tells one moment once for each period over which it has averages. */
static bool is_repeated(reading *ipmi, const paragraph *now)
{
    bool repeated = now->rolling && isnan(now->host_s) &&
                    (!isnan(ipmi->last_host_s) || now->bmc_s == ipmi->last_bmc_s);

    ipmi->last_bmc_s = now->bmc_s;
    if (!isnan(now->host_s))
        ipmi->last_host_s = now->host_s;
    return repeated;
}

/* A reading is a paragraph: it is whole when the next begins or the log ends. */
static plume_status flush(reading *ipmi, plume_error *error)
{
    paragraph now = ipmi->now;
    plume_power_sample sample;
    plume_status status;
    bool relative;

    ipmi->now = empty();
    if (now.line == 0 || is_repeated(ipmi, &now))
        return PLUME_OK;
    plume_power_sample_init(&sample);
    sample.t_s = time_of(ipmi, &now, &relative);
    ipmi->readings++;
    if (now.off || now.watts == 0.0) {
        plume_log_reject(ipmi->log, now.line, 0, "no-reading", "%s",
                         "0 W, or not activated: this BMC did not measure");
        return PLUME_OK;
    }
    sample.watts = now.watts;
    status = describe(ipmi, relative, error);
    return status == PLUME_OK ? plume_log_sample(ipmi->log, &sample, now.line, error)
                              : status;
}

/* --- lines --- */

/* "  IPMI timestamp:   Tue Jan  2 03:04:05 2024": what is behind a label, whose colon may
 * stand in a column of its own. */
static bool behind(const char *label, const char **text, size_t *length)
{
    size_t wanted = strlen(label);

    if (*length <= wanted || strncasecmp(*text, label, wanted) != 0)
        return false;
    while (wanted < *length && (*text)[wanted] == ' ')
        wanted++;
    if (wanted == *length || (*text)[wanted] != ':')
        return false;
    for (wanted++; wanted < *length && strchr(" \t", (*text)[wanted]) != NULL; wanted++)
        continue;
    *text += wanted;
    *length -= wanted;
    return true;
}

/* Some versions of ipmitool end the line of the clock after the next label only. */
static size_t clock_length(const char *text, size_t length)
{
    size_t wanted = strlen(label_period);

    for (size_t i = 0; i + wanted <= length; i++)
        if (strncasecmp(text + i, label_period, wanted) == 0)
            length = i;
    while (length > 0 && strchr(" \t", text[length - 1]) != NULL)
        length--;
    return length;
}

/* "03/14/24 10:00:00" as "03/14/2024 10:00:00": how the C locale writes a date. */
static bool widen_year(char *out, size_t size, const char *text, size_t length)
{
    static const char pattern[] = "00/00/00 ";

    if (length < sizeof pattern || length + 3 > size)
        return false;
    for (size_t i = 0; pattern[i] != '\0'; i++)
        if (pattern[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != pattern[i])
            return false;
    snprintf(out, size, "%.6s20%.*s", text, (int)(length - 6), text + 6);
    return true;
}

/* NAN too where the user says the interval: then no clock is asked. */
static double read_time(reading *ipmi, const char *text, size_t length, uint64_t line)
{
    plume_timestamp moment;
    char wide[64];
    double t_s;

    if (!isnan(plume_log_options(ipmi->log)->interval_s))
        return NAN;
    if (widen_year(wide, sizeof wide, text, length)) {
        text = wide;
        length = strlen(wide);
    }
    t_s = plume_power_calendar(ipmi->log, text, length);
    if (!isnan(t_s))
        return t_s;
    moment = plume_timestamp_read(ipmi->log, text, length, line);
    return moment.relative ? NAN : moment.t_s;
}

/* "11/29/2026 - 23:51:22": FreeIPMI prints UTC, the month first, and no zone. */
static double free_time_s(reading *ipmi, const char *text, size_t length)
{
    static const char pattern[] = "00/00/0000 - 00:00:00";
    char iso[32];

    if (!isnan(plume_log_options(ipmi->log)->interval_s) || length != strlen(pattern))
        return NAN;
    for (size_t i = 0; i < length; i++)
        if (pattern[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != pattern[i])
            return NAN;
    snprintf(iso, sizeof iso, "%.4s-%.2s-%.2sT%.8sZ", text + 6, text, text + 3,
             text + 13);
    return plume_log_time(ipmi->log, iso, strlen(iso));
}

/* A host's own time, printed by the loop around ipmitool, stands before the reading
 * to which it belongs. */
static plume_status take_watts(reading *ipmi, const char *text, size_t length,
                               uint64_t line, plume_error *error)
{
    plume_status status = flush(ipmi, error);
    plume_line_words word;
    double watts, host_s = ipmi->next_host_s;

    if (status != PLUME_OK)
        return status;
    ipmi->next_host_s = NAN;
    plume_line_words_split(&word, text, length, false);
    if (word.count < 1 || word.count > 2 ||
        !plume_number_parse(&watts, word.at[0], word.length[0]) ||
        (word.count == 2 && !plume_line_words_is(&word, 1, "Watts"))) {
        plume_power_bad_value(ipmi->log, (plume_power_place){ line, 0 }, text, length,
                              "power in watts");
        return PLUME_OK;
    }
    ipmi->now.line = line;
    ipmi->now.rolling = ipmi->rolling;
    ipmi->now.watts = watts;
    ipmi->now.host_s = host_s;
    return PLUME_OK;
}

static bool is_word(const char *text, size_t length, const char *word)
{
    return length == strlen(word) && strncasecmp(text, word, length) == 0;
}

/* What stands beside the reading; false for a line of anything else. */
static bool take_label(reading *ipmi, const char *text, size_t length, uint64_t line)
{
    bool asked = ipmi->now.line > 0 && isnan(ipmi->now.host_s);

    if (behind(label_time, &text, &length)) {
        if (asked)
            ipmi->now.bmc_s = read_time(ipmi, text, clock_length(text, length), line);
    } else if (behind(free_time, &text, &length)) {
        if (asked)
            ipmi->now.bmc_s = free_time_s(ipmi, text, length);
    } else if (behind(label_state, &text, &length)) {
        ipmi->now.off = !is_word(text, length, "activated");
    } else if (behind(free_state, &text, &length)) {
        ipmi->now.off = !is_word(text, length, "Active");
    } else if (length > strlen(free_rolling) &&
               strncasecmp(text, free_rolling, strlen(free_rolling)) == 0) {
        ipmi->rolling = true;
    } else {
        return false;
    }
    return true;
}

/* What `date` prints, or `ts` in front of a line: "Nov 29 23:51:22     Instantaneous
 * ...".
 */
static void take_prefix(reading *ipmi, const char **text, size_t *length, uint64_t line)
{
    const char *rest = *text;
    size_t left = *length;

    plume_dated_line(&ipmi->dated, &rest, &left, line);
    if (rest == *text)
        return; /* perhaps a time in one of the BMC's forms */
    *text = rest;
    *length = left;
    if (isnan(plume_log_options(ipmi->log)->interval_s))
        ipmi->next_host_s = ipmi->dated.t_s;
}

/* The BMC's own clock is used only where the host printed none: many stand at 1970. */
static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *ipmi = state;
    double t_s;

    take_prefix(ipmi, &text, &length, line);
    for (; length > 0 && strchr(" \t", *text) != NULL; text++)
        length--;
    while (length > 0 && strchr(" \t\r", text[length - 1]) != NULL)
        length--;
    if (length == 0)
        return PLUME_OK;
    if (behind(label_watts, &text, &length) || behind(free_watts, &text, &length))
        return take_watts(ipmi, text, length, line, error);
    if (take_label(ipmi, text, length, line))
        return PLUME_OK;
    t_s = read_time(ipmi, text, length, line);
    ipmi->next_host_s = isnan(t_s) ? ipmi->next_host_s : t_s;
    return PLUME_OK;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading ipmi = { .log = log, .now = empty(), .next_host_s = NAN };
    plume_status status;

    ipmi.last_bmc_s = ipmi.last_host_s = NAN;
    plume_dated_init(&ipmi.dated, log);
    status = plume_log_lines(log, take_line, &ipmi, error);
    if (status == PLUME_OK)
        status = flush(&ipmi, error);
    if (status == PLUME_OK && ipmi.readings == 0)
        status = plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), 1, 0,
                               "there is no line '%s:'", label_watts);
    return status == PLUME_OK ? plume_timestamp_settle(log, error) : status;
}

const plume_reader plume_reader_ipmi_dcmi = {
    .name = "ipmi_dcmi",
    .title = "ipmitool dcmi power reading, ipmi-dcmi",
    .confidence = confidence,
    .marks = { "Instantaneous power reading", "Current Power" },
    .read = read,
};
