/* Accounts by their ends, cut where nothing goes on. */
#include "evidence/groups/spells.h"

#include <math.h>
#include <stdlib.h>

typedef struct cutting {
    const plume_groups *groups;
    const uint32_t *by_end;
    size_t count;
    int32_t *ties; /* of a place: that begin there, less those that end there */
} cutting;

static const plume_account *account_of(const cutting *all, uint32_t account)
{
    return &all->groups->book->account[account];
}

static const plume_account *at(const cutting *all, size_t place)
{
    return account_of(all, all->by_end[place]);
}

/* --- ties --- */

/* The first place of those that end no earlier: equal ends are in one spell. */
static size_t place_of(const cutting *all, double end_s)
{
    size_t low = 0, high = all->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (at(all, middle)->end_s < end_s)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Nothing is cut between two ends. */
static void bind(cutting *all, double from_s, double until_s)
{
    size_t from, until;

    if (!(from_s < until_s))
        return;
    from = place_of(all, from_s);
    until = place_of(all, until_s);
    all->ties[from]++;
    all->ties[until]--;
}

/* Members of a group, and it with what holds it. */
static void bind_group(cutting *all, uint32_t group)
{
    double first_s = HUGE_VAL, last_s = -HUGE_VAL;
    uint32_t holder = plume_group_holder(all->groups, group);

    if (holder == PLUME_NOBODY && plume_group_next(all->groups, group) == PLUME_NOBODY)
        return;
    PLUME_EACH_MEMBER(all->groups, group, member)
    {
        const plume_account *account = account_of(all, member);

        if (plume_account_has_times(account)) {
            first_s = fmin(first_s, account->end_s);
            last_s = fmax(last_s, account->end_s);
        }
    }
    if (holder != PLUME_NOBODY && plume_account_has_times(account_of(all, holder))) {
        first_s = fmin(first_s, account_of(all, holder)->end_s);
        last_s = fmax(last_s, account_of(all, holder)->end_s);
    }
    bind(all, first_s, last_s);
}

/* --- cutting --- */

/* From the last on, since what begins early may end late. */
static void cut(plume_spells *out, const cutting *all, plume_spell_kind kind,
                double apart_s)
{
    double start_s = HUGE_VAL;

    for (size_t i = all->count; i-- > 1;) {
        start_s = kind == PLUME_SPELL_WHOLE ? fmin(start_s, at(all, i)->start_s)
                                            : at(all, i)->end_s;
        if (start_s - at(all, i - 1)->end_s > apart_s)
            out->first[i / 8] |= (uint8_t)(1u << i % 8);
    }
}

/* A tie that goes on at a place began before it. */
static void bind_all(plume_spells *out, cutting *all)
{
    int32_t going = 0;

    for (uint32_t i = 0; i < all->groups->book->count; i++)
        if (plume_group_is_one(all->groups, i))
            bind_group(all, i);
    for (size_t i = 1; i < all->count; i++) {
        going += all->ties[i - 1];
        if (going > 0)
            out->first[i / 8] &= (uint8_t) ~(1u << i % 8);
    }
}

bool plume_spells_init(plume_spells *out, const plume_groups *groups,
                       const uint32_t *by_end, size_t count, plume_spell_kind kind,
                       double apart_s)
{
    cutting all = { groups, by_end, count, calloc(count + 2, sizeof *all.ties) };
    bool done;

    *out = (plume_spells){ count, calloc(count / 8 + 1, sizeof *out->first) };
    done = all.ties != NULL && out->first != NULL;
    if (done) {
        cut(out, &all, kind, apart_s);
        bind_all(out, &all);
    }
    free(all.ties);
    return done;
}

void plume_spells_dispose(plume_spells *spells)
{
    free(spells->first);
}

size_t plume_spells_next(const plume_spells *spells, size_t from, size_t least)
{
    size_t i = from + least;

    while (i < spells->count && (spells->first[i / 8] >> i % 8 & 1) == 0)
        i++;
    return i < spells->count ? i : spells->count;
}
