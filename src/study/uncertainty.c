/* What a study file says of how far its inputs may be off: bounds, a share, or the scores
 * of a pedigree. */
#include "study/internal.h"

#include <math.h>
#include <string.h>

#include <plume/number.h>
#include <plume/uncertainty.h>

/* An input of the budget: how its bounds are written. */
typedef struct bounded {
    plume_stated_spread *out;
    plume_dimension dimension;
    double least;
    const char *wanted;
} bounded;

/* --- a pedigree --- */

enum { INDICATORS = 5, SCORES = 5 };

/* Uncertainty factors of ecoinvent 3 (Weidema et al. 2013), squares of geometric standard
 * deviations, by indicator and score. */
static const struct {
    const char *name;
    double factor[SCORES];
} indicators[INDICATORS] = {
    { "reliability", { 1.00, 1.05, 1.10, 1.20, 1.50 } },
    { "completeness", { 1.00, 1.02, 1.05, 1.10, 1.20 } },
    { "temporal", { 1.00, 1.03, 1.10, 1.20, 1.50 } },
    { "geographical", { 1.00, 1.01, 1.02, 1.05, 1.10 } },
    { "technological", { 1.00, 1.05, 1.20, 1.50, 2.00 } },
};

typedef struct pedigree {
    double factor[INDICATORS], basic;
} pedigree;

/* Score 1 is the best, and adds no spread: factor 1. */
static plume_status take_score(plume_study_build *build, void *target,
                               const plume_study_place *place, plume_error *error)
{
    static const char wanted[] = "a score of 1, 2, 3, 4 or 5";
    pedigree *of = target;
    double score = NAN;
    plume_status status = plume_study_number(&score, 1.0, wanted, place, error);

    (void)build;
    if (status != PLUME_OK)
        return status;
    if (score > SCORES || floor(score) != score)
        return plume_study_refuse(place, error, "%s is '%s', expected %s", place->key,
                                  plume_value_string(place->value), wanted);
    for (size_t i = 0; i < INDICATORS; i++)
        if (strcmp(indicators[i].name, place->key) == 0)
            of->factor[i] = indicators[i].factor[(size_t)score - 1];
    return PLUME_OK;
}

/* The basic uncertainty of ecoinvent, beside the five indicators. */
static plume_status take_basic(plume_study_build *build, void *target,
                               const plume_study_place *place, plume_error *error)
{
    pedigree *of = target;

    (void)build;
    return plume_study_number(&of->basic, 1.0, "an uncertainty factor of at least 1",
                              place, error);
}

/* An indicator that is left out adds no spread. */
static plume_status take_pedigree(plume_study_build *build, const bounded *to,
                                  const plume_study_place *place, plume_error *error)
{
    static const plume_study_key keys[] = {
        { "reliability", take_score },
        { "completeness", take_score },
        { "temporal", take_score },
        { "geographical", take_score },
        { "technological", take_score },
        { "basic", take_basic },
        { NULL, NULL },
    };
    pedigree of = { { 1.0, 1.0, 1.0, 1.0, 1.0 }, 1.0 };
    plume_status status = plume_study_take_map(build, &of, keys, place, error);

    if (status == PLUME_OK)
        *to->out = (plume_stated_spread){ .kind = PLUME_STATED_PEDIGREE,
                                          .gsd = plume_pedigree_gsd(of.factor, INDICATORS,
                                                                    of.basic) };
    return status;
}

/* --- bounds and shares --- */

/* In the unit of the key; bounds that are equal would be no spread. */
static plume_status take_bounds(const bounded *to, const plume_study_place *place,
                                plume_error *error)
{
    plume_stated_spread spread = { .kind = PLUME_STATED_BOUNDS };
    double *ends[2] = { &spread.low, &spread.high };

    if (plume_value_count(place->value) != 2)
        return plume_study_refuse(place, error, "%s has %zu bounds, expected two",
                                  place->key, plume_value_count(place->value));
    for (size_t i = 0; i < 2; i++) {
        plume_study_place end = { place->path, place->key,
                                  plume_value_at(place->value, i) };
        plume_status status = plume_study_quantity(ends[i], to->dimension, to->least,
                                                   to->wanted, &end, error);

        if (status != PLUME_OK)
            return status;
    }
    if (!(spread.low < spread.high))
        return plume_study_refuse(place, error,
                                  "the bounds of %s are not in order, expected the "
                                  "lower one first",
                                  place->key);
    *to->out = spread;
    return PLUME_OK;
}

/* "± 15 %" and "15 %" are the same. */
static const char *without_sign(const char *text)
{
    static const char sign[] = "\xC2\xB1"; /* plus-minus */

    if (strncmp(text, sign, sizeof sign - 1) == 0)
        text += sizeof sign - 1;
    return text + strspn(text, " ");
}

/* More than five times off is no spread that anyone would state as a share. */
static const double share_most = 5.0;

static plume_status take_share(const bounded *to, const plume_study_place *place,
                               plume_error *error)
{
    const char *text = without_sign(plume_value_string(place->value));
    double share = NAN;

    if (plume_quantity_parse(&share, PLUME_DIMENSION_RATIO, text, strlen(text), NULL) !=
            PLUME_OK ||
        !(share >= 0.0 && share <= share_most))
        return plume_study_refuse(place, error,
                                  "%s is '%s', expected bounds such as [1.1, 1.2], a "
                                  "share such as 15 %%, or a map of pedigree scores",
                                  place->key, plume_value_string(place->value));
    *to->out = (plume_stated_spread){ .kind = PLUME_STATED_SHARE,
                                      .gsd = plume_spread_share(share).gsd };
    return PLUME_OK;
}

/* A list, a map or a scalar: its form tells which of the three is meant. */
static plume_status take(plume_study_build *build, const bounded *to,
                         const plume_study_place *place, plume_error *error)
{
    switch (plume_value_kind(place->value)) {
    case PLUME_LIST:
        return take_bounds(to, place, error);
    case PLUME_MAP:
        return take_pedigree(build, to, place, error);
    default:
        return take_share(to, place, error);
    }
}

plume_status plume_study_take_energy_spread(plume_study_build *build, void *target,
                                            const plume_study_place *place,
                                            plume_error *error)
{
    const bounded to = { &build->study.energy_spread, PLUME_DIMENSION_ENERGY,
                         PLUME_ABOVE_ZERO, "kWh before PUE, above 0" };

    (void)target;
    return take(build, &to, place, error);
}

plume_status plume_study_take_pue_spread(plume_study_build *build, void *target,
                                         const plume_study_place *place,
                                         plume_error *error)
{
    const bounded to = { &build->study.pue_spread, PLUME_DIMENSION_RATIO, 1.0,
                         "a ratio of at least 1" };

    (void)target;
    return take(build, &to, place, error);
}

plume_status plume_study_take_grid_spread(plume_study_build *build, void *target,
                                          const plume_study_place *place,
                                          plume_error *error)
{
    const bounded to = { &build->study.grid_spread, PLUME_DIMENSION_INTENSITY,
                         PLUME_ABOVE_ZERO, "kg CO2e per kWh, above 0" };

    (void)target;
    return take(build, &to, place, error);
}

plume_status plume_study_take_market_spread(plume_study_build *build, void *target,
                                            const plume_study_place *place,
                                            plume_error *error)
{
    const bounded to = { &build->study.market_spread, PLUME_DIMENSION_INTENSITY,
                         PLUME_ABOVE_ZERO, "kg CO2e per kWh, above 0" };

    (void)target;
    return take(build, &to, place, error);
}

plume_status plume_study_take_query_spread(plume_study_build *build, void *target,
                                           const plume_study_place *place,
                                           plume_error *error)
{
    const bounded to = { &build->study.query_spread, PLUME_DIMENSION_ENERGY,
                         PLUME_ABOVE_ZERO, "kWh of the IT, above 0" };

    (void)target;
    return take(build, &to, place, error);
}
