/* The model that the study made: what forms of venues and regulators ask of it, and no
 * log tells. */
#include "study/internal.h"

#include <string.h>

#include <plume/text.h>

/* One of the words that a form knows; the message lists them. */
static plume_status take_word(plume_study_build *build, const char **out,
                              const char *const *known, size_t count,
                              const plume_study_place *place, plume_error *error)
{
    plume_text list;
    plume_status status = plume_study_text(build, out, place, error);

    for (size_t i = 0; status == PLUME_OK && i < count; i++)
        if (strcmp(*out, known[i]) == 0)
            return PLUME_OK;
    if (status != PLUME_OK)
        return status;
    plume_text_init(&list);
    for (size_t i = 0; i < count; i++)
        plume_text_printf(&list, "%s%s",
                          i == 0          ? ""
                          : i + 1 < count ? ", "
                                          : " or ",
                          known[i]);
    status = plume_study_refuse(place, error, "%s is '%s', expected %s", place->key, *out,
                                list.data == NULL ? "another" : list.data);
    plume_text_dispose(&list);
    return status;
}

static plume_status take_name(plume_study_build *build, void *target,
                              const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_text(build, &build->study.model.name, place, error);
}

static plume_status take_task(plume_study_build *build, void *target,
                              const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_text(build, &build->study.model.task, place, error);
}

/* As the Hub's documentation of co2_eq_emissions names them. */
static plume_status take_training(plume_study_build *build, void *target,
                                  const plume_study_place *place, plume_error *error)
{
    static const char *const known[] = { "pre-training", "fine-tuning" };

    (void)target;
    return take_word(build, &build->study.model.training, known,
                     sizeof known / sizeof *known, place, error);
}

/* As the schema of BoAmps names them. */
static plume_status take_data(plume_study_build *build, void *target,
                              const plume_study_place *place, plume_error *error)
{
    static const char *const known[] = {
        "tabular", "audio", "boolean", "image", "video",
        "object",  "text",  "token",   "word",  "other"
    };

    (void)target;
    return take_word(build, &build->study.model.data, known, sizeof known / sizeof *known,
                     place, error);
}

static plume_status take_public(plume_study_build *build, void *target,
                                const plume_study_place *place, plume_error *error)
{
    bool is_public = false;
    plume_status status = plume_study_truth(&is_public, place, error);

    (void)target;
    if (status == PLUME_OK)
        build->study.model.is_public = is_public ? "yes" : "no";
    return status;
}

static plume_status take_flops_method(plume_study_build *build, void *target,
                                      const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_text(build, &build->study.model.flops_method, place, error);
}

/* --- numbers --- */

static plume_status take_number(double *out, const plume_study_place *place,
                                plume_error *error)
{
    return plume_study_number(out, PLUME_ABOVE_ZERO, "a number above 0", place, error);
}

static plume_status take_parameters(plume_study_build *build, void *target,
                                    const plume_study_place *place, plume_error *error)
{
    (void)target;
    return take_number(&build->study.model.parameters, place, error);
}

static plume_status take_active(plume_study_build *build, void *target,
                                const plume_study_place *place, plume_error *error)
{
    (void)target;
    return take_number(&build->study.model.active_parameters, place, error);
}

static plume_status take_tokens(plume_study_build *build, void *target,
                                const plume_study_place *place, plume_error *error)
{
    (void)target;
    return take_number(&build->study.model.tokens, place, error);
}

static plume_status take_flops(plume_study_build *build, void *target,
                               const plume_study_place *place, plume_error *error)
{
    (void)target;
    return take_number(&build->study.model.flops, place, error);
}

plume_status plume_study_take_model(plume_study_build *build, void *target,
                                    const plume_study_place *place, plume_error *error)
{
    static const plume_study_key keys[] = {
        { "name", take_name },
        { "public", take_public },
        { "training_type", take_training },
        { "task", take_task },
        { "data", take_data },
        { "parameters", take_parameters },
        { "active_parameters", take_active },
        { "tokens", take_tokens },
        { "flops", take_flops },
        { "flops_method", take_flops_method },
        { NULL, NULL },
    };

    return plume_study_take_map(build, target, keys, place, error);
}
