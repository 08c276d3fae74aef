/* core/data/formula.h -- text that a spreadsheet would run as a formula.
 *
 * Such text begins with = + - @, one of these in full width, a tab or a CR. In a table
 * that Plume writes an apostrophe goes before it, and before text that would read as if
 * one had been added; so what is written reads back. */
#ifndef PLUME_CORE_DATA_FORMULA_H
#define PLUME_CORE_DATA_FORMULA_H

#include <stdbool.h>

/* Whether an apostrophe goes before this text. */
bool plume_formula_is_one(const char *text);

/* The text without the apostrophe that was put before it, if one was: borrowed. */
const char *plume_formula_bare(const char *text);

#endif
