/* core/hash.h -- a hash for tables of our own. */
#ifndef PLUME_CORE_HASH_H
#define PLUME_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* 64 well-mixed bits; the same on every machine. Not for adversaries. */
uint64_t plume_hash64(const void *bytes, size_t length, uint64_t seed);

/* For tables in memory: sooner done, but not the same on every machine. What is found in
 * a table by it must be compared. */
static inline uint64_t plume_hash_word(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15); /* the golden ratio's, odd */
    return hash ^ hash >> 32;
}
uint64_t plume_hash_text(uint64_t hash, const char *text, size_t length);

#endif
