/* readers/meters/prometheus_metric.h -- what a metric measures, by its name. */
#ifndef PLUME_READERS_POWER_PROMETHEUS_METRIC_H
#define PLUME_READERS_POWER_PROMETHEUS_METRIC_H

#include "logs/power/rapl.h"

/* What Kepler shares the energy of a node out to; each holds those before it. */
typedef enum plume_kepler {
    PLUME_KEPLER_NONE,
    PLUME_KEPLER_CONTAINERS, /* or virtual machines */
    PLUME_KEPLER_PODS,
    PLUME_KEPLER_PROCESSES,
    PLUME_KEPLER_NODES
} plume_kepler;

/* Exporters that tell the same domain of a host: the first counts. */
typedef enum plume_teller {
    PLUME_TELLER_RAPL, /* the kernel's counters as they are */
    PLUME_TELLER_KEPLER,
    PLUME_TELLER_SCAPHANDRE,
    PLUME_TELLER_OTHER,
    PLUME_TELLER_HWMON
} plume_teller;

typedef struct plume_metric {
    bool known;               /* watts or joules */
    bool counter;             /* of joules; else watts */
    double factor;            /* into joules or watts */
    plume_scope scope;        /* UNKNOWN when the name does not tell */
    plume_rapl_domain domain; /* OTHER when it is no processor's */
    plume_kepler kepler;      /* NONE: another exporter's */
    plume_counter_kind kind;  /* of a counter */
    plume_teller teller;      /* of a domain */
    const char *meter;        /* its name among meters; NULL: that of the metric */
    bool nvidia;              /* of an exporter of NVIDIA's boards alone */
    bool share;               /* the active or idle part of another metric */
    bool of_tracker;          /* CodeCarbon's: a model, with a PUE that is not told */
    bool difference;          /* since the push before: of no use without all pushes */
} plume_metric;

/* Whether its name or labels may be those of a meter of a whole machine. */
bool plume_metric_is_meter(const plume_metric *metric);

/* zone is the label of this name: newer Keplers tell the domain there; "" without. */
plume_metric plume_metric_of(const char *name, const char *zone);

#endif
