/* Groups of accounts, and the limits within which they are joined. */
#include "evidence/groups/groups.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/accounts/hosts.h"

/* The words of docs/evidence.md, as `runs --why` and results.json print them. */
static const char *const names[PLUME_RULE_COUNT] = {
    "",          "same",  "key",    "layout",   "parent", "ranks",
    "continues", "times", "inside", "timeless", "trace",
};

const char *plume_rule_name(plume_rule_number rule)
{
    return names[rule];
}

/* Each account begins as a group of its own; members of a group are a chain. */
plume_status plume_groups_new(plume_groups **out, plume_book *book, plume_apart apart,
                              plume_error *error)
{
    plume_groups *groups = calloc(1, sizeof *groups);
    size_t count = book->count + 1;

    *out = NULL;
    if (groups == NULL)
        return plume_fail_memory(error);
    groups->book = book;
    groups->apart = apart;
    groups->group = calloc(count, sizeof *groups->group);
    groups->of = malloc(count * sizeof *groups->of);
    groups->next = malloc(count * sizeof *groups->next);
    if (groups->group == NULL || groups->of == NULL || groups->next == NULL) {
        plume_groups_free(groups);
        return plume_fail_memory(error);
    }
    for (uint32_t i = 0; i < book->count; i++) {
        groups->group[i] = (plume_run_group){
            .first = i, .last = i, .size = 1, .holder = PLUME_NOBODY, .ranks = 1
        };
        groups->group[i].readers = UINT64_C(1) << book->account[i].reader;
        groups->of[i] = i;
        groups->next[i] = PLUME_NOBODY;
    }
    *out = groups;
    return PLUME_OK;
}

void plume_groups_free(plume_groups *groups)
{
    if (groups == NULL)
        return;
    free(groups->group);
    free(groups->of);
    free(groups->next);
    for (size_t i = 0; i < groups->digests; i++)
        plume_group_digest_free(groups->digest[i]);
    free(groups->digest);
    free(groups);
}

plume_run_group *plume_group_of(const plume_groups *groups, uint32_t account)
{
    return &groups->group[groups->of[account]];
}

bool plume_group_has_reader(const plume_groups *groups, uint32_t group, uint8_t reader)
{
    return (groups->group[group].readers >> reader & 1) != 0;
}

/* Where more is to be compared than this, it is kept in a digest. */
enum { LARGE = 8 };

/* NULL: the group is small, and its members are looked through. */
static const plume_group_digest *digest_of(const plume_groups *groups, uint32_t group)
{
    uint32_t number = groups->group[group].digest;

    return number == 0 ? NULL : groups->digest[number - 1];
}

size_t plume_group_readers(const plume_groups *groups, uint32_t group, uint8_t reader)
{
    const plume_group_digest *digest = digest_of(groups, group);
    size_t count = 0;

    if (!plume_group_has_reader(groups, group, reader))
        return 0;
    if (digest != NULL)
        return digest->readers[reader];
    PLUME_EACH_MEMBER(groups, group, member)
    count += groups->book->account[member].reader == reader;
    return count;
}

/* How many accounts of each reader a group has. */
static void count_readers(uint32_t count[PLUME_READERS_MAX], const plume_groups *groups,
                          uint32_t group)
{
    const plume_group_digest *digest = digest_of(groups, group);

    if (digest != NULL) {
        memcpy(count, digest->readers, sizeof digest->readers);
        return;
    }
    memset(count, 0, PLUME_READERS_MAX * sizeof *count);
    PLUME_EACH_MEMBER(groups, group, member)
    count[groups->book->account[member].reader]++;
}

/* Of ranks and sessions each may have a partner of its own. */
uint64_t plume_group_full(const plume_groups *groups, uint32_t group)
{
    uint64_t full = groups->group[group].readers;
    uint32_t count[PLUME_READERS_MAX];

    if (groups->group[group].ranks == 1)
        return full;
    count_readers(count, groups, group);
    for (int i = 0; i < PLUME_READERS_MAX; i++)
        if (count[i] < groups->group[group].ranks)
            full &= ~(UINT64_C(1) << i);
    return full;
}

/* --- what must agree --- */

/* Those of a group that stand for all of it: of its hosts, or of all else. i: how many
 * were had; last: the last of them, PLUME_NOBODY at first and in the end. */
static uint32_t next_voice(const plume_groups *groups, uint32_t group, bool hosts,
                           uint32_t i, uint32_t last)
{
    const plume_group_digest *digest = digest_of(groups, group);

    if (digest == NULL)
        return last == PLUME_NOBODY ? groups->group[group].first : groups->next[last];
    if (i < (hosts ? digest->hosts : digest->others))
        return hosts ? digest->host[i] : digest->other[i];
    return PLUME_NOBODY;
}

#define EACH_VOICE(groups, number, hosts, i, member)                                     \
    for (uint32_t i = 0, member = next_voice(groups, number, hosts, i, PLUME_NOBODY);    \
         member != PLUME_NOBODY;                                                         \
         member = next_voice(groups, number, hosts, ++i, member))

/* A job without accelerators and an account that names one have nothing in common. */
static bool counts_differ(const plume_account *left, const plume_account *right)
{
    return left->device_count != right->device_count && !isnan(left->device_count) &&
           !isnan(right->device_count);
}

/* Numbers of names first: equal ones spare the comparison of their words. */
static bool hosts_differ(const plume_book *book, const plume_account *left,
                         const plume_account *right)
{
    return left->host != right->host &&
           plume_hosts_differ(plume_book_host(book, left), plume_book_host(book, right));
}

static bool devices_differ(const plume_book *book, const plume_account *left,
                           const plume_account *right)
{
    return (left->device != right->device &&
            plume_devices_differ(plume_book_device(book, left),
                                 plume_book_device(book, right))) ||
           counts_differ(left, right);
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
    for (int i = 0; i < end; i++) {
        if (left->mark[i] == right->mark[i] || left->mark[i] == 0 || right->mark[i] == 0)
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

/* docs/evidence.md: two accounts of one reader are two runs, unless the run has ranks. */
static bool readers_fit(const plume_groups *groups, uint32_t left, uint32_t right)
{
    uint64_t common = groups->group[left].readers & groups->group[right].readers;
    uint32_t of_left[PLUME_READERS_MAX], of_right[PLUME_READERS_MAX];
    uint32_t ranks = groups->group[left].ranks;

    if (common == 0)
        return true;
    if (groups->group[right].ranks > ranks)
        ranks = groups->group[right].ranks;
    count_readers(of_left, groups, left);
    count_readers(of_right, groups, right);
    for (int i = 0; i < PLUME_READERS_MAX; i++)
        if ((common >> i & 1) != 0 && of_left[i] + of_right[i] > ranks)
            return false;
    return true;
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
    bool ranks = groups->group[left].ranks > 1 || groups->group[right].ranks > 1;

    return left != right && readers_fit(groups, left, right) &&
           members_may_meet(groups, left, right, ranks);
}

bool plume_group_is_of_trackers(const plume_groups *groups, uint32_t group)
{
    const plume_book *book = groups->book;
    uint32_t count[PLUME_READERS_MAX];

    EACH_VOICE(groups, group, true, i, a)
    if (book->account[a].host != 0)
        return false;
    EACH_VOICE(groups, group, false, k, b)
    if (plume_book_kind(book, &book->account[b]) != PLUME_KIND_TRACKER)
        return false;
    count_readers(count, groups, group);
    for (size_t i = 0; i < book->reader_count; i++)
        if (count[i] > 0 && (book->kind[i] != PLUME_KIND_TRACKER ||
                             count[i] != groups->group[group].ranks))
            return false;
    return true;
}

/* --- digests --- */

static void drop_digest(plume_groups *groups, plume_run_group *of)
{
    if (of->digest == 0)
        return;
    plume_group_digest_free(groups->digest[of->digest - 1]);
    groups->digest[of->digest - 1] = NULL;
    of->digest = 0;
}

/* Room for one more; NULL: out of memory. */
static plume_group_digest *add_digest(plume_groups *groups, plume_run_group *of)
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
static void keep_digest(plume_groups *groups, plume_run_group *of, uint32_t from)
{
    plume_group_digest *digest = of->digest != 0 ? groups->digest[of->digest - 1] : NULL;
    bool done;

    if (of->size <= LARGE)
        return;
    if (digest == NULL) {
        from = of->first;
        digest = add_digest(groups, of);
    }
    done = digest != NULL;
    for (uint32_t i = from; done && i != PLUME_NOBODY; i = groups->next[i])
        done = plume_group_digest_add(digest, groups->book, &groups->apart, i);
    if (!done)
        drop_digest(groups, of);
}

/* --- joining --- */

/* Whether a group lies, at any depth, in another. */
static bool is_within(const plume_groups *groups, uint32_t part, uint32_t holder)
{
    while (part != PLUME_NOBODY && part != holder)
        part = groups->group[part].holder != PLUME_NOBODY
                   ? groups->of[groups->group[part].holder]
                   : PLUME_NOBODY;
    return part == holder;
}

/* The rule that first tied an account is the one that is told: of several accounts each
 * has one since they met. */
static void tell_rule(plume_groups *groups, uint32_t group, plume_rule_number rule)
{
    plume_account *first = &groups->book->account[groups->group[group].first];

    if (groups->group[group].size == 1 && first->rule == PLUME_RULE_NONE)
        first->rule = (unsigned)rule & 0x3FU;
}

/* The smaller goes into the larger. */
static void unite(plume_groups *groups, uint32_t left, uint32_t right,
                  plume_rule_number rule)
{
    uint32_t into = left, from = right;
    plume_run_group *kept, *gone;

    tell_rule(groups, left, rule);
    tell_rule(groups, right, rule);
    if (groups->group[left].size < groups->group[right].size) {
        into = right;
        from = left;
    }
    kept = &groups->group[into];
    gone = &groups->group[from];
    PLUME_EACH_MEMBER(groups, from, member)
    groups->of[member] = into;
    groups->next[kept->last] = gone->first;
    kept->last = gone->last;
    kept->size += gone->size;
    kept->readers |= gone->readers;
    gone->size = 0;
    drop_digest(groups, gone);
    keep_digest(groups, kept, gone->first);
    if (kept->holder == PLUME_NOBODY) {
        kept->holder = gone->holder;
        kept->holder_rule = gone->holder_rule;
        kept->by = gone->by;
    }
    if (gone->ranks > kept->ranks)
        kept->ranks = gone->ranks;
    kept->sessions = kept->sessions || gone->sessions;
    groups->pairs[rule]++;
}

/* What lies in another group is its part, and cannot be the same as well. */
bool plume_groups_join(plume_groups *groups, uint32_t left, uint32_t right,
                       plume_rule_number rule)
{
    uint32_t a = groups->of[left], b = groups->of[right];

    if (a == b || !plume_groups_may_join(groups, a, b) || is_within(groups, a, b) ||
        is_within(groups, b, a))
        return false;
    unite(groups, a, b, rule);
    return true;
}

/* As many as the reader has that tells of most. */
static void count_ranks(plume_groups *groups, uint32_t group)
{
    uint32_t count[PLUME_READERS_MAX];

    count_readers(count, groups, group);
    for (int i = 0; i < PLUME_READERS_MAX; i++)
        if (count[i] > groups->group[group].ranks)
            groups->group[group].ranks = (uint16_t)(count[i] < 65535 ? count[i] : 65535);
}

/* Ranks and sessions are the only several accounts of one reader, so the limit of readers
 * is not asked here. */
bool plume_groups_join_ranks(plume_groups *groups, uint32_t left, uint32_t right,
                             plume_rule_number rule)
{
    uint32_t a = groups->of[left], b = groups->of[right];

    if (a == b || !members_may_meet(groups, a, b, true) || is_within(groups, a, b) ||
        is_within(groups, b, a))
        return false;
    unite(groups, a, b, rule);
    count_ranks(groups, groups->of[left]);
    if (rule == PLUME_RULE_CONTINUES)
        plume_group_of(groups, left)->sessions = true;
    return true;
}

/* A group is part of at most one other: the rule that comes first has placed it. */
bool plume_groups_put_inside(plume_groups *groups, uint32_t part, uint32_t holder,
                             plume_rule_number rule)
{
    uint32_t inner = groups->of[part], outer = groups->of[holder];
    plume_run_group *group = &groups->group[inner];

    if (inner == outer || group->holder != PLUME_NOBODY ||
        !may_meet(groups, part, holder, true))
        return false;
    if (is_within(groups, outer, inner)) {
        groups->circles = true;
        return false;
    }
    group->holder = holder;
    group->by = part;
    group->holder_rule = (uint8_t)rule;
    groups->pairs[rule]++;
    return true;
}

void plume_groups_take_out(plume_groups *groups, uint32_t part)
{
    plume_run_group *group = plume_group_of(groups, part);

    groups->pairs[group->holder_rule]--;
    group->holder = PLUME_NOBODY;
    group->holder_rule = PLUME_RULE_NONE;
}
