/* What is being built, by name, for a program that is told to end in the middle. */
#include "core/output/unfinished.h"

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <plume/output.h>

enum { BUILDERS_MOST = 64 };

typedef struct plume_unfinished_name {
    struct plume_unfinished_name *older;
    bool is_folder;
    char path[];
} plume_unfinished_name;

/* One that finds no room here is not seen by a handler: what it leaves, the next run to
 * the same name removes. */
static _Atomic(plume_unfinished *) builders[BUILDERS_MOST];

/* Without a lock, because a signal handler reads the list: a mutex could be held by
 * the very thread that it interrupts. */
static void enter(plume_unfinished *of)
{
    for (size_t i = 0; i < BUILDERS_MOST; i++) {
        plume_unfinished *nobody = NULL;

        if (atomic_compare_exchange_strong(&builders[i], &nobody, of))
            return;
    }
}

static void leave(plume_unfinished *of)
{
    for (size_t i = 0; i < BUILDERS_MOST; i++) {
        plume_unfinished *own = of;

        if (atomic_compare_exchange_strong(&builders[i], &own, NULL))
            return;
    }
}

/* unlink and rmdir may be called from a signal handler (POSIX.1-2008, section 2.4.3). */
static void remove_name(const plume_unfinished_name *name)
{
    if (name->is_folder)
        (void)rmdir(name->path);
    else
        (void)unlink(name->path);
}

/* The name is whole before it is linked in: a handler that comes at any moment finds
 * either it or the list without it. */
bool plume_unfinished_add(plume_unfinished *of, const char *path, bool is_folder)
{
    size_t length = strlen(path) + 1;
    plume_unfinished_name *name = malloc(sizeof *name + length);

    if (name == NULL)
        return false;
    name->older = atomic_load(&of->newest);
    name->is_folder = is_folder;
    memcpy(name->path, path, length);
    atomic_store(&of->newest, name);
    if (name->older == NULL)
        enter(of);
    return true;
}

bool plume_unfinished_has(const plume_unfinished *of, const char *path)
{
    const plume_unfinished_name *name = atomic_load(&of->newest);

    while (name != NULL && strcmp(name->path, path) != 0)
        name = name->older;
    return name != NULL;
}

void plume_unfinished_drop(plume_unfinished *of)
{
    plume_unfinished_name *name = atomic_load(&of->newest);
    int reason = errno;

    if (name->older == NULL)
        leave(of);
    atomic_store(&of->newest, name->older);
    free(name);
    errno = reason;
}

void plume_unfinished_clear(plume_unfinished *of)
{
    while (atomic_load(&of->newest) != NULL) {
        remove_name(atomic_load(&of->newest));
        plume_unfinished_drop(of);
    }
}

void plume_unfinished_forget(plume_unfinished *of)
{
    leave(of);
    while (atomic_load(&of->newest) != NULL)
        plume_unfinished_drop(of);
}

/* Called from a signal handler: it uses only what POSIX calls async-signal-safe, so it
 * frees nothing, and it leaves errno as it was. */
void plume_unfinished_remove(void)
{
    int reason = errno;

    for (size_t i = 0; i < BUILDERS_MOST; i++) {
        plume_unfinished *of = atomic_load(&builders[i]);
        const plume_unfinished_name *name = of == NULL ? NULL : atomic_load(&of->newest);

        for (; name != NULL; name = name->older)
            remove_name(name);
    }
    errno = reason;
}

void plume_signals_hold(sigset_t *before)
{
    sigset_t all;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, before);
}

void plume_signals_release(const sigset_t *before)
{
    pthread_sigmask(SIG_SETMASK, before, NULL);
}
