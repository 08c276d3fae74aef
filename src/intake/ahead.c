/* Whether runs may be handed on in the survey, and how they are counted there. */
#include "intake/ahead.h"

#include "intake/accounts.h"

/* Logs of several readers may tell of one run, a trace that is given to runs waits for
 * all of them, and an experiment takes runs over from the logs below it. */
static bool may_go_ahead(const plume_intake *intake)
{
    const plume_reader *only = NULL;

    for (size_t i = 0; i < intake->met_count; i++) {
        const plume_found_file *met = intake->met[i];

        if (met->shown.verdict != PLUME_INPUT_READ)
            continue;
        if (met->reader->outermost || (only != NULL && only != met->reader) ||
            intake->named[met->named].options.attribute_to[0] != '\0')
            return false;
        only = met->reader;
    }
    return only != NULL;
}

plume_status plume_intake_take_back(plume_intake *intake, plume_error *error)
{
    plume_early_fall(&intake->ahead);
    return plume_early_take_back(&intake->ahead, error);
}

plume_status plume_intake_begin_ahead(plume_intake *intake, plume_error *error)
{
    plume_forgetting_sink sink = intake->ahead.sink;

    intake->runs = 0;
    if (sink.forget == NULL || !may_go_ahead(intake) ||
        (sink.notes != NULL && sink.notes != intake->notes))
        return PLUME_OK;
    return plume_early_begin(&intake->ahead, sink, intake->notes, error);
}

plume_status plume_intake_count_ahead(plume_intake *intake, const plume_found_file *met,
                                      const plume_log_result *result, plume_error *error)
{
    if (!intake->ahead.stands)
        return plume_early_take_back(&intake->ahead, error);
    if (result == NULL) {
        plume_intake_note_unread(intake, met);
        return PLUME_OK;
    }
    intake->runs += result->runs;
    return plume_records_balance(&result->records) ? PLUME_OK
                                                   : plume_intake_unbalanced(met, error);
}
