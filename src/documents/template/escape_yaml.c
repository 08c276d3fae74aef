/* The inside of a double-quoted scalar, YAML 1.2 section 7.3.1. */
#include "documents/template/escape.h"

#include "core/sanitize.h"
#include "documents/template/internal.h"

/* What YAML calls unprintable must be written as an escape, and so is what nobody sees: a
 * reader would refuse the whole file for one such character, a terminal obey it. */
static void put_unseen(plume_text *out, uint32_t code)
{
    plume_text_printf(out,
                      code < 0x100     ? "\\x%02X"
                      : code < 0x10000 ? "\\u%04X"
                                       : "\\U%08X",
                      (unsigned)code);
}

void plume_escape_yaml(plume_text *out, const char *text)
{
    uint32_t code;

    while ((code = plume_escape_next_raw(&text)) != 0) {
        if (plume_sanitize_is_unseen(code) || code == 0xFFFE || code == 0xFFFF) {
            put_unseen(out, code);
            continue;
        }
        if (code == '"' || code == '\\')
            plume_text_add_char(out, '\\');
        plume_escape_add(out, code);
    }
}
