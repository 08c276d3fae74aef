/* flock, which POSIX leaves out: locks that belong to an open file, not to a process. */
#ifdef __APPLE__
#define _DARWIN_C_SOURCE
#endif

#include "core/output/leftovers.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/output/hidden_name.h"
#include "core/output/owned.h"

enum { DEPTH_MAX = 32 };

/* Whether the maker is gone: it held a lock as long as it lived. */
static bool is_abandoned(int at, const char *name)
{
    int descriptor = openat(at, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    bool abandoned;

    if (descriptor < 0)
        return false;
    abandoned = flock(descriptor, LOCK_EX | LOCK_NB) == 0;
    close(descriptor);
    return abandoned;
}

static bool is_free(const char *path)
{
    struct stat there;

    return lstat(path, &there) != 0 && errno == ENOENT;
}

/* --- putting back --- */

/* The lowest number of a folder that was set aside and that nobody holds; -1: none. */
static int find_aside(const plume_place *place)
{
    DIR *folder = opendir(place->folder);
    const struct dirent *entry;
    int found = -1;

    if (folder == NULL)
        return -1;
    while ((entry = readdir(folder)) != NULL) {
        int number = plume_hidden_number(entry->d_name, place->target);

        if (number >= PLUME_HIDDEN_ASIDE && (found < 0 || number < found) &&
            is_abandoned(dirfd(folder), entry->d_name))
            found = number;
    }
    closedir(folder);
    return found;
}

/* False in *ours: somebody else's folder, which only has such a name. */
static plume_status is_ours(const plume_place *place, const char *path, bool *ours,
                            plume_error *error)
{
    plume_value *files = NULL;
    plume_status status = place->owner->files(&files, path, path, error);

    plume_value_free(files);
    *ours = status == PLUME_OK;
    return status == PLUME_ERR_MEMORY || status == PLUME_ERR_IO ? status : PLUME_OK;
}

/* Only what this program wrote is put back: any folder may bear such a name. */
static plume_status put_back(const plume_place *place, const char *aside,
                             plume_error *error)
{
    bool ours;
    plume_status status = is_ours(place, aside, &ours, error);

    if (status == PLUME_OK && ours && rename(aside, place->target) != 0)
        status = plume_fail_at(error, PLUME_ERR_IO, aside, 0, 0,
                               "was set aside by an interrupted run and cannot be put "
                               "back: %s",
                               strerror(errno));
    return status;
}

plume_status plume_leftovers_put_back(const plume_place *place, char **name,
                                      plume_error *error)
{
    char *aside;
    plume_status status;
    int number;

    *name = NULL;
    if (!is_free(place->target))
        return PLUME_OK;
    number = find_aside(place);
    if (number < 0)
        return PLUME_OK;
    aside = plume_hidden_name(place->folder, place->target, number);
    if (aside == NULL)
        return plume_fail_memory(error);
    status = put_back(place, aside, error);
    if (status == PLUME_OK && !is_free(place->target)) {
        *name = strdup(plume_name_of(aside));
        status = *name == NULL ? plume_fail_memory(error) : PLUME_OK;
    }
    free(aside);
    return status;
}

/* --- removing --- */

static void remove_entries(DIR *folder, int depth);

/* Through descriptors and without following links: who may write beside the target
 * could otherwise turn a folder into a link and have another one emptied. */
static void remove_tree(int at, const char *name, int depth)
{
    int inner = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = inner < 0 ? NULL : fdopendir(inner);

    if (folder != NULL && depth < DEPTH_MAX)
        remove_entries(folder, depth + 1);
    if (folder != NULL)
        closedir(folder);
    else if (inner >= 0)
        close(inner);
    (void)unlinkat(at, name, AT_REMOVEDIR);
}

static void remove_entries(DIR *folder, int depth)
{
    const struct dirent *entry;

    while ((entry = readdir(folder)) != NULL) {
        struct stat there;

        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
            fstatat(dirfd(folder), entry->d_name, &there, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (S_ISDIR(there.st_mode))
            remove_tree(dirfd(folder), entry->d_name, depth);
        else
            (void)unlinkat(dirfd(folder), entry->d_name, 0);
    }
}

/* One whose marker is not there or not whole was still being built. One that is whole is
 * an earlier folder (or the new one, and never got its name), in which somebody may have
 * put something until it was replaced. */
static void remove_folder(const plume_place *place, int at, const char *name)
{
    char *path = plume_hidden_name(place->folder, place->target,
                                   plume_hidden_number(name, place->target));
    plume_value *files = NULL;
    plume_status status = PLUME_ERR_MEMORY;

    if (path != NULL)
        status = place->owner->files(&files, path, path, NULL);
    if (status == PLUME_OK)
        (void)plume_owned_remove(path, files, place->owner->marker);
    else if (status == PLUME_ERR_MISSING || status == PLUME_ERR_SYNTAX)
        remove_tree(at, name, 0);
    plume_value_free(files);
    free(path);
}

/* What was set aside goes only when another of its kind stands under the name. */
static bool is_replaced(const plume_place *place)
{
    bool ours;

    return is_ours(place, place->target, &ours, NULL) == PLUME_OK && ours;
}

/* What was set aside may be the only copy of the earlier result: it goes only when its
 * replacement is there. */
static void remove_one(const plume_place *place, int at, const char *name)
{
    bool aside = plume_hidden_number(name, place->target) >= PLUME_HIDDEN_ASIDE;
    struct stat there;

    if (fstatat(at, name, &there, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    if (S_ISREG(there.st_mode) && !aside)
        (void)unlinkat(at, name, 0);
    else if (S_ISDIR(there.st_mode) && place->owner != NULL &&
             (!aside || is_replaced(place)))
        remove_folder(place, at, name);
}

void plume_leftovers_remove(const plume_place *place)
{
    DIR *folder = opendir(place->folder);
    const struct dirent *entry;

    if (folder == NULL)
        return;
    while ((entry = readdir(folder)) != NULL)
        if (plume_hidden_number(entry->d_name, place->target) >= 0 &&
            is_abandoned(dirfd(folder), entry->d_name))
            remove_one(place, dirfd(folder), entry->d_name);
    closedir(folder);
}
