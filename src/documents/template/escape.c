/* Splits any bytes into characters, and lets an escaper say what becomes of each. */
#include "documents/template/escape.h"

#include <stdbool.h>
#include <stddef.h>

enum { REPLACEMENT = 0xFFFD };

/* How many bytes a sequence has by its first one; 0 when none begins so. */
static size_t sequence_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    if (first >= 0xF0 && first <= 0xF4)
        return 4;
    return 0;
}

static bool is_code_point(uint32_t code, size_t length)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };

    return code >= least[length] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

static bool is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 ||
           code == 0x2029;
}

/* RFC 3629, section 3: overlong forms, surrogates and torn sequences are no
 * characters. One byte is passed over, as the next may begin a sound one. */
uint32_t plume_escape_next_raw(const char **at)
{
    const unsigned char *byte = (const unsigned char *)*at;
    size_t length = sequence_length(byte[0]);
    uint32_t code = byte[0];

    if (code == 0)
        return 0;
    if (length > 1)
        code &= 0x7Fu >> length;
    for (size_t i = 1; i < length; i++) {
        if ((byte[i] & 0xC0) != 0x80) {
            length = 0;
            break;
        }
        code = code << 6 | (byte[i] & 0x3Fu);
    }
    if (length == 0 || !is_code_point(code, length)) {
        *at += 1;
        return REPLACEMENT;
    }
    *at += length;
    return code;
}

uint32_t plume_escape_next(const char **at)
{
    uint32_t code = plume_escape_next_raw(at);

    return code != 0 && is_control(code) ? ' ' : code;
}

void plume_escape_add(plume_text *out, uint32_t code)
{
    if (code < 0x80) {
        plume_text_add_char(out, (char)code);
    } else if (code < 0x800) {
        plume_text_add_char(out, (char)(0xC0 | code >> 6));
        plume_text_add_char(out, (char)(0x80 | (code & 0x3F)));
    } else if (code < 0x10000) {
        plume_text_add_char(out, (char)(0xE0 | code >> 12));
        plume_text_add_char(out, (char)(0x80 | (code >> 6 & 0x3F)));
        plume_text_add_char(out, (char)(0x80 | (code & 0x3F)));
    } else {
        plume_text_add_char(out, (char)(0xF0 | code >> 18));
        plume_text_add_char(out, (char)(0x80 | (code >> 12 & 0x3F)));
        plume_text_add_char(out, (char)(0x80 | (code >> 6 & 0x3F)));
        plume_text_add_char(out, (char)(0x80 | (code & 0x3F)));
    }
}
