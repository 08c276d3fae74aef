/* plume/text.h -- text that grows.
 *
 * Append freely and ask once at the end: after a failure (memory, or more than
 * PLUME_TEXT_LIMIT bytes) every later call does nothing and plume_text_status tells. */
#ifndef PLUME_TEXT_H
#define PLUME_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>

PLUME_BEGIN

/* Bytes; 1 GiB, far above any document that Plume writes. */
#define PLUME_TEXT_LIMIT ((size_t)1 << 30)

/* What data is after a failure: an empty string that is known by its address. Where texts
 * and values take a string they know it again, and fail in turn, so that nothing is left
 * out in silence. */
PLUME_API extern const char plume_text_failed[];

/* The caller owns the struct; data is always terminated and never NULL after init. */
typedef struct plume_text {
    char *data;
    size_t length, capacity;
    plume_status status;
} plume_text;

PLUME_API void plume_text_init(plume_text *text);
PLUME_API void plume_text_dispose(plume_text *text);
PLUME_API void plume_text_clear(plume_text *text);

PLUME_API void plume_text_add(plume_text *text, const char *string);
PLUME_API void plume_text_add_n(plume_text *text, const char *bytes, size_t length);
PLUME_API void plume_text_add_char(plume_text *text, char c);
/* Each of several strings, and a byte behind each. */
PLUME_API void plume_text_add_each(plume_text *text, const char *const *strings,
                                   size_t count, char behind);
PLUME_API void plume_text_printf(plume_text *text, const char *format, ...)
    PLUME_PRINTF(2, 3);
PLUME_API void plume_text_vprintf(plume_text *text, const char *format, va_list arguments)
    PLUME_PRINTF(2, 0);

/* One CSV field, quoted where RFC 4180 asks for it; text that a spreadsheet would run as
 * a formula (it begins with = + - @, a tab or a return) gets a leading apostrophe. */
PLUME_API void plume_csv_add_text(plume_text *text, const char *field);

/* PLUME_OK, or the first failure, put into error. */
PLUME_API plume_status plume_text_status(const plume_text *text, plume_error *error);

/* Hands the bytes to the caller, who frees them with free(); NULL after a failure. The
 * text is empty afterwards. */
PLUME_API char *plume_text_take(plume_text *text);

PLUME_END

#endif
