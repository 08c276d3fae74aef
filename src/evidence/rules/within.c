/* Parts and their holders, one to one where there are as many of both. */
#include "evidence/rules/within.h"

#include <math.h>
#include <stdlib.h>

#include "core/order.h"
#include "core/sort.h"

/* That an account of a run holds a part: of all such accounts of one reader the nearest.
 */
typedef struct edge {
    uint32_t part, group;
    uint8_t part_reader, holder_reader;
    double apart_s;
    uint32_t holders;           /* of the part, by this reader */
    uint32_t part_at, group_at; /* the first edge of its part, of its holder */
    uint32_t within;            /* one that stands for all parts and holders it meets */
    bool paired;
} edge;

static int by_number(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int by_readers(const edge *a, const edge *b)
{
    int order = by_number(a->part_reader, b->part_reader);

    return order != 0 ? order : by_number(a->holder_reader, b->holder_reader);
}

static int by_ends(const edge *a, const edge *b)
{
    return (a->apart_s > b->apart_s) - (a->apart_s < b->apart_s);
}

/* Of readers the parts, of these the holders, the nearest first. */
static int by_part(const void *unused, const void *left, const void *right)
{
    const edge *a = left, *b = right;
    int order = by_readers(a, b);

    (void)unused;
    if (order == 0)
        order = by_number(a->part, b->part);
    if (order == 0)
        order = by_number(a->group, b->group);
    return order != 0 ? order : by_ends(a, b);
}

static bool same_part(const edge *a, const edge *b)
{
    return by_readers(a, b) == 0 && a->part == b->part;
}

double plume_within_apart_s(const plume_within *one, const plume_book *book)
{
    return fabs(book->account[one->part].end_s - book->account[one->holder].end_s);
}

static size_t gather(edge *edges, const plume_within *found, size_t count,
                     const plume_groups *groups)
{
    const plume_account *account = groups->book->account;
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        edges[i] = (edge){ .part = found[i].part,
                           .group = plume_group_of(groups, found[i].holder),
                           .part_reader = account[found[i].part].reader,
                           .holder_reader = account[found[i].holder].reader,
                           .apart_s = plume_within_apart_s(&found[i], groups->book) };
    plume_sort(edges, count, sizeof *edges, by_part, NULL);
    for (size_t i = 0; i < count; i++) /* one a run, however many of its accounts hold */
        if (kept == 0 || !same_part(&edges[kept - 1], &edges[i]) ||
            edges[kept - 1].group != edges[i].group)
            edges[kept++] = edges[i];
    for (size_t i = 0, end; i < kept; i = end) {
        for (end = i; end < kept && same_part(&edges[i], &edges[end]);)
            edges[end++].part_at = (uint32_t)i;
        for (size_t k = i; k < end; k++)
            edges[k].holders = (uint32_t)(end - i);
    }
    return kept;
}

/* --- parts and holders that may be of each other --- */

static int by_group(const void *context, uint32_t left, uint32_t right)
{
    const edge *a = &((const edge *)context)[left], *b = &((const edge *)context)[right];
    int order = by_readers(a, b);

    if (order == 0)
        order = by_number(a->group, b->group);
    return order != 0 ? order : by_number(a->part, b->part);
}

static int by_distance(const void *context, uint32_t left, uint32_t right)
{
    const edge *a = &((const edge *)context)[left], *b = &((const edge *)context)[right];
    int order = by_ends(a, b);

    return order != 0 ? order : by_number(left, right);
}

static uint32_t stands_for(edge *edges, uint32_t at)
{
    while (edges[at].within != at) {
        edges[at].within = edges[edges[at].within].within;
        at = edges[at].within;
    }
    return at;
}

static void unite(edge *edges, uint32_t a, uint32_t b)
{
    a = stands_for(edges, a);
    b = stands_for(edges, b);
    edges[a > b ? a : b].within = a > b ? b : a;
}

/* order: all edges by their holders. */
static void meet(edge *edges, const uint32_t *order, size_t count)
{
    for (uint32_t i = 0; i < count; i++)
        edges[i].within = i;
    for (size_t i = 0, end; i < count; i = end)
        for (end = i; end < count &&
                      by_readers(&edges[order[i]], &edges[order[end]]) == 0 &&
                      edges[order[i]].group == edges[order[end]].group;)
            edges[order[end++]].group_at = order[i];
    for (uint32_t i = 0; i < count; i++) {
        unite(edges, i, edges[i].part_at);
        unite(edges, i, edges[i].group_at);
    }
}

/* What meets, and what is paired already, by the edge that stands for it. */
typedef struct tally {
    uint32_t parts, groups;
    bool part_paired, group_paired;
} tally;

/* order: the nearest first. */
static void pair(edge *edges, const uint32_t *order, size_t count, tally *of)
{
    for (uint32_t i = 0; i < count; i++) {
        tally *all = &of[stands_for(edges, i)];

        all->parts += edges[i].part_at == i;
        all->groups += edges[i].group_at == i;
    }
    for (size_t i = 0; i < count; i++) {
        edge *one = &edges[order[i]];
        const tally *all = &of[stands_for(edges, order[i])];

        one->paired = all->parts == all->groups && !of[one->part_at].part_paired &&
                      !of[one->group_at].group_paired;
        of[one->part_at].part_paired = of[one->part_at].part_paired || one->paired;
        of[one->group_at].group_paired = of[one->group_at].group_paired || one->paired;
    }
}

/* --- what that says of each account --- */

static int by_tie(const void *left, const void *right)
{
    const edge *a = left, *b = right;
    int order = by_number(a->part, b->part);

    return order != 0 ? order : by_number(a->group, b->group);
}

/* By each reader that tells of several runs which hold the part this one is the part's.
 */
static void tell(plume_within *one, const edge *first, const edge *end)
{
    one->several = false;
    one->paired = true;
    for (; first < end; first++)
        if (first->holders > 1) {
            one->several = true;
            one->paired = one->paired && first->paired;
        }
}

static void tell_all(plume_within *found, size_t count, edge *edges, size_t edge_count,
                     const plume_groups *groups)
{
    qsort(edges, edge_count, sizeof *edges, by_tie);
    for (size_t i = 0; i < count; i++) {
        edge wanted = { .part = found[i].part,
                        .group = plume_group_of(groups, found[i].holder) };
        const edge *first = bsearch(&wanted, edges, edge_count, sizeof *edges, by_tie);
        const edge *end = first;

        while (first > edges && by_tie(&first[-1], &wanted) == 0)
            first--;
        while (end < edges + edge_count && by_tie(end, &wanted) == 0)
            end++;
        tell(&found[i], first, end);
    }
}

bool plume_within_pair(plume_within *found, size_t count, const plume_groups *groups)
{
    edge *edges = calloc(count + 1, sizeof *edges);
    uint32_t *order = calloc(count + 1, sizeof *order);
    tally *of = calloc(count + 1, sizeof *of);
    bool done = edges != NULL && order != NULL && of != NULL;
    size_t kept = done && count > 0 ? gather(edges, found, count, groups) : 0;

    for (uint32_t i = 0; i < kept; i++)
        order[i] = i;
    done = done && plume_order(order, kept, by_group, edges);
    if (done) {
        meet(edges, order, kept);
        done = plume_order(order, kept, by_distance, edges);
    }
    if (done && kept > 0) {
        pair(edges, order, kept, of);
        tell_all(found, count, edges, kept, groups);
    }
    free(edges);
    free(order);
    free(of);
    return done;
}
