/* flock, which POSIX leaves out: locks that belong to an open file, not to a process. */
#ifdef __APPLE__
#define _DARWIN_C_SOURCE
#endif

#include "core/output/staging.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/output/exchange.h"
#include "core/output/hidden_name.h"
#include "core/output/leftovers.h"
#include "core/output/sync.h"

static plume_status fail(const char *path, const char *what, plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "%s: %s", what,
                         strerror(errno));
}

/* --- names --- */

static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL)
        return strdup(".");
    return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

static char *without_end_slashes(const char *path)
{
    size_t length = strlen(path);

    while (length > 1 && path[length - 1] == '/')
        length--;
    return strndup(path, length);
}

/* A link is followed, so that the file behind it is replaced and the link stays. A
 * target that is not there yet has no real path, and is taken as it was written. */
plume_status plume_place_name(plume_place *place, const char *target, plume_error *error)
{
    memset(place, 0, sizeof *place);
    place->descriptor = -1;
    place->target = realpath(target, NULL);
    if (place->target == NULL)
        place->target = without_end_slashes(target);
    if (place->target == NULL)
        return plume_fail_memory(error);
    place->folder = folder_of(place->target);
    if (place->folder == NULL)
        return plume_fail_memory(error);
    return *target == '\0' || strcmp(place->target, "/") == 0
               ? plume_fail_at(error, PLUME_ERR_VALUE, target, 0, 0,
                               "this is no name that can be written to")
               : PLUME_OK;
}

/* --- making --- */

static int create_folder(const char *path)
{
    int descriptor, reason;

    if (mkdir(path, 0777) != 0)
        return -1;
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0) {
        reason = errno;
        (void)rmdir(path);
        errno = reason;
    }
    return descriptor;
}

/* In one step with the entry of its name: whatever ends this run meanwhile finds both. */
static bool create(plume_place *place, bool is_folder)
{
    sigset_t before;

    plume_signals_hold(&before);
    if (!plume_unfinished_add(&place->made, place->temporary, is_folder)) {
        errno = ENOMEM;
    } else {
        place->descriptor =
            is_folder ? create_folder(place->temporary)
                      : open(place->temporary,
                             O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (place->descriptor < 0)
            plume_unfinished_drop(&place->made);
    }
    plume_signals_release(&before);
    return place->descriptor >= 0;
}

/* Between creation and lock another run may take it for a leftover and remove it: then it
 * has no name any more, and errno is EEXIST. */
static bool hold(plume_place *place, bool is_folder)
{
    struct stat status;

    (void)flock(place->descriptor, LOCK_EX | LOCK_NB); /* not every file system can */
    if (fstat(place->descriptor, &status) != 0)
        return false;
    if (status.st_nlink == 0) {
        plume_unfinished_forget(&place->made);
        errno = EEXIST;
        return false;
    }
    place->mode = status.st_mode & 0777; /* what the umask allows */
    return fchmod(place->descriptor, is_folder ? 0700 : 0600) == 0;
}

/* Another run may hold the name: then errno is EEXIST and the next number is tried. */
static bool attempt(plume_place *place, int number, bool is_folder)
{
    int reason;

    free(place->temporary);
    place->temporary = plume_hidden_name(place->folder, place->target, number);
    if (place->temporary == NULL) {
        errno = ENOMEM;
        return false;
    }
    if (!create(place, is_folder))
        return false;
    if (hold(place, is_folder))
        return true;
    reason = errno;
    close(place->descriptor);
    place->descriptor = -1;
    plume_unfinished_clear(&place->made);
    errno = reason;
    return false;
}

plume_status plume_place_make(plume_place *place, const char *shown, bool is_folder,
                              plume_error *error)
{
    bool made = false;

    plume_leftovers_remove(place);
    for (int i = 0; i < PLUME_HIDDEN_ASIDE && !made; i++) {
        made = attempt(place, i, is_folder);
        if (!made && errno != EEXIST)
            break;
    }
    if (made)
        return PLUME_OK;
    return errno == ENOMEM ? plume_fail_memory(error)
                           : fail(shown, "cannot be written here", error);
}

/* --- settling --- */

/* Some file systems cannot sync and say EINVAL or ENOTSUP; that is no failure to
 * write. */
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

static plume_status put(plume_place *place, plume_error *error)
{
    struct stat there;

    if (place->owner != NULL && place->replace && stat(place->target, &there) == 0 &&
        S_ISDIR(there.st_mode))
        return plume_place_exchange(place, error);
    if (rename(place->temporary, place->target) != 0)
        return fail(place->target, "cannot be put in place", error);
    plume_unfinished_forget(&place->made);
    return plume_sync_folder(place->folder, error);
}

plume_status plume_place_settle(plume_place *place, plume_error *error)
{
    int lock = dup(place->descriptor); /* until the renaming is done */
    plume_status status = finish_descriptor(place, error);

    if (status == PLUME_OK)
        status = put(place, error);
    if (lock >= 0)
        close(lock);
    return status;
}

void plume_place_dispose(plume_place *place)
{
    plume_unfinished_clear(&place->made);
    if (place->descriptor >= 0)
        close(place->descriptor);
    free(place->temporary);
    free(place->folder);
    free(place->target);
}
