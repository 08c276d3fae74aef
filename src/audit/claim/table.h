/* audit/claim/table.h -- a claim from a CSV table. */
#ifndef PLUME_AUDIT_CLAIM_TABLE_H
#define PLUME_AUDIT_CLAIM_TABLE_H

#include "audit/claim/claim.h"

/* A CSV table, or the first of a Markdown text and its lines "Key: value". */
plume_status plume_claim_load_table(plume_claim **out, const char *path,
                                    plume_error *error);
plume_status plume_claim_parse_table(plume_claim **out, const char *text, size_t length,
                                     const char *path, plume_error *error);

#endif
