/* plume/threads.h -- how many threads the library works with. No output depends on it. */
#ifndef PLUME_THREADS_H
#define PLUME_THREADS_H

#include <stddef.h>

#include <plume/api.h>

PLUME_BEGIN

/* For the whole process; 0, as at first: as many as there are processors. */
PLUME_API void plume_threads_allow(size_t count);
/* At least 1. */
PLUME_API size_t plume_threads_allowed(void);

PLUME_END

#endif
