/* A run that somebody describes, without any log. */
#include "intake/internal.h"

#include "logs/finish/plausible_account.h"
#include "logs/finish/run_check.h"
#include "records/device_share.h"

plume_status plume_intake_take_given(plume_intake *intake, const plume_run *run,
                                     plume_run_sink sink, plume_error *error)
{
    const char *impossible = plume_run_check_impossible(run);
    plume_run given = *run;
    plume_text whole, note;
    plume_ratings ratings;
    plume_status status;

    if (impossible != NULL)
        return plume_fail(error, PLUME_ERR_VALUE, "run '%s': %s", run->id, impossible);
    plume_text_init(&whole);
    plume_text_init(&note);
    plume_ratings_init(&ratings, intake->ratings);
    if (plume_device_share_take(&given, &whole, &note))
        plume_notes_add(intake->notes, PLUME_INFO, "device-share", NULL, 0, "%s",
                        note.data);
    status = plume_text_status(&whole, error);
    if (status == PLUME_OK) {
        plume_ratings_doubt(&ratings, &given, NULL, 0, intake->notes);
        status = sink.take(sink.state, &given, error);
    }
    plume_ratings_dispose(&ratings);
    plume_text_dispose(&note);
    plume_text_dispose(&whole);
    return status;
}
