#include "records/attribution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Cells of devices and moments; 24 bytes each. */
#define CELLS_MAX ((size_t)1 << 25)

/* A sum and what rounding took from it. */
typedef struct pair {
    double high, low;
} pair;

static void pair_add(pair *sum, double value)
{
    double total = sum->high + value;
    double part = total - sum->high;

    sum->low += (sum->high - (total - part)) + (value - part);
    sum->high = total;
}

static double pair_value(pair sum)
{
    return sum.high + sum.low;
}

static void pair_join(pair *sum, pair more)
{
    pair_add(sum, more.high);
    pair_add(sum, more.low);
}

static double pair_difference(pair a, pair b)
{
    return (a.high - b.high) + (a.low - b.low);
}

/* What one device did in one slot. */
typedef struct cell {
    pair energy_j;
    double busy_s; /* utilisation x time */
} cell;

/* The same energy by hours: in hours with an intensity, and times it. */
typedef struct match {
    pair known_j, weighted_j;
} match;

static void match_join(match *sum, const match *more)
{
    pair_join(&sum->known_j, more->known_j);
    pair_join(&sum->weighted_j, more->weighted_j);
}

/* The time between two starts or ends. Sums run from the first slot up to and with it. */
typedef struct slot {
    double change_devices; /* of the claims, at its beginning; then those in it */
    int64_t change_claims, change_unknown;
    double measured_s, covered_s; /* of all devices; then summed */
    pair per_device_j;            /* energy for each device claimed; summed */
    match matched;                /* likewise, when a series is given */
} slot;

struct plume_attribution {
    plume_claim *claim;
    size_t claims, capacity;
    double *bound; /* starts and ends, sorted, each once */
    size_t bounds, devices;
    slot *slots; /* bounds + 1: slot i ends at bound i */
    cell *cells; /* device by device */
    const plume_series *series;
    match *matches; /* as the cells; NULL without a series */
    match idle;
    bool utilization_missing;
    pair idle_j;
    double idle_s;
};

plume_status plume_attribution_new(plume_attribution **out, plume_error *error)
{
    *out = calloc(1, sizeof **out);
    return *out != NULL ? PLUME_OK : plume_fail_memory(error);
}

void plume_attribution_free(plume_attribution *attribution)
{
    if (attribution == NULL)
        return;
    free(attribution->claim);
    free(attribution->bound);
    free(attribution->slots);
    free(attribution->cells);
    free(attribution->matches);
    free(attribution);
}

void plume_attribution_match(plume_attribution *attribution, const plume_series *series)
{
    attribution->series = series;
}

plume_status plume_attribution_claim(plume_attribution *attribution,
                                     const plume_claim *claim, plume_error *error)
{
    if (attribution->claims == attribution->capacity) {
        size_t capacity = attribution->capacity * 2 + 64;
        plume_claim *grown = realloc(attribution->claim, capacity * sizeof *grown);

        if (grown == NULL)
            return plume_fail_memory(error);
        attribution->claim = grown;
        attribution->capacity = capacity;
    }
    attribution->claim[attribution->claims++] = *claim;
    return PLUME_OK;
}

/* --- slots --- */

static int by_time(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

static void sort_bounds(plume_attribution *attribution)
{
    size_t kept = 0;

    for (size_t i = 0; i < attribution->claims; i++) {
        attribution->bound[2 * i] = attribution->claim[i].start_s;
        attribution->bound[2 * i + 1] = attribution->claim[i].end_s;
    }
    qsort(attribution->bound, 2 * attribution->claims, sizeof *attribution->bound,
          by_time);
    for (size_t i = 0; i < 2 * attribution->claims; i++)
        if (kept == 0 || attribution->bound[i] > attribution->bound[kept - 1])
            attribution->bound[kept++] = attribution->bound[i];
    attribution->bounds = kept;
}

/* The slot that begins at t_s or before, and ends after it. */
static size_t slot_at(const plume_attribution *attribution, double t_s)
{
    size_t low = 0, high = attribution->bounds;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (attribution->bound[middle] <= t_s)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static double weight_of(const plume_claim *claim)
{
    return isnan(claim->devices) ? 1.0 : claim->devices;
}

static void mark_claims(plume_attribution *attribution)
{
    for (size_t i = 0; i < attribution->claims; i++) {
        const plume_claim *claim = &attribution->claim[i];
        slot *from = &attribution->slots[slot_at(attribution, claim->start_s)];
        slot *to = &attribution->slots[slot_at(attribution, claim->end_s)];

        from->change_devices += weight_of(claim);
        to->change_devices -= weight_of(claim);
        from->change_claims++;
        to->change_claims--;
        from->change_unknown += isnan(claim->devices) ? 1 : 0;
        to->change_unknown -= isnan(claim->devices) ? 1 : 0;
    }
    for (size_t i = 1; i <= attribution->bounds; i++) {
        slot *now = &attribution->slots[i], *before = now - 1;

        now->change_claims += before->change_claims;
        now->change_unknown += before->change_unknown;
        now->change_devices += before->change_devices;
        /* What is left of fractions that do not add up in binary. */
        if (now->change_claims == 0)
            now->change_devices = 0.0;
    }
}

plume_status plume_attribution_ready(plume_attribution *attribution, size_t devices,
                                     plume_error *error)
{
    attribution->devices = devices;
    attribution->bound = calloc(2 * attribution->claims + 1, sizeof *attribution->bound);
    if (attribution->bound == NULL)
        return plume_fail_memory(error);
    sort_bounds(attribution);
    if ((attribution->bounds + 1) > CELLS_MAX / (devices + 1))
        return plume_fail(error, PLUME_ERR_VALUE,
                          "%zu devices cannot be shared among %zu runs: too many",
                          devices, attribution->claims);
    attribution->slots = calloc(attribution->bounds + 1, sizeof *attribution->slots);
    attribution->cells =
        calloc((attribution->bounds + 1) * devices + 1, sizeof *attribution->cells);
    if (attribution->series != NULL)
        attribution->matches =
            calloc((attribution->bounds + 1) * devices + 1, sizeof *attribution->matches);
    if (attribution->slots == NULL || attribution->cells == NULL ||
        (attribution->series != NULL && attribution->matches == NULL))
        return plume_fail_memory(error);
    mark_claims(attribution);
    return PLUME_OK;
}

/* --- pieces --- */

/* Power runs straight through the piece: watts at a moment of it. */
static double watts_at(const plume_power_piece *piece, double t_s)
{
    double share = (t_s - piece->from_s) / (piece->to_s - piece->from_s);

    return piece->from_w + share * (piece->to_w - piece->from_w);
}

static void match_part(plume_attribution *attribution, const plume_power_piece *piece,
                       size_t number, const double times_s[2], double energy_j)
{
    match *of = &attribution->matches[number];
    bool moment = !(piece->to_s > piece->from_s);
    const double watts[2] = { moment ? 0.0 : watts_at(piece, times_s[0]),
                              moment ? 0.0 : watts_at(piece, times_s[1]) };
    plume_matched matched = { 0.0, 0.0, 0.0 };

    plume_series_match(&matched, attribution->series, times_s, watts, energy_j);
    pair_add(&of->known_j, matched.known);
    pair_add(&of->weighted_j, matched.weighted);
}

static void add_part(plume_attribution *attribution, const plume_power_piece *piece,
                     size_t at, const double times_s[2], double energy_j)
{
    size_t number = piece->device * (attribution->bounds + 1) + at;
    slot *in = &attribution->slots[at];
    cell *of = &attribution->cells[number];
    double length_s = times_s[1] - times_s[0];

    pair_add(&of->energy_j, energy_j);
    in->covered_s += length_s;
    if (piece->measured)
        in->measured_s += length_s;
    if (isnan(piece->utilization))
        attribution->utilization_missing = true;
    else
        of->busy_s += piece->utilization * length_s;
    if (attribution->series != NULL)
        match_part(attribution, piece, number, times_s, energy_j);
}

static void take(void *state, const plume_power_piece *piece)
{
    plume_attribution *attribution = state;
    size_t at = slot_at(attribution, piece->from_s);
    double from_s = piece->from_s, left_j = piece->energy_j;

    if (piece->device >= attribution->devices)
        return;
    for (; at < attribution->bounds && attribution->bound[at] < piece->to_s; at++) {
        double to_s = attribution->bound[at];
        double energy_j =
            (to_s - from_s) * (watts_at(piece, from_s) + watts_at(piece, to_s)) / 2.0;

        add_part(attribution, piece, at, (const double[2]){ from_s, to_s }, energy_j);
        left_j -= energy_j;
        from_s = to_s;
    }
    add_part(attribution, piece, at, (const double[2]){ from_s, piece->to_s }, left_j);
}

plume_power_sink plume_attribution_sink(plume_attribution *attribution)
{
    return (plume_power_sink){ take, attribution };
}

/* --- sharing --- */

/* The busiest first: by utilisation where every sample has it, else by energy. */
static bool is_busier(const plume_attribution *attribution, const cell *a, const cell *b)
{
    if (!attribution->utilization_missing && a->busy_s != b->busy_s)
        return a->busy_s > b->busy_s;
    return a->energy_j.high > b->energy_j.high;
}

static const cell *cell_at(const plume_attribution *attribution, size_t device, size_t at)
{
    return &attribution->cells[device * (attribution->bounds + 1) + at];
}

/* How many devices are busier than this one; of equal ones the first come first. */
static size_t rank_of(const plume_attribution *attribution, size_t device, size_t at)
{
    const cell *own = cell_at(attribution, device, at);
    size_t rank = 0;

    for (size_t i = 0; i < attribution->devices; i++) {
        const cell *other = cell_at(attribution, i, at);

        if (i != device && (is_busier(attribution, other, own) ||
                            (i < device && !is_busier(attribution, own, other))))
            rank++;
    }
    return rank;
}

/* How many of the trace's devices the runs of a slot used. */
static size_t occupied(const plume_attribution *attribution, const slot *in)
{
    double claimed = ceil(in->change_devices - 1e-9);

    if (in->change_claims == 0 || in->change_devices <= 0.0)
        return 0;
    if (in->change_unknown > 0 || claimed >= (double)attribution->devices)
        return attribution->devices;
    return (size_t)claimed;
}

/* The energy of a slot goes to its runs, or is idle. */
static pair share_slot(plume_attribution *attribution, size_t at, match *matched)
{
    slot *in = &attribution->slots[at];
    size_t used = occupied(attribution, in);
    pair shared = { 0.0, 0.0 };

    for (size_t i = 0; i < attribution->devices; i++) {
        pair energy_j = cell_at(attribution, i, at)->energy_j;
        bool mine = used == attribution->devices ||
                    (used > 0 && rank_of(attribution, i, at) < used);

        pair_join(mine ? &shared : &attribution->idle_j, energy_j);
        if (attribution->matches != NULL)
            match_join(mine ? matched : &attribution->idle,
                       &attribution->matches[i * (attribution->bounds + 1) + at]);
    }
    if (attribution->devices > 0)
        attribution->idle_s += in->covered_s * (double)(attribution->devices - used) /
                               (double)attribution->devices;
    return shared;
}

void plume_attribution_settle(plume_attribution *attribution)
{
    for (size_t i = 0; i <= attribution->bounds; i++) {
        slot *in = &attribution->slots[i];
        match matched = { { 0.0, 0.0 }, { 0.0, 0.0 } };
        pair shared = share_slot(attribution, i, &matched);

        if (in->change_devices > 0.0) {
            double devices = in->change_devices;

            pair_add(&in->per_device_j, pair_value(shared) / devices);
            pair_add(&in->matched.known_j, pair_value(matched.known_j) / devices);
            pair_add(&in->matched.weighted_j, pair_value(matched.weighted_j) / devices);
        }
        if (i == 0)
            continue;
        pair_join(&in->per_device_j, in[-1].per_device_j);
        match_join(&in->matched, &in[-1].matched);
        in->measured_s += in[-1].measured_s;
        in->covered_s += in[-1].covered_s;
    }
}

/* --- what came of it --- */

size_t plume_attribution_count(const plume_attribution *attribution)
{
    return attribution->claims;
}

plume_attributed plume_attribution_at(const plume_attribution *attribution, size_t i)
{
    const plume_claim *claim = &attribution->claim[i];
    /* Its first slot begins at its start, its last one ends at its end. */
    size_t first = slot_at(attribution, claim->start_s);
    size_t behind = slot_at(attribution, claim->end_s);
    plume_attributed got = { *claim, NAN, NAN, { 0.0, 0.0, 0.0 } };
    const slot *before, *last;
    double length_s;

    if (behind <= first)
        return got;
    before = &attribution->slots[first - 1];
    last = &attribution->slots[behind - 1];
    length_s = (claim->end_s - claim->start_s) * (double)attribution->devices;
    got.coverage = fmin(1.0, (last->measured_s - before->measured_s) / length_s);
    if (last->covered_s > before->covered_s) {
        double devices = weight_of(claim);
        const match *a = &last->matched, *b = &before->matched;

        got.energy_j =
            devices * pair_difference(last->per_device_j, before->per_device_j);
        got.matched =
            (plume_matched){ attribution->series != NULL ? got.energy_j : 0.0,
                             devices * pair_difference(a->known_j, b->known_j),
                             devices * pair_difference(a->weighted_j, b->weighted_j) };
    }
    return got;
}

double plume_attribution_idle_j(const plume_attribution *attribution)
{
    return pair_value(attribution->idle_j);
}

plume_matched plume_attribution_idle(const plume_attribution *attribution)
{
    return (plume_matched){ attribution->series != NULL ? pair_value(attribution->idle_j)
                                                        : 0.0,
                            pair_value(attribution->idle.known_j),
                            pair_value(attribution->idle.weighted_j) };
}

double plume_attribution_idle_s(const plume_attribution *attribution)
{
    return attribution->idle_s;
}
