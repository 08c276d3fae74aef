/* Scans a template for tags, pairs sections with their ends, and strips lines that hold
 * a tag alone. */
#include "documents/template/mustache_tags.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/ascii.h"

enum { DELIMITER_MAX = 16 };

typedef struct reader {
    plume_tags *tags;
    const char *text, *path;
    const char *text_start; /* of the text not yet put into a tag */
    char open[DELIMITER_MAX], close[DELIMITER_MAX];
    plume_error *error;
} reader;

/* What stands between the delimiters. */
typedef struct inner {
    char sigil; /* one of "#^/>&{!=", or 0 for a plain value */
    const char *start;
    size_t length;
    const char *after; /* the first byte behind the tag */
} inner;

/* Line and column are counted only now: templates that are sound never need them.
 * Columns count bytes. */
plume_status plume_tags_fail(const char *text, const char *at, const char *path,
                             plume_error *error, const char *message, const char *detail)
{
    uint64_t line = 1, column = 1;

    for (const char *c = text; c < at; c++) {
        column++;
        if (*c == '\n') {
            line++;
            column = 1;
        }
    }
    return plume_fail_at(error, PLUME_ERR_SYNTAX, path, line, column, "%s%s%s%s", message,
                         *detail == '\0' ? "" : " '", detail, *detail == '\0' ? "" : "'");
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void trim(const char **start, size_t *length)
{
    while (*length > 0 && plume_is_space(**start)) {
        (*start)++;
        (*length)--;
    }
    while (*length > 0 && plume_is_space((*start)[*length - 1]))
        (*length)--;
}

static plume_status push(reader *r, plume_tag tag)
{
    plume_tags *tags = r->tags;

    if (tags->count == tags->capacity) {
        size_t capacity = tags->capacity == 0 ? 32 : 2 * tags->capacity;
        plume_tag *more = realloc(tags->tag, capacity * sizeof *more);

        if (more == NULL)
            return plume_fail_memory(r->error);
        tags->tag = more;
        tags->capacity = capacity;
    }
    tags->tag[tags->count++] = tag;
    return PLUME_OK;
}

static plume_status push_text(reader *r, const char *end)
{
    plume_tag tag = { .kind = PLUME_TAG_TEXT,
                      .start = r->text_start,
                      .at = r->text_start };

    if (end <= r->text_start)
        return PLUME_OK;
    tag.length = (size_t)(end - r->text_start);
    return push(r, tag);
}

/* {{=<% %>=}}: two words without '=' change the delimiters. */
static plume_status change_delimiters(reader *r, const inner *in, const char *at)
{
    const char *open = in->start, *end = in->start + in->length, *open_end = open, *close;

    while (open_end < end && !plume_is_space(*open_end))
        open_end++;
    close = open_end;
    while (close < end && plume_is_space(*close))
        close++;
    if (open == open_end || close == end || open_end - open >= DELIMITER_MAX ||
        end - close >= DELIMITER_MAX || memchr(open, '=', in->length) != NULL)
        return plume_tags_fail(r->text, at, r->path, r->error,
                               "a change of delimiters wants two words", "");
    for (const char *c = close; c < end; c++)
        if (plume_is_space(*c))
            return plume_tags_fail(r->text, at, r->path, r->error,
                                   "a change of delimiters wants two words", "");
    memcpy(r->open, open, (size_t)(open_end - open));
    r->open[open_end - open] = '\0';
    memcpy(r->close, close, (size_t)(end - close));
    r->close[end - close] = '\0';
    return PLUME_OK;
}

/* A tag with three braces is one of two whose name begins with a brace, and so ends in
 * one more; a change of delimiters ends in '='. */
static plume_status read_inner(const reader *r, inner *out, const char *at)
{
    const char *start = at + strlen(r->open), *close, *end;
    char close_mark[DELIMITER_MAX + 2] = "";

    out->sigil = 0;
    if (*start != '\0' && strchr("#^/>&{!=", *start) != NULL)
        out->sigil = *start++;
    if (out->sigil == '{')
        close_mark[0] = '}';
    if (out->sigil == '=')
        close_mark[0] = '=';
    strcat(close_mark, r->close);
    end = strstr(start, close_mark);
    if (end == NULL)
        return plume_tags_fail(r->text, at, r->path, r->error, "this tag wants its",
                               close_mark);
    close = end + strlen(close_mark);
    out->start = start;
    out->length = (size_t)(end - start);
    trim(&out->start, &out->length);
    out->after = close;
    if (out->length == 0 && out->sigil != '!')
        return plume_tags_fail(r->text, at, r->path, r->error, "this tag has no name",
                               "");
    return PLUME_OK;
}

static bool may_stand_alone(char sigil)
{
    return sigil != 0 && sigil != '&' && sigil != '{';
}

/* When the tag has its line for itself, *before moves to where that line begins and
 * *after to where the next one does. */
static bool stands_alone(const reader *r, const char *at, const char **before,
                         const char **after)
{
    const char *left = at, *right = *after;

    while (left > r->text && is_blank(left[-1]))
        left--;
    while (is_blank(*right))
        right++;
    if (left > r->text && left[-1] != '\n')
        return false;
    if (right[0] == '\r' && right[1] == '\n')
        right++;
    if (*right != '\0' && *right != '\n')
        return false;
    *before = left;
    *after = *right == '\n' ? right + 1 : right;
    return true;
}

static plume_tag_kind kind_of(char sigil)
{
    switch (sigil) {
    case '#':
        return PLUME_TAG_SECTION;
    case '^':
        return PLUME_TAG_INVERTED;
    case '/':
        return PLUME_TAG_END;
    case '>':
        return PLUME_TAG_PARTIAL;
    case '&':
    case '{':
        return PLUME_TAG_RAW;
    default:
        return PLUME_TAG_VALUE;
    }
}

static plume_status read_tag(reader *r, const char *at, const char **after)
{
    inner in = { 0 };
    plume_status status = read_inner(r, &in, at);
    const char *before = at;
    plume_tag tag = { .at = at };

    if (status != PLUME_OK)
        return status;
    *after = in.after;
    tag.kind = kind_of(in.sigil);
    tag.start = in.start;
    tag.length = in.length;
    if (may_stand_alone(in.sigil))
        tag.alone = stands_alone(r, at, &before, after);
    tag.indent = before;
    tag.indent_length = (size_t)(at - before);
    status = push_text(r, before);
    r->text_start = *after;
    if (status != PLUME_OK || in.sigil == '!')
        return status;
    if (in.sigil == '=')
        return change_delimiters(r, &in, at);
    return push(r, tag);
}

/* Gives every section the index of its end. Open sections are chained through end. */
static plume_status match_sections(reader *r)
{
    plume_tag *tag = r->tags->tag;
    size_t open = SIZE_MAX;

    for (size_t i = 0; i < r->tags->count; i++) {
        if (tag[i].kind == PLUME_TAG_SECTION || tag[i].kind == PLUME_TAG_INVERTED) {
            tag[i].end = open;
            open = i;
        } else if (tag[i].kind == PLUME_TAG_END) {
            size_t begin = open;

            if (begin == SIZE_MAX || tag[begin].length != tag[i].length ||
                memcmp(tag[begin].start, tag[i].start, tag[i].length) != 0)
                return plume_tags_fail(r->text, tag[i].at, r->path, r->error,
                                       "this end belongs to no open section", "");
            open = tag[begin].end;
            tag[begin].end = i;
        }
    }
    if (open != SIZE_MAX)
        return plume_tags_fail(r->text, tag[open].at, r->path, r->error,
                               "this section has no end", "");
    return PLUME_OK;
}

static plume_status read_all(reader *r)
{
    const char *at = r->text;

    while ((at = strstr(at, r->open)) != NULL) {
        plume_status status = read_tag(r, at, &at);

        if (status != PLUME_OK)
            return status;
    }
    if (push_text(r, r->text_start + strlen(r->text_start)) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    return match_sections(r);
}

plume_status plume_tags_read(plume_tags *out, const char *text, const char *path,
                             plume_error *error)
{
    reader r = { .tags = out,
                 .text = text,
                 .path = path,
                 .text_start = text,
                 .open = "{{",
                 .close = "}}",
                 .error = error };
    plume_status status;

    memset(out, 0, sizeof *out);
    status = read_all(&r);
    if (status != PLUME_OK)
        plume_tags_dispose(out);
    return status;
}

void plume_tags_dispose(plume_tags *tags)
{
    free(tags->tag);
    memset(tags, 0, sizeof *tags);
}
