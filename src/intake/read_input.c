/* One input, one pass: its reader runs over it. */
#include "intake/internal.h"

#include <string.h>

plume_status plume_intake_read_into(plume_intake *intake, size_t number,
                                    plume_log_setting *setting, plume_log_result *result,
                                    plume_error *error)
{
    plume_met *met = intake->met[number];
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
