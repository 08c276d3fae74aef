/* plume/lifecycle.h -- what lies beside the electricity of a training: the making of its
 * hardware, its idle hours, its water, its use afterwards, and gases other than CO2.
 *
 * Pure functions, each of one published formula. An unknown figure (NAN) makes the result
 * unknown. None of these is part of the operational figure of a method: whoever adds them
 * up names the boundary of the sum (ISO 14040/14044: hardware production, use, end of
 * life). */
#ifndef PLUME_LIFECYCLE_H
#define PLUME_LIFECYCLE_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>

PLUME_BEGIN

/* Of a year of 365 days, as SCI and BLOOM count a lifetime. */
#define PLUME_HOURS_PER_YEAR 8760.0

/* --- embodied carbon: hardware production, transport, end of life --- */

/* Both charge a computation with a part of what making the hardware emitted; they differ
 * in who pays for the hours in which nobody computes. */
typedef enum plume_amortisation {
    PLUME_AMORTISED_RESERVED, /* ISO/IEC 21031 (SCI): by time reserved over lifetime */
    PLUME_AMORTISED_USED,     /* Luccioni et al. 2022 (BLOOM): by hours of use over
                                 lifetime x utilisation, so that idle hours are charged
                                 to those who use the hardware */
    PLUME_AMORTISATIONS
} plume_amortisation;

/* "sci", "bloom". */
PLUME_API const char *plume_amortisation_name(plume_amortisation amortisation);

/* How hardware is written off. */
typedef struct plume_lifetime {
    double years;
    double utilization; /* share of the lifetime in use, 0 to 1; SCI asks for none */
} plume_lifetime;

/* What Luccioni et al. 2022 assume of the cluster that trained BLOOM. */
#define PLUME_BLOOM_LIFETIME_YEARS 6.0
#define PLUME_BLOOM_UTILIZATION    0.85

/* Share of the lifetime that these hours are: hours / (years x 8760), of BLOOM
 * hours / (years x 8760 x utilisation). */
PLUME_API double plume_lifetime_share(const plume_lifetime *lifetime, double hours,
                                      plume_amortisation amortisation);

/* SCI, M = TE x TiR/EL x RR/ToR: kg of whole hardware whose making emitted embodied_kg,
 * for the hours of a reservation of a share (0 to 1) of its resources. For BLOOM the same
 * with the lifetime in use. */
PLUME_API double plume_embodied_kg(double embodied_kg, double hours, double share,
                                   const plume_lifetime *lifetime,
                                   plume_amortisation amortisation);

/* A part of a machine from the size of its die or its capacity: LLMCarbon (Faiz et al.
 * 2023), after ACT. */
typedef struct plume_hardware_part {
    const char *name;
    double size;        /* cm2 or GB */
    double kg_per_size; /* kg CO2e per cm2 or GB */
    double count;
} plume_hardware_part;

/* size x kg_per_size x count x days / (365 x years). */
PLUME_API double plume_hardware_part_kg(const plume_hardware_part *part, double days,
                                        double lifetime_years);

/* --- idle energy, on a line of its own, before PUE --- */

/* Luccioni et al. 2022: what the reserved machine draws whether or not it computes, all
 * through the reservation. Goes with a dynamic energy only, which leaves it out. */
PLUME_API double plume_idle_reserved_kwh(double idle_w, double reserved_hours);
/* What a tracker that meters whole runs misses: the reserved hours without a run. NAN
 * when the runs took longer than the reservation. */
PLUME_API double plume_idle_unoccupied_kwh(double idle_w, double reserved_hours,
                                           double used_hours);

/* --- water, litres consumed (evaporated, not withdrawn) --- */

typedef struct plume_water {
    double on_site_l, off_site_l, total_l;
} plume_water;

/* Li et al. 2023, arXiv:2304.03271: on site IT energy x WUE, off site IT energy x PUE x
 * EWIF. The energy is that of the IT before PUE: the PUE enters once, in the water of the
 * power plants. wue and ewif in L/kWh. The total is unknown unless both parts are. */
PLUME_API plume_water plume_water_of(double it_kwh, double pue, double wue, double ewif);

/* EWIF of a mix: sum of share x EWIF over sum of shares. NAN when shares sum to 0. */
PLUME_API double plume_water_mix(const double *shares, const double *ewif, size_t count);

/* --- inference --- */

/* kg of one query: energy of the IT, PUE once, intensity of its grid. */
PLUME_API double plume_query_kg(double it_kwh_per_query, double pue, double kg_per_kwh);

/* Queries after which use has emitted as much as the training. INFINITY when a query
 * emits nothing. */
PLUME_API double plume_breakeven_queries(double training_kg, double kg_per_query);

/* A way to train and to serve. */
typedef struct plume_design {
    double training_kg, kg_per_query;
} plume_design;

/* Queries after which both designs have emitted the same:
 * (training_b - training_a) / (query_a - query_b). Below 0, or not finite, when one is
 * better from the first query on. */
PLUME_API double plume_breakeven_between(const plume_design *a, const plume_design *b);

PLUME_API double plume_breakeven_days(double queries, double queries_per_day);

/* The 95 % interval of a ratio of two lognormal figures whose errors are independent:
 * the squares of their log standard deviations add. */
PLUME_API void plume_breakeven_interval(double out[2], double queries,
                                        double training_gsd, double query_gsd);

/* --- gases other than CO2, over 100 years --- */

typedef enum plume_gwp_report {
    PLUME_GWP_AR4,
    PLUME_GWP_AR5,
    PLUME_GWP_AR6,
    PLUME_GWP_REPORTS
} plume_gwp_report;

/* "AR4" ... of the IPCC. */
PLUME_API const char *plume_gwp_name(plume_gwp_report report);
/* False for any other name. */
PLUME_API bool plume_gwp_find(plume_gwp_report *out, const char *name);

typedef struct plume_gas_mass {
    double kg, gwp100;
} plume_gas_mass;

/* Sum of mass x potential. */
PLUME_API double plume_gases_co2e_kg(const plume_gas_mass *gases, size_t count);

PLUME_END

#endif
