/* The energies of the steps of a job, and which of them is that of the job. */
#include "readers/schedulers/slurm/steps.h"

#include <math.h>

#include "core/hash.h"

void slurm_steps_init(slurm_steps *steps)
{
    steps->batch_j = steps->extern_j = NAN;
    steps->sum_j = 0.0;
    steps->range_count = 0;
    steps->too_many = false;
}

static slurm_range *range_of(slurm_steps *steps, plume_field nodes)
{
    uint64_t hash = plume_hash64(nodes.text, nodes.length, 0);

    for (size_t i = 0; i < steps->range_count; i++)
        if (steps->range[i].nodes == hash)
            return &steps->range[i];
    if (steps->range_count == SLURM_RANGES_MOST) {
        steps->too_many = true;
        return NULL;
    }
    steps->range[steps->range_count] = (slurm_range){ .nodes = hash, .end_s = -INFINITY };
    return &steps->range[steps->range_count++];
}

static void add_untimed(slurm_range *of, const slurm_step *step)
{
    of->untimed_s += step->duration_s;
    of->untimed_j += step->joules;
    of->untimed_most_j = fmax(of->untimed_most_j, step->joules);
}

/* The end counts the time in which the job was suspended, the duration does not. */
static void add_timed(slurm_range *of, const slurm_step *step)
{
    double end_s = isnan(step->end_s) ? step->start_s + step->duration_s : step->end_s;

    if (step->start_s >= of->end_s) {
        of->before_j += of->largest_j;
        of->largest_j = 0.0;
    }
    of->largest_j = fmax(of->largest_j, step->joules);
    of->end_s = fmax(of->end_s, end_s);
}

void slurm_steps_add(slurm_steps *steps, const slurm_step *step)
{
    slurm_range *of;

    if (isnan(step->joules))
        return;
    if (step->kind == SLURM_BATCH || step->kind == SLURM_INTERACTIVE) {
        steps->batch_j = fmax(steps->batch_j, step->joules);
        return;
    }
    if (step->kind == SLURM_EXTERN) {
        steps->extern_j = step->joules;
        return;
    }
    of = range_of(steps, step->nodes);
    if (of == NULL)
        return;
    if (isnan(step->start_s))
        add_untimed(of, step);
    else
        add_timed(of, step);
    steps->sum_j += step->joules;
}

/* Without their starts, steps that lasted longer than their job overlapped. */
static double range_j(const slurm_range *of, double duration_s)
{
    double timed_j = of->before_j + of->largest_j;

    return timed_j + (of->untimed_s > duration_s ? of->untimed_most_j : of->untimed_j);
}

/* What was drawn while any of the numbered steps ran. */
static double union_j(const slurm_steps *steps, double duration_s)
{
    double sum_j = 0.0;

    for (size_t i = 0; i < steps->range_count; i++)
        sum_j += range_j(&steps->range[i], duration_s);
    return sum_j > 0.0 ? sum_j : NAN;
}

double slurm_steps_energy_j(const slurm_steps *steps, const slurm_stated *own,
                            slurm_energy_from *from)
{
    double drawn_j = union_j(steps, own->duration_s);
    double own_j = slurm_is_no_value(own->joules) ? NAN : own->joules;
    bool has_extern = !isnan(steps->extern_j);

    *from = SLURM_FROM_JOB;
    if (has_extern)
        own_j = fmax(own_j, steps->extern_j);
    if (own->nodes == 1 && !isnan(steps->batch_j) &&
        !(own_j >= steps->batch_j && has_extern)) {
        *from = SLURM_FROM_BATCH;
        return steps->batch_j;
    }
    if (has_extern || steps->too_many)
        return own_j;
    if (isnan(own_j)) {
        *from = SLURM_FROM_STEPS;
        return fmax(drawn_j, steps->batch_j);
    }
    if (steps->sum_j > drawn_j) {
        *from = SLURM_FROM_AT_ONCE;
        own_j = fmin(own_j, drawn_j);
    }
    return fmax(own_j, steps->batch_j); /* of the first node alone, but all of its time */
}
