/* Reads the studies of a storage of Optuna once, before its trials. */
#include "readers/hpo/optuna/studies.h"

#include <stdlib.h>

static bool has_room(plume_optuna_studies *out)
{
    size_t capacity = out->capacity * 2 + 16;
    struct plume_optuna_study *grown;

    if (out->count < out->capacity)
        return true;
    grown = realloc(out->of, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    out->of = grown;
    out->capacity = capacity;
    return true;
}

static plume_status keep(plume_optuna_studies *out, const plume_query *query,
                         plume_error *error)
{
    plume_database_cell id = plume_query_cell(query, 0),
                        name = plume_query_cell(query, 1);
    const char *kept;

    out->whole = id.is_whole && out->count < PLUME_OPTUNA_STUDIES_MOST &&
                 (out->count == 0 || out->of[out->count - 1].id < id.whole);
    if (!out->whole)
        return PLUME_OK;
    kept = plume_pool_copy_n(out->names, name.text, name.length);
    if (kept == NULL || !has_room(out))
        return plume_fail_memory(error);
    out->of[out->count++] = (struct plume_optuna_study){ id.whole, kept };
    return PLUME_OK;
}

plume_status plume_optuna_studies_read(plume_optuna_studies *out,
                                       plume_database *database, plume_error *error)
{
    plume_query *query = NULL;
    bool row = true;
    plume_status status;

    out->names = plume_pool_new();
    if (out->names == NULL)
        return plume_fail_memory(error);
    out->whole = true;
    status = plume_query_open(
        &query, database, "SELECT study_id, study_name FROM studies ORDER BY study_id",
        error);
    while (status == PLUME_OK && row && out->whole) {
        status = plume_query_next(query, &row, error);
        if (status == PLUME_OK && row)
            status = keep(out, query, error);
    }
    plume_query_close(query);
    return status;
}

void plume_optuna_studies_dispose(plume_optuna_studies *studies)
{
    free(studies->of);
    plume_pool_free(studies->names);
}

const char *plume_optuna_study_name(const plume_optuna_studies *studies,
                                    plume_database_cell id)
{
    size_t first = 0, end = studies->count;

    while (first < end && id.is_whole) {
        size_t middle = first + (end - first) / 2;

        if (studies->of[middle].id == id.whole)
            return studies->of[middle].name;
        if (studies->of[middle].id < id.whole)
            first = middle + 1;
        else
            end = middle;
    }
    return "";
}
