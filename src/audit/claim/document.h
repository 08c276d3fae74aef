/* audit/claim/document.h -- claims from HTML, LaTeX and plain text. */
#ifndef PLUME_AUDIT_CLAIM_DOCUMENT_H
#define PLUME_AUDIT_CLAIM_DOCUMENT_H

#include <stdbool.h>

#include "audit/claim/claim.h"

/* A document whose tables are marked up (.html, .tex), or not (.txt), by its ending. */
bool plume_claim_is_document(const char *path);
plume_status plume_claim_load_document(plume_claim **out, const char *path,
                                       bool other_marks, plume_error *error);
plume_status plume_claim_parse_document(plume_claim **out, const char *text,
                                        size_t length, const char *path, bool other_marks,
                                        plume_error *error);

#endif
