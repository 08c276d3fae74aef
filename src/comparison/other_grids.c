/* Multiplies one energy by the intensity of each grid of the same basis, scope and
 * year. */
#include "comparison/other_grids.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <plume/factors.h>
#include <plume/text.h>
#include <plume/value.h>

/* --- the grid of the runs --- */

static plume_status own_grid(plume_grid *out, const plume_ledger *ledger,
                             plume_factors *factors, plume_error *error)
{
    const plume_site *site = ledger == NULL ? NULL : plume_ledger_site(ledger);

    if (ledger == NULL || factors == NULL)
        return plume_fail(error, PLUME_ERR_MISSING,
                          "no logs are named whose energy could be moved");
    if (site == NULL) {
        (void)plume_fail(
            error, PLUME_ERR_MISSING,
            "the runs took place on several grids, or on none that is known");
        plume_hint(error, "name one place with --location");
        return PLUME_ERR_MISSING;
    }
    if (site->gross_kg_per_kwh.given != PLUME_GIVEN_DATASET ||
        plume_factors_grid(factors, site->location, site->gross_kg_per_kwh.year, out,
                           NULL, NULL) != PLUME_OK) {
        (void)plume_fail(
            error, PLUME_ERR_MISSING,
            "the intensity of the runs is not of the factor set, so its basis "
            "and scope are not known and other grids do not compare");
        plume_hint(error, "name the place with --location, without --intensity");
        return PLUME_ERR_MISSING;
    }
    return PLUME_OK;
}

static plume_status own_energy(plume_other_grids *out, const plume_ledger *ledger,
                               plume_error *error)
{
    size_t gross = plume_ledger_headline(ledger, PLUME_BASIS_GROSS);
    plume_estimate estimate = plume_ledger_estimate_at(ledger, gross);
    plume_hourly hourly;

    if (!(estimate.energy_kwh > 0.0))
        return plume_fail(error, PLUME_ERR_MISSING,
                          "no energy is known that could be moved to another grid");
    out->facility_kwh = estimate.energy_kwh;
    out->own_kg = estimate.co2e_kg;
    /* Of the other grids only the year is known: the own one is put beside them by its
     * year too. */
    if (plume_ledger_hourly(ledger, &hourly))
        out->own_kg =
            estimate.energy_kwh * plume_ledger_site(ledger)->gross_kg_per_kwh.value;
    out->pue = estimate.pue;
    out->it_kwh = estimate.energy_kwh / estimate.pue;
    return PLUME_OK;
}

/* --- the grids that compare --- */

static const char *text_of(const plume_value *row, const char *key)
{
    return plume_value_string(plume_value_get(row, key));
}

/* Sums of countries would count twice beside them. */
static bool is_sum(const char *code)
{
    return strncmp(code, "REG-", 4) == 0 || strcmp(code, "EU27") == 0;
}

static bool compares(const plume_value *row, const plume_grid *own)
{
    return plume_value_number(plume_value_get(row, "year")) == own->year &&
           strcmp(text_of(row, "basis"), own->basis) == 0 &&
           strcmp(text_of(row, "scope"), own->scope) == 0 &&
           (!is_sum(text_of(row, "code")) ||
            strcmp(text_of(row, "code"), own->code) == 0);
}

static plume_other_grids_row *find(const plume_other_grids *elsewhere, const char *code)
{
    for (size_t i = 0; i < elsewhere->count; i++)
        if (strcmp(elsewhere->row[i].code, code) == 0)
            return &elsewhere->row[i];
    return NULL;
}

/* The first row of a code is that of the highest rank. */
static void add_row(plume_other_grids *out, const plume_value *from,
                    const plume_grid *own)
{
    const char *code = text_of(from, "code");
    double kg_per_kwh = plume_value_number(plume_value_get(from, "kg_per_kwh"));

    if (find(out, code) != NULL || !(kg_per_kwh >= 0.0))
        return;
    out->row[out->count++] =
        (plume_other_grids_row){ .code = code,
                                 .name = text_of(from, "name"),
                                 .kg_per_kwh = kg_per_kwh,
                                 .co2e_kg = kg_per_kwh * out->facility_kwh,
                                 .own = strcmp(code, own->code) == 0,
                                 .world = strcmp(code, "WORLD") == 0 };
}

static int lowest_first(const void *left, const void *right)
{
    const plume_other_grids_row *a = left, *b = right;

    if (a->kg_per_kwh != b->kg_per_kwh)
        return a->kg_per_kwh < b->kg_per_kwh ? -1 : 1;
    return strcmp(a->code, b->code);
}

static plume_status add_rows(plume_other_grids *out, const plume_grid *own,
                             plume_factors *factors, plume_error *error)
{
    plume_text query;
    plume_status status;

    plume_text_init(&query);
    plume_text_printf(&query, "%d %s %s", own->year, own->basis, own->scope);
    out->table = plume_value_list();
    status = out->table == NULL
                 ? plume_fail_memory(error)
                 : plume_factors_search(factors, "grid", query.data, out->table, error);
    plume_text_dispose(&query);
    if (status != PLUME_OK)
        return status;
    out->row = calloc(plume_value_count(out->table) + 1, sizeof *out->row);
    if (out->row == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < plume_value_count(out->table); i++)
        if (compares(plume_value_at(out->table, i), own))
            add_row(out, plume_value_at(out->table, i), own);
    qsort(out->row, out->count, sizeof *out->row, lowest_first);
    return PLUME_OK;
}

/* --- the rows that a chart has room for --- */

/* Grids with much of the world's computing, in the order in which they find room. */
static const char *const computing[] = { "US", "CN", "IE", "NL", "SE", "FR", "GB",
                                         "JP", "SG", "IN", "NO", "FI", "CA", "BR",
                                         "KR", "AU", "TW", "DE", "ES", "IT", "ZA" };

static void show(plume_other_grids *out, plume_other_grids_row *row)
{
    if (row == NULL || row->shown || out->shown >= PLUME_ELSEWHERE_SHOWN)
        return;
    row->shown = true;
    out->shown++;
}

static void choose(plume_other_grids *out)
{
    for (size_t i = 0; i < out->count; i++)
        if (out->row[i].own || out->row[i].world)
            show(out, &out->row[i]);
    show(out, &out->row[0]);
    show(out, &out->row[out->count - 1]);
    for (size_t i = 0; i < sizeof computing / sizeof *computing; i++)
        show(out, find(out, computing[i]));
    /* Of other sets, every n-th. */
    for (size_t i = 0; i < PLUME_ELSEWHERE_SHOWN; i++)
        show(out, &out->row[i * (out->count - 1) / (PLUME_ELSEWHERE_SHOWN - 1)]);
}

static plume_status compare(plume_other_grids *out, const plume_grid *own,
                            plume_factors *factors, plume_error *error)
{
    plume_pue industry;
    plume_status status = add_rows(out, own, factors, error);

    if (status != PLUME_OK)
        return status;
    if (find(out, own->code) == NULL || out->count < 2)
        return plume_fail(error, PLUME_ERR_MISSING,
                          "no other grid has a figure of the same basis, scope and year "
                          "(%s, %s, %d)",
                          own->basis, own->scope, own->year);
    out->industry_pue =
        plume_factors_pue(factors, "", own->year, &industry, NULL, NULL) == PLUME_OK
            ? industry.pue
            : NAN;
    choose(out);
    return PLUME_OK;
}

plume_status plume_other_grids_from(plume_other_grids *out, const plume_ledger *ledger,
                                    plume_factors *factors, plume_error *error)
{
    plume_grid own;
    plume_status status;

    memset(out, 0, sizeof *out);
    status = own_grid(&own, ledger, factors, error);
    if (status == PLUME_OK)
        status = own_energy(out, ledger, error);
    if (status != PLUME_OK)
        return status;
    out->year = own.year;
    strncat(out->basis, own.basis, sizeof out->basis - 1);
    strncat(out->scope, own.scope, sizeof out->scope - 1);
    return compare(out, &own, factors, error);
}

void plume_other_grids_dispose(plume_other_grids *elsewhere)
{
    plume_value_free(elsewhere->table);
    free(elsewhere->row);
    elsewhere->table = NULL;
    elsewhere->row = NULL;
    elsewhere->count = 0;
}
