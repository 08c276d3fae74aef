/* `same:` acts before all rules, `distinct:` in all of them. */
#include "evidence/rules/user_pairs.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/groups/twins.h"

/* --- what an entry stands for --- */

static bool is_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);

    while (length > 1 && folder[length - 1] == '/')
        length--;
    return strncmp(path, folder, length) == 0 && path[length] == '/';
}

/* Of "./a" as of "a": whoever reads "." finds one, and writes the other. */
static const char *from_here(const char *path)
{
    while (path[0] == '.' && path[1] == '/' && path[2] != '\0')
        path += 2;
    return path;
}

static bool fits(const char *path, const char *entry)
{
    path = from_here(path);
    return strcmp(path, entry) == 0 || is_below(path, entry) ||
           fnmatch(entry, path, 0) == 0;
}

/* As it was named or as it is shown; a `*` goes across folders. */
static bool is_path(const plume_found_file *met, const char *entry)
{
    entry = from_here(entry);
    return fits(met->path, entry) || fits(met->shown.path, entry);
}

/* PATH, or PATH:RUN_ID. */
static bool stands_for(const char *entry, const plume_found_file *met, const char *id)
{
    const char *colon = strrchr(entry, ':');
    char *path;
    bool does;

    if (is_path(met, entry))
        return true;
    if (colon == NULL || fnmatch(colon + 1, id, 0) != 0)
        return false;
    path = strdup(entry);
    if (path == NULL)
        return false;
    path[colon - entry] = '\0';
    does = is_path(met, path);
    free(path);
    return does;
}

static bool has(const uint8_t *bits, uint32_t account)
{
    return (bits[account / 8] >> account % 8 & 1) != 0;
}

/* A bit for each account: entries are matched once, and rules ask only for bits. */
static plume_status mark(plume_sides *sides, size_t count, const plume_book *book,
                         const plume_intake *intake, uint32_t account, plume_error *error)
{
    const plume_found_file *met = intake->met[plume_book_input(book, account)];
    uint8_t bit = (uint8_t)(1u << account % 8);
    char *text = NULL;
    plume_run run;
    plume_status status = plume_book_read(book, account, &run, &text, error);

    for (size_t i = 0; i < count && status == PLUME_OK; i++) {
        if (stands_for(sides[i].pair->left, met, run.id))
            sides[i].left[account / 8] |= bit;
        if (stands_for(sides[i].pair->right, met, run.id))
            sides[i].right[account / 8] |= bit;
    }
    free(text);
    return status;
}

static bool is_empty(const uint8_t *bits, size_t accounts)
{
    for (size_t i = 0; i < accounts / 8 + 1; i++)
        if (bits[i] != 0)
            return false;
    return true;
}

typedef struct asking {
    const plume_book *book;
    const plume_intake *intake;
    const char *word; /* "same" */
} asking;

static plume_status make_sides(plume_sides *sides, const plume_pair *pairs, size_t count,
                               size_t accounts, plume_error *error)
{
    for (size_t i = 0; i < count; i++) {
        sides[i].pair = &pairs[i];
        sides[i].left = calloc(accounts / 8 + 1, 1);
        sides[i].right = calloc(accounts / 8 + 1, 1);
        if (sides[i].left == NULL || sides[i].right == NULL)
            return plume_fail_memory(error);
    }
    return PLUME_OK;
}

/* docs/evidence.md: an entry that stands for no run is an error, since a misspelt one
 * would have no effect and not say so. */
static plume_status check_sides(const plume_sides *sides, size_t count,
                                const asking *asked, plume_error *error)
{
    for (size_t i = 0; i < count; i++) {
        bool left = is_empty(sides[i].left, asked->book->count);

        if (!left && !is_empty(sides[i].right, asked->book->count))
            continue;
        plume_fail(error, PLUME_ERR_VALUE, "%s: no run is '%s'", asked->word,
                   left ? sides[i].pair->left : sides[i].pair->right);
        plume_hint(error, "an entry is a PATH, PATH:RUN_ID or a pattern of either");
        return PLUME_ERR_VALUE;
    }
    return PLUME_OK;
}

static plume_status find_sides(plume_sides **out, const plume_pair *pairs, size_t count,
                               const asking *asked, plume_error *error)
{
    plume_status status;

    *out = calloc(count + 1, sizeof **out);
    if (*out == NULL)
        return plume_fail_memory(error);
    status = make_sides(*out, pairs, count, asked->book->count, error);
    for (uint32_t i = 0; count > 0 && i < asked->book->count && status == PLUME_OK; i++)
        status = mark(*out, count, asked->book, asked->intake, i, error);
    return status == PLUME_OK ? check_sides(*out, count, asked, error) : status;
}

plume_status plume_user_pairs_find(plume_user_pairs *out,
                                   const plume_evidence_options *options,
                                   const plume_book *book, const plume_intake *intake,
                                   plume_error *error)
{
    asking asked = { book, intake, "same" };
    plume_status status;

    out->same_count = options->same_count;
    out->distinct_count = options->distinct_count;
    status = find_sides(&out->same, options->same, options->same_count, &asked, error);
    asked.word = "distinct";
    if (status == PLUME_OK)
        status = find_sides(&out->distinct, options->distinct, options->distinct_count,
                            &asked, error);
    return status;
}

static void free_sides(plume_sides *sides, size_t count)
{
    for (size_t i = 0; sides != NULL && i < count; i++) {
        free(sides[i].left);
        free(sides[i].right);
    }
    free(sides);
}

void plume_user_pairs_dispose(plume_user_pairs *pairs)
{
    free_sides(pairs->same, pairs->same_count);
    free_sides(pairs->distinct, pairs->distinct_count);
    memset(pairs, 0, sizeof *pairs);
}

/* --- what they do --- */

/* A pair has no direction. */
static bool links(const plume_sides *sides, uint32_t left, uint32_t right)
{
    return (has(sides->left, left) && has(sides->right, right)) ||
           (has(sides->left, right) && has(sides->right, left));
}

bool plume_user_pairs_apart(const void *pairs, uint32_t left, uint32_t right)
{
    const plume_user_pairs *all = pairs;

    for (size_t i = 0; i < all->distinct_count; i++)
        if (links(&all->distinct[i], left, right))
            return true;
    return false;
}

bool plume_user_pairs_alike(const void *pairs, uint32_t left, uint32_t right)
{
    const plume_user_pairs *all = pairs;

    for (size_t i = 0; i < all->distinct_count; i++)
        if (has(all->distinct[i].left, left) != has(all->distinct[i].left, right) ||
            has(all->distinct[i].right, left) != has(all->distinct[i].right, right))
            return false;
    return true;
}

/* An account with the nearest on the right. Same and distinct at once is an error: nobody
 * can tell which is meant; of what is left over neither is. Two of one reader can only be
 * ranks. *joined: there is no more to be done for it. */
static plume_status join_one(const plume_user_pairs *pairs, const plume_sides *sides,
                             plume_groups *groups, uint32_t left, plume_twins *rights,
                             bool *joined, plume_error *error)
{
    const plume_account *account = groups->book->account;
    uint32_t right = plume_twins_nearest(rights, left);

    *joined = right == PLUME_NOBODY;
    if (right == PLUME_NOBODY)
        return PLUME_OK;
    if (plume_user_pairs_apart(pairs, left, right) && plume_twins_pass_by(rights))
        return PLUME_OK;
    if (plume_user_pairs_apart(pairs, left, right))
        return plume_fail(error, PLUME_ERR_VALUE,
                          "same: '%s' and '%s' are distinct, too: one of both must go",
                          sides->pair->left, sides->pair->right);
    if (account[left].reader == account[right].reader)
        *joined = plume_groups_join_ranks(groups, left, right, PLUME_RULE_USER);
    else
        *joined = plume_groups_join(groups, left, right, PLUME_RULE_USER);
    return PLUME_OK;
}

/* The next account on the left; those that are one with another are struck out. */
static plume_status join_lefts(const plume_user_pairs *pairs, const plume_sides *sides,
                               plume_groups *groups, plume_twins *rights, uint8_t *open,
                               plume_error *error)
{
    plume_status status = PLUME_OK;

    for (uint32_t k = 0; k < groups->book->count && status == PLUME_OK; k++) {
        bool joined;

        if (!has(open, k))
            continue;
        status = join_one(pairs, sides, groups, k, rights, &joined, error);
        if (joined)
            open[k / 8] &= (uint8_t) ~(1u << k % 8);
    }
    return status;
}

/* Each with its nearest, and then those whose nearest is of another with what is left: of
 * two logs with equal times one to one. */
static plume_status join_all(const plume_user_pairs *pairs, const plume_sides *sides,
                             plume_groups *groups, plume_error *error)
{
    size_t bytes = groups->book->count / 8 + 1;
    uint8_t *open = malloc(bytes);
    plume_status status = PLUME_OK;
    plume_twins rights;

    if (!plume_twins_init(&rights, groups, sides->right) || open == NULL)
        status = plume_fail_memory(error);
    if (status == PLUME_OK) {
        memcpy(open, sides->left, bytes);
        status = join_lefts(pairs, sides, groups, &rights, open, error);
    }
    if (status == PLUME_OK && !plume_twins_pass_taken(&rights))
        status = plume_fail_memory(error);
    if (status == PLUME_OK)
        status = join_lefts(pairs, sides, groups, &rights, open, error);
    plume_twins_dispose(&rights);
    free(open);
    return status;
}

plume_status plume_user_pairs_join(const plume_user_pairs *pairs, plume_groups *groups,
                                   plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < pairs->same_count && status == PLUME_OK; i++)
        status = join_all(pairs, &pairs->same[i], groups, error);
    return status;
}
