/* Times whose day nobody knows: "5/6/2024" in a log that does not tell which part is the
 * day. */
#include "logs/unknown_time.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/sheet/day.h"
#include "logs/internal.h"
#include <plume/time.h>

/* A day that is still as a spreadsheet wrote it when a reader meets it: nothing told the
 * order, or the cells of its column contradict each other. */
static bool has_no_order(plume_sheet_day *day, const char *text, size_t length)
{
    return plume_sheet_day_of(day, text, length) && !day->year_first;
}

static bool may_be_either(const plume_sheet_day *day)
{
    return day->first <= 12 && day->second <= 12;
}

bool plume_day_is_unknown(const char *text, size_t length)
{
    plume_sheet_day day;

    return has_no_order(&day, text, length);
}

bool plume_log_time_is_unknown(plume_log *log, const char *text, size_t length,
                               uint64_t line)
{
    plume_unknown_times *unknown = &log->unknown;
    plume_sheet_day day;

    if (!has_no_order(&day, text, length))
        return false;
    if (unknown->count++ == 0) {
        unknown->line = line;
        snprintf(unknown->text, sizeof unknown->text, "%.*s", (int)length, text);
    }
    return true;
}

static double seconds_of(const plume_sheet_day *day, bool day_first, const char *text)
{
    plume_text iso;
    plume_stamp stamp = { .unix_s = (double)NAN };

    plume_text_init(&iso);
    plume_sheet_day_put(&iso, day, day_first, text, strlen(text));
    plume_time_parse(&stamp, iso.data, iso.length, NULL);
    plume_text_dispose(&iso);
    return stamp.unix_s;
}

double plume_span_of_unknown_times(const char *start, const char *end)
{
    plume_sheet_day first, last;
    double span_s[2];

    if (!has_no_order(&first, start, strlen(start)) || !may_be_either(&first) ||
        !has_no_order(&last, end, strlen(end)) || !may_be_either(&last))
        return (double)NAN;
    for (int i = 0; i < 2; i++)
        span_s[i] = seconds_of(&last, i == 0, end) - seconds_of(&first, i == 0, start);
    return span_s[0] == span_s[1] && span_s[0] >= 0.0 ? span_s[0] : (double)NAN;
}

static void put_day(plume_text *out, const plume_sheet_day *day, bool day_first,
                    const char *text)
{
    plume_sheet_day_put(out, day, day_first, text, day->length);
}

/* One note for all, with the first place. */
void plume_log_note_unknown_times(plume_log *log)
{
    const plume_unknown_times *unknown = &log->unknown;
    plume_text either;
    plume_sheet_day day;

    if (unknown->count == 0 ||
        !plume_sheet_day_of(&day, unknown->text, strlen(unknown->text)))
        return;
    plume_text_init(&either);
    if (may_be_either(&day)) {
        put_day(&either, &day, true, unknown->text);
        plume_text_add(&either, " or ");
        put_day(&either, &day, false, unknown->text);
        plume_text_add(&either, ", and nothing in the log tells which");
    } else {
        plume_text_add(&either, "one of several dates of which some have the day first, "
                                "and others the month");
    }
    plume_log_note(log, PLUME_WARNING, unknown->line, "time-unknown",
                   "'%s' is %s: %llu time%s unknown, and what was measured is kept; "
                   "--dates day-first or month-first says which",
                   unknown->text, either.data, (unsigned long long)unknown->count,
                   unknown->count == 1 ? " is" : "s are");
    plume_text_dispose(&either);
}
