/* Lists a folder in the order of bytes. */
#include "logs/listing.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <plume/text.h>

static plume_status add(plume_listing *listing, const char *name, plume_error *error)
{
    size_t capacity = listing->capacity * 2 + 16;
    char **grown;

    if (listing->count == listing->capacity) {
        grown = realloc(listing->name, capacity * sizeof *grown);
        if (grown == NULL)
            return plume_fail_memory(error);
        listing->name = grown;
        listing->capacity = capacity;
    }
    listing->name[listing->count] = strdup(name);
    if (listing->name[listing->count] == NULL)
        return plume_fail_memory(error);
    listing->count++;
    return PLUME_OK;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A folder that is not there has no names; one that cannot be read is an error. */
static plume_status read_folder(plume_listing *out, const char *folder,
                                plume_error *error)
{
    DIR *open = opendir(folder);
    const struct dirent *entry;
    plume_status status = PLUME_OK;

    if (open == NULL && (errno == ENOENT || errno == ENOTDIR))
        return PLUME_OK;
    if (open == NULL)
        return plume_fail_at(error, PLUME_ERR_IO, folder, 0, 0,
                             "this folder cannot be listed: %s", strerror(errno));
    while (status == PLUME_OK && (entry = readdir(open)) != NULL)
        if (entry->d_name[0] != '.')
            status = add(out, entry->d_name, error);
    closedir(open);
    if (out->count > 0)
        qsort(out->name, out->count, sizeof *out->name, by_bytes);
    return status;
}

/* Standard input has no folder. */
plume_status plume_listing_read(plume_listing *out, const char *path, const char *below,
                                plume_error *error)
{
    const char *slash = strrchr(path, '/');
    plume_text folder;
    plume_status status;

    memset(out, 0, sizeof *out);
    if (strcmp(path, "-") == 0)
        return PLUME_OK;
    plume_text_init(&folder);
    plume_text_add_n(&folder, path, slash != NULL ? (size_t)(slash - path) + 1 : 0);
    plume_text_add(&folder, below[0] != '\0' ? below : ".");
    status = plume_text_status(&folder, error);
    if (status == PLUME_OK)
        status = read_folder(out, folder.data, error);
    plume_text_dispose(&folder);
    return status;
}

void plume_listing_dispose(plume_listing *listing)
{
    for (size_t i = 0; i < listing->count; i++)
        free(listing->name[i]);
    free(listing->name);
    memset(listing, 0, sizeof *listing);
}
