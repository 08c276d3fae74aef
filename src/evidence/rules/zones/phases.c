/* Runs in cells of their time in the quarter, their length and their day. */
#include "evidence/rules/zones/phases.h"

#include <math.h>
#include <stdlib.h>

#include "core/hash.h"

/* Fewer logs than this are held each against each. */
enum { FEW = 64, BUCKETS_LEAST = 256 };

/* A quarter of an hour, and more than clocks are ever apart by: 14 hours and a quarter.
 */
#define QUARTER_S 900.0
#define APART_S   51300.0

typedef struct spot {
    int64_t phase, length, day;
} spot;

static int64_t phases_of(const plume_phases *phases)
{
    return (int64_t)fmax(floor(QUARTER_S / phases->end_width_s), 1.0);
}

/* Widths divide the quarter, so that its end touches its beginning. */
static spot spot_of(const plume_phases *phases, uint32_t account)
{
    const plume_account *own = &phases->book->account[account];
    double phase_s = own->end_s - floor(own->end_s / QUARTER_S) * QUARTER_S;
    int64_t count = phases_of(phases);
    int64_t phase = (int64_t)(phase_s / QUARTER_S * (double)count);
    double length_s = own->end_s - own->start_s;

    return (spot){ phase < count ? phase : count - 1,
                   (int64_t)floor(length_s / phases->length_width_s),
                   (int64_t)floor(own->end_s / APART_S) };
}

static uint32_t bucket_of(const plume_phases *phases, spot at)
{
    return (uint32_t)plume_hash64(&at, sizeof at, 17) & phases->mask;
}

static bool make_room(plume_phases *out, size_t accounts)
{
    size_t buckets = BUCKETS_LEAST;

    while (buckets < accounts)
        buckets *= 2;
    out->mask = (uint32_t)buckets - 1;
    out->cell = malloc((accounts + 1) * sizeof *out->cell);
    out->span_of = malloc((accounts + 1) * sizeof *out->span_of);
    out->bucket = calloc(buckets + 1, sizeof *out->bucket);
    return out->cell != NULL && out->span_of != NULL && out->bucket != NULL;
}

/* Spans lie behind each other: a place is that of an account in all of them. */
static void fill(plume_phases *out, size_t accounts)
{
    const uint32_t *account = out->span[0].first;
    size_t place = 0;

    for (size_t i = 0; i < out->spans; i++)
        for (size_t k = 0; k < out->span[i].count; k++)
            out->span_of[place++] = (uint32_t)i;
    for (size_t i = 0; i < accounts; i++)
        out->bucket[bucket_of(out, spot_of(out, account[i]))]++;
    for (size_t i = 1; i <= (size_t)out->mask + 1; i++)
        out->bucket[i] += out->bucket[i - 1];
    for (size_t i = accounts; i-- > 0;)
        out->cell[--out->bucket[bucket_of(out, spot_of(out, account[i]))]] = (uint32_t)i;
}

bool plume_phases_init(plume_phases *out, const plume_book *book,
                       const plume_log_span *span, size_t spans, double end_s,
                       double start_s)
{
    double widest_s = 0.0;
    size_t accounts = 0;

    *out = (plume_phases){ .book = book, .span = span, .spans = spans };
    out->met = malloc((spans + 1) * sizeof *out->met);
    out->pairs = calloc(spans + 1, sizeof *out->pairs);
    if (out->met == NULL || out->pairs == NULL)
        return false;
    for (size_t i = 0; i < spans; i++)
        for (size_t k = 0; k < span[i].count; k++, accounts++)
            widest_s = fmax(widest_s, book->account[span[i].first[k]].resolution_s);
    out->end_width_s = end_s + 2.0 * widest_s;
    out->length_width_s = out->end_width_s + start_s + 2.0 * widest_s;
    if (spans <= FEW)
        return true;
    if (!make_room(out, accounts))
        return false;
    fill(out, accounts);
    return true;
}

void plume_phases_dispose(plume_phases *phases)
{
    free(phases->cell);
    free(phases->bucket);
    free(phases->span_of);
    free(phases->met);
    free(phases->pairs);
}

/* --- who is met --- */

/* Some are met that stand there by chance: who asks compares what it meets. */
static void look_into(plume_phases *phases, spot at, size_t span)
{
    const uint32_t *bucket = &phases->bucket[bucket_of(phases, at)];

    for (uint32_t i = bucket[0]; i < bucket[1]; i++) {
        uint32_t met = phases->span_of[phases->cell[i]];

        if (met != span && phases->pairs[met]++ == 0)
            phases->met[phases->met_count++] = met;
    }
}

/* A cell that touches from both sides is looked into once. Where either log was moved
 * since, it stands a day further at most. */
static void look_around(plume_phases *phases, uint32_t account, size_t span)
{
    spot own = spot_of(phases, account), at = own;
    int64_t count = phases_of(phases);

    for (int64_t k = count < 3 ? 0 : -1; k < (count < 3 ? count : 2); k++) {
        at.phase = count < 3 ? k : (own.phase + k + count) % count;
        for (at.length = own.length - 1; at.length <= own.length + 1; at.length++)
            for (at.day = own.day - 2; at.day <= own.day + 2; at.day++)
                look_into(phases, at, span);
    }
}

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return (a > b) - (a < b);
}

void plume_phases_meet(plume_phases *phases, size_t span, uint32_t least)
{
    const plume_log_span *own = &phases->span[span];
    size_t kept = 0;

    phases->met_count = 0;
    if (phases->bucket == NULL) {
        for (uint32_t i = 0; i < phases->spans; i++)
            if (i != span)
                phases->met[phases->met_count++] = i;
        return;
    }
    for (size_t i = 0; i < own->count; i++)
        look_around(phases, own->first[i], span);
    for (size_t i = 0; i < phases->met_count; i++) {
        uint32_t met = phases->met[i];

        if (phases->pairs[met] >= least)
            phases->met[kept++] = met;
        phases->pairs[met] = 0;
    }
    phases->met_count = kept;
    if (kept > 0)
        qsort(phases->met, kept, sizeof *phases->met, by_number);
}
