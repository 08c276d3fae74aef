/* Who gets what of a trace whose pieces have all come: energies and coverage of each run.
 */
#include "traces/attribution_share.h"

#include <math.h>

#include "traces/attribution_internal.h"

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

static bool is_held(const plume_attribution *attribution, size_t device, size_t at)
{
    return attribution->holdings != NULL &&
           attribution->holdings[device * (attribution->bounds + 1) + at].weight > 0.0;
}

/* How many devices that nobody names are busier than this one; of equal ones the first
 * come first. */
static size_t rank_of(const plume_attribution *attribution, size_t device, size_t at)
{
    const cell *own = cell_at(attribution, device, at);
    size_t rank = 0;

    for (size_t i = 0; i < attribution->devices; i++) {
        const cell *other = cell_at(attribution, i, at);

        if (i != device && !is_held(attribution, i, at) &&
            (is_busier(attribution, other, own) ||
             (i < device && !is_busier(attribution, own, other))))
            rank++;
    }
    return rank;
}

static size_t free_devices(const plume_attribution *attribution, size_t at)
{
    size_t count = attribution->devices;

    for (size_t i = 0; attribution->holdings != NULL && i < attribution->devices; i++)
        count -= is_held(attribution, i, at);
    return count;
}

/* How many of the devices that nobody names the other runs of a slot used. */
static size_t occupied(const slot *in, size_t devices)
{
    double claimed = ceil(in->change_devices - 1e-9);

    if (in->change_claims == 0 || in->change_devices <= 0.0)
        return 0;
    if (in->change_unknown > 0 || claimed >= (double)devices)
        return devices;
    return (size_t)claimed;
}

static match match_at(const plume_attribution *attribution, size_t device, size_t at)
{
    static const match nothing = { { 0.0, 0.0 }, { 0.0, 0.0 } };

    return attribution->matches == NULL
               ? nothing
               : attribution->matches[device * (attribution->bounds + 1) + at];
}

/* A part of a slot's energy, for each unit of weight. */
static void add_rate(slot *in, double energy_j, const match *matched, double weight)
{
    pair_add(&in->per_device_j, energy_j / weight);
    pair_add(&in->matched.known_j, pair_value(matched->known_j) / weight);
    pair_add(&in->matched.weighted_j, pair_value(matched->weighted_j) / weight);
}

/* A device's energy goes to the runs that name it. When all devices are named, the runs
 * that name none lie evenly on all of them: with on_each on this one. */
static void share_held(plume_attribution *attribution, size_t device, size_t at,
                       double on_each)
{
    size_t number = device * (attribution->bounds + 1) + at;
    slot *in = &attribution->slots[at];
    cell *of = &attribution->cells[number];
    match matched = match_at(attribution, device, at);
    double weight = attribution->holdings[number].weight + on_each;
    double energy_j = pair_value(of->energy_j);

    if (on_each > 0.0)
        add_rate(in, energy_j, &matched, weight * (double)attribution->devices);
    of->energy_j = (pair){ energy_j / weight, 0.0 };
    if (attribution->matches != NULL)
        attribution->matches[number] =
            (match){ { pair_value(matched.known_j) / weight, 0.0 },
                     { pair_value(matched.weighted_j) / weight, 0.0 } };
}

/* Of a device that nobody names no run that names devices gets anything. */
static void clear_cell(plume_attribution *attribution, size_t device, size_t at)
{
    size_t number = device * (attribution->bounds + 1) + at;

    attribution->cells[number].energy_j = (pair){ 0.0, 0.0 };
    if (attribution->matches != NULL)
        attribution->matches[number] = (match){ { 0.0, 0.0 }, { 0.0, 0.0 } };
}

static void leave_idle(plume_attribution *attribution, size_t device, size_t at)
{
    match matched = match_at(attribution, device, at);

    if (attribution->slots[at].change_masks > 0)
        return;
    pair_join(&attribution->idle_j, cell_at(attribution, device, at)->energy_j);
    match_join(&attribution->idle, &matched);
    if (attribution->holdings != NULL)
        attribution->idle_s +=
            attribution->holdings[device * (attribution->bounds + 1) + at].covered_s;
}

/* Energy of the devices that nobody names goes to the other runs, or is idle. */
static void share_free(plume_attribution *attribution, size_t at, size_t devices)
{
    slot *in = &attribution->slots[at];
    size_t used = occupied(in, devices);
    pair shared = { 0.0, 0.0 };
    match matched = { { 0.0, 0.0 }, { 0.0, 0.0 } };

    for (size_t i = 0; i < attribution->devices; i++) {
        match own = match_at(attribution, i, at);

        if (is_held(attribution, i, at))
            continue;
        if (used < devices && (used == 0 || rank_of(attribution, i, at) >= used)) {
            leave_idle(attribution, i, at);
            continue;
        }
        pair_join(&shared, cell_at(attribution, i, at)->energy_j);
        match_join(&matched, &own);
    }
    if (attribution->holdings == NULL && devices > 0 && in->change_masks == 0)
        attribution->idle_s += in->covered_s * (double)(devices - used) / (double)devices;
    if (in->change_devices > 0.0)
        add_rate(in, pair_value(shared), &matched, in->change_devices);
}

/* Before the rates of held devices take the place of energies, the free ones are ranked.
 */
static void share_slot(plume_attribution *attribution, size_t at)
{
    const slot *in = &attribution->slots[at];
    size_t devices = free_devices(attribution, at);
    double on_each = 0.0;

    if (devices == 0 && attribution->devices > 0)
        on_each = in->change_devices / (double)attribution->devices;
    if (devices > 0 || attribution->devices == 0)
        share_free(attribution, at, devices);
    for (size_t i = 0; attribution->holdings != NULL && i < attribution->devices; i++) {
        if (is_held(attribution, i, at))
            share_held(attribution, i, at, on_each);
        else
            clear_cell(attribution, i, at);
    }
}

static void sum_holdings(plume_attribution *attribution, size_t at)
{
    for (size_t i = 0; attribution->holdings != NULL && i < attribution->devices; i++) {
        size_t number = i * (attribution->bounds + 1) + at;
        holding *now = &attribution->holdings[number];

        pair_join(&attribution->cells[number].energy_j,
                  attribution->cells[number - 1].energy_j);
        if (attribution->matches != NULL)
            match_join(&attribution->matches[number], &attribution->matches[number - 1]);
        now->measured_s += now[-1].measured_s;
        now->covered_s += now[-1].covered_s;
    }
}

/* Prefix sums over the slots: a run's share is then a difference of two, however long
 * it is. */
void plume_attribution_settle(plume_attribution *attribution)
{
    for (size_t i = 0; i <= attribution->bounds; i++) {
        slot *in = &attribution->slots[i];

        share_slot(attribution, i);
        if (i == 0)
            continue;
        sum_holdings(attribution, i);
        pair_join(&in->per_device_j, in[-1].per_device_j);
        match_join(&in->matched, &in[-1].matched);
        in->measured_s += in[-1].measured_s;
        in->covered_s += in[-1].covered_s;
    }
}

/* --- what came of it --- */

/* Sums of seconds leave a little behind. */
static const double unmeasured = 1e-9;

size_t plume_attribution_count(const plume_attribution *attribution)
{
    return attribution->claims;
}

static plume_matched matched_of(const plume_attribution *attribution, double energy_j,
                                const double known_weighted_j[2])
{
    return (plume_matched){ attribution->series != NULL ? energy_j : 0.0,
                            known_weighted_j[0], known_weighted_j[1] };
}

/* Of a run that names devices; before and last: the slots that its own ones stand
 * between. */
static void get_named(const plume_attribution *attribution, const entry *claim,
                      const size_t slots[2], plume_attributed *got)
{
    double weight = plume_attribution_weight(claim), energy_j = 0.0;
    double matched[2] = { 0.0, 0.0 }, measured_s = 0.0;

    for (uint32_t i = 0; i < claim->on_count; i++) {
        size_t row = attribution->on[claim->first + i] * (attribution->bounds + 1);
        size_t before = row + slots[0], last = row + slots[1];
        const holding *of = attribution->holdings;

        measured_s += of[last].measured_s - of[before].measured_s;
        energy_j += weight * pair_difference(attribution->cells[last].energy_j,
                                             attribution->cells[before].energy_j);
        if (attribution->matches == NULL)
            continue;
        matched[0] += weight * pair_difference(attribution->matches[last].known_j,
                                               attribution->matches[before].known_j);
        matched[1] += weight * pair_difference(attribution->matches[last].weighted_j,
                                               attribution->matches[before].weighted_j);
    }
    got->coverage =
        fmin(1.0, measured_s / ((claim->end_s - claim->start_s) * claim->named));
    if (!(got->coverage > unmeasured))
        return;
    got->energy_j = energy_j;
    got->matched = matched_of(attribution, energy_j, matched);
}

/* Without any sample in its time, be it in a gap, a run gets nothing, which is unknown
 * and not 0. */
static void get_shared(const plume_attribution *attribution, const entry *claim,
                       const size_t slots[2], plume_attributed *got)
{
    const slot *before = &attribution->slots[slots[0]];
    const slot *last = &attribution->slots[slots[1]];
    double devices = plume_attribution_weight(claim);
    double length_s = (claim->end_s - claim->start_s) * (double)attribution->devices;
    const double matched[2] = {
        devices * pair_difference(last->matched.known_j, before->matched.known_j),
        devices * pair_difference(last->matched.weighted_j, before->matched.weighted_j)
    };

    got->coverage = fmin(1.0, (last->measured_s - before->measured_s) / length_s);
    if (!(got->coverage > unmeasured))
        return;
    got->energy_j = devices * pair_difference(last->per_device_j, before->per_device_j);
    got->matched = matched_of(attribution, got->energy_j, matched);
}

plume_attributed plume_attribution_at(const plume_attribution *attribution, size_t i)
{
    const entry *claim = &attribution->claim[i];
    /* Its first slot begins at its start, its last one ends at its end. */
    size_t first = plume_attribution_slot(attribution, claim->start_s);
    size_t behind = plume_attribution_slot(attribution, claim->end_s);
    plume_attributed got = { .owner = claim->owner,
                             .run = claim->run,
                             .energy_j = NAN,
                             .coverage = NAN,
                             .part = claim->part };

    if (behind <= first)
        return got;
    (claim->named > 0 ? get_named : get_shared)(
        attribution, claim, (const size_t[2]){ first - 1, behind - 1 }, &got);
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
