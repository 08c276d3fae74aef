/* Reading what was surveyed: every account that counts, once. */
#include "intake/accounts.h"

#include "core/given_back.h"
#include "intake/joined_traces.h"
#include "intake/other_file.h"

bool plume_intake_is_told(const plume_found_file *met)
{
    return ((met->pointer || met->damaged) && plume_other_file_may_be_log(met->path)) ||
           met->shown.verdict == PLUME_INPUT_REPEATED ||
           met->shown.verdict == PLUME_INPUT_REFUSED;
}

void plume_intake_note_unread(plume_intake *intake, const plume_found_file *met)
{
    if (met->pointer && plume_other_file_may_be_log(met->path))
        plume_notes_add(intake->notes, PLUME_LOSS, "lfs-pointer", met->shown.path, 0,
                        "not read: %s", met->shown.reason);
    else if (met->damaged && plume_other_file_may_be_log(met->path))
        plume_notes_add(intake->notes, PLUME_LOSS, "damaged-input", met->shown.path, 0,
                        "not read: %s", met->shown.reason);
    else if (met->shown.verdict == PLUME_INPUT_REPEATED)
        plume_notes_add(intake->notes, PLUME_INFO, "repeated-input", met->shown.path, 0,
                        "the same file as one before: read once");
    else if (met->shown.verdict == PLUME_INPUT_REFUSED)
        plume_notes_add(intake->notes, PLUME_LOSS, "refused-input", met->shown.path, 0,
                        "not read: %s", met->shown.reason);
}

plume_status plume_intake_unbalanced(const plume_found_file *met, plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_VALUE, met->path, 0, 0,
                         "the records read do not add up: this is a fault of plume");
}

static plume_status read_one(plume_intake *intake, size_t number, plume_run_sink sink,
                             plume_error *error)
{
    plume_found_file *met = intake->met[number];
    plume_log_setting setting = { .pass = PLUME_PASS_READ, .sink = sink };
    plume_log_result result;
    plume_status status;

    setting.notes = intake->told ? NULL : intake->notes;
    if (met->shown.verdict != PLUME_INPUT_READ) {
        if (!intake->told)
            plume_intake_note_unread(intake, met);
        return PLUME_OK;
    }
    status = plume_intake_read_into(intake, number, &setting, &result, error);
    if (status != PLUME_OK)
        return status;
    if (!plume_records_balance(&result.records) ||
        result.records.read != met->shown.records.read ||
        result.records.rejected != met->shown.records.rejected)
        return plume_intake_unbalanced(met, error);
    met->shown.records = result.records;
    intake->runs += result.runs;
    return PLUME_OK;
}

/* Each distinct run is used once, no more and no less. */
static plume_status finish(plume_intake *intake, plume_status status, plume_error *error)
{
    if (status == PLUME_OK)
        status = plume_notes_status(intake->notes, error);
    if (status != PLUME_OK)
        return status;
    intake->told = true;
    if (intake->runs != plume_identities_count(intake->identities))
        return plume_fail(
            error, PLUME_ERR_VALUE,
            "the runs used are not the distinct runs: this is a fault of plume");
    return PLUME_OK;
}

plume_status plume_intake_pass(plume_intake *intake, plume_run_sink sink,
                               plume_error *error)
{
    plume_status status = PLUME_OK;
    bool handed_on = intake->ahead.stands;

    plume_early_dispose(&intake->ahead);
    if (handed_on)
        return finish(intake, status, error);
    intake->runs = 0;
    for (size_t i = 0; status == PLUME_OK && i < intake->met_count; i++)
        status = read_one(intake, i, sink, error);
    return finish(intake, status, error);
}

/* --- for those who relate them --- */

bool plume_intake_may_relate(const plume_intake *intake)
{
    const plume_reader *only = NULL;
    size_t traces = 0, logs = 0, machines = 0;

    for (size_t i = 0; i < intake->met_count; i++) {
        const plume_found_file *met = intake->met[i];

        if (met->shown.verdict != PLUME_INPUT_READ)
            continue;
        machines += met->machines;
        if (met->related || machines > 1 ||
            intake->named[met->named].options.attribute_to[0] != '\0')
            return true;
        if (met->shown.records.read == met->shown.records.rejected)
            continue;
        traces +=
            plume_trace_has_samples(met->trace) && !plume_met_is_further_part(intake, i);
        logs++;
        if (only != NULL && only != met->reader)
            return true;
        only = met->reader;
    }
    return traces > 1 || (traces > 0 && traces < logs);
}

typedef struct numbering {
    plume_account_sink sink;
    size_t input;
} numbering;

static plume_status take_account(void *state, const plume_run *run, plume_error *error)
{
    const numbering *to = state;

    return to->sink.take(to->sink.state, run, to->input, error);
}

plume_status plume_intake_accounts(plume_intake *intake, plume_account_sink sink,
                                   plume_error *error)
{
    plume_status status = PLUME_OK;

    intake->runs = 0;
    for (size_t i = 0; status == PLUME_OK && i < intake->met_count; i++) {
        numbering to = { sink, i };

        status = read_one(intake, i, (plume_run_sink){ take_account, &to }, error);
    }
    return finish(intake, status, error);
}

void plume_intake_forget_identities(plume_intake *intake)
{
    plume_identities_free(intake->identities);
    intake->identities = NULL;
    plume_memory_give_back();
}

void plume_intake_told_again(plume_intake *intake, size_t input)
{
    plume_records *records = &intake->met[input]->shown.records;

    records->used--;
    records->told_again++;
}

void plume_intake_trace_told_again(plume_intake *intake, size_t input)
{
    for (plume_found_file *part = intake->met[input]; part != NULL;
         part = part->next_part) {
        part->shown.records.told_again += part->shown.records.used;
        part->shown.records.used = 0;
    }
}

void plume_intake_set_stage(plume_intake *intake, plume_intake_stage stage)
{
    if (intake->stage.free != NULL)
        intake->stage.free(intake->stage.state);
    intake->stage = stage;
}

void *plume_intake_stage_of(const plume_intake *intake)
{
    return intake->stage.state;
}
