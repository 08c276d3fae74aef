/* One input, one pass: its reader runs over it. */
#include "intake/internal.h"

#include <string.h>

static plume_status read_met(plume_intake *intake, plume_found_file *met, size_t number,
                             plume_log_setting *setting, plume_log_result *result,
                             plume_error *error)
{
    plume_log_owner owner = { intake, met };
    char sha256[65];
    plume_status status = plume_intake_open(intake, met, &setting->source, error);

    if (status != PLUME_OK)
        return status;
    setting->reader = met->reader;
    setting->options = &intake->named[met->named].options;
    setting->input = (uint32_t)number;
    setting->shown_path = met->shown.path;
    setting->identities = intake->identities;
    setting->ratings = intake->ratings;
    setting->places = intake->places;
    setting->trace = &met->trace;
    setting->companion = plume_intake_companion;
    setting->companion_state = &owner;
    setting->server = intake->named[met->named].server;
    setting->part = met->part;
    setting->known_as =
        setting->pass == PLUME_PASS_READ && met->is_trace ? met->sighting.fingerprint : 0;
    status = plume_log_read(setting, result, error);
    plume_source_digest(setting->source, sha256, &met->shown.bytes);
    plume_source_close(setting->source);
    if (status == PLUME_OK && met->shown.sha256[0] != '\0' &&
        strcmp(sha256, met->shown.sha256) != 0)
        return plume_fail_at(error, PLUME_ERR_IO, met->path, 0, 0,
                             "changed while it was read");
    if (setting->server == NULL) /* rows on a server have no digest */
        memcpy(met->shown.sha256, sha256, sizeof sha256);
    return status;
}

/* All parts of a trace, in the order of their times. */
static plume_status read_parts(plume_intake *intake, size_t number,
                               plume_log_setting *setting, plume_log_result *result,
                               plume_error *error)
{
    plume_status status = PLUME_OK;
    uint64_t runs = 0;

    for (plume_found_file *met = intake->met[number]->first_part;
         status == PLUME_OK && met != NULL; met = met->next_part) {
        status = read_met(intake, met, number, setting, result, error);
        runs += result->runs;
        if (status == PLUME_OK && result->records.read != met->shown.records.read)
            status = plume_fail_at(error, PLUME_ERR_IO, met->path, 0, 0,
                                   "changed while it was read");
        met->shown.records = result->records;
    }
    result->records = intake->met[number]->shown.records;
    result->runs = runs;
    return status;
}

plume_status plume_intake_read_into(plume_intake *intake, size_t number,
                                    plume_log_setting *setting, plume_log_result *result,
                                    plume_error *error)
{
    plume_found_file *met = intake->met[number];

    if (setting->pass == PLUME_PASS_SURVEY || met->part.trace == NULL)
        return read_met(intake, met, number, setting, result, error);
    if (met->part.input == number)
        return read_parts(intake, number, setting, result, error);
    memset(result, 0, sizeof *result); /* was read with the lowest of its trace */
    result->records = met->shown.records;
    return PLUME_OK;
}
