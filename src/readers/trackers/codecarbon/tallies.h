/* readers/trackers/codecarbon/tallies.h -- what is told once a file, however many rows
 * there are of it. */
#ifndef PLUME_READERS_CODECARBON_TALLIES_H
#define PLUME_READERS_CODECARBON_TALLIES_H

#include "logs/log.h"
#include <plume/text.h>

typedef enum codecarbon_tally {
    CC_TALLY_NO_ENERGY,
    CC_TALLY_PROCESSOR_GUESSED,
    CC_TALLY_RAM_MODELLED,
    CC_TALLY_WORLD_GRID,
    CC_TALLY_NO_NETWORK,
    CC_TALLY_PARTS_DIFFER,
    CC_TALLY_SEVERAL_GPUS,
    CC_TALLY_CLOUD_UNSEEN,
    CC_TALLY_NO_SUCH_TIME,
    CC_TALLY_STRETCHES,
    CC_TALLY_SHORT_DURATION,
    CC_TALLY_PUE_UNKNOWN,
    CC_TALLY_PUE_EMPTY,
    CC_TALLY_PROCESS_MODE, /* told where there are rows of both */
    CC_TALLY_MACHINE_MODE,
    CC_TALLY_COUNT
} codecarbon_tally;

/* All zero at first. */
typedef struct codecarbon_tallies {
    struct {
        uint64_t rows, first_line;
    } of[CC_TALLY_COUNT];
} codecarbon_tallies;

void codecarbon_count(codecarbon_tallies *tallies, codecarbon_tally which, uint64_t line);

/* The warnings of the run at hand, with the tallies of all. Neighbours have the same as a
 * rule: their text is made anew where it is another. */
typedef struct codecarbon_warnings {
    codecarbon_tallies tallies;
    uint64_t told, shown; /* the tallies of the run at hand; those that text is of */
    plume_text text;
} codecarbon_warnings;
void codecarbon_warnings_init(codecarbon_warnings *warnings);
void codecarbon_warnings_dispose(codecarbon_warnings *warnings);

/* Of the next run. */
void codecarbon_warnings_clear(codecarbon_warnings *warnings);
/* Counted, and the run has its code among its own warnings. */
void codecarbon_warn(codecarbon_warnings *warnings, codecarbon_tally which,
                     uint64_t line);
/* Those of the run at hand, in the order in which they were told. */
const char *codecarbon_warnings_text(codecarbon_warnings *warnings);

/* One note a kind, with its first line and how many rows: a log of a year has thousands.
 */
void codecarbon_tell(plume_log *log, const codecarbon_tallies *tallies);

#endif
