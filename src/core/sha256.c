/* SHA-256 by libcrypto. */
#include "core/sha256.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

struct plume_sha256 {
    EVP_MD_CTX *context;
    bool sound; /* no call has failed so far */
};

plume_status plume_sha256_new(plume_sha256 **out, plume_error *error)
{
    plume_sha256 *sha = calloc(1, sizeof *sha);

    *out = NULL;
    if (sha == NULL)
        return plume_fail_memory(error);
    sha->context = EVP_MD_CTX_new();
    sha->sound =
        sha->context != NULL && EVP_DigestInit_ex(sha->context, EVP_sha256(), NULL) == 1;
    if (!sha->sound) {
        plume_sha256_free(sha);
        return plume_fail_memory(error);
    }
    *out = sha;
    return PLUME_OK;
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
