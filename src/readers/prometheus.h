/* readers/prometheus.h -- what a metric measures, by its name. */
#ifndef PLUME_READERS_PROMETHEUS_H
#define PLUME_READERS_PROMETHEUS_H

#include "readers/rapl.h"

typedef struct plume_metric {
    bool known;               /* watts or joules */
    bool counter;             /* of joules; else watts */
    double factor;            /* into joules or watts */
    plume_scope scope;        /* UNKNOWN when the name does not tell */
    plume_rapl_domain domain; /* OTHER when it is no processor's */
} plume_metric;

plume_metric plume_metric_of(const char *name);

#endif
