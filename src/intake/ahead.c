/* Whether runs may be handed on in the survey, and how they are counted there. */

#include "intake/accounts.h"
#include "intake/internal.h"

/* Logs of several readers may tell of one run, and a trace that is given to runs waits
 * for all of them. */
static bool may_go_ahead(const plume_intake *intake)
{
    const plume_reader *only = NULL;

    for (size_t i = 0; i < intake->met_count; i++) {
        const plume_found_file *met = intake->met[i];

        if (met->shown.verdict != PLUME_INPUT_READ)
            continue;
        if ((only != NULL && only != met->reader) ||
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
    intake->furthest = 0;
    if (sink.forget == NULL || !may_go_ahead(intake) ||
        (sink.notes != NULL && sink.notes != intake->notes))
        return PLUME_OK;
    return plume_early_begin(&intake->ahead, sink, intake->notes, error);
}

/* What an input gave goes on in the order of inputs; an experiment is surveyed before
 * those that stand before it and lie deeper. */
static bool is_in_turn(plume_intake *intake, size_t number, bool told)
{
    if (!told)
        return true;
    if (number < intake->furthest)
        return false;
    intake->furthest = number;
    return true;
}

plume_status plume_intake_count_ahead(plume_intake *intake, size_t number,
                                      const plume_log_result *result, plume_error *error)
{
    const plume_found_file *met = intake->met[number];
    bool told = result != NULL || plume_intake_is_told(met);

    if (!intake->ahead.stands || !is_in_turn(intake, number, told))
        return plume_intake_take_back(intake, error);
    if (result == NULL) {
        plume_intake_note_unread(intake, met);
        return PLUME_OK;
    }
    intake->runs += result->runs;
    return plume_records_balance(&result->records) ? PLUME_OK
                                                   : plume_intake_unbalanced(met, error);
}
