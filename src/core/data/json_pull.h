/* core/data/json_pull.h -- a JSON text token by token, in constant memory.
 *
 * Strict (RFC 8259), but for what Python writes: NaN, Infinity and -Infinity are numbers
 * without a value. In strings lone surrogates, \u0000 and bytes that are no UTF-8 become
 * U+FFFD. Refused are a repeated key, so that no value is dropped in silence, more than
 * 64 levels, and a string or number above 64 MiB. Nothing else is bounded: neither a
 * line, nor the text. Memory: the longest token, and the keys of the maps that are open.
 */
#ifndef PLUME_CORE_DATA_JSON_PULL_H
#define PLUME_CORE_DATA_JSON_PULL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/data/json_bytes.h"
#include <plume/text.h>

enum { PLUME_JSON_DEPTH = 64 };

typedef enum plume_json_kind {
    PLUME_JSON_END, /* of the text, which is one value */
    PLUME_JSON_MAP,
    PLUME_JSON_MAP_END,
    PLUME_JSON_LIST,
    PLUME_JSON_LIST_END,
    PLUME_JSON_KEY,
    PLUME_JSON_STRING,
    PLUME_JSON_NUMBER,
    PLUME_JSON_TRUE,
    PLUME_JSON_FALSE,
    PLUME_JSON_NULL
} plume_json_kind;

/* The text of a key, string or number; not terminated, borrowed until the next call. */
typedef struct plume_json_token {
    plume_json_kind kind;
    const char *text;
    size_t length;
} plume_json_token;

typedef struct plume_json plume_json;

/* text and path are borrowed. */
plume_status plume_json_open_text(plume_json **out, const char *text, size_t length,
                                  const char *path, plume_error *error);
plume_status plume_json_open(plume_json **out, plume_json_input input, const char *path,
                             plume_error *error);
void plume_json_close(plume_json *json);

/* Not to be called again after an error or the end. */
plume_status plume_json_next(plume_json *json, plume_json_token *token,
                             plume_error *error);

/* Inside of a map: the next key, copied, and what begins its value. *more is false at the
 * end of the map. */
plume_status plume_json_next_pair(plume_json *json, plume_text *key,
                                  plume_json_token *value, bool *more,
                                  plume_error *error);

/* The value that token begins is passed over, checked like any other. */
plume_status plume_json_skip(plume_json *json, const plume_json_token *token,
                             plume_error *error);

/* Of the token that was read last. */
uint64_t plume_json_line(const plume_json *json);

/* NAN also of a number that no double holds, and of what is no number. */
double plume_json_number(const plume_json_token *token);

static inline bool plume_json_is(const plume_json_token *token, const char *key)
{
    size_t length = strlen(key);

    return token->length == length && memcmp(token->text, key, length) == 0;
}

#endif
