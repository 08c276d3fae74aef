/* Where the notes of a pass over a log go. */
#include "logs/internal.h"

/* Those of the survey are told only of a trace that is not read again; of all else the
 * same lines are read again, and would be told twice. */
plume_notes *plume_log_notes(plume_log *log)
{
    plume_log_once *once = log->setting->once;

    if (log->setting->pass == PLUME_PASS_READ)
        return log->setting->notes;
    if (once == NULL || log->told_of_run || log->differs)
        return NULL;
    if (once->notes == NULL && plume_notes_new(&once->notes, NULL) != PLUME_OK)
        log->differs = true;
    return once->notes;
}
