/* A document of HTML, LaTeX or plain text as a claim: its tables are rows, all else is
 * prose. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claim/document.h"
#include "audit/claim/internal.h"
#include "core/ascii.h"
#include "core/input/slurp.h"

enum { DOCUMENT_BYTES_MAX = 16 << 20 };

bool plume_claim_is_document(const char *path)
{
    static const char *const endings[] = { ".html", ".htm", ".tex", ".txt" };

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (plume_ends_in(path, endings[i]))
            return true;
    return false;
}

static plume_status take(plume_claim *claim, const char *text, size_t length,
                         plume_error *error)
{
    plume_status status = PLUME_OK;

    claim->prose = plume_pool_copy_n(claim->pool, text, length);
    if (claim->prose == NULL)
        return plume_fail_memory(error);
    claim->prose_line = 1;
    if (plume_ends_in(claim->path, ".txt"))
        status = plume_claim_take_text(claim, claim->prose, error);
    else
        status = plume_claim_take_tables(claim, claim->prose, 0, error);
    if (status == PLUME_OK)
        plume_claim_share_with_rows(claim);
    return status == PLUME_OK ? plume_claim_part_total(claim, error) : status;
}

plume_status plume_claim_parse_document(plume_claim **out, const char *text,
                                        size_t length, const char *path, bool other_marks,
                                        plume_error *error)
{
    plume_claim *claim;
    plume_status status = plume_claim_new(&claim, CLAIM_TABLE, path, error);

    *out = NULL;
    if (status == PLUME_OK) {
        claim->other_marks = other_marks;
        status = take(claim, text, length, error);
    }
    if (status == PLUME_OK)
        *out = claim;
    else
        plume_claim_free(claim);
    return status;
}

plume_status plume_claim_load_document(plume_claim **out, const char *path,
                                       bool other_marks, plume_error *error)
{
    char *text = NULL;
    size_t length = 0;
    plume_status status =
        plume_source_slurp(&text, &length, path, DOCUMENT_BYTES_MAX, error);

    *out = NULL;
    if (status == PLUME_OK)
        status = plume_claim_parse_document(out, text, length, path, other_marks, error);
    free(text);
    return status;
}
