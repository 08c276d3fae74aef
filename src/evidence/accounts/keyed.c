/* Identifiers in the order in which accounts came, and sorted when they are asked for. */
#include "evidence/accounts/keyed.h"

#include <stdlib.h>

#include "core/sort.h"

void plume_key_store_dispose(plume_key_store *store)
{
    for (int i = 0; i < PLUME_KEY_COUNT; i++)
        plume_shelf_free(store->shelf[i]);
    *store = (plume_key_store){ 0 };
}

plume_status plume_key_store_add(plume_key_store *store, plume_key_kind kind,
                                 uint64_t hash, uint32_t account, plume_error *error)
{
    plume_keyed key = { (uint32_t)(hash >> 32), (uint32_t)hash, account };

    if (store->shelf[kind] == NULL)
        store->shelf[kind] = plume_shelf_new(sizeof key);
    if (store->shelf[kind] == NULL)
        return plume_fail_memory(error);
    return plume_shelf_add(store->shelf[kind], &key, error);
}

/* Onto another shelf, a block at a time. */
static plume_status number_kind(plume_shelf **shelf, const uint32_t *number,
                                plume_error *error)
{
    plume_shelf *renewed = plume_shelf_new(sizeof(plume_keyed));
    plume_keyed key[256];
    size_t count = 1;
    plume_status status =
        renewed != NULL ? plume_shelf_rewind(*shelf, error) : plume_fail_memory(error);

    while (status == PLUME_OK && count > 0) {
        status = plume_shelf_take(*shelf, key, sizeof key / sizeof key[0], &count, error);
        for (size_t i = 0; status == PLUME_OK && i < count; i++) {
            key[i].account = number[key[i].account];
            status = plume_shelf_add(renewed, &key[i], error);
        }
    }
    if (status != PLUME_OK) {
        plume_shelf_free(renewed);
        return status;
    }
    plume_shelf_free(*shelf);
    *shelf = renewed;
    return PLUME_OK;
}

plume_status plume_key_store_number(plume_key_store *store, const uint32_t *number,
                                    plume_error *error)
{
    plume_status status = PLUME_OK;

    for (int i = 0; i < PLUME_KEY_COUNT && status == PLUME_OK; i++)
        if (store->shelf[i] != NULL)
            status = number_kind(&store->shelf[i], number, error);
    return status;
}

/* Accounts of one identifier stand side by side; their numbers make the order total. */
static int by_hash(const void *unused, const void *left, const void *right)
{
    const plume_keyed *a = left, *b = right;

    (void)unused;
    if (a->upper != b->upper)
        return a->upper < b->upper ? -1 : 1;
    if (a->lower != b->lower)
        return a->lower < b->lower ? -1 : 1;
    return (a->account > b->account) - (a->account < b->account);
}

plume_status plume_key_store_take(const plume_key_store *store, plume_key_kind kind,
                                  plume_keyed **out, size_t *count, plume_error *error)
{
    plume_shelf *shelf = store->shelf[kind];
    size_t wanted;
    plume_status status;

    *out = NULL;
    *count = 0;
    if (shelf == NULL)
        return PLUME_OK;
    wanted = plume_shelf_count(shelf);
    *out = malloc(wanted * sizeof **out);
    if (*out == NULL)
        return plume_fail_memory(error);
    status = plume_shelf_rewind(shelf, error);
    while (status == PLUME_OK && *count < wanted) {
        size_t more;

        status = plume_shelf_take(shelf, *out + *count, wanted - *count, &more, error);
        *count += more;
    }
    if (status != PLUME_OK) {
        free(*out);
        *out = NULL;
        *count = 0;
        return status;
    }
    plume_sort(*out, *count, sizeof **out, by_hash, NULL);
    return PLUME_OK;
}
