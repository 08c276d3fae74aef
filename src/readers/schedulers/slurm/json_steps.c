/* The steps of a job of `sacct --json`: seconds since 1970, and joules. */
#include "readers/schedulers/slurm/json_steps.h"

#include <math.h>
#include <string.h>

#include "readers/schedulers/slurm/json_value.h"

/* What the step is: the word or number behind the job's. */
static slurm_kind kind_of(const plume_value *step)
{
    static const struct {
        const char *word;
        slurm_kind kind;
    } words[] = {
        { "batch", SLURM_BATCH },
        { "extern", SLURM_EXTERN },
        { "interactive", SLURM_INTERACTIVE },
    };
    const char *id =
        plume_value_string(plume_value_get(plume_value_get(step, "step"), "id"));
    const char *dot = strrchr(id, '.');

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(dot != NULL ? dot + 1 : id, words[i].word) == 0)
            return words[i].kind;
    return SLURM_STEP;
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

/* 0 stands for a time that is not there. */
static double time_of(const plume_value *step, const char *key)
{
    double found_s =
        slurm_json_number(plume_value_get(plume_value_get(step, "time"), key));

    return found_s > 0 ? found_s : NAN;
}

void slurm_json_steps(slurm_steps *out, const plume_value *list)
{
    for (size_t i = 0; i < plume_value_count(list); i++) {
        const plume_value *item = plume_value_at(list, i);
        const char *nodes =
            plume_value_string(plume_value_get(plume_value_get(item, "nodes"), "range"));
        slurm_step step = {
            .kind = kind_of(item),
            .nodes = { nodes, strlen(nodes) },
            .start_s = time_of(item, "start"),
            .end_s = time_of(item, "end"),
            .duration_s = time_of(item, "elapsed"),
            .joules = joules_of(item),
        };

        if (isnan(step.duration_s))
            step.duration_s = 0.0; /* it began and ended in one second */
        slurm_steps_add(out, &step);
    }
}
