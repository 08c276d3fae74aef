/* core/sha256.h -- SHA-256 as it streams. */
#ifndef PLUME_CORE_SHA256_H
#define PLUME_CORE_SHA256_H

#include <stddef.h>

#include <plume/status.h>

typedef struct plume_sha256 plume_sha256;

plume_status plume_sha256_new(plume_sha256 **out, plume_error *error);
void plume_sha256_free(plume_sha256 *sha);
void plume_sha256_add(plume_sha256 *sha, const void *bytes, size_t length);
void plume_sha256_end(plume_sha256 *sha, char hexadecimal[65]);

#define PLUME_DIGEST_MODULE "plume-digest.so"
#define PLUME_DIGEST_SYMBOL "plume_module_digest"

/* What the module offers that has libcrypto behind it. */
typedef struct plume_sha256_module {
    const char *version;
    plume_status (*begin)(plume_sha256 **out, plume_error *error);
    void (*free)(plume_sha256 *sha);
    void (*add)(plume_sha256 *sha, const void *bytes, size_t length);
    void (*end)(plume_sha256 *sha, char hexadecimal[65]);
} plume_sha256_module;

#endif
