/* Accounts in the order of their ends; of a crowd, in cells of time, device and host. */
#include "evidence/rules/nearby.h"

#include <math.h>
#include <stdlib.h>

#include "core/hash.h"
#include "core/order.h"
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

bool plume_nearby_init(plume_nearby *out, const plume_groups *groups)
{
    *out = (plume_nearby){ .groups = groups, .ranks = groups->ranks };
    return put_in_order(out);
}

static void forget_cells(plume_nearby *nearby)
{
    free(nearby->cell);
    free(nearby->bucket);
    free(nearby->host_of_name);
    plume_kits_dispose(&nearby->kits);
    nearby->kits.of_berth = NULL;
    nearby->cell = nearby->bucket = nearby->host_of_name = NULL;
}

void plume_nearby_dispose(plume_nearby *nearby)
{
    free(nearby->by_end);
    forget_cells(nearby);
    nearby->by_end = NULL;
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

/* --- cells --- */

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
        .kit = plume_kit_of(&nearby->kits, account),
        .start = (int64_t)floor(account->start_s / (plume_near_start_s + clocks_s)),
        .end = (int64_t)floor(account->end_s / (plume_near_end_s + clocks_s)),
    };
}

static uint32_t host_of(const plume_nearby *nearby, size_t place)
{
    return plume_host_key(nearby->groups, nearby->host_of_name,
                          plume_group_of(nearby->groups, nearby->by_end[place]));
}

/* Each account stands among those of any host, and among those of its own where hosts are
 * many; which: of the two. */
static uint32_t bucket_of(const plume_nearby *nearby, size_t place, int which)
{
    spot at = spot_of(nearby, plume_nearby_at(nearby, place));
    uint32_t host;

    at.host = ANY_HOST;
    if (which == 1) {
        host = host_of(nearby, place);
        at.host = host == PLUME_HOST_SEVERAL ? PLUME_HOST_UNKNOWN : host;
    }
    return key_of(at) & nearby->mask;
}

/* Where each bucket ends, and then, as it is filled from its end, where it begins. */
static void fill(plume_nearby *nearby)
{
    int times = nearby->by_host ? 2 : 1;

    for (int which = 0; which < times; which++)
        for (size_t i = 0; i < nearby->count; i++)
            nearby->bucket[bucket_of(nearby, i, which)]++;
    for (uint32_t i = 1; i <= nearby->mask + 1; i++)
        nearby->bucket[i] += nearby->bucket[i - 1];
    for (int which = 0; which < times; which++)
        for (size_t i = nearby->count; i-- > 0;)
            nearby->cell[--nearby->bucket[bucket_of(nearby, i, which)]] = (uint32_t)i;
}

/* A bucket for four cells. False: out of memory. */
static bool make_cells(plume_nearby *nearby)
{
    size_t cells, buckets = 256;

    nearby->by_host = nearby->groups->book->berths.hosts.count > HOSTS_FEW;
    cells = (nearby->by_host ? 2 : 1) * nearby->count;
    while (buckets < cells / 4)
        buckets *= 2;
    nearby->mask = (uint32_t)buckets - 1;
    nearby->host_of_name = plume_host_names_single(&nearby->groups->book->berths.hosts);
    nearby->cell = malloc((cells + 1) * sizeof *nearby->cell);
    nearby->bucket = calloc(buckets + 1, sizeof *nearby->bucket);
    if (!plume_kits_init(&nearby->kits, nearby->groups->book) ||
        nearby->host_of_name == NULL || nearby->cell == NULL || nearby->bucket == NULL) {
        forget_cells(nearby);
        return false;
    }
    fill(nearby);
    return true;
}

/* --- who is near --- */

typedef struct looking {
    const plume_nearby *nearby;
    size_t place, from, end;
    plume_nearby_visit visit;
    void *state;
} looking;

/* Other spots have the same bucket by chance. */
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
    const uint32_t *bucket = &by->nearby->bucket[key_of(at) & by->nearby->mask];

    for (uint32_t i = bucket[0]; i < bucket[1]; i++) {
        size_t other = by->nearby->cell[i];

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

static bool look_at_reader(const looking *by, size_t reader)
{
    const plume_nearby *nearby = by->nearby;
    const plume_account *own = plume_nearby_at(nearby, by->place);
    uint64_t same = nearby->kits.same[plume_kit_of(&nearby->kits, own)];
    spot at = spot_of(nearby, own);

    at.reader = reader;
    for (at.kit = 0; at.kit < nearby->kits.count; at.kit++)
        if ((same >> at.kit & 1) != 0 && !look_at_hosts(by, at))
            return false;
    return true;
}

/* closed: readers that are passed by. */
static bool look_through(const looking *by, plume_reader_set closed)
{
    const plume_nearby *nearby = by->nearby;

    for (size_t i = by->from; i < by->end; i++)
        if (!plume_readers_have(closed, plume_nearby_at(nearby, i)->reader) &&
            !by->visit(by->state, by->place, i))
            return false;
    return true;
}

/* Few are looked through. Without memory for cells many are, too. */
bool plume_nearby_each(plume_nearby *nearby, size_t place, size_t from, size_t end,
                       plume_nearby_visit visit, void *state)
{
    looking by = { nearby, place, from, end, visit, state };
    uint32_t group = plume_group_of(nearby->groups, nearby->by_end[place]);
    plume_reader_set closed = { { 0 } };
    bool crowd = end - from > CROWD;

    plume_readers_add(&closed, plume_nearby_at(nearby, place)->reader);
    if (!nearby->ranks)
        plume_readers_join(&closed, plume_group_all_readers(nearby->groups, group));
    if (crowd && nearby->bucket == NULL)
        crowd = make_cells(nearby);
    if (!crowd)
        return look_through(&by, closed);
    for (size_t reader = 0; reader < nearby->groups->book->reader_count; reader++)
        if (!plume_readers_have(closed, reader) && !look_at_reader(&by, reader))
            return false;
    return true;
}
