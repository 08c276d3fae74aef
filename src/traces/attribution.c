/* Sorts the starts and ends of runs, and shares each piece of a trace among those that
 * it meets. */
#include "traces/attribution_internal.h"

#include <math.h>
#include <stdlib.h>

/* Cells of devices and moments; 24 bytes each. */
#define CELLS_MAX ((size_t)1 << 25)

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
    free(attribution->mask);
    free(attribution->on);
    free(attribution->holdings);
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

static bool keep_devices(plume_attribution *attribution,
                         const plume_attribution_run *claim)
{
    size_t needed = attribution->on_count + claim->on_count;

    if (needed > attribution->on_capacity) {
        size_t capacity = needed * 2 + 64;
        uint32_t *grown = realloc(attribution->on, capacity * sizeof *grown);

        if (grown == NULL)
            return false;
        attribution->on = grown;
        attribution->on_capacity = capacity;
    }
    for (size_t i = 0; i < claim->on_count; i++)
        attribution->on[attribution->on_count++] = claim->on[i];
    return true;
}

/* Devices of all runs stand in one array: a list of its own for each of a million
 * runs would cost more than the runs. */
plume_status plume_attribution_claim(plume_attribution *attribution,
                                     const plume_attribution_run *claim,
                                     plume_error *error)
{
    size_t first = attribution->on_count;

    if (first + claim->on_count > UINT32_MAX)
        return plume_fail(error, PLUME_ERR_VALUE, "runs name too many devices");
    if (attribution->claims == attribution->capacity) {
        size_t capacity = attribution->capacity * 2 + 64;
        entry *grown = realloc(attribution->claim, capacity * sizeof *grown);

        if (grown == NULL)
            return plume_fail_memory(error);
        attribution->claim = grown;
        attribution->capacity = capacity;
    }
    if (!keep_devices(attribution, claim))
        return plume_fail_memory(error);
    attribution->claim[attribution->claims++] =
        (entry){ claim->start_s, claim->end_s, claim->devices,  claim->part,
                 claim->owner,   claim->run,   (uint32_t)first, claim->on_count,
                 claim->named,   claim->of_all };
    return PLUME_OK;
}

plume_status plume_attribution_mask(plume_attribution *attribution, double from_s,
                                    double to_s, plume_error *error)
{
    size_t count = attribution->masks + 1;
    masked_time *grown = realloc(attribution->mask, count * sizeof *grown);

    if (grown == NULL)
        return plume_fail_memory(error);
    attribution->mask = grown;
    grown[attribution->masks++] = (masked_time){ from_s, to_s };
    return PLUME_OK;
}

/* --- slots --- */

static int by_time(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

/* Starts and ends, each once: between two neighbours the runs that are going on do
 * not change. */
static void sort_bounds(plume_attribution *attribution)
{
    size_t kept = 0, count = 2 * (attribution->claims + attribution->masks);

    for (size_t i = 0; i < attribution->claims; i++) {
        attribution->bound[2 * i] = attribution->claim[i].start_s;
        attribution->bound[2 * i + 1] = attribution->claim[i].end_s;
    }
    for (size_t i = 0; i < attribution->masks; i++) {
        double *at = &attribution->bound[2 * (attribution->claims + i)];

        at[0] = attribution->mask[i].from_s;
        at[1] = attribution->mask[i].to_s;
    }
    qsort(attribution->bound, count, sizeof *attribution->bound, by_time);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || attribution->bound[i] > attribution->bound[kept - 1])
            attribution->bound[kept++] = attribution->bound[i];
    attribution->bounds = kept;
}

size_t plume_attribution_slot(const plume_attribution *attribution, double t_s)
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

double plume_attribution_weight(const entry *claim)
{
    if (claim->named > 0)
        return isnan(claim->devices) ? 1.0 : claim->devices / claim->named;
    return isnan(claim->devices) ? 1.0 : claim->devices;
}

/* As differences, which are summed up once all runs are marked. */
static void mark_holdings(plume_attribution *attribution, const entry *claim, size_t from,
                          size_t to)
{
    double weight = plume_attribution_weight(claim);

    for (uint32_t i = 0; i < claim->on_count; i++) {
        size_t device = attribution->on[claim->first + i];
        holding *row = &attribution->holdings[device * (attribution->bounds + 1)];

        row[from].weight += weight;
        row[from].claims++;
        row[to].weight -= weight;
        row[to].claims--;
    }
}

/* A run that names its devices takes part in those alone, any other in all. */
static void mark_claim(plume_attribution *attribution, const entry *claim)
{
    size_t begins = plume_attribution_slot(attribution, claim->start_s);
    size_t ends = plume_attribution_slot(attribution, claim->end_s);
    slot *from = &attribution->slots[begins], *to = &attribution->slots[ends];
    double weight = plume_attribution_weight(claim);

    if (claim->named > 0) {
        mark_holdings(attribution, claim, begins, ends);
        return;
    }
    from->change_devices += weight;
    to->change_devices -= weight;
    from->change_claims++;
    to->change_claims--;
    from->change_unknown += claim->of_all || isnan(claim->devices) ? 1 : 0;
    to->change_unknown -= claim->of_all || isnan(claim->devices) ? 1 : 0;
}

static void mark_mask(plume_attribution *attribution, const masked_time *mask)
{
    attribution->slots[plume_attribution_slot(attribution, mask->from_s)].change_masks++;
    attribution->slots[plume_attribution_slot(attribution, mask->to_s)].change_masks--;
}

/* Changes become what goes on; without claims nothing is left of fractions that do not
 * add up in binary. */
static void sum_changes(plume_attribution *attribution)
{
    for (size_t i = 1; i <= attribution->bounds; i++) {
        slot *now = &attribution->slots[i], *before = now - 1;

        now->change_claims += before->change_claims;
        now->change_unknown += before->change_unknown;
        now->change_masks += before->change_masks;
        now->change_devices += before->change_devices;
        if (now->change_claims == 0)
            now->change_devices = 0.0;
    }
    for (size_t d = 0; attribution->holdings != NULL && d < attribution->devices; d++) {
        holding *row = &attribution->holdings[d * (attribution->bounds + 1)];

        for (size_t i = 1; i <= attribution->bounds; i++) {
            row[i].claims += row[i - 1].claims;
            row[i].weight += row[i - 1].weight;
            if (row[i].claims == 0)
                row[i].weight = 0.0;
        }
    }
}

/* What is not needed is not taken: cells are slots times devices. */
static plume_status take_cells(plume_attribution *attribution, plume_error *error)
{
    size_t count = (attribution->bounds + 1) * attribution->devices + 1;

    attribution->slots = calloc(attribution->bounds + 1, sizeof *attribution->slots);
    attribution->cells = calloc(count, sizeof *attribution->cells);
    if (attribution->series != NULL)
        attribution->matches = calloc(count, sizeof *attribution->matches);
    if (attribution->on_count > 0)
        attribution->holdings = calloc(count, sizeof *attribution->holdings);
    if (attribution->slots == NULL || attribution->cells == NULL ||
        (attribution->series != NULL && attribution->matches == NULL) ||
        (attribution->on_count > 0 && attribution->holdings == NULL))
        return plume_fail_memory(error);
    return PLUME_OK;
}

/* The bound is on memory: slots times devices, some bytes each. */
plume_status plume_attribution_ready(plume_attribution *attribution, size_t devices,
                                     plume_error *error)
{
    plume_status status;

    attribution->devices = devices;
    attribution->bound = calloc(2 * (attribution->claims + attribution->masks) + 1,
                                sizeof *attribution->bound);
    if (attribution->bound == NULL)
        return plume_fail_memory(error);
    sort_bounds(attribution);
    if ((attribution->bounds + 1) > CELLS_MAX / (devices + 1))
        return plume_fail(error, PLUME_ERR_VALUE,
                          "%zu devices cannot be shared among %zu runs: too many",
                          devices, attribution->claims);
    status = take_cells(attribution, error);
    if (status != PLUME_OK)
        return status;
    for (size_t i = 0; i < attribution->claims; i++)
        mark_claim(attribution, &attribution->claim[i]);
    for (size_t i = 0; i < attribution->masks; i++)
        mark_mask(attribution, &attribution->mask[i]);
    sum_changes(attribution);
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

/* Energies are kept as pairs of doubles: a prefix sum over a million slots would lose
 * digits in one. */
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
    if (attribution->holdings != NULL) {
        attribution->holdings[number].covered_s += length_s;
        attribution->holdings[number].measured_s += piece->measured ? length_s : 0.0;
    }
    if (isnan(piece->utilization))
        attribution->utilization_missing = true;
    else
        of->busy_s += piece->utilization * length_s;
    if (attribution->series != NULL)
        match_part(attribution, piece, number, times_s, energy_j);
}

/* A piece that reaches over bounds is cut there; the last part gets what is left, so
 * that nothing is lost to rounding. */
static void take(void *state, const plume_power_piece *piece)
{
    plume_attribution *attribution = state;
    size_t at = plume_attribution_slot(attribution, piece->from_s);
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
