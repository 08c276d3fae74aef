/* Accounts in the order of their ends; of a crowd, in cells of time, device and host. */
#include "evidence/rules/nearby.h"

#include <math.h>
#include <stdlib.h>

#include "core/hash.h"
#include "core/order.h"
#include "evidence/accounts/hosts.h"
#include "evidence/rules/host_keys.h"

/* What trackers begin late and end early, over 35 real folders. */
const double plume_near_end_s = 3.0, plume_near_start_s = 10.0;
enum { CROWD = 256, HOSTS_FEW = 16 };
#define ANY_HOST UINT32_MAX

static int by_end(const void *book, uint32_t left, uint32_t right)
{
    const plume_account *a = &((const plume_book *)book)->account[left];
    const plume_account *b = &((const plume_book *)book)->account[right];

    if (a->end_s != b->end_s)
        return a->end_s < b->end_s ? -1 : 1;
    if (a->start_s != b->start_s)
        return a->start_s < b->start_s ? -1 : 1;
    return (left > right) - (left < right);
}

/* The accounts in the order of their ends. Traces cover runs; they are matched by rule
 * `trace`. */
static bool put_in_order(plume_nearby *out)
{
    const plume_book *book = out->groups->book;

    out->by_end = malloc((book->count + 1) * sizeof *out->by_end);
    for (uint32_t i = 0; out->by_end != NULL && i < book->count; i++)
        if (plume_account_has_times(&book->account[i]) &&
            (book->account[i].flags & PLUME_ACCOUNT_TRACE) == 0) {
            out->by_end[out->count++] = i;
            out->widest_s = fmax(out->widest_s, book->account[i].resolution_s);
        }
    return out->by_end != NULL && plume_order(out->by_end, out->count, by_end, book);
}

/* False: out of memory. */
static bool divide(plume_nearby *out)
{
    size_t next[PLUME_READERS_MAX];

    out->of_reader = malloc((out->count + 1) * sizeof *out->of_reader);
    if (out->of_reader == NULL)
        return false;
    for (size_t i = 0; i < out->count; i++)
        out->first[plume_nearby_at(out, i)->reader + 1]++;
    for (size_t reader = 0; reader < PLUME_READERS_MAX; reader++) {
        out->first[reader + 1] += out->first[reader];
        next[reader] = out->first[reader];
    }
    for (size_t i = 0; i < out->count; i++)
        out->of_reader[next[plume_nearby_at(out, i)->reader]++] = (uint32_t)i;
    return true;
}

bool plume_nearby_init(plume_nearby *out, const plume_groups *groups)
{
    *out = (plume_nearby){ .groups = groups, .ranks = groups->ranks };
    return put_in_order(out) && divide(out);
}

void plume_nearby_dispose(plume_nearby *nearby)
{
    free(nearby->by_end);
    free(nearby->of_reader);
    free(nearby->cell);
    free(nearby->host);
}

const plume_account *plume_nearby_at(const plume_nearby *nearby, size_t place)
{
    return &nearby->groups->book->account[nearby->by_end[place]];
}

double plume_nearby_reach_s(const plume_nearby *nearby, size_t place)
{
    return plume_near_end_s + plume_nearby_at(nearby, place)->resolution_s +
           nearby->widest_s;
}

size_t plume_nearby_later_than(const plume_nearby *nearby, size_t from, double until_s)
{
    size_t low = from, high = nearby->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (plume_nearby_at(nearby, middle)->end_s <= until_s)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t plume_nearby_before(const plume_nearby *nearby, size_t reader, size_t place)
{
    size_t low = nearby->first[reader], high = nearby->first[reader + 1];

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (nearby->of_reader[middle] < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low - nearby->first[reader];
}

/* --- cells --- */

static bool is_of_kit(const plume_kit *kit, const plume_berth *berth)
{
    return kit->device == berth->device &&
           (kit->count == berth->device_count ||
            (isnan(kit->count) && isnan(berth->device_count)));
}

static size_t kit_of(const plume_nearby *nearby, const plume_account *account)
{
    const plume_berth *berth = plume_book_berth(nearby->groups->book, account);
    size_t i = 0;

    while (i < nearby->kits && !is_of_kit(&nearby->kit[i], berth))
        i++;
    return i;
}

static void find_kits(plume_nearby *nearby)
{
    for (size_t i = 0; i < nearby->count; i++) {
        const plume_account *account = plume_nearby_at(nearby, i);
        const plume_berth *berth = plume_book_berth(nearby->groups->book, account);

        if (kit_of(nearby, account) < nearby->kits)
            continue;
        if (nearby->kits == PLUME_KITS_MAX) {
            nearby->kits = 0;
            return;
        }
        nearby->kit[nearby->kits++] = (plume_kit){ berth->device, berth->device_count };
    }
}

/* What is as near as rule `times` wants lies in one cell or in two that touch. */
typedef struct spot {
    uint64_t reader, kit, host;
    int64_t start, end;
} spot;

static uint32_t key_of(spot at)
{
    return (uint32_t)plume_hash64(&at, sizeof at, 11);
}

static spot spot_of(const plume_nearby *nearby, const plume_account *account)
{
    double clocks_s = 2.0 * nearby->widest_s;

    return (spot){
        .reader = account->reader,
        .kit = nearby->kits == 0 ? 0 : kit_of(nearby, account),
        .start = (int64_t)floor(account->start_s / (plume_near_start_s + clocks_s)),
        .end = (int64_t)floor(account->end_s / (plume_near_end_s + clocks_s)),
    };
}

static int by_key(const void *left, const void *right)
{
    const plume_near_cell *a = left, *b = right;

    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static uint32_t host_of(const plume_nearby *nearby, size_t place)
{
    return nearby->host[plume_group_of(nearby->groups, nearby->by_end[place])];
}

/* Each account among those of its host, and among those of any. */
static bool make_cells(plume_nearby *nearby)
{
    nearby->host = plume_host_keys(nearby->groups);
    nearby->by_host = nearby->groups->book->berths.hosts.count > HOSTS_FEW;
    nearby->cell =
        malloc((nearby->by_host ? 2 : 1) * (nearby->count + 1) * sizeof *nearby->cell);
    if (nearby->host == NULL || nearby->cell == NULL)
        return false;
    find_kits(nearby);
    for (size_t i = 0; i < nearby->count; i++) {
        spot at = spot_of(nearby, plume_nearby_at(nearby, i));
        uint32_t host = host_of(nearby, i);

        at.host = ANY_HOST;
        nearby->cell[nearby->cells++] = (plume_near_cell){ key_of(at), (uint32_t)i };
        at.host = host == PLUME_HOST_SEVERAL ? PLUME_HOST_UNKNOWN : host;
        if (nearby->by_host)
            nearby->cell[nearby->cells++] = (plume_near_cell){ key_of(at), (uint32_t)i };
    }
    qsort(nearby->cell, nearby->cells, sizeof *nearby->cell, by_key);
    return true;
}

/* --- who is near --- */

typedef struct looking {
    const plume_nearby *nearby;
    size_t place, from, end;
    plume_nearby_visit visit;
    void *state;
} looking;

static size_t first_of(const plume_nearby *nearby, uint32_t key)
{
    size_t low = 0, high = nearby->cells;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (nearby->cell[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Numbers of cells may be equal by chance. */
static bool is_at(const plume_nearby *nearby, size_t place, spot at)
{
    spot own = spot_of(nearby, plume_nearby_at(nearby, place));
    uint32_t host = host_of(nearby, place);

    return own.reader == at.reader && own.kit == at.kit && own.start == at.start &&
           own.end == at.end &&
           (at.host == ANY_HOST || at.host == host ||
            (at.host == PLUME_HOST_UNKNOWN && host == PLUME_HOST_SEVERAL));
}

static bool look_into(const looking *by, spot at)
{
    uint32_t key = key_of(at);

    for (size_t i = first_of(by->nearby, key);
         i < by->nearby->cells && by->nearby->cell[i].key == key; i++) {
        size_t other = by->nearby->cell[i].place;

        if (other >= by->from && other < by->end && is_at(by->nearby, other, at) &&
            !by->visit(by->state, by->place, other))
            return false;
    }
    return true;
}

static bool look_around(const looking *by, spot at)
{
    spot near = at;

    for (near.start = at.start - 1; near.start <= at.start + 1; near.start++)
        for (near.end = at.end - 1; near.end <= at.end + 1; near.end++)
            if (!look_into(by, near))
                return false;
    return true;
}

/* Those of its own host and of none; where it has none itself, those of any. */
static bool look_at_hosts(const looking *by, spot at)
{
    uint32_t host = host_of(by->nearby, by->place);

    if (!by->nearby->by_host || host <= PLUME_HOST_SEVERAL) {
        at.host = ANY_HOST;
        return look_around(by, at);
    }
    at.host = host;
    if (!look_around(by, at))
        return false;
    at.host = PLUME_HOST_UNKNOWN;
    return look_around(by, at);
}

static bool may_be_kit(const plume_nearby *nearby, const plume_account *own,
                       const plume_kit *kit)
{
    const plume_book *book = nearby->groups->book;
    const plume_berth *berth = plume_book_berth(book, own);

    if (!isnan(kit->count) && !isnan(berth->device_count) &&
        kit->count != berth->device_count)
        return false;
    return kit->device == berth->device ||
           !plume_devices_differ(plume_book_device(book, own),
                                 plume_names_text(&book->berths.devices, kit->device));
}

static bool look_at_reader(const looking *by, size_t reader)
{
    const plume_account *own = plume_nearby_at(by->nearby, by->place);
    spot at = spot_of(by->nearby, own);

    at.reader = reader;
    if (by->nearby->kits == 0)
        return look_at_hosts(by, at);
    for (at.kit = 0; at.kit < by->nearby->kits; at.kit++)
        if (may_be_kit(by->nearby, own, &by->nearby->kit[at.kit]) &&
            !look_at_hosts(by, at))
            return false;
    return true;
}

static bool look_through(const looking *by, size_t reader)
{
    const plume_nearby *nearby = by->nearby;
    size_t last = nearby->first[reader + 1];

    for (size_t k = nearby->first[reader] + plume_nearby_before(nearby, reader, by->from);
         k < last && nearby->of_reader[k] < by->end; k++)
        if (!by->visit(by->state, by->place, nearby->of_reader[k]))
            return false;
    return true;
}

/* Few are looked through. Without memory for cells many are, too. */
bool plume_nearby_each(plume_nearby *nearby, size_t place, size_t from, size_t end,
                       plume_nearby_visit visit, void *state)
{
    looking by = { nearby, place, from, end, visit, state };
    uint32_t group = plume_group_of(nearby->groups, nearby->by_end[place]);
    bool crowd = end - from > CROWD;

    if (crowd && nearby->cells == 0)
        crowd = make_cells(nearby);
    for (size_t reader = 0; reader < nearby->groups->book->reader_count; reader++) {
        if (reader == plume_nearby_at(nearby, place)->reader ||
            (!nearby->ranks &&
             plume_group_has_reader(nearby->groups, group, (uint8_t)reader)))
            continue;
        if (!(crowd ? look_at_reader(&by, reader) : look_through(&by, reader)))
            return false;
    }
    return true;
}
