/* What other tools wrote into the folder of a job of Hydra, or below it, is of that job.
 */
#include "evidence/rules/folders/job_folders.h"

#include <stdlib.h>
#include <string.h>

#include "core/pool.h"
#include "intake/internal.h"

/* An account in the folder of a job. */
typedef struct inmate {
    uint32_t job, account;
} inmate;

typedef struct folders {
    plume_relating *relating;
    plume_map *map; /* of the folder to its job */
    inmate *found;
    size_t count;
} folders;

static const plume_account *at(const folders *all, uint32_t account)
{
    return &all->relating->book->account[account];
}

static bool is_job(const folders *all, uint32_t account)
{
    const plume_book *book = all->relating->book;

    return strcmp(book->reader[at(all, account)->reader], "hydra") == 0;
}

/* Cuts the last part of a path off; false: none is left. */
static bool cut_last(char *path)
{
    char *slash = strrchr(path, '/');

    if (slash == NULL)
        return false;
    *slash = '\0';
    return true;
}

/* Where the log lies: a copy that the caller frees; NULL: out of memory. */
static char *path_of(const folders *all, uint32_t account)
{
    const plume_relating *relating = all->relating;
    size_t input = plume_book_input(relating->book, account);

    return strdup(relating->intake->met[input]->path);
}

static bool find_jobs(folders *all)
{
    for (uint32_t i = 0; i < all->relating->book->count; i++) {
        char *path;
        bool kept;

        if (!is_job(all, i))
            continue;
        path = path_of(all, i);
        kept = path != NULL && (!cut_last(path) || plume_map_set(all->map, path, i));
        free(path);
        if (!kept)
            return false;
    }
    return true;
}

static bool find_inmate(folders *all, uint32_t account)
{
    char *path = path_of(all, account);

    if (path == NULL)
        return false;
    while (cut_last(path)) {
        size_t job = plume_map_find(all->map, path);

        if (job == SIZE_MAX)
            continue;
        all->found[all->count++] = (inmate){ (uint32_t)job, account };
        break;
    }
    free(path);
    return true;
}

static bool find_inmates(folders *all)
{
    enum { NEVER = PLUME_ACCOUNT_REPEATED | PLUME_ACCOUNT_TRACE };
    const plume_book *book = all->relating->book;

    all->found = malloc((book->count + 1) * sizeof *all->found);
    if (all->found == NULL)
        return false;
    for (uint32_t i = 0; i < book->count; i++)
        if (!is_job(all, i) && (at(all, i)->flags & NEVER) == 0 && !find_inmate(all, i))
            return false;
    return true;
}

/* Accounts keep their order within job and reader. */
static int compare(const folders *all, const inmate *a, const inmate *b)
{
    if (a->job != b->job)
        return a->job < b->job ? -1 : 1;
    return (at(all, a->account)->reader > at(all, b->account)->reader) -
           (at(all, a->account)->reader < at(all, b->account)->reader);
}

/* Of one reader there is one, or their times tell which are the job's. */
static bool is_only(const folders *all, size_t i)
{
    for (size_t k = 0; k < all->count; k++)
        if (k != i && compare(all, &all->found[k], &all->found[i]) == 0)
            return false;
    return true;
}

static void join(const folders *all)
{
    enum { MANY = 4096 }; /* what so many logs are of, their times tell */

    for (size_t i = 0; all->count <= MANY && i < all->count; i++)
        if (is_only(all, i))
            plume_groups_join(all->relating->groups, all->found[i].job,
                              all->found[i].account, PLUME_RULE_LAYOUT);
}

/* Rule `layout`, of Hydra. */
bool plume_rule_job_folders(plume_relating *relating)
{
    folders all = { .relating = relating, .map = NULL };
    bool done;

    if (relating->intake == NULL)
        return true;
    all.map = plume_map_new();
    done = all.map != NULL && find_jobs(&all);
    if (done && plume_map_count(all.map) > 0) {
        done = find_inmates(&all);
        if (done)
            join(&all);
    }
    plume_map_free(all.map);
    free(all.found);
    return done;
}
