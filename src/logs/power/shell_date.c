/* Reads what `date` prints in words or in digits without marks. */
#include "logs/power/shell_date.h"

#include <stdio.h>
#include <string.h>

#include "core/ascii.h"

enum { WORDS_MOST = 8 };

typedef struct word {
    const char *text;
    size_t length;
} word;

typedef struct found {
    int month, day, year;
    const char *clock; /* eight letters */
    char half;         /* 'A' or 'P' of AM and PM */
    word zone;         /* letters, or a sign and four digits */
    bool weekday;
} found;

static bool parts(char c)
{
    return c == ' ' || c == '\t' || c == ',' || c == ';' || c == '\r';
}

static size_t digits_of(word w)
{
    size_t count = 0;

    while (count < w.length && plume_is_digit(w.text[count]))
        count++;
    return count;
}

/* From 1; 0: none of these names of three letters. */
static int place_in(const char *names, word w)
{
    for (int i = 0; w.length == 3 && names[i] != '\0'; i += 3)
        if (strncmp(names + i, w.text, 3) == 0)
            return i / 3 + 1;
    return 0;
}

static bool is_clock(word w)
{
    static const char form[] = "00:00:00";

    for (size_t i = 0; w.length == 8 && i < 8; i++)
        if (form[i] == '0' ? !plume_is_digit(w.text[i]) : w.text[i] != form[i])
            return false;
    return w.length == 8;
}

static bool is_offset(word w)
{
    return w.length == 5 && (w.text[0] == '+' || w.text[0] == '-') &&
           digits_of((word){ w.text + 1, 4 }) == 4;
}

static bool is_zone(word w)
{
    for (size_t i = 0; i < w.length; i++)
        if (w.text[i] < 'A' || w.text[i] > 'Z')
            return false;
    return w.length >= 3 && w.length <= 5;
}

static int number_of(word w)
{
    int number = 0;

    for (size_t i = 0; i < w.length; i++)
        number = number * 10 + w.text[i] - '0';
    return number;
}

static bool is_whole(const found *in)
{
    return in->weekday && in->month > 0 && in->day > 0 && in->year > 0 &&
           in->clock != NULL;
}

/* Whether the word is a part of the date that is still missing. */
static bool take_word(found *in, word w)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    static const char days[] = "MonTueWedThuFriSatSun";
    bool digits = w.length > 0 && digits_of(w) == w.length;

    if (!in->weekday)
        return in->weekday = place_in(days, w) > 0;
    if (in->month == 0 && (in->month = place_in(months, w)) > 0)
        return true;
    if (in->day == 0 && digits && w.length <= 2)
        return (in->day = number_of(w)) > 0;
    if (in->year == 0 && digits && w.length == 4)
        return (in->year = number_of(w)) > 0;
    if (in->clock == NULL && is_clock(w)) {
        in->clock = w.text;
        return true;
    }
    if (in->clock == NULL || in->zone.length > 0)
        return false;
    if (in->half == '\0' && w.length == 2 && w.text[1] == 'M' &&
        (w.text[0] == 'A' || w.text[0] == 'P')) {
        in->half = w.text[0];
        return true;
    }
    /* Behind a date that is whole, what has only letters is no zone unless a half of the
     * day stands before it. */
    if (is_offset(w) || (is_zone(w) && (!is_whole(in) || in->half != '\0'))) {
        in->zone = w;
        return true;
    }
    return false;
}

static void print(plume_shell_date *out, const found *in)
{
    int hour = (in->clock[0] - '0') * 10 + in->clock[1] - '0';
    bool utc = in->zone.length == 3 && (strncmp(in->zone.text, "UTC", 3) == 0 ||
                                        strncmp(in->zone.text, "GMT", 3) == 0);

    if (in->half != '\0')
        hour = hour % 12 + (in->half == 'P' ? 12 : 0);
    snprintf(out->iso, sizeof out->iso, "%04d-%02d-%02d %02d%.6s%.*s%s", in->year % 10000,
             in->month % 100, in->day % 100, hour % 100, in->clock + 2,
             is_offset(in->zone) ? 5 : 0, in->zone.length > 0 ? in->zone.text : "",
             utc ? "Z" : "");
}

static bool in_words(plume_shell_date *out, const char *text, size_t length)
{
    found in = { .month = 0 };
    size_t at = 0;

    out->length = 0;
    for (int i = 0; i < WORDS_MOST && at < length; i++) {
        word w = { text + at, 0 };

        while (at + w.length < length && !parts(w.text[w.length]))
            w.length++;
        if (!take_word(&in, w))
            break;
        at += w.length;
        out->length = at;
        while (at < length && parts(text[at]))
            at++;
    }
    if (!is_whole(&in))
        return false;
    print(out, &in);
    return true;
}

/* "20261129T235122Z", "20261129-235122", "20261129_235122". */
static bool in_digits(plume_shell_date *out, const char *text, size_t length)
{
    size_t taken = 15;

    if (length < taken || digits_of((word){ text, length }) != 8 ||
        strchr("T-_", text[8]) == NULL || digits_of((word){ text + 9, length - 9 }) != 6)
        return false;
    taken += length > taken && text[taken] == 'Z';
    if (taken < length && !parts(text[taken]))
        return false;
    snprintf(out->iso, sizeof out->iso, "%.4s-%.2s-%.2s %.2s:%.2s:%.2s%s", text, text + 4,
             text + 6, text + 9, text + 11, text + 13, taken == 16 ? "Z" : "");
    out->length = taken;
    return true;
}

bool plume_shell_date_at(plume_shell_date *out, const char *text, size_t length)
{
    return in_words(out, text, length) || in_digits(out, text, length);
}
