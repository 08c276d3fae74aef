/* evidence/covers/untaken.h -- the traces over runs that are in no set yet, by their
 * hosts: which a trace may have to do with is found without asking each. */
#ifndef PLUME_EVIDENCE_COVERS_UNTAKEN_H
#define PLUME_EVIDENCE_COVERS_UNTAKEN_H

#include "evidence/covers/metering.h"

typedef struct plume_untaken plume_untaken;

plume_status plume_untaken_new(plume_untaken **out, const plume_meterings *all,
                               plume_error *error);
void plume_untaken_free(plume_untaken *untaken);

bool plume_untaken_has(const plume_untaken *untaken, size_t trace);

/* Takes the trace, and all that meet it or one that meets it, and so on: in *member, in
 * their order; to be freed. */
plume_status plume_untaken_take(plume_untaken *untaken, size_t trace, size_t **member,
                                size_t *members, plume_error *error);

/* How often one was held against another. */
size_t plume_untaken_looked(const plume_untaken *untaken);

#endif
