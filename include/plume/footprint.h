/* plume/footprint.h -- the life cycle of a study beside its electricity, from its ledger:
 * embodied carbon, idle energy, water, inference. Each part is asked for in the study
 * file; none is part of a method's estimate.
 *
 * System boundary after ISO 14040/14044. Functional unit: all computation of the study.
 * Stages: making the hardware, use (the runs; idle hours; queries), end of life. Each
 * total says which of them it holds. docs/methods/ has a page for each part. */
#ifndef PLUME_FOOTPRINT_H
#define PLUME_FOOTPRINT_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/factors.h>
#include <plume/ledger.h>
#include <plume/lifecycle.h>
#include <plume/notes.h>
#include <plume/status.h>
#include <plume/study.h>

PLUME_BEGIN

/* What making one kind of hardware emitted, and the part that the study carries. NAN
 * unknown. */
typedef struct plume_embodied_share {
    const char *device; /* as the logs name it; "" unknown */
    double device_hours;
    double unit_kg, low_unit_kg, high_unit_kg; /* of one device; for hosts of one host */
    plume_given given;
    bool is_default;    /* no figure of its own is published */
    const char *source; /* a plume_source id, or the study file */
    int year;
    double kg[PLUME_AMORTISATIONS];
    double low_kg[PLUME_AMORTISATIONS], high_kg[PLUME_AMORTISATIONS];
} plume_embodied_share;

typedef struct plume_embodied_total {
    bool asked;
    plume_lifetime lifetime;
    plume_given lifetime_given, utilization_given;
    double used_device_hours;     /* of the runs */
    double reserved_device_hours; /* from the study file, else those of the runs */
    bool reserved_given;
    plume_embodied_share *device; /* one for each kind */
    size_t device_count;
    plume_embodied_share host; /* with the device-hours of all devices that share one */
    double devices_per_host;
    plume_given devices_per_host_given;
    double left_out_hours; /* of devices whose making is not known */
    double hostless_hours; /* of workstations, whose own making is not known */
    double kg[PLUME_AMORTISATIONS];
    double low_kg[PLUME_AMORTISATIONS], high_kg[PLUME_AMORTISATIONS];
    /* Apart from kg; NAN: no source gives it, and the study file does not. */
    double end_of_life_kg[PLUME_AMORTISATIONS];
} plume_embodied_total;

/* Beside the energy of the runs. Before PUE, then with it. */
typedef struct plume_idle_total {
    bool asked;
    double idle_w, reserved_device_hours, used_device_hours;
    double unoccupied_kwh; /* reserved hours without a run: goes with metered energy */
    double reserved_kwh;   /* all reserved hours: goes with dynamic energy alone */
    double unoccupied_facility_kwh, unoccupied_kg;
    double reserved_facility_kwh, reserved_kg;
} plume_idle_total;

typedef struct plume_water_share {
    const char *place; /* a cloud region, else a location; "" unknown */
    double it_kwh, pue;
    plume_given_value wue, ewif;      /* L/kWh */
    const char *wue_code, *ewif_code; /* whose they are; "" from the study file */
    plume_water water;
} plume_water_share;

typedef struct plume_water_total {
    bool asked;
    plume_water_share *place;
    size_t place_count;
    double it_kwh;
    plume_water water; /* a part is NAN unless that of every place is known */
} plume_water_total;

typedef struct plume_inference_total {
    bool asked;
    double queries, query_kwh; /* of the IT */
    double pue, kg_per_kwh;
    bool same_site; /* as the training's, whose errors then cancel in the break-even */
    double query_kg, facility_kwh, co2e_kg;
    double training_kg; /* location-based, all runs */
    double breakeven_queries;
    double breakeven95[2]; /* from the spreads of training and query; NAN */
    double queries_per_day, breakeven_days;
    double other_training_kg, other_query_kg, between_queries;
} plume_inference_total;

/* A sum over stages. */
typedef struct plume_stage_total {
    const char *name; /* "use", "use-idle", "production-sci-use" ...: a key of words */
    double co2e_kg;
    double interval95_kg[2]; /* stages drawn together, the factors that they share once;
                                NAN unknown */
} plume_stage_total;
enum { PLUME_STAGE_TOTALS = 6 };

typedef struct plume_footprint {
    double runs_kg; /* electricity of the runs, location-based; NAN */
    plume_embodied_total embodied;
    plume_idle_total idle;
    plume_water_total water;
    plume_inference_total inference;
    plume_stage_total total[PLUME_STAGE_TOTALS]; /* those known, the runs alone first */
    size_t total_count;
} plume_footprint;

/* Of a closed ledger. Strings live as long as study, factors and ledger. Each default
 * becomes a note. */
PLUME_API plume_status plume_footprint_new(plume_footprint **out,
                                           const plume_ledger *ledger,
                                           const plume_study *study,
                                           plume_factors *factors, plume_notes *notes,
                                           plume_error *error);
PLUME_API void plume_footprint_free(plume_footprint *footprint);

PLUME_END

#endif
