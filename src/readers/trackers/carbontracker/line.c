/* Takes the decoration off a line and matches what is left with the messages of all
 * versions. */
#include "readers/trackers/carbontracker/line.h"

#include <math.h>
#include <string.h>

#include "core/ascii.h"
#include "core/number/units.h"
#include <plume/number.h>
#include <plume/time.h>

/* Words that a training's own output may hold too count only behind a time stamp or
 * behind the tracker's name. */
typedef enum where { ANYWHERE, MARKED } where;

typedef struct key {
    const char *text;
    plume_carbon_kind kind;
    where where;
} key;

/* In the order in which they are tried; what follows the text is the rest. */
static const key keys[] = {
    { "carbontracker version ", PLUME_CARBON_VERSION, MARKED },
    { "Only predicted and actual consumptions are multiplied by a PUE coefficient of ",
      PLUME_CARBON_PUE, ANYWHERE },
    { "The following components were found:", PLUME_CARBON_COMPONENTS, MARKED },
    { "Epoch ", PLUME_CARBON_EPOCH, MARKED },
    { "Duration:", PLUME_CARBON_DURATION, MARKED },
    { "Average power usage (W) for ", PLUME_CARBON_POWER, MARKED },
    { "Average carbon intensity during training was ", PLUME_CARBON_AVERAGE, ANYWHERE },
    { "Carbon intensity: ", PLUME_CARBON_INTENSITY, MARKED },
    { "Current carbon intensity is ", PLUME_CARBON_INTENSITY, ANYWHERE },
    { "Live carbon intensity could not be fetched at detected location: ",
      PLUME_CARBON_DEFAULTED, ANYWHERE },
    { "No carbon intensity provider specified and no location detected. Defaulting to ",
      PLUME_CARBON_DEFAULTED, ANYWHERE },
    { "Carbon intensities (gCO2eq/kWh) fetched every ", PLUME_CARBON_FETCHED, ANYWHERE },
    { "No matching TDP found for CPU", PLUME_CARBON_GUESSED, MARKED },
    { "Training was interrupted before all ", PLUME_CARBON_INTERRUPTED, MARKED },
    { "Session ended by user", PLUME_CARBON_QUIT, MARKED },
    { "Quitting...", PLUME_CARBON_QUIT, MARKED },
    { "Ignored error:", PLUME_CARBON_TRACEBACK, MARKED },
    { "Traceback (most recent call last)", PLUME_CARBON_TRACEBACK, MARKED },
    { "Monitoring thread ended", PLUME_CARBON_FINISHED, MARKED },
    { "Finished monitoring", PLUME_CARBON_FINISHED, MARKED },
    { "Actual consumption", PLUME_CARBON_ACTUAL, ANYWHERE },
    { "Predicted consumption", PLUME_CARBON_PREDICTED, ANYWHERE },
    { "Time:", PLUME_CARBON_TIME, ANYWHERE },
    { "Energy:", PLUME_CARBON_ENERGY, ANYWHERE },
    { "CO2eq:", PLUME_CARBON_CO2, ANYWHERE },
    { "```", PLUME_CARBON_FENCE, ANYWHERE },
};

/* --- pieces of text --- */

typedef struct piece {
    const char *text;
    size_t length;
} piece;

static void drop(piece *p, size_t count)
{
    p->text += count;
    p->length -= count;
}

static void trim(piece *p)
{
    while (p->length > 0 && plume_is_blank(p->text[0]))
        drop(p, 1);
    while (p->length > 0 && plume_is_blank(p->text[p->length - 1]))
        p->length--;
}

static bool take(piece *p, const char *word)
{
    size_t length = strlen(word);

    if (p->length < length || memcmp(p->text, word, length) != 0)
        return false;
    drop(p, length);
    return true;
}

/* Where word begins in p; p.length when it does not occur. */
static size_t find(piece p, const char *word)
{
    size_t length = strlen(word), i;

    for (i = 0; i + length <= p.length; i++)
        if (memcmp(p.text + i, word, length) == 0)
            return i;
    return p.length;
}

/* --- what comes before the message --- */

/* What a terminal would still show. */
static void drop_overwritten(piece *p)
{
    for (size_t i = p->length; i > 0; i--)
        if (p->text[i - 1] == '\r' && i < p->length) {
            drop(p, i);
            return;
        }
}

/* "2022-11-14 15:42:43 - ", or with ",123" and "MainThread - INFO - " as version 1.0
 * wrote. */
static void take_stamp(piece *p, plume_carbon_line *out)
{
    static const char pattern[] = "0000-00-00 00:00:00";
    static const char *const levels[] = { " - INFO - ", " - DEBUG - ", " - WARNING - " };
    size_t i, length = strlen(pattern), at;

    if (p->length < length)
        return;
    for (i = 0; i < length; i++)
        if (pattern[i] == '0' ? !plume_is_digit(p->text[i]) : p->text[i] != pattern[i])
            return;
    out->stamp = p->text;
    out->stamp_length = length;
    drop(p, length);
    if (p->length >= 4 && p->text[0] == ',')
        drop(p, 4);
    if (!take(p, " - "))
        (void)take(p, " -");
    for (i = 0; i < sizeof levels / sizeof *levels; i++) {
        at = find(*p, levels[i]);
        if (at < p->length && at < 64) {
            drop(p, at + strlen(levels[i]));
            return;
        }
    }
}

/* Prose may begin with the same words as a heading; a heading ends in a colon, or has its
 * figures behind it. */
static bool is_prose(plume_carbon_kind kind, piece rest)
{
    bool folded =
        find(rest, "Time:") < rest.length && find(rest, "Energy:") < rest.length;

    return (kind == PLUME_CARBON_ACTUAL || kind == PLUME_CARBON_PREDICTED) && !folded &&
           (rest.length == 0 || rest.text[rest.length - 1] != ':');
}

static bool match(piece message, bool marked, plume_carbon_line *out)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        piece rest = message;

        if ((keys[i].where == MARKED && !marked) || !take(&rest, keys[i].text))
            continue;
        trim(&rest);
        if (is_prose(keys[i].kind, rest))
            return false;
        out->kind = keys[i].kind;
        out->rest = rest.text;
        out->rest_length = rest.length;
        return true;
    }
    return false;
}

/* Its lines pass through loggers with stamps of their own, are quoted, and stand
 * behind progress bars that overwrite themselves with carriage returns; all of that
 * is taken off first. */
void plume_carbon_recognise(plume_carbon_line *out, const char *text, size_t length)
{
    static const char own[] = "CarbonTracker:";
    piece p = { text, length };
    size_t at;

    *out = (plume_carbon_line){ .rest = "", .stamp = "" };
    drop_overwritten(&p);
    trim(&p);
    while (take(&p, ">"))
        trim(&p);
    take_stamp(&p, out);
    trim(&p);
    if (match(p, out->stamp_length > 0, out))
        return;
    at = find(p, own); /* first in the line, or behind a progress bar */
    if (at == p.length)
        return;
    drop(&p, at + strlen(own));
    trim(&p);
    (void)take(&p, "WARNING - ");
    (void)match(p, true, out);
}

/* --- figures --- */

/* As Python prints a timedelta: "1 day, 2:03:04". Of a negative one only the sign is
 * used: no run lasts less than nothing. */
bool plume_carbon_duration(double *out_s, const char *text, size_t length)
{
    piece p = { text, length };
    double days = 0.0, seconds;
    bool negative = take(&p, "-");
    size_t at = find(p, " day");

    *out_s = NAN;
    if (at < p.length) {
        if (!plume_count_parse(&days, p.text, at))
            return false;
        drop(&p, at + strlen(" day"));
        (void)take(&p, "s");
        if (!take(&p, ", "))
            return false;
    }
    if (!plume_duration_parse(&seconds, p.text, p.length))
        return false;
    *out_s = (negative ? -1.0 : 1.0) * (days * SECONDS_PER_DAY + seconds);
    return true;
}

double plume_carbon_epochs(const char *text, size_t length)
{
    piece p = { text, length };
    double epochs = NAN;

    if (!take(&p, "for "))
        return NAN;
    (void)plume_count_parse(&epochs, p.text, find(p, " "));
    return epochs;
}

double plume_carbon_leading_number(const char *text, size_t length)
{
    piece p = { text, length };
    double number = NAN;

    (void)plume_number_parse(&number, p.text, find(p, " "));
    return number;
}

/* "[120.5 98.2]", with or without commas: the devices of one component, added. */
double plume_carbon_power_w(const char *text, size_t length)
{
    piece p = { text, length };
    double sum_w = 0.0, watts;
    size_t count = 0, end;

    trim(&p);
    if (p.length >= 2 && p.text[0] == '[' && p.text[p.length - 1] == ']') {
        drop(&p, 1);
        p.length--;
    }
    for (;;) {
        while (p.length > 0 && (plume_is_blank(p.text[0]) || p.text[0] == ','))
            drop(&p, 1);
        if (p.length == 0)
            return count > 0 ? sum_w : NAN;
        for (end = 0;
             end < p.length && !plume_is_blank(p.text[end]) && p.text[end] != ',';)
            end++;
        if (!plume_number_parse(&watts, p.text, end) || watts < 0.0)
            return NAN;
        sum_w += watts;
        count++;
        drop(&p, end);
    }
}
