/* flock, which POSIX leaves out: locks that belong to an open file, not to a process. */
#ifdef __APPLE__
#define _DARWIN_C_SOURCE
#endif

#include "core/output/staging.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <plume/text.h>

enum { ATTEMPTS = 100, DEPTH_MAX = 32, NAME_KEPT = 200 };

static plume_status fail(const char *path, const char *what, plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "%s: %s", what,
                         strerror(errno));
}

/* --- removing --- */

static bool remove_entries(DIR *folder, int depth);

/* By descriptors and without following links, so that a folder that is swapped for a
 * link meanwhile leads nowhere. */
static bool remove_entry(int at, const char *name, int depth)
{
    struct stat status;
    DIR *folder;
    int inner;

    if (fstatat(at, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT;
    if (!S_ISDIR(status.st_mode))
        return unlinkat(at, name, 0) == 0;
    inner = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner < 0)
        return false;
    folder = fdopendir(inner);
    if (folder == NULL) {
        close(inner);
        return false;
    }
    if (depth < DEPTH_MAX)
        remove_entries(folder, depth + 1);
    closedir(folder);
    return unlinkat(at, name, AT_REMOVEDIR) == 0;
}

static bool remove_entries(DIR *folder, int depth)
{
    const struct dirent *entry;
    bool done = true;

    while ((entry = readdir(folder)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            done = remove_entry(dirfd(folder), entry->d_name, depth) && done;
    return done;
}

bool plume_place_remove(const char *path)
{
    return remove_entry(AT_FDCWD, path, 0);
}

/* --- names --- */

static const char *name_in(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL)
        return strdup(".");
    return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

/* ".runs.csv.plume-"; a very long name is cut, for a name has at most 255 bytes. */
static void print_prefix(plume_text *out, const char *target)
{
    const char *name = name_in(target);
    size_t length = strlen(name);

    plume_text_add_char(out, '.');
    plume_text_add_n(out, name, length < NAME_KEPT ? length : NAME_KEPT);
    plume_text_add(out, ".plume-");
}

static char *temporary_name(const plume_place *place, int number)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, place->folder);
    plume_text_add_char(&text, '/');
    print_prefix(&text, place->target);
    plume_text_printf(&text, "%d", number);
    return plume_text_take(&text);
}

static char *without_end_slashes(const char *path)
{
    size_t length = strlen(path);

    while (length > 1 && path[length - 1] == '/')
        length--;
    return strndup(path, length);
}

/* A link that leads somewhere is followed, so that it stays a link. */
static plume_status name_target(plume_place *place, const char *target,
                                plume_error *error)
{
    place->target = realpath(target, NULL);
    if (place->target == NULL)
        place->target = without_end_slashes(target);
    if (place->target == NULL)
        return plume_fail_memory(error);
    place->folder = folder_of(place->target);
    if (place->folder == NULL)
        return plume_fail_memory(error);
    if (*target == '\0' || strcmp(place->target, "/") == 0)
        return plume_fail_at(error, PLUME_ERR_VALUE, target, 0, 0,
                             "this is no name that can be written to");
    return PLUME_OK;
}

/* --- leftovers --- */

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

static bool is_leftover_name(const char *name, const char *prefix)
{
    size_t length = strlen(prefix);

    return strncmp(name, prefix, length) == 0 && name[length] != '\0' &&
           strspn(name + length, "0123456789") == strlen(name + length);
}

/* What cannot be removed is left: the new run does not depend on it. */
static void remove_leftovers(const plume_place *place, const char *prefix)
{
    DIR *folder = opendir(place->folder);
    const struct dirent *entry;

    if (folder == NULL)
        return;
    while ((entry = readdir(folder)) != NULL)
        if (is_leftover_name(entry->d_name, prefix) &&
            is_abandoned(dirfd(folder), entry->d_name))
            remove_entry(dirfd(folder), entry->d_name, 0);
    closedir(folder);
}

/* --- making --- */

static int create(const char *path, bool is_folder)
{
    if (!is_folder)
        return open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (mkdir(path, 0777) != 0)
        return -1;
    return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Between creation and lock another run may take it for a leftover and remove it: then it
 * has no name any more. */
static bool hold(plume_place *place, bool is_folder)
{
    struct stat status;

    (void)flock(place->descriptor, LOCK_EX | LOCK_NB); /* not every file system can */
    if (fstat(place->descriptor, &status) != 0 || status.st_nlink == 0)
        return false;
    place->mode = status.st_mode & 0777; /* what the umask allows */
    return fchmod(place->descriptor, is_folder ? 0700 : 0600) == 0;
}

static bool attempt(plume_place *place, int number, bool is_folder)
{
    free(place->temporary);
    place->temporary = temporary_name(place, number);
    if (place->temporary == NULL) {
        errno = ENOMEM;
        return false;
    }
    place->descriptor = create(place->temporary, is_folder);
    if (place->descriptor >= 0 && hold(place, is_folder))
        return true;
    if (place->descriptor >= 0) {
        close(place->descriptor);
        place->descriptor = -1;
        errno = EEXIST;
    }
    return false;
}

plume_status plume_place_make(plume_place *place, const char *target, bool is_folder,
                              plume_error *error)
{
    plume_text prefix;
    plume_status status;
    bool made = false;

    memset(place, 0, sizeof *place);
    place->descriptor = -1;
    status = name_target(place, target, error);
    if (status != PLUME_OK)
        return status;
    plume_text_init(&prefix);
    print_prefix(&prefix, place->target);
    remove_leftovers(place, prefix.data);
    plume_text_dispose(&prefix);
    for (int i = 0; i < ATTEMPTS && !made; i++) {
        made = attempt(place, i, is_folder);
        if (!made && errno != EEXIST)
            break;
    }
    if (made)
        return PLUME_OK;
    free(place->temporary);
    place->temporary = NULL;
    return errno == ENOMEM ? plume_fail_memory(error)
                           : fail(target, "cannot be written here", error);
}

/* --- settling --- */

plume_status plume_place_sync(const char *folder, plume_error *error)
{
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int failed;

    if (descriptor < 0)
        return fail(folder, "cannot be synced", error);
    failed = fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP;
    if (failed)
        fail(folder, "cannot be synced", error);
    close(descriptor);
    return failed ? PLUME_ERR_IO : PLUME_OK;
}

static plume_status finish_descriptor(plume_place *place, plume_error *error)
{
    int descriptor = place->descriptor;

    place->descriptor = -1;
    if (fchmod(descriptor, place->mode) != 0 ||
        (fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP)) {
        fail(place->target, "cannot be written", error);
        close(descriptor);
        return PLUME_ERR_IO;
    }
    if (close(descriptor) != 0)
        return fail(place->target, "cannot be written", error);
    return PLUME_OK;
}

/* A folder cannot be renamed over a full one: the old one steps aside. */
static plume_status exchange(plume_place *place, plume_error *error)
{
    char *aside = NULL;
    plume_status status = PLUME_OK;

    for (int i = 0; i < ATTEMPTS; i++) {
        free(aside);
        aside = temporary_name(place, i);
        if (aside == NULL)
            return plume_fail_memory(error);
        if (access(aside, F_OK) != 0)
            break;
    }
    if (rename(place->target, aside) != 0)
        status = fail(place->target, "cannot be replaced", error);
    if (status == PLUME_OK && rename(place->temporary, place->target) != 0) {
        status = fail(place->target, "cannot be replaced", error);
        (void)rename(aside, place->target);
    } else if (status == PLUME_OK) {
        plume_place_remove(aside);
    }
    free(aside);
    return status;
}

static plume_status rename_temporary(plume_place *place, bool replace, plume_error *error)
{
    struct stat there;

    if (replace && stat(place->target, &there) == 0 && S_ISDIR(there.st_mode))
        return exchange(place, error);
    if (rename(place->temporary, place->target) != 0)
        return fail(place->target, "cannot be put in place", error);
    return PLUME_OK;
}

plume_status plume_place_settle(plume_place *place, bool replace, plume_error *error)
{
    int lock = dup(place->descriptor); /* until the renaming is done */
    plume_status status = finish_descriptor(place, error);

    if (status == PLUME_OK)
        status = rename_temporary(place, replace, error);
    if (lock >= 0)
        close(lock);
    if (status != PLUME_OK)
        return status;
    free(place->temporary);
    place->temporary = NULL;
    return plume_place_sync(place->folder, error);
}

void plume_place_dispose(plume_place *place)
{
    if (place->temporary != NULL)
        plume_place_remove(place->temporary);
    if (place->descriptor >= 0)
        close(place->descriptor);
    free(place->temporary);
    free(place->folder);
    free(place->target);
}
