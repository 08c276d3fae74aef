/* A 64-bit hash for tables of our own. */
#include "core/hash.h"

#include <string.h>

/* Odd constants with about half of their bits set: the fractions of the square roots of
 * 2, 3 and 5. */
#define HASH_A 0x6a09e667f3bcc909u
#define HASH_B 0xbb67ae8584caa73bu
#define HASH_C 0x3c6ef372fe94f82bu

static uint64_t rotated(uint64_t x, unsigned by)
{
    return x << by | x >> (64 - by);
}

/* Every input bit reaches every output bit; no two inputs meet. */
static uint64_t mixed(uint64_t x)
{
    x ^= x >> 32;
    x *= HASH_A;
    x ^= x >> 29;
    x *= HASH_B;
    x ^= x >> 32;
    x *= HASH_C;
    return x ^ x >> 29;
}

/* Four bytes, the first one lowest, whatever the machine's own order. */
static uint64_t half_word(const unsigned char *b)
{
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 |
           (uint64_t)b[3] << 24;
}

/* One to seven bytes, in the same order. Pieces that overlap say the same of the bytes
 * which they share. */
static uint64_t word(const unsigned char *bytes, size_t length)
{
    if (length >= 4)
        return half_word(bytes) | half_word(bytes + length - 4) << 8 * (length - 4);
    return (uint64_t)bytes[0] | (uint64_t)bytes[length / 2] << 8 * (length / 2) |
           (uint64_t)bytes[length - 1] << 8 * (length - 1);
}

/* Eight: compilers make one load of it where the order is the machine's. */
static uint64_t whole_word(const unsigned char *b)
{
    return half_word(b) | half_word(b + 4) << 32;
}

/* A word is spread over all bits before it joins the others, by two products and a
 * rotation (as in MurmurHash3); all is mixed once more at the end. */
static uint64_t joined(uint64_t hash, uint64_t next)
{
    next = rotated(next * HASH_A, 31) * HASH_B;
    return rotated(hash ^ next, 27) * HASH_C + HASH_A;
}

/* The length is mixed in, as a last word shorter than eight bytes is padded with zeros:
 * texts that differ only in NULs at their ends differ. */
uint64_t plume_hash64(const void *bytes, size_t length, uint64_t seed)
{
    const unsigned char *at = bytes;
    uint64_t hash = mixed(seed ^ HASH_C) ^ (uint64_t)length * HASH_B;

    for (; length >= 8; at += 8, length -= 8)
        hash = joined(hash, whole_word(at));
    if (length > 0)
        hash = joined(hash, word(at, length));
    return mixed(hash);
}

/* --- for tables in memory --- */

/* Eight bytes at a time, in the machine's order. */
uint64_t plume_hash_text(uint64_t hash, const char *text, size_t length)
{
    uint64_t next;

    hash = plume_hash_word(hash, length);
    for (; length >= sizeof next; text += sizeof next, length -= sizeof next) {
        memcpy(&next, text, sizeof next);
        hash = plume_hash_word(hash, next);
    }
    return length > 0 ? plume_hash_word(hash, word((const unsigned char *)text, length))
                      : hash;
}
