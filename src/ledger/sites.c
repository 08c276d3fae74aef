/* Remembers each distinct site under a key of all that was stated for it. */
#include "ledger/sites.h"

#include "ledger/doubtful_factors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "study/study.h"
#include "core/pool.h"
#include "core/tuples.h"
#include "ledger/site/resolve.h"
#include <plume/time.h>

struct plume_sites {
    const plume_study *study;
    plume_factors *factors;
    plume_notes *notes;
    plume_pool *strings;
    plume_tuples *index;
    plume_site known[PLUME_SITES_MAX];
    size_t count;
    plume_site common;
    bool any, several, several_pue, several_grids;
    const char *lifecycle, *direct;
    int year; /* of the run before, and its seconds, less the first and the last */
    double year_from_s, year_to_s;
};

plume_status plume_sites_new(plume_sites **out, const plume_study *study,
                             plume_factors *factors, plume_notes *notes,
                             plume_error *error)
{
    plume_sites *sites = calloc(1, sizeof *sites);

    *out = NULL;
    if (sites == NULL)
        return plume_fail_memory(error);
    sites->study = study;
    sites->factors = factors;
    sites->notes = notes;
    sites->lifecycle = sites->direct = "";
    sites->strings = plume_pool_new();
    sites->index = plume_tuples_new();
    if (sites->strings == NULL || sites->index == NULL) {
        plume_sites_free(sites);
        return plume_fail_memory(error);
    }
    *out = sites;
    return PLUME_OK;
}

void plume_sites_free(plume_sites *sites)
{
    if (sites == NULL)
        return;
    plume_pool_free(sites->strings);
    plume_tuples_free(sites->index);
    free(sites);
}

/* Runs of one year follow each other. */
static int year_of(plume_sites *sites, double end_s)
{
    if (end_s > sites->year_from_s && end_s < sites->year_to_s)
        return sites->year;
    sites->year = plume_time_year(end_s);
    sites->year_from_s = plume_time_civil(sites->year, 1, 1, 0) + 1.0;
    sites->year_to_s = plume_time_civil(sites->year + 1, 1, 1, 0) - 1.0;
    return sites->year;
}

/* Everything that is stated for a run and that its site depends on, but for the value of
 * an intensity that a tool printed: that one is taken of each run. What the log states is
 * its reader's word. */
static plume_tuple key_of(plume_sites *sites, const plume_run *run)
{
    int year =
        year_of(sites, isnan(run->end_s) ? run->start_s + run->duration_s : run->end_s);
    bool has_intensity = !isnan(plume_run_place_intensity(run));
    bool speaks = has_intensity || !isnan(run->site_pue);

    return (plume_tuple){
        .text = { run->provider, run->region, run->location,
                  speaks ? run->origin.reader : "" },
        .figure = { (uint64_t)year << 1 | has_intensity, plume_tuple_bits(run->site_pue),
                    plume_tuple_bits(run->site_kg_per_kwh) },
    };
}

static bool keep_string(plume_sites *sites, const char **string)
{
    *string = plume_pool_copy(sites->strings, *string);
    return *string != NULL;
}

static bool keep_strings(plume_sites *sites, plume_site *site)
{
    return keep_string(sites, &site->location) && keep_string(sites, &site->region) &&
           keep_string(sites, &site->pue.source) &&
           keep_string(sites, &site->gross_kg_per_kwh.source) &&
           keep_string(sites, &site->net_kg_per_kwh.source) &&
           keep_string(sites, &site->residual_kg_per_kwh.source) &&
           keep_string(sites, &site->instrument) &&
           keep_string(sites, &site->grid_name) && keep_string(sites, &site->grid_scope);
}

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool same_given(const plume_given_value *a, const plume_given_value *b)
{
    return a->given == b->given && same_number(a->value, b->value) &&
           a->year == b->year && strcmp(a->source, b->source) == 0;
}

static bool same_grid(const plume_site *a, const plume_site *b)
{
    return same_given(&a->gross_kg_per_kwh, &b->gross_kg_per_kwh) &&
           strcmp(a->grid_name, b->grid_name) == 0;
}

static bool same_site(const plume_site *a, const plume_site *b)
{
    return strcmp(a->location, b->location) == 0 &&
           same_number(a->pue.value, b->pue.value) &&
           same_number(a->gross_kg_per_kwh.value, b->gross_kg_per_kwh.value) &&
           same_number(a->net_kg_per_kwh.value, b->net_kg_per_kwh.value) &&
           a->gross_kg_per_kwh.year == b->gross_kg_per_kwh.year &&
           a->pue.year == b->pue.year;
}

/* A site that was not met before. */
static plume_status meet(plume_sites *sites, const plume_tuple *key,
                         const plume_site *site, plume_error *error)
{
    plume_site kept = *site;

    if (!keep_strings(sites, &kept))
        return plume_fail_memory(error);
    if (strcmp(kept.grid_scope, "lifecycle") == 0 && sites->lifecycle[0] == '\0')
        sites->lifecycle = kept.grid_name;
    if (strcmp(kept.grid_scope, "direct") == 0 && sites->direct[0] == '\0')
        sites->direct = kept.grid_name;
    if (sites->count < PLUME_SITES_MAX) {
        if (plume_tuples_add(sites->index, key) == SIZE_MAX)
            return plume_fail_memory(error);
        sites->known[sites->count++] = kept;
    }
    if (!sites->any)
        sites->common = kept;
    sites->any = true;
    return PLUME_OK;
}

/* What the sites still have in common. */
static void compare(plume_sites *sites, const plume_site *with)
{
    if (!same_site(with, &sites->common))
        sites->several = true;
    if (!same_given(&with->pue, &sites->common.pue))
        sites->several_pue = true;
    if (!same_grid(with, &sites->common))
        sites->several_grids = true;
}

plume_status plume_sites_resolve(plume_sites *sites, const plume_run *run,
                                 plume_site *out, size_t *at, plume_error *error)
{
    plume_tuple key = key_of(sites, run);
    size_t found = plume_tuples_find_of(sites->index, run->kind, &key);
    plume_status status = PLUME_OK;

    *at = found != SIZE_MAX ? found : sites->count;
    if (found != SIZE_MAX) {
        *out = sites->known[found];
        if (out->gross_kg_per_kwh.given == PLUME_GIVEN_LOG)
            out->gross_kg_per_kwh.value = plume_run_place_intensity(run);
    } else {
        status =
            plume_study_site(sites->study, run, sites->factors, out, sites->notes, error);
        if (status == PLUME_OK && sites->count < PLUME_SITES_MAX) {
            plume_doubt_site(out, sites->notes);
            status = meet(sites, &key, out, error);
        }
    }
    if (status == PLUME_OK)
        compare(sites, out);
    return status;
}

const plume_site *plume_sites_at(const plume_sites *sites, size_t i)
{
    return i < sites->count ? &sites->known[i] : NULL;
}

const plume_site *plume_sites_common(const plume_sites *sites)
{
    return sites->any && !sites->several ? &sites->common : NULL;
}

const plume_given_value *plume_sites_pue(const plume_sites *sites)
{
    return sites->any && !sites->several_pue ? &sites->common.pue : NULL;
}

const plume_given_value *plume_sites_grid(const plume_sites *sites)
{
    return sites->any && !sites->several_grids ? &sites->common.gross_kg_per_kwh : NULL;
}

const char *plume_sites_lifecycle(const plume_sites *sites)
{
    return sites->lifecycle;
}

const char *plume_sites_direct(const plume_sites *sites)
{
    return sites->direct;
}
