/* Several claims, from files and folders, each held against itself. */
#include "audit/lint/internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/ascii.h"
#include "intake/walk.h"

typedef struct left_out {
    const char *path, *reason;
} left_out;

struct plume_lint_set {
    plume_factors *factors;
    plume_pool *pool;
    plume_lint **lint;
    size_t count;
    left_out *left;
    size_t left_count;
    bool shown_alone; /* one file that was named itself */
};

plume_status plume_lint_set_new(plume_lint_set **out, plume_factors *factors,
                                plume_error *error)
{
    plume_lint_set *set = calloc(1, sizeof *set);

    *out = NULL;
    if (set == NULL)
        return plume_fail_memory(error);
    set->factors = factors;
    set->pool = plume_pool_new();
    if (set->pool == NULL) {
        free(set);
        return plume_fail_memory(error);
    }
    *out = set;
    return PLUME_OK;
}

void plume_lint_set_free(plume_lint_set *set)
{
    if (set == NULL)
        return;
    for (size_t i = 0; i < set->count; i++)
        plume_lint_free(set->lint[i]);
    plume_pool_free(set->pool);
    free(set->lint);
    free(set->left);
    free(set);
}

/* Takes lint over, also when it fails. */
static plume_status keep(plume_lint_set *set, plume_lint *lint, plume_error *error)
{
    plume_lint **all = realloc(set->lint, (set->count + 1) * sizeof(plume_lint *));

    if (all == NULL) {
        plume_lint_free(lint);
        return plume_fail_memory(error);
    }
    set->lint = all;
    all[set->count++] = lint;
    return PLUME_OK;
}

static plume_status leave_out(plume_lint_set *set, const char *path, const char *reason,
                              plume_error *error)
{
    left_out *all = realloc(set->left, (set->left_count + 1) * sizeof *all);
    left_out one = { plume_pool_copy(set->pool, path),
                     plume_pool_copy(set->pool, reason) };

    if (all != NULL)
        set->left = all;
    if (all == NULL || one.path == NULL || one.reason == NULL)
        return plume_fail_memory(error);
    all[set->left_count++] = one;
    return PLUME_OK;
}

/* What may hold a claim, by its ending; all else in a folder is something else. */
static bool may_be_claim(const char *path)
{
    static const char *const endings[] = { ".csv", ".tsv", ".md",   ".markdown", ".yaml",
                                           ".yml", ".tex", ".html", ".htm",      ".txt" };

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (plume_ends_in(path, endings[i]))
            return true;
    return false;
}

/* In a folder most files are no claims: those are told, and are no failure. */
static plume_status take_found(void *state, const char *path, const char *reason,
                               plume_error *error)
{
    plume_lint_set *set = state;
    plume_lint *lint = NULL;
    plume_error own = { 0 };
    plume_status status;

    if (reason != NULL || !may_be_claim(path))
        return PLUME_OK;
    status = plume_lint_file(&lint, path, set->factors, &own);
    if (status == PLUME_OK)
        return keep(set, lint, error);
    if (status == PLUME_ERR_MEMORY)
        return plume_fail_memory(error);
    return leave_out(set, path, own.message, error);
}

/* Of several files that are named one may hold no figure, as a README among the files of
 * a commit. */
static plume_status add_file(plume_lint_set *set, const char *path, bool among_others,
                             plume_error *error)
{
    plume_lint *lint = NULL;
    plume_status status = plume_lint_file(&lint, path, set->factors, error);

    if (status == PLUME_OK)
        return keep(set, lint, error);
    if (status == PLUME_ERR_MISSING && among_others)
        return leave_out(set, path, "no figure was found", error);
    return status;
}

plume_status plume_lint_set_add(plume_lint_set *set, const char *path, bool among_others,
                                plume_error *error)
{
    static const plume_walk_rules rules = { .ignored = NULL };
    struct stat found;

    if (stat(path, &found) != 0 || !S_ISDIR(found.st_mode)) {
        set->shown_alone = !among_others;
        return add_file(set, path, among_others, error);
    }
    return plume_walk(path, &rules, take_found, set, error);
}

size_t plume_lint_set_count(const plume_lint_set *set)
{
    return set->count;
}

const plume_lint *plume_lint_set_at(const plume_lint_set *set, size_t i)
{
    return i < set->count ? set->lint[i] : NULL;
}

size_t plume_lint_set_left_out(const plume_lint_set *set)
{
    return set->left_count;
}

bool plume_lint_set_is_one(const plume_lint_set *set)
{
    return set->shown_alone && set->count == 1;
}

void plume_lint_set_to_value(const plume_lint_set *set, plume_value *map)
{
    plume_value *files, *left;

    if (plume_lint_set_is_one(set)) {
        plume_lint_to_value(set->lint[0], map);
        return;
    }
    plume_value_set_string(map, "schema", "plume.lint-set/1");
    files = plume_value_set_list(map, "files");
    for (size_t i = 0; i < set->count; i++)
        plume_lint_to_value(set->lint[i], plume_value_set_map(files, NULL));
    left = plume_value_set_list(map, "left_out");
    for (size_t i = 0; i < set->left_count; i++) {
        plume_value *one = plume_value_set_map(left, NULL);

        plume_value_set_string(one, "path", set->left[i].path);
        plume_value_set_string(one, "reason", set->left[i].reason);
    }
}
