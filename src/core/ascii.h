/* core/ascii.h -- what a byte of a log is, whatever the locale says.
 *
 * Formats are defined in ASCII; <ctype.h> and strcasecmp ask the locale of the program
 * that we are linked into. Bytes of other characters are none of these. */
#ifndef PLUME_CORE_ASCII_H
#define PLUME_CORE_ASCII_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static inline bool plume_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool plume_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Within a line; the carriage return of a line that ends in two bytes is one. */
static inline bool plume_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* Within a text of several lines. */
static inline bool plume_is_space(char c)
{
    return plume_is_blank(c) || c == '\n';
}

static inline char plume_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether something stands before the ending, and then the ending. */
static inline bool plume_ends_in(const char *text, const char *ending)
{
    size_t length = strlen(text), wanted = strlen(ending);

    return length > wanted && strcmp(text + length - wanted, ending) == 0;
}

/* words ends with NULL. */
static inline bool plume_is_one_of(const char *word, const char *const *words)
{
    for (; *words != NULL; words++)
        if (word[0] == (*words)[0] && strcmp(word, *words) == 0)
            return true;
    return false;
}

#endif
