/* Trees of groups that count as one run, and whether two of them may be one. */
#include "evidence/rules/families.h"

#include <stdlib.h>

bool plume_families_init(plume_families *out, const plume_groups *groups)
{
    size_t count = groups->book->count + 1;

    *out = (plume_families){ .groups = groups };
    out->first = malloc(count * sizeof *out->first);
    out->next = malloc(count * sizeof *out->next);
    for (size_t i = 0; out->first != NULL && out->next != NULL && i < count; i++)
        out->first[i] = out->next[i] = PLUME_NOBODY;
    return out->first != NULL && out->next != NULL;
}

void plume_families_dispose(plume_families *families)
{
    free(families->first);
    free(families->next);
}

/* Tasks and instants fold whatever lies beside them; of other rules several may be held,
 * which frames them. */
static bool folds(const plume_families *families, uint32_t group)
{
    const plume_groups *groups = families->groups;

    switch (plume_group_facts_of(groups, group).holder_rule) {
    case PLUME_RULE_INSIDE:
        return families->next[group] != group;
    case PLUME_RULE_LAYOUT:
        return true;
    case PLUME_RULE_PARENT:
        return plume_book_kind(groups->book, &groups->book->account[group]) ==
               PLUME_KIND_TRACKER;
    default:
        return false;
    }
}

/* What a group folds into, at the top. */
static uint32_t head_of(const plume_families *families, uint32_t group)
{
    const plume_groups *groups = families->groups;

    while (plume_group_holder(groups, group) != PLUME_NOBODY && folds(families, group))
        group = plume_group_of(groups, plume_group_holder(groups, group));
    return group;
}

static bool agrees_with_all(const plume_families *families, uint32_t one, uint32_t group)
{
    const plume_groups *groups = families->groups;

    if (plume_groups_kept_apart(groups, one, group) ||
        !plume_groups_hosts_agree(groups, one, group) ||
        !plume_groups_marks_agree(groups, one, group, PLUME_MARK_COUNT))
        return false;
    for (uint32_t k = families->first[group]; k != PLUME_NOBODY; k = families->next[k])
        if (!agrees_with_all(families, one, k))
            return false;
    return true;
}

static bool all_agree(const plume_families *families, uint32_t group, uint32_t other)
{
    if (!agrees_with_all(families, group, other))
        return false;
    for (uint32_t k = families->first[group]; k != PLUME_NOBODY; k = families->next[k])
        if (!all_agree(families, k, other))
            return false;
    return true;
}

bool plume_families_agree(const plume_families *families, uint32_t part, uint32_t holder)
{
    const plume_groups *groups = families->groups;

    return all_agree(families, plume_group_of(groups, part),
                     head_of(families, plume_group_of(groups, holder)));
}

void plume_families_add(plume_families *families, uint32_t part, uint32_t holder,
                        bool framed)
{
    uint32_t inner = plume_group_of(families->groups, part),
             outer = plume_group_of(families->groups, holder);

    if (framed) {
        families->next[inner] = inner;
    } else {
        families->next[inner] = families->first[outer];
        families->first[outer] = inner;
    }
}

void plume_families_unframe(plume_families *families, uint32_t part)
{
    families->next[plume_group_of(families->groups, part)] = PLUME_NOBODY;
}
