/* In the library, in place of what the module that digests has: opens it at the first
 * digest. */
#include "core/sha256.h"

#include <pthread.h>

#include "core/module.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const plume_sha256_module *opened;

static plume_status open_digest(plume_error *error)
{
    plume_status status = PLUME_OK;
    const void *found;

    pthread_mutex_lock(&lock);
    if (opened == NULL) {
        status =
            plume_module_open(&found, PLUME_DIGEST_MODULE, PLUME_DIGEST_SYMBOL, error);
        opened = found;
    }
    pthread_mutex_unlock(&lock);
    return status;
}

plume_status plume_sha256_new(plume_sha256 **out, plume_error *error)
{
    plume_status status = open_digest(error);

    *out = NULL;
    return status == PLUME_OK ? opened->begin(out, error) : status;
}

void plume_sha256_free(plume_sha256 *sha)
{
    if (sha != NULL)
        opened->free(sha);
}

void plume_sha256_add(plume_sha256 *sha, const void *bytes, size_t length)
{
    opened->add(sha, bytes, length);
}

void plume_sha256_end(plume_sha256 *sha, char hexadecimal[65])
{
    opened->end(sha, hexadecimal);
}
