/* properties/judge.h -- what the truth of a world allows. */
#ifndef PLUME_TESTS_PROPERTIES_JUDGE_H
#define PLUME_TESTS_PROPERTIES_JUDGE_H

#include "properties/outcome.h"
#include "properties/world.h"

/* True runs that any log tells of. */
size_t judge_truth(const world *from);

/* Whether another account that is there tells of the same run, and a rule can find it. */
bool judge_is_told_again(const world *from, size_t account);

/* Which quantities of its run may come from this account, though others tell it too. */
typedef struct taken {
    bool hours, energy, link; /* hours: or the number of devices */
} taken;
taken judge_taken(const world *from, size_t account);

/* What is merged though it is known to differ: "host", "identifier", or NULL. */
const char *judge_merged(const world *from, const outcome *of);

/* Whether accounts of several true runs are taken for one: nothing told them apart. */
bool judge_mixed(const outcome *of);

/* Upper bounds of the energy of each component. */
typedef struct bounds {
    double gpu_kwh, cpu_kwh, ram_kwh;
} bounds;
bounds judge_bounds(const world *from);

#endif
