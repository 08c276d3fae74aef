/* Accounts in the order of their starts, and of each stretch of them the latest end. */
#include "evidence/rules/lasting.h"

#include <math.h>
#include <stdlib.h>

/* Accounts in a leaf of the tree: few enough to look through, and the tree is small. */
enum { LEAF = 16 };

static size_t leaves_of(size_t count)
{
    size_t leaves = 1;

    while (leaves * LEAF < count)
        leaves *= 2;
    return leaves;
}

bool plume_lasting_init(plume_lasting *out, const plume_book *book)
{
    *out = (plume_lasting){ .book = book };
    out->account = malloc((book->count + 1) * sizeof *out->account);
    out->latest = malloc(2 * leaves_of(book->count) * sizeof *out->latest);
    return out->account != NULL && out->latest != NULL;
}

void plume_lasting_dispose(plume_lasting *lasting)
{
    free(lasting->account);
    free(lasting->latest);
}

static const plume_account *at(const plume_lasting *lasting, size_t place)
{
    return &lasting->book->account[lasting->account[place]];
}

void plume_lasting_ready(plume_lasting *lasting)
{
    size_t leaves = lasting->leaves = leaves_of(lasting->count);

    for (size_t i = 0; i < 2 * leaves; i++)
        lasting->latest[i] = -HUGE_VAL;
    for (size_t i = 0; i < lasting->count; i++) {
        double *latest = &lasting->latest[leaves + i / LEAF];

        *latest = fmax(*latest, at(lasting, i)->end_s);
    }
    for (size_t i = leaves; i-- > 1;)
        lasting->latest[i] = fmax(lasting->latest[2 * i], lasting->latest[2 * i + 1]);
}

size_t plume_lasting_begun(const plume_lasting *lasting, double start_s)
{
    size_t low = 0, high = lasting->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (at(lasting, middle)->start_s <= start_s)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* In the leaf before a place. */
static size_t in_leaf(const plume_lasting *lasting, size_t place, double end_s)
{
    size_t first = (place - 1) / LEAF * LEAF;

    while (place > first)
        if (at(lasting, --place)->end_s >= end_s)
            return place;
    return SIZE_MAX;
}

/* Up to the nearest stretch on the left that lasts, and down to its last leaf. */
static size_t leaf_before(const plume_lasting *lasting, size_t leaf, double end_s)
{
    size_t node = leaf + lasting->leaves;

    while (node > 1 && (node % 2 == 0 || !(lasting->latest[node - 1] >= end_s)))
        node /= 2;
    if (node <= 1)
        return SIZE_MAX;
    for (node--; node < lasting->leaves;)
        node = lasting->latest[2 * node + 1] >= end_s ? 2 * node + 1 : 2 * node;
    return node - lasting->leaves;
}

size_t plume_lasting_before(const plume_lasting *lasting, size_t place, double end_s)
{
    size_t found, leaf;

    if (place == 0)
        return SIZE_MAX;
    found = in_leaf(lasting, place, end_s);
    if (found != SIZE_MAX)
        return found;
    leaf = leaf_before(lasting, (place - 1) / LEAF, end_s);
    if (leaf == SIZE_MAX)
        return SIZE_MAX;
    place = (leaf + 1) * LEAF;
    return in_leaf(lasting, place < lasting->count ? place : lasting->count, end_s);
}
