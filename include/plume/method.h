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
    const char *region;   /* the cloud region, as the datasets spell it; "" none */
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
    /* What the factors of a dataset are not of: the year of the runs, the place, an
     * operating building. */
    int pue_years_off, grid_years_off;
    bool pue_wider, grid_wider, pue_design;
    bool grid_printed; /* by the tool that wrote the log: nobody states it */
} plume_site;

PLUME_API void plume_site_init(plume_site *site);

/* What a run ran on, as far as the run and the datasets know it; NAN unknown. Of one run:
 * not multiplied by its repeats. */
typedef struct plume_hardware {
    bool looked_up;      /* by plume_workload_look_up: tables have been asked */
    double device_count; /* 1 when looked up and nobody counted them */
    bool is_processor;   /* the device is one: its figures are those of the processor */
    double rated_w;      /* of one device */
    double average_w;    /* of one device with its share of the host, measured */
    double peak_flops;   /* of one device at the precision of the run, FLOP/s */
    double utilization;  /* of the rated power, 0 to 1 */
    double processor_w;  /* rated power of one processor */
    plume_compute compute;
} plume_hardware;

/* What a tracker printed of the run, any PUE of its own inside. Sums over its repeats. */
typedef struct plume_tracked {
    const char *tool;    /* the reader of its log: "codecarbon"; "" none */
    const char *version; /* "2.1.4"; "" unknown */
    double energy_kwh, co2e_kg;
    double pue; /* inside energy_kwh; 1 none */
    double kg_per_kwh;
    plume_prediction predicted;
} plume_tracked;

/* What a run asks of a method: its energy without PUE, resolved by the best evidence, and
 * what other methods compute theirs from. Energies, hours and FLOPs are of all repeats.
 */
typedef struct plume_workload {
    double hours, device_hours;
    double device_kwh; /* accelerators only; NAN unknown */
    double it_kwh;     /* accelerators, processors, memory, host; NAN unknown */
    double cpu_kwh, ram_kwh;
    double flops; /* as given, else 6 x parameters x tokens */
    plume_evidence evidence;
    bool host_included; /* false: it_kwh is the accelerators alone, a lower bound */
    double host_kwh;    /* of it_kwh: what a stated power of the host adds; 0 none */
    bool utilization_assumed; /* rated power or peak throughput, and nothing on its use */
    double repeat;
    plume_hardware hardware;
    plume_tracked tracked;
} plume_workload;

/* Nothing known: every number NAN, but repeat 1. */
PLUME_API void plume_workload_init(plume_workload *workload);

/* Energy of a run by the first of these that it allows: its logged energy; average power
 * x hours; the device's measured system average x devices x hours; rated power x
 * utilisation x devices x hours; FLOPs / (peak x efficiency) x power. Multiplied by
 * repeat. Each assumption becomes a note. PLUME_ERR_MISSING when the run allows none: the
 * message names what is lacking. host_power_w is added for the hours of runs whose energy
 * is of scope device; NAN: not known. */
PLUME_API plume_status plume_workload_resolve(plume_workload *out, const plume_run *run,
                                              plume_factors *factors, double host_power_w,
                                              plume_notes *notes, plume_error *error);

/* Completes the hardware of a resolved workload from the tables of devices: for methods
 * whose formula asks for it, however well the energy is known. A device that is not known
 * leaves its figures NAN. Which of several boards was taken becomes a note. */
PLUME_API plume_status plume_workload_look_up(plume_workload *workload,
                                              const plume_run *run,
                                              plume_factors *factors, plume_notes *notes,
                                              plume_error *error);

typedef enum plume_basis {
    PLUME_BASIS_AS_PUBLISHED, /* the paper's own constants */
    PLUME_BASIS_GROSS,        /* location-based */
    PLUME_BASIS_NET,          /* market-based */
    PLUME_BASIS_SITE,         /* the method's formula with the user's own factors */
    PLUME_BASIS_PREDICTED,    /* a tracker's extrapolation; never added to anything */
    PLUME_BASIS_COUNT
} plume_basis;
PLUME_API const char *
plume_basis_name(plume_basis basis); /* "as-published", "gross" ... */

typedef struct plume_estimate {
    const char *method;
    plume_basis basis;
    double it_kwh;     /* before PUE, as the method sees it */
    double energy_kwh; /* facility: PUE inside */
    double pue, intensity_kg_per_kwh;
    double co2e_kg;
    double interval95_kg[2]; /* NAN when the method gives none */
    /* Of it_kwh; of one run's estimate alone. */
    plume_evidence evidence;
    bool utilization_assumed;
} plume_estimate;

/* {method, basis, energy_kwh, pue, intensity_kg_per_kwh, co2e_kg, interval95_kg}. */
PLUME_API void plume_estimate_to_value(const plume_estimate *estimate, plume_value *map);

typedef struct plume_method {
    const char *name;         /* what --method takes: "strubell2019" */
    const char *title;        /* "Strubell et al. 2019" */
    const char *citation;     /* id in templates/references.yaml */
    const plume_basis *bases; /* those it offers */
    size_t basis_count;
    bool of_hardware; /* asks for the looked-up hardware */
    bool without_pue; /* its formula has none: it counts the equipment alone */

    /* Fills out for one of its bases. PLUME_ERR_MISSING when the workload or the site
     * lacks a quantity it needs (net without an instrument, for example). */
    plume_status (*estimate)(plume_estimate *out, const plume_workload *workload,
                             const plume_site *site, plume_basis basis,
                             plume_error *error);
} plume_method;

/* Whose estimate stands at the head of what Plume writes: the method that takes the
 * factors of the site itself. */
#define PLUME_HEADLINE_METHOD "patterson2021"

/* Borrowed; NULL when no method has this name. */
PLUME_API const plume_method *plume_method_find(const char *name);
/* PLUME_ERR_UNKNOWN with the nearest names, or all of them, as the hint. */
PLUME_API plume_status plume_method_unknown(const char *name, plume_error *error);
PLUME_API size_t plume_method_count(void);
PLUME_API const plume_method *plume_method_at(size_t i);

/* Constants as published; for the record and for tests. */
#define PLUME_STRUBELL2019_PUE               1.58       /* Ascierto 2018, in section 2 */
#define PLUME_STRUBELL2019_LB_PER_KWH        0.954      /* EPA 2018, equation 2 */
#define PLUME_KG_PER_LB                      0.45359237 /* exact, by definition */
#define PLUME_PATTERSON2021_US_KG_PER_KWH    0.429      /* section 2.6 */
#define PLUME_PATTERSON2021_PUE              1.59       /* industry, 2020; Table 1 */

#define PLUME_LACOSTE2019_PRIVATE_KG_PER_KWH 0.432 /* calculator, private machines */
#define PLUME_HENDERSON2020_PUE              1.58  /* impact tracker, its default */
#define PLUME_ANTHONY2020_PUE                1.58  /* carbontracker 2.0 and later */
#define PLUME_ANTHONY2020_WORLD_KG_PER_KWH   0.481 /* carbontracker 2.0 and later */
#define PLUME_CODECARBON_WORLD_KG_PER_KWH    0.475 /* CodeCarbon, after IEA 2019 */
#define PLUME_CODECARBON_TDP_SHARE           0.5   /* CodeCarbon, constant mode */
#define PLUME_CODECARBON_UNKNOWN_CPU_W       85.0  /* before 3.0; x the share above */
#define PLUME_CODECARBON_THREAD_W            4.0   /* since 3.0, unknown processor */
#define PLUME_CODECARBON_RAM_W_PER_GB        0.375 /* before 3.0: 3 W for 8 GB */
#define PLUME_CODECARBON_DIMM_W              5.0   /* since 3.0, x86 */
#define PLUME_GREEN_ALGORITHMS_PUE           1.67  /* Lannelongue et al. 2021 */
#define PLUME_GREEN_ALGORITHMS_RAM_W_PER_GB  0.3725
#define PLUME_GREEN_ALGORITHMS_KG_PER_KWH    0.475
#define PLUME_FLOPS_PER_PARAMETER_AND_TOKEN  6.0 /* LLMCarbon, after Kaplan et al. */

PLUME_END

#endif
