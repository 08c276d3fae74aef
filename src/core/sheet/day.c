/* Days as spreadsheets show them, and the clock behind them. */
#include "core/sheet/day.h"

#include <string.h>

#include "core/ascii.h"

enum { MONTHS = 12, DAYS_MOST = 31, YEAR_LEAST = 1970, YEAR_MOST = 2200, CENTURY = 2000 };

/* Up to most digits from *at on; how many there were. */
static size_t take_number(const char **at, const char *end, size_t most, int *out)
{
    size_t count = 0;

    for (*out = 0; count < most && *at < end && plume_is_digit(**at); ++*at, count++)
        *out = *out * 10 + (**at - '0');
    return *at < end && plume_is_digit(**at) ? 0 : count;
}

static bool take_mark(const char **at, const char *end, char mark)
{
    if (*at == end || **at != mark)
        return false;
    ++*at;
    return true;
}

/* A clock as spreadsheets and programs write it, with its parts in place. */
typedef struct clock {
    int hour, minute, second;
    bool has_second;
    const char *fraction; /* digits */
    size_t fraction_length;
    const char *rest; /* a zone, as it stands */
} clock;

static bool take_half(clock *out, const char **at, const char *end)
{
    const char *word = *at;
    char half;

    while (word < end && *word == ' ')
        word++;
    if (end - word < 2 || (plume_lower(word[0]) != 'a' && plume_lower(word[0]) != 'p') ||
        plume_lower(word[1]) != 'm')
        return true;
    half = plume_lower(word[0]);
    if (out->hour < 1 || out->hour > MONTHS)
        return false;
    out->hour = out->hour % 12 + (half == 'p' ? 12 : 0);
    *at = word + 2;
    return true;
}

/* "Z", "+02:00", " UTC", " GMT+2": a word, behind which nothing comes. What a program
 * prints behind its stamp ("11-29-2026 10:00:00 RAM 2448/7620MB") is no cell. */
static bool is_zone(const char *at, const char *end)
{
    enum { ZONE_MOST = 10 };

    if (*at != 'Z' && *at != '+' && *at != '-' && *at != ' ')
        return false;
    while (at < end && *at == ' ')
        at++;
    if (end - at > ZONE_MOST)
        return false;
    for (; at < end; at++)
        if (!plume_is_digit(*at) && (plume_lower(*at) < 'a' || plume_lower(*at) > 'z') &&
            strchr("+-:", *at) == NULL)
            return false;
    return true;
}

/* "9:05", "09:05:00", "9:05:00,5 PM"; a zone may follow, which is left as it is. */
static bool take_clock(clock *out, const char *at, const char *end)
{
    size_t digits;

    *out = (clock){ 0 };
    digits = take_number(&at, end, 2, &out->hour);
    if (digits == 0 || out->hour > 24 || !take_mark(&at, end, ':') ||
        take_number(&at, end, 2, &out->minute) != 2 || out->minute > 59)
        return false;
    out->has_second = take_mark(&at, end, ':');
    if (out->has_second &&
        (take_number(&at, end, 2, &out->second) != 2 || out->second > 60))
        return false;
    if (out->has_second && end - at > 1 && (*at == '.' || *at == ',') &&
        plume_is_digit(at[1])) {
        out->fraction = ++at;
        while (at < end && plume_is_digit(*at))
            at++;
        out->fraction_length = (size_t)(at - out->fraction);
    }
    if (!take_half(out, &at, end))
        return false;
    out->rest = at;
    return at == end || is_zone(at, end);
}

/* The clock behind a day; *at moves to it. False when what stands there is none. */
static bool take_behind(clock *out, const char **at, const char *end)
{
    if (*at == end)
        return true;
    if (**at == 'T')
        ++*at;
    else if (**at == ' ' || **at == ',')
        while (*at < end && (**at == ' ' || **at == ','))
            ++*at;
    else
        return false;
    return *at < end && take_clock(out, *at, end);
}

static bool is_day(int day)
{
    return day >= 1 && day <= DAYS_MOST;
}

/* "2024/5/13", "2024.05.13", "2024. 5. 13." */
static bool take_year_first(plume_sheet_day *out, const char **at, const char *end)
{
    char mark;

    if (take_number(at, end, 4, &out->year) != 4 || *at == end ||
        strchr("-/.", **at) == NULL)
        return false;
    mark = *(*at)++;
    while (mark == '.' && take_mark(at, end, ' '))
        ;
    if (take_number(at, end, 2, &out->first) == 0 || !take_mark(at, end, mark))
        return false;
    while (mark == '.' && take_mark(at, end, ' '))
        ;
    if (take_number(at, end, 2, &out->second) == 0)
        return false;
    if (mark == '.')
        take_mark(at, end, '.');
    out->year_first = true;
    return out->first >= 1 && out->first <= MONTHS && is_day(out->second);
}

/* A year of two digits behind '-' could be any of the three parts. */
static bool take_year_last(plume_sheet_day *out, const char **at, const char *end)
{
    size_t digits;
    char mark;

    if (take_number(at, end, 2, &out->first) == 0 || *at == end ||
        strchr("-/.", **at) == NULL)
        return false;
    mark = *(*at)++;
    if (take_number(at, end, 2, &out->second) == 0 || !take_mark(at, end, mark))
        return false;
    digits = take_number(at, end, 4, &out->year);
    if (digits != 4 && (digits != 2 || mark == '-'))
        return false;
    out->year += digits == 2 ? CENTURY : 0;
    out->dotted = mark == '.';
    return is_day(out->first) && is_day(out->second) &&
           (out->first <= MONTHS || out->second <= MONTHS);
}

bool plume_sheet_day_of(plume_sheet_day *out, const char *text, size_t length)
{
    const char *end = text + length, *at = text;
    clock behind;
    bool found;

    *out = (plume_sheet_day){ 0 };
    if (length < 6 || !plume_is_digit(text[0]))
        return false;
    found = length > 4 && plume_is_digit(text[1]) && plume_is_digit(text[2])
                ? take_year_first(out, &at, end)
                : take_year_last(out, &at, end);
    if (!found || out->year < YEAR_LEAST || out->year > YEAR_MOST)
        return false;
    out->length = (size_t)(at - text);
    return take_behind(&behind, &at, end);
}

/* As programs write a day: digits and marks in the places of ISO 8601. */
bool plume_sheet_day_is_plain(const plume_sheet_day *day, const char *text, size_t length)
{
    static const char shape[] = "dddd-dd-dd dd:dd";
    size_t most = sizeof shape - 1;

    if (!day->year_first || length < 10)
        return false;
    for (size_t i = 0; i < length && i < most; i++) {
        bool fits = shape[i] == 'd'   ? plume_is_digit(text[i])
                    : shape[i] == '-' ? text[i] == '-' || text[i] == '/'
                    : shape[i] == ' ' ? text[i] == ' ' || text[i] == 'T'
                                      : text[i] == shape[i];

        if (!fits)
            return false;
    }
    return length == 10 || length >= most;
}

static void put_clock(plume_text *out, const clock *behind, const char *end)
{
    plume_text_printf(out, "%02d:%02d", behind->hour, behind->minute);
    if (behind->has_second)
        plume_text_printf(out, ":%02d", behind->second);
    if (behind->fraction_length > 0) {
        plume_text_add_char(out, '.');
        plume_text_add_n(out, behind->fraction, behind->fraction_length);
    }
    plume_text_add_n(out, behind->rest, (size_t)(end - behind->rest));
}

void plume_sheet_day_put(plume_text *out, const plume_sheet_day *day, bool day_first,
                         const char *text, size_t length)
{
    const char *end = text + length, *at = text + day->length;
    bool swap = day_first && !day->year_first;
    clock behind;

    plume_text_printf(out, "%04d-%02d-%02d", day->year, swap ? day->second : day->first,
                      swap ? day->first : day->second);
    if (at == end || !take_behind(&behind, &at, end))
        return;
    plume_text_add_char(out, ' ');
    put_clock(out, &behind, end);
}

bool plume_sheet_clock_put(plume_text *out, const char *text, size_t length)
{
    const char *end = text + length;
    clock found;

    if (length < 6 || plume_lower(text[length - 1]) != 'm' ||
        !take_clock(&found, text, end) || found.rest != end)
        return false;
    put_clock(out, &found, end);
    return true;
}
