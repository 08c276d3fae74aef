#include "documents/model/bibliography.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/input/slurp.h"
#include "documents/model/tex_to_text.h"

enum { BIBLIOGRAPHY_LIMIT = 1 << 22 };

/* Borrowed from the file's text. */
typedef struct entry {
    const char *start, *body; /* body: behind the key's comma */
    size_t length;            /* of the whole entry */
    char *key;
} entry;

struct plume_bibliography {
    char *path, *text;
    entry *entry;
    size_t count, capacity;
};

static uint64_t line_of(const plume_bibliography *bibliography, const char *at)
{
    uint64_t line = 1;

    for (const char *c = bibliography->text; c < at; c++)
        line += *c == '\n';
    return line;
}

static plume_status refuse(const plume_bibliography *bibliography, const char *at,
                           const char *message, plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_SYNTAX, bibliography->path,
                         line_of(bibliography, at), 0, "%s", message);
}

/* The byte behind the brace that closes the one at *open; NULL when nothing does. */
static const char *closing(const char *open)
{
    size_t depth = 0;

    for (const char *c = open; *c != '\0'; c++) {
        if (*c == '{')
            depth++;
        else if (*c == '}' && --depth == 0)
            return c + 1;
    }
    return NULL;
}

static bool is_key_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '-' || c == ':' || c == '.';
}

static plume_status push(plume_bibliography *bibliography, const entry *added,
                         plume_error *error)
{
    if (bibliography->count == bibliography->capacity) {
        size_t capacity = bibliography->capacity == 0 ? 64 : 2 * bibliography->capacity;
        entry *more = realloc(bibliography->entry, capacity * sizeof *more);

        if (more == NULL)
            return plume_fail_memory(error);
        bibliography->entry = more;
        bibliography->capacity = capacity;
    }
    bibliography->entry[bibliography->count++] = *added;
    return PLUME_OK;
}

/* "@misc{key, ...}" at *at, which moves behind it. */
static plume_status read_entry(plume_bibliography *bibliography, const char **at,
                               plume_error *error)
{
    const char *start = *at, *open = strchr(start, '{'), *end, *key;
    size_t length = 0;
    entry added = { .start = start };

    end = open == NULL ? NULL : closing(open);
    if (end == NULL)
        return refuse(bibliography, start, "this entry has no end", error);
    key = open + 1;
    while (is_key_char(key[length]))
        length++;
    if (length == 0 || key[length] != ',')
        return refuse(bibliography, start, "this entry has no key", error);
    added.body = key + length + 1;
    added.length = (size_t)(end - start);
    added.key = strndup(key, length);
    if (added.key == NULL)
        return plume_fail_memory(error);
    *at = end;
    if (plume_bibliography_has(bibliography, added.key)) {
        free(added.key);
        return refuse(bibliography, start, "the key of this entry occurs twice", error);
    }
    return push(bibliography, &added, error);
}

static plume_status read_entries(plume_bibliography *bibliography, plume_error *error)
{
    const char *at = bibliography->text;
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && (at = strchr(at, '@')) != NULL)
        status = read_entry(bibliography, &at, error);
    return status;
}

plume_status plume_bibliography_load(plume_bibliography **out, const char *folder,
                                     plume_error *error)
{
    plume_bibliography *bibliography = calloc(1, sizeof *bibliography);
    plume_text path;
    plume_status status;
    size_t length;

    *out = NULL;
    if (bibliography == NULL)
        return plume_fail_memory(error);
    plume_text_init(&path);
    plume_text_printf(&path, "%s/references.bib", folder);
    bibliography->path = plume_text_take(&path);
    plume_text_dispose(&path);
    if (bibliography->path == NULL)
        status = plume_fail_memory(error);
    else
        status = plume_source_slurp(&bibliography->text, &length, bibliography->path,
                                    BIBLIOGRAPHY_LIMIT, error);
    if (status == PLUME_OK)
        status = read_entries(bibliography, error);
    if (status == PLUME_OK)
        *out = bibliography;
    else
        plume_bibliography_free(bibliography);
    return status;
}

void plume_bibliography_free(plume_bibliography *bibliography)
{
    if (bibliography == NULL)
        return;
    for (size_t i = 0; i < bibliography->count; i++)
        free(bibliography->entry[i].key);
    free(bibliography->entry);
    free(bibliography->text);
    free(bibliography->path);
    free(bibliography);
}

static const entry *find(const plume_bibliography *bibliography, const char *key)
{
    for (size_t i = 0; i < bibliography->count; i++)
        if (strcmp(bibliography->entry[i].key, key) == 0)
            return &bibliography->entry[i];
    return NULL;
}

bool plume_bibliography_has(const plume_bibliography *bibliography, const char *key)
{
    return find(bibliography, key) != NULL;
}

size_t plume_bibliography_count(const plume_bibliography *bibliography)
{
    return bibliography->count;
}

const char *plume_bibliography_key_at(const plume_bibliography *bibliography, size_t i)
{
    return bibliography->entry[i].key;
}

static plume_status require(const entry **out, const plume_bibliography *bibliography,
                            const char *key, plume_error *error)
{
    *out = find(bibliography, key);
    if (*out != NULL)
        return PLUME_OK;
    return plume_fail_at(error, PLUME_ERR_UNKNOWN, bibliography->path, 0, 0,
                         "there is no entry '%s'", key);
}

plume_status plume_bibliography_print(plume_text *out,
                                      const plume_bibliography *bibliography,
                                      const char *key, plume_error *error)
{
    const entry *found;
    plume_status status = require(&found, bibliography, key, error);

    if (status != PLUME_OK)
        return status;
    plume_text_add_n(out, found->start, found->length);
    plume_text_add_char(out, '\n');
    return PLUME_OK;
}

/* The value of a field, without its outer braces or quotes; length 0 when it is not
 * there. */
static const char *find_field(const entry *in, const char *name, size_t *length)
{
    const char *at = in->body, *end = in->start + in->length - 1;

    *length = 0;
    while (at < end) {
        const char *word, *value, *stop;
        size_t word_length;

        at += strspn(at, " \t\r\n,");
        word = at;
        word_length = strcspn(word, " \t\r\n=");
        value = word + word_length + strspn(word + word_length, " \t\r\n=");
        if (value >= end)
            return NULL;
        stop = *value == '{' ? closing(value) : value + strcspn(value, ",}");
        if (stop == NULL || stop > end)
            return NULL;
        if (strlen(name) == word_length && strncmp(word, name, word_length) == 0) {
            *length = (size_t)(stop - value) - (*value == '{' ? 2 : 0);
            return *value == '{' ? value + 1 : value;
        }
        at = stop;
    }
    return NULL;
}

static void set_field(plume_value *map, const char *key, const entry *in,
                      const char *const *names)
{
    plume_text text;

    plume_text_init(&text);
    for (; *names != NULL && text.length == 0; names++) {
        size_t length;
        const char *value = find_field(in, *names, &length);

        if (value != NULL)
            plume_detex(&text, value, length);
    }
    plume_value_set_string(map, key, text.data);
    plume_text_dispose(&text);
}

static void set_authors(plume_value *map, const entry *in)
{
    size_t length;
    const char *value = find_field(in, "author", &length);
    plume_text text;

    plume_text_init(&text);
    if (value != NULL)
        plume_detex_authors(&text, value, length);
    plume_value_set_string(map, "authors", text.data);
    plume_text_dispose(&text);
}

plume_status plume_bibliography_describe(plume_value *map,
                                         const plume_bibliography *bibliography,
                                         const char *key, plume_error *error)
{
    static const char
        *const year[] = { "year", NULL },
               *const title[] = { "title", NULL }, *const url[] = { "url", NULL },
               *const place[] = { "journal", "booktitle", "howpublished", NULL };
    const entry *found;
    plume_status status = require(&found, bibliography, key, error);

    if (status != PLUME_OK)
        return status;
    set_authors(map, found);
    set_field(map, "year", found, year);
    set_field(map, "title", found, title);
    set_field(map, "place", found, place);
    set_field(map, "url", found, url);
    if (strncmp(plume_value_string(plume_value_get(map, "url")), "https://", 8) != 0)
        plume_value_set_string(map, "url", "");
    return PLUME_OK;
}
