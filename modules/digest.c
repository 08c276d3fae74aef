/* The module that digests: its functions, as the library calls them. */
#include "core/sha256.h"

#include <plume/version.h>

extern const plume_sha256_module plume_module_digest;

PLUME_API const plume_sha256_module plume_module_digest = {
    .version = PLUME_VERSION,
    .begin = plume_sha256_new,
    .free = plume_sha256_free,
    .add = plume_sha256_add,
    .end = plume_sha256_end,
};
