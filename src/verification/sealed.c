/* A PDF with its own digests: of each page, and of the whole file in a comment behind its
 * end, where readers of PDF look for nothing. */
#include "verification/sealed.h"

#include "canvas/pdf/haru_extras.h"
#include "core/sha256.h"
#include "verification/digest.h"

static plume_status mark(plume_haru *haru, size_t index, const char *code,
                         plume_error *error)
{
    char digest[PLUME_DIGEST_BYTES];
    plume_text content;
    plume_status status;

    plume_text_init(&content);
    status = plume_haru_content(haru, index, &content, error);
    if (status == PLUME_OK)
        status = plume_digest_of(digest, content.data, content.length, error);
    plume_text_dispose(&content);
    if (status == PLUME_OK)
        status = plume_haru_stamp(haru, index, PLUME_PAGE_DIGEST, digest, error);
    return status == PLUME_OK
               ? plume_haru_stamp(haru, index, PLUME_PAGE_CODE, code, error)
               : status;
}

static void take(void *sha, const void *bytes, size_t length)
{
    plume_sha256_add(sha, bytes, length);
}

static plume_status save(plume_haru *haru, plume_output *output, plume_error *error)
{
    char digest[PLUME_DIGEST_BYTES];
    plume_sha256 *sha;
    plume_text line;
    plume_status status = plume_sha256_new(&sha, error);

    if (status != PLUME_OK)
        return status;
    plume_output_tap_with(output, take, sha);
    status = plume_haru_save(haru, output, error);
    plume_output_tap_with(output, NULL, NULL);
    plume_sha256_end(sha, digest);
    plume_sha256_free(sha);
    plume_text_init(&line);
    plume_text_printf(&line, "%s%s\n", PLUME_SEAL_OF_FILE, digest);
    if (status == PLUME_OK)
        status = plume_text_status(&line, error);
    if (status == PLUME_OK)
        status = plume_output_write(output, line.data, line.length, error);
    plume_text_dispose(&line);
    return status;
}

plume_status plume_sealed_save(plume_haru *haru, const char *code, plume_output *output,
                               plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < plume_haru_page_count(haru); i++)
        status = mark(haru, i, code, error);
    return status == PLUME_OK ? save(haru, output, error) : status;
}
