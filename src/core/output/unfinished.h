/* core/output/unfinished.h -- the names of what is being built, kept where a signal
 * handler finds them.
 *
 * A handler is given no argument, so the list of all builders is the one thing of this
 * library that belongs to the process. Each builder owns its names; a handler may look at
 * any moment. */
#ifndef PLUME_CORE_OUTPUT_UNFINISHED_H
#define PLUME_CORE_OUTPUT_UNFINISHED_H

#include <signal.h>
#include <stdbool.h>

/* Of one builder; all zeros: none. */
typedef struct plume_unfinished {
    _Atomic(struct plume_unfinished_name *) newest;
} plume_unfinished;

/* Before path is made, so that it is never without an entry. False: out of memory. */
bool plume_unfinished_add(plume_unfinished *of, const char *path, bool is_folder);
bool plume_unfinished_has(const plume_unfinished *of, const char *path);
/* The newest was not made after all. Leaves errno. */
void plume_unfinished_drop(plume_unfinished *of);
/* Removes all, the newest first, and forgets them. Needs neither memory nor descriptors.
 */
void plume_unfinished_clear(plume_unfinished *of);
/* They stand where they belong, or are no longer ours to remove. */
void plume_unfinished_forget(plume_unfinished *of);

/* No handler runs in between: for steps of which only both or none may be seen. */
void plume_signals_hold(sigset_t *before);
void plume_signals_release(const sigset_t *before);

#endif
