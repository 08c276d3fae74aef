/* Where the notes of a pass over a log go. */
#include "logs/internal.h"

#include "core/notes.h"

void plume_log_once_forget(plume_log_once *once)
{
    plume_notes_free(once->notes);
    *once = (plume_log_once){ .notes = NULL };
}

/* Those of the survey are told only of a trace that is not read again, and of runs that
 * are handed on ahead; of all else the same lines are read again, and would be told
 * twice. Before the first run it is not known which of them the log is. */
plume_notes *plume_log_notes(plume_log *log)
{
    plume_log_once *once = log->setting->once;

    if (log->setting->pass == PLUME_PASS_READ)
        return log->setting->notes;
    if (log->told_of_run && plume_log_is_ahead(log))
        return log->setting->ahead->notes;
    if (once == NULL || log->told_of_run || log->differs)
        return NULL;
    if (once->notes == NULL && plume_notes_new(&once->notes, NULL) != PLUME_OK)
        log->differs = true;
    return once->notes;
}

void plume_log_tell_ahead(plume_log *log)
{
    plume_log_once *once = log->setting->once;

    if (!plume_log_is_ahead(log) || once == NULL || once->notes == NULL)
        return;
    plume_notes_join(log->setting->ahead->notes, once->notes);
    plume_log_once_forget(once);
}
