/* traces/attribution_share.h -- who gets what of a trace whose pieces have all come. */
#ifndef PLUME_TRACES_ATTRIBUTION_SHARE_H
#define PLUME_TRACES_ATTRIBUTION_SHARE_H

#include <stddef.h>
#include <stdint.h>

#include "traces/attribution.h"

/* After the last piece. */
void plume_attribution_settle(plume_attribution *attribution);

size_t plume_attribution_count(const plume_attribution *attribution);
typedef struct plume_attributed {
    uint32_t owner, run;   /* of the claim */
    double energy_j;       /* NAN: the trace has nothing of its time */
    double coverage;       /* measured share of its time; NAN without a time */
    double part;           /* of the claim */
    plume_matched matched; /* joules; nothing without a series */
} plume_attributed;
plume_attributed plume_attribution_at(const plume_attribution *attribution, size_t i);

/* What no run was there for, and how long, over all devices. */
double plume_attribution_idle_j(const plume_attribution *attribution);
plume_matched plume_attribution_idle(const plume_attribution *attribution);
double plume_attribution_idle_s(const plume_attribution *attribution);

#endif
