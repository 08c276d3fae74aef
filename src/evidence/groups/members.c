/* Members of groups: chains of accounts, and what is kept of those that are many. */
#include "evidence/groups/members.h"

#include <stdlib.h>
#include <string.h>

/* Where more is to be compared than this, it is kept in a digest. */
enum { LARGE = 8 };

/* Each account begins as a group of its own; members of a group are a chain. */
plume_status plume_groups_new(plume_groups **out, plume_book *book, plume_apart apart,
                              plume_error *error)
{
    plume_groups *groups = calloc(1, sizeof *groups);

    *out = NULL;
    if (groups == NULL)
        return plume_fail_memory(error);
    groups->book = book;
    groups->apart = apart;
    groups->spare = PLUME_NOBODY;
    groups->next = malloc((book->count + 1) * sizeof *groups->next);
    if (groups->next == NULL) {
        plume_groups_free(groups);
        return plume_fail_memory(error);
    }
    for (uint32_t i = 0; i < book->count; i++) {
        book->account[i].group = i;
        groups->next[i] = PLUME_NOBODY;
    }
    *out = groups;
    return PLUME_OK;
}

void plume_groups_free(plume_groups *groups)
{
    if (groups == NULL)
        return;
    free(groups->next);
    free(groups->more);
    for (size_t i = 0; i < groups->digests; i++)
        plume_group_digest_free(groups->digest[i]);
    free(groups->digest);
    free(groups);
}

/* --- what is known beside the members --- */

plume_group_facts plume_group_facts_of(const plume_groups *groups, uint32_t group)
{
    const plume_group_more *more = plume_group_more_of(groups, group);
    plume_group_facts facts = { .holder = PLUME_NOBODY, .ranks = 1 };

    if (more != NULL)
        return more->facts;
    if (plume_group_is_held_alone(groups, group)) {
        facts.holder = groups->next[group] & ~PLUME_GROUP_HELD;
        facts.by = group;
        facts.holder_rule = groups->book->account[group].held_by;
    }
    return facts;
}

uint32_t plume_group_size(const plume_groups *groups, uint32_t group)
{
    const plume_group_more *more = plume_group_more_of(groups, group);
    uint32_t size = 0;

    if (more != NULL)
        return more->size;
    PLUME_EACH_MEMBER(groups, group, member)
    size++;
    return size;
}

static uint32_t last_of(const plume_groups *groups, uint32_t group)
{
    const plume_group_more *more = plume_group_more_of(groups, group);
    uint32_t last = group;

    if (more != NULL)
        return more->last;
    PLUME_EACH_MEMBER(groups, group, member)
    last = member;
    return last;
}

/* A free one, or a new one; PLUME_NOBODY: out of memory. */
static uint32_t take_more(plume_groups *groups)
{
    size_t capacity = groups->more_capacity * 2 + 64;
    uint32_t taken = groups->spare;
    plume_group_more *grown;

    if (taken != PLUME_NOBODY) {
        groups->spare = groups->more[taken].second;
        return taken;
    }
    if (groups->mores == groups->more_capacity) {
        grown = realloc(groups->more, capacity * sizeof *grown);
        if (grown == NULL)
            return PLUME_NOBODY;
        groups->more = grown;
        groups->more_capacity = capacity;
    }
    return (uint32_t)groups->mores++;
}

bool plume_group_add_more(plume_groups *groups, uint32_t group)
{
    plume_group_more more = { .second = plume_group_next(groups, group) };
    uint32_t taken;

    if (plume_group_more_of(groups, group) != NULL)
        return true;
    more.facts = plume_group_facts_of(groups, group);
    more.last = last_of(groups, group);
    more.size = plume_group_size(groups, group);
    taken = take_more(groups);
    if (taken == PLUME_NOBODY) {
        groups->no_memory = true;
        return false;
    }
    groups->more[taken] = more;
    groups->next[group] = PLUME_GROUP_MORE | taken;
    groups->book->account[group].held_by = PLUME_RULE_NONE;
    return true;
}

bool plume_group_hold(plume_groups *groups, uint32_t part, uint32_t holder,
                      plume_rule_number rule)
{
    uint32_t group = plume_group_of(groups, part);
    plume_group_facts *facts;

    if (groups->next[group] == PLUME_NOBODY) {
        groups->next[group] = PLUME_GROUP_HELD | holder;
        groups->book->account[group].held_by = (unsigned)rule & 0xFU;
        return true;
    }
    if (!plume_group_add_more(groups, group))
        return false;
    facts = &plume_group_more_of(groups, group)->facts;
    facts->holder = holder;
    facts->by = part;
    facts->holder_rule = (uint8_t)rule;
    return true;
}

void plume_group_let_go(plume_groups *groups, uint32_t group)
{
    plume_group_more *more = plume_group_more_of(groups, group);

    if (more != NULL) {
        more->facts.holder = PLUME_NOBODY;
        more->facts.holder_rule = PLUME_RULE_NONE;
    } else if (plume_group_is_held_alone(groups, group)) {
        groups->next[group] = PLUME_NOBODY;
        groups->book->account[group].held_by = PLUME_RULE_NONE;
    }
}

static void drop_digest(plume_groups *groups, plume_group_more *of)
{
    if (of->digest == 0)
        return;
    plume_group_digest_free(groups->digest[of->digest - 1]);
    groups->digest[of->digest - 1] = NULL;
    of->digest = 0;
}

/* Of a group that becomes members of another. */
static void drop_more(plume_groups *groups, uint32_t group)
{
    plume_group_more *more = plume_group_more_of(groups, group);
    uint32_t number = groups->next[group] & ~PLUME_GROUP_MORE;

    if (more == NULL) {
        plume_group_let_go(groups, group);
        return;
    }
    drop_digest(groups, more);
    groups->next[group] = more->second;
    more->second = groups->spare;
    groups->spare = number;
}

/* --- readers --- */

const plume_group_digest *plume_group_digest_of(const plume_groups *groups,
                                                uint32_t group)
{
    const plume_group_more *more = plume_group_more_of(groups, group);

    return more == NULL || more->digest == 0 ? NULL : groups->digest[more->digest - 1];
}

plume_reader_set plume_group_all_readers(const plume_groups *groups, uint32_t group)
{
    const plume_group_digest *digest = plume_group_digest_of(groups, group);
    plume_reader_set readers = { { 0 } };

    for (size_t i = 0; digest != NULL && i < PLUME_READERS_MAX; i++)
        if (digest->readers[i] > 0)
            plume_readers_add(&readers, i);
    if (digest == NULL)
        PLUME_EACH_MEMBER(groups, group, member)
    plume_readers_add(&readers, groups->book->account[member].reader);
    return readers;
}

bool plume_group_has_reader(const plume_groups *groups, uint32_t group, uint8_t reader)
{
    const plume_group_digest *digest = plume_group_digest_of(groups, group);

    if (digest != NULL)
        return digest->readers[reader] > 0;
    PLUME_EACH_MEMBER(groups, group, member)
    if (groups->book->account[member].reader == reader)
        return true;
    return false;
}

size_t plume_group_readers(const plume_groups *groups, uint32_t group, uint8_t reader)
{
    const plume_group_digest *digest = plume_group_digest_of(groups, group);
    size_t count = 0;

    if (digest != NULL)
        return digest->readers[reader];
    PLUME_EACH_MEMBER(groups, group, member)
    count += groups->book->account[member].reader == reader;
    return count;
}

void plume_group_count(uint32_t count[PLUME_READERS_MAX], const plume_groups *groups,
                       uint32_t group)
{
    const plume_group_digest *digest = plume_group_digest_of(groups, group);

    if (digest != NULL) {
        memcpy(count, digest->readers, sizeof digest->readers);
        return;
    }
    memset(count, 0, PLUME_READERS_MAX * sizeof *count);
    PLUME_EACH_MEMBER(groups, group, member)
    count[groups->book->account[member].reader]++;
}

/* Of ranks and sessions each may have a partner of its own. */
plume_reader_set plume_group_full(const plume_groups *groups, uint32_t group)
{
    plume_reader_set full = plume_group_all_readers(groups, group);
    uint32_t ranks = plume_group_facts_of(groups, group).ranks;
    uint32_t count[PLUME_READERS_MAX];

    if (ranks == 1)
        return full;
    plume_group_count(count, groups, group);
    for (size_t i = 0; i < PLUME_READERS_MAX; i++)
        if (count[i] < ranks)
            plume_readers_remove(&full, i);
    return full;
}

/* --- digests --- */

/* Room for one more; NULL: out of memory. */
static plume_group_digest *add_digest(plume_groups *groups, plume_group_more *of)
{
    size_t capacity = groups->digest_capacity * 2 + 16;

    if (groups->digests == groups->digest_capacity) {
        plume_group_digest **grown =
            realloc(groups->digest, capacity * sizeof(plume_group_digest *));

        if (grown == NULL)
            return NULL;
        groups->digest = grown;
        groups->digest_capacity = capacity;
    }
    groups->digest[groups->digests] = plume_group_digest_new();
    if (groups->digest[groups->digests] == NULL)
        return NULL;
    of->digest = (uint32_t)++groups->digests;
    return groups->digest[of->digest - 1];
}

/* After the members from `from` came into a group. Without memory a large group has no
 * digest: it is then looked through, with the same result. */
static void keep_digest(plume_groups *groups, uint32_t first, uint32_t from)
{
    plume_group_more *of = plume_group_more_of(groups, first);
    plume_group_digest *digest = of->digest != 0 ? groups->digest[of->digest - 1] : NULL;
    bool done;

    if (digest == NULL) {
        from = first;
        digest = add_digest(groups, of);
    }
    done = digest != NULL;
    for (uint32_t i = from; done && i != PLUME_NOBODY; i = plume_group_next(groups, i))
        done = plume_group_digest_add(digest, groups->book, &groups->apart, i);
    if (!done)
        drop_digest(groups, of);
}

/* --- chains --- */

/* What is known of both holds for the one that they become. */
static void unite_facts(plume_group_facts *kept, const plume_group_facts *gone)
{
    if (kept->holder == PLUME_NOBODY) {
        kept->holder = gone->holder;
        kept->holder_rule = gone->holder_rule;
        kept->by = gone->by;
    }
    if (gone->ranks > kept->ranks)
        kept->ranks = gone->ranks;
    kept->sessions = kept->sessions || gone->sessions;
}

static void link_members(plume_groups *groups, uint32_t into, uint32_t from)
{
    uint32_t last = last_of(groups, into);
    plume_group_more *kept = plume_group_more_of(groups, into);

    PLUME_EACH_MEMBER(groups, from, member)
    groups->book->account[member].group = into;
    if (kept != NULL && last == into)
        kept->second = from;
    else
        groups->next[last] = from;
}

bool plume_group_append(plume_groups *groups, uint32_t into, uint32_t from)
{
    uint32_t size = plume_group_size(groups, into) + plume_group_size(groups, from);
    uint32_t last = last_of(groups, from);
    plume_group_facts gone = plume_group_facts_of(groups, from);
    plume_group_more *kept;

    if ((size > LARGE || plume_group_more_of(groups, from) != NULL ||
         plume_group_is_held_alone(groups, from) ||
         plume_group_is_held_alone(groups, into)) &&
        !plume_group_add_more(groups, into))
        return false;
    drop_more(groups, from);
    link_members(groups, into, from);
    kept = plume_group_more_of(groups, into);
    if (kept == NULL)
        return true;
    kept->size = size;
    kept->last = last;
    unite_facts(&kept->facts, &gone);
    if (size > LARGE)
        keep_digest(groups, into, from);
    return true;
}
