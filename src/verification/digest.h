/* verification/digest.h -- the canonical digest of a report, as docs/verify.md states it.
 */
#ifndef PLUME_VERIFICATION_DIGEST_H
#define PLUME_VERIFICATION_DIGEST_H

#include <plume/text.h>

/* 64 hexadecimal digits and an end. */
enum { PLUME_DIGEST_BYTES = 65, PLUME_CODE_BYTES = 13 };

/* What the last line of a PDF begins with: the digest of all bytes before it follows. */
#define PLUME_SEAL_OF_FILE "%plume-sha256 "

/* What a page's own dictionary holds: the digest of its operators, and the code. */
#define PLUME_PAGE_DIGEST "PLUM_SHA256"
#define PLUME_PAGE_CODE   "PLUM_CODE"

plume_status plume_digest_of(char out[PLUME_DIGEST_BYTES], const void *bytes,
                             size_t length, plume_error *error);

/* Of a whole file, in constant memory. */
plume_status plume_digest_file(char out[PLUME_DIGEST_BYTES], const char *path,
                               plume_error *error);

/* What the last line of a PDF states, and the digest of all before it; PLUME_ERR_MISSING
 * when there is no such line. */
plume_status plume_digest_sealed_file(char stated[PLUME_DIGEST_BYTES],
                                      char computed[PLUME_DIGEST_BYTES], const char *path,
                                      plume_error *error);

/* The first 60 bits of a digest, in the twelve letters of RFC 4648's base 32. */
void plume_digest_code(char out[PLUME_CODE_BYTES], const char digest[PLUME_DIGEST_BYTES]);

/* Appends the member "digest" to a printed object: the digest is that of the object as it
 * was. Fails for what is no object with members, as plume_json_print writes it. */
plume_status plume_digest_seal(plume_text *json, char out[PLUME_DIGEST_BYTES],
                               plume_error *error);

/* The digest that a sealed text states, and the one that it has; PLUME_ERR_MISSING when
 * it states none. */
plume_status plume_digest_unseal(char stated[PLUME_DIGEST_BYTES],
                                 char computed[PLUME_DIGEST_BYTES], const char *json,
                                 size_t length, plume_error *error);

#endif
