/* intake/traced_hosts.h -- a trace shared among runs, on each of its hosts apart.
 *
 * A run gets of the hosts that it was on. A trace that names no host is of any run's; of
 * a trace of several hosts a run that names none gets nothing, for nobody knows which. */
#ifndef PLUME_INTAKE_TRACED_HOSTS_H
#define PLUME_INTAKE_TRACED_HOSTS_H

#include "intake/used_devices.h"
#include "traces/attribution_share.h"

typedef struct plume_traced_hosts plume_traced_hosts;

/* The devices of one trace, or of several that are shared as one; borrowed. nodes: they
 * are whole machines, whose places are not those of accelerators. */
plume_status plume_traced_hosts_new(plume_traced_hosts **out,
                                    const plume_traced_devices *trace, bool nodes,
                                    const plume_series *series, plume_error *error);
void plume_traced_hosts_free(plume_traced_hosts *hosts);

size_t plume_traced_hosts_count(const plume_traced_hosts *hosts);

/* How a run stands to the trace. */
typedef enum plume_traced {
    PLUME_TRACED,           /* it was on a host of the trace */
    PLUME_TRACED_ELSEWHERE, /* its hosts are known, and others */
    PLUME_TRACED_HOSTLESS,  /* its host is not known, and the trace has several */
    PLUME_TRACED_LACKING,   /* the trace has none of the devices that it names */
    PLUME_TRACED_ODD        /* as TRACED: it cannot be told which devices it names */
} plume_traced;
plume_status plume_traced_hosts_find(plume_traced_hosts *hosts, const plume_run *run,
                                     plume_traced *out, plume_error *error);

/* claim: the times and devices of the run that was found last; one claim a host. */
plume_status plume_traced_hosts_claim(plume_traced_hosts *hosts,
                                      const plume_attribution_run *claim,
                                      plume_error *error);

/* Before it is made ready: when another trace tells what is idle on a host ("": on all).
 */
plume_status plume_traced_hosts_mask(plume_traced_hosts *hosts, const char *host,
                                     double from_s, double to_s, plume_error *error);

/* As those of attribution.h. */
plume_status plume_traced_hosts_ready(plume_traced_hosts *hosts, plume_error *error);
plume_power_sink plume_traced_hosts_sink(plume_traced_hosts *hosts);
void plume_traced_hosts_settle(plume_traced_hosts *hosts);
double plume_traced_hosts_idle_j(const plume_traced_hosts *hosts);
plume_matched plume_traced_hosts_idle(const plume_traced_hosts *hosts);
double plume_traced_hosts_idle_s(const plume_traced_hosts *hosts);

/* After settling: what each run got of all hosts, in the order of owner and run. Coverage
 * is that of all its devices, those on hosts that the trace has not included. The caller
 * frees. */
plume_status plume_traced_hosts_shares(const plume_traced_hosts *hosts,
                                       plume_attributed **out, size_t *count,
                                       plume_error *error);

#endif
