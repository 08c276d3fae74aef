/* Finds the batch of a run by the texts and numbers that decide on its lines. */
#include "ledger/batches.h"

#include <stdlib.h>

#include "core/tuples.h"

enum {
    LINES = 7,
    BATCHES_MOST = 256 /* runs of further ones are added to their lines one by one */
};

typedef struct batch {
    plume_line *line[LINES];
    size_t count;
    plume_line *sum; /* what the lines do not have yet */
} batch;

struct plume_batches {
    plume_tuples *index;
    batch batch[BATCHES_MOST];
    size_t count;
};

plume_status plume_batches_new(plume_batches **out, plume_error *error)
{
    plume_batches *batches = calloc(1, sizeof *batches);

    *out = batches;
    if (batches == NULL)
        return plume_fail_memory(error);
    batches->index = plume_tuples_new();
    return batches->index != NULL ? PLUME_OK : plume_fail_memory(error);
}

void plume_batches_free(plume_batches *batches)
{
    if (batches == NULL)
        return;
    for (size_t i = 0; i < batches->count; i++)
        free(batches->batch[i].sum);
    plume_tuples_free(batches->index);
    free(batches);
}

/* A line is made when the first run falls into it: most of roles times states stay
 * empty. */
plume_line *plume_line_made(plume_line **line, size_t slots)
{
    if (*line == NULL)
        *line = plume_line_new(slots);
    return *line;
}

/* The line of a role and a state, with those that are joined from it. */
static plume_line *cell_of(plume_ledger *ledger, const plume_run *run)
{
    size_t slots = ledger->slot_count;

    if (plume_line_made(&ledger->shown->role[run->role], slots) == NULL ||
        plume_line_made(&ledger->shown->state[run->state], slots) == NULL)
        return NULL;
    return plume_line_made(&ledger->cell[run->role][run->state], slots);
}

static plume_line *named(plume_ledger *ledger, plume_group group, const char *name)
{
    return plume_named_lines_get(&ledger->group[group], name, ledger->slot_count);
}

static plume_status find_lines(batch *out, plume_ledger *ledger,
                               const plume_filing *filing, plume_error *error)
{
    const plume_run *run = filing->run;
    const plume_site *site = filing->site;
    size_t slots = ledger->slot_count;
    plume_line *lines[LINES] = {
        run->other == PLUME_OTHER_NONE
            ? cell_of(ledger, run)
            : plume_line_made(&ledger->other[run->other], slots),
        plume_line_made(&ledger->site[filing->site_number], slots),
        named(ledger, PLUME_GROUP_DEVICE, run->device),
        named(ledger, PLUME_GROUP_LOCATION, site->location),
        named(ledger, PLUME_GROUP_STUDY, run->study),
        named(ledger, PLUME_GROUP_REGION,
              site->region[0] != '\0' ? site->region : site->location),
    };

    out->count = LINES - 1;
    if (filing->evidence != PLUME_EVIDENCE_COUNT)
        lines[out->count++] = plume_line_made(&ledger->evidence[filing->evidence], slots);
    for (size_t i = 0; i < out->count; i++) {
        if (lines[i] == NULL)
            return plume_fail_memory(error);
        out->line[i] = lines[i];
    }
    return PLUME_OK;
}

static plume_status append(batch **out, plume_batches *batches, const plume_tuple *key,
                           const batch *found, plume_error *error)
{
    batch *made = &batches->batch[batches->count];

    *made = *found;
    made->sum = plume_line_new(found->line[0]->slots);
    if (made->sum == NULL)
        return plume_fail_memory(error);
    batches->count++;
    *out = made;
    return plume_tuples_add(batches->index, key) != SIZE_MAX ? PLUME_OK
                                                             : plume_fail_memory(error);
}

/* The number of a site stands for its names, but for the one of all that have none. */
static plume_tuple key_of(const plume_filing *filing)
{
    const plume_run *run = filing->run;
    bool counted = filing->site_number < PLUME_SITES_MAX;

    return (plume_tuple){
        .text = { run->device, run->study, counted ? NULL : filing->site->location,
                  counted ? NULL : filing->site->region },
        .figure = { filing->site_number,
                    (uint64_t)run->role << 24 | (uint64_t)run->state << 16 |
                        (uint64_t)run->other << 8 | (uint64_t)filing->evidence },
    };
}

plume_status plume_batches_add(plume_ledger *ledger, const plume_filing *filing,
                               const plume_entry *entry, plume_error *error)
{
    plume_batches *batches = ledger->batches;
    plume_tuple key = key_of(filing);
    size_t at = plume_tuples_find(batches->index, &key);
    batch found, *to = at != SIZE_MAX ? &batches->batch[at] : NULL;
    plume_status status = PLUME_OK;

    ledger->shown->stale = true;
    if (to == NULL)
        status = find_lines(&found, ledger, filing, error);
    if (status == PLUME_OK && to == NULL && batches->count < BATCHES_MOST)
        status = append(&to, batches, &key, &found, error);
    if (status != PLUME_OK)
        return status;
    if (to != NULL)
        plume_line_add(to->sum, entry);
    for (size_t i = 0; to == NULL && i < found.count; i++)
        plume_line_add(found.line[i], entry);
    return PLUME_OK;
}

void plume_batches_settle(plume_batches *batches)
{
    for (size_t i = 0; i < batches->count; i++) {
        batch *one = &batches->batch[i];

        for (size_t k = 0; k < one->count; k++)
            plume_line_join(one->line[k], one->sum);
        plume_line_clear(one->sum);
    }
}
