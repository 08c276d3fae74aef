/* Quotes a text for a CSV field where it needs it, and disarms one that a spreadsheet
 * would run. */
#include <string.h>

#include <plume/text.h>

/* Quotes by RFC 4180, section 2. A field that begins with one of =+-@, a tab or a CR
 * would be run as a formula by a spreadsheet; the apostrophe makes it a text. */
void plume_csv_add_text(plume_text *text, const char *field)
{
    bool guarded = field[0] != '\0' && strchr("=+-@\t\r", field[0]) != NULL;

    if (strpbrk(field, ",\"\r\n") == NULL) {
        plume_text_add(text, guarded ? "'" : "");
        plume_text_add(text, field);
        return;
    }
    plume_text_add(text, guarded ? "\"'" : "\"");
    for (; *field != '\0'; field++) {
        if (*field == '"')
            plume_text_add_char(text, '"');
        plume_text_add_char(text, *field);
    }
    plume_text_add_char(text, '"');
}
