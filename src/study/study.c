/* What the author says about the work: plume.yaml, read key by key. docs/study.md
 * describes every key. */
#include "study/study.h"

#include <math.h>
#include <stdlib.h>

#include "core/input/slurp.h"
#include "core/sha256.h"
#include "study/internal.h"
#include <plume/number.h>
#include <plume/uncertainty.h>

/* A study file is written by hand: beyond a mebibyte it is something else. */
enum { STUDY_BYTES_MAX = 1 << 20 };

/* --- top level --- */

static plume_status take_title(plume_study_build *build, void *target,
                               const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_text(build, &build->study.title, place, error);
}

static plume_status take_authors(plume_study_build *build, void *target,
                                 const plume_study_place *place, plume_error *error)
{
    plume_study *study = &build->study;

    (void)target;
    return plume_study_texts(build, &study->authors, &study->author_count, place, error);
}

/* What was done to use less, and what the work spares others: the authors' own words. */
static plume_status take_measures(plume_study_build *build, void *target,
                                  const plume_study_place *place, plume_error *error)
{
    plume_study *study = &build->study;

    (void)target;
    return plume_study_texts(build, &study->measures, &study->measure_count, place,
                             error);
}

static plume_status take_benefits(plume_study_build *build, void *target,
                                  const plume_study_place *place, plume_error *error)
{
    plume_study *study = &build->study;

    (void)target;
    return plume_study_texts(build, &study->benefits, &study->benefit_count, place,
                             error);
}

static plume_status take_ignore(plume_study_build *build, void *target,
                                const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_paths(build, &build->study.ignored, &build->study.ignored_count,
                             place, error);
}

/* Models are looked up now, while the line of a wrong name is known. */
static plume_status take_compare(plume_study_build *build, void *target,
                                 const plume_study_place *place, plume_error *error)
{
    plume_study *study = &build->study;
    plume_status status =
        plume_study_texts(build, &study->compare, &study->compare_count, place, error);

    (void)target;
    study->compare_stated = plume_value_kind(place->value) == PLUME_LIST;
    for (size_t i = 0; status == PLUME_OK && i < study->compare_count; i++) {
        plume_study_place item = { place->path, place->key,
                                   plume_value_at(place->value, i) };

        status = plume_study_check_model(build->factors, study->compare[i], &item, error);
    }
    return status;
}

/* --- site --- */

static plume_status take_location(plume_study_build *build, void *target,
                                  const plume_study_place *place, plume_error *error)
{
    plume_status status = plume_study_text(build, &build->study.location, place, error);

    (void)target;
    if (status != PLUME_OK)
        return status;
    return plume_study_check_location(build->factors, build->study.location, place,
                                      error);
}

static plume_status take_provider(plume_study_build *build, void *target,
                                  const plume_study_place *place, plume_error *error)
{
    plume_status status = plume_study_text(build, &build->study.provider, place, error);

    (void)target;
    if (status != PLUME_OK)
        return status;
    return plume_study_check_provider(build->factors, build->study.provider, place,
                                      error);
}

static plume_status take_year(plume_study_build *build, void *target,
                              const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_year(&build->study.year, place, error);
}

/* Each figure keeps where it comes from, for a report to name. */
static plume_given_value from_file(const plume_study_build *build, double value)
{
    return (plume_given_value){ value, PLUME_GIVEN_STUDY_FILE, build->study.path, 0 };
}

static plume_status take_pue(plume_study_build *build, void *target,
                             const plume_study_place *place, plume_error *error)
{
    double pue = NAN;
    plume_status status = plume_study_quantity(&pue, PLUME_DIMENSION_RATIO, 1.0,
                                               "a ratio of at least 1", place, error);

    (void)target;
    if (status == PLUME_OK)
        status = plume_study_most(pue, PLUME_PUE_MOST, place, error);
    if (status == PLUME_OK)
        build->study.pue = from_file(build, pue);
    return status;
}

static plume_status take_intensity(plume_study_build *build, void *target,
                                   const plume_study_place *place, plume_error *error)
{
    double kg_per_kwh = NAN;
    plume_status status =
        plume_study_quantity(&kg_per_kwh, PLUME_DIMENSION_INTENSITY, 0.0,
                             "kg CO2e per kWh, at least 0", place, error);

    (void)target;
    if (status == PLUME_OK)
        build->study.intensity_kg_per_kwh = from_file(build, kg_per_kwh);
    return status;
}

static plume_status take_instrument(plume_study_build *build, void *target,
                                    const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_text(build, &build->study.instrument, place, error);
}

static plume_status take_site(plume_study_build *build, void *target,
                              const plume_study_place *place, plume_error *error)
{
    static const plume_study_key keys[] = {
        { "location", take_location },
        { "year", take_year },
        { "pue", take_pue },
        { "provider", take_provider },
        { "intensity_kg_per_kwh", take_intensity },
        { "market_intensity_kg_per_kwh", plume_study_take_market },
        { "market_share", plume_study_take_market_share },
        { "residual_intensity_kg_per_kwh", plume_study_take_residual },
        { "intensity_series", plume_study_take_hourly },
        { "carbon_free_series", plume_study_take_carbon_free },
        { "marginal_intensity_kg_per_kwh", plume_study_take_marginal },
        { "instrument", take_instrument },
        { "gases_kg_per_kwh", plume_study_take_gases },
        { "wue_l_per_kwh", plume_study_take_figure },
        { "ewif_l_per_kwh", plume_study_take_figure },
        { NULL, NULL },
    };

    return plume_study_take_map(build, target, keys, place, error);
}

/* --- the file --- */

static const plume_study_key keys[] = {
    { "title", take_title },
    { "authors", take_authors },
    { "site", take_site },
    { "hardware", plume_study_take_hardware },
    { "inputs", plume_study_take_inputs },
    { "roles", plume_study_take_roles },
    { "same", plume_study_take_same },
    { "distinct", plume_study_take_distinct },
    { "ignore", take_ignore },
    { "compare", take_compare },
    { "audit", plume_study_take_audit },
    { "uncertainty", plume_study_take_uncertainty },
    { "include", plume_study_take_include },
    { "inference", plume_study_take_inference },
    { "gwp", plume_study_take_gwp },
    { "measures", take_measures },
    { "benefits", take_benefits },
    { "model", plume_study_take_model },
    { "search", plume_study_take_search },
    { "offsets", plume_study_take_offsets },
    { "reference", plume_study_take_reference },
    { "report", plume_study_take_report },
    { NULL, NULL },
};

/* NAN and empty texts are not said; language, draws and seed alone have defaults. */
static void init(plume_study *study)
{
    const plume_given_value not_given = { NAN, PLUME_GIVEN_NOT, "", 0 };

    *study = (plume_study){
        .path = "",
        .title = "",
        .location = "",
        .provider = "",
        .pue = not_given,
        .intensity_kg_per_kwh = not_given,
        .market_kg_per_kwh = not_given,
        .instrument = "",
        .market_share = NAN,
        .residual_kg_per_kwh = not_given,
        .marginal_kg_per_kwh = not_given,
        .offset_kg = NAN,
        .offset_description = "",
        .reference_location = "",
        .device = "",
        .device_count = NAN,
        .host_power_w = NAN,
        .compute = { "", NAN, NAN, NAN, NAN, NAN, PLUME_PRECISION_UNKNOWN, NAN, NAN },
        .venue = "",
        .language = "en",
        .draws = PLUME_DRAWS,
        .seed = PLUME_SEED,
        .search_reuses = NAN,
        .search_lost_share = NAN,
        .model = { "", "", "", "", "", NAN, NAN, NAN, NAN, "" },
    };
    plume_study_lifecycle_init(&study->lifecycle);
}

/* An empty study is a whole one, since a study file may leave out everything. */
plume_status plume_study_new(plume_study **out, plume_error *error)
{
    plume_study_build *build = calloc(1, sizeof *build);

    *out = NULL;
    if (build == NULL)
        return plume_fail_memory(error);
    init(&build->study);
    build->pool = plume_pool_new();
    if (build->pool == NULL) {
        free(build);
        return plume_fail_memory(error);
    }
    *out = &build->study;
    return PLUME_OK;
}

/* Texts lie in the pool; zones and series have owners of their own. */
void plume_study_free(plume_study *study)
{
    plume_study_build *build = (plume_study_build *)study;

    if (build == NULL)
        return;
    for (size_t i = 0; i < build->zone_count; i++)
        plume_zone_free(build->zones[i]);
    free(build->zones);
    plume_series_free(build->study.hourly);
    plume_series_free(build->study.carbon_free);
    plume_pool_free(build->pool);
    free(build);
}

static plume_status take_document(plume_study_build *build, const plume_value *document,
                                  plume_error *error)
{
    plume_study_place place = { build->study.path, "", document };

    if (plume_value_kind(document) == PLUME_NULL)
        return PLUME_OK; /* an empty file says nothing */
    return plume_study_take_map(build, NULL, keys, &place, error);
}

static plume_status hash(plume_study *study, const char *text, size_t length,
                         plume_error *error)
{
    plume_sha256 *sha;
    plume_status status = plume_sha256_new(&sha, error);

    if (status != PLUME_OK)
        return status;
    plume_sha256_add(sha, text, length);
    plume_sha256_end(sha, study->sha256);
    plume_sha256_free(sha);
    return PLUME_OK;
}

/* The factors are borrowed for this call. Gases are weighed at the end, when it is known
 * which report weighs them. */
plume_status plume_study_parse(plume_study *study, const char *text, size_t length,
                               const char *path, plume_factors *factors,
                               plume_error *error)
{
    plume_study_build *build = (plume_study_build *)study;
    plume_value *document = NULL;
    plume_status status;

    build->study.path = plume_pool_copy(build->pool, path);
    if (build->study.path == NULL)
        return plume_fail_memory(error);
    build->factors = factors;
    status = hash(&build->study, text, length, error);
    if (status == PLUME_OK)
        status = plume_yaml_parse(&document, text, length, path, error);
    if (status == PLUME_OK)
        status = take_document(build, document, error);
    if (status == PLUME_OK)
        status = plume_study_weigh_gases(build, error);
    build->factors = NULL;
    plume_value_free(document);
    return status;
}

plume_status plume_study_load(plume_study **out, const char *path, plume_factors *factors,
                              plume_error *error)
{
    plume_study *study = NULL;
    char *text = NULL;
    size_t length = 0;
    plume_status status;

    *out = NULL;
    status = plume_source_slurp(&text, &length, path, STUDY_BYTES_MAX, error);
    if (status == PLUME_OK)
        status = plume_study_new(&study, error);
    if (status == PLUME_OK)
        status = plume_study_parse(study, text, length, path, factors, error);
    free(text);
    if (status != PLUME_OK) {
        plume_study_free(study);
        return status;
    }
    *out = study;
    return PLUME_OK;
}
