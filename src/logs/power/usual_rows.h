/* logs/power/usual_rows.h -- rows of a power table that are like those before, made into
 * figures a chunk at a time, by any thread.
 *
 * A row is usual when it has a cell for each column, begins with a digit, tells a time as
 * ISO 8601 writes it and a device that is known, and its powers are powers or known to be
 * missing. What it gives is what a reader makes of it that looks at every cell; all other
 * rows are left to that reader. */
#ifndef PLUME_LOGS_POWER_USUAL_ROWS_H
#define PLUME_LOGS_POWER_USUAL_ROWS_H

#include "core/data/csv.h"
#include "core/data/csv_ring.h"
#include "logs/power/cell.h"
#include "logs/reader.h"
#include "traces/integrator.h"

enum {
    PLUME_USUAL_TELLING = 8,     /* cells that tell a device */
    PLUME_USUAL_DEVICES = 2048,  /* more are not known */
    PLUME_USUAL_ROWS = 3072,     /* of a chunk; a usual row has more than 21 bytes */
    PLUME_USUAL_STRETCHES = 128, /* of rows without another between them, of a chunk */
    PLUME_USUAL_POWERS = 3
};

/* Of a header; SIZE_MAX: there is no such column. Two that are equal, byte by byte, are
 * of headers that say the same. */
typedef struct plume_usual_columns {
    size_t count, time, share;
    size_t power[PLUME_USUAL_POWERS], powers; /* the best one first */
    size_t telling[PLUME_USUAL_TELLING], tellings;
    bool unended; /* the log may end in the middle of a line: its form is learnt */
} plume_usual_columns;

typedef struct plume_usual_stretch {
    size_t first, count; /* of its rows */
    size_t end;          /* where they end in the chunk */
    plume_power_form form;
    size_t first_decimals; /* of it */
} plume_usual_stretch;

typedef struct plume_usual_rows {
    size_t count, stretches;
    plume_usual_stretch stretch[PLUME_USUAL_STRETCHES];
    uint16_t begin[PLUME_USUAL_ROWS]; /* in the chunk */
    uint16_t device[PLUME_USUAL_ROWS];
    double t_s[PLUME_USUAL_ROWS], watts[PLUME_USUAL_ROWS], share[PLUME_USUAL_ROWS];
} plume_usual_rows;

typedef struct plume_usual plume_usual;

/* After a row that the reader took. NULL: out of memory. */
plume_usual *plume_usual_new(const plume_log *log, const plume_usual_columns *columns);
void plume_usual_free(plume_usual *usual);
const plume_usual_columns *plume_usual_columns_of(const plume_usual *usual);

/* Rows that call their device as this one does are of the device, on the host, that its
 * sample tells. False: out of memory. */
bool plume_usual_learn(plume_usual *usual, const plume_row *row,
                       const plume_power_sample *sample);

plume_csv_converter plume_usual_converter(const plume_usual *usual);

/* The stretch that has the row which begins at this place, and which of all rows that is;
 * NULL: none. */
const plume_usual_stretch *plume_usual_at(const plume_usual_rows *rows, size_t at,
                                          size_t *row);

/* Sets of the sample all that the row tells. */
void plume_usual_sample(plume_usual *usual, const plume_usual_rows *rows, size_t row,
                        plume_power_sample *sample);

/* What the stretch teaches of the form of last cells. */
void plume_usual_form(plume_power_form *form, const plume_usual_stretch *stretch);

/* The rows as plume_log_batch takes them. */
plume_power_batch plume_usual_batch(const plume_usual *usual,
                                    const plume_usual_rows *rows);

#endif
