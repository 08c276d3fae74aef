/* core/hash.h -- digests. */
#ifndef PLUME_CORE_HASH_H
#define PLUME_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* SHA-256 as it streams. */
typedef struct plume_sha256 plume_sha256;
plume_sha256 *plume_sha256_new(void); /* NULL: out of memory */
void plume_sha256_free(plume_sha256 *sha);
void plume_sha256_add(plume_sha256 *sha, const void *bytes, size_t length);
void plume_sha256_end(plume_sha256 *sha, char hexadecimal[65]);

/* 64 well-mixed bits; the same on every machine. Not for adversaries. */
uint64_t plume_hash64(const void *bytes, size_t length, uint64_t seed);

#endif
