/* The time of a machine, cut at the starts and ends of what ran on it, and shared out. */
#include "evidence/machines/stretches.h"

#include <math.h>
#include <stdlib.h>

/* A start or an end, of an account or of a run. */
typedef struct edge {
    double at_s;
    uint32_t of;
    bool begins, run;
} edge;

static int by_time(const void *left, const void *right)
{
    const edge *a = left, *b = right;

    if (a->at_s != b->at_s)
        return a->at_s < b->at_s ? -1 : 1;
    if (a->begins != b->begins)
        return a->begins ? 1 : -1;
    return (a->of > b->of) - (a->of < b->of);
}

static int rank_of(plume_evidence grade)
{
    return grade == PLUME_EVIDENCE_UNKNOWN ? PLUME_EVIDENCE_COUNT : (int)grade;
}

/* --- who speaks --- */

/* The accounts that go on, those that ended still among them: whoever precedes all others
 * stands first. */
typedef struct speakers {
    const plume_metered_run *all;
    uint32_t *heap;
    uint8_t *ended; /* a bit for each account */
    size_t count, looked;
} speakers;

/* The best grade, then the longest interval. */
static bool precedes(speakers *now, uint32_t left, uint32_t right)
{
    const plume_metered_run *one = &now->all[left], *other = &now->all[right];
    double one_s = one->end_s - one->start_s, other_s = other->end_s - other->start_s;

    now->looked++;
    if (rank_of(one->grade) != rank_of(other->grade))
        return rank_of(one->grade) < rank_of(other->grade);
    if (one_s != other_s)
        return one_s > other_s;
    return one->account < other->account;
}

static void swap(uint32_t *left, uint32_t *right)
{
    uint32_t kept = *left;

    *left = *right;
    *right = kept;
}

static void join(speakers *now, uint32_t of)
{
    size_t at = now->count++;

    now->heap[at] = of;
    for (; at > 0 && precedes(now, now->heap[at], now->heap[(at - 1) / 2]);
         at = (at - 1) / 2)
        swap(&now->heap[at], &now->heap[(at - 1) / 2]);
}

static void leave_first(speakers *now)
{
    size_t at = 0, child;

    now->heap[0] = now->heap[--now->count];
    while ((child = 2 * at + 1) < now->count) {
        if (child + 1 < now->count &&
            precedes(now, now->heap[child + 1], now->heap[child]))
            child++;
        if (!precedes(now, now->heap[child], now->heap[at]))
            return;
        swap(&now->heap[at], &now->heap[child]);
        at = child;
    }
}

/* NULL: none goes on. */
static const plume_metered_run *speaker(speakers *now)
{
    while (now->count > 0 && (now->ended[now->heap[0] / 8] >> now->heap[0] % 8 & 1) != 0)
        leave_first(now);
    return now->count == 0 ? NULL : &now->all[now->heap[0]];
}

/* --- what was had so far --- */

/* How a stretch is shared: by devices where all runs state theirs, else by cores, else
 * equally. */
enum { BY_DEVICES, BY_CORES, EQUALLY, WAYS };

/* Two doubles that are one number, so that the growth over a minute of a year's sum is
 * as good as that minute. */
typedef struct fine {
    double high, low;
} fine;

/* What one device, one core and one run would have had from the beginning on, how often
 * part of it was unknown, and how often each grade spoke. */
typedef struct tally {
    fine kwh[WAYS][PLUME_MACHINE_PARTS];
    uint32_t unknown[WAYS][PLUME_MACHINE_PARTS];
    uint32_t used[WAYS];
    uint32_t spoke[PLUME_EVIDENCE_COUNT];
} tally;

static void add(fine *sum, double value)
{
    double high = sum->high + value, back = high - sum->high;

    sum->low += (sum->high - (high - back)) + (value - back);
    sum->high = high;
}

static double growth(const fine *now, const fine *then)
{
    return (now->high - then->high) + (now->low - then->low);
}

/* A run that goes on, and what had been had as it began. */
typedef struct entrant {
    tally then;
    uint32_t of, next; /* place of a free one */
} entrant;

typedef struct sharing {
    plume_metered_run *all;
    speakers speakers;
    tally so_far;
    entrant *entrant;
    uint32_t *place; /* of each run that goes on, among these */
    uint32_t entrants, capacity, spare;
    size_t runs, known[WAYS]; /* that go on; of these with a weight by each way */
    double weight[WAYS];
} sharing;

#define NO_PLACE UINT32_MAX

static double weight_of(const plume_metered_run *run, int by)
{
    return by == BY_DEVICES ? run->devices : by == BY_CORES ? run->cores : 1.0;
}

static int common_way(const sharing *to)
{
    int by = BY_DEVICES;

    while (by < EQUALLY && to->known[by] < to->runs)
        by++;
    return by;
}

static void share_stretch(sharing *to, double length_s)
{
    const plume_metered_run *best = speaker(&to->speakers);
    int by = common_way(to);
    double part;

    if (best == NULL || to->runs == 0 || !(length_s > 0.0))
        return;
    part = length_s / (best->end_s - best->start_s) / to->weight[by];
    to->so_far.used[by]++;
    to->so_far.spoke[best->grade]++;
    for (int k = 0; k < PLUME_MACHINE_PARTS; k++)
        if (isnan(best->kwh[k]))
            to->so_far.unknown[by][k]++;
        else
            add(&to->so_far.kwh[by][k], best->kwh[k] * part);
}

/* --- runs come and go --- */

static void weigh(sharing *to, const plume_metered_run *run, bool begins)
{
    to->runs = begins ? to->runs + 1 : to->runs - 1;
    for (int by = 0; by < WAYS; by++) {
        double weight = weight_of(run, by);

        if (!(weight > 0.0))
            continue;
        to->known[by] = begins ? to->known[by] + 1 : to->known[by] - 1;
        to->weight[by] = begins ? to->weight[by] + weight : to->weight[by] - weight;
        if (to->known[by] == 0)
            to->weight[by] = 0.0; /* nothing of rounding stays */
    }
}

/* False: out of memory. */
static bool begin_run(sharing *to, uint32_t of)
{
    uint32_t capacity = to->capacity * 2 + 8, place = to->spare;

    if (place != NO_PLACE) {
        to->spare = to->entrant[place].next;
    } else {
        if (to->entrants == to->capacity) {
            entrant *grown = realloc(to->entrant, capacity * sizeof *grown);

            if (grown == NULL)
                return false;
            to->entrant = grown;
            to->capacity = capacity;
        }
        place = to->entrants++;
    }
    to->entrant[place] = (entrant){ .then = to->so_far, .of = of };
    to->place[of] = place;
    weigh(to, &to->all[of], true);
    return true;
}

/* The least of those that spoke. */
static plume_evidence spoken(const tally *now, const tally *then)
{
    plume_evidence least = PLUME_EVIDENCE_UNKNOWN;

    for (int i = 0; i < PLUME_EVIDENCE_COUNT; i++)
        if (i != PLUME_EVIDENCE_UNKNOWN && now->spoke[i] != then->spoke[i] &&
            (least == PLUME_EVIDENCE_UNKNOWN ||
             rank_of((plume_evidence)i) > rank_of(least)))
            least = (plume_evidence)i;
    return least;
}

static void end_run(sharing *to, uint32_t of)
{
    entrant *one = &to->entrant[to->place[of]];
    plume_metered_run *run = &to->all[of];
    const tally *now = &to->so_far, *then = &one->then;

    for (int by = 0; by < WAYS; by++) {
        if (now->used[by] == then->used[by])
            continue;
        for (int k = 0; k < PLUME_MACHINE_PARTS; k++)
            run->shared_kwh[k] +=
                now->unknown[by][k] != then->unknown[by][k]
                    ? (double)NAN
                    : growth(&now->kwh[by][k], &then->kwh[by][k]) * weight_of(run, by);
    }
    run->spoken = spoken(now, then);
    weigh(to, run, false);
    one->next = to->spare;
    to->spare = to->place[of];
}

/* --- all of them --- */

static size_t collect(edge *edges, const plume_metered_run *all, size_t count)
{
    size_t edge_count = 0;

    for (uint32_t i = 0; i < count; i++) {
        edges[edge_count++] = (edge){ all[i].start_s, i, true, false };
        edges[edge_count++] = (edge){ all[i].end_s, i, false, false };
        if (!all[i].first)
            continue;
        edges[edge_count++] = (edge){ all[i].run_start_s, i, true, true };
        edges[edge_count++] = (edge){ all[i].run_end_s, i, false, true };
    }
    return edge_count;
}

/* False: out of memory. */
static bool pass(sharing *to, const edge *at)
{
    if (at->run && at->begins)
        return begin_run(to, at->of);
    if (at->run)
        end_run(to, at->of);
    else if (at->begins)
        join(&to->speakers, at->of);
    else
        to->speakers.ended[at->of / 8] |= (uint8_t)(1u << at->of % 8);
    return true;
}

bool plume_stretches_share(plume_metered_run *all, size_t count, size_t *looked)
{
    edge *edges = malloc((4 * count + 1) * sizeof *edges);
    sharing to = { .all = all, .spare = NO_PLACE, .speakers = { .all = all } };
    bool done;
    size_t edge_count;

    to.speakers.heap = malloc((count + 1) * sizeof *to.speakers.heap);
    to.speakers.ended = calloc(count / 8 + 1, sizeof *to.speakers.ended);
    to.place = malloc((count + 1) * sizeof *to.place);
    done = edges != NULL && to.speakers.heap != NULL && to.speakers.ended != NULL &&
           to.place != NULL;
    edge_count = done ? collect(edges, all, count) : 0;
    if (edge_count > 0)
        qsort(edges, edge_count, sizeof *edges, by_time);
    for (size_t i = 0; i < edge_count && done; i++) {
        if (i > 0)
            share_stretch(&to, edges[i].at_s - edges[i - 1].at_s);
        done = pass(&to, &edges[i]);
    }
    if (looked != NULL)
        *looked += edge_count + to.speakers.looked;
    free(edges);
    free(to.speakers.heap);
    free(to.speakers.ended);
    free(to.place);
    free(to.entrant);
    return done;
}
