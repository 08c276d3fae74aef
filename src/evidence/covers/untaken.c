/* Chains of traces, one for each host and one of those that name none, out of which they
 * are taken. */
#include "evidence/covers/untaken.h"

#include <stdlib.h>

#include "core/pool.h"
#include "traces/host_index.h"

#define END SIZE_MAX

struct plume_untaken {
    const plume_meterings *all;
    plume_map *hosts; /* numbers of names, as in index, which has each once */
    plume_host_index *index;
    size_t *first;   /* of the chain of each host; one more: of those without */
    size_t nameless; /* its number */
    size_t *next;    /* of each trace, in its chain */
    bool *has;
    size_t looked;
};

/* --- making --- */

/* SIZE_MAX: out of memory. */
static size_t number_of(plume_untaken *untaken, const char *host)
{
    size_t known = plume_map_count(untaken->hosts);
    size_t number = plume_map_find(untaken->hosts, host);

    if (number != SIZE_MAX)
        return number;
    return plume_host_index_add(untaken->index, host) &&
                   plume_map_set(untaken->hosts, host, known)
               ? known
               : SIZE_MAX;
}

/* The last trace first, so that chains are in order. */
static bool fill(plume_untaken *untaken)
{
    for (size_t i = untaken->all->count; i-- > 0;) {
        const plume_metering *one = &untaken->all->one[i];
        size_t chain = untaken->nameless;

        untaken->has[i] = plume_metering_covers(one);
        if (!untaken->has[i])
            continue;
        if (one->host[0] != '\0')
            chain = number_of(untaken, one->host);
        if (chain == SIZE_MAX)
            return false;
        untaken->next[i] = untaken->first[chain];
        untaken->first[chain] = i;
    }
    return true;
}

plume_status plume_untaken_new(plume_untaken **out, const plume_meterings *all,
                               plume_error *error)
{
    plume_untaken *untaken = calloc(1, sizeof *untaken);

    *out = untaken;
    if (untaken == NULL)
        return plume_fail_memory(error);
    untaken->all = all;
    untaken->nameless = all->count;
    untaken->hosts = plume_map_new();
    untaken->index = plume_host_index_new();
    untaken->first = malloc((all->count + 1) * sizeof *untaken->first);
    untaken->next = malloc((all->count + 1) * sizeof *untaken->next);
    untaken->has = calloc(all->count + 1, sizeof *untaken->has);
    for (size_t i = 0; untaken->first != NULL && i <= all->count; i++)
        untaken->first[i] = END;
    if (untaken->hosts != NULL && untaken->index != NULL && untaken->first != NULL &&
        untaken->next != NULL && untaken->has != NULL && fill(untaken))
        return PLUME_OK;
    return plume_fail_memory(error);
}

void plume_untaken_free(plume_untaken *untaken)
{
    if (untaken == NULL)
        return;
    plume_map_free(untaken->hosts);
    plume_host_index_free(untaken->index);
    free(untaken->first);
    free(untaken->next);
    free(untaken->has);
    free(untaken);
}

bool plume_untaken_has(const plume_untaken *untaken, size_t trace)
{
    return untaken->has[trace];
}

size_t plume_untaken_looked(const plume_untaken *untaken)
{
    return untaken->looked;
}

/* --- taking --- */

typedef struct taking {
    plume_untaken *from;
    size_t *member, count, capacity;
} taking;

static bool take(taking *set, size_t trace)
{
    size_t capacity = set->capacity * 2 + 8;

    if (set->count == set->capacity) {
        size_t *grown = realloc(set->member, capacity * sizeof *grown);

        if (grown == NULL)
            return false;
        set->member = grown;
        set->capacity = capacity;
    }
    set->member[set->count++] = trace;
    set->from->has[trace] = false;
    return true;
}

/* What was taken leaves the chain. */
static bool take_of_chain(taking *set, size_t *link, const plume_metering *one)
{
    plume_untaken *from = set->from;

    while (*link != END) {
        size_t trace = *link;

        if (from->has[trace]) {
            from->looked++;
            if (!plume_meterings_meet(one, &from->all->one[trace])) {
                link = &from->next[trace];
                continue;
            }
            if (!take(set, trace))
                return false;
        }
        *link = from->next[trace];
    }
    return true;
}

/* One whose host is not known may meet any. */
static bool take_of_all(taking *set, const plume_metering *one)
{
    size_t chains = plume_map_count(set->from->hosts);
    bool done = true;

    for (size_t i = 0; i < chains && done; i++)
        done = take_of_chain(set, &set->from->first[i], one);
    return done;
}

static bool take_meeting(taking *set, const plume_metering *one)
{
    plume_untaken *from = set->from;
    const uint32_t *found;
    size_t count;
    bool done = take_of_chain(set, &from->first[from->nameless], one);

    if (one->host[0] == '\0')
        return done && take_of_all(set, one);
    done = done && plume_host_index_find(from->index, one->host, &found, &count);
    for (size_t i = 0; done && i < count; i++)
        done = take_of_chain(set, &from->first[found[i]], one);
    return done;
}

static int by_number(const void *left, const void *right)
{
    const size_t *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

plume_status plume_untaken_take(plume_untaken *untaken, size_t trace, size_t **member,
                                size_t *members, plume_error *error)
{
    taking set = { .from = untaken };
    bool done = take(&set, trace);

    for (size_t i = 0; done && i < set.count; i++)
        done = take_meeting(&set, &untaken->all->one[set.member[i]]);
    if (!done) {
        free(set.member);
        return plume_fail_memory(error);
    }
    qsort(set.member, set.count, sizeof *set.member, by_number);
    *member = set.member;
    *members = set.count;
    return PLUME_OK;
}
