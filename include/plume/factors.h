/* plume/factors.h -- what is known about grids, cloud regions, devices and buildings.
 *
 * Compiled in, or loaded from a folder like datasets/, each kind when first asked for.
 * Every row names its year and source. All that is returned is borrowed until
 * plume_factors_free.
 * Look-ups of a name that is not known fail with PLUME_ERR_UNKNOWN and a hint that holds
 * the nearest known ones. A look-up that had to choose (another year, a wider place, one
 * of several boards) says so in notes. */
#ifndef PLUME_FACTORS_H
#define PLUME_FACTORS_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/notes.h>
#include <plume/precision.h>
#include <plume/status.h>
#include <plume/text.h>
#include <plume/value.h>

PLUME_BEGIN

typedef struct plume_factors plume_factors;

/* directory holds grid_intensity.csv and its siblings; NULL: the edition that is compiled
 * in, for which no file is read. */
PLUME_API plume_status plume_factors_open(plume_factors **out, const char *directory,
                                          plume_error *error);
PLUME_API void plume_factors_free(plume_factors *factors);

/* The first failure to read a table, if any: what is not in a table is none. To be asked
 * before a result is handed out, since who looks something up may do without it. */
PLUME_API plume_status plume_factors_status(const plume_factors *factors,
                                            plume_error *error);

/* "2026.1": names the set of factors in every report. */
PLUME_API const char *plume_factors_version(const plume_factors *factors);

/* Carbon intensity of a grid over one year, kg CO2e per kWh. */
typedef struct plume_grid {
    const char *code; /* "DE", "US-VA", "gcp:us-central1", "WORLD" */
    const char *name;
    double kg_per_kwh;
    const char *basis; /* "production", "consumption", "market"; "published": as the
                          provider has it */
    const char *scope; /* "lifecycle" or "direct" */
    int year;
    const char *source; /* a plume_source id */
    const char *region; /* the cloud region that was asked for: "aws:us-east-1"; "" */
    bool wider;         /* of a wider place than was asked for */
} plume_grid;

/* Location-based intensity of a place: a cloud region ("gcp:us-central1"), a state or
 * province ("US-VA"), a country by code or name ("DE", "DEU", "Germany"), or "WORLD". A
 * source behind it ("DE@eea_2023") asks for its figure in place of the series in use.
 * Precedence: the provider's own figure, then the state, then the country; the same year,
 * else the nearest, with a note. year 0: the newest. */
PLUME_API plume_status plume_factors_grid(plume_factors *factors, const char *location,
                                          int year, plume_grid *out, plume_notes *notes,
                                          plume_error *error);

/* Whether a code is of the world or of a continent, whose grids are as far apart as the
 * world's: who names it has named no place. */
PLUME_API bool plume_grid_is_no_place(const char *code);

/* The code of the state or province that is named beside its country: "CA-QC" of "CAN"
 * and "quebec", or of "Montreal, Quebec". Borrowed; "" when no grid of it is known. */
PLUME_API plume_status plume_factors_state(plume_factors *factors, const char *country,
                                           const char *region, const char **code,
                                           plume_error *error);
/* Whether states or provinces of a country have grids of their own here. */
PLUME_API bool plume_factors_has_states(plume_factors *factors, const char *country);

/* A code of two letters that is a country and a state of the United States ("GA"): who
 * writes it is to be asked. "DE" is not, for it means Germany everywhere. Borrowed; all
 * are "" for any other name. namesake: the country that is called as the state is. */
typedef struct plume_two_places {
    const char *country, *country_code; /* "Gabon", "GAB" */
    const char *state, *state_code;     /* "Georgia", "US-GA" */
    const char *namesake;               /* "GE" */
} plume_two_places;
PLUME_API plume_status plume_factors_two_places(plume_factors *factors, const char *code,
                                                plume_two_places *out,
                                                plume_error *error);
/* "write GAB for Gabon or US-GA for Georgia (the country Georgia is GE)" */
PLUME_API void plume_two_places_print(plume_text *out, const plume_two_places *of);

/* Residual mix of the country of a place: the intensity of what electricity is left when
 * all that is under contract is taken out; the same year, else the nearest, with a note.
 * PLUME_ERR_MISSING when none is known. */
PLUME_API plume_status plume_factors_residual(plume_factors *factors,
                                              const char *location, int year,
                                              plume_grid *out, plume_notes *notes,
                                              plume_error *error);

/* A published or disclosed power usage effectiveness. */
typedef struct plume_pue {
    const char *provider, *site;
    double pue;
    int year;
    const char *source;
    bool wider, design; /* of more than was asked for; what no building runs at */
} plume_pue;

/* Of a cloud region or provider ("gcp:us-central1", "google"), or with "" the industry
 * average of that year (Uptime Institute). */
PLUME_API plume_status plume_factors_pue(plume_factors *factors, const char *provider,
                                         int year, plume_pue *out, plume_notes *notes,
                                         plume_error *error);

typedef struct plume_device {
    const char *name, *vendor, *kind; /* kind: "gpu", "tpu", "cpu", "other" */
    double rated_w;                   /* TDP of one device; NAN unknown */
    double system_average_w; /* measured average per device, host included; NAN */
    const char *system_average_source;
    double memory_gb;
    double cores; /* of a processor; NAN */
    /* Dense, FLOP/s, by plume_precision; NAN unknown. Of the unknown precision: the
     * larger of those at 32 and 16 bits, at which trainings run. */
    double peak_flops[PLUME_PRECISIONS];
    bool workstation; /* of a desktop or laptop, not of a server */
    bool on_chip;     /* part of a processor: no board of its own */
    bool guessed; /* a class of processors, named so; its rated_w is the median, and */
    double rated_low_w, rated_high_w; /* nineteen of twenty lie between these; else 0 */
    int year;
    const char *source;
} plume_device;

/* By name or alias: what nvidia-smi prints, what papers write ("V100", "A100"). Case,
 * blanks and hyphens do not matter. A leading count ("8 x NVIDIA A40") is not part of a
 * name. A name that several boards share resolves to the usual one, with a note. */
PLUME_API plume_status plume_factors_device(plume_factors *factors, const char *name,
                                            plume_device *out, plume_notes *notes,
                                            plume_error *error);

typedef struct plume_source {
    const char *id, *title, *publisher, *url, *licence, *bibtex_key;
    int year;
} plume_source;
PLUME_API plume_status plume_factors_source(plume_factors *factors, const char *id,
                                            plume_source *out, plume_error *error);

typedef struct plume_equivalent {
    const char *id, *name;
    double kg_per_unit;
    int year;
    const char *source;
} plume_equivalent;
PLUME_API plume_status plume_factors_equivalent(plume_factors *factors, const char *id,
                                                plume_equivalent *out,
                                                plume_error *error);

/* What making a piece of hardware emitted. */
typedef struct plume_embodied {
    const char *id, *name;  /* "bloom-gpu", "datacenter GPU (BLOOM)" */
    double kg;              /* of one device, or of one host without its devices */
    double low_kg, high_kg; /* least and greatest published figure of such hardware */
    double lifetime_years;  /* that the source writes it off over */
    const char *boundary;   /* "card", "card and host", "host" */
    bool is_default;        /* none is published for this device */
    int year;
    const char *source;
} plume_embodied;

/* Of one accelerator by name or alias. Without a figure of its own it is the one of BLOOM
 * for a datacenter GPU, with the note "embodied-default". PLUME_ERR_MISSING for a
 * processor, which is part of its host. */
PLUME_API plume_status plume_factors_embodied(plume_factors *factors, const char *device,
                                              plume_embodied *out, plume_notes *notes,
                                              plume_error *error);
/* Of a host without its accelerators. */
/* Whether a device is of a desktop or laptop: no share of a server is its host. False for
 * one that is not known. */
PLUME_API bool plume_factors_is_workstation(plume_factors *factors, const char *device);
PLUME_API plume_status plume_factors_embodied_host(plume_factors *factors,
                                                   plume_embodied *out,
                                                   plume_error *error);

/* Water consumed (not withdrawn) per kWh. */
typedef enum plume_water_kind {
    PLUME_WATER_SITE, /* on site, per kWh of the IT: WUE */
    PLUME_WATER_GRID  /* by the power plants, per kWh of the facility: EWIF */
} plume_water_kind;

typedef struct plume_water_factor {
    const char *code; /* whose it is: "aws:us-east-1", "aws:fleet", "US-VA", "WORLD" */
    double l_per_kwh;
    int year;
    const char *source;
} plume_water_factor;

/* Of a place, as plume_factors_grid takes it. Of a site: the cloud region, its fleet, the
 * country; PLUME_ERR_MISSING when none is known. Of a grid: the state, the country, the
 * world. A wider one than asked for, or one of another year, is noted. year 0: the
 * newest. */
PLUME_API plume_status plume_factors_water(plume_factors *factors, plume_water_kind kind,
                                           const char *location, int year,
                                           plume_water_factor *out, plume_notes *notes,
                                           plume_error *error);

/* The warming potential of a gas over 100 years, by its formula ("CH4", "SF6"). report:
 * "AR4", "AR5", "AR6"; one that lacks the gas is an error, for potentials of two reports
 * are not mixed. */
PLUME_API plume_status plume_factors_gwp(plume_factors *factors, const char *gas,
                                         const char *report, double *gwp100,
                                         const char **source, plume_error *error);

/* A tracker by its reader's name ("codecarbon") and release ("3.3.2"). */
typedef struct plume_tool_release {
    const char *tool, *version;
} plume_tool_release;

/* The intensity that a release takes for a place ("US-WA"): what its masses were made
 * with. NAN where none of the releases that were read is that one or has the place. */
PLUME_API plume_status plume_factors_tool(plume_factors *factors,
                                          const plume_tool_release *release,
                                          const char *place, double *kg_per_kwh,
                                          plume_error *error);

/* A published training, quantities as printed. Text fields of figures keep the digits as
 * printed ("12041.51", "79.2"), so that a verdict can know their precision; the doubles
 * are the same in the library's units, NAN when not published. */
typedef struct plume_published {
    const char *id, *name;   /* "bert-base", "BERT base" */
    const char *aliases;     /* "bert|bert-base-cased" */
    const char *model;       /* the id that all published values of one training share */
    const char *covers;      /* what the figures are of: "training", "search" ... */
    const char *pue_counted; /* whether the emissions hold the PUE: "yes", "no"; "": not
                                stated */
    const char *device;      /* "" when not published */
    int year;
    /* When only device-hours are published, device_count is NAN, hours are device-hours
     * and power_w is that of one device: their product is the same energy. */
    double device_count, hours;
    double power_w; /* average draw of all devices together; of the whole IT system
                       unless power_scope says "device" */
    const char *power_scope;
    const char *power_kind; /* "measured", "rated", "estimate" */
    double pue, gross_kg_per_kwh, net_kg_per_kwh;
    double it_kwh, facility_kwh; /* as published, at that boundary */
    double gross_kg, net_kg;     /* as published */
    const char *it_printed, *facility_printed, *gross_printed,
        *net_printed; /* digits and unit as printed:
                         "1438 lb", "85.7 MWh" */
    /* The inputs as the paper prints them, for the rounding that their digits allow:
     * "14.8 d" or "79.2 h", "330 W" (of one device or of all, as printed), "1.10", "0.429
     * kg/kWh"; "" when the doubles hold them exactly. */
    const char *time_printed, *power_printed, *pue_printed;
    const char *gross_intensity_printed, *net_intensity_printed;
    const char *method; /* the method of the paper: "strubell2019", "patterson2021" */
    bool third_party;   /* someone else's figure of this training */
    const char *paper, *table, *note; /* bibtex key; "Table 3, row 4" */
    const char *url;                  /* where that table stands */
    bool secondary; /* read in a copy or a quotation, not in the paper itself */
} plume_published;

/* By id or alias. */
PLUME_API plume_status plume_factors_model(plume_factors *factors, const char *name,
                                           plume_published *out, plume_error *error);
/* All of them, in the order of the file; false beyond the end. */
PLUME_API plume_status plume_factors_model_at(plume_factors *factors, size_t i,
                                              plume_published *out, bool *found,
                                              plume_error *error);

/* What a paper says of why a figure and its recomputation differ. kind "split": a cause
 * inside the device-hours, claim_value against actual_value; "reading": what the ratio up
 * to the end of group ("": of all) means, with the digits printed; "training": detail is
 * the published model that one training of the result of a search is. */
typedef struct plume_split {
    const char *claim, *actual, *kind, *group, *name, *detail;
    double claim_value, actual_value;
    const char *unit, *printed, *paper, *place, *note;
} plume_split;
/* Those of two published models by their ids, in order; false beyond the end. */
PLUME_API plume_status plume_factors_split_at(plume_factors *factors, const char *claim,
                                              const char *actual, size_t i,
                                              plume_split *out, bool *found,
                                              plume_error *error);

/* A figure behind a published one, a x b / c, from what the paper states. */
typedef struct plume_derivation {
    const char *model, *name;
    double a, b, c;
    const char *a_unit, *b_unit, *c_unit, *unit, *printed, *paper, *place, *note;
} plume_derivation;
PLUME_API plume_status plume_factors_derivation_at(plume_factors *factors,
                                                   const char *model, size_t i,
                                                   plume_derivation *out, bool *found,
                                                   plume_error *error);

/* What else is published of a training, one figure each with its own source:
 * "parameters", "active_parameters", "tokens", "flop", "devices", "hours",
 * "device_hours", "power_w" (of one device), "pue", "kg_per_kwh", "it_kwh", "kg", "place"
 * (value: NAN). */
typedef struct plume_training {
    const char *model, *quantity, *printed, *paper, *table, *url, *note;
    double value;
    bool secondary;
} plume_training;
PLUME_API plume_status plume_factors_training_at(plume_factors *factors,
                                                 const char *model, size_t i,
                                                 plume_training *out, bool *found,
                                                 plume_error *error);

/* A figure that is quoted and was corrected. value: in kg, kWh, L or whatever quantity
 * says; NAN where it is known by its phrases alone. words: one of these must stand beside
 * it; phrases: each tells it by itself. Lists are parted by "|". */
typedef struct plume_correction {
    const char *id, *quantity, *printed, *words, *phrases, *said, *paper, *table;
    const char *corrected, *by_paper, *by_table, *url;
    double value;
    bool qualified; /* the figure stands, and is quoted without what it is of */
} plume_correction;
PLUME_API plume_status plume_factors_correction_at(plume_factors *factors, size_t i,
                                                   plume_correction *out, bool *found,
                                                   plume_error *error);

/* What contradicts itself in a published row: code is what a linter finds there, "" what
 * its figures alone do not show. */
typedef struct plume_printed_fault {
    const char *paper, *table, *model, *code, *cells, *printed, *right, *reason;
} plume_printed_fault;
PLUME_API plume_status plume_factors_printed_fault_at(plume_factors *factors,
                                                      const char *model, size_t i,
                                                      plume_printed_fault *out,
                                                      bool *found, plume_error *error);

/* A value that a calculator or a paper takes when it is told nothing: of "intensity"
 * (kg/kWh) or "pue". False beyond the end. */
typedef struct plume_known_default {
    const char *quantity, *name, *paper;
    double value;
} plume_known_default;
PLUME_API plume_status plume_factors_default_at(plume_factors *factors, size_t i,
                                                plume_known_default *out, bool *found,
                                                plume_error *error);

/* How far a factor may be off for one reason: 95 % lie within the figure / ratio95 and
 * the figure x ratio95; what add_kg_per_kwh has lies above alone. 1 and 0 where the table
 * has no such reason. */
typedef struct plume_factor_spread {
    double ratio95, add_kg_per_kwh;
    const char *source;
} plume_factor_spread;
typedef struct plume_spread_reason {
    const char *quantity; /* "grid", "pue", "market" */
    const char *reason;   /* "annual", "sources", "year", "wider", "scope" ... */
    const char *place;    /* a code: its own row, else its country's, else that of all */
    int distance;         /* years; the row of the greatest that is not beyond */
} plume_spread_reason;
PLUME_API plume_status plume_factors_spread(plume_factors *factors,
                                            const plume_spread_reason *why,
                                            plume_factor_spread *out, plume_error *error);

/* For `plume factors KIND [QUERY]`: rows whose text holds every word of query, as maps
 * with the columns of the file. kinds: devices, processors, memory, grid, regions,
 * residual, pue, models, trainings, corrections, faults, equivalents, gwp, embodied,
 * water, tools, sources. Appends to list. */
PLUME_API plume_status plume_factors_search(plume_factors *factors, const char *kind,
                                            const char *query, plume_value *list,
                                            plume_error *error);
/* The name of each kind; NULL beyond the end. */
PLUME_API const char *plume_factors_kind_at(size_t i);
/* The columns of that kind that fit a terminal; NULL beyond the end. */
enum { PLUME_DISPLAY_COLUMNS = 7 };
PLUME_API const char *plume_factors_shown_at(const char *kind, size_t i);

PLUME_END

#endif
