/* documents/template/mustache_tags.h -- a Mustache template cut into its tags and the
 * text between them. */
#ifndef PLUME_DOCUMENTS_TEMPLATE_MUSTACHE_TAGS_H
#define PLUME_DOCUMENTS_TEMPLATE_MUSTACHE_TAGS_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>

typedef enum plume_tag_kind {
    PLUME_TAG_TEXT,
    PLUME_TAG_VALUE,    /* {{name}}: escaped */
    PLUME_TAG_RAW,      /* {{{name}}} or {{&name}} */
    PLUME_TAG_SECTION,  /* {{#name}} */
    PLUME_TAG_INVERTED, /* {{^name}} */
    PLUME_TAG_END,      /* {{/name}} */
    PLUME_TAG_PARTIAL   /* {{>name}} */
} plume_tag_kind;

/* Borrowed from the template's text. */
typedef struct plume_tag {
    plume_tag_kind kind;
    const char *start; /* the text, or the trimmed name */
    size_t length;
    const char *indent; /* what stands before a partial that has its line for itself */
    size_t indent_length;
    bool alone;     /* it had its line for itself, which is gone */
    size_t end;     /* of a section: the index of its end tag */
    const char *at; /* where the tag begins */
} plume_tag;

/* Comments and changes of delimiter are gone; lines that hold nothing but one tag other
 * than a value have lost their blanks and their end, as the specification asks. */
typedef struct plume_tags {
    plume_tag *tag;
    size_t count, capacity;
} plume_tags;

/* path names the template in errors. On failure there is nothing to dispose. */
plume_status plume_tags_read(plume_tags *out, const char *text, const char *path,
                             plume_error *error);
void plume_tags_dispose(plume_tags *tags);

/* Fills error for a place in text; detail, unless "", is quoted behind the message.
 * Returns PLUME_ERR_SYNTAX. */
plume_status plume_tags_fail(const char *text, const char *at, const char *path,
                             plume_error *error, const char *message, const char *detail);

#endif
