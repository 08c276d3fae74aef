/* Threads for work that falls into parts: each takes the next part that nobody has. */
#include "core/threads.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#include <plume/threads.h>

enum { HELPERS_MOST = 63 };

static atomic_size_t allowed;

void plume_threads_allow(size_t count)
{
    atomic_store(&allowed, count);
}

/* Not part of POSIX.1-2008, though every system that we know has it. */
static size_t processors(void)
{
#ifdef _SC_NPROCESSORS_ONLN
    long online = sysconf(_SC_NPROCESSORS_ONLN);

    return online > 0 ? (size_t)online : 1;
#else
    return 1;
#endif
}

size_t plume_threads_allowed(void)
{
    size_t count = atomic_load(&allowed);

    return count > 0 ? count : processors();
}

typedef struct work {
    void (*part)(void *state, size_t i);
    void *state;
    size_t count;
    atomic_size_t next;
} work;

static void *take_parts(void *argument)
{
    work *own = argument;
    size_t i;

    while ((i = atomic_fetch_add(&own->next, 1)) < own->count)
        own->part(own->state, i);
    return NULL;
}

/* How many of those that were wanted the system gave. Signals are for the thread that
 * called: a handler of the program runs in it as it would alone. */
static size_t start(pthread_t *helper, size_t wanted, work *own)
{
    sigset_t all, before;
    size_t count = 0;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (count < wanted && pthread_create(&helper[count], NULL, take_parts, own) == 0)
        count++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return count;
}

void plume_threads_each(size_t count, void (*part)(void *state, size_t i), void *state)
{
    work own = { .part = part, .state = state, .count = count };
    size_t wanted = plume_threads_allowed(), started;
    pthread_t helper[HELPERS_MOST];

    wanted = wanted < count ? wanted : count;
    wanted = wanted > HELPERS_MOST ? HELPERS_MOST : wanted > 0 ? wanted - 1 : 0;
    atomic_init(&own.next, 0);
    started = start(helper, wanted, &own);
    (void)take_parts(&own);
    for (size_t i = 0; i < started; i++)
        pthread_join(helper[i], NULL);
}
