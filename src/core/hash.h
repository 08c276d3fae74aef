/* core/hash.h -- a hash for tables of our own. */
#ifndef PLUME_CORE_HASH_H
#define PLUME_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* 64 well-mixed bits; the same on every machine. Not for adversaries. */
uint64_t plume_hash64(const void *bytes, size_t length, uint64_t seed);

/* For tables in memory: sooner done, but not the same on every machine. What is found in
 * a table by it must be compared. */
uint64_t plume_hash_word(uint64_t hash, uint64_t word);
uint64_t plume_hash_text(uint64_t hash, const char *text, size_t length);

#endif
