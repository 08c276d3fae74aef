/* Which run of one side is which of the other, and down to which factors both are known.
 */
#include "audit/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <plume/names.h>

static const char *kind_name(plume_claim_kind kind)
{
    static const char *const names[] = { "published", "claim", "logs", "table", "card" };

    return names[kind];
}

static size_t find_run(const plume_claim *claim, const char *name)
{
    for (size_t i = 0; i < claim->run_count; i++) {
        if (plume_name_equal(claim->run[i].word[CLAIM_NAME], name))
            return i;
    }
    return SIZE_MAX;
}

/* Runs are matched by name when both sides have several, all named; else each side is
 * one. */
static bool has_names(const plume_claim *claim)
{
    for (size_t i = 0; i < claim->run_count; i++) {
        if (claim->run[i].word[CLAIM_NAME][0] == '\0')
            return false;
    }
    return claim->run_count > 1;
}

static bool is_run_by_run(const plume_audit *audit)
{
    size_t shared = 0;

    if (!has_names(audit->claim[0]) || !has_names(audit->claim[1]))
        return false;
    for (size_t i = 0; i < audit->claim[0]->run_count; i++)
        shared += find_run(audit->claim[1], audit->claim[0]->run[i].word[CLAIM_NAME]) !=
                  SIZE_MAX;
    return shared > 0;
}

static plume_status take_room(plume_audit *audit, size_t runs, plume_error *error)
{
    for (int side = 0; side < 2; side++) {
        audit->resolved[side] = calloc(runs, sizeof *audit->resolved[side]);
        audit->absent[side] = calloc(runs, sizeof *audit->absent[side]);
        if (audit->resolved[side] == NULL || audit->absent[side] == NULL)
            return plume_fail_memory(error);
    }
    audit->run_name = calloc(runs, sizeof *audit->run_name);
    return audit->run_name != NULL ? PLUME_OK : plume_fail_memory(error);
}

/* Runs of the first side come in their order, then those only the second has, so that
 * two audits of the same claims print the same lines. */
static void match_by_name(plume_audit *audit)
{
    for (int side = 0; side < 2; side++) {
        const plume_claim *own = audit->claim[side], *other = audit->claim[1 - side];

        for (size_t i = 0; i < own->run_count; i++) {
            const char *name = own->run[i].word[CLAIM_NAME];
            size_t j = find_run(other, name), k = audit->run_count;

            if (side == 1 && j != SIZE_MAX)
                continue;
            audit->run_name[k] = name;
            plume_claim_resolve(&audit->resolved[side][k], &own->run[i]);
            if (j != SIZE_MAX)
                plume_claim_resolve(&audit->resolved[1 - side][k], &other->run[j]);
            else
                audit->absent[1 - side][k] = true;
            audit->run_count++;
        }
    }
}

/* All runs of a side as one. */
static plume_status match_whole(plume_audit *audit, plume_error *error)
{
    for (int side = 0; side < 2; side++) {
        const plume_claim *claim = audit->claim[side];
        plume_resolved *runs = calloc(claim->run_count, sizeof *runs);

        if (runs == NULL)
            return plume_fail_memory(error);
        for (size_t i = 0; i < claim->run_count; i++)
            plume_claim_resolve(&runs[i], &claim->run[i]);
        plume_resolved_total(&audit->resolved[side][0], runs, claim->run_count);
        free(runs);
    }
    audit->run_name[0] = "";
    audit->run_count = 1;
    return PLUME_OK;
}

static double level_of(const plume_resolved *run, int level)
{
    const double levels[LEVELS] = { 1.0, run->device_hours, run->it_kwh,
                                    run->facility_kwh, run->co2e_kg };

    return levels[level];
}

static void find_levels(plume_audit *audit)
{
    audit->top = LEVEL_ONE;
    for (int level = 0; level < LEVELS; level++) {
        bool known = true;

        for (int side = 0; side < 2; side++)
            for (size_t i = 0; i < audit->run_count; i++)
                known = known && (audit->absent[side][i] ||
                                  isfinite(level_of(&audit->resolved[side][i], level)));
        audit->level[level] = known;
        if (known)
            audit->top = level;
    }
    /* Hours of all runs and the energy of some are no power. */
    for (int side = 0; side < 2; side++)
        if (audit->top > LEVEL_DEVICE_HOURS &&
            plume_coverage_is_partial(audit->claim[side]->coverage))
            audit->level[LEVEL_DEVICE_HOURS] = false;
}

/* A claim with one run states that run's emissions; one with several states its
 * whole, and the sum of its runs is beside it to be compared. */
static void fill_side(plume_audit *audit, int side)
{
    const plume_claim *claim = audit->claim[side];
    const char *name = claim->whole.word[CLAIM_NAME];
    const plume_claim_figure *stated;
    plume_audit_side *out = &audit->side[side];
    plume_resolved *present = calloc(audit->run_count, sizeof *present), all;
    size_t count = 0;

    if (present == NULL) {
        audit->findings.failed = true;
        return;
    }
    for (size_t i = 0; i < audit->run_count; i++) {
        if (!audit->absent[side][i])
            present[count++] = audit->resolved[side][i];
    }
    plume_resolved_total(&all, present, count);
    free(present);
    stated = claim->run_count == 1 ? &claim->run[0].figure[CLAIM_EMISSIONS]
                                   : &claim->whole.figure[CLAIM_EMISSIONS];
    *out = (plume_audit_side){
        .name = claim->id[0] != '\0' ? claim->id
                : name[0] != '\0'    ? name
                                     : claim->path,
        .kind = kind_name(claim->kind),
        .source = claim->whole.word[CLAIM_SOURCE],
        .device_hours = all.device_hours,
        .device_w =
            plume_coverage_is_partial(claim->coverage) ? (double)NAN : all.device_w,
        .it_kwh = all.it_kwh,
        .pue = all.pue,
        .facility_kwh = all.facility_kwh,
        .kg_per_kwh = all.kg_per_kwh,
        .co2e_kg = all.co2e_kg,
        .stated_kg = stated->value,
        .stated =
            claim->kind == CLAIM_LOGS || stated->printed == NULL ? "" : stated->printed,
        .basis = claim->basis,
        .without_pue = claim->without_pue,
        .coverage = claim->coverage,
        .total = level_of(&all, audit->top),
    };
    audit->total[side] = out->total;
}

/* Nothing in common is an error and not an empty result: a ratio of 1 would read as
 * agreement. */
plume_status plume_audit_match(plume_audit *audit, plume_error *error)
{
    size_t runs = audit->claim[0]->run_count + audit->claim[1]->run_count;
    plume_status status = take_room(audit, runs, error);

    if (status != PLUME_OK)
        return status;
    if (is_run_by_run(audit))
        match_by_name(audit);
    else
        status = match_whole(audit, error);
    if (status != PLUME_OK)
        return status;
    find_levels(audit);
    fill_side(audit, 0);
    fill_side(audit, 1);
    if (audit->top == LEVEL_ONE) {
        plume_fail(error, PLUME_ERR_MISSING,
                   "'%s' and '%s' share no quantity: neither emissions, nor energy, nor "
                   "device-hours are known of both",
                   audit->side[0].name, audit->side[1].name);
        plume_hint(error, "state more of them: docs/audit.md lists the keys");
        return PLUME_ERR_MISSING;
    }
    if (audit->total[0] > 0.0 && audit->total[1] > 0.0)
        audit->ratio = audit->total[0] / audit->total[1];
    return PLUME_OK;
}
