/* readers/hpo/optuna/journal_state.h -- what is kept of a journal while it is read: the
 * studies, and the trials that have not ended. */
#ifndef PLUME_READERS_OPTUNA_JOURNAL_STATE_H
#define PLUME_READERS_OPTUNA_JOURNAL_STATE_H

#include "core/pool.h"
#include "readers/hpo/optuna/trial.h"

typedef struct plume_open_trial {
    size_t id, study;
    double number; /* within the study */
    const char *state;
    plume_text start, end;
    double value;
    uint64_t line;
    plume_attributes attributes;
} plume_open_trial;

typedef struct plume_journal_study {
    const char *name;
    double trials; /* so far */
    double better; /* 1: a larger value of its first objective is, -1: a smaller */
    bool deleted;
} plume_journal_study;

typedef struct plume_journal {
    plume_pool *pool; /* names of studies */
    plume_journal_study *study;
    size_t study_count, study_capacity;
    plume_open_trial **trial; /* in the order of their ids */
    size_t trial_count, trial_capacity;
    size_t next_id;
} plume_journal;

plume_status plume_journal_init(plume_journal *journal, plume_error *error);
void plume_journal_dispose(plume_journal *journal);

/* A name that is there already creates nothing. */
plume_status plume_journal_add_study(plume_journal *journal, const char *name,
                                     double better, plume_error *error);
bool plume_journal_has_study(const plume_journal *journal, size_t id);
bool plume_journal_delete_study(plume_journal *journal, size_t id);

/* Of a study that is there. *out is borrowed until the trial is closed. */
plume_status plume_journal_add_trial(plume_journal *journal, size_t study,
                                     plume_open_trial **out, plume_error *error);
/* NULL: it ended, or was never created. */
plume_open_trial *plume_journal_find_trial(const plume_journal *journal, size_t id);
plume_open_trial *plume_journal_first_trial(const plume_journal *journal);
void plume_journal_close_trial(plume_journal *journal, plume_open_trial *trial);

void plume_journal_set_text(plume_text *into, const char *text);
/* As a trial of Optuna, which borrows. */
void plume_journal_describe(const plume_journal *journal, const plume_open_trial *trial,
                            plume_optuna_trial *out);

#endif
