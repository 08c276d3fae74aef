/* Figures as spreadsheets show them: which mark is decimal, as far as one cell tells. */
#include "core/sheet/figure.h"

#include <string.h>

#include "core/ascii.h"

enum { GROUP = 3, UNIT_MOST = 12 };

/* Digits and marks of a figure, taken apart. */
typedef struct shape {
    size_t end;                    /* of digits and marks */
    size_t points, commas, others; /* marks; others are those of groups alone */
    size_t first, last;            /* digits before the first mark and behind the last */
    char last_mark;                /* '.', ',' or '\'' for the others */
    bool grouped; /* all between the first and the last mark are threes */
    bool zero;    /* the first digit is 0 */
} shape;

/* The mark at this place: its length; 0: none. Others are an apostrophe (Switzerland), a
 * no-break space (U+00A0) and a narrow one (U+202F, France). */
static size_t mark_at(char *mark, const char *text, const char *end)
{
    *mark = text < end ? *text : '\0';
    if (*mark == '.' || *mark == ',' || *mark == '\'')
        return 1;
    *mark = '\'';
    if (end - text > 2 && memcmp(text, "\xc2\xa0", 2) == 0)
        return 2;
    return end - text > 3 && memcmp(text, "\xe2\x80\xaf", 3) == 0 ? 3 : 0;
}

static size_t digits_at(const char *text, const char *end)
{
    const char *at = text;

    while (at < end && plume_is_digit(*at))
        at++;
    return (size_t)(at - text);
}

static size_t sign_at(const char *text, size_t length)
{
    return length > 0 && (text[0] == '-' || text[0] == '+');
}

/* A no-break space before a unit is no mark of a group: digits must follow. */
static shape shape_of(const char *text, size_t length)
{
    const char *end = text + length, *at = text + sign_at(text, length);
    shape out = { .grouped = true, .zero = at < end && *at == '0' };
    size_t width, marks = 0;
    char mark;

    out.first = out.last = digits_at(at, end);
    at += out.first;
    while ((width = mark_at(&mark, at, end)) > 0) {
        size_t digits = digits_at(at + width, end);

        if (mark == '\'' && digits == 0)
            break;
        out.grouped = out.grouped && (marks == 0 || out.last == GROUP);
        out.points += mark == '.';
        out.commas += mark == ',';
        out.others += mark == '\'';
        out.last_mark = mark;
        out.last = digits;
        at += width + digits;
        marks++;
    }
    out.end = (size_t)(at - text);
    return out;
}

/* Behind the digits: an exponent and a unit, as "W", "%" or "kWh". */
static bool ends_well(const char *text, size_t length, bool *exponent)
{
    const char *end = text + length, *at = text;
    size_t letters = 0;

    *exponent = at < end && (*at == 'e' || *at == 'E');
    if (*exponent) {
        size_t sign = end - at > 1 && (at[1] == '-' || at[1] == '+');
        size_t digits = digits_at(at + 1 + sign, end);

        *exponent = digits > 0;
        at += digits > 0 ? 1 + sign + digits : 0;
    }
    while (at < end && (*at == ' ' || *at == '\xc2' || *at == '\xa0'))
        at++;
    for (; at < end; at++, letters++)
        if (!plume_is_letter(*at) && strchr("%/[]", *at) == NULL)
            return false;
    return letters <= UNIT_MOST;
}

/* One mark, once: behind it three digits may be a group, unless a lone 0 stands before
 * it, which no group follows. */
static plume_figure_form of_one_mark(const shape *of, bool exponent)
{
    bool comma = of->commas > 0;
    bool group = of->last == GROUP && of->first >= 1 && of->first <= GROUP && !of->zero &&
                 !exponent;

    if (of->last == 0 && (comma || of->first == 0))
        return PLUME_FIGURE_NONE;
    if (group)
        return comma ? PLUME_FIGURE_COMMA_OR_GROUP : PLUME_FIGURE_POINT_OR_GROUP;
    return comma ? PLUME_FIGURE_COMMA : PLUME_FIGURE_POINT;
}

plume_figure_form plume_figure_form_of(const char *text, size_t length)
{
    shape of = shape_of(text, length);
    bool exponent, groups = of.grouped && of.first >= 1 && of.first <= GROUP && !of.zero;
    size_t marks = of.points + of.commas + of.others;

    if (of.first + of.last == 0 || !ends_well(text + of.end, length - of.end, &exponent))
        return PLUME_FIGURE_NONE;
    if (marks == 0)
        return PLUME_FIGURE_WHOLE;
    if (marks == 1 && of.others == 0)
        return of_one_mark(&of, exponent);
    if (!groups || of.last == 0)
        return PLUME_FIGURE_NONE;
    if (of.points == marks || of.commas == marks || of.others == marks) {
        if (of.last != GROUP)
            return PLUME_FIGURE_NONE;
        return of.points == marks   ? PLUME_FIGURE_COMMA /* "1.234.567" */
               : of.commas == marks ? PLUME_FIGURE_POINT
                                    : PLUME_FIGURE_WHOLE;
    }
    if (of.last_mark == ',' && of.commas == 1 && (of.points == 0 || of.others == 0))
        return PLUME_FIGURE_COMMA;
    if (of.last_mark == '.' && of.points == 1 && (of.commas == 0 || of.others == 0))
        return PLUME_FIGURE_POINT;
    return PLUME_FIGURE_NONE;
}

void plume_figure_put(plume_text *out, const char *text, size_t length, char decimal)
{
    shape of = shape_of(text, length);
    size_t width;
    char mark;

    for (size_t i = 0; i < of.end; i += width) {
        width = mark_at(&mark, text + i, text + of.end);
        if (width == 0)
            plume_text_add_char(out, text[i]);
        else if (mark == decimal)
            plume_text_add_char(out, '.');
        width += width == 0;
    }
    plume_text_add_n(out, text + of.end, length - of.end);
}
