/* core/utf8.h -- one character at a time. */
#ifndef PLUME_CORE_UTF8_H
#define PLUME_CORE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PLUME_UTF8_BYTES_MAX = 4 };

/* The character at text, of which length bytes (at least 1) are left, and how many bytes
 * it takes; 0 when they are no UTF-8. */
size_t plume_utf8_next(int32_t *character, const char *text, size_t length);

/* The character as UTF-8, without an end; 0 when it is none. */
size_t plume_utf8_put(char bytes[PLUME_UTF8_BYTES_MAX], int32_t character);

/* Columns of a terminal: 0 for combining marks, 2 for wide characters. */
int plume_utf8_columns(int32_t character);

/* A blank of any width, but no control. */
bool plume_utf8_is_blank(int32_t character);

/* text with accents joined to their letters (Unicode's NFC), to be freed; NULL when it is
 * no UTF-8, or memory ran out. */
char *plume_utf8_composed(const char *text);

#endif
