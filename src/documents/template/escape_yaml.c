/* The inside of a double-quoted scalar, YAML 1.2 section 7.3.1. */
#include "documents/template/escape.h"

#include "documents/template/internal.h"

/* Bytes that look like a byte order mark, and what is outside the printable set of YAML.
 */
static int is_unprintable(uint32_t code)
{
    return code == 0xFEFF || code == 0xFFFE || code == 0xFFFF;
}

/* What YAML calls unprintable must be written as an escape; a reader would refuse the
 * whole file for one such character. */
void plume_escape_yaml(plume_text *out, const char *text)
{
    uint32_t code;

    while ((code = plume_escape_next(&text)) != 0) {
        if (code == '"' || code == '\\')
            plume_text_add_char(out, '\\');
        if (is_unprintable(code))
            plume_text_printf(out, "\\u%04X", (unsigned)code);
        else
            plume_escape_add(out, code);
    }
}
