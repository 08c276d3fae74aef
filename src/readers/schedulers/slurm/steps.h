/* readers/schedulers/slurm/steps.h -- what the steps of a job say of its energy.
 *
 * A step's energy is that of its nodes while it ran. The job's own is the sum of its srun
 * steps: too high when they ran at once (4 x for four), too low when there was work
 * outside of them; with .extern it is that of the whole job. On one node .batch has it
 * all. Steps are added as they come, and nothing is kept of them but sums. */
#ifndef PLUME_READERS_SLURM_STEPS_H
#define PLUME_READERS_SLURM_STEPS_H

#include "readers/schedulers/slurm/cells.h"

/* Where an energy is from. */
typedef enum slurm_energy_from {
    SLURM_FROM_JOB,
    SLURM_FROM_BATCH,   /* which lives as long as the job, on its first node */
    SLURM_FROM_AT_ONCE, /* of steps that ran at once on the same nodes the largest */
    SLURM_FROM_STEPS    /* of steps one after the other: a lower bound */
} slurm_energy_from;

enum { SLURM_RANGES_MOST = 64 };

/* Numbered steps on the same nodes, in the order of their starts. */
typedef struct slurm_range {
    uint64_t nodes;   /* hash of their list */
    double end_s;     /* of the steps that overlap */
    double largest_j; /* of them */
    double before_j;  /* of those that ended before */
    double untimed_s; /* what steps without a start lasted together */
    double untimed_j; /* their sum, and the largest of them */
    double untimed_most_j;
} slurm_range;

typedef struct slurm_steps {
    double batch_j, extern_j; /* NAN: none */
    double sum_j;             /* of the numbered ones */
    slurm_range range[SLURM_RANGES_MOST];
    size_t range_count;
    bool too_many;
} slurm_steps;

/* start_s and end_s are NAN where they are not told; joules are NAN for none. */
typedef struct slurm_step {
    slurm_kind kind;
    plume_field nodes;
    double start_s, end_s, duration_s;
    double joules;
} slurm_step;

void slurm_steps_init(slurm_steps *steps);
void slurm_steps_add(slurm_steps *steps, const slurm_step *step);

/* What the job itself states: NAN for what it does not. */
typedef struct slurm_stated {
    double joules, nodes, duration_s;
} slurm_stated;

/* Joules of a job; NAN unknown. */
double slurm_steps_energy_j(const slurm_steps *steps, const slurm_stated *own,
                            slurm_energy_from *from);

#endif
