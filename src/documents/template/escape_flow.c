/* The text that becomes the PDF: a backslash takes away the meaning of a mark. */
#include <string.h>

#include "documents/template/escape.h"
#include "documents/template/internal.h"

void plume_escape_flow(plume_text *out, const char *text)
{
    uint32_t code;

    while ((code = plume_escape_next(&text)) != 0) {
        if (code < 0x80 && strchr("*<>\\@|", (int)code) != NULL)
            plume_text_add_char(out, '\\');
        plume_escape_add(out, code);
    }
}
