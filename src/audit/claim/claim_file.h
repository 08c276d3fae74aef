/* audit/claim/claim_file.h -- a claim from a file of YAML. */
#ifndef PLUME_AUDIT_CLAIM_CLAIM_FILE_H
#define PLUME_AUDIT_CLAIM_CLAIM_FILE_H

#include "audit/claim/claim.h"
#include <plume/text.h>

/* A claim file. */
plume_status plume_claim_load(plume_claim **out, const char *path, plume_error *error);
plume_status plume_claim_parse(plume_claim **out, const char *text, size_t length,
                               const char *path, plume_error *error);

/* The claim as such a file, so that a person can correct a figure and go on. */
void plume_claim_write(plume_text *out, const plume_claim *claim);

#endif
