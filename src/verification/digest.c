/* The canonical digest of a report: SHA-256 of results.json without its last member,
 * which is the digest itself. */
#include "verification/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "core/sha256.h"

#define SEAL     ",\n  \"digest\": \""
#define SEAL_END "\"\n}\n"
#define OPEN_END "\n}\n"

enum { HEX = PLUME_DIGEST_BYTES - 1, READ_BYTES = 65536 };

plume_status plume_digest_of(char out[PLUME_DIGEST_BYTES], const void *bytes,
                             size_t length, plume_error *error)
{
    plume_sha256 *sha;
    plume_status status = plume_sha256_new(&sha, error);

    if (status != PLUME_OK)
        return status;
    plume_sha256_add(sha, bytes, length);
    plume_sha256_end(sha, out);
    plume_sha256_free(sha);
    return PLUME_OK;
}

/* The first bytes of a file, or all of it. */
static plume_status add_file(plume_sha256 *sha, int file, unsigned long long limit,
                             const char *path, plume_error *error)
{
    char bytes[READ_BYTES];
    ssize_t got = 1;

    while (limit > 0 && got != 0) {
        got = read(file, bytes, limit < sizeof bytes ? (size_t)limit : sizeof bytes);
        if (got < 0 && errno != EINTR)
            return plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "cannot be read: %s",
                                 strerror(errno));
        if (got > 0) {
            plume_sha256_add(sha, bytes, (size_t)got);
            limit -= (unsigned long long)got;
        }
    }
    return PLUME_OK;
}

static plume_status digest_open(char out[PLUME_DIGEST_BYTES], int file,
                                unsigned long long limit, const char *path,
                                plume_error *error)
{
    plume_sha256 *sha;
    plume_status status = plume_sha256_new(&sha, error);

    if (status != PLUME_OK)
        return status;
    status = add_file(sha, file, limit, path, error);
    plume_sha256_end(sha, out);
    plume_sha256_free(sha);
    return status;
}

static plume_status open_file(int *file, const char *path, plume_error *error)
{
    *file = open(path, O_RDONLY | O_CLOEXEC);
    return *file >= 0
               ? PLUME_OK
               : plume_fail_at(error, errno == ENOENT ? PLUME_ERR_MISSING : PLUME_ERR_IO,
                               path, 0, 0, "cannot be opened: %s", strerror(errno));
}

plume_status plume_digest_file(char out[PLUME_DIGEST_BYTES], const char *path,
                               plume_error *error)
{
    int file;
    plume_status status = open_file(&file, path, error);

    if (status != PLUME_OK)
        return status;
    status = digest_open(out, file, ULLONG_MAX, path, error);
    close(file);
    return status;
}

plume_status plume_digest_sealed_file(char stated[PLUME_DIGEST_BYTES],
                                      char computed[PLUME_DIGEST_BYTES], const char *path,
                                      plume_error *error)
{
    enum { LINE = sizeof PLUME_SEAL_OF_FILE - 1 + HEX + 1 };
    char line[LINE];
    off_t end = -1;
    int file;
    plume_status status = open_file(&file, path, error);

    if (status != PLUME_OK)
        return status;
    end = lseek(file, -(off_t)LINE, SEEK_END);
    if (end < 0 || read(file, line, LINE) != LINE || line[LINE - 1] != '\n' ||
        memcmp(line, PLUME_SEAL_OF_FILE, LINE - HEX - 1) != 0)
        status = plume_fail_at(error, PLUME_ERR_MISSING, path, 0, 0,
                               "does not end in the digest that plume writes");
    if (status == PLUME_OK && lseek(file, 0, SEEK_SET) != 0)
        status = plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "cannot be read: %s",
                               strerror(errno));
    if (status == PLUME_OK) {
        memcpy(stated, line + LINE - HEX - 1, HEX);
        stated[HEX] = '\0';
        status = digest_open(computed, file, (unsigned long long)end, path, error);
    }
    close(file);
    return status;
}

static unsigned digit_of(char hexadecimal)
{
    return hexadecimal <= '9' ? (unsigned)(hexadecimal - '0')
                              : (unsigned)(hexadecimal - 'a') + 10;
}

/* Fifteen hexadecimal digits are sixty bits, and these are twelve letters of five. */
void plume_digest_code(char out[PLUME_CODE_BYTES], const char digest[PLUME_DIGEST_BYTES])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    unsigned long long bits = 0;

    for (int i = 0; i < 15; i++)
        bits = bits << 4 | digit_of(digest[i]);
    for (int i = 0; i < PLUME_CODE_BYTES - 1; i++)
        out[i] = letters[bits >> (55 - 5 * i) & 31];
    out[PLUME_CODE_BYTES - 1] = '\0';
}

plume_status plume_digest_seal(plume_text *json, char out[PLUME_DIGEST_BYTES],
                               plume_error *error)
{
    size_t end = strlen(OPEN_END);
    plume_status status = plume_text_status(json, error);

    if (status != PLUME_OK)
        return status;
    if (json->length <= end || strcmp(json->data + json->length - end, OPEN_END) != 0)
        return plume_fail(error, PLUME_ERR_VALUE, "no object that can be sealed");
    status = plume_digest_of(out, json->data, json->length, error);
    if (status != PLUME_OK)
        return status;
    json->length -= end;
    json->data[json->length] = '\0';
    plume_text_printf(json, SEAL "%s" SEAL_END, out);
    return plume_text_status(json, error);
}

plume_status plume_digest_unseal(char stated[PLUME_DIGEST_BYTES],
                                 char computed[PLUME_DIGEST_BYTES], const char *json,
                                 size_t length, plume_error *error)
{
    const size_t sealed = strlen(SEAL) + HEX + strlen(SEAL_END);
    const char *seal = length > sealed ? json + length - sealed : NULL;
    plume_sha256 *sha;
    plume_status status;

    if (seal == NULL || memcmp(seal, SEAL, strlen(SEAL)) != 0 ||
        memcmp(json + length - strlen(SEAL_END), SEAL_END, strlen(SEAL_END)) != 0)
        return plume_fail(error, PLUME_ERR_MISSING, "does not end in its digest");
    memcpy(stated, seal + strlen(SEAL), HEX);
    stated[HEX] = '\0';
    status = plume_sha256_new(&sha, error);
    if (status != PLUME_OK)
        return status;
    plume_sha256_add(sha, json, (size_t)(seal - json));
    plume_sha256_add(sha, OPEN_END, strlen(OPEN_END));
    plume_sha256_end(sha, computed);
    plume_sha256_free(sha);
    return PLUME_OK;
}
