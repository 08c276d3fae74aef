/* core/memory.h -- counting where memory ran out. */
#ifndef PLUME_CORE_MEMORY_H
#define PLUME_CORE_MEMORY_H

#include <plume/memory.h>

void plume_memory_ran_out(void);

#endif
