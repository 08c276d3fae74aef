/* Decides which log has a file as its companion, as a survey of all files does: log by
 * log, and what one has taken is no log any more. */
#include "intake/partials/claims.h"

#include <stdlib.h>
#include <string.h>

#include "readers/registry.h"

/* A path, with the entries that stand for it. */
typedef struct claimed_file {
    size_t own;   /* what it is for itself; SIZE_MAX: nobody says */
    size_t taken; /* by whom it is taken; SIZE_MAX: by nobody so far */
    size_t first; /* of the entries that say whose it is; SIZE_MAX: none */
} claimed_file;

typedef struct claiming {
    plume_partial_index *index;
    plume_map *files;   /* by path, in file */
    plume_map *owners;  /* by path, in first_of */
    claimed_file *file; /* at most as many as entries */
    size_t *next_of;    /* by entry: the next one of its owner */
    size_t *first_of, *last_of;
    size_t count;
} claiming;

static plume_status note_owner(claiming *c, size_t i, plume_error *error)
{
    const char *owner = c->index->entry[i].owner;
    size_t known = plume_map_count(c->owners);
    size_t number = plume_map_add(c->owners, owner, known);

    if (number == SIZE_MAX)
        return plume_fail_memory(error);
    if (number == known)
        c->first_of[number] = i;
    else
        c->next_of[c->last_of[number]] = i;
    c->last_of[number] = i;
    return PLUME_OK;
}

static plume_status note(claiming *c, size_t i, plume_error *error)
{
    const plume_partial_entry *entry = &c->index->entry[i];
    size_t number = plume_map_add(c->files, entry->input.path, c->count);
    claimed_file *file;

    if (number == SIZE_MAX)
        return plume_fail_memory(error);
    file = &c->file[number];
    if (number == c->count) {
        *file = (claimed_file){ SIZE_MAX, SIZE_MAX, SIZE_MAX };
        c->count++;
    }
    c->next_of[i] = SIZE_MAX;
    if (entry->owner[0] == '\0') {
        file->own = file->own == SIZE_MAX ? i : file->own;
        return PLUME_OK;
    }
    file->first = file->first == SIZE_MAX ? i : file->first;
    return note_owner(c, i, error);
}

/* A log takes its companions if nobody took it before; so did one of which its share
 * says only that it was taken later. */
static void take(claiming *c, size_t i)
{
    const plume_partial_entry *entry = &c->index->entry[i];
    const claimed_file *own = &c->file[plume_map_find(c->files, entry->input.path)];
    size_t owner = plume_map_find(c->owners, entry->input.path);

    if (owner == SIZE_MAX || own->taken != SIZE_MAX ||
        i != (own->own != SIZE_MAX ? own->own : own->first))
        return;
    for (size_t k = c->first_of[owner]; k != SIZE_MAX; k = c->next_of[k]) {
        claimed_file *file =
            &c->file[plume_map_find(c->files, c->index->entry[k].input.path)];

        if (file != own && file->taken == SIZE_MAX)
            file->taken = k;
    }
}

static size_t depth_of(const plume_partial_entry *entry)
{
    const plume_reader *reader = plume_readers_find(entry->input.reader);
    size_t depth = 0;

    if (reader == NULL || !reader->outermost)
        return SIZE_MAX;
    for (const char *at = entry->input.path; *at != '\0'; at++)
        depth += *at == '/';
    return depth;
}

/* In the order of a survey: the outermost logs first. */
static void take_all(claiming *c)
{
    size_t depth = 0, next;

    do {
        next = SIZE_MAX;
        for (size_t i = 0; i < c->index->count; i++) {
            size_t here = depth_of(&c->index->entry[i]);

            if (here == depth)
                take(c, i);
            else if (here > depth && here < next)
                next = here;
        }
        depth = next;
    } while (depth != SIZE_MAX);
    for (size_t i = 0; i < c->index->count; i++)
        if (depth_of(&c->index->entry[i]) == SIZE_MAX)
            take(c, i);
}

/* The one that is left says where the file stands, too. */
static size_t left_of(claiming *c, claimed_file *file)
{
    plume_partial_entry *entry = c->index->entry;
    size_t left = file->taken != SIZE_MAX ? file->taken
                  : file->own != SIZE_MAX ? file->own
                                          : file->first;

    if (file->own != SIZE_MAX && left != file->own) {
        entry[left].late = false;
        entry[left].walked = entry[file->own].walked;
        entry[left].named = entry[file->own].named;
    }
    return left;
}

/* All parts of a log are left. */
static void keep(claiming *c)
{
    plume_partial_index *index = c->index;
    size_t kept = 0;

    for (size_t i = 0; i < index->count; i++) {
        size_t number = plume_map_find(c->files, index->entry[i].input.path);
        size_t left = left_of(c, &c->file[number]);
        bool part = index->entry[i].of > 0 && index->entry[left].of > 0 &&
                    index->entry[i].owner[0] == '\0';

        if (left == i || part)
            c->next_of[kept++] = i;
    }
    for (size_t i = 0; i < kept; i++)
        index->entry[i] = index->entry[c->next_of[i]];
    index->count = kept;
}

static plume_status settle(claiming *c, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < c->index->count; i++)
        status = note(c, i, error);
    if (status != PLUME_OK)
        return status;
    take_all(c);
    keep(c);
    return PLUME_OK;
}

plume_status plume_claims_settle(plume_partial_index *index, plume_error *error)
{
    size_t count = index->count + 1;
    claiming c = { .index = index, .files = plume_map_new(), .owners = plume_map_new() };
    plume_status status;

    c.file = calloc(count, sizeof *c.file);
    c.next_of = calloc(count, sizeof *c.next_of);
    c.first_of = calloc(count, sizeof *c.first_of);
    c.last_of = calloc(count, sizeof *c.last_of);
    status = c.files != NULL && c.owners != NULL && c.file != NULL && c.next_of != NULL &&
                     c.first_of != NULL && c.last_of != NULL
                 ? settle(&c, error)
                 : plume_fail_memory(error);
    plume_map_free(c.files);
    plume_map_free(c.owners);
    free(c.file);
    free(c.next_of);
    free(c.first_of);
    free(c.last_of);
    return status;
}
