/* What a rule could not decide is kept, to be told. */
#include "evidence/rules/doubt.h"

#include <stdlib.h>

#include "intake/internal.h"

const char *plume_relating_path(const plume_relating *relating, uint32_t account)
{
    return relating->intake->met[plume_book_input(relating->book, account)]->path;
}

/* Rules stay short when a doubt cannot fail: lack of memory is asked for after each rule.
 */
void plume_relating_doubt(plume_relating *relating, plume_doubt doubt)
{
    size_t capacity = relating->doubt_capacity * 2 + 16;

    if (relating->doubt_count == relating->doubt_capacity) {
        plume_doubt *grown = realloc(relating->doubt, capacity * sizeof *grown);

        if (grown == NULL) {
            relating->no_memory = true;
            return;
        }
        relating->doubt = grown;
        relating->doubt_capacity = capacity;
    }
    relating->doubt[relating->doubt_count++] = doubt;
}

bool plume_relating_keys(plume_relating *relating, plume_key_kind kind, plume_keyed **out,
                         size_t *count)
{
    relating->status =
        plume_key_store_take(&relating->book->keys, kind, out, count, relating->error);
    return relating->status == PLUME_OK;
}

bool plume_relating_shared_keys(plume_relating *relating, plume_key_kind kind,
                                plume_keyed **out, size_t *count)
{
    size_t all, kept = 0;
    plume_keyed *key, before = { 0 };

    if (!plume_relating_keys(relating, kind, out, &all))
        return false;
    key = *out;
    for (size_t i = 0; i < all; i++) {
        plume_keyed own = key[i];

        if ((i > 0 && plume_keyed_same(&own, &before)) ||
            (i + 1 < all && plume_keyed_same(&own, &key[i + 1])))
            key[kept++] = own;
        before = own;
    }
    *count = kept;
    return true;
}
