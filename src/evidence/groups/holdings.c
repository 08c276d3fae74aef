/* Groups that are held, in the order of their holders. */
#include "evidence/groups/holdings.h"

#include <stdlib.h>

#include "core/sort.h"

/* The holder was named as an account, and may have joined a group since. */
static uint32_t holder_of(const plume_groups *groups, uint32_t group)
{
    uint32_t by = plume_group_holder(groups, group);

    if (by == PLUME_NOBODY || plume_group_of(groups, by) == group)
        return PLUME_NOBODY;
    return plume_group_of(groups, by);
}

static int by_numbers(uint32_t holder, uint32_t other_holder, uint32_t group,
                      uint32_t other)
{
    if (holder != other_holder)
        return holder < other_holder ? -1 : 1;
    return (group > other) - (group < other);
}

static int by_holder(const void *groups, const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return by_numbers(holder_of(groups, a), holder_of(groups, b), a, b);
}

static size_t collect(uint32_t *held, const plume_groups *groups)
{
    size_t count = 0;

    for (uint32_t i = 0; i < groups->book->count; i++) {
        if (!plume_group_is_one(groups, i) || holder_of(groups, i) == PLUME_NOBODY)
            continue;
        if (held != NULL)
            held[count] = i;
        count++;
    }
    return count;
}

bool plume_holdings_init(plume_holdings *out, const plume_groups *groups)
{
    *out = (plume_holdings){ groups, NULL, collect(NULL, groups) };
    out->held = malloc((out->count + 1) * sizeof *out->held);
    if (out->held == NULL)
        return false;
    collect(out->held, groups);
    plume_sort(out->held, out->count, sizeof *out->held, by_holder, groups);
    return true;
}

void plume_holdings_dispose(plume_holdings *holdings)
{
    free(holdings->held);
}

uint32_t plume_holdings_holder(const plume_holdings *holdings, uint32_t group)
{
    return holder_of(holdings->groups, group);
}

/* The first place of this holder and group, or of one behind. */
static size_t find(const plume_holdings *holdings, uint32_t holder, uint32_t group)
{
    size_t low = 0, high = holdings->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t held = holdings->held[middle];

        if (by_numbers(holder_of(holdings->groups, held), holder, held, group) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t plume_holdings_place(const plume_holdings *holdings, uint32_t group)
{
    return find(holdings, holder_of(holdings->groups, group), group);
}

size_t plume_holdings_first(const plume_holdings *holdings, uint32_t holder)
{
    return holdings->count == 0 ? 0 : find(holdings, holder, 0);
}

bool plume_holdings_has(const plume_holdings *holdings, uint32_t holder, size_t place)
{
    return place < holdings->count &&
           holder_of(holdings->groups, holdings->held[place]) == holder;
}
