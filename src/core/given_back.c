/* Free pages go back to the system where the C library knows how. */
#include "core/given_back.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

void plume_memory_give_back(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
