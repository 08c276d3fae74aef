/* Quotes a text for a CSV field where it needs it, and disarms one that a spreadsheet
 * would run: the one place that does, for every table that Plume writes. */
#include <string.h>

#include "core/data/formula.h"
#include <plume/text.h>

/* RFC 4180, section 2; blanks at an end are quoted besides, for some readers cut them. */
static bool needs_quotes(const char *field)
{
    size_t length = strlen(field);

    return length > 0 &&
           (strpbrk(field, ",\"\r\n") != NULL || strchr(" \t", field[0]) != NULL ||
            strchr(" \t", field[length - 1]) != NULL);
}

/* Names come from logs of others: one that a spreadsheet would run as a formula gets an
 * apostrophe before it (OWASP, CSV injection), which the reader tidy takes off again. */
void plume_csv_add_text(plume_text *text, const char *field)
{
    bool quoted = needs_quotes(field);

    plume_text_add(text, quoted ? "\"" : "");
    plume_text_add(text, plume_formula_is_one(field) ? "'" : "");
    while (*field != '\0') {
        size_t plain = strcspn(field, "\"");

        plume_text_add_n(text, field, plain);
        field += plain;
        if (*field == '"') {
            plume_text_add(text, "\"\"");
            field++;
        }
    }
    plume_text_add(text, quoted ? "\"" : "");
}
