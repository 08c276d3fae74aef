/* What the readers of power logs that are lines have in common. */
#include "logs/power/line.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <plume/number.h>

enum { SHOWN_BYTES = 60 };

/* --- what is no sample --- */

static int shown(size_t length)
{
    return (int)(length < SHOWN_BYTES ? length : SHOWN_BYTES);
}

void plume_power_bad_value(plume_log *log, plume_power_place place, const char *text,
                           size_t length, const char *wanted)
{
    plume_log_reject(log, place.line, place.column, "bad-value", "'%.*s' is no %s",
                     shown(length), text, wanted);
}

void plume_power_torn(plume_log *log, uint64_t line, const char *text, size_t length,
                      const char *wanted)
{
    plume_log_reject(log, line, 0, "torn-row", "'%.*s' is no %s", shown(length), text,
                     wanted);
}

/* Energy is power times time: an interval that is guessed would scale the whole
 * result. */
plume_status plume_power_need_interval(plume_log *log, uint64_t line, const char *advice,
                                       plume_error *error)
{
    if (!isnan(plume_log_options(log)->interval_s))
        return PLUME_OK;
    plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), line, 0,
                  "there are no times: when the samples were taken is not known");
    plume_hint(error, "say --interval SECONDS%s%s", advice[0] != '\0' ? ", or " : "",
               advice);
    return PLUME_ERR_MISSING;
}

/* --- times --- */

/* The C locale's names, as tools write them whatever the language of the machine. */
static int month_of(const char *text, size_t length)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

    for (int i = 0; length == 3 && i < 12; i++)
        if (strncasecmp(text, names + 3 * i, 3) == 0)
            return i + 1;
    return 0;
}

/* The date of `date` and of C's asctime, in the C locale. */
double plume_power_calendar(plume_log *log, const char *text, size_t length)
{
    plume_line_words word;
    char iso[64];
    double day, year;
    bool utc;
    int month;

    if (length > 60)
        return NAN;
    plume_line_words_split(&word, text, length, false);
    if (word.count != 5 && word.count != 6)
        return NAN;
    month = month_of(word.at[1], word.length[1]);
    if (month == 0 || word.length[0] != 3 || word.length[3] > 20 ||
        !plume_count_parse(&day, word.at[2], word.length[2]) ||
        !plume_count_parse(&year, word.at[word.count - 1], word.length[word.count - 1]) ||
        !(day <= 31.0) || !(year <= 9999.0))
        return NAN;
    utc = word.count == 6 &&
          (plume_line_words_is(&word, 4, "UTC") || plume_line_words_is(&word, 4, "GMT"));
    snprintf(iso, sizeof iso, "%04d-%02d-%02d %.*s%s", (int)year, month, (int)day,
             (int)word.length[3], word.at[3], utc ? "Z" : "");
    return plume_log_time(log, iso, strlen(iso));
}

/* --- heads --- */

bool plume_power_head_has(const plume_head *head, const char *text)
{
    size_t wanted = strlen(text);

    for (size_t i = 0; i + wanted <= head->length; i++)
        if (strncasecmp(head->bytes + i, text, wanted) == 0)
            return true;
    return false;
}

/* --- words --- */

static bool is_between(char c, bool tabs)
{
    return tabs ? c == '\t' : c == ' ' || c == '\t' || c == '\r';
}

static void add_word(plume_line_words *out, const char *begin, const char *end)
{
    while (begin < end && is_between(*begin, false))
        begin++;
    while (end > begin && is_between(end[-1], false))
        end--;
    if (out->count < PLUME_WORDS_MAX) {
        out->at[out->count] = begin;
        out->length[out->count] = (size_t)(end - begin);
    }
    out->count++;
}

void plume_line_words_split(plume_line_words *out, const char *text, size_t length,
                            bool tabs)
{
    const char *end = text + length, *begin;

    out->count = 0;
    while (text < end || (tabs && out->count == 0)) {
        while (!tabs && text < end && is_between(*text, false))
            text++;
        for (begin = text; text < end && !is_between(*text, tabs); text++)
            continue;
        if (tabs || text > begin)
            add_word(out, begin, text);
        text += text < end;
    }
}

bool plume_line_words_is(const plume_line_words *words, size_t i, const char *word)
{
    return i < words->count && i < PLUME_WORDS_MAX && strlen(word) == words->length[i] &&
           strncasecmp(words->at[i], word, words->length[i]) == 0;
}

size_t plume_line_words_find(const plume_line_words *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++)
        if (plume_line_words_is(words, i, word))
            return i;
    return SIZE_MAX;
}
