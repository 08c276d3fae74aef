/* plume/ledger.h -- streaming totals over runs: a sink that keeps sums and no runs.
 *
 * Sums are exact: they do not depend on the order of the runs. */
#ifndef PLUME_LEDGER_H
#define PLUME_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/intake.h>
#include <plume/market.h>
#include <plume/method.h>
#include <plume/run.h>
#include <plume/status.h>
#include <plume/study.h>
#include <plume/text.h>

PLUME_BEGIN

enum { PLUME_ESTIMATES_MAX = 24 };

/* One line of totals. An energy of 0 with energy_runs 0 is unknown, not zero: unknown
 * figures of single runs are counted (runs - energy_runs), never added as 0. */
typedef struct plume_totals {
    uint64_t runs;              /* repeat counted */
    uint64_t energy_runs;       /* of which an energy is known */
    uint64_t partly_runs;       /* of these: of a part of their time alone */
    uint64_t timed_runs;        /* of which a duration is known */
    uint64_t device_timed_runs; /* of which device-hours are known */
    uint64_t going_runs;        /* of these: that still ran, so longer than is known */
    uint64_t most_runs;         /* of whose energy devices drew at most what is counted */
    double wall_hours, device_hours;
    double unmeasured_hours; /* device-hours of partly_runs, without a known energy */
    double unknown_hours;    /* device-hours of runs without any known energy */
    /* Device-hours of those for which a scheduler's and a program's are both known. */
    double reserved_hours, used_hours;
    uint64_t used_runs;
    double device_kwh, cpu_kwh, ram_kwh, it_kwh;
    uint64_t device_runs;    /* of which the accelerators' own energy is known */
    uint64_t component_runs; /* of which processor and memory energy are known too */
    double logged_kwh, logged_co2e_kg; /* as the logs print them */
    uint64_t logged_energy_runs, logged_co2e_runs;
    double tokens; /* trained on */
    uint64_t token_runs;
    double flops; /* as given, else 6 x parameters x tokens */
    uint64_t flops_runs;
    double parameters_most; /* of the largest model of any run; 0: none is told */
    /* By method and basis, in the order of plume_ledger_estimate_at. */
    double facility_kwh[PLUME_ESTIMATES_MAX], co2e_kg[PLUME_ESTIMATES_MAX];
    uint64_t estimated_runs[PLUME_ESTIMATES_MAX];
} plume_totals;

typedef struct plume_ledger plume_ledger;

/* study, factors, notes: borrowed, outlive the ledger; notes may be NULL. methods: names,
 * or NULL for the two defaults. Runs that one of them could not serve are counted, and
 * told by plume_ledger_close. */
PLUME_API plume_status plume_ledger_new(plume_ledger **out, const plume_study *study,
                                        plume_factors *factors,
                                        const char *const *methods, size_t method_count,
                                        plume_notes *notes, plume_error *error);
PLUME_API void plume_ledger_free(plume_ledger *ledger);
PLUME_API plume_run_sink plume_ledger_sink(plume_ledger *ledger);

/* What the run that was taken last added, for one occurrence of it: NAN is unknown.
 * co2e_kg: location-based, by the method of the headline; strubell_kg: by that of 2019.
 */
typedef struct plume_run_estimate {
    double device_hours, it_kwh, co2e_kg, strubell_kg;
} plume_run_estimate;
PLUME_API plume_run_estimate plume_ledger_last(const plume_ledger *ledger);

/* Reads the logs into the ledger, once where they repeat nothing and one reader reads
 * them all. */
PLUME_API plume_status plume_ledger_read(plume_ledger *ledger, plume_intake *intake,
                                         plume_error *error);

/* What takes the same runs, each behind the ledger. restart: all of them are taken back,
 * and come again. */
typedef struct plume_run_copy {
    plume_run_sink to;
    plume_status (*restart)(void *state, plume_error *error); /* of the state of to */
} plume_run_copy;
PLUME_API plume_status plume_ledger_read_with(plume_ledger *ledger, plume_intake *intake,
                                              plume_run_copy copy, plume_error *error);

/* A part of plume_ledger_read: before the runs come into the ledger they are read once
 * for what they share, when the study file states something that they do
 * (hardware.host_power_w); else nothing is. */
PLUME_API plume_status plume_ledger_survey(plume_ledger *ledger, plume_intake *intake,
                                           plume_error *error);

/* After the last run: adds the notes that only the whole shows (overlap on one machine,
 * outlying intensities, mixed direct and lifecycle factors). */
PLUME_API plume_status plume_ledger_close(plume_ledger *ledger, plume_error *error);

PLUME_API const plume_totals *plume_ledger_all(const plume_ledger *ledger);
PLUME_API const plume_totals *plume_ledger_role(const plume_ledger *ledger,
                                                plume_role role);
PLUME_API const plume_totals *plume_ledger_state(const plume_ledger *ledger,
                                                 plume_state state);
PLUME_API const plume_totals *plume_ledger_evidence(const plume_ledger *ledger,
                                                    plume_evidence evidence);
/* A total with known < runs leaves runs out, and one with partly > 0 a part of some: it
 * is a lower bound, which whoever prints it says: "at least", and of how many runs it is
 * known. Where devices of unknown load are taken at their rated power, or all count since
 * it is not known which were used, those of most runs drew at most what is counted. */
typedef struct plume_coverage {
    uint64_t known, runs; /* of which the energy is known; all. 0 and 0: of no logs */
    uint64_t partly;      /* of those known: of a part of their time alone */
    uint64_t most;        /* of those known: devices drew at most that */
} plume_coverage;
PLUME_API plume_coverage plume_ledger_coverage(const plume_ledger *ledger);
/* Some are known and some are not, or not wholly; of none known there is no total. */
PLUME_API bool plume_coverage_is_partial(plume_coverage coverage);
/* "2 of 5 runs"; "2 of 5 runs, 1 in part". */
PLUME_API void plume_coverage_print(plume_text *out, plume_coverage coverage);
/* "in 2 of 5 runs devices drew at most what is counted"; nothing where most is 0. */
PLUME_API void plume_coverage_print_most(plume_text *out, plume_coverage coverage);

/* Role by state: failed search runs, for example. */
PLUME_API const plume_totals *plume_ledger_cell(const plume_ledger *ledger,
                                                plume_role role, plume_state state);

/* Idle hours and what lies between runs: in the totals of all, in no count of runs, of no
 * role and of no state. */
PLUME_API const plume_totals *plume_ledger_other(const plume_ledger *ledger,
                                                 plume_other kind);

/* By device, location, study, cloud region (else location), in the order of first
 * appearance, at most 256 of each; the rest under "other". */
typedef enum plume_group {
    PLUME_GROUP_DEVICE,
    PLUME_GROUP_LOCATION,
    PLUME_GROUP_STUDY,
    PLUME_GROUP_REGION,
    PLUME_GROUP_COUNT
} plume_group;
PLUME_API size_t plume_ledger_group_count(const plume_ledger *ledger, plume_group group);
PLUME_API const char *plume_ledger_group_name(const plume_ledger *ledger,
                                              plume_group group, size_t i);
/* Calls the names of a group by their numbers from now on: "experiment 2". */
PLUME_API plume_status plume_ledger_number_group(plume_ledger *ledger, plume_group group,
                                                 const char *word, plume_error *error);
PLUME_API const plume_totals *plume_ledger_group_at(const plume_ledger *ledger,
                                                    plume_group group, size_t i);

/* What those who run a cluster divide by. MONTH: in which a run began, by UTC. The names
 * of USER are there only where the inputs were read for them
 * (plume_input_options.people).
 */
typedef enum plume_by {
    PLUME_BY_NOTHING,
    PLUME_BY_ACCOUNT,
    PLUME_BY_USER,
    PLUME_BY_PROJECT,
    PLUME_BY_PARTITION,
    PLUME_BY_MODEL,
    PLUME_BY_STUDY,
    PLUME_BY_MONTH,
    PLUME_BY_DEVICE,
    PLUME_BY_COUNT
} plume_by;
PLUME_API const char *plume_by_name(plume_by by); /* "account" */
PLUME_API bool plume_by_find(plume_by *out, const char *word);

/* A row of the totals divided so: of PLUME_HEADLINE_METHOD, location-based, and of runs
 * whose figure is known. name "": what states none. Figures of rows add up to those of
 * all. */
#define PLUME_BY_THE_REST "(all others)" /* names beyond the first 8192 */
typedef struct plume_divided {
    const char *name;
    uint64_t runs, timed_runs, energy_runs, estimated_runs;
    double device_hours, it_kwh, facility_kwh, co2e_kg;
} plume_divided;
/* Before the first run, once; PLUME_BY_NOTHING is nothing. */
PLUME_API plume_status plume_ledger_divide(plume_ledger *ledger, plume_by by,
                                           plume_error *error);
/* What the rows are called gives way to their numbers, "account 3"; of months and devices
 * it stays. */
PLUME_API void plume_ledger_hide_divided(plume_ledger *ledger);
PLUME_API plume_by plume_ledger_divided_by(const plume_ledger *ledger);
/* By energy, the largest first, months by their time; then PLUME_BY_THE_REST, then "".
 */
PLUME_API size_t plume_ledger_divided_count(const plume_ledger *ledger);
PLUME_API plume_divided plume_ledger_divided_at(const plume_ledger *ledger, size_t i);
/* The rows that have room in most of them (at least 3), into out: of all others one is
 * made, PLUME_BY_THE_REST; what states no name keeps its own. Returns how many. */
PLUME_API size_t plume_ledger_divided_shown(const plume_ledger *ledger,
                                            plume_divided *out, size_t most);
/* {key, rows[] {name, runs, known_runs, device_hours, it_kwh, facility_kwh, co2e_kg}};
 * the name of what states none is null. */
PLUME_API void plume_ledger_divided_to_value(const plume_ledger *ledger,
                                             plume_value *map);

/* The estimates over all runs: one for each method and basis that applied to any of them.
 * pue and intensity are energy-weighted. The interval is known after plume_ledger_close
 * (plume/uncertainty.h); a method as published has none. */
PLUME_API size_t plume_ledger_estimate_count(const plume_ledger *ledger);
PLUME_API plume_estimate plume_ledger_estimate_at(const plume_ledger *ledger, size_t i);
/* Index of a method and basis; count when it did not apply. */
PLUME_API size_t plume_ledger_estimate_find(const plume_ledger *ledger,
                                            const char *method, plume_basis basis);
/* The same of PLUME_HEADLINE_METHOD: by location (PLUME_BASIS_GROSS), or with what was
 * bought (PLUME_BASIS_NET). */
PLUME_API size_t plume_ledger_headline(const plume_ledger *ledger, plume_basis basis);

/* PLUME_ERR_MISSING when no run was served by any method, with what the first of them
 * lacked; PLUME_OK also when there were no runs. */
PLUME_API plume_status plume_ledger_check_served(const plume_ledger *ledger,
                                                 plume_error *error);

/* Where the runs took place: the site as resolved, if it was one and the same for all;
 * NULL otherwise. */
PLUME_API const plume_site *plume_ledger_site(const plume_ledger *ledger);

/* What came of hourly intensities, where the study file names a series. Energy is
 * facility energy. */
typedef struct plume_hourly {
    const plume_series *series;
    uint64_t traced_runs;  /* whose energy a power trace put into hours */
    uint64_t spread_runs;  /* whose energy was spread evenly from start to end */
    uint64_t untimed_runs; /* that have no start or no end */
    uint64_t
        missing_hours; /* hours of the runs that the series spans and does not know */
    double known_kwh;  /* at the intensity of its hour */
    double annual_kwh; /* at the yearly figure, for want of one */
    double annual_kg;  /* all of it at the yearly figure */
    plume_matched_hours matched; /* with a carbon-free series, over the hours of both */
    double unmatched_kwh;        /* used in hours that one of the two does not know */
} plume_hourly;
/* False without a series, or without a run of known energy. */
PLUME_API bool plume_ledger_hourly(const plume_ledger *ledger, plume_hourly *out);

/* Each site that was resolved, in the order of first appearance: a place in one year;
 * NULL beyond the last. */
PLUME_API const plume_site *plume_ledger_site_at(const plume_ledger *ledger, size_t i);
/* What ran there. */
PLUME_API const plume_totals *plume_ledger_site_totals(const plume_ledger *ledger,
                                                       size_t i);

/* The PUE, and the location-based intensity, that all sites share; NULL when they differ,
 * or there are none. */
PLUME_API const plume_given_value *plume_ledger_pue(const plume_ledger *ledger);
PLUME_API const plume_given_value *plume_ledger_grid(const plume_ledger *ledger);

/* What an estimate has at one site: sites that differ in nothing that is shown (place,
 * year, PUE, intensity) are one. An intensity that each run's log printed is the mean
 * over the energy. */
typedef struct plume_site_use {
    plume_site site; /* strings are the ledger's */
    double it_kwh, facility_kwh, co2e_kg;
} plume_site_use;
/* By name, year and PUE, whatever the order of the runs; *out is freed with free(). An
 * estimate that is none has no sites. */
PLUME_API plume_status plume_ledger_site_uses(plume_site_use **out, size_t *count,
                                              const plume_ledger *ledger, size_t estimate,
                                              plume_error *error);

/* What hardware.host_power_w added to runs of which only the accelerators were known: in
 * host-hours and kWh, 0 where it added nothing. hosts: 0 where that is not known. After
 * plume_ledger_close. */
typedef struct plume_host_energy {
    double host_w, hosts, host_hours, added_kwh;
} plume_host_energy;
PLUME_API plume_host_energy plume_ledger_host_energy(const plume_ledger *ledger);

/* First start and last end; NAN unknown. */
PLUME_API double plume_ledger_start_s(const plume_ledger *ledger);
PLUME_API double plume_ledger_end_s(const plume_ledger *ledger);

/* Over the machines that runs shared: the hours in which they were in use, and the hours
 * of their runs; NAN when no overlap was found. After plume_ledger_close. */
PLUME_API double plume_ledger_overlap_hours(const plume_ledger *ledger);
PLUME_API double plume_ledger_overlap_sum_hours(const plume_ledger *ledger);

/* Over the devices that runs name, with their host or by UUID: the hours in which each
 * was in use, and the device-hours of these runs; NAN when none is named. */
PLUME_API double plume_ledger_device_union_hours(const plume_ledger *ledger);
PLUME_API double plume_ledger_device_sum_hours(const plume_ledger *ledger);

PLUME_END

#endif
