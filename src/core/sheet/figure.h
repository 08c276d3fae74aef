/* core/sheet/figure.h -- figures as spreadsheets show them, by their form alone.
 *
 * An optional sign, digits, at most one decimal mark, groups of three digits, an
 * exponent, and a unit behind a blank or not. Groups are marked by the other mark, by an
 * apostrophe or by a no-break space. */
#ifndef PLUME_CORE_SHEET_FIGURE_H
#define PLUME_CORE_SHEET_FIGURE_H

#include <stddef.h>

#include <plume/text.h>

typedef enum plume_figure_form {
    PLUME_FIGURE_NONE,           /* the cell is no figure */
    PLUME_FIGURE_WHOLE,          /* "12": no mark */
    PLUME_FIGURE_POINT,          /* "0.5", "1,234.5": the point can only be decimal */
    PLUME_FIGURE_COMMA,          /* "0,5", "1.234,5" */
    PLUME_FIGURE_POINT_OR_GROUP, /* "1.234" */
    PLUME_FIGURE_COMMA_OR_GROUP  /* "1,234" */
} plume_figure_form;

plume_figure_form plume_figure_form_of(const char *text, size_t length);

/* The figure with a decimal point and without groups, and what stands behind it as it is.
 * mark: the decimal one, '.' or ','. */
void plume_figure_put(plume_text *out, const char *text, size_t length, char mark);

#endif
