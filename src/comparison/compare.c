/* Published models and own work side by side. */
#include "comparison/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <plume/text.h>
#include <plume/time.h>

plume_status plume_comparison_new(plume_comparison **out, plume_factors *factors,
                                  plume_error *error)
{
    plume_comparison *comparison = calloc(1, sizeof *comparison);

    *out = NULL;
    if (comparison == NULL)
        return plume_fail_memory(error);
    comparison->factors = factors;
    comparison->strings = plume_pool_new();
    if (comparison->strings == NULL) {
        plume_comparison_free(comparison);
        return plume_fail_memory(error);
    }
    *out = comparison;
    return PLUME_OK;
}

void plume_comparison_free(plume_comparison *comparison)
{
    if (comparison == NULL)
        return;
    for (size_t i = 0; i < comparison->count; i++)
        free(comparison->rows[i]);
    free(comparison->rows);
    plume_pool_free(comparison->strings);
    free(comparison);
}

size_t plume_comparison_count(const plume_comparison *comparison)
{
    return comparison->count;
}

const plume_compared *plume_comparison_at(const plume_comparison *comparison, size_t i)
{
    return i < comparison->count ? &comparison->rows[i]->shown : NULL;
}

static bool is_always_applied(const plume_method *method)
{
    return strcmp(method->name, "strubell2019") == 0 ||
           strcmp(method->name, "patterson2021") == 0;
}

plume_status plume_comparison_set_methods(plume_comparison *comparison,
                                          const char *const *names, size_t count,
                                          plume_error *error)
{
    size_t room = PLUME_ESTIMATES_MAX;

    comparison->further_count = 0;
    for (size_t i = 0; i < plume_method_count(); i++)
        room -=
            is_always_applied(plume_method_at(i)) ? plume_method_at(i)->basis_count : 0;
    for (size_t i = 0; i < count; i++) {
        const plume_method *method = plume_method_find(names[i]);
        bool known = false;

        if (method == NULL)
            return plume_method_unknown(names[i], error);
        for (size_t k = 0; k < comparison->further_count; k++)
            known = known || comparison->further[k] == method;
        if (known || is_always_applied(method))
            continue;
        if (method->basis_count > room)
            return plume_fail(error, PLUME_ERR_VALUE, "more than %d methods and bases",
                              (int)PLUME_ESTIMATES_MAX);
        room -= method->basis_count;
        comparison->further[comparison->further_count++] = method;
    }
    return PLUME_OK;
}

const plume_estimate *plume_comparison_estimates(const plume_comparison *comparison,
                                                 size_t i, size_t *count)
{
    *count = i < comparison->count ? comparison->rows[i]->estimate_count : 0;
    return *count > 0 ? comparison->rows[i]->estimate : NULL;
}

/* --- rows --- */

/* Takes the row over, also when it fails. */
static plume_status append(plume_comparison *comparison, plume_compared_row *row,
                           plume_error *error)
{
    plume_compared_row **rows =
        realloc(comparison->rows, (comparison->count + 1) * sizeof(plume_compared_row *));
    plume_compared *shown = &row->shown;
    plume_status status;

    if (rows == NULL) {
        free(row);
        return plume_fail_memory(error);
    }
    comparison->rows = rows;
    status = plume_compare_boundary(row, comparison, error);
    if (status != PLUME_OK) {
        free(row);
        return status;
    }
    rows[comparison->count++] = row;
    shown->ratio = shown->strubell_kg / shown->patterson_kg;
    shown->to_first = shown->patterson_kg / rows[0]->shown.patterson_kg;
    return PLUME_OK;
}

plume_status plume_comparison_add_model(plume_comparison *comparison, const char *name,
                                        plume_error *error)
{
    plume_published model;
    plume_compared_row *row;
    plume_status status = plume_factors_model(comparison->factors, name, &model, error);

    if (status != PLUME_OK)
        return status;
    row = plume_compare_row_new();
    if (row == NULL)
        return plume_fail_memory(error);
    status = plume_compare_model(row, comparison, &model, error);
    if (status != PLUME_OK) {
        free(row);
        return status;
    }
    return append(comparison, row, error);
}

/* --- own runs --- */

static double kg_from(const plume_ledger *ledger, const char *method, plume_basis basis)
{
    size_t i = plume_ledger_estimate_find(ledger, method, basis);

    return plume_ledger_estimate_at(ledger, i).co2e_kg;
}

/* The weakest evidence that any of the energy rests on. */
static plume_evidence weakest(const plume_ledger *ledger)
{
    plume_evidence found = PLUME_EVIDENCE_UNKNOWN;

    for (size_t i = 0; i < PLUME_EVIDENCE_COUNT; i++) {
        if (plume_ledger_evidence(ledger, (plume_evidence)i)->energy_runs > 0)
            found = (plume_evidence)i;
    }
    return found;
}

static const char *own_devices(plume_comparison *comparison, const plume_ledger *ledger)
{
    size_t kinds = plume_ledger_group_count(ledger, PLUME_GROUP_DEVICE);
    plume_text text;

    plume_text_init(&text);
    if (kinds == 1)
        plume_text_add(&text, plume_ledger_group_name(ledger, PLUME_GROUP_DEVICE, 0));
    else
        plume_text_printf(&text, "%llu kinds", (unsigned long long)kinds);
    return plume_pool_keep(comparison->strings, &text);
}

static void copy_estimates(plume_compared_row *row, const plume_ledger *ledger)
{
    row->estimate_count = plume_ledger_estimate_count(ledger);
    for (size_t i = 0; i < row->estimate_count; i++)
        row->estimate[i] = plume_ledger_estimate_at(ledger, i);
}

static void take_ledger(plume_compared_row *row, const plume_ledger *ledger)
{
    const plume_totals *all = plume_ledger_all(ledger);
    plume_compared *shown = &row->shown;
    plume_estimate gross = plume_ledger_estimate_at(
        ledger, plume_ledger_headline(ledger, PLUME_BASIS_GROSS));

    copy_estimates(row, ledger);
    shown->own = true;
    shown->year = plume_time_year(plume_ledger_end_s(ledger));
    shown->it_kwh = all->energy_runs > 0 ? all->it_kwh : NAN;
    shown->device_hours = all->device_timed_runs > 0 ? all->device_hours : NAN;
    shown->strubell_kg = kg_from(ledger, "strubell2019", PLUME_BASIS_AS_PUBLISHED);
    shown->patterson_kg = gross.co2e_kg;
    shown->facility_kwh = gross.energy_kwh;
    shown->net_kg = kg_from(ledger, PLUME_HEADLINE_METHOD, PLUME_BASIS_NET);
    shown->interval95_kg[0] = gross.interval95_kg[0];
    shown->interval95_kg[1] = gross.interval95_kg[1];
    shown->evidence = weakest(ledger);
    shown->coverage = plume_ledger_coverage(ledger);
    shown->published_kg = NAN;
}

plume_status plume_comparison_add_ledger(plume_comparison *comparison, const char *name,
                                         const plume_ledger *ledger, plume_error *error)
{
    plume_compared_row *row = plume_compare_row_new();
    plume_compared *shown;

    if (row == NULL)
        return plume_fail_memory(error);
    shown = &row->shown;
    take_ledger(row, ledger);
    shown->name = shown->id = plume_pool_copy(comparison->strings, name);
    shown->devices = own_devices(comparison, ledger);
    if (shown->name == NULL || shown->devices == NULL) {
        free(row);
        return plume_fail_memory(error);
    }
    return append(comparison, row, error);
}
