/* documents/layout/inline.h -- the marks inside a paragraph: **bold**,
 * <https://...|words>, <#name|words> for a place of the document, and a backslash that
 * takes away the meaning of a mark. */
#ifndef PLUME_DOCUMENTS_LAYOUT_INLINE_H
#define PLUME_DOCUMENTS_LAYOUT_INLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/pool.h"
#include <plume/status.h>
#include <plume/text.h>

/* A stretch without blanks in one style. Where is_word is set a line may end before it.
 */
typedef struct plume_fragment {
    const char *text;
    const char *uri; /* NULL: no link */
    bool bold, is_word;
} plume_fragment;

/* Strings live in the pool, the array until _dispose. */
typedef struct plume_fragments {
    plume_fragment *fragment;
    size_t count, capacity;
} plume_fragments;

/* Text in markup[0..length). A number keeps its unit and "Table" its number.
 * PLUME_ERR_SYNTAX for a mark that is not closed. Starts afresh. */
plume_status plume_inline_parse(plume_fragments *out, plume_pool *pool,
                                const char *markup, size_t length, plume_error *error);
void plume_fragments_dispose(plume_fragments *fragments);

/* Appends markup without its backslashes. */
void plume_inline_unescape(plume_text *out, const char *markup, size_t length);

#endif
