/* audit/claim/claim.h -- what somebody states about the footprint of some work: figures
 * with the digits in which they are printed, run by run. */
#ifndef PLUME_AUDIT_CLAIM_CLAIM_H
#define PLUME_AUDIT_CLAIM_CLAIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/pool.h"
#include <plume/factors.h>
#include <plume/ledger.h>
#include <plume/number.h>
#include <plume/status.h>
#include <plume/value.h>

typedef enum plume_quantity {
    CLAIM_TRIALS,
    CLAIM_HOURS, /* of one trial */
    CLAIM_DEVICES,
    CLAIM_DEVICE_HOURS,
    CLAIM_POWER,       /* of one device */
    CLAIM_TOTAL_POWER, /* of all devices; several columns of a table add up */
    CLAIM_PUE,
    CLAIM_INTENSITY,
    CLAIM_ENERGY, /* at a boundary that nobody states */
    CLAIM_IT_ENERGY,
    CLAIM_FACILITY_ENERGY,
    CLAIM_EMISSIONS,
    CLAIM_NET_EMISSIONS,
    CLAIM_OFFSETS,
    CLAIM_WATER, /* L */
    CLAIM_WUE,   /* L of the site per IT kWh */
    CLAIM_EWIF,  /* L of the grid per kWh */
    CLAIM_NODES,
    CLAIM_SHARE, /* of the whole table */
    CLAIM_QUANTITIES
} plume_quantity;

typedef enum plume_claim_word {
    CLAIM_NAME,
    CLAIM_DEVICE,
    CLAIM_LOCATION,
    CLAIM_SCOPE, /* which runs are counted */
    CLAIM_NOTE,
    CLAIM_POWER_SCOPE, /* "device", "it" */
    CLAIM_START,
    CLAIM_END,
    CLAIM_INTENSITY_TIME,
    CLAIM_SOURCE,
    CLAIM_YEAR,
    CLAIM_WORDS
} plume_claim_word;

/* In the library's own units. */
typedef struct plume_claim_figure {
    double value;     /* NAN: not stated */
    double low, high; /* what the printed digits, or a stated range, allow */
    double unit;      /* one in the last printed digit; 0: exact */
    double per_unit;  /* what one of the printed unit is in the library's own */
    bool range;       /* a range or an approximation is stated: "350-400 W", "~5 d" */
    bool swapped; /* mass where energy belongs, or the reverse: value is in that unit */
    int digits;   /* significant */
    const char *printed, *where;
    uint64_t line, column;
} plume_claim_figure;

typedef struct plume_claim_run {
    plume_claim_figure figure[CLAIM_QUANTITIES];
    const char *word[CLAIM_WORDS]; /* "" unless stated */
    uint64_t line;
    bool is_total;
    /* What the parts of the energy and of the emissions add up to, where columns of them
     * stand beside a column with their total; NAN. */
    plume_claim_figure parts[2];
    const char *terms[2];
} plume_claim_run;

/* A row that holds the total of others: those from first to before last. */
typedef struct plume_claim_total {
    plume_claim_run run;
    size_t first, last;
    bool of_all; /* of the whole table, not of the rows since another total */
} plume_claim_total;

typedef enum plume_claim_kind {
    CLAIM_PUBLISHED,
    CLAIM_FILE,
    CLAIM_LOGS,
    CLAIM_TABLE,
    CLAIM_CARD
} plume_claim_kind;

typedef struct plume_claim {
    plume_pool *pool;
    plume_claim_kind kind;
    const char *path;
    plume_claim_run *run;
    size_t run_count;
    plume_claim_total *total;
    size_t total_count;
    bool turned;           /* a run is a column of its table: it has no line */
    plume_claim_run whole; /* what is stated of all runs together */
    const char *prose;     /* of a card: the text beside its figures; "" */
    bool third_party;      /* the figure is someone else's estimate */
    const char *id;        /* of a published model; "" */
    const char *basis;     /* of the emissions: "location-based", "market-based"; "" */
    const char *covers;    /* of a published model: "training", "search" ...; "" */
    bool without_pue;      /* its emissions are published without the PUE */
} plume_claim;

plume_status plume_claim_new(plume_claim **out, plume_claim_kind kind, const char *path,
                             plume_error *error);
void plume_claim_free(plume_claim *claim);

/* A new run, zeroed to nothing stated; NULL: out of memory. */
plume_claim_run *plume_claim_add(plume_claim *claim);
void plume_claim_run_init(plume_claim_run *run);
const char *plume_claim_print(plume_claim *claim, const char *format, ...)
    PLUME_PRINTF(2, 3);

plume_status plume_claim_of_model(plume_claim **out, const plume_published *model,
                                  plume_error *error);
plume_status plume_claim_of_ledger(plume_claim **out, const char *name,
                                   const plume_ledger *ledger, plume_error *error);
/* "Patterson et al. 2021" of "patterson2021carbon". */
const char *plume_claim_paper(plume_pool *pool, const char *key);

/* A claim file. */
plume_status plume_claim_load(plume_claim **out, const char *path, plume_error *error);
plume_status plume_claim_parse(plume_claim **out, const char *text, size_t length,
                               const char *path, plume_error *error);
/* A CSV table, or the first of a Markdown text and its lines "Key: value". */
plume_status plume_claim_load_table(plume_claim **out, const char *path,
                                    plume_error *error);
plume_status plume_claim_parse_table(plume_claim **out, const char *text, size_t length,
                                     const char *path, plume_error *error);
plume_status plume_claim_load_card(plume_claim **out, const char *path,
                                   plume_error *error);
plume_status plume_claim_parse_card(plume_claim **out, const char *text, size_t length,
                                    const char *path, plume_error *error);

/* What a column head or the key of a line is about. */
typedef struct plume_claim_column {
    enum { COLUMN_NOTHING, COLUMN_FIGURE, COLUMN_WORD } kind;
    int index;       /* plume_quantity or plume_claim_word */
    double per_unit; /* of cells without a unit */
    bool part;       /* one of several that add up: the power of processors */
    bool rated;      /* a limit, not an average draw */
    bool per_node;   /* to be multiplied by the nodes */
    /* Of energies and emissions: what they may add up to (CLAIM_QUANTITIES: nothing),
     * whether the head says that it is the total, whether it is of use only as a part,
     * and whether it is one here. */
    int adds_to;
    bool total, only_part, addend;
} plume_claim_column;
plume_claim_column plume_claim_column_read(const char *head);
/* One cell into run; what is no figure there is passed over. where: its place in words.
 */
plume_status plume_claim_take_cell(plume_claim *claim, plume_claim_run *run,
                                   const plume_claim_column *column, const char *cell,
                                   const char *where, uint64_t line, plume_error *error);
/* Rows named "total" and the like leave the runs for the totals, the last of all rows
 * also for the whole; rows named "mean" and the like leave. */
plume_status plume_claim_part_total(plume_claim *claim, plume_error *error);

/* The figures and words of one YAML map into run; keys that it does not know go to other,
 * which may be NULL: then they are errors. */
typedef plume_status (*plume_claim_other)(plume_claim *claim, const char *key,
                                          const plume_value *value, plume_error *error);
plume_status plume_claim_take_map(plume_claim *claim, plume_claim_run *run,
                                  const plume_value *map, plume_claim_other other,
                                  plume_error *error);

/* --- figures --- */

plume_dimension plume_quantity_dimension(plume_quantity quantity);
const char *plume_quantity_word(plume_quantity quantity); /* "device-hours" */
/* Whether parts of it add up to a total. */
bool plume_quantity_adds(plume_quantity quantity);

/* A unit as people write it ("tCO2eq", "GPU hours", "gCO2/kWh", "MWh"). False when it is
 * none. is_litre: water, for which there is no dimension. */
typedef struct plume_claim_unit {
    plume_dimension dimension;
    bool is_litre;
    double per_unit; /* in the library's own unit */
} plume_claim_unit;
bool plume_claim_unit_read(plume_claim_unit *out, const char *text, size_t length);

/* "1.46M GPU hours", "350-400 W", "~5 days", "31.22"; default_per_unit: what one is when
 * text names no unit. False when text does not begin with a number, or names a unit of
 * another dimension, but for mass and energy, which are told as swapped. */
bool plume_claim_figure_read(plume_claim_figure *out, plume_quantity quantity,
                             const char *text, double default_per_unit);
/* An exact value, as from a dataset or logs. */
plume_claim_figure plume_claim_exact(double value);

/* --- what follows from a run --- */

/* Levels of one product: device-hours, IT energy, facility energy, emissions, and the
 * factors that part them. NAN where neither stated nor implied. */
typedef struct plume_resolved {
    double device_hours, device_w, it_kwh, pue, facility_kwh, kg_per_kwh, co2e_kg;
} plume_resolved;
void plume_claim_resolve(plume_resolved *out, const plume_claim_run *run);

/* Several runs as one: sums, and the means that go with them. */
void plume_resolved_total(plume_resolved *out, const plume_resolved *runs, size_t count);

#endif
