/* CommonMark 0.30 section 2.4: a backslash before ASCII punctuation takes away its
 * meaning. Only marks that mean something inside a line are escaped, and at the start of
 * a text those that could begin a block. */
#include <stdbool.h>
#include <string.h>

#include "documents/template/escape.h"
#include "documents/template/internal.h"

static bool is_mark(uint32_t code)
{
    return code < 0x80 && strchr("\\`*_[]<>|~&$", (int)code) != NULL;
}

/* "# ", "- ", "+ ", "> ", "===", ":::". */
static bool begins_block(uint32_t code)
{
    return code < 0x80 && strchr("#+-=:", (int)code) != NULL;
}

/* "1." and "1)" begin a list. */
static bool ends_number(uint32_t code, bool digits_only)
{
    return digits_only && (code == '.' || code == ')');
}

/* Some marks mean something only at the start of a line, and digits with a point there
 * begin a list (CommonMark 0.30, section 5.2). */
void plume_escape_markdown(plume_text *out, const char *text)
{
    bool start = true, digits_only = false;
    uint32_t code;

    while ((code = plume_escape_next(&text)) != 0) {
        if (is_mark(code) || (start && begins_block(code)) ||
            (ends_number(code, digits_only) && (*text == ' ' || *text == '\0')))
            plume_text_add_char(out, '\\');
        plume_escape_add(out, code);
        digits_only = code >= '0' && code <= '9' && (start || digits_only);
        start = start && code == ' ';
    }
}
