/* readers/trackers/wandb/power.h -- the samples of GPU power of one W&B run, kept until
 * its window is known, then integrated as any trace is. 24 bytes a sample. */
#ifndef PLUME_READERS_WANDB_POWER_H
#define PLUME_READERS_WANDB_POWER_H

#include "readers/trackers/wandb/record.h"
#include <plume/power.h>
#include <plume/series.h>
#include <plume/status.h>
#include <plume/text.h>

enum { PLUME_WANDB_SAMPLES_MAX = 1 << 22 };

typedef struct plume_wandb_power plume_wandb_power;

plume_wandb_power *plume_wandb_power_new(void); /* NULL: out of memory */
void plume_wandb_power_free(plume_wandb_power *power);

/* From now on energy is matched to the hours of series, borrowed; NULL: to none. */
void plume_wandb_power_match(plume_wandb_power *power, const plume_series *series);

/* A figure at its time. PLUME_ERR_VALUE for more samples than PLUME_WANDB_SAMPLES_MAX. */
plume_status plume_wandb_power_take(plume_wandb_power *power, double t_s,
                                    const plume_wandb_reading *reading,
                                    plume_error *error);

/* GPUs that the run's process used, or all when no sample tells which. */
size_t plume_wandb_power_devices(const plume_wandb_power *power);
bool plume_wandb_power_knows_use(const plume_wandb_power *power);
/* GPUs that were sampled. */
size_t plume_wandb_power_sampled(const plume_wandb_power *power);
/* Appends the names of those that count, with between between: "0+1". */
void plume_wandb_power_print(plume_text *out, const plume_wandb_power *power,
                             const char *between);

/* Over the devices that count. NAN where there is none. */
typedef struct plume_wandb_energy {
    double energy_j;
    double counted_j; /* by the boards' own counters; NAN: not by all of them */
    double start_s, end_s;
    double measured_s, gap_s; /* summed over devices */
    uint64_t samples, dropped;
    plume_matched matched; /* joules */
} plume_wandb_energy;

/* Of the samples from from_s to to_s; either may be infinite. */
plume_status plume_wandb_power_sum(plume_wandb_energy *out,
                                   const plume_wandb_power *power, double from_s,
                                   double to_s, plume_gaps gaps, plume_error *error);

#endif
