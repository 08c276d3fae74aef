/* plume/study.h -- what the author says about the work: plume.yaml and the options that
 * override it. Every key has a default; an unknown key is an error with its line. */
#ifndef PLUME_STUDY_H
#define PLUME_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/evidence.h>
#include <plume/factors.h>
#include <plume/intake.h>
#include <plume/lifecycle.h>
#include <plume/method.h>
#include <plume/series.h>
#include <plume/status.h>

PLUME_BEGIN

typedef struct plume_study_input {
    const char
        *path; /* as the file says it, joined to the file's folder; patterns expanded */
    plume_input_options options;
} plume_study_input;

/* Something the file asks for that is accepted and has no effect on the figures of this
 * version: a report lists it among its limitations. */
typedef struct plume_study_limit {
    const char *key; /* "include" */
    const char *message;
    uint64_t line;
} plume_study_limit;

/* How far an input may be off, as the author says. */
typedef enum plume_stated {
    PLUME_STATED_NOT,
    PLUME_STATED_BOUNDS, /* 95 % of it lies between low and high */
    PLUME_STATED_SHARE,
    PLUME_STATED_PEDIGREE
} plume_stated;
typedef struct plume_stated_spread {
    plume_stated kind;
    double low, high; /* of the figure, in its unit; for bounds */
    double gsd;       /* geometric standard deviation; for the others */
} plume_stated_spread;

/* A gas in the electricity of the site, weighed by the study's report of the IPCC. */
typedef struct plume_study_gas {
    const char *gas;   /* "CH4" */
    double kg_per_kwh; /* of the gas itself */
    double gwp100;     /* NAN until factors are known */
    const char *source;
} plume_study_gas;

/* What lies beside the electricity of the runs. NAN: not given. */
typedef struct plume_study_lifecycle {
    bool embodied, water; /* whether to report them */
    double wue_l_per_kwh, ewif_l_per_kwh;
    double lifetime_years, utilization;
    double embodied_kg, host_embodied_kg; /* of a device; of a host without devices */
    double end_of_life_kg;                /* of a device with its share of the host */
    double devices_per_host;
    double reserved_device_hours; /* as the scheduler gave them, runs or not */
    double idle_w;                /* of a device with its share of the host */
    double queries, query_kwh, queries_per_day;
    double query_pue, query_kg_per_kwh;        /* of where queries are answered */
    double other_training_kg, other_query_kwh; /* another design that answers as well */
    plume_gwp_report gwp;
    const plume_study_gas *gases;
    size_t gas_count;
} plume_study_lifecycle;

/* The model that the study made, for forms that ask of it. NAN and "": not given. */
typedef struct plume_study_model {
    const char *name, *task;
    const char *training;  /* "pre-training", "fine-tuning" */
    const char *data;      /* what it learns from, by the words of BoAmps: "token" */
    const char *is_public; /* "yes", "no" */
    double parameters;     /* all */
    double active_parameters, tokens;
    double flops; /* of its training */
    const char *flops_method;
} plume_study_model;

/* Strings are owned by the study. */
typedef struct plume_study {
    const char *path; /* of the study file; "" when there is none */
    char sha256[65];  /* of its bytes; "" when there is none */
    const char *title;
    const char *const *authors;
    size_t author_count;
    const char *const *measures; /* what was done to use less, as the authors say */
    size_t measure_count;
    const char *const *benefits; /* what the work spares others */
    size_t benefit_count;
    bool equivalents; /* everyday amounts beside the emissions */
    const char *location, *provider;
    int year;
    plume_given_value pue, intensity_kg_per_kwh,
        market_kg_per_kwh; /* NOT when not given */
    const char *instrument;
    double market_share; /* of the electricity, that the instrument covers; NAN: all */
    plume_given_value residual_kg_per_kwh; /* of the rest */
    plume_given_value marginal_kg_per_kwh; /* for decisions; enters no total */
    plume_series *hourly;      /* intensities of the grid by the hour; NULL: none */
    plume_series *carbon_free; /* energy bought for hours, kWh; NULL: none */
    double offset_kg;          /* NAN: none stated; never subtracted */
    const char *offset_description;
    const char *reference_location; /* "": the world */
    int reference_year;             /* 0: PLUME_REFERENCE_YEAR of plume/market.h */
    const char *device;
    double device_count, host_power_w;
    plume_compute compute; /* of runs whose log does not tell; no parameters, no tokens */
    const plume_zone *zone;
    const plume_study_input *inputs;
    size_t input_count;
    const plume_role_rule *roles; /* in the order of the file */
    size_t role_count;
    const plume_pair *same, *distinct; /* of inputs: plume/evidence.h */
    size_t same_count, distinct_count;
    const char *const *ignored; /* patterns of names and paths that a walk leaves alone */
    size_t ignored_count;
    const char *venue; /* whose column, form and sections a report has; "" none */
    bool anonymous;    /* names of people, machines, files and projects are left out */
    size_t pages;      /* of the appendix at most; 0: any */
    const char *const *sections; /* of the appendix; none: all */
    size_t section_count;
    const char *const *compare; /* ids of published models */
    size_t compare_count;
    bool compare_stated; /* an empty list compares with nothing */
    const char *language;
    const char *const *formats; /* pdf, latex, markdown, html, json ... */
    size_t format_count;
    uint64_t draws, seed; /* of the uncertainty */
    plume_stated_spread energy_spread, pue_spread, grid_spread, market_spread;
    plume_stated_spread query_spread; /* of the energy of a query */
    double search_reuses; /* how many works use what the search found; NAN not given */
    double search_lost_share; /* of what interrupted runs used; NAN: all of it */
    plume_study_lifecycle lifecycle;
    plume_study_model model;
    const plume_study_limit *limits;
    size_t limit_count;
} plume_study;

/* The defaults alone. */
PLUME_API plume_status plume_study_new(plume_study **out, plume_error *error);
/* path: a plume.yaml. Names (location, device, compare) are checked against factors,
 * which may be NULL: the error has line, column and the nearest known ones. */
PLUME_API plume_status plume_study_load(plume_study **out, const char *path,
                                        plume_factors *factors, plume_error *error);
PLUME_API void plume_study_free(plume_study *study);

/* What a command line may say over the file. NULL or NAN or 0 where it says nothing. */
typedef struct plume_study_overrides {
    const char *title, *location, *provider, *timezone, *device;
    double intensity_kg_per_kwh, pue, device_count;
    int year;
} plume_study_overrides;
PLUME_API plume_status plume_study_override(plume_study *study,
                                            const plume_study_overrides *overrides,
                                            plume_factors *factors, plume_error *error);

/* The site of a run: command line, study file, log, dataset. Borrowed strings live as
 * long as study, factors and run. Each default becomes a note. A place that is unknown to
 * the factors becomes a note too; the intensity is then the one that the log printed,
 * else that of the world's grid. Factors are those of the year in which the run ended,
 * else of the study's year, else the newest. factors may be NULL: then only what was
 * given is known. */
PLUME_API plume_status plume_study_site(const plume_study *study, const plume_run *run,
                                        plume_factors *factors, plume_site *out,
                                        plume_notes *notes, plume_error *error);

PLUME_END

#endif
