/* plume/modules.h -- where the library finds the parts of itself that it opens on use:
 * what draws, and what digests. */
#ifndef PLUME_MODULES_H
#define PLUME_MODULES_H

#include <plume/api.h>

PLUME_BEGIN

/* For the whole process, before anything is drawn; borrowed. NULL or "", as at first:
 * beside the library. */
PLUME_API void plume_modules_look_in(const char *folder);

PLUME_END

#endif
