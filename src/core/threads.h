/* core/threads.h -- work that falls into parts, done on several threads at once. */
#ifndef PLUME_CORE_THREADS_H
#define PLUME_CORE_THREADS_H

#include <stddef.h>

/* Calls part(state, i) for each i below count and returns when all are done, in no order:
 * a part writes only what is its own, and what it reads nobody writes. The caller's
 * thread works, too; where the system gives no further one, it does all. */
void plume_threads_each(size_t count, void (*part)(void *state, size_t i), void *state);

#endif
