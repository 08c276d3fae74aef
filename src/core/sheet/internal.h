/* core/sheet/internal.h -- what was learned of a table, for its conversion. */
#ifndef PLUME_CORE_SHEET_INTERNAL_H
#define PLUME_CORE_SHEET_INTERNAL_H

#include "core/sheet/sheet.h"

/* A column, or all of them together. */
typedef struct plume_sheet_column {
    bool text;                        /* its name is that of a text */
    bool version;                     /* its cells are left alone */
    bool comma, point;                /* figures with a mark that can only be decimal */
    bool first_is_day, second_is_day; /* days that can be read in one way only */
    size_t words, figures;
} plume_sheet_column;

struct plume_sheet {
    char delimiter;
    bool separator_line;      /* the first line is "sep=;" */
    bool days, commas, spelt; /* days of either order; decimal commas; other spellings */
    bool dotted;
    plume_sheet_column all;
    plume_sheet_column *column;
    size_t columns;
};

/* The delimiter of a table, told from its first line or from the two; '\0': none.
 * *separator: there is a line "sep=;", of which the delimiter is. */
char plume_sheet_delimiter(const char *head, size_t length, bool *separator);

#endif
