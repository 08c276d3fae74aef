/* readers/trackers/codecarbon/run.h -- one row of CodeCarbon's emissions, whichever file
 * form it came in. */
#ifndef PLUME_READERS_CODECARBON_RUN_H
#define PLUME_READERS_CODECARBON_RUN_H

#include "logs/reader.h"
#include "readers/trackers/codecarbon/codecarbon.h"
#include <plume/text.h>

/* One row, by meaning. Text is terminated and never NULL; "" is empty. present tells
 * which columns the file has at all. */
typedef struct codecarbon_row {
    const char *text[CC_COLUMN_COUNT];
    bool present[CC_COLUMN_COUNT];
    uint64_t line;
    uint64_t converted; /* a bit for each column whose number is known */
    double number[CC_COLUMN_COUNT];
} codecarbon_row;

/* What is remembered from row to row: the last run without an id, and what was counted.
 */
typedef struct codecarbon_state {
    double unnamed_start_s, unnamed_first_s;
    uint64_t unnamed_line;
    char unnamed_project[64];
    struct codecarbon_tally {
        uint64_t rows, first_line;
    } tally[9];
} codecarbon_state;

void codecarbon_state_init(codecarbon_state *state);

/* A row whose cells have the types of their columns: NULL when it does, else why not,
 * with the column that offends. */
const char *codecarbon_row_fault(codecarbon_row *row, codecarbon_column *column);

/* Pushes the run that a sound row is. */
plume_status codecarbon_take(plume_log *log, codecarbon_state *state, codecarbon_row *row,
                             plume_error *error);

/* The notes that only the whole file shows. */
void codecarbon_close(plume_log *log, const codecarbon_state *state);

#endif
