/* Accounts by start and end, once all together and once for each host. */
#include "evidence/rules/holders.h"

#include <stdlib.h>

#include "core/order.h"
#include "evidence/rules/host_keys.h"

enum { HOSTS_FEW = 16 };

static int by_start(const void *state, uint32_t left, uint32_t right)
{
    const plume_account *account = ((const plume_holders *)state)->groups->book->account;
    const plume_account *a = &account[left], *b = &account[right];

    if (a->start_s != b->start_s)
        return a->start_s < b->start_s ? -1 : 1;
    return (left > right) - (left < right);
}

static uint32_t host_of(const plume_holders *holders, uint32_t account)
{
    uint32_t host = holders->host[plume_group_of(holders->groups, account)];

    return host == PLUME_HOST_SEVERAL ? PLUME_HOST_UNKNOWN : host;
}

static int by_host(const void *state, uint32_t left, uint32_t right)
{
    uint32_t a = host_of(state, left), b = host_of(state, right);

    return a != b ? (a < b ? -1 : 1) : by_start(state, left, right);
}

/* False: out of memory. */
static bool put_in_order(plume_holders *out)
{
    const plume_book *book = out->groups->book;

    out->begun = malloc((book->count + 1) * sizeof *out->begun);
    for (uint32_t i = 0; out->begun != NULL && i < book->count; i++)
        if (plume_account_has_times(&book->account[i]) &&
            (book->account[i].flags & (PLUME_ACCOUNT_TRACE | PLUME_ACCOUNT_REPEATED)) ==
                0)
            out->begun[out->count++] = i;
    return out->begun != NULL && plume_order(out->begun, out->count, by_start, out);
}

static size_t count_hosts(const plume_holders *holders)
{
    size_t count = 1;

    for (size_t i = 1; i < holders->count; i++)
        count += host_of(holders, holders->by_host[i]) !=
                 host_of(holders, holders->by_host[i - 1]);
    return count;
}

/* A stretch has a leaf at least, and twice as many nodes as leaves. */
static bool make_room(plume_holders *out)
{
    plume_lasting *room = &out->room;

    out->of_host = malloc(out->hosts * sizeof *out->of_host);
    room->account = malloc((out->count + 1) * sizeof *room->account);
    room->latest = malloc((out->count / 4 + 2 * out->hosts + 2) * sizeof *room->latest);
    return out->of_host != NULL && room->account != NULL && room->latest != NULL;
}

/* Where hosts are few, looking through all of them costs less than a second order. */
static bool divide(plume_holders *out)
{
    out->by_host = malloc((out->count + 1) * sizeof *out->by_host);
    if (out->by_host == NULL)
        return false;
    for (size_t i = 0; i < out->count; i++)
        out->by_host[i] = out->begun[i];
    if (!plume_order(out->by_host, out->count, by_host, out))
        return false;
    out->hosts = count_hosts(out);
    if (out->hosts > HOSTS_FEW)
        return make_room(out);
    free(out->by_host);
    out->by_host = NULL;
    return true;
}

bool plume_holders_init(plume_holders *out, const plume_groups *groups)
{
    *out = (plume_holders){ .groups = groups };
    out->host = plume_host_keys(groups);
    return out->host != NULL && put_in_order(out) &&
           plume_lasting_init(&out->any, groups->book) && divide(out);
}

void plume_holders_dispose(plume_holders *holders)
{
    free(holders->begun);
    free(holders->by_host);
    free(holders->host);
    free(holders->of_host);
    plume_lasting_dispose(&holders->any);
    plume_lasting_dispose(&holders->room);
}

static size_t take(plume_lasting *out, const plume_holders *holders,
                   const uint32_t *accounts, size_t count, uint8_t reader)
{
    const plume_groups *groups = holders->groups;

    for (size_t i = 0; i < count; i++)
        if (groups->book->account[accounts[i]].reader != reader &&
            (plume_group_full(groups, plume_group_of(groups, accounts[i])) >> reader &
             1) == 0)
            out->account[out->count++] = accounts[i];
    plume_lasting_ready(out);
    return out->count;
}

static void take_by_host(plume_holders *holders, uint8_t reader)
{
    uint32_t *account = holders->room.account;
    double *latest = holders->room.latest;
    size_t end;

    holders->hosts = 0;
    for (size_t first = 0; first < holders->count; first = end) {
        plume_host_holders *one = &holders->of_host[holders->hosts++];

        one->host = host_of(holders, holders->by_host[first]);
        for (end = first; end < holders->count &&
                          host_of(holders, holders->by_host[end]) == one->host;)
            end++;
        one->among = (plume_lasting){ .book = holders->groups->book,
                                      .account = account,
                                      .latest = latest };
        account +=
            take(&one->among, holders, &holders->by_host[first], end - first, reader);
        latest += 2 * one->among.leaves;
    }
}

void plume_holders_of(plume_holders *holders, uint8_t reader)
{
    holders->any.count = 0;
    take(&holders->any, holders, holders->begun, holders->count, reader);
    if (holders->of_host != NULL)
        take_by_host(holders, reader);
}

/* --- looking --- */

/* NULL: none has this host. */
static const plume_lasting *find(const plume_holders *holders, uint32_t host)
{
    size_t low = 0, high = holders->hosts;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (holders->of_host[middle].host < host)
            low = middle + 1;
        else
            high = middle;
    }
    return low < holders->hosts && holders->of_host[low].host == host
               ? &holders->of_host[low].among
               : NULL;
}

static void go_on(plume_holders_look *look, int i)
{
    look->next[i] = plume_lasting_before(look->among[i], look->next[i], look->end_s);
}

void plume_holders_begin(plume_holders_look *look, const plume_holders *holders,
                         uint32_t group, double start_s, double end_s)
{
    uint32_t host = holders->host[group];

    *look = (plume_holders_look){ { NULL, NULL }, { SIZE_MAX, SIZE_MAX }, end_s };
    if (holders->of_host == NULL || host <= PLUME_HOST_SEVERAL) {
        look->among[0] = &holders->any;
    } else {
        look->among[0] = find(holders, host);
        look->among[1] = find(holders, PLUME_HOST_UNKNOWN);
    }
    for (int i = 0; i < 2; i++)
        if (look->among[i] != NULL) {
            look->next[i] = plume_lasting_begun(look->among[i], start_s);
            go_on(look, i);
        }
}

/* Of two that stand next the one that began later. */
uint32_t plume_holders_next(plume_holders_look *look)
{
    uint32_t account[2] = { PLUME_NOBODY, PLUME_NOBODY };
    int later = 0;

    for (int i = 0; i < 2; i++)
        if (look->next[i] != SIZE_MAX)
            account[i] = look->among[i]->account[look->next[i]];
    if (account[0] == PLUME_NOBODY) {
        later = 1;
    } else if (account[1] != PLUME_NOBODY) {
        const plume_account *of = look->among[0]->book->account;
        double own_s = of[account[0]].start_s, other_s = of[account[1]].start_s;

        later = other_s > own_s || (other_s == own_s && account[1] > account[0]);
    }
    if (account[later] != PLUME_NOBODY)
        go_on(look, later);
    return account[later];
}
