/* `roles` in a study file: the names of the runs that have each. */
#include "study/internal.h"

#include <string.h>

static plume_status take_pattern(plume_study_build *build, plume_role role,
                                 const plume_study_place *place, plume_error *error)
{
    plume_study *study = &build->study;
    plume_role_rule *rules =
        plume_pool_take(build->pool, (study->role_count + 1) * sizeof *rules);
    const char *pattern = NULL;
    plume_status status = plume_study_text(build, &pattern, place, error);

    if (status != PLUME_OK)
        return status;
    if (rules == NULL)
        return plume_fail_memory(error);
    if (study->role_count > 0)
        memcpy(rules, study->roles, study->role_count * sizeof *rules);
    rules[study->role_count] = (plume_role_rule){ role, pattern };
    study->roles = rules;
    study->role_count++;
    return PLUME_OK;
}

/* One pattern, or a list of them. */
static plume_status take_role(plume_study_build *build, plume_role role,
                              const plume_study_place *place, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (plume_value_kind(place->value) != PLUME_LIST)
        return take_pattern(build, role, place, error);
    for (size_t i = 0; i < plume_value_count(place->value) && status == PLUME_OK; i++) {
        plume_study_place item = { place->path, place->key,
                                   plume_value_at(place->value, i) };

        status = take_pattern(build, role, &item, error);
    }
    return status;
}

/* Patterns are of names, not of files: they stand as they are written. */
plume_status plume_study_take_roles(plume_study_build *build, void *target,
                                    const plume_study_place *place, plume_error *error)
{
    plume_status status = PLUME_OK;

    (void)target;
    if (plume_value_kind(place->value) != PLUME_MAP)
        return plume_study_refuse(place, error,
                                  "roles is no map, expected {search: [\"tune_*\"], "
                                  "final: [...]}");
    for (size_t i = 0; i < plume_value_count(place->value) && status == PLUME_OK; i++) {
        const char *key = plume_value_key_at(place->value, i);
        plume_study_place item = { place->path, key, plume_value_at(place->value, i) };
        plume_role role;

        if (key[0] == '\0' || !plume_role_find(&role, key))
            return plume_study_refuse(&item, error,
                                      "'%s' is no role, expected final, search, nas, "
                                      "ablation, development, evaluation or inference",
                                      key);
        if (plume_value_kind(item.value) != PLUME_NULL)
            status = take_role(build, role, &item, error);
    }
    return status;
}
