/* readers/schedulers/slurm/tally.h -- the notes at the end of a log of jobs. */
#ifndef PLUME_READERS_SLURM_TALLY_H
#define PLUME_READERS_SLURM_TALLY_H

#include "readers/schedulers/slurm/job.h"

void slurm_tally_tell(plume_log *log, const slurm_tally *tally);

#endif
