/* Drops or replaces what must not pass, character by character, and cuts at a whole
 * one. */
#include "core/sanitize.h"

#include <string.h>

#include <utf8proc.h>

#define ELLIPSIS    "\xe2\x80\xa6"
#define REPLACEMENT "\xef\xbf\xbd"
enum { MARK_BYTES = 3 }; /* of either */

/* What a reader cannot see but a terminal or a typesetter obeys. */
static bool is_dropped(utf8proc_int32_t c)
{
    static const struct {
        utf8proc_int32_t first, last;
    } dropped[] = {
        { 0x0000, 0x001f },   { 0x007f, 0x009f }, { 0x00ad, 0x00ad },
        { 0x061c, 0x061c },   { 0x180e, 0x180e }, { 0x200b, 0x200b },
        { 0x200e, 0x200f },   { 0x202a, 0x202e }, { 0x2060, 0x206f },
        { 0xfeff, 0xfeff },   { 0xfff9, 0xfffb }, { 0x1d173, 0x1d17a },
        { 0xe0000, 0xe0fff },
    };

    for (size_t i = 0; i < sizeof dropped / sizeof dropped[0]; i++)
        if (c >= dropped[i].first && c <= dropped[i].last)
            return true;
    return false;
}

/* The white space of ASCII, and in Unicode the separators (Zs, Zl, Zp) and NEL,
 * U+0085. */
static bool is_blank(utf8proc_int32_t c)
{
    utf8proc_category_t category;

    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    category = utf8proc_category(c);
    return c == 0x85 || category == UTF8PROC_CATEGORY_ZS ||
           category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

/* Printable ASCII with single spaces inside: the common case. */
static bool is_plain(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] < 0x20 || text[i] > 0x7e)
            return false;
        if (text[i] == ' ' && i > 0 && text[i - 1] == ' ')
            return false;
    }
    return true;
}

typedef struct cleaning {
    plume_text *out;
    size_t start, limit;
    bool blank;     /* one is due before the next character */
    bool untouched; /* but for the trimmed ends */
} cleaning;

static void put(cleaning *state, const char *bytes, size_t length)
{
    if (state->blank && state->out->length > state->start)
        plume_text_add_char(state->out, ' ');
    state->blank = false;
    plume_text_add_n(state->out, bytes, length);
}

/* One character, or one byte that begins none; returns how many bytes it took. */
static size_t step(cleaning *state, const char *text, size_t length)
{
    utf8proc_int32_t c = -1;
    utf8proc_ssize_t got =
        utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &c);

    if (got < 1 || c < 0) {
        state->untouched = false;
        put(state, REPLACEMENT, MARK_BYTES);
        return 1;
    }
    if (is_blank(c)) {
        if (c != ' ' || state->blank)
            state->untouched = false;
        state->blank = true;
    } else if (is_dropped(c)) {
        state->untouched = false;
    } else {
        put(state, text, (size_t)got);
    }
    return (size_t)got;
}

/* The mark of the cut counts within the limit, and a character of several bytes goes
 * whole: half of one would be no UTF-8. */
static void cut(cleaning *state)
{
    size_t room = state->limit < MARK_BYTES ? 0 : state->limit - MARK_BYTES;
    size_t length = state->start + room;
    char *data = state->out->data;

    state->untouched = false;
    while (length > state->start && ((unsigned char)data[length] & 0xc0) == 0x80)
        length--;
    while (length > state->start && data[length - 1] == ' ')
        length--;
    state->out->length = length;
    data[length] = '\0';
    if (state->limit >= MARK_BYTES)
        plume_text_add_n(state->out, ELLIPSIS, MARK_BYTES);
}

/* Blanks at the ends are no change, whatever their kind. */
static void trim(const char **text, size_t *length)
{
    utf8proc_int32_t c;
    utf8proc_ssize_t got;
    size_t back;

    while (*length > 0) {
        got = utf8proc_iterate((const utf8proc_uint8_t *)*text, (utf8proc_ssize_t)*length,
                               &c);
        if (got < 1 || !is_blank(c))
            break;
        *text += got;
        *length -= (size_t)got;
    }
    while (*length > 0) {
        for (back = 1; back < 4 && back < *length; back++)
            if (((unsigned char)(*text)[*length - back] & 0xc0) != 0x80)
                break;
        got = utf8proc_iterate((const utf8proc_uint8_t *)*text + *length - back,
                               (utf8proc_ssize_t)back, &c);
        if (got != (utf8proc_ssize_t)back || !is_blank(c))
            break;
        *length -= back;
    }
}

bool plume_sanitize(plume_text *out, const char *text, size_t length, size_t limit)
{
    cleaning state = { out, out->length, limit, false, true };
    size_t i = 0;

    trim(&text, &length);
    if (length <= limit && is_plain(text, length)) {
        plume_text_add_n(out, text, length);
        return true;
    }
    while (i < length && out->length - state.start <= limit && out->status == PLUME_OK)
        i += step(&state, text + i, length - i);
    if (out->length - state.start > limit)
        cut(&state);
    return state.untouched;
}

bool plume_sanitize_is_unseen(uint32_t code)
{
    return code == 0x2028 || code == 0x2029 || is_dropped((utf8proc_int32_t)code);
}

bool plume_sanitize_path(plume_text *out, const char *path)
{
    bool spelled = false;

    if (is_plain(path, strlen(path))) {
        plume_text_add(out, path);
        return false;
    }
    while (*path != '\0') {
        utf8proc_int32_t c = -1;
        utf8proc_ssize_t got = utf8proc_iterate((const utf8proc_uint8_t *)path, -1, &c);
        bool unseen = got < 1 || plume_sanitize_is_unseen((uint32_t)c);

        if (got < 1)
            plume_text_printf(out, "\\x%02x", (unsigned)(unsigned char)*path);
        else if (!unseen)
            plume_text_add_n(out, path, (size_t)got);
        else if (c < 0x80)
            plume_text_printf(out, "\\x%02x", (unsigned)c);
        else
            plume_text_printf(out, c > 0xffff ? "\\U%08x" : "\\u%04x", (unsigned)c);
        spelled = spelled || unseen;
        path += got < 1 ? 1 : got;
    }
    return spelled;
}
