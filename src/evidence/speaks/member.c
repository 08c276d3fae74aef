/* The accounts of one run, in the order in which they name it. */
#include "evidence/speaks/member.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void plume_members_clear(plume_members *members)
{
    for (size_t i = 0; i < members->count; i++)
        free(members->member[i].text);
    members->count = 0;
}

void plume_members_dispose(plume_members *members)
{
    plume_members_clear(members);
    free(members->member);
    memset(members, 0, sizeof *members);
}

plume_member *plume_members_add(plume_members *members)
{
    size_t capacity = members->capacity * 2 + 8;
    plume_member *added;

    if (members->count == members->capacity) {
        plume_member *grown = realloc(members->member, capacity * sizeof *grown);

        if (grown == NULL)
            return NULL;
        members->member = grown;
        members->capacity = capacity;
    }
    added = &members->member[members->count++];
    memset(added, 0, sizeof *added);
    plume_run_init(&added->run);
    added->relation = added->rule = "";
    added->told_kwh = (double)NAN;
    return added;
}

/* docs/evidence.md, role and names: the sweep, the experiment tracker, the scheduler.
 * Parts and given shares stand behind all that tell of the run itself. */
static int naming(const plume_member *member)
{
    static const int order[PLUME_KIND_COUNT] = {
        [PLUME_KIND_SWEEP] = 0,   [PLUME_KIND_EXPERIMENT] = 1, [PLUME_KIND_SCHEDULER] = 2,
        [PLUME_KIND_TABLE] = 3,   [PLUME_KIND_TRAINER] = 4,    [PLUME_KIND_EVENTS] = 5,
        [PLUME_KIND_TRACKER] = 6, [PLUME_KIND_TRACE] = 7,
    };

    return (member->part ? 16 : 0) + (member->given ? 32 : 0) + order[member->kind];
}

/* What is unknown stands last. */
static int by_start(double left_s, double right_s)
{
    if (isnan(left_s) || isnan(right_s))
        return isnan(left_s) - isnan(right_s);
    return (left_s > right_s) - (left_s < right_s);
}

/* Reader, time and place make the order the same whatever the order of files. */
static int by_naming(const void *left, const void *right)
{
    const plume_member *a = left, *b = right;
    int names = naming(a) - naming(b);
    int same;

    if (names != 0)
        return names;
    same = strcmp(a->run.origin.reader, b->run.origin.reader);
    if (same == 0)
        same = by_start(a->run.start_s, b->run.start_s);
    if (same == 0)
        same = strcmp(a->run.origin.path, b->run.origin.path);
    if (same == 0)
        same = (a->run.origin.line > b->run.origin.line) -
               (a->run.origin.line < b->run.origin.line);
    return same;
}

void plume_members_order(plume_members *members)
{
    if (members->count > 1)
        qsort(members->member, members->count, sizeof *members->member, by_naming);
}

/* --- texts --- */

static size_t copy(char *to, const char **text)
{
    size_t size = strlen(*text) + 1;

    memcpy(to, *text, size);
    *text = to;
    return size;
}

/* A share of a frame outlives the accounts of the frame, and so must its words. */
char *plume_member_keep(plume_run *run)
{
    const char **const text[] = { &run->location,     &run->provider, &run->region,
                                  &run->host,         &run->device,   &run->origin.path,
                                  &run->origin.reader };
    size_t length = 1;
    char *kept, *end;

    for (size_t i = 0; i < sizeof text / sizeof text[0]; i++)
        length += strlen(*text[i]) + 1;
    kept = end = malloc(length);
    for (size_t i = 0; kept != NULL && i < sizeof text / sizeof text[0]; i++)
        end += copy(end, text[i]);
    return kept;
}

bool plume_run_follows(const plume_run *run, double end_s)
{
    static const double slack_s = 2.0;

    return run->start_s >= end_s - fmin(slack_s, (run->end_s - run->start_s) / 2.0);
}
