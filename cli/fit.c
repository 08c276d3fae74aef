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

static size_t characters(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

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

void cli_fit(plume_text *out, const char *text, size_t width)
{
    size_t all = characters(text);

    cli_cut(out, text, width);
    plume_text_printf(out, "%*s", (int)(all < width ? width - all : 0), "");
}
