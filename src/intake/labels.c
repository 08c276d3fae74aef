/* What a file is called in what is published: its path from the last part of the one that
 * was named. */

#include "intake/internal.h"

#include <stdlib.h>
#include <string.h>

#include "core/sanitize.h"

typedef struct entry {
    plume_given_path *named;
    const char *last; /* part of its path */
} entry;

static int compare(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int by_last = strcmp(a->last, b->last);

    return by_last != 0 ? by_last : strcmp(a->named->path, b->named->path);
}

static const char *last_part(const char *path)
{
    size_t length = strlen(path), from = 0;

    while (length > 1 && path[length - 1] == '/')
        length--;
    for (size_t i = 0; i + 1 < length; i++)
        if (path[i] == '/')
            from = i + 1;
    return path + from;
}

/* Behind the folders that two paths share. */
static size_t shared_folders(const char *a, const char *b)
{
    size_t at = 0;

    for (size_t i = 0; a[i] != '\0' && a[i] == b[i]; i++)
        if (a[i] == '/')
            at = i + 1;
    return at;
}

/* What lies above the last part is nobody's business, and differs from place to place;
 * but two files of one name need their folders. Sorted, the first and the last of them
 * share what all do. */
plume_status plume_labels_find(plume_intake *intake, plume_error *error)
{
    entry *all = malloc((intake->named_count + 1) * sizeof *all);

    if (all == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < intake->named_count; i++) {
        all[i] = (entry){ &intake->named[i], last_part(intake->named[i].path) };
        intake->named[i].label_at = (size_t)(all[i].last - intake->named[i].path);
    }
    qsort(all, intake->named_count, sizeof *all, compare);
    for (size_t i = 0, end; i < intake->named_count; i = end) {
        for (end = i + 1; end < intake->named_count; end++)
            if (strcmp(all[i].last, all[end].last) != 0)
                break;
        if (strcmp(all[i].named->path, all[end - 1].named->path) == 0)
            continue;
        for (size_t k = i; k < end; k++)
            all[k].named->label_at =
                shared_folders(all[i].named->path, all[end - 1].named->path);
    }
    free(all);
    return PLUME_OK;
}

const char *plume_label_of(const plume_given_path *named, const char *path)
{
    if (path == NULL || strncmp(path, named->path, strlen(named->path)) != 0)
        return path;
    return path + named->label_at;
}

/* Whoever names a file may put into its name what a terminal obeys. */
static const char *shown_path(plume_pool *pool, const char *path)
{
    const char *shown = path;
    plume_text text;

    if (path == NULL)
        return NULL;
    plume_text_init(&text);
    if (plume_sanitize_path(&text, path) || plume_text_status(&text, NULL) != PLUME_OK)
        shown = plume_pool_keep(pool, &text);
    plume_text_dispose(&text);
    return shown;
}

/* What a file is called, as far as its path may be told. */
static const char *label_of(plume_intake *intake, const plume_found_file *met,
                            size_t number)
{
    plume_text text;

    if (!intake->number)
        return intake->relabel ? plume_label_of(&intake->named[met->named], met->path)
                               : met->path;
    plume_text_init(&text);
    plume_text_printf(&text, "input-%zu", number);
    return plume_pool_keep(intake->pool, &text);
}

bool plume_label_met(plume_intake *intake, plume_found_file *met, size_t number)
{
    if (met->path == NULL)
        return false;
    met->shown.stored = label_of(intake, met, number);
    met->shown.path = shown_path(intake->pool, met->shown.stored);
    return met->shown.path != NULL;
}

plume_given_path *plume_intake_new_name(plume_intake *intake)
{
    size_t capacity = intake->named_capacity * 2 + 8;
    plume_given_path *grown = intake->named;

    if (intake->named_count == intake->named_capacity) {
        grown = realloc(grown, capacity * sizeof *grown);
        if (grown == NULL)
            return NULL;
        intake->named = grown;
        intake->named_capacity = capacity;
    }
    return &intake->named[intake->named_count++];
}
