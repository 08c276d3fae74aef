/* Handing runs on during the survey, and taking them back. */
#include "logs/pass/early.h"

#include <string.h>

#include "core/notes.h"

plume_status plume_early_begin(plume_early *ahead, plume_forgetting_sink sink,
                               plume_notes *notes, plume_error *error)
{
    plume_status status = PLUME_OK;

    *ahead = (plume_early){ .sink = sink, .notes = notes };
    if (notes != NULL)
        status = plume_notes_new(&ahead->before, error);
    plume_notes_join(ahead->before, notes);
    if (status == PLUME_OK)
        status = plume_notes_status(ahead->before, error);
    ahead->begun = ahead->stands = status == PLUME_OK;
    return status;
}

void plume_early_fall(plume_early *ahead)
{
    if (ahead != NULL)
        ahead->stands = false;
}

plume_status plume_early_take_back(plume_early *ahead, plume_error *error)
{
    plume_status status;

    if (!ahead->begun || ahead->stands)
        return PLUME_OK;
    ahead->begun = false;
    status = ahead->sink.forget(ahead->sink.to.state, error);
    plume_notes_take_back(ahead->notes, ahead->before);
    return status;
}

void plume_early_dispose(plume_early *ahead)
{
    plume_notes_free(ahead->before);
    memset(ahead, 0, sizeof *ahead);
}
