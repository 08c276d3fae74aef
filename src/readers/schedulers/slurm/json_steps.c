/* The energies of the steps of a job, and which of them is that of the job. */
#include "readers/schedulers/slurm/json_steps.h"

#include <math.h>
#include <string.h>

#include "readers/schedulers/slurm/cells.h"
#include "readers/schedulers/slurm/json_value.h"

enum { RANGES_MAX = 64 };

/* Steps on the same nodes, in the order of their starts. */
typedef struct range {
    const char *nodes;
    double end_s;     /* of the steps that overlap */
    double largest_j; /* of them */
    double before_j;  /* of those that ended before */
} range;

typedef struct steps {
    double batch_j, extern_j;
    double sum_j; /* of the numbered ones */
    range range[RANGES_MAX];
    size_t range_count;
    bool too_many;
} steps;

/* What the step is: the word or number behind the job's. */
static const char *word_of(const plume_value *step)
{
    const char *id =
        plume_value_string(plume_value_get(plume_value_get(step, "step"), "id"));
    const char *dot = strrchr(id, '.');

    return dot != NULL ? dot + 1 : id;
}

/* statistics.energy.consumed is joules; tres.consumed would be watts. */
static double joules_of(const plume_value *step)
{
    const plume_value *energy =
        plume_value_get(plume_value_get(step, "statistics"), "energy");
    const plume_value *used = plume_value_get(plume_value_get(step, "tres"), "requested");
    double joules = slurm_json_number(plume_value_get(energy, "consumed"));

    if (isnan(joules))
        joules = slurm_json_joules(plume_value_get(used, "total"));
    return slurm_is_no_value(joules) ? NAN : joules;
}

static range *range_of(steps *all, const char *nodes)
{
    for (size_t i = 0; i < all->range_count; i++)
        if (strcmp(all->range[i].nodes, nodes) == 0)
            return &all->range[i];
    if (all->range_count == RANGES_MAX) {
        all->too_many = true;
        return NULL;
    }
    all->range[all->range_count] = (range){ nodes, -INFINITY, 0.0, 0.0 };
    return &all->range[all->range_count++];
}

static void add_numbered(steps *all, const plume_value *step, double joules)
{
    const plume_value *time = plume_value_get(step, "time");
    const plume_value *nodes = plume_value_get(plume_value_get(step, "nodes"), "range");
    double start_s = slurm_json_number(plume_value_get(time, "start"));
    double elapsed_s = slurm_json_number(plume_value_get(time, "elapsed"));
    range *of = range_of(all, plume_value_string(nodes));

    if (of == NULL)
        return;
    if (start_s >= of->end_s) {
        of->before_j += of->largest_j;
        of->largest_j = 0.0;
    }
    of->largest_j = fmax(of->largest_j, joules);
    of->end_s = fmax(of->end_s, start_s + elapsed_s);
    all->sum_j += joules;
}

static void gather(steps *all, const plume_value *list)
{
    for (size_t i = 0; i < plume_value_count(list); i++) {
        const plume_value *step = plume_value_at(list, i);
        const char *word = word_of(step);
        double joules = joules_of(step);

        if (isnan(joules))
            continue;
        if (strcmp(word, "batch") == 0)
            all->batch_j = joules;
        else if (strcmp(word, "extern") == 0)
            all->extern_j = joules;
        else
            add_numbered(all, step, joules);
    }
}

/* What was drawn while any of the numbered steps ran. */
static double union_j(const steps *all)
{
    double sum_j = 0.0;

    for (size_t i = 0; i < all->range_count; i++)
        sum_j += all->range[i].before_j + all->range[i].largest_j;
    return sum_j > 0.0 ? sum_j : NAN;
}

double slurm_json_energy_j(const plume_value *list, double own_j, double nodes,
                           slurm_energy_from *from)
{
    steps all = { .batch_j = NAN, .extern_j = NAN };
    double drawn_j;

    gather(&all, list);
    drawn_j = union_j(&all);
    if (slurm_is_no_value(own_j))
        own_j = NAN;
    *from = SLURM_FROM_JOB;
    if (!isnan(all.extern_j))
        own_j = fmax(own_j, all.extern_j);
    if (nodes == 1 && !isnan(all.batch_j) &&
        !(own_j >= all.batch_j && !isnan(all.extern_j))) {
        *from = SLURM_FROM_BATCH;
        return all.batch_j;
    }
    if (!isnan(all.extern_j) || isnan(drawn_j) || all.too_many)
        return own_j;
    if (isnan(own_j)) {
        *from = SLURM_FROM_STEPS;
        return fmax(drawn_j, all.batch_j);
    }
    if (all.sum_j > drawn_j) {
        *from = SLURM_FROM_AT_ONCE;
        return fmin(own_j, drawn_j);
    }
    return own_j;
}
