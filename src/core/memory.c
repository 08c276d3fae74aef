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

plume_status plume_memory_check(plume_status status, unsigned long before,
                                plume_error *error)
{
    if (status != PLUME_OK || plume_memory_failures() == before)
        return status;
    return plume_fail(error, PLUME_ERR_MEMORY, "out of memory");
}
