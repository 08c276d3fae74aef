/* JSON as it is written. */
#include <plume/value.h>

#include "core/data/value.h"
#include "core/sanitize.h"

#include <plume/number.h>

#include <utf8proc.h>

typedef struct printing {
    plume_text *out;
    bool compact;
} printing;

/* RFC 8259, section 7: two-character escapes where there are some, which leaves out
 * 11, the vertical tab; every other control character as \u and four digits. */
static void put_escaped(plume_text *out, unsigned char c)
{
    static const char letters[] = "btnvfr"; /* 8 to 13 */

    plume_text_add_char(out, '\\');
    if (c == '"' || c == '\\')
        plume_text_add_char(out, (char)c);
    else if (c >= 8 && c <= 13 && c != 11)
        plume_text_add_char(out, letters[c - 8]);
    else
        plume_text_printf(out, "u%04x", (unsigned)c);
}

/* A terminal would obey it; beyond the first 65,536 it is a pair of surrogates (RFC 8259,
 * section 7). */
static void put_unseen(plume_text *out, uint32_t code)
{
    if (code > 0xffff)
        plume_text_printf(out, "\\u%04x\\u%04x",
                          (unsigned)(0xd800 + ((code - 0x10000) >> 10)),
                          (unsigned)(0xdc00 + ((code - 0x10000) & 0x3ff)));
    else
        plume_text_printf(out, "\\u%04x", (unsigned)code);
}

/* Bytes from text that may stand as they are; NUL ends them. */
static size_t plain_bytes(const char *text)
{
    size_t length = 0;

    while ((unsigned char)text[length] >= 0x20 && (unsigned char)text[length] < 0x7f &&
           text[length] != '"' && text[length] != '\\')
        length++;
    return length;
}

/* What is no UTF-8 prints as U+FFFD, so that the output is JSON whatever went in. */
void plume_json_print_string(plume_text *out, const char *string)
{
    utf8proc_int32_t c;
    utf8proc_ssize_t got;
    size_t plain;

    plume_text_add_char(out, '"');
    for (;;) {
        plain = plain_bytes(string);
        plume_text_add_n(out, string, plain);
        string += plain;
        if (*string == '\0')
            break;
        if ((unsigned char)*string < 0x80) {
            put_escaped(out, (unsigned char)*string++);
            continue;
        }
        got = utf8proc_iterate((const utf8proc_uint8_t *)string, -1, &c);
        if (got < 1) {
            plume_text_add(out, "\xef\xbf\xbd");
            string++;
        } else if (plume_sanitize_is_unseen((uint32_t)c)) {
            put_unseen(out, (uint32_t)c);
            string += got;
        } else {
            plume_text_add_n(out, string, (size_t)got);
            string += got;
        }
    }
    plume_text_add_char(out, '"');
}

static void put_break(const printing *how, int depth)
{
    if (how->compact)
        return;
    plume_text_add_char(how->out, '\n');
    for (; depth > 0; depth--)
        plume_text_add(how->out, "  ");
}

static void put_value(const printing *how, const plume_value *value, int depth);

static void put_children(const printing *how, const plume_value *value, int depth)
{
    bool is_map = plume_value_kind(value) == PLUME_MAP;
    size_t count = plume_value_count(value), i;

    plume_text_add_char(how->out, is_map ? '{' : '[');
    for (i = 0; i < count; i++) {
        if (i > 0)
            plume_text_add_char(how->out, ',');
        put_break(how, depth + 1);
        if (is_map) {
            plume_json_print_string(how->out, plume_value_key_at(value, i));
            plume_text_add(how->out, how->compact ? ":" : ": ");
        }
        put_value(how, plume_value_at(value, i), depth + 1);
    }
    if (count > 0)
        put_break(how, depth);
    plume_text_add_char(how->out, is_map ? '}' : ']');
}

static void put_number(plume_text *out, const plume_value *value)
{
    if (value->is_literal)
        plume_text_add(out, value->text);
    else
        plume_number_print(out, value->number); /* finite: see plume_value_set_number */
}

static void put_value(const printing *how, const plume_value *value, int depth)
{
    switch (plume_value_kind(value)) {
    case PLUME_NULL:
        plume_text_add(how->out, "null");
        break;
    case PLUME_BOOL:
        plume_text_add(how->out, plume_value_bool(value) ? "true" : "false");
        break;
    case PLUME_NUMBER:
        put_number(how->out, value);
        break;
    case PLUME_STRING:
        plume_json_print_string(how->out, plume_value_string(value));
        break;
    case PLUME_LIST:
    case PLUME_MAP:
        put_children(how, value, depth);
        break;
    }
}

void plume_json_print(plume_text *out, const plume_value *value, bool compact)
{
    printing how = { out, compact };

    put_value(&how, value, 0);
    if (!compact)
        plume_text_add_char(out, '\n');
}
