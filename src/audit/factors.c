/* The factors of both sides: device-hours x power x PUE x grid, as far as both have them,
 * and the same gap in the causes that a paper names. */
#include "audit/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claim/resolve.h"
#include "audit/decompose.h"
#include "core/number/units.h"

plume_status plume_audit_table_take(plume_audit *audit, plume_audit_view view,
                                    size_t runs, size_t factors, plume_error *error)
{
    plume_audit_table *table = &audit->view[view];

    table->runs = runs;
    table->factors = factors;
    table->from = calloc(runs * factors, sizeof *table->from);
    table->to = calloc(runs * factors, sizeof *table->to);
    return table->from != NULL && table->to != NULL ? PLUME_OK : plume_fail_memory(error);
}

/* What parts two levels: names for every pair, for a level may be unknown. */
static const struct {
    const char *name, *unit;
    double scale; /* to what is shown */
} parts[LEVELS][LEVELS] = {
    [LEVEL_ONE] = { [LEVEL_DEVICE_HOURS] = { "device-hours", "h", 1.0 },
                    [LEVEL_IT] = { "IT energy", "kWh", 1.0 },
                    [LEVEL_FACILITY] = { "facility energy", "kWh", 1.0 },
                    [LEVEL_CARBON] = { "emissions", "kg", 1.0 } },
    [LEVEL_DEVICE_HOURS] = { [LEVEL_IT] = { "power per device", "W", WATTS_PER_KILOWATT },
                             [LEVEL_FACILITY] = { "power x PUE", "W",
                                                  WATTS_PER_KILOWATT },
                             [LEVEL_CARBON] = { "power x PUE x grid", "kg/h", 1.0 } },
    [LEVEL_IT] = { [LEVEL_FACILITY] = { "PUE", "", 1.0 },
                   [LEVEL_CARBON] = { "PUE x grid", "kg/kWh", 1.0 } },
    [LEVEL_FACILITY] = { [LEVEL_CARBON] = { "grid", "kg/kWh", 1.0 } },
};

/* The factor of one run between two levels; a stated one when the levels are 0. */
static double factor_of(const plume_resolved *run, int low, int high)
{
    const double levels[LEVELS] = { 1.0, run->device_hours, run->it_kwh,
                                    run->facility_kwh, run->co2e_kg };
    double quotient = levels[high] / levels[low];

    if (!isnan(quotient))
        return quotient;
    if (low == LEVEL_DEVICE_HOURS && high == LEVEL_IT)
        return run->device_w / WATTS_PER_KILOWATT;
    if (low == LEVEL_IT && high == LEVEL_FACILITY)
        return run->pue;
    if (low == LEVEL_FACILITY && high == LEVEL_CARBON)
        return run->kg_per_kwh;
    return NAN;
}

static bool any_absent(const plume_audit *audit)
{
    for (size_t i = 0; i < audit->run_count; i++) {
        if (audit->absent[0][i] || audit->absent[1][i])
            return true;
    }
    return false;
}

/* A run that one side lacks differs in nothing but its being there. */
static void fill_presence(plume_audit *audit, plume_audit_table *table)
{
    for (size_t i = 0; i < audit->run_count; i++) {
        table->to[i * table->factors] = audit->absent[0][i] ? 0.0 : 1.0;
        table->from[i * table->factors] = audit->absent[1][i] ? 0.0 : 1.0;
    }
    table->shown[0] = (plume_audit_factor){
        .name = "runs on one side only",
        .detail = "",
        .unit = "",
        .group = "",
        .claim = NAN,
        .actual = NAN,
    };
}

/* A factor that one side does not state is taken as the other's, and so explains
 * nothing of the gap. */
static void fill_factor(plume_audit *audit, plume_audit_table *table, size_t k, int low,
                        int high)
{
    for (size_t i = 0; i < audit->run_count; i++) {
        double *to = &table->to[i * table->factors + k];
        double *from = &table->from[i * table->factors + k];

        *to = audit->absent[0][i] ? NAN : factor_of(&audit->resolved[0][i], low, high);
        *from = audit->absent[1][i] ? NAN : factor_of(&audit->resolved[1][i], low, high);
        if (isnan(*to))
            *to = *from;
        if (isnan(*from))
            *from = *to;
    }
    table->shown[k] = (plume_audit_factor){ .name = parts[low][high].name,
                                            .unit = parts[low][high].unit,
                                            .detail = "",
                                            .group = "" };
    table->shown[k].claim = table->to[k] * parts[low][high].scale;
    table->shown[k].actual = table->from[k] * parts[low][high].scale;
    if (table->runs > 1)
        table->shown[k].claim = table->shown[k].actual = NAN;
}

/* Levels that neither side states are skipped: the factor between their neighbours
 * takes their place. */
plume_status plume_audit_identity(plume_audit *audit, plume_error *error)
{
    plume_audit_table *table = &audit->view[PLUME_AUDIT_IDENTITY];
    size_t count = any_absent(audit), k = count;
    int low = LEVEL_ONE;
    plume_status status;

    for (int level = 1; level < LEVELS; level++)
        count += audit->level[level];
    status = plume_audit_table_take(audit, PLUME_AUDIT_IDENTITY, audit->run_count, count,
                                    error);
    if (status != PLUME_OK)
        return status;
    if (k == 1)
        fill_presence(audit, table);
    for (int level = 1; level < LEVELS; level++) {
        if (!audit->level[level])
            continue;
        fill_factor(audit, table, k++, low, level);
        low = level;
    }
    return plume_audit_decompose(audit, PLUME_AUDIT_IDENTITY, error);
}

/* --- attribution --- */

/* A single run's ratio is exact; over several runs it is LMDI's own, which multiplies
 * to the whole. */
plume_status plume_audit_decompose(plume_audit *audit, plume_audit_view view,
                                   plume_error *error)
{
    plume_audit_table *table = &audit->view[view];
    plume_decomposed input = { table->runs, table->factors, table->from, table->to };
    double additive[AUDIT_FACTORS_MAX], ratio[AUDIT_FACTORS_MAX],
        shapley[AUDIT_FACTORS_MAX];
    double gap = log(audit->ratio);
    plume_status status = plume_decompose_lmdi(additive, ratio, &input, error);

    if (status == PLUME_OK)
        status = plume_decompose_shapley(shapley, &input, error);
    if (status != PLUME_OK)
        return status;
    for (size_t k = 0; k < table->factors; k++) {
        plume_audit_factor *shown = &table->shown[k];

        shown->ratio = table->runs == 1 ? table->to[k] / table->from[k] : ratio[k];
        if (!isfinite(shown->ratio) || shown->ratio <= 0.0)
            shown->ratio = NAN;
        shown->ln = log(shown->ratio);
        shown->share = gap != 0.0 ? shown->ln / gap : NAN;
        shown->lmdi_kg = additive[k];
        shown->shapley_kg = shapley[k];
    }
    return PLUME_OK;
}

/* --- causes --- */

static bool same_table(plume_audit *audit, plume_audit_view view, plume_error *error,
                       plume_status *status)
{
    const plume_audit_table *identity = &audit->view[PLUME_AUDIT_IDENTITY];
    plume_audit_table *table = &audit->view[view];
    size_t bytes = identity->runs * identity->factors * sizeof *identity->from;

    *status =
        plume_audit_table_take(audit, view, identity->runs, identity->factors, error);
    if (*status != PLUME_OK)
        return false;
    memcpy(table->from, identity->from, bytes);
    memcpy(table->to, identity->to, bytes);
    memcpy(table->shown, identity->shown, sizeof table->shown);
    return true;
}

/* The causes that a paper names inside the device-hours, in its order. */
static size_t read_splits(plume_audit *audit, plume_split splits[AUDIT_FACTORS_MAX],
                          plume_error *error, plume_status *status)
{
    size_t count = 0;
    bool found = true;

    *status = PLUME_OK;
    for (size_t i = 0; found && *status == PLUME_OK && count + 3 < AUDIT_FACTORS_MAX;
         i++) {
        *status =
            plume_factors_split_at(audit->factors, audit->claim[0]->id,
                                   audit->claim[1]->id, i, &splits[count], &found, error);
        if (*status == PLUME_OK && found && strcmp(splits[count].kind, "split") == 0)
            count++;
    }
    return count;
}

static const char *arrow(plume_audit *audit, const char *from, const char *to,
                         const char *unit)
{
    return plume_findings_text(&audit->findings, "%s -> %s%s%s", from, to,
                               unit[0] != '\0' ? " " : "", unit);
}

static const char *devices_of(plume_audit *audit)
{
    const char *from = audit->claim[0]->whole.word[CLAIM_DEVICE];
    const char *to = audit->claim[1]->whole.word[CLAIM_DEVICE];

    if (from[0] == '\0' || to[0] == '\0')
        return "power x hours";
    return plume_findings_text(&audit->findings, "%s -> %s, power x hours", from, to);
}

static const char *values_of(plume_audit *audit, const plume_audit_factor *factor)
{
    int digits = strcmp(factor->unit, "kg/kWh") == 0 ? 4 : 3;

    return arrow(audit, plume_audit_number(audit->pool, factor->claim, digits),
                 plume_audit_number(audit->pool, factor->actual, digits), factor->unit);
}

/* Steps: the splits, what is left of hours x power as hardware, then PUE and grid. */
static plume_status fill_steps(plume_audit *audit, const plume_split *splits,
                               size_t count, plume_error *error)
{
    plume_audit_table *table = &audit->view[PLUME_AUDIT_STEPS];
    const plume_resolved *claim = &audit->resolved[0][0],
                         *actual = &audit->resolved[1][0];
    double to = claim->it_kwh, from = actual->it_kwh, reduced = claim->device_hours;
    plume_status status =
        plume_audit_table_take(audit, PLUME_AUDIT_STEPS, 1, count + 3, error);

    if (status != PLUME_OK)
        return status;
    for (size_t k = 0; k < count; k++) {
        table->to[k] = splits[k].claim_value;
        table->from[k] = splits[k].actual_value;
        to /= splits[k].claim_value;
        from /= splits[k].actual_value;
        reduced *= splits[k].actual_value / splits[k].claim_value;
        table->shown[k] = (plume_audit_factor){ .name = splits[k].name,
                                                .detail = splits[k].detail,
                                                .unit = splits[k].unit,
                                                .group = splits[k].group,
                                                .printed = splits[k].printed,
                                                .note = splits[k].note,
                                                .claim = splits[k].claim_value,
                                                .actual = splits[k].actual_value };
    }
    table->to[count] = to;
    table->from[count] = from;
    table->shown[count] = (plume_audit_factor){
        .name = "hardware",
        .detail = devices_of(audit),
        .unit = "kWh",
        .group = "hardware, site",
        .claim = reduced * claim->device_w / WATTS_PER_KILOWATT,
        .actual = actual->it_kwh,
    };
    for (size_t k = count + 1; k < count + 3; k++) {
        size_t own = k - count + 1;

        table->to[k] = audit->view[PLUME_AUDIT_IDENTITY].to[own];
        table->from[k] = audit->view[PLUME_AUDIT_IDENTITY].from[own];
        table->shown[k] = audit->view[PLUME_AUDIT_IDENTITY].shown[own];
        table->shown[k].detail = values_of(audit, &table->shown[k]);
        table->shown[k].group = "hardware, site";
    }
    return plume_audit_decompose(audit, PLUME_AUDIT_STEPS, error);
}

/* The splits of each group as one cause. */
static plume_status fill_causes(plume_audit *audit, size_t splits, plume_error *error)
{
    const plume_audit_table *steps = &audit->view[PLUME_AUDIT_STEPS];
    plume_audit_table *table = &audit->view[PLUME_AUDIT_CAUSES];
    double hours = audit->resolved[0][0].device_hours, reduced = hours;
    plume_status status =
        plume_audit_table_take(audit, PLUME_AUDIT_CAUSES, 1, steps->factors, error);
    size_t k = 0;

    if (status != PLUME_OK)
        return status;
    for (size_t i = 0; i < steps->factors; i++) {
        bool joins = i > 0 && i < splits && k > 0 &&
                     strcmp(steps->shown[i].group, table->shown[k - 1].name) == 0;

        if (joins) {
            table->to[k - 1] *= steps->to[i];
            table->from[k - 1] *= steps->from[i];
            table->shown[k - 1].detail =
                plume_findings_text(&audit->findings, "%s, %s",
                                    table->shown[k - 1].detail, steps->shown[i].name);
        } else {
            table->to[k] = steps->to[i];
            table->from[k] = steps->from[i];
            table->shown[k] = steps->shown[i];
            table->shown[k].printed = table->shown[k].note = "";
            k++;
        }
        if (i < splits) {
            plume_audit_factor *cause = &table->shown[k - 1];

            if (!joins)
                cause->detail = steps->shown[i].name;
            cause->name = cause->group = steps->shown[i].group;
            cause->unit = "h";
            cause->claim = joins ? cause->claim : reduced;
            reduced *= steps->from[i] / steps->to[i];
            cause->actual = reduced;
        }
    }
    table->factors = k;
    return plume_audit_decompose(audit, PLUME_AUDIT_CAUSES, error);
}

/* Where the gap was explained by a paper, its steps stand in place of the four
 * factors. */
plume_status plume_audit_causes(plume_audit *audit, plume_error *error)
{
    plume_split splits[AUDIT_FACTORS_MAX];
    plume_status status;
    size_t count = read_splits(audit, splits, error, &status);
    bool all = audit->run_count == 1;

    for (int level = 1; level < LEVELS; level++)
        all = all && audit->level[level];
    if (status != PLUME_OK)
        return status;
    if (count > 0 && all) {
        status = fill_steps(audit, splits, count, error);
        return status == PLUME_OK ? fill_causes(audit, count, error) : status;
    }
    for (int view = PLUME_AUDIT_CAUSES; view < PLUME_AUDIT_VIEWS; view++) {
        if (!same_table(audit, (plume_audit_view)view, error, &status))
            return status;
        for (size_t k = 0; k < audit->view[view].factors; k++) {
            plume_audit_factor *shown = &audit->view[view].shown[k];

            if (audit->run_count == 1)
                shown->detail = values_of(audit, shown);
        }
    }
    return PLUME_OK;
}
