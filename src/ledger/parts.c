/* What a ledger holds before the first run, and behind the last. */
#include "ledger/batches.h"

#include <math.h>
#include <stdlib.h>

/* What is joined from other lines when it is read, not when runs come in. */
static plume_status make_shown(plume_ledger *ledger, plume_error *error)
{
    plume_display *shown = calloc(1, sizeof *shown);

    ledger->shown = shown;
    if (shown == NULL)
        return plume_fail_memory(error);
    shown->stale = true;
    shown->all = plume_line_new(ledger->slot_count);
    return shown->all != NULL ? PLUME_OK : plume_fail_memory(error);
}

plume_status plume_ledger_make_parts(plume_ledger *ledger, plume_error *error)
{
    plume_status status = plume_sites_new(&ledger->sites, ledger->study, ledger->factors,
                                          ledger->notes, error);

    ledger->start_s = ledger->end_s = NAN;
    if (status == PLUME_OK)
        status = plume_overlap_new(&ledger->overlap, error);
    if (status == PLUME_OK)
        status = plume_overlap_new(&ledger->device_overlap, error);
    if (status == PLUME_OK)
        status = plume_places_new(&ledger->places, error);
    if (status == PLUME_OK)
        status = plume_hours_new(&ledger->hours, ledger->study, error);
    if (status == PLUME_OK)
        status = plume_host_power_new(&ledger->host_power, ledger->study, error);
    for (size_t i = 0; i < PLUME_GROUP_COUNT && status == PLUME_OK; i++)
        status = plume_named_lines_init(&ledger->group[i], error);
    if (status == PLUME_OK)
        status = plume_error_groups_new(&ledger->error_groups, ledger->slot_count, error);
    if (status == PLUME_OK)
        status = plume_batches_new(&ledger->batches, error);
    if (status == PLUME_OK)
        status = make_shown(ledger, error);
    return status;
}

static void free_shown(plume_display *shown)
{
    if (shown == NULL)
        return;
    free(shown->all);
    for (size_t i = 0; i < PLUME_ROLE_COUNT; i++)
        free(shown->role[i]);
    for (size_t i = 0; i < PLUME_STATE_COUNT; i++)
        free(shown->state[i]);
    for (size_t i = 0; i < PLUME_ESTIMATES_MAX; i++)
        free(shown->budget[i]);
    free(shown);
}

void plume_ledger_free_parts(plume_ledger *ledger)
{
    for (size_t i = 0; i < PLUME_ROLE_COUNT; i++)
        for (size_t j = 0; j < PLUME_STATE_COUNT; j++)
            free(ledger->cell[i][j]);
    for (size_t i = 0; i < PLUME_OTHER_COUNT; i++)
        free(ledger->other[i]);
    for (size_t i = 0; i <= PLUME_SITES_MAX; i++)
        free(ledger->site[i]);
    for (size_t i = 0; i < PLUME_EVIDENCE_COUNT; i++)
        free(ledger->evidence[i]);
    for (size_t i = 0; i < PLUME_GROUP_COUNT; i++)
        plume_named_lines_dispose(&ledger->group[i]);
    free_shown(ledger->shown);
    plume_division_free(ledger->division);
    plume_batches_free(ledger->batches);
    plume_error_groups_free(ledger->error_groups);
    plume_sites_free(ledger->sites);
    plume_overlap_free(ledger->overlap);
    plume_overlap_free(ledger->device_overlap);
    plume_places_free(ledger->places);
    for (size_t i = 0; i < ledger->asked_count; i++)
        free(ledger->asked[i].first);
    plume_hours_free(ledger->hours);
    plume_host_power_free(ledger->host_power);
}
