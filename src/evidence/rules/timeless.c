/* Accounts that state no time, no energy and no work, as Lightning's tables: they are of
 * runs that other logs tell, as far as there are any.
 *
 * Which of those changes neither count nor hours nor energy: a table by its run_id, then
 * what lies nearest. */
#include "evidence/rules/timeless.h"

#include <stdlib.h>
#include <string.h>

#include "core/pool.h"

typedef struct place {
    const char *path; /* of its log */
    uint32_t account; /* PLUME_NOBODY: it was paired */
    bool silent;
} place;

typedef struct places {
    plume_relating *relating;
    const plume_plan *plan;
    place *at;
    size_t count, silent;
    plume_reader_set readers; /* of the silent ones */
    size_t joined;
} places;

/* --- who is asked --- */

static bool is_silent(const plume_groups *groups, uint32_t account)
{
    return (groups->book->account[account].flags & PLUME_ACCOUNT_SILENT) != 0 &&
           plume_group_is_one(groups, account) &&
           plume_group_next(groups, account) == PLUME_NOBODY &&
           plume_group_holder(groups, account) == PLUME_NOBODY;
}

/* A run that states something, and of which no log of those readers tells. A trace is one
 * only where nothing else is: its hours may be those of others. */
static bool is_telling(const places *all, uint32_t account, bool traces)
{
    const plume_account *one = &all->relating->book->account[account];
    const plume_groups *groups = all->plan->groups;

    return (one->flags & (PLUME_ACCOUNT_SILENT | PLUME_ACCOUNT_REPEATED)) == 0 &&
           ((one->flags & PLUME_ACCOUNT_TRACE) != 0) == traces &&
           plume_group_is_one(groups, account) &&
           !plume_readers_meet(plume_group_all_readers(groups, account), all->readers) &&
           plume_plan_is_run(all->plan, account);
}

static int by_path(const void *left, const void *right)
{
    const place *a = left, *b = right;
    int order = strcmp(a->path, b->path);

    return order != 0 ? order : (a->account > b->account) - (a->account < b->account);
}

static void find(places *all, bool traces)
{
    const plume_groups *groups = all->plan->groups;

    all->count = 0;
    for (uint32_t i = 0; i < groups->book->count; i++) {
        bool silent = is_silent(groups, i);

        if (silent || is_telling(all, i, traces))
            all->at[all->count++] =
                (place){ plume_relating_path(all->relating, i), i, silent };
    }
    qsort(all->at, all->count, sizeof *all->at, by_path);
}

static void join(places *all, place *silent, place *other)
{
    if (!plume_groups_join(all->relating->groups, other->account, silent->account,
                           PLUME_RULE_TIMELESS))
        return;
    silent->account = other->account = PLUME_NOBODY;
    all->joined++;
}

/* --- by their names --- */

/* The id of a run as its log tells it, kept in the pool; NULL on failure. */
static const char *id_of(const places *all, uint32_t account, plume_pool *pool,
                         plume_error *error)
{
    plume_run run;
    char *text = NULL;
    const char *id = NULL;

    if (plume_book_read(all->relating->book, account, &run, &text, error) == PLUME_OK &&
        (id = plume_pool_copy(pool, run.id)) == NULL)
        plume_fail_memory(error);
    free(text);
    return id;
}

/* A table of the user's gives hours to what it names. */
static bool is_table(const places *all, const place *one)
{
    const plume_book *book = all->relating->book;

    return !one->silent &&
           plume_book_kind(book, &book->account[one->account]) == PLUME_KIND_TABLE;
}

static plume_status pair_by_id(places *all, plume_pool *pool, plume_map *map,
                               plume_error *error)
{
    for (size_t i = 0; i < all->count; i++) {
        const char *id;

        if (!is_table(all, &all->at[i]))
            continue;
        id = id_of(all, all->at[i].account, pool, error);
        if (id == NULL || !plume_map_set(map, id, i))
            return id == NULL ? error->status : plume_fail_memory(error);
    }
    for (size_t i = 0; i < all->count; i++) {
        const char *id;
        size_t found;

        if (!all->at[i].silent)
            continue;
        id = id_of(all, all->at[i].account, pool, error);
        if (id == NULL)
            return error->status;
        found = plume_map_find(map, id);
        if (found != SIZE_MAX && all->at[found].account != PLUME_NOBODY)
            join(all, &all->at[i], &all->at[found]);
    }
    return PLUME_OK;
}

static plume_status pair_tables(places *all, plume_error *error)
{
    plume_pool *pool = plume_pool_new();
    plume_map *map = plume_map_new();
    plume_status status = pool != NULL && map != NULL ? pair_by_id(all, pool, map, error)
                                                      : plume_fail_memory(error);

    plume_pool_free(pool);
    plume_map_free(map);
    return status;
}

/* --- by where they lie --- */

static size_t common_folders(const char *left, const char *right)
{
    size_t folders = 0;

    for (; *left != '\0' && *left == *right; left++, right++)
        folders += *left == '/';
    return folders;
}

/* Those that are left; the most folders that two of them share. */
static size_t keep_open(places *all)
{
    size_t kept = 0, deepest = 0;

    all->silent = 0;
    for (size_t i = 0; i < all->count; i++)
        if (all->at[i].account != PLUME_NOBODY) {
            all->silent += all->at[i].silent;
            all->at[kept++] = all->at[i];
        }
    all->count = kept;
    for (size_t i = 1; i < kept; i++) {
        size_t folders = common_folders(all->at[i - 1].path, all->at[i].path);

        deepest = folders > deepest ? folders : deepest;
    }
    return deepest;
}

/* Of one folder the first silent one and the first of the others, and so on. */
static void pair_folder(places *all, size_t first, size_t end)
{
    size_t other = first;

    for (size_t i = first; i < end; i++) {
        if (!all->at[i].silent)
            continue;
        while (other < end && all->at[other].silent)
            other++;
        if (other == end)
            return;
        join(all, &all->at[i], &all->at[other++]);
    }
}

static void pair_nearest(places *all)
{
    size_t depth = keep_open(all);

    for (bool more = all->silent > 0; more; depth--) {
        for (size_t first = 0, end; first < all->count; first = end) {
            for (end = first + 1;
                 end < all->count &&
                 common_folders(all->at[end - 1].path, all->at[end].path) >= depth;
                 end++)
                continue;
            pair_folder(all, first, end);
        }
        keep_open(all);
        more = depth > 0 && all->silent > 0 && all->silent < all->count;
    }
}

plume_status plume_relate_timeless(plume_relating *relating, const plume_plan *plan,
                                   size_t *joined, plume_error *error)
{
    places all = { .relating = relating, .plan = plan };
    plume_status status = PLUME_OK;

    *joined = 0;
    for (uint32_t i = 0; i < relating->book->count; i++)
        if (is_silent(relating->groups, i))
            plume_readers_add(&all.readers, relating->book->account[i].reader);
    if (!plume_readers_any(all.readers) || relating->intake == NULL)
        return PLUME_OK;
    all.at = malloc((relating->book->count + 1) * sizeof *all.at);
    if (all.at == NULL)
        return plume_fail_memory(error);
    find(&all, false);
    keep_open(&all);
    if (all.silent == all.count)
        find(&all, true);
    status = pair_tables(&all, error);
    if (status == PLUME_OK)
        pair_nearest(&all);
    *joined = all.joined;
    free(all.at);
    return status;
}
