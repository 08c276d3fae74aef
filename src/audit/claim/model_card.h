/* audit/claim/model_card.h -- a claim from a Markdown text: its first table and its lines
 * "Key: value". */
#ifndef PLUME_AUDIT_CLAIM_MODEL_CARD_H
#define PLUME_AUDIT_CLAIM_MODEL_CARD_H

#include <stdbool.h>

#include "audit/claim/claim.h"

plume_status plume_claim_load_card(plume_claim **out, const char *path, bool other_marks,
                                   plume_error *error);
plume_status plume_claim_parse_card(plume_claim **out, const char *text, size_t length,
                                    const char *path, bool other_marks,
                                    plume_error *error);

#endif
