/* What becomes of a file that cannot be read, and why each file is what it is. */
#include <stdio.h>
#include <string.h>

#include "intake/internal.h"

plume_status plume_intake_give_reason(plume_intake *intake, plume_found_file *met,
                                      const char *reason, plume_error *error)
{
    met->shown.reason = plume_pool_copy(intake->pool, reason);
    if (met->shown.reason != NULL)
        return PLUME_OK;
    met->shown.reason = "";
    return plume_fail_memory(error);
}

/* A file that was found, not named, and that only looks like a log: that it cannot be
 * read as one says that it is none. That it cannot be read at all says nothing. */
static bool may_be_left_out(const plume_found_file *met, const plume_error *error)
{
    return met->walked && met->confidence > 0 && met->confidence < PLUME_CERTAIN &&
           error->status != PLUME_ERR_IO;
}

/* "begins like X (60 of 100), but line 3: there is no column pwr". */
static plume_status give_failure(plume_intake *intake, plume_found_file *met,
                                 const char *but, plume_error *error)
{
    plume_text reason;
    plume_status status;

    plume_text_init(&reason);
    if (but[0] != '\0')
        plume_text_printf(&reason, "%s, but ", but);
    if (error->line > 0)
        plume_text_printf(&reason, "line %llu: ", (unsigned long long)error->line);
    plume_text_add(&reason, error->message);
    status = plume_text_status(&reason, error);
    if (status == PLUME_OK)
        status = plume_intake_give_reason(intake, met, reason.data, error);
    plume_text_dispose(&reason);
    return status;
}

static void unread(plume_found_file *met, plume_input_verdict verdict)
{
    met->shown.verdict = verdict;
    met->shown.reader = "";
    met->shown.records = (plume_records){ 0 };
    met->reader = NULL;
    if (verdict == PLUME_INPUT_NOT_A_LOG) /* a digest is of what a report rests on */
        met->shown.sha256[0] = '\0';
}

plume_status plume_intake_leave_out(plume_intake *intake, plume_found_file *met,
                                    plume_error *error)
{
    unread(met,
           met->confidence < PLUME_LIKELY ? PLUME_INPUT_NOT_A_LOG : PLUME_INPUT_REFUSED);
    return give_failure(intake, met, met->shown.reason, error);
}

plume_status plume_intake_refuse(plume_intake *intake, plume_found_file *met,
                                 plume_error *error)
{
    const char *taken_for;

    if (error->path[0] == '\0')
        snprintf(error->path, sizeof error->path, "%s", met->path);
    if (error->status == PLUME_ERR_MEMORY)
        return error->status;
    if (may_be_left_out(met, error))
        return plume_intake_leave_out(intake, met, error);
    if (!intake->keep_going)
        return error->status;
    intake->named[met->named].refused = true;
    taken_for = met->reader != NULL ? met->shown.reason : "";
    unread(met, PLUME_INPUT_REFUSED);
    return give_failure(intake, met, taken_for, error);
}
