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
    CLAIM_SHARE,          /* of the whole table */
    CLAIM_BARE_EMISSIONS, /* without the PUE, beside those with it */
    CLAIM_WORK,           /* FLOP */
    CLAIM_PARAMETERS,
    CLAIM_ACTIVE_PARAMETERS,
    CLAIM_TOKENS,
    CLAIM_TOKENS_PER_SECOND,
    CLAIM_QUERIES,
    CLAIM_ENERGY_PER_QUERY,
    CLAIM_ENERGY_PER_TOKEN,
    CLAIM_EMISSIONS_PER_DEVICE_HOUR,
    CLAIM_LAYERS,
    CLAIM_WIDTH,    /* of a layer */
    CLAIM_SEQUENCE, /* tokens at once */
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
    double scale;    /* one of the place before the point; what zeros may at least mean */
    int decimals;    /* printed behind the point */
    double per_unit; /* what one of the printed unit is in the library's own */
    bool range;      /* a range or an approximation is stated: "350-400 W", "~5 d" */
    bool swapped; /* mass where energy belongs, or the reverse: value is in that unit */
    bool assumed; /* neither its head nor its cell names a unit: the usual one */
    int digits;   /* significant */
    const char *printed, *where;
    uint64_t line, column;
} plume_claim_figure;

typedef struct plume_claim_run {
    plume_claim_figure figure[CLAIM_QUANTITIES];
    const char *word[CLAIM_WORDS]; /* "" unless stated */
    uint64_t line;
    bool is_total;
    bool is_part;   /* "of which ...": of the row before, in whose figures it is */
    bool displaced; /* it has more cells than heads: none is taken */
    size_t table;   /* which one of its file, from 1; 0: none */
    /* What the parts of the energy and of the emissions add up to, where columns of them
     * stand beside a column with their total; NAN. */
    plume_claim_figure parts[2];
    const char *terms[2];
    /* Beside embodied emissions those of operation are the emissions, and the total of
     * both, where it is stated, stands here. NAN. */
    plume_claim_figure embodied, with_embodied;
    plume_claim_figure device_power, other_power; /* parts of a power; NAN */
    plume_claim_figure other_work; /* stated a second time, in another unit; NAN */
    const char *misplaced; /* an intensity that is called emissions, as printed; NULL */
} plume_claim_run;

/* A row that holds the total of others: those from first to before last. */
typedef struct plume_claim_total {
    plume_claim_run run;
    size_t first, last;
    bool of_all; /* of the whole table, not of the rows since another total */
    bool open;   /* its name says that it is of more or fewer than its rows */
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
    plume_claim_total *mean; /* rows that hold the mean of others */
    size_t mean_count;
    size_t table_count;
    bool marks_open;       /* no figure of its table told points from commas */
    bool other_marks;      /* it is read as it mostly is not */
    bool turned;           /* a run is a column of its table: it has no line */
    plume_claim_run whole; /* what is stated of all runs together */
    const char *prose;     /* of a card: the text beside its figures; "" */
    uint64_t prose_line;   /* where it begins in its file; 0: it is not of one */
    const char *damage;    /* why the front matter of a card is no YAML; NULL */
    uint64_t damage_line;
    bool third_party;        /* the figure is someone else's estimate */
    const char *id;          /* of a published model; "" */
    const char *basis;       /* of the emissions: "location-based", "market-based"; "" */
    const char *covers;      /* of a published model: "training", "search" ...; "" */
    plume_coverage coverage; /* of logs: of how many runs the energy is known */
    bool without_pue;        /* its emissions are published without the PUE */
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

#endif
