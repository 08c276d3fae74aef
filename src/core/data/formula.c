/* Adds and takes off the apostrophe that keeps a spreadsheet from running a text. */
#include "core/data/formula.h"

#include <string.h>

bool plume_formula_is_one(const char *text)
{
    text += strspn(text, "'");
    return *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
}

const char *plume_formula_bare(const char *text)
{
    return text[0] == '\'' && plume_formula_is_one(text) ? text + 1 : text;
}
