/* Refuses what was put together while memory ran out. */
#include <plume/memory.h>

plume_status plume_memory_check(plume_status status, unsigned long before,
                                plume_error *error)
{
    if (status != PLUME_OK || plume_memory_failures() == before)
        return status;
    return plume_fail(error, PLUME_ERR_MEMORY, "out of memory");
}
