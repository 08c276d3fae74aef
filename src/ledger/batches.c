/* Finds the batch of a run by the texts and numbers that decide on its lines. */
#include "ledger/batches.h"

#include <math.h>
#include <stdlib.h>

#include "core/tuples.h"

enum {
    LINES = 7,
    BATCHES_MOST = 256 /* runs of further ones are added to their lines one by one */
};

typedef struct batch {
    plume_line *line[LINES];
    size_t count;
    plume_line *sum;    /* what the lines do not have yet */
    plume_sum *it_kwh;  /* that the estimate of each slot rests on; likewise */
    plume_sum **strata; /* where each slot adds to the error groups; NULL: nowhere */
    plume_slot *slot;
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

static void batch_dispose(batch *one)
{
    free(one->sum);
    free(one->it_kwh);
    free(one->strata);
}

void plume_batches_free(plume_batches *batches)
{
    if (batches == NULL)
        return;
    for (size_t i = 0; i < batches->count; i++)
        batch_dispose(&batches->batch[i]);
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

/* By slot: whether it has carbon, of which evidence, and by which use. */
enum { SLOT_BITS = 5, SLOTS_IN_FIGURE = 12 };

static uint64_t kinds_of(const plume_entry *entry, size_t from, size_t slots)
{
    uint64_t kinds = 0;

    for (size_t i = from; i < slots && i < from + SLOTS_IN_FIGURE; i++)
        kinds = kinds << SLOT_BITS | (isfinite(entry->co2e_kg[i])
                                          ? (uint64_t)(2 * (size_t)entry->evidence[i] +
                                                       entry->utilization_assumed[i] + 1)
                                          : 0);
    return kinds;
}

/* The number of a site stands for its names, but for the one of all that have none. */
static plume_tuple key_of(const plume_filing *filing, const plume_entry *entry,
                          size_t slots)
{
    const plume_run *run = filing->run;
    bool counted = filing->site_number < PLUME_SITES_MAX;

    return (plume_tuple){
        .text = { run->device, run->study, counted ? NULL : filing->site->location,
                  counted ? NULL : filing->site->region },
        .figure = { (uint64_t)filing->site_number << 32 | (uint64_t)run->role << 24 |
                        (uint64_t)run->state << 16 | (uint64_t)run->other << 8 |
                        (uint64_t)filing->evidence,
                    kinds_of(entry, 0, slots),
                    slots > SLOTS_IN_FIGURE ? kinds_of(entry, SLOTS_IN_FIGURE, slots)
                                            : 0 },
    };
}

/* Whether the energy is of one evidence, and the slot's estimate of one error group. */
static bool has_stratum(const plume_filing *filing, const plume_entry *entry, size_t slot)
{
    return filing->evidence != PLUME_EVIDENCE_COUNT && isfinite(entry->co2e_kg[slot]);
}

static bool find_strata(batch *made, plume_ledger *ledger, const plume_filing *filing,
                        const plume_entry *entry)
{
    for (size_t i = 0; i < ledger->slot_count; i++) {
        if (!has_stratum(filing, entry, i))
            continue;
        made->strata[i] =
            plume_error_groups_sums(ledger->error_groups, filing->site_number, entry, i);
        if (made->strata[i] == NULL)
            return false;
    }
    return true;
}

static plume_status append(batch **out, plume_ledger *ledger, const plume_filing *filing,
                           const plume_entry *entry, const batch *found,
                           plume_error *error)
{
    plume_batches *batches = ledger->batches;
    batch *made = &batches->batch[batches->count];
    plume_tuple key = key_of(filing, entry, ledger->slot_count);

    *made = *found;
    made->slot = ledger->slot;
    made->sum = plume_line_new(ledger->slot_count);
    made->it_kwh = calloc(ledger->slot_count + 1, sizeof *made->it_kwh);
    made->strata = calloc(ledger->slot_count + 1, sizeof(plume_sum *));
    batches->count++;
    *out = made;
    return made->sum != NULL && made->it_kwh != NULL && made->strata != NULL &&
                   find_strata(made, ledger, filing, entry) &&
                   plume_tuples_add(batches->index, &key) != SIZE_MAX
               ? PLUME_OK
               : plume_fail_memory(error);
}

static void add_to_batch(batch *to, const plume_entry *entry)
{
    plume_line_add(to->sum, entry);
    for (size_t i = 0; i < to->sum->slots; i++)
        if (isfinite(entry->co2e_kg[i]))
            plume_sum_add_times(&to->it_kwh[i], entry->it_kwh[i], entry->times);
}

static plume_status add_singly(plume_ledger *ledger, const batch *found,
                               const plume_filing *filing, const plume_entry *entry,
                               plume_error *error)
{
    for (size_t i = 0; i < found->count; i++)
        plume_line_add(found->line[i], entry);
    for (size_t i = 0; i < ledger->slot_count; i++)
        if (isfinite(entry->co2e_kg[i]))
            plume_sum_add_times(&ledger->slot[i].it_kwh, entry->it_kwh[i], entry->times);
    return filing->evidence == PLUME_EVIDENCE_COUNT
               ? PLUME_OK
               : plume_error_groups_add(ledger->error_groups, filing->site_number, entry,
                                        error);
}

plume_status plume_batches_add(plume_ledger *ledger, const plume_filing *filing,
                               const plume_entry *entry, plume_error *error)
{
    plume_batches *batches = ledger->batches;
    plume_tuple key = key_of(filing, entry, ledger->slot_count);
    bool counted = filing->site_number < PLUME_SITES_MAX;
    size_t at =
        plume_tuples_find_of(batches->index, counted ? filing->run->kind : 0, &key);
    batch found, *to = NULL;
    plume_status status;

    ledger->shown->stale = true;
    if (at != SIZE_MAX) {
        add_to_batch(&batches->batch[at], entry);
        return PLUME_OK;
    }
    status = find_lines(&found, ledger, filing, error);
    if (status == PLUME_OK && batches->count == BATCHES_MOST)
        return add_singly(ledger, &found, filing, entry, error);
    if (status == PLUME_OK)
        status = append(&to, ledger, filing, entry, &found, error);
    if (status == PLUME_OK)
        add_to_batch(to, entry);
    return status;
}

/* Energy and carbon of a slot stand in the line: the error groups have them of there. */
static void settle_slots(batch *one)
{
    for (size_t i = 0; i < one->sum->slots; i++) {
        const plume_sum *of_line = &one->sum->sum[PLUME_AMOUNT_COUNT + 2 * i];

        plume_sum_join(&one->slot[i].it_kwh, &one->it_kwh[i]);
        if (one->strata[i] != NULL) {
            plume_sum_join(&one->strata[i][0], &one->it_kwh[i]);
            plume_sum_join(&one->strata[i][1], &of_line[0]);
            plume_sum_join(&one->strata[i][2], &of_line[1]);
        }
        one->it_kwh[i] = (plume_sum){ .pending = 0 };
    }
}

void plume_batches_settle(plume_batches *batches)
{
    for (size_t i = 0; i < batches->count; i++) {
        batch *one = &batches->batch[i];

        for (size_t k = 0; k < one->count; k++)
            plume_line_join(one->line[k], one->sum);
        settle_slots(one);
        plume_line_clear(one->sum);
    }
}
