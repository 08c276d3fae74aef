/* Jobs that were requeued, by the hash of their number: a table with open addresses. */
#include "readers/schedulers/slurm/attempts.h"

#include <stdlib.h>

typedef struct slot {
    uint64_t job;
    size_t count; /* 0: free */
} slot;

struct slurm_attempts {
    slot *slots;
    size_t used, capacity; /* a power of two, at most half of it used; or 0 */
};

slurm_attempts *slurm_attempts_new(void)
{
    return calloc(1, sizeof(slurm_attempts));
}

void slurm_attempts_free(slurm_attempts *attempts)
{
    if (attempts != NULL)
        free(attempts->slots);
    free(attempts);
}

static slot *find(const slurm_attempts *attempts, uint64_t job)
{
    size_t mask = attempts->capacity - 1, at = job & mask;

    while (attempts->slots[at].count > 0 && attempts->slots[at].job != job)
        at = (at + 1) & mask;
    return &attempts->slots[at];
}

size_t slurm_attempts_count(const slurm_attempts *attempts, uint64_t job)
{
    return attempts->used == 0 ? 0 : find(attempts, job)->count;
}

static bool grow(slurm_attempts *attempts)
{
    slurm_attempts grown = { NULL, attempts->used,
                             attempts->capacity == 0 ? 16 : attempts->capacity * 2 };

    grown.slots = calloc(grown.capacity, sizeof *grown.slots);
    if (grown.slots == NULL)
        return false;
    for (size_t i = 0; i < attempts->capacity; i++)
        if (attempts->slots[i].count > 0)
            *find(&grown, attempts->slots[i].job) = attempts->slots[i];
    free(attempts->slots);
    *attempts = grown;
    return true;
}

bool slurm_attempts_add(slurm_attempts *attempts, uint64_t job)
{
    slot *found;

    if (attempts->used * 2 >= attempts->capacity && !grow(attempts))
        return false;
    found = find(attempts, job);
    attempts->used += found->count == 0;
    found->job = job;
    found->count++;
    return true;
}
