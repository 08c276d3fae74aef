/* evidence/rules/nearby.h -- accounts of other readers that begin and end near to one, in
 * whatever crowd they stand. */
#ifndef PLUME_EVIDENCE_RULES_NEARBY_H
#define PLUME_EVIDENCE_RULES_NEARBY_H

#include "evidence/groups/groups.h"
#include "evidence/rules/kits.h"

typedef struct plume_nearby {
    const plume_groups *groups;
    uint32_t *by_end; /* accounts that have times, but for traces */
    size_t count;
    double widest_s; /* the coarsest clock */
    bool ranks;      /* some group has room for several of a reader */

    /* Made when a crowd is first met: places, by what they may be one with. */
    uint32_t *cell;   /* one bucket behind the other */
    uint32_t *bucket; /* where each begins; NULL: not made */
    uint32_t mask;
    uint32_t *host_of_name;
    bool by_host; /* these are many: each place stands there twice */
    plume_kits kits;
} plume_nearby;

/* How far the ends and the starts of two may be apart by rule `times`, beside what their
 * clocks cannot tell. */
extern const double plume_near_end_s, plume_near_start_s;

/* False: out of memory. */
bool plume_nearby_init(plume_nearby *out, const plume_groups *groups);
void plume_nearby_dispose(plume_nearby *nearby);

const plume_account *plume_nearby_at(const plume_nearby *nearby, size_t place);

/* How far before and after the end of an account another may end. */
double plume_nearby_reach_s(const plume_nearby *nearby, size_t place);

/* The first place from `from` on whose end is later than this. */
size_t plume_nearby_later_than(const plume_nearby *nearby, size_t from, double until_s);

/* Calls visit with the places of from..end that may be near to this one and are of other
 * readers, in no order, until it returns false; what is left out agrees in no case. */
typedef bool (*plume_nearby_visit)(void *state, size_t place, size_t other);
bool plume_nearby_each(plume_nearby *nearby, size_t place, size_t from, size_t end,
                       plume_nearby_visit visit, void *state);

#endif
