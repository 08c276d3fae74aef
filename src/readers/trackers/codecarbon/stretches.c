/* The stretches of runs whose tracker was stopped and started again. */
#include "readers/trackers/codecarbon/stretches.h"

#include <math.h>
#include <string.h>

#include "core/hash.h"

/* Time stamps have whole seconds. */
static const double stamp_s = 1.0;

/* The rows of a run begin together, less the rounding of stamps, unless it was started
 * again: then the duration falls, or the row begins where the one before ended. Energy
 * that falls is that of an older row, met again. */
static bool begins_again(const struct codecarbon_stretch *last, const plume_run *run)
{
    double start_s = run->end_s - run->duration_s;

    if (!(run->energy.logged_kwh > last->energy_kwh))
        return false;
    return run->duration_s < last->duration_s ||
           (start_s >= last->end_s - stamp_s &&
            start_s - (last->end_s - last->duration_s) > 2.0 * stamp_s);
}

/* *known: it has rows already. */
static struct codecarbon_stretch *find(codecarbon_stretches *all, uint64_t identity,
                                       bool *known)
{
    struct codecarbon_stretch *oldest;

    *known = true;
    for (size_t i = 0; i < all->count; i++)
        if (all->of[i].identity == identity)
            return &all->of[i];
    *known = false;
    oldest = &all->of[all->next];
    all->next = (all->next + 1) % CODECARBON_STRETCHES_MAX;
    if (all->count < CODECARBON_STRETCHES_MAX)
        all->count++;
    return oldest;
}

bool codecarbon_add_stretches(codecarbon_stretches *all, plume_run *run)
{
    bool known;
    uint64_t identity = plume_hash64(run->identity, strlen(run->identity), 0);
    struct codecarbon_stretch *last = find(all, identity, &known), now;

    now = (struct codecarbon_stretch){ identity,   run->start_s,
                                       0.0,        run->duration_s,
                                       run->end_s, run->energy.logged_kwh };
    if (known && run->energy.logged_kwh >= last->energy_kwh) {
        now.start_s = last->start_s;
        now.before_s = last->before_s;
        if (begins_again(last, run))
            now.before_s += last->duration_s;
    }
    *last = now;
    if (!(now.before_s > 0.0))
        return false;
    run->start_s = now.start_s;
    run->duration_s += now.before_s;
    return true;
}
