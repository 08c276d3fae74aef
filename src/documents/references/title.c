/* Titles of references in parts that keep their case and parts that do not. */
#include "documents/references/title.h"

#include <string.h>

#include "core/ascii.h"

static const char opening[] = "<span class=\"nocase\">", closing[] = "</span>";

/* "eGRID2023", "AI", "176B": no style knows how to set these in small letters. */
static bool keeps_case(const char *word, size_t length)
{
    bool digits = false, letters = false, capitals = false;

    for (size_t i = 0; i < length; i++) {
        digits = digits || plume_is_digit(word[i]);
        letters = letters || plume_is_letter(word[i]);
        capitals = capitals || (i > 0 && plume_lower(word[i]) != word[i]);
    }
    return capitals || (digits && letters);
}

/* A word, or one character that belongs to none. */
static void take_word(plume_title_part *out, const char *at)
{
    size_t length = 0;

    while (plume_is_digit(at[length]) || plume_is_letter(at[length]))
        length++;
    out->keeps_case = keeps_case(at, length);
    if (length == 0)
        length = 1;
    while (((unsigned char)at[length] & 0xC0) == 0x80) /* the rest of a character */
        length++;
    out->length = length;
}

/* CSL marks words whose case is theirs by a span; everything else goes word by word,
 * since only a whole word can be braced against a style that lowers titles. */
bool plume_title_next(plume_title_part *out, const char **at)
{
    const char *end = NULL;

    *out = (plume_title_part){ .text = *at };
    if (strncmp(*at, opening, strlen(opening)) == 0)
        end = strstr(*at, closing);
    if (end != NULL) {
        out->text = *at + strlen(opening);
        out->length = (size_t)(end - out->text);
        out->keeps_case = true;
        *at = end + strlen(closing);
        return true;
    }
    if (**at != '\0')
        take_word(out, *at);
    *at += out->length;
    return out->length > 0;
}

void plume_title_plain(plume_text *out, const char *title)
{
    plume_title_part part;

    while (plume_title_next(&part, &title))
        plume_text_add_n(out, part.text, part.length);
}
