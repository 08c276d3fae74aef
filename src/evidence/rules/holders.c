/* Accounts by their devices, start and end, once of all hosts and once of each. */
#include "evidence/rules/holders.h"

#include <stdlib.h>
#include <string.h>

#include "core/order.h"
#include "evidence/rules/host_keys.h"

enum { HOSTS_FEW = 16 };

static const plume_account *account_of(const plume_holders *holders, uint32_t account)
{
    return &holders->groups->book->account[account];
}

static uint32_t host_of(const plume_holders *holders, uint32_t account)
{
    uint32_t host = plume_host_key(holders->groups, holders->host_of_name,
                                   plume_group_of(holders->groups, account));

    return host == PLUME_HOST_SEVERAL ? PLUME_HOST_UNKNOWN : host;
}

static uint32_t kit_of(const plume_holders *holders, uint32_t account)
{
    return plume_kit_of(&holders->kits, account_of(holders, account));
}

static int by_kit(const void *state, uint32_t left, uint32_t right)
{
    const plume_account *a = account_of(state, left), *b = account_of(state, right);
    uint32_t own = kit_of(state, left), other = kit_of(state, right);

    if (own != other)
        return own < other ? -1 : 1;
    if (a->start_s != b->start_s)
        return a->start_s < b->start_s ? -1 : 1;
    return (left > right) - (left < right);
}

static int by_host(const void *state, uint32_t left, uint32_t right)
{
    uint32_t a = host_of(state, left), b = host_of(state, right);

    return a != b ? (a < b ? -1 : 1) : by_kit(state, left, right);
}

bool plume_holders_may_be(const plume_account *account)
{
    return plume_account_has_times(account) &&
           (account->flags & (PLUME_ACCOUNT_TRACE | PLUME_ACCOUNT_REPEATED)) == 0;
}

static size_t count_classes(const plume_holders *holders, const plume_holder_order *order,
                            bool hosts)
{
    size_t count = 1;

    for (size_t i = 1; i < order->count; i++) {
        uint32_t own = order->account[i], before = order->account[i - 1];

        count += kit_of(holders, own) != kit_of(holders, before) ||
                 (hosts && host_of(holders, own) != host_of(holders, before));
    }
    return count;
}

static void dispose(plume_holder_order *order)
{
    free(order->account);
    free(order->of);
    free(order->among);
    free(order->latest);
    *order = (plume_holder_order){ 0 };
}

/* A class has a leaf at least, and twice as many nodes as leaves. False: out of memory.
 */
static bool make_order(plume_holder_order *out, const plume_holders *holders,
                       const uint32_t *accounts, size_t count, bool hosts)
{
    size_t classes;

    dispose(out);
    out->count = count;
    out->account = malloc((count + 1) * sizeof *out->account);
    if (out->account == NULL)
        return false;
    memcpy(out->account, accounts, count * sizeof *out->account);
    if (!plume_order(out->account, count, hosts ? by_host : by_kit, holders))
        return false;
    classes = count_classes(holders, out, hosts);
    out->of = malloc(classes * sizeof *out->of);
    out->among = malloc((out->count + 1) * sizeof *out->among);
    out->latest = malloc((out->count / 4 + 2 * classes + 2) * sizeof *out->latest);
    return out->of != NULL && out->among != NULL && out->latest != NULL;
}

bool plume_holders_init(plume_holders *out, const plume_groups *groups)
{
    *out = (plume_holders){ .groups = groups };
    out->host_of_name = plume_host_names_single(&groups->book->berths.hosts);
    return plume_kits_init(&out->kits, groups->book) && out->host_of_name != NULL;
}

/* Where hosts are few, looking through all of them costs less than a second order. */
bool plume_holders_fill(plume_holders *holders, const uint32_t *accounts, size_t count)
{
    return make_order(&holders->any, holders, accounts, count, false) &&
           (holders->groups->book->berths.hosts.count <= HOSTS_FEW ||
            make_order(&holders->by_host, holders, accounts, count, true));
}

void plume_holders_dispose(plume_holders *holders)
{
    dispose(&holders->any);
    dispose(&holders->by_host);
    free(holders->host_of_name);
    plume_kits_dispose(&holders->kits);
}

static bool may_hold(const plume_holders *holders, uint32_t account, uint8_t reader)
{
    return account_of(holders, account)->reader != reader &&
           !plume_readers_have(plume_group_full(holders->groups,
                                                plume_group_of(holders->groups, account)),
                               reader);
}

static size_t divide(plume_holder_order *order, const plume_holders *holders, bool hosts,
                     uint8_t reader)
{
    uint32_t *among = order->among;
    double *latest = order->latest;
    size_t end, count = 0;

    order->classes = 0;
    for (size_t first = 0; first < order->count; first = end) {
        plume_holder_class *one = &order->of[order->classes++];

        *one = (plume_holder_class){
            hosts ? host_of(holders, order->account[first]) : 0,
            kit_of(holders, order->account[first]),
            { .book = holders->groups->book, .account = among, .latest = latest }
        };
        for (end = first;
             end < order->count && kit_of(holders, order->account[end]) == one->kit &&
             (!hosts || host_of(holders, order->account[end]) == one->host);
             end++)
            if (may_hold(holders, order->account[end], reader))
                one->among.account[one->among.count++] = order->account[end];
        plume_lasting_ready(&one->among);
        count += one->among.count;
        among += one->among.count;
        latest += 2 * one->among.leaves;
    }
    return count;
}

bool plume_holders_of(plume_holders *holders, uint8_t reader)
{
    if (divide(&holders->any, holders, false, reader) == 0)
        return false;
    if (holders->by_host.of != NULL)
        divide(&holders->by_host, holders, true, reader);
    return true;
}

/* --- looking --- */

/* The first class of a host, or of one behind it. */
static const plume_holder_class *find(const plume_holder_order *order, uint64_t host)
{
    size_t low = 0, high = order->classes;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (order->of[middle].host < host)
            low = middle + 1;
        else
            high = middle;
    }
    return &order->of[low];
}

static void go_on(plume_holders_look *look)
{
    look->next = plume_lasting_before(&look->at->among, look->next, look->end_s);
}

/* The first of the classes from here on that has one. */
static void enter(plume_holders_look *look)
{
    look->next = SIZE_MAX;
    for (;; look->at++) {
        if (look->at == look->end) {
            look->at = look->other;
            look->end = look->other_end;
            look->other = look->other_end;
        }
        if (look->at == look->end)
            return;
        if ((look->kits >> look->at->kit & 1) == 0 || look->at->among.count == 0)
            continue;
        look->next = plume_lasting_begun(&look->at->among, look->start_s);
        go_on(look);
        if (look->next != SIZE_MAX)
            return;
    }
}

void plume_holders_begin(plume_holders_look *look, const plume_holders *holders,
                         uint32_t part, double start_s, double end_s)
{
    const plume_holder_order *order = &holders->any;
    uint32_t host = PLUME_HOST_UNKNOWN;

    if (holders->by_host.of != NULL)
        host = host_of(holders, part);
    *look = (plume_holders_look){ .kits = holders->kits.holders[kit_of(holders, part)],
                                  .start_s = start_s,
                                  .end_s = end_s };
    look->at = order->of;
    look->end = order->of + order->classes;
    look->other = look->other_end = look->end;
    if (host != PLUME_HOST_UNKNOWN) {
        order = &holders->by_host;
        look->at = find(order, host);
        look->end = find(order, (uint64_t)host + 1);
        look->other = find(order, PLUME_HOST_UNKNOWN);
        look->other_end = find(order, PLUME_HOST_UNKNOWN + 1);
    }
    enter(look);
}

uint32_t plume_holders_next(plume_holders_look *look)
{
    uint32_t account;

    if (look->next == SIZE_MAX)
        return PLUME_NOBODY;
    account = look->at->among.account[look->next];
    go_on(look);
    if (look->next == SIZE_MAX) {
        look->at++;
        enter(look);
    }
    return account;
}
