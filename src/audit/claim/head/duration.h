/* audit/claim/head/duration.h -- times that are printed in several parts. */
#ifndef PLUME_AUDIT_CLAIM_HEAD_DURATION_H
#define PLUME_AUDIT_CLAIM_HEAD_DURATION_H

#include "audit/claim/claim.h"

/* A time of several parts: "2d 12h", "36:00:00"; false when it has not two. */
bool plume_claim_duration_read(plume_claim_figure *out, const char *text);

#endif
