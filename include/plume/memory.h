/* plume/memory.h -- whether memory ran out while something was made. */
#ifndef PLUME_MEMORY_H
#define PLUME_MEMORY_H

#include <plume/status.h>

PLUME_BEGIN

/* How often memory ran out in this process so far. What is put together of texts and
 * values may lack a part then, though nothing failed: who writes a result out asks before
 * and after, and refuses it when the number rose. Counts for all threads. */
PLUME_API unsigned long plume_memory_failures(void);

/* PLUME_ERR_MEMORY when the number is above that; where status is a failure, this one. */
PLUME_API plume_status plume_memory_check(plume_status status, unsigned long before,
                                          plume_error *error);

PLUME_END

#endif
