/* Counts where memory ran out, for those who put something together of parts that may be
 * missing then. */
#include "core/memory.h"

#include <stdatomic.h>

static atomic_ulong failures;

void plume_memory_ran_out(void)
{
    atomic_fetch_add_explicit(&failures, 1, memory_order_relaxed);
}

unsigned long plume_memory_failures(void)
{
    return atomic_load_explicit(&failures, memory_order_relaxed);
}
