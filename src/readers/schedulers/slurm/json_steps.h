/* readers/schedulers/slurm/json_steps.h -- what the steps of a job say of its energy. */
#ifndef PLUME_READERS_SLURM_JSON_STEPS_H
#define PLUME_READERS_SLURM_JSON_STEPS_H

#include <stdbool.h>

#include <plume/value.h>

/* Where an energy is from. */
typedef enum slurm_energy_from {
    SLURM_FROM_JOB,
    SLURM_FROM_BATCH,   /* which lives as long as the job, on its first node */
    SLURM_FROM_AT_ONCE, /* of steps that ran at once on the same nodes the largest */
    SLURM_FROM_STEPS    /* of steps one after the other: a lower bound */
} slurm_energy_from;

/* Joules of a job; NAN unknown. own_j is what the job itself states, NAN for none.
 *
 * A step's energy is that of its nodes while it ran. The job's own is the sum of its srun
 * steps: too high when they ran at once (4 x for four), too low when there was work
 * outside of them; with .extern it is that of the whole job. On one node .batch has it
 * all. */
double slurm_json_energy_j(const plume_value *steps, double own_j, double nodes,
                           slurm_energy_from *from);

#endif
