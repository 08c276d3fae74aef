/* A 64-bit hash for tables of our own. */
#include "core/hash.h"

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

/* Up to seven bytes, the first one lowest, whatever the machine's own order. */
static uint64_t word(const unsigned char *bytes, size_t length)
{
    uint64_t x = 0;

    for (size_t i = 0; i < length; i++)
        x |= (uint64_t)bytes[i] << (8 * i);
    return x;
}

/* The same of eight: compilers make one load of it where the order is the machine's. */
static uint64_t whole_word(const unsigned char *b)
{
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 |
           (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 |
           (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

/* The length is mixed in, as a last word shorter than eight bytes is padded with zeros:
 * texts that differ only in NULs at their ends differ. */
uint64_t plume_hash64(const void *bytes, size_t length, uint64_t seed)
{
    const unsigned char *at = bytes;
    uint64_t hash = mixed(seed ^ HASH_C) ^ (uint64_t)length * HASH_B;

    for (; length >= 8; at += 8, length -= 8)
        hash = rotated(hash ^ mixed(whole_word(at) + HASH_B), 23) * HASH_A;
    if (length > 0)
        hash = rotated(hash ^ mixed(word(at, length) + HASH_B), 23) * HASH_A;
    return mixed(hash);
}
