/* Adds and takes off the apostrophe that keeps a spreadsheet from running a text. */
#include "core/data/formula.h"

#include <string.h>

/* The full-width forms (U+FF1D, FF0B, FF0D, FF20): some spreadsheets take them for the
 * plain ones. */
static bool is_wide(const char *text)
{
    static const char *const marks[] = { "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d",
                                         "\xef\xbc\xa0" };

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(text, marks[i], strlen(marks[i])) == 0)
            return true;
    return false;
}

bool plume_formula_is_one(const char *text)
{
    text += strspn(text, "'");
    return *text != '\0' && (strchr("=+-@\t\r", *text) != NULL || is_wide(text));
}

const char *plume_formula_bare(const char *text)
{
    return text[0] == '\'' && plume_formula_is_one(text) ? text + 1 : text;
}
