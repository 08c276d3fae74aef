/* Reading a ledger: exact sums are rounded once, when they are asked for. */
#include "ledger/batches.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <plume/value.h>

static const plume_totals nothing;

/* --- bringing up to date --- */

static void join_cells(const plume_ledger *ledger, plume_display *shown)
{
    plume_line_clear(shown->all);
    for (size_t i = 0; i < PLUME_ROLE_COUNT; i++)
        if (shown->role[i] != NULL)
            plume_line_clear(shown->role[i]);
    for (size_t i = 0; i < PLUME_STATE_COUNT; i++)
        if (shown->state[i] != NULL)
            plume_line_clear(shown->state[i]);
    for (size_t i = 0; i < PLUME_ROLE_COUNT; i++) {
        for (size_t j = 0; j < PLUME_STATE_COUNT; j++) {
            if (ledger->cell[i][j] == NULL)
                continue;
            plume_line_join(shown->all, ledger->cell[i][j]);
            plume_line_join(shown->role[i], ledger->cell[i][j]);
            plume_line_join(shown->state[j], ledger->cell[i][j]);
        }
    }
    for (size_t i = 0; i < PLUME_OTHER_COUNT; i++)
        plume_line_join(shown->all, ledger->other[i]);
}

static void read_line(plume_line *line, const plume_display *shown)
{
    if (line != NULL)
        plume_line_read(line, shown->order, shown->order_count);
}

static void read_lines(const plume_ledger *ledger, const plume_display *shown)
{
    read_line(shown->all, shown);
    for (size_t i = 0; i < PLUME_ROLE_COUNT; i++) {
        read_line(shown->role[i], shown);
        for (size_t j = 0; j < PLUME_STATE_COUNT; j++)
            read_line(ledger->cell[i][j], shown);
    }
    for (size_t i = 0; i < PLUME_STATE_COUNT; i++)
        read_line(shown->state[i], shown);
    for (size_t i = 0; i <= PLUME_SITES_MAX; i++)
        read_line(ledger->site[i], shown);
    for (size_t i = 0; i < PLUME_OTHER_COUNT; i++)
        read_line(ledger->other[i], shown);
    for (size_t i = 0; i < PLUME_EVIDENCE_COUNT; i++)
        read_line(ledger->evidence[i], shown);
    for (size_t i = 0; i < PLUME_GROUP_COUNT; i++)
        for (size_t j = 0; j < ledger->group[i].count; j++)
            read_line(ledger->group[i].line[j], shown);
}

void plume_ledger_refresh(const plume_ledger *ledger)
{
    plume_display *shown = ledger->shown;

    if (!shown->stale)
        return;
    shown->order_count = 0;
    for (size_t i = 0; i < ledger->slot_count; i++) {
        free(shown->budget[i]);
        shown->budget[i] = NULL;
        if (ledger->slot[i].applied)
            shown->order[shown->order_count++] = i;
    }
    plume_batches_settle(ledger->batches);
    join_cells(ledger, shown);
    read_lines(ledger, shown);
    shown->stale = false;
}

static const plume_totals *totals_of(const plume_ledger *ledger, const plume_line *line)
{
    if (line == NULL)
        return &nothing;
    plume_ledger_refresh(ledger);
    return &line->shown;
}

/* --- lines --- */

const plume_totals *plume_ledger_all(const plume_ledger *ledger)
{
    return totals_of(ledger, ledger->shown->all);
}

const plume_totals *plume_ledger_role(const plume_ledger *ledger, plume_role role)
{
    return totals_of(ledger, role < PLUME_ROLE_COUNT ? ledger->shown->role[role] : NULL);
}

const plume_totals *plume_ledger_state(const plume_ledger *ledger, plume_state state)
{
    return totals_of(ledger,
                     state < PLUME_STATE_COUNT ? ledger->shown->state[state] : NULL);
}

const plume_totals *plume_ledger_evidence(const plume_ledger *ledger,
                                          plume_evidence evidence)
{
    return totals_of(ledger,
                     evidence < PLUME_EVIDENCE_COUNT ? ledger->evidence[evidence] : NULL);
}

const plume_totals *plume_ledger_cell(const plume_ledger *ledger, plume_role role,
                                      plume_state state)
{
    return totals_of(ledger, role < PLUME_ROLE_COUNT && state < PLUME_STATE_COUNT
                                 ? ledger->cell[role][state]
                                 : NULL);
}

const plume_totals *plume_ledger_other(const plume_ledger *ledger, plume_other kind)
{
    return totals_of(ledger, kind < PLUME_OTHER_COUNT ? ledger->other[kind] : NULL);
}

const plume_totals *plume_ledger_site_totals(const plume_ledger *ledger, size_t i)
{
    return totals_of(ledger, i <= PLUME_SITES_MAX ? ledger->site[i] : NULL);
}

size_t plume_ledger_group_count(const plume_ledger *ledger, plume_group group)
{
    return group < PLUME_GROUP_COUNT ? ledger->group[group].count : 0;
}

const char *plume_ledger_group_name(const plume_ledger *ledger, plume_group group,
                                    size_t i)
{
    return i < plume_ledger_group_count(ledger, group) ? ledger->group[group].name[i]
                                                       : "";
}

plume_status plume_ledger_number_group(plume_ledger *ledger, plume_group group,
                                       const char *word, plume_error *error)
{
    return group < PLUME_GROUP_COUNT
               ? plume_named_lines_number(&ledger->group[group], word, error)
               : PLUME_OK;
}

const plume_totals *plume_ledger_group_at(const plume_ledger *ledger, plume_group group,
                                          size_t i)
{
    return totals_of(ledger, i < plume_ledger_group_count(ledger, group)
                                 ? ledger->group[group].line[i]
                                 : NULL);
}

plume_status plume_ledger_divide(plume_ledger *ledger, plume_by by, plume_error *error)
{
    if (by == PLUME_BY_NOTHING || ledger->division != NULL)
        return PLUME_OK;
    return plume_division_new(&ledger->division, by, error);
}

void plume_ledger_hide_divided(plume_ledger *ledger)
{
    plume_division_hide_names(ledger->division);
}

plume_by plume_ledger_divided_by(const plume_ledger *ledger)
{
    return plume_division_by(ledger->division);
}

size_t plume_ledger_divided_count(const plume_ledger *ledger)
{
    return plume_division_count(ledger->division);
}

plume_divided plume_ledger_divided_at(const plume_ledger *ledger, size_t i)
{
    return plume_division_at(ledger->division, i);
}

void plume_ledger_divided_to_value(const plume_ledger *ledger, plume_value *map)
{
    plume_value *rows;

    plume_value_set_string(map, "key", plume_by_name(plume_ledger_divided_by(ledger)));
    rows = plume_value_set_list(map, "rows");
    for (size_t i = 0; i < plume_ledger_divided_count(ledger); i++) {
        plume_divided row = plume_ledger_divided_at(ledger, i);

        plume_division_row_to_value(&row, plume_value_set_map(rows, NULL));
    }
}

/* --- estimates --- */

size_t plume_ledger_estimate_count(const plume_ledger *ledger)
{
    plume_ledger_refresh(ledger);
    return ledger->shown->order_count;
}

plume_estimate plume_ledger_estimate_at(const plume_ledger *ledger, size_t i)
{
    const plume_totals *all = plume_ledger_all(ledger);
    plume_estimate estimate = { .method = "",
                                .it_kwh = NAN,
                                .energy_kwh = NAN,
                                .pue = NAN,
                                .intensity_kg_per_kwh = NAN,
                                .co2e_kg = NAN,
                                .interval95_kg = { NAN, NAN } };
    const plume_slot *slot;
    double it_kwh;

    if (i >= plume_ledger_estimate_count(ledger))
        return estimate;
    slot = &ledger->slot[ledger->shown->order[i]];
    it_kwh = plume_sum_value(&slot->it_kwh);
    estimate.method = slot->method->name;
    estimate.basis = slot->basis;
    estimate.it_kwh = it_kwh;
    estimate.energy_kwh = all->facility_kwh[i];
    estimate.co2e_kg = all->co2e_kg[i];
    memcpy(estimate.interval95_kg, slot->interval95_kg, sizeof slot->interval95_kg);
    estimate.pue = slot->same_pue ? slot->pue : estimate.energy_kwh / it_kwh;
    estimate.intensity_kg_per_kwh = slot->same_intensity
                                        ? slot->intensity_kg_per_kwh
                                        : estimate.co2e_kg / estimate.energy_kwh;
    return estimate;
}

size_t plume_ledger_estimate_find(const plume_ledger *ledger, const char *method,
                                  plume_basis basis)
{
    size_t count = plume_ledger_estimate_count(ledger);

    for (size_t i = 0; i < count; i++) {
        const plume_slot *slot = &ledger->slot[ledger->shown->order[i]];

        if (slot->basis == basis && strcmp(slot->method->name, method) == 0)
            return i;
    }
    return count;
}

size_t plume_ledger_headline(const plume_ledger *ledger, plume_basis basis)
{
    return plume_ledger_estimate_find(ledger, PLUME_HEADLINE_METHOD, basis);
}

/* NAN where it did not serve the run. */
static double last_kg(const plume_ledger *ledger, const char *method, plume_basis basis)
{
    for (size_t i = 0; i < ledger->slot_count; i++)
        if (ledger->slot[i].basis == basis &&
            strcmp(ledger->slot[i].method->name, method) == 0)
            return ledger->entry.co2e_kg[i];
    return NAN;
}

/* The one whose carbon divided totals are of; PLUME_ESTIMATES_MAX: it is not asked for.
 */
size_t plume_ledger_headline_slot(const plume_ledger *ledger)
{
    for (size_t i = 0; i < ledger->slot_count; i++)
        if (ledger->slot[i].basis == PLUME_BASIS_GROSS &&
            strcmp(ledger->slot[i].method->name, PLUME_HEADLINE_METHOD) == 0)
            return i;
    return PLUME_ESTIMATES_MAX;
}

plume_run_estimate plume_ledger_last(const plume_ledger *ledger)
{
    const double *amount = ledger->entry.amount;

    return (plume_run_estimate){
        amount[PLUME_AMOUNT_DEVICE_HOURS], amount[PLUME_AMOUNT_IT_KWH],
        last_kg(ledger, PLUME_HEADLINE_METHOD, PLUME_BASIS_GROSS),
        last_kg(ledger, "strubell2019", PLUME_BASIS_AS_PUBLISHED)
    };
}

/* --- the rest --- */

const plume_site *plume_ledger_site(const plume_ledger *ledger)
{
    return plume_sites_common(ledger->sites);
}

const plume_given_value *plume_ledger_pue(const plume_ledger *ledger)
{
    return plume_sites_pue(ledger->sites);
}

const plume_given_value *plume_ledger_grid(const plume_ledger *ledger)
{
    return plume_sites_grid(ledger->sites);
}

bool plume_ledger_hourly(const plume_ledger *ledger, plume_hourly *out)
{
    return plume_hours_read(ledger->hours, out);
}

const plume_site *plume_ledger_site_at(const plume_ledger *ledger, size_t i)
{
    return plume_sites_at(ledger->sites, i);
}

double plume_ledger_start_s(const plume_ledger *ledger)
{
    return ledger->start_s;
}

double plume_ledger_end_s(const plume_ledger *ledger)
{
    return ledger->end_s;
}

double plume_ledger_overlap_hours(const plume_ledger *ledger)
{
    return plume_overlap_union_hours(ledger->overlap);
}

double plume_ledger_overlap_sum_hours(const plume_ledger *ledger)
{
    return plume_overlap_sum_hours(ledger->overlap);
}

double plume_ledger_device_union_hours(const plume_ledger *ledger)
{
    return plume_overlap_union_hours(ledger->device_overlap);
}

double plume_ledger_device_sum_hours(const plume_ledger *ledger)
{
    return plume_overlap_sum_hours(ledger->device_overlap);
}

plume_host_energy plume_ledger_host_energy(const plume_ledger *ledger)
{
    return plume_host_power_charged(ledger->host_power);
}
