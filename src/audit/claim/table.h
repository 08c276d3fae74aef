/* audit/claim/table.h -- a claim from a CSV table. */
#ifndef PLUME_AUDIT_CLAIM_TABLE_H
#define PLUME_AUDIT_CLAIM_TABLE_H

#include "audit/claim/claim.h"

/* other_marks: where no figure tells which mark stands before decimals, the less usual
 * reading; the claim says in marks_open whether there are two. */
plume_status plume_claim_load_table(plume_claim **out, const char *path, bool other_marks,
                                    plume_error *error);
plume_status plume_claim_parse_table(plume_claim **out, const char *text, size_t length,
                                     const char *path, bool other_marks,
                                     plume_error *error);

#endif
