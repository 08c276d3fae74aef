/* plume/method.h -- published ways to turn a logged run into energy and carbon.
 *
 * A method is a constant: a name, its paper, and one function of a workload and a site,
 * so equal inputs give equal estimates. Energy enters by its boundary, without any PUE;
 * each method applies one PUE exactly once. */
#ifndef PLUME_METHOD_H
#define PLUME_METHOD_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/factors.h>
#include <plume/notes.h>
#include <plume/run.h>
#include <plume/status.h>

PLUME_BEGIN

/* Where a value came from; the first that speaks wins. */
typedef enum plume_given {
    PLUME_GIVEN_NOT,
    PLUME_GIVEN_COMMAND_LINE,
    PLUME_GIVEN_STUDY_FILE,
    PLUME_GIVEN_LOG,
    PLUME_GIVEN_DATASET,
    PLUME_GIVEN_METHOD /* the method's published default */
} plume_given;

/* "command line", "study file", "log", "dataset", "method default". */
PLUME_API const char *plume_given_name(plume_given given);

/* A value that remembers where it came from. source is a plume_source id or a bibtex key
 * or a few words; borrowed. */
typedef struct plume_given_value {
    double value; /* NAN when not given */
    plume_given given;
    const char *source;
    int year; /* 0 when it has none */
} plume_given_value;

/* The building and the grid of a run. */
typedef struct plume_site {
    const char *location; /* "" unknown */
    plume_given_value pue;
    plume_given_value gross_kg_per_kwh; /* location-based */
    plume_given_value
        net_kg_per_kwh; /* market-based; not given: no instrument is claimed */
    /* Behind a net intensity that is mixed: the share of the electricity that the
     * instrument covers, its intensity, and that of the rest. */
    double market_share, instrument_kg_per_kwh; /* NAN: the instrument covers all */
    plume_given_value residual_kg_per_kwh;
    bool residual_assumed; /* it is the location-based intensity */
    const char *instrument;
    const char *grid_name,
        *grid_scope;                /* "Germany", "lifecycle"; "" when not from a grid */
    bool pue_assumed, grid_assumed; /* an average of the industry, of the world's grids */
} plume_site;

PLUME_API void plume_site_init(plume_site *site);

/* What a run asks of a method: its energy without PUE, resolved by the best evidence. */
typedef struct plume_workload {
    double hours, device_hours;
    double device_kwh; /* accelerators only; NAN unknown */
    double it_kwh;     /* accelerators, processors, memory, host; NAN unknown */
    plume_evidence evidence;
    bool host_included;       /* false: it_kwh is the accelerators alone, a lower bound */
    bool utilization_assumed; /* rated power or peak throughput, and nothing on its use */
    double repeat;
} plume_workload;

/* Energy of a run by the first of these that it allows: its logged energy; average power
 * x hours; the device's measured system average x devices x hours; rated power x
 * utilisation x devices x hours; FLOPs / (peak x utilisation) x power. Multiplied by
 * repeat. Each assumption becomes a note. PLUME_ERR_MISSING when the run allows none: the
 * message names what is lacking. host_power_w is added for the hours of runs whose energy
 * is of scope device; NAN: not known. */
PLUME_API plume_status plume_workload_resolve(plume_workload *out, const plume_run *run,
                                              plume_factors *factors, double host_power_w,
                                              plume_notes *notes, plume_error *error);

typedef enum plume_basis {
    PLUME_BASIS_AS_PUBLISHED, /* the paper's own constants */
    PLUME_BASIS_GROSS,        /* location-based */
    PLUME_BASIS_NET,          /* market-based */
    PLUME_BASIS_SITE,         /* the method's formula with the user's own factors */
    PLUME_BASIS_COUNT
} plume_basis;
PLUME_API const char *
plume_basis_name(plume_basis basis); /* "as-published", "gross" ... */

typedef struct plume_estimate {
    const char *method;
    plume_basis basis;
    double energy_kwh; /* facility: PUE inside */
    double pue, intensity_kg_per_kwh;
    double co2e_kg;
    double interval95_kg[2]; /* NAN when the method gives none */
} plume_estimate;

/* {method, basis, energy_kwh, pue, intensity_kg_per_kwh, co2e_kg, interval95_kg}. */
PLUME_API void plume_estimate_to_value(const plume_estimate *estimate, plume_value *map);

typedef struct plume_method {
    const char *name;         /* what --method takes: "strubell2019" */
    const char *title;        /* "Strubell et al. 2019" */
    const char *citation;     /* key in templates/references.bib */
    const plume_basis *bases; /* those it offers */
    size_t basis_count;

    /* Fills out for one of its bases. PLUME_ERR_MISSING when the workload or the site
     * lacks a quantity it needs (net without an instrument, for example). */
    plume_status (*estimate)(plume_estimate *out, const plume_workload *workload,
                             const plume_site *site, plume_basis basis,
                             plume_error *error);
} plume_method;

/* Borrowed; NULL when no method has this name. */
PLUME_API const plume_method *plume_method_find(const char *name);
PLUME_API size_t plume_method_count(void);
PLUME_API const plume_method *plume_method_at(size_t i);

/* Constants as published; for the record and for tests. */
#define PLUME_STRUBELL2019_PUE            1.58       /* Ascierto 2018, in section 2 */
#define PLUME_STRUBELL2019_LB_PER_KWH     0.954      /* EPA 2018, equation 2 */
#define PLUME_KG_PER_LB                   0.45359237 /* exact, by definition */
#define PLUME_PATTERSON2021_US_KG_PER_KWH 0.429      /* section 2.6 */
#define PLUME_PATTERSON2021_PUE           1.59 /* industry average of 2020, Table 1 */

PLUME_END

#endif
