/* audit/claim/resolve.h -- what follows from a run of a claim. */
#ifndef PLUME_AUDIT_CLAIM_RESOLVE_H
#define PLUME_AUDIT_CLAIM_RESOLVE_H

#include "audit/claim/claim.h"

/* Levels of one product: device-hours, IT energy, facility energy, emissions, and the
 * factors that part them. NAN where neither stated nor implied. */
typedef struct plume_resolved {
    double device_hours, device_w, it_kwh, pue, facility_kwh, kg_per_kwh, co2e_kg;
} plume_resolved;
void plume_claim_resolve(plume_resolved *out, const plume_claim_run *run);

/* Several runs as one: sums, and the means that go with them. */
void plume_resolved_total(plume_resolved *out, const plume_resolved *runs, size_t count);

#endif
