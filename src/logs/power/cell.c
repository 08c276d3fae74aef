/* Reads a number with its unit, and knows the many ways of saying that there is none.
 * */
#include "logs/power/cell.h"

#include <math.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "core/ascii.h"
#include "core/number/short.h"
#include <plume/number.h>

/* nvidia-smi writes [N/A], [Not Supported] or [Unknown Error]: no figure of any tool
 * stands in brackets. */
bool plume_power_cell_is_missing(const char *text, size_t length)
{
    static const char *const words[] = { "-",    "--",   "n/a",     "na",  "nan",
                                         "null", "none", "unknown", "err", "error" };

    if (length > 0 && plume_is_digit(text[0]))
        return false;
    if (length == 0 || (text[0] == '[' && text[length - 1] == ']'))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == length && strncasecmp(text, words[i], length) == 0)
            return true;
    return false;
}

/* nvidia-smi writes "208.59 W"; other units are looked for. */
bool plume_power_cell_watts(double *out, const char *text, size_t length)
{
    bool watts = length > 2 && text[length - 1] == 'W' && text[length - 2] == ' ';

    *out = NAN;
    if (plume_number_is_short(out, text, watts ? length - 2 : length))
        return true;
    if (plume_power_cell_is_missing(text, length))
        return true;
    return plume_quantity_parse(out, PLUME_DIMENSION_POWER, text, length, NULL) ==
           PLUME_OK;
}

/* The unit of a column's head counts only where the cell itself names none. */
bool plume_power_cell_in(double *out_watts, const char *text, size_t length,
                         double watts_per_unit)
{
    double number;

    if (!plume_power_cell_watts(out_watts, text, length))
        return false;
    if (plume_number_parse(&number, text, length))
        *out_watts *= watts_per_unit;
    return true;
}

/* Percent, with or without its sign; what is out of range is unknown, as a guess at
 * another scale could be wrong by a hundred. */
double plume_power_cell_share(const char *text, size_t length)
{
    double percent;

    while (length > 0 && (text[length - 1] == '%' || text[length - 1] == ' '))
        length--;
    if (length == 0 || !plume_number_parse(&percent, text, length) || percent < 0.0 ||
        percent > 100.0)
        return NAN;
    return percent / 100.0;
}

static size_t count_digits(const char *text, size_t length)
{
    size_t count = 0;

    while (count < length && text[count] >= '0' && text[count] <= '9')
        count++;
    return count;
}

static plume_power_form form_of(const char *text, size_t length)
{
    plume_power_form form = { .seen = true };
    size_t at = length > 0 && (text[0] == '-' || text[0] == '+');

    form.digits = count_digits(text + at, length - at);
    at += form.digits;
    if (at < length && text[at] == '.') {
        form.decimals = count_digits(text + at + 1, length - at - 1);
        at += form.decimals + 1;
    }
    form.unit = at < length;
    return form;
}

/* A log that is still written, or whose disk was full, ends in the middle of a number:
 * 31 of "312.4 W" reads as a sound figure. Only the form of the rows above tells. */
bool plume_power_form_is_cut(plume_power_form *form, const char *text, size_t length,
                             bool ended)
{
    plume_power_form now = form_of(text, length);

    if (plume_power_cell_is_missing(text, length) || now.digits == 0)
        return false;
    if (!ended && form->seen)
        return (form->unit && !now.unit) ||
               (!form->varied && (form->decimals > 0 ? now.decimals < form->decimals
                                                     : now.digits < form->digits));
    now.varied = form->varied || (form->seen && form->decimals != now.decimals);
    now.unit = now.unit && (form->unit || !form->seen);
    now.asked = form->asked;
    now.whole = form->whole;
    *form = now;
    return false;
}

static bool is_open(char c)
{
    return c == '[' || c == '(';
}

/* Where a unit in brackets begins; length when there is none. */
static size_t unit_at(const char *text, size_t length)
{
    if (length == 0 || (text[length - 1] != ']' && text[length - 1] != ')'))
        return length;
    for (size_t i = length - 1; i > 0; i--)
        if (is_open(text[i]))
            return i;
    return length;
}

/* Tools differ in blanks, case and marks ("power.draw [W]", "Power Draw (W)"): letters
 * and digits are what names a column. */
void plume_power_column_name(char name[PLUME_COLUMN_NAME_MAX],
                             char unit[PLUME_COLUMN_NAME_MAX], const char *text,
                             size_t length)
{
    size_t end = unit_at(text, length), used = 0, unit_used = 0;

    for (size_t i = 0; i < end && used + 1 < PLUME_COLUMN_NAME_MAX; i++) {
        char c = text[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c + ('a' - 'A'));
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            name[used++] = c;
    }
    for (size_t i = end + 1; i + 1 < length && unit_used + 1 < PLUME_COLUMN_NAME_MAX; i++)
        unit[unit_used++] = text[i];
    name[used] = unit[unit_used] = '\0';
}

/* One bit for each letter, whatever its case. */
static uint32_t letters_of(const char *text, size_t length)
{
    uint32_t letters = 0;

    for (size_t i = 0; i < length; i++)
        if (plume_is_letter(text[i]))
            letters |= UINT32_C(1) << (plume_lower(text[i]) - 'a');
    return letters;
}

/* Marks between letters do not count (plume_power_column_name), so that only which
 * letters there are can tell. */
bool plume_power_may_be_named(const char *line, size_t length)
{
    static const char *const words[] = { "w", "gpu", "card", "device", "accelerator" };
    uint32_t there = letters_of(line, length);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if ((letters_of(words[i], strlen(words[i])) & ~there) == 0)
            return true;
    return false;
}
