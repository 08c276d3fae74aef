/* Studies and open trials by number; a trial that ends is forgotten. */
#include "readers/hpo/optuna/journal_state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

plume_status plume_journal_init(plume_journal *journal, plume_error *error)
{
    memset(journal, 0, sizeof *journal);
    journal->pool = plume_pool_new();
    return journal->pool != NULL ? PLUME_OK : plume_fail_memory(error);
}

static void trial_free(plume_open_trial *trial)
{
    plume_text_dispose(&trial->start);
    plume_text_dispose(&trial->end);
    plume_attributes_dispose(&trial->attributes);
    free(trial);
}

void plume_journal_dispose(plume_journal *journal)
{
    for (size_t i = 0; i < journal->trial_count; i++)
        trial_free(journal->trial[i]);
    free(journal->trial);
    free(journal->study);
    plume_pool_free(journal->pool);
}

/* Room for one more; NULL: out of memory, and what was there stays. */
static void *grow(void *array, size_t count, size_t *capacity, size_t size)
{
    size_t larger = *capacity * 2 + 16;
    void *grown;

    if (count < *capacity)
        return array;
    grown = realloc(array, larger * size);
    if (grown != NULL)
        *capacity = larger;
    return grown;
}

/* --- studies --- */

/* Several workers write the journal and each creates the study if it is not there
 * yet: only the first line of a name made one. */
plume_status plume_journal_add_study(plume_journal *journal, const char *name,
                                     double better, plume_error *error)
{
    plume_journal_study *grown;

    for (size_t i = 0; i < journal->study_count; i++)
        if (!journal->study[i].deleted && strcmp(journal->study[i].name, name) == 0)
            return PLUME_OK;
    grown = grow(journal->study, journal->study_count, &journal->study_capacity,
                 sizeof *grown);
    if (grown == NULL)
        return plume_fail_memory(error);
    journal->study = grown;
    grown += journal->study_count;
    *grown =
        (plume_journal_study){ plume_pool_copy(journal->pool, name), 0, better, false };
    if (grown->name == NULL)
        return plume_fail_memory(error);
    journal->study_count++;
    return PLUME_OK;
}

bool plume_journal_has_study(const plume_journal *journal, size_t id)
{
    return id < journal->study_count && !journal->study[id].deleted;
}

bool plume_journal_delete_study(plume_journal *journal, size_t id)
{
    if (!plume_journal_has_study(journal, id))
        return false;
    journal->study[id].deleted = true;
    return true;
}

/* --- trials --- */

/* Trials are numbered by the order of their creation: the journal does not write
 * their numbers. */
plume_status plume_journal_add_trial(plume_journal *journal, size_t study,
                                     plume_open_trial **out, plume_error *error)
{
    plume_open_trial *trial = calloc(1, sizeof *trial);
    plume_open_trial **grown;

    *out = NULL;
    if (trial == NULL)
        return plume_fail_memory(error);
    grown = grow(journal->trial, journal->trial_count, &journal->trial_capacity,
                 sizeof(plume_open_trial *));
    if (grown == NULL) {
        free(trial);
        return plume_fail_memory(error);
    }
    journal->trial = grown;
    plume_text_init(&trial->start);
    plume_text_init(&trial->end);
    plume_attributes_init(&trial->attributes);
    trial->id = journal->next_id++;
    trial->study = study;
    trial->number = journal->study[study].trials++;
    trial->state = "RUNNING";
    trial->value = NAN;
    journal->trial[journal->trial_count++] = trial;
    *out = trial;
    return PLUME_OK;
}

/* The place of the first trial whose id is not smaller. */
static size_t place_of(const plume_journal *journal, size_t id)
{
    size_t low = 0, high = journal->trial_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (journal->trial[middle]->id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

plume_open_trial *plume_journal_find_trial(const plume_journal *journal, size_t id)
{
    size_t at = place_of(journal, id);

    if (at == journal->trial_count || journal->trial[at]->id != id)
        return NULL;
    return journal->trial[at];
}

plume_open_trial *plume_journal_first_trial(const plume_journal *journal)
{
    return journal->trial_count > 0 ? journal->trial[0] : NULL;
}

void plume_journal_close_trial(plume_journal *journal, plume_open_trial *trial)
{
    size_t at = place_of(journal, trial->id);

    memmove(journal->trial + at, journal->trial + at + 1,
            (journal->trial_count - at - 1) * sizeof(plume_open_trial *));
    journal->trial_count--;
    trial_free(trial);
}

void plume_journal_set_text(plume_text *into, const char *text)
{
    plume_text_clear(into);
    plume_text_add(into, text);
}

void plume_journal_describe(const plume_journal *journal, const plume_open_trial *trial,
                            plume_optuna_trial *out)
{
    *out = (plume_optuna_trial){
        .study = journal->study[trial->study].name,
        .number = trial->number,
        .state = trial->state,
        .start = trial->start.data,
        .end = trial->end.data,
        .duration_s = NAN,
        .last_sign = "",
        .value = trial->value,
        .better = journal->study[trial->study].better,
        .line = trial->line,
        .attributes = &trial->attributes,
    };
}
