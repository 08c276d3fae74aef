/* readers/trackers/codecarbon/run.h -- the run that a row of CodeCarbon is. */
#ifndef PLUME_READERS_CODECARBON_RUN_H
#define PLUME_READERS_CODECARBON_RUN_H

#include "logs/reader.h"
#include "readers/trackers/codecarbon/row.h"
#include "readers/trackers/codecarbon/stretches.h"
#include "readers/trackers/codecarbon/tallies.h"
#include <plume/text.h>

/* The texts of a run that stand in no cell as they are; each row writes over those of the
 * row before. */
typedef struct codecarbon_texts {
    plume_text id, identity, covers;
    char machine[17];
} codecarbon_texts;

/* What is remembered from row to row: the last run without an id, the runs that may go
 * on, and what was counted. */
typedef struct codecarbon_state {
    plume_run run; /* of the row at hand */
    codecarbon_texts texts;
    double unnamed_start_s, unnamed_first_s;
    uint64_t unnamed_line;
    char unnamed_project[64];
    codecarbon_warnings warnings;
    codecarbon_stretches stretches;
} codecarbon_state;

void codecarbon_state_init(codecarbon_state *state);
void codecarbon_state_dispose(codecarbon_state *state);

/* Pushes the run that a sound row is. */
plume_status codecarbon_take(plume_log *log, codecarbon_state *state, codecarbon_row *row,
                             plume_error *error);

/* The notes that only the whole file shows. */
void codecarbon_close(plume_log *log, const codecarbon_state *state);

#endif
