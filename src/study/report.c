/* What a study file says of the report, and of the parts that this version does not
 * compute: those are checked like every other key, and remembered as limits of the
 * report. */
#include "study/internal.h"

#include <math.h>
#include <string.h>

#include <plume/names.h>
#include <plume/text.h>
#include <plume/uncertainty.h>

/* --- report --- */

/* Which languages there are, the templates know. */
static plume_status take_language(plume_study_build *build, void *target,
                                  const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_text(build, &build->study.language, place, error);
}

static plume_status check_format(const char *format, const plume_study_place *place,
                                 plume_error *error)
{
    static const char *const known[] = { "pdf",  "latex",      "markdown",  "html",
                                         "json", "model-card", "checklist", "exports" };
    plume_nearest nearest;
    plume_text hint;

    plume_nearest_init(&nearest, format);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i], format) == 0)
            return PLUME_OK;
        plume_nearest_offer(&nearest, known[i]);
    }
    (void)plume_study_refuse(place, error,
                             "unknown format '%s', expected pdf, latex, markdown, html, "
                             "json, model-card, checklist or exports",
                             format);
    plume_text_init(&hint);
    plume_nearest_print(&hint, &nearest);
    plume_hint(error, "%s", hint.data);
    plume_text_dispose(&hint);
    return PLUME_ERR_VALUE;
}

/* Each format has its own place, so that a message points at the wrong one and not at the
 * list. */
static plume_status take_formats(plume_study_build *build, void *target,
                                 const plume_study_place *place, plume_error *error)
{
    plume_study *study = &build->study;
    plume_status status =
        plume_study_texts(build, &study->formats, &study->format_count, place, error);

    (void)target;
    for (size_t i = 0; status == PLUME_OK && i < study->format_count; i++) {
        plume_study_place item = { place->path, place->key,
                                   plume_value_at(place->value, i) };

        status = check_format(study->formats[i], &item, error);
    }
    return status;
}

/* Doubles hold every whole number up to 2^53. */
static const double whole_most = 9007199254740992.0;

/* YAML has one kind of number, so 1e3 is a whole one and 1.5 is not. */
static plume_status take_whole_number(uint64_t *out, double least, double most,
                                      const char *wanted, const plume_study_place *place,
                                      plume_error *error)
{
    double number = NAN;
    plume_status status = plume_study_number(&number, least, wanted, place, error);

    if (status != PLUME_OK)
        return status;
    if (floor(number) != number || number > most)
        return plume_study_refuse(place, error, "%s is '%s', expected %s", place->key,
                                  plume_value_string(place->value), wanted);
    *out = (uint64_t)number;
    return PLUME_OK;
}

static plume_status take_pages(plume_study_build *build, void *target,
                               const plume_study_place *place, plume_error *error)
{
    uint64_t pages = 0;
    plume_status status =
        take_whole_number(&pages, 1.0, 1000.0, "a whole number of pages", place, error);

    (void)target;
    build->study.pages = (size_t)pages;
    return status;
}

/* What venues there are, the report knows. */
static plume_status take_venue(plume_study_build *build, void *target,
                               const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_text(build, &build->study.venue, place, error);
}

static plume_status take_anonymous(plume_study_build *build, void *target,
                                   const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_truth(&build->study.anonymous, place, error);
}

/* What sections there are, the report knows. */
static plume_status take_sections(plume_study_build *build, void *target,
                                  const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_texts(build, &build->study.sections, &build->study.section_count,
                             place, error);
}

plume_status plume_study_take_report(plume_study_build *build, void *target,
                                     const plume_study_place *place, plume_error *error)
{
    static const plume_study_key keys[] = {
        { "language", take_language },
        { "formats", take_formats },
        { "venue", take_venue },
        { "anonymous", take_anonymous },
        { "pages", take_pages },
        { "sections", take_sections },
        { NULL, NULL },
    };

    return plume_study_take_map(build, target, keys, place, error);
}

/* --- audit --- */

/* Checked for its form alone; what it names has no effect, which is told as a limit. */
static plume_status take_claim(plume_study_build *build, void *target,
                               const plume_study_place *place, plume_error *error)
{
    const char *claim;

    (void)target;
    return plume_study_text(build, &claim, place, error);
}

plume_status plume_study_take_audit(plume_study_build *build, void *target,
                                    const plume_study_place *place, plume_error *error)
{
    static const plume_study_key keys[] = { { "claim", take_claim }, { NULL, NULL } };
    plume_status status = plume_study_take_map(build, target, keys, place, error);

    if (status != PLUME_OK)
        return status;
    return plume_study_limited(build, place, "the claim it names was not audited", error);
}

/* --- uncertainty --- */

static plume_status take_draws(plume_study_build *build, void *target,
                               const plume_study_place *place, plume_error *error)
{
    (void)target;
    return take_whole_number(&build->study.draws, PLUME_DRAWS_LEAST, PLUME_DRAWS_MOST,
                             "a whole number from 1,000 to 10,000,000", place, error);
}

static plume_status take_seed(plume_study_build *build, void *target,
                              const plume_study_place *place, plume_error *error)
{
    (void)target;
    return take_whole_number(&build->study.seed, 0.0, whole_most,
                             "a whole number of at least 0", place, error);
}

plume_status plume_study_take_uncertainty(plume_study_build *build, void *target,
                                          const plume_study_place *place,
                                          plume_error *error)
{
    static const plume_study_key keys[] = {
        { "draws", take_draws },
        { "seed", take_seed },
        { "energy", plume_study_take_energy_spread },
        { "pue", plume_study_take_pue_spread },
        { "intensity", plume_study_take_grid_spread },
        { "market_intensity", plume_study_take_market_spread },
        { "query_energy", plume_study_take_query_spread },
        { NULL, NULL },
    };

    return plume_study_take_map(build, target, keys, place, error);
}
