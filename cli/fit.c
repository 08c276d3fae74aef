/* cli/fit.c -- text cut and padded to a width, in characters. */
#include "cli.h"

#include <string.h>

/* Bytes of the first count characters of UTF-8 text, or all. */
static size_t bytes_of(const char *text, size_t count)
{
    size_t i = 0;

    while (text[i] != '\0') {
        if (((unsigned char)text[i] & 0xC0) != 0x80 && count-- == 0)
            break;
        i++;
    }
    return i;
}

/* Bytes 10xxxxxx go on with a character of UTF-8 and begin none. */
static size_t characters(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

/* The middle goes: names of runs and paths differ at their ends. */
void cli_cut(plume_text *out, const char *text, size_t width)
{
    size_t all = characters(text), front = width / 2, back = width - front - 1;

    if (all <= width) {
        plume_text_add(out, text);
        return;
    }
    plume_text_add_n(out, text, bytes_of(text, front));
    plume_text_add(out,
                   "\xE2\x80\xA6"); /* an ellipsis: the end of a name tells it apart */
    plume_text_add(out, text + bytes_of(text, all - back));
}

/* The padding is made apart, since a width of printf counts bytes. */
void cli_fit(plume_text *out, const char *text, size_t width)
{
    size_t all = characters(text);

    cli_cut(out, text, width);
    plume_text_printf(out, "%*s", (int)(all < width ? width - all : 0), "");
}

/* A figure stays with its unit. */
static bool may_break(const char *line, size_t at)
{
    return line[at] == ' ' && line[at - 1] != ' ' &&
           !(line[at - 1] >= '0' && line[at - 1] <= '9');
}

/* Bytes of the line up to the last blank within width, or up to the first behind it. */
static size_t break_at(const char *line, size_t length, size_t width, size_t from)
{
    size_t at = 0, best = 0, shown = 0;

    for (; at < length; at++) {
        if (at > from && may_break(line, at)) {
            if (shown > width && best > 0)
                return best;
            best = at;
            if (shown > width)
                return best;
        }
        shown += ((unsigned char)line[at] & 0xc0) != 0x80;
    }
    return shown <= width || best == 0 ? length : best;
}

/* The first line is not broken before indent: its lead stands there. Later ones are
 * indented and shorter. */
static void wrap_line(plume_text *out, const char *line, size_t length, size_t width,
                      size_t indent)
{
    size_t lead = 0, room = width, part = break_at(line, length, room, indent);

    while (part < length) {
        plume_text_printf(out, "%*s", (int)lead, "");
        plume_text_add_n(out, line, part);
        plume_text_add_char(out, '\n');
        while (part < length && line[part] == ' ')
            part++;
        line += part;
        length -= part;
        lead = indent;
        room = width - indent;
        part = break_at(line, length, room, 0);
    }
    plume_text_printf(out, "%*s", (int)lead, "");
    plume_text_add_n(out, line, length);
}

/* Each line of the text is wrapped alone: breaks that it has stay. */
void cli_wrap(plume_text *out, const char *text, size_t width, size_t indent)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");

        wrap_line(out, text, length, width, indent);
        text += length;
        if (*text == '\n') {
            plume_text_add_char(out, '\n');
            text++;
        }
    }
}
