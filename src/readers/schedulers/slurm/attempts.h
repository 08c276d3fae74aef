/* readers/schedulers/slurm/attempts.h -- which jobs of a log were requeued, and how
 * often.
 *
 * Rows of other jobs may stand between the attempts of one. Only jobs of which an attempt
 * ended in being requeued are remembered, a few bytes each. */
#ifndef PLUME_READERS_SLURM_ATTEMPTS_H
#define PLUME_READERS_SLURM_ATTEMPTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct slurm_attempts slurm_attempts;

/* NULL: out of memory. */
slurm_attempts *slurm_attempts_new(void);
void slurm_attempts_free(slurm_attempts *attempts);

/* Attempts of the job that were requeued so far, 0 for most jobs. */
size_t slurm_attempts_count(const slurm_attempts *attempts, uint64_t job);
/* Another one. False: out of memory. */
bool slurm_attempts_add(slurm_attempts *attempts, uint64_t job);

#endif
