/* A 64-bit hash for tables of our own, and SHA-256 by libcrypto. */
#include "core/hash.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

struct plume_sha256 {
    EVP_MD_CTX *context;
    bool sound; /* no call has failed so far */
};

plume_sha256 *plume_sha256_new(void)
{
    plume_sha256 *sha = calloc(1, sizeof *sha);

    if (sha == NULL)
        return NULL;
    sha->context = EVP_MD_CTX_new();
    sha->sound =
        sha->context != NULL && EVP_DigestInit_ex(sha->context, EVP_sha256(), NULL) == 1;
    if (!sha->sound) {
        plume_sha256_free(sha);
        return NULL;
    }
    return sha;
}

void plume_sha256_free(plume_sha256 *sha)
{
    if (sha == NULL)
        return;
    EVP_MD_CTX_free(sha->context);
    free(sha);
}

void plume_sha256_add(plume_sha256 *sha, const void *bytes, size_t length)
{
    if (length > 0 && EVP_DigestUpdate(sha->context, bytes, length) != 1)
        sha->sound = false;
}

/* FIPS 180-4 has 32 bytes; a provider of libcrypto may still refuse, and then there is
 * no digest rather than a wrong one. */
void plume_sha256_end(plume_sha256 *sha, char hexadecimal[65])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0, i;

    hexadecimal[0] = '\0';
    if (EVP_DigestFinal_ex(sha->context, digest, &length) != 1 || !sha->sound ||
        length != 32)
        return; /* "" is no digest: it equals none */
    for (i = 0; i < length; i++) {
        hexadecimal[2 * i] = digits[digest[i] >> 4];
        hexadecimal[2 * i + 1] = digits[digest[i] & 15];
    }
    hexadecimal[64] = '\0';
}

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

/* Up to eight bytes, the first one lowest, whatever the machine's own order. */
static uint64_t word(const unsigned char *bytes, size_t length)
{
    uint64_t x = 0;

    for (size_t i = 0; i < length; i++)
        x |= (uint64_t)bytes[i] << (8 * i);
    return x;
}

/* The length is mixed in, as a last word shorter than eight bytes is padded with zeros:
 * texts that differ only in NULs at their ends differ. */
uint64_t plume_hash64(const void *bytes, size_t length, uint64_t seed)
{
    const unsigned char *at = bytes;
    uint64_t hash = mixed(seed ^ HASH_C) ^ (uint64_t)length * HASH_B;

    for (; length >= 8; at += 8, length -= 8)
        hash = rotated(hash ^ mixed(word(at, 8) + HASH_B), 23) * HASH_A;
    if (length > 0)
        hash = rotated(hash ^ mixed(word(at, length) + HASH_B), 23) * HASH_A;
    return mixed(hash);
}
