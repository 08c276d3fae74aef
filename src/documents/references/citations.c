/* What a LaTeX text cites. */
#include "documents/references/citations.h"

#include <stdlib.h>
#include <string.h>

void plume_keys_dispose(plume_keys *keys)
{
    for (size_t i = 0; i < keys->count; i++)
        free(keys->key[i]);
    free(keys->key);
    memset(keys, 0, sizeof *keys);
}

size_t plume_keys_number(const plume_keys *keys, const char *key)
{
    for (size_t i = 0; i < keys->count; i++)
        if (strcmp(keys->key[i], key) == 0)
            return i + 1;
    return 0;
}

static plume_status add(plume_keys *keys, const char *start, size_t length,
                        plume_error *error)
{
    char *key = strndup(start, length);

    if (key == NULL)
        return plume_fail_memory(error);
    if (plume_keys_number(keys, key) != 0) {
        free(key);
        return PLUME_OK;
    }
    if (keys->count == keys->capacity) {
        size_t capacity = keys->capacity == 0 ? 16 : 2 * keys->capacity;
        char **more = realloc(keys->key, capacity * sizeof *more);

        if (more == NULL) {
            free(key);
            return plume_fail_memory(error);
        }
        keys->key = more;
        keys->capacity = capacity;
    }
    keys->key[keys->count++] = key;
    return PLUME_OK;
}

/* "a, b}": every key up to the brace. */
static plume_status add_list(plume_keys *keys, const char *at, plume_error *error)
{
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && *at != '}' && *at != '\0') {
        size_t length = strcspn(at, ",} \n");

        if (length > 0)
            status = add(keys, at, length, error);
        at += length;
        at += strspn(at, ", \n");
    }
    return status;
}

/* Any command that begins with \cite counts, such as those of natbib; options in
 * brackets come before the keys. */
plume_status plume_keys_scan(plume_keys *keys, const char *latex, plume_error *error)
{
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && (latex = strstr(latex, "\\cite")) != NULL) {
        latex += strlen("\\cite");
        latex += strspn(latex, "abcdefghijklmnopqrstuvwxyz*");
        if (*latex == '[')
            latex += strcspn(latex, "{");
        if (*latex == '{')
            status = add_list(keys, latex + 1, error);
    }
    return status;
}
