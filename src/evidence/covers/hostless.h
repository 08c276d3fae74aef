/* evidence/covers/hostless.h -- runs that say of no host, under traces of several.
 *
 * Such a run was on one of the hosts, and nobody knows on which: it gets nothing of
 * either, unless it has as many devices as both, or names them. */
#ifndef PLUME_EVIDENCE_COVERS_HOSTLESS_H
#define PLUME_EVIDENCE_COVERS_HOSTLESS_H

#include "evidence/covers/metering.h"

/* Marks these runs; a trace that has no others is one of which nobody knows whose devices
 * it measured. */
plume_status plume_hostless_find(plume_meterings *all, plume_error *error);

/* Under a trace that covers others: what it drew in their time is not idle. */
plume_status plume_hostless_mask(plume_traced_hosts *hosts, const plume_metering *one,
                                 plume_error *error);

#endif
