/* Reads the studies of a storage of Optuna once, before its trials. */
#include "readers/hpo/optuna/studies.h"

#include <stdlib.h>
#include <string.h>

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

static double better_of(plume_database_cell direction)
{
    if (direction.kind != PLUME_CELL_TEXT)
        return 0.0;
    return strcmp(direction.text, "MINIMIZE") == 0   ? -1.0
           : strcmp(direction.text, "MAXIMIZE") == 0 ? 1.0
                                                     : 0.0;
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
    out->of[out->count++] =
        (struct plume_optuna_study){ id.whole, kept,
                                     better_of(plume_query_cell(query, 2)) };
    return PLUME_OK;
}

/* Directions are rows since 2.4; before, one is a column of the study. */
static const char *print_query(plume_database *database)
{
    if (plume_database_has_column(database, "study_directions", "objective"))
        return "SELECT study_id, study_name, (SELECT d.direction FROM study_directions d "
               "WHERE d.study_id = studies.study_id AND d.objective = 0) FROM studies "
               "ORDER BY study_id";
    if (plume_database_has_column(database, "studies", "direction"))
        return "SELECT study_id, study_name, direction FROM studies ORDER BY study_id";
    return "SELECT study_id, study_name, NULL FROM studies ORDER BY study_id";
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
    status = plume_query_open(&query, database, print_query(database), error);
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

static const struct plume_optuna_study *find(const plume_optuna_studies *studies,
                                             plume_database_cell id)
{
    size_t first = 0, end = studies->count;

    while (first < end && id.is_whole) {
        size_t middle = first + (end - first) / 2;

        if (studies->of[middle].id == id.whole)
            return &studies->of[middle];
        if (studies->of[middle].id < id.whole)
            first = middle + 1;
        else
            end = middle;
    }
    return NULL;
}

const char *plume_optuna_study_name(const plume_optuna_studies *studies,
                                    plume_database_cell id)
{
    const struct plume_optuna_study *found = find(studies, id);

    return found != NULL ? found->name : "";
}

double plume_optuna_study_better(const plume_optuna_studies *studies,
                                 plume_database_cell id)
{
    const struct plume_optuna_study *found = find(studies, id);

    return found != NULL ? found->better : 0.0;
}
