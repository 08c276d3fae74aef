/* A new folder takes the name of an old one: by one exchange of the two names where there
 * is such a call (Linux, macOS), else by two renames. */
#ifdef __APPLE__
#define _DARWIN_C_SOURCE
#else
#define _GNU_SOURCE
#endif

#include "core/output/exchange.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/output/hidden_name.h"
#include "core/output/owned.h"
#include "core/output/sync.h"

enum { ATTEMPTS = 100 };

static plume_status fail(const plume_place *place, const char *what, plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_IO, place->target, 0, 0, "%s: %s", what,
                         strerror(errno));
}

/* Neither call is POSIX: Linux has renameat2, macOS renamex_np. They leave no moment
 * at which the name is missing. */
static bool swap(const char *one, const char *other)
{
#if defined(RENAME_EXCHANGE)
    return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) == 0;
#elif defined(RENAME_SWAP)
    return renamex_np(one, other, RENAME_SWAP) == 0;
#else
    (void)one;
    (void)other;
    errno = ENOSYS;
    return false;
#endif
}

/* What the kernel, or the file system, answers that has no such call. */
static bool is_unsupported(int reason)
{
    return reason == EINVAL || reason == ENOSYS || reason == ENOTSUP;
}

/* old has another name by now, the new one the target's. */
static bool undo(const plume_place *place, const char *old)
{
    if (old == place->temporary)
        return swap(place->temporary, place->target);
    return rename(place->target, place->temporary) == 0 &&
           rename(old, place->target) == 0;
}

/* Under the name of what is being built: half of it must not be put back. */
static plume_status remove_old(const plume_place *place, const char *old,
                               const plume_value *files, plume_error *error)
{
    if (old != place->temporary && rename(old, place->temporary) == 0)
        old = place->temporary;
    if (plume_owned_remove(old, files, place->owner->marker))
        return PLUME_OK;
    return plume_fail_at(error, PLUME_ERR_IO, place->target, 0, 0,
                         "is replaced, but the earlier one cannot be removed and is "
                         "'%s': %s",
                         plume_name_of(old), strerror(errno));
}

/* The names are exchanged: whether that stands is decided by what the old one holds. */
static plume_status settle(plume_place *place, const char *old, plume_error *error)
{
    plume_value *files;
    plume_status status =
        plume_owned_open(&files, place->owner, old, place->target, error);

    if (status == PLUME_OK)
        status = plume_sync_folder(place->folder, error);
    if (status == PLUME_OK) {
        plume_unfinished_forget(&place->made);
        status = remove_old(place, old, files, error);
    } else if (!undo(place, old)) {
        plume_unfinished_forget(&place->made);
        plume_hint(error, "the new one stands under its name, the earlier one is '%s'",
                   plume_name_of(old));
    }
    plume_value_free(files);
    return status;
}

/* Between the two calls the target is missing; a run that is killed there leaves the
 * earlier folder under its hidden name, where the next one finds it. */
static plume_status rename_twice(plume_place *place, const char *aside,
                                 plume_error *error)
{
    plume_status status;

    if (rename(place->target, aside) != 0)
        return fail(place, "cannot be replaced", error);
    if (rename(place->temporary, place->target) == 0)
        return settle(place, aside, error);
    status = fail(place, "cannot be replaced", error);
    if (rename(aside, place->target) != 0)
        plume_hint(error, "the earlier one is '%s'; the next run puts it back",
                   plume_name_of(aside));
    return status;
}

static plume_status set_aside(plume_place *place, plume_error *error)
{
    char *aside = NULL;
    plume_status status;

    for (int i = 0; i < ATTEMPTS; i++) {
        free(aside);
        aside = plume_hidden_name(place->folder, place->target, PLUME_HIDDEN_ASIDE + i);
        if (aside == NULL || access(aside, F_OK) != 0)
            break;
    }
    if (aside == NULL)
        return plume_fail_memory(error);
    status = rename_twice(place, aside, error);
    free(aside);
    return status;
}

/* Signals wait until both names are settled: one in between would leave the old folder
 * and the new one both under hidden names. */
plume_status plume_place_exchange(plume_place *place, plume_error *error)
{
    /* Locked, so that no other run takes it for a leftover under its hidden name. */
    int lock = open(place->target, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    plume_status status;
    sigset_t before;

    if (lock >= 0)
        (void)flock(lock, LOCK_EX | LOCK_NB);
    plume_signals_hold(&before);
    if (swap(place->temporary, place->target))
        status = settle(place, place->temporary, error);
    else if (is_unsupported(errno))
        status = set_aside(place, error);
    else
        status = fail(place, "cannot be replaced", error);
    plume_signals_release(&before);
    if (lock >= 0)
        close(lock);
    return status;
}
