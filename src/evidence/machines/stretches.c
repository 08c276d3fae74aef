/* The time of a machine, cut at the starts and ends of what ran on it, and shared out. */
#include "evidence/machines/stretches.h"

#include <math.h>
#include <stdlib.h>

/* A start or an end, of an account or of a run. */
typedef struct edge {
    double at_s;
    size_t of;
    bool begins, run;
} edge;

/* What goes on between two edges: numbers of accounts, and of first accounts of runs. */
typedef struct going {
    size_t *account, *run;
    size_t accounts, runs;
} going;

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

/* The best grade, then the longest interval. */
static bool precedes(const plume_metered_run *one, const plume_metered_run *other)
{
    double one_s = one->end_s - one->start_s, other_s = other->end_s - other->start_s;

    if (rank_of(one->grade) != rank_of(other->grade))
        return rank_of(one->grade) < rank_of(other->grade);
    if (one_s != other_s)
        return one_s > other_s;
    return one->account < other->account;
}

static const plume_metered_run *speaker(const plume_metered_run *all, const going *now)
{
    const plume_metered_run *best = NULL;

    for (size_t i = 0; i < now->accounts; i++)
        if (best == NULL || precedes(&all[now->account[i]], best))
            best = &all[now->account[i]];
    return best;
}

/* By devices where all runs state theirs, else by cores, else equally. */
static double weight_of(const plume_metered_run *run, int by)
{
    return by == 0 ? run->devices : by == 1 ? run->cores : 1.0;
}

static int common_weight(const plume_metered_run *all, const going *now)
{
    int by = 0;

    for (size_t i = 0; i < now->runs && by < 2; i++)
        if (!(weight_of(&all[now->run[i]], by) > 0.0)) {
            by++;
            i = SIZE_MAX; /* from the beginning */
        }
    return by;
}

static void share_stretch(plume_metered_run *all, const going *now, double length_s)
{
    const plume_metered_run *best = speaker(all, now);
    int by = common_weight(all, now);
    double sum = 0.0, part;

    if (best == NULL || now->runs == 0 || !(length_s > 0.0))
        return;
    for (size_t i = 0; i < now->runs; i++)
        sum += weight_of(&all[now->run[i]], by);
    part = length_s / (best->end_s - best->start_s) / sum;
    for (size_t i = 0; i < now->runs; i++) {
        plume_metered_run *run = &all[now->run[i]];

        for (int k = 0; k < PLUME_MACHINE_PARTS; k++)
            run->shared_kwh[k] += best->kwh[k] * part * weight_of(run, by);
        if (rank_of(best->grade) > rank_of(run->spoken) ||
            run->spoken == PLUME_EVIDENCE_UNKNOWN)
            run->spoken = best->grade;
    }
}

static void change(size_t *list, size_t *count, size_t of, bool begins)
{
    size_t at = 0;

    if (begins) {
        list[(*count)++] = of;
        return;
    }
    while (at < *count && list[at] != of)
        at++;
    if (at < *count)
        list[at] = list[--*count];
}

static size_t collect(edge *edges, const plume_metered_run *all, size_t count)
{
    size_t edge_count = 0;

    for (size_t i = 0; i < count; i++) {
        edges[edge_count++] = (edge){ all[i].start_s, i, true, false };
        edges[edge_count++] = (edge){ all[i].end_s, i, false, false };
        if (!all[i].first)
            continue;
        edges[edge_count++] = (edge){ all[i].run_start_s, i, true, true };
        edges[edge_count++] = (edge){ all[i].run_end_s, i, false, true };
    }
    return edge_count;
}

bool plume_stretches_share(plume_metered_run *all, size_t count)
{
    edge *edges = malloc((4 * count + 1) * sizeof *edges);
    going now = { malloc((count + 1) * sizeof(size_t)),
                  malloc((count + 1) * sizeof(size_t)), 0, 0 };
    bool done = edges != NULL && now.account != NULL && now.run != NULL;
    size_t edge_count = done ? collect(edges, all, count) : 0;

    if (edge_count > 0)
        qsort(edges, edge_count, sizeof *edges, by_time);
    for (size_t i = 0; i < edge_count; i++) {
        if (i > 0)
            share_stretch(all, &now, edges[i].at_s - edges[i - 1].at_s);
        if (edges[i].run)
            change(now.run, &now.runs, edges[i].of, edges[i].begins);
        else
            change(now.account, &now.accounts, edges[i].of, edges[i].begins);
    }
    free(edges);
    free(now.account);
    free(now.run);
    return done;
}
