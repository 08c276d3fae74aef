/* Text and the inside of double-quoted attributes, HTML Living Standard 13.1.2: of what
 * begins a tag, an entity or the end of an attribute the plain sign is left. Marks that
 * turn the direction of writing (Unicode 15, UAX 9) are shown as U+FFFD, since they would
 * act on the text behind them. The 2 of CO2 is set low, in attributes too. */
#include <stdbool.h>
#include <stddef.h>

#include "documents/template/escape.h"
#include "documents/template/internal.h"
#include "scene/subscript.h"

enum { REPLACEMENT = 0xFFFD, SUBSCRIPT_TWO = 0x2082 };

static const char *entity_of(uint32_t code)
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static bool turns_direction(uint32_t code)
{
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0x200E || code == 0x200F || code == 0x061C;
}

void plume_escape_html(plume_text *out, const char *text)
{
    const char *lowered = plume_lowered_find(text), *at = text;
    uint32_t code;

    while ((code = plume_escape_next(&text)) != 0) {
        const char *entity = entity_of(code);

        if (at == lowered) {
            code = SUBSCRIPT_TWO;
            lowered = plume_lowered_find(text);
        }
        at = text;

        if (entity != NULL)
            plume_text_add(out, entity);
        else
            plume_escape_add(out, turns_direction(code) ? REPLACEMENT : code);
    }
}
