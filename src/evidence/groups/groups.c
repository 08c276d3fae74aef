/* Groups of accounts, and the limits within which they are joined. */
#include "evidence/groups/groups.h"

#include <math.h>
#include <string.h>

/* --- what must agree --- */

/* Those of a group that stand for all of it: of its hosts, or of all else. i: how many
 * were had; last: the last of them, PLUME_NOBODY at first and in the end. */
static uint32_t next_voice(const plume_groups *groups, uint32_t group, bool hosts,
                           uint32_t i, uint32_t last)
{
    const plume_group_digest *digest = plume_group_digest_of(groups, group);

    if (digest == NULL)
        return last == PLUME_NOBODY ? group : plume_group_next(groups, last);
    if (i < (hosts ? digest->hosts : digest->others))
        return hosts ? digest->host[i] : digest->other[i];
    return PLUME_NOBODY;
}

uint32_t plume_group_host(const plume_groups *groups, uint32_t group, uint32_t i,
                          uint32_t last)
{
    return next_voice(groups, group, true, i, last);
}

#define EACH_VOICE(groups, number, hosts, i, member)                                     \
    for (uint32_t i = 0, member = next_voice(groups, number, hosts, i, PLUME_NOBODY);    \
         member != PLUME_NOBODY;                                                         \
         member = next_voice(groups, number, hosts, ++i, member))

/* A job without accelerators and an account that names one have nothing in common. */
static bool counts_differ(const plume_berth *left, const plume_berth *right)
{
    return left->device_count != right->device_count && !isnan(left->device_count) &&
           !isnan(right->device_count);
}

static bool hosts_differ(const plume_book *book, const plume_account *left,
                         const plume_account *right)
{
    return left->berth != right->berth &&
           plume_berths_hosts_differ(&book->berths, plume_book_berth(book, left),
                                     plume_book_berth(book, right));
}

static bool devices_differ(const plume_book *book, const plume_account *left,
                           const plume_account *right)
{
    const plume_berth *a = plume_book_berth(book, left);
    const plume_berth *b = plume_book_berth(book, right);

    return a != b &&
           (counts_differ(a, b) || plume_berths_devices_differ(&book->berths, a, b));
}

bool plume_groups_hosts_agree(const plume_groups *groups, uint32_t left, uint32_t right)
{
    const plume_account *account = groups->book->account;

    EACH_VOICE(groups, left, true, i, a)
    EACH_VOICE(groups, right, true, k, b)
    if (hosts_differ(groups->book, &account[a], &account[b]))
        return false;
    return true;
}

/* All members with all: a chain of pairs must not bind two hosts into one run. */
bool plume_groups_agree(const plume_groups *groups, uint32_t left, uint32_t right)
{
    const plume_account *account = groups->book->account;

    EACH_VOICE(groups, left, false, i, a)
    EACH_VOICE(groups, right, false, k, b)
    if (devices_differ(groups->book, &account[a], &account[b]))
        return false;
    return plume_groups_hosts_agree(groups, left, right);
}

/* Job ids, trials of one study, run ids of one tool; those before end alone. */
static bool marks_differ(const plume_book *book, const plume_account *left,
                         const plume_account *right, int end)
{
    const uint32_t *own = plume_book_marks(book, left)->mark;
    const uint32_t *other = plume_book_marks(book, right)->mark;

    for (int i = 0; i < end; i++) {
        if (own[i] == other[i] || own[i] == 0 || other[i] == 0)
            continue;
        if (i != PLUME_MARK_RUN || book->tool[left->reader] == book->tool[right->reader])
            return true;
    }
    return false;
}

bool plume_groups_marks_agree(const plume_groups *groups, uint32_t left, uint32_t right,
                              int end)
{
    const plume_book *book = groups->book;

    EACH_VOICE(groups, left, false, i, a)
    EACH_VOICE(groups, right, false, k, b)
    if (marks_differ(book, &book->account[a], &book->account[b], end))
        return false;
    return true;
}

bool plume_groups_apart(const plume_groups *groups, uint32_t left, uint32_t right)
{
    return groups->apart.are != NULL &&
           groups->apart.are(groups->apart.state, left, right);
}

/* What no rule may do: join what is no run, what the user calls distinct, or what
 * identifiers tell apart. Ranks of one reader may differ, as each has a run id. */
static bool may_meet(const plume_groups *groups, uint32_t left, uint32_t right,
                     bool ranks)
{
    const plume_account *a = &groups->book->account[left];
    const plume_account *b = &groups->book->account[right];

    if (((a->flags | b->flags) & PLUME_ACCOUNT_REPEATED) != 0)
        return false;
    if (plume_groups_apart(groups, left, right))
        return false;
    return (ranks && a->reader == b->reader) ||
           !marks_differ(groups->book, a, b, PLUME_MARK_COUNT);
}

static bool have_common_time(const plume_account *one, const plume_account *other)
{
    return one->start_s < other->end_s && other->start_s < one->end_s;
}

/* How many accounts of each reader a group has at the time of one. */
static void count_at(uint32_t count[PLUME_READERS_MAX], const plume_groups *groups,
                     uint32_t group, const plume_account *at)
{
    const plume_account *account = groups->book->account;

    memset(count, 0, PLUME_READERS_MAX * sizeof *count);
    PLUME_EACH_MEMBER(groups, group, member)
    count[account[member].reader] += have_common_time(&account[member], at);
}

/* Sessions follow one another: at one time a group has room for as many accounts of a
 * reader as another reader tells then, not for those of all sessions together. */
static bool has_room_then(const plume_groups *groups, uint32_t group, uint32_t other)
{
    const plume_account *account = groups->book->account;
    uint32_t own[PLUME_READERS_MAX], more[PLUME_READERS_MAX];

    PLUME_EACH_MEMBER(groups, other, member)
    {
        const plume_account *at = &account[member];
        uint32_t most = 0;

        if (!plume_group_has_reader(groups, group, at->reader))
            continue;
        count_at(own, groups, group, at);
        count_at(more, groups, other, at);
        for (size_t i = 0; i < PLUME_READERS_MAX; i++)
            most = own[i] > most ? own[i] : most;
        if (own[at->reader] > 0 && own[at->reader] + more[at->reader] > most)
            return false;
    }
    return true;
}

/* docs/evidence.md: two accounts of one reader are two runs, unless the run has ranks. */
static bool readers_fit(const plume_groups *groups, uint32_t left, uint32_t right)
{
    plume_reader_set common = plume_readers_common(
        plume_group_all_readers(groups, left), plume_group_all_readers(groups, right));
    uint32_t of_left[PLUME_READERS_MAX], of_right[PLUME_READERS_MAX];
    uint32_t ranks = plume_group_facts_of(groups, left).ranks;

    if (!plume_readers_any(common))
        return true;
    if (plume_group_facts_of(groups, right).ranks > ranks)
        ranks = plume_group_facts_of(groups, right).ranks;
    plume_group_count(of_left, groups, left);
    plume_group_count(of_right, groups, right);
    for (size_t i = 0; i < PLUME_READERS_MAX; i++)
        if (plume_readers_have(common, i) && of_left[i] + of_right[i] > ranks)
            return false;
    return (!plume_group_facts_of(groups, left).sessions ||
            has_room_then(groups, left, right)) &&
           (!plume_group_facts_of(groups, right).sessions ||
            has_room_then(groups, right, left));
}

static bool members_may_meet(const plume_groups *groups, uint32_t left, uint32_t right,
                             bool ranks)
{
    EACH_VOICE(groups, left, false, i, a)
    EACH_VOICE(groups, right, false, k, b)
    if (!may_meet(groups, a, b, ranks))
        return false;
    return true;
}

bool plume_groups_may_join(const plume_groups *groups, uint32_t left, uint32_t right)
{
    bool ranks = plume_group_facts_of(groups, left).ranks > 1 ||
                 plume_group_facts_of(groups, right).ranks > 1;

    return left != right && readers_fit(groups, left, right) &&
           members_may_meet(groups, left, right, ranks);
}

bool plume_group_is_of_trackers(const plume_groups *groups, uint32_t group)
{
    const plume_book *book = groups->book;
    uint32_t count[PLUME_READERS_MAX];

    EACH_VOICE(groups, group, true, i, a)
    if (plume_book_berth(book, &book->account[a])->host != 0)
        return false;
    EACH_VOICE(groups, group, false, k, b)
    if (plume_book_kind(book, &book->account[b]) != PLUME_KIND_TRACKER)
        return false;
    plume_group_count(count, groups, group);
    for (size_t i = 0; i < book->reader_count; i++)
        if (count[i] > 0 && (book->kind[i] != PLUME_KIND_TRACKER ||
                             count[i] != plume_group_facts_of(groups, group).ranks))
            return false;
    return true;
}

/* --- joining --- */

/* Whether a group lies, at any depth, in another. */
static bool is_within(const plume_groups *groups, uint32_t part, uint32_t holder)
{
    while (part != PLUME_NOBODY && part != holder) {
        uint32_t by = plume_group_holder(groups, part);

        part = by != PLUME_NOBODY ? plume_group_of(groups, by) : PLUME_NOBODY;
    }
    return part == holder;
}

/* The rule that first tied an account is the one that is told: of several accounts each
 * has one since they met. */
static void tell_rule(plume_groups *groups, uint32_t group, plume_rule_number rule)
{
    plume_account *first = &groups->book->account[group];

    if (plume_group_next(groups, group) == PLUME_NOBODY && first->rule == PLUME_RULE_NONE)
        first->rule = (unsigned)rule & 0xFU;
}

/* The smaller goes into the larger. False: out of memory. */
static bool unite(plume_groups *groups, uint32_t left, uint32_t right,
                  plume_rule_number rule)
{
    bool turn = plume_group_size(groups, left) < plume_group_size(groups, right);

    tell_rule(groups, left, rule);
    tell_rule(groups, right, rule);
    if (turn ? !plume_group_append(groups, right, left)
             : !plume_group_append(groups, left, right))
        return false;
    groups->pairs[rule]++;
    return true;
}

/* What lies in another group is its part, and cannot be the same as well. */
bool plume_groups_join(plume_groups *groups, uint32_t left, uint32_t right,
                       plume_rule_number rule)
{
    uint32_t a = plume_group_of(groups, left), b = plume_group_of(groups, right);

    if (a == b || !plume_groups_may_join(groups, a, b) || is_within(groups, a, b) ||
        is_within(groups, b, a))
        return false;
    return unite(groups, a, b, rule);
}

/* As many as the reader has that tells of most. */
static void count_ranks(plume_groups *groups, uint32_t group)
{
    plume_group_facts *facts = &plume_group_more_of(groups, group)->facts;
    uint32_t count[PLUME_READERS_MAX];

    plume_group_count(count, groups, group);
    for (int i = 0; i < PLUME_READERS_MAX; i++)
        if (count[i] > facts->ranks)
            facts->ranks = (uint16_t)(count[i] < 65535 ? count[i] : 65535);
    groups->ranks = groups->ranks || facts->ranks > 1;
}

/* Ranks and sessions are the only several accounts of one reader, so the limit of readers
 * is not asked here. */
bool plume_groups_join_ranks(plume_groups *groups, uint32_t left, uint32_t right,
                             plume_rule_number rule)
{
    uint32_t a = plume_group_of(groups, left), b = plume_group_of(groups, right);

    if (a == b || !members_may_meet(groups, a, b, true) || is_within(groups, a, b) ||
        is_within(groups, b, a) || !plume_group_add_more(groups, a) ||
        !unite(groups, a, b, rule))
        return false;
    a = plume_group_of(groups, left);
    count_ranks(groups, a);
    if (rule == PLUME_RULE_CONTINUES)
        plume_group_more_of(groups, a)->facts.sessions = true;
    return true;
}

bool plume_groups_kept_apart(const plume_groups *groups, uint32_t left, uint32_t right)
{
    if (groups->apart.are == NULL)
        return false;
    EACH_VOICE(groups, left, false, i, a)
    EACH_VOICE(groups, right, false, k, b)
    if (plume_groups_apart(groups, a, b))
        return true;
    return false;
}

/* From what holds it, at any depth. */
static bool is_kept_apart(const plume_groups *groups, uint32_t group)
{
    for (uint32_t by = plume_group_holder(groups, group); by != PLUME_NOBODY;
         by = plume_group_holder(groups, plume_group_of(groups, by)))
        if (plume_group_of(groups, by) != group &&
            plume_groups_kept_apart(groups, group, plume_group_of(groups, by)))
            return true;
    return false;
}

void plume_groups_part(plume_groups *groups)
{
    for (uint32_t i = 0; groups->apart.are != NULL && i < groups->book->count; i++)
        if (plume_group_is_one(groups, i) && is_kept_apart(groups, i))
            plume_groups_take_out(groups, i);
}

/* A group is part of at most one other: the rule that comes first has placed it. */
bool plume_groups_put_inside(plume_groups *groups, uint32_t part, uint32_t holder,
                             plume_rule_number rule)
{
    uint32_t inner = plume_group_of(groups, part), outer = plume_group_of(groups, holder);

    if (inner == outer || plume_group_holder(groups, inner) != PLUME_NOBODY ||
        !may_meet(groups, part, holder, true) ||
        plume_groups_kept_apart(groups, inner, outer))
        return false;
    if (is_within(groups, outer, inner)) {
        groups->circles = true;
        return false;
    }
    if (!plume_group_hold(groups, part, holder, rule))
        return false;
    groups->pairs[rule]++;
    return true;
}

void plume_groups_take_out(plume_groups *groups, uint32_t part)
{
    uint32_t group = plume_group_of(groups, part);

    groups->pairs[plume_group_facts_of(groups, group).holder_rule]--;
    plume_group_let_go(groups, group);
}
