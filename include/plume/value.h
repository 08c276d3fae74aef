/* plume/value.h -- structured data: what JSON and YAML hold, what templates are filled
 * from, what every machine-readable output is written as.
 *
 * A value is a tree. Maps keep the order in which keys were added. A parent owns its
 * children. Unknown is null. Building sticks: after a failure plume_value_status on any
 * node of the tree tells, and later additions do nothing. */
#ifndef PLUME_VALUE_H
#define PLUME_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/status.h>
#include <plume/text.h>

PLUME_BEGIN

typedef enum plume_kind {
    PLUME_NULL,
    PLUME_BOOL,
    PLUME_NUMBER,
    PLUME_STRING,
    PLUME_LIST,
    PLUME_MAP
} plume_kind;

typedef struct plume_value plume_value;

/* Owned by the caller; NULL when memory ran out (adding to NULL does nothing). */
PLUME_API plume_value *plume_value_map(void);
PLUME_API plume_value *plume_value_list(void);
PLUME_API void plume_value_free(plume_value *value);

/* Add to a map under key (copied; an old entry of that key is replaced in place), or to
 * the end of a list, for which key is NULL. Strings are copied; NAN, infinities and NULL
 * strings become null. The _map and _list forms return the new child, borrowed. */
PLUME_API void plume_value_set_null(plume_value *parent, const char *key);
PLUME_API void plume_value_set_bool(plume_value *parent, const char *key, bool value);
PLUME_API void plume_value_set_number(plume_value *parent, const char *key, double value);
PLUME_API void plume_value_set_count(plume_value *parent, const char *key,
                                     uint64_t value);
PLUME_API void plume_value_set_string(plume_value *parent, const char *key,
                                      const char *value);
/* Null when it is NULL or empty: for a text that nobody gave. */
PLUME_API void plume_value_set_known(plume_value *parent, const char *key,
                                     const char *value);
/* A list of both. */
PLUME_API void plume_value_set_ends(plume_value *parent, const char *key,
                                    const double ends[2]);
PLUME_API plume_value *plume_value_set_map(plume_value *parent, const char *key);
PLUME_API plume_value *plume_value_set_list(plume_value *parent, const char *key);

/* A child to add to, of a tree that is still being built; NULL when there is none. */
PLUME_API plume_value *plume_value_edit(plume_value *map, const char *key);
PLUME_API plume_value *plume_value_edit_at(plume_value *parent, size_t i);

/* Whether everything that was added under this root is there. */
PLUME_API plume_status plume_value_status(const plume_value *root, plume_error *error);

/* Reading. All accept NULL and answer as for null. */
PLUME_API plume_kind plume_value_kind(const plume_value *value);
PLUME_API size_t
plume_value_count(const plume_value *value); /* children of a list or map */
PLUME_API const plume_value *plume_value_at(const plume_value *value, size_t i);
PLUME_API const char *plume_value_key_at(const plume_value *map, size_t i);
PLUME_API const plume_value *plume_value_get(const plume_value *map, const char *key);
/* What stands at "search.overhead.known". */
PLUME_API const plume_value *plume_value_find(const plume_value *map, const char *path);
PLUME_API const char *
plume_value_string(const plume_value *value);                  /* "" unless a string */
PLUME_API double plume_value_number(const plume_value *value); /* NAN unless a number */
PLUME_API bool plume_value_bool(const plume_value *value);     /* false unless true */

/* Where it stood in the text it was read from, from 1; 0 for a value that was built. */
PLUME_API uint64_t plume_value_line(const plume_value *value);
PLUME_API uint64_t plume_value_column(const plume_value *value);
/* Where its key stood, for what a map read from YAML holds; 0 for any other value. */
PLUME_API uint64_t plume_value_key_line(const plume_value *value);
PLUME_API uint64_t plume_value_key_column(const plume_value *value);

/* JSON. Reading accepts what Python writes (NaN, Infinity become null; *nonfinite counts
 * them when not NULL) and a leading BOM; depth at most 64; a repeated key is an error.
 * path names the text in errors. */
PLUME_API plume_status plume_json_parse(plume_value **out, const char *text,
                                        size_t length, const char *path,
                                        uint64_t *nonfinite, plume_error *error);

/* Two blanks of indent, or none of anything when compact; numbers as plume_number_print;
 * ends with a newline unless compact. */
PLUME_API void plume_json_print(plume_text *out, const plume_value *value, bool compact);

/* One JSON string with its quotes. */
PLUME_API void plume_json_print_string(plume_text *out, const char *string);

/* YAML: one document, no aliases, no tags, at most 1 MiB, depth 64. Every plain scalar
 * that the strict number parser accepts is a number that also keeps its text
 * (plume_value_string gives it); true/false are bools; null, ~ and nothing are null; all
 * else, and all quoted scalars, strings. A repeated key or a NUL is an error. */
PLUME_API plume_status plume_yaml_parse(plume_value **out, const char *text,
                                        size_t length, const char *path,
                                        plume_error *error);

PLUME_END

#endif
