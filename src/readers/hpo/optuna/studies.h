/* readers/hpo/optuna/studies.h -- the names of the studies of a storage, by their ids: a
 * storage has few, and each trial would look its own up again. */
#ifndef PLUME_READERS_OPTUNA_STUDIES_H
#define PLUME_READERS_OPTUNA_STUDIES_H

#include "core/database/database.h"
#include "core/pool.h"

enum { PLUME_OPTUNA_STUDIES_MOST = 1024 };

/* Zeroed: none. */
typedef struct plume_optuna_studies {
    bool whole; /* all of them are here, each under an id of its own */
    struct plume_optuna_study {
        int64_t id;
        const char *name;
        double better; /* 1: a larger value of its first objective is, -1: a smaller; 0 */
    } * of;            /* in the order of their ids */
    size_t count, capacity;
    plume_pool *names;
} plume_optuna_studies;

/* Not whole where there are more, or an id is none or comes twice: the database has to
 * join them then. */
plume_status plume_optuna_studies_read(plume_optuna_studies *out,
                                       plume_database *database, plume_error *error);
void plume_optuna_studies_dispose(plume_optuna_studies *studies);

/* 0 also where that is not told. */
double plume_optuna_study_better(const plume_optuna_studies *studies,
                                 plume_database_cell id);
/* "" when there is no such study. */
const char *plume_optuna_study_name(const plume_optuna_studies *studies,
                                    plume_database_cell id);

#endif
