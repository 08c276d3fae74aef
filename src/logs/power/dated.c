/* Times that a loop in a shell printed before the lines of a command: dated.h. */
#include "logs/power/dated.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/ascii.h"
#include "core/number/units.h"
#include "logs/power/shell_date.h"
#include "logs/power/timestamp.h"

enum { EPOCH_DIGITS = 10 };

void plume_dated_init(plume_dated *dated, plume_log *log)
{
    *dated = (plume_dated){ .log = log, .t_s = NAN };
}

/* --- what stands in front of a line --- */

typedef enum time_form { NO_TIME, STAMP, CALENDAR, WITHOUT_YEAR } time_form;

static size_t digits_of(const char *text, size_t length)
{
    size_t count = 0;

    while (count < length && plume_is_digit(text[count]))
        count++;
    return count;
}

static bool parts(char c)
{
    return c == ' ' || c == '\t' || c == ',' || c == ';';
}

/* "2026-11-29T23:51:22+00:00", or with a blank before the clock; 0: none. */
static size_t iso_length(const char *text, size_t length)
{
    size_t at = 11;

    if (length < 16 || digits_of(text, length) != 4 || text[4] != text[7] ||
        strchr("-/", text[4]) == NULL || (text[10] != 'T' && text[10] != ' ') ||
        text[13] != ':')
        return 0;
    while (at < length && !parts(text[at]))
        at++;
    /* date --iso-8601=ns of some locales has a comma before the fraction */
    if (at + 1 < length && text[at] == ',' &&
        digits_of(text + at + 1, length - at - 1) == 9)
        for (at++; at < length && !parts(text[at]); at++)
            continue;
    return at;
}

/* Ten digits of seconds, or more of milliseconds, perhaps with a fraction; 0: none. */
static size_t epoch_length(const char *text, size_t length)
{
    size_t at = digits_of(text, length);

    if (at < EPOCH_DIGITS || at > 19)
        return 0;
    if (at < length && text[at] == '.')
        at += 1 + digits_of(text + at + 1, length - at - 1);
    return at == length || parts(text[at]) ? at : 0;
}

static bool is_clock(const char *text, size_t length)
{
    return length == 8 && digits_of(text, 8) == 2 && text[2] == ':' && text[5] == ':' &&
           plume_is_digit(text[7]);
}

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

static int month_of(const char *text)
{
    for (int i = 0; i < 12; i++)
        if (strncmp(text, months + 3 * i, 3) == 0)
            return i + 1;
    return 0;
}

/* "Nov 29 23:51:22 ", as `ts` writes it; 0: none. */
static size_t ts_length(const char *text, size_t length)
{
    return length >= 15 && month_of(text) > 0 && text[3] == ' ' && text[6] == ' ' &&
                   is_clock(text + 7, 8) && (length == 15 || parts(text[15]))
               ? 15
               : 0;
}

/* "29/11/2026 23:51:22", "29.11.2026 23:51:22": which part is the day shows in the log;
 * 0: none. */
static size_t slashed_length(const char *text, size_t length)
{
    return length >= 19 && digits_of(text, length) == 2 &&
                   strchr("/.-", text[2]) != NULL &&
                   digits_of(text + 3, length - 3) == 2 && text[5] == text[2] &&
                   digits_of(text + 6, length - 6) == 4 && text[10] == ' ' &&
                   is_clock(text + 11, 8) && (length == 19 || parts(text[19]))
               ? 19
               : 0;
}

static time_form bare_form_of(const char *text, size_t length, size_t *taken)
{
    plume_shell_date date;

    if (plume_shell_date_at(&date, text, length)) {
        *taken = date.length;
        return CALENDAR;
    }
    *taken = iso_length(text, length);
    if (*taken == 0)
        *taken = epoch_length(text, length);
    if (*taken == 0)
        *taken = slashed_length(text, length);
    if (*taken > 0)
        return STAMP;
    *taken = ts_length(text, length);
    return *taken > 0 ? WITHOUT_YEAR : NO_TIME;
}

/* The same in brackets. */
static time_form form_of(const char *text, size_t length, size_t *taken)
{
    const char *close = length > 0 && *text == '[' ? memchr(text, ']', length) : NULL;
    size_t inner = close != NULL ? (size_t)(close - text - 1) : 0;
    time_form form;

    if (close == NULL)
        return bare_form_of(text, length, taken);
    form = bare_form_of(text + 1, inner, taken);
    if (form == NO_TIME || *taken != inner)
        return NO_TIME;
    *taken = inner + 2;
    return form;
}

static void trim_end(const char *text, size_t *length)
{
    while (*length > 0 && strchr(" \t\r", text[*length - 1]) != NULL)
        (*length)--;
}

static void drop(const char **text, size_t *length, size_t taken)
{
    taken += strspn(*text + taken, " \t");
    if (taken < *length && parts((*text)[taken]))
        taken++;
    while (taken < *length && (*text)[taken] == ' ')
        taken++;
    taken = taken < *length ? taken : *length;
    *text += taken;
    *length -= taken;
}

bool plume_dated_head_line(const plume_head *head, size_t *at, const char **text,
                           size_t *length)
{
    size_t taken;

    if (!plume_head_line(head, at, text, length))
        return false;
    trim_end(*text, length);
    if (form_of(*text, *length, &taken) != NO_TIME)
        drop(text, length, taken);
    return true;
}

/* --- what time it is --- */

/* In a year that has all days; behind New Year comes the next one. */
static double without_year_s(const plume_dated *dated, const char *text)
{
    double year_s = 365.25 * SECONDS_PER_DAY, t_s;
    char iso[PLUME_DATED_BYTES];

    snprintf(iso, sizeof iso, "2000-%02d-%02d %.8sZ", month_of(text),
             (text[4] == ' ' ? 0 : (text[4] - '0') * 10) + text[5] - '0', text + 7);
    t_s = plume_log_time(dated->log, iso, strlen(iso));
    while (dated->relative && t_s < dated->t_s - year_s / 2.0)
        t_s += 366.0 * SECONDS_PER_DAY;
    return t_s;
}

static double read_time(plume_dated *dated, time_form form, const char *text,
                        size_t length, uint64_t line)
{
    plume_shell_date date;

    if (*text == '[') {
        text++;
        length -= 2;
    }
    if (form == CALENDAR && plume_shell_date_at(&date, text, length))
        return plume_log_time(dated->log, date.iso, strlen(date.iso));
    if (form == WITHOUT_YEAR)
        return without_year_s(dated, text);
    return plume_timestamp_read(dated->log, text, length, line).t_s;
}

/* Letter by letter, all digits being alike: three of four are as they were. More digits
 * behind it are of a number of the command's. */
static bool is_damaged(const plume_dated *dated, const char *text, size_t length)
{
    size_t wanted = strlen(dated->like), alike = 0;

    if (wanted == 0 || length < wanted || (length > wanted && !parts(text[wanted])))
        return false;
    for (size_t i = 0; i < wanted; i++)
        alike += text[i] == dated->like[i] ||
                 (plume_is_digit(text[i]) && plume_is_digit(dated->like[i]));
    return alike * 4 >= wanted * 3;
}

static void keep(plume_dated *dated, const char *text, size_t length)
{
    length = length < sizeof dated->like ? length : sizeof dated->like - 1;
    memcpy(dated->like, text, length);
    dated->like[length] = '\0';
}

void plume_dated_line(plume_dated *dated, const char **text, size_t *length,
                      uint64_t line)
{
    size_t taken;
    double t_s;
    time_form form;

    trim_end(*text, length);
    form = form_of(*text, *length, &taken);
    if (form == NO_TIME) {
        if (!is_damaged(dated, *text, *length))
            return;
        dated->t_s = NAN;
        drop(text, length, strlen(dated->like));
        return;
    }
    t_s = read_time(dated, form, *text, taken, line);
    if (!isnan(t_s))
        keep(dated, *text, taken);
    drop(text, length, taken);
    if (isnan(t_s)) {
        dated->t_s = NAN;
        return;
    }
    dated->rounds += !(t_s == dated->t_s);
    dated->t_s = t_s;
    dated->relative = dated->relative || form == WITHOUT_YEAR;
}
