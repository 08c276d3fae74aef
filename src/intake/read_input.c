/* One input, one pass: its reader runs over it. */
#include "intake/internal.h"

#include <string.h>

/* It is as long as it was when it was cut. The first part begins with the header. */
static plume_status begin_part(const plume_intake *intake, const plume_found_file *met,
                               plume_source_stream *source, plume_error *error)
{
    const plume_cut *cut = &intake->cut;
    plume_status status = PLUME_OK;

    if (met->stamp.bytes != cut->of)
        status = plume_fail_at(error, PLUME_ERR_IO, met->path, 0, 0,
                               "changed while it was read");
    else if (cut->from == 0)
        plume_source_read_to(source, cut->to);
    else
        status = plume_source_read_part(source, (size_t)cut->header, cut->from, cut->to,
                                        error);
    if (status != PLUME_OK)
        plume_source_close(source);
    return status;
}

/* A digest is made once, of what is read first, and of what grew since once more; rows on
 * a server have none. */
static plume_status open_met(plume_intake *intake, plume_found_file *met,
                             plume_source_stream **source, plume_error *error)
{
    bool digested = intake->undigested || intake->named[met->named].server != NULL;
    plume_status status = plume_intake_open(intake, met, source, error);
    plume_source_change change = PLUME_SOURCE_SAME;

    if (met->replay != NULL) /* a partial tells it all */
        return status;
    if (status == PLUME_OK && met->stamped)
        change = plume_source_change_since(*source, &met->stamp);
    if (status == PLUME_OK)
        plume_intake_begin_stamp(met, *source);
    if (status == PLUME_OK && intake->cut.of > 0)
        return begin_part(intake, met, *source, error);
    if (change == PLUME_SOURCE_SAME && met->shown.sha256[0] != '\0')
        digested = true;
    if (status == PLUME_OK && !digested) {
        status = plume_source_keep_digest(*source, error);
        if (status != PLUME_OK)
            plume_source_close(*source);
    }
    return status;
}

static void tell_unchecked(const plume_intake *intake, plume_found_file *met,
                           const plume_source_stream *source)
{
    if (plume_source_is_unchecked(source) && !met->unchecked)
        plume_notes_add(intake->notes, PLUME_WARNING, "no-checksum", met->shown.path, 0,
                        "it was packed without a checksum, so that damage to it cannot "
                        "be seen");
    met->unchecked = plume_source_is_unchecked(source);
}

/* The whole of what was read was there all the time. */
static plume_status close_met(plume_intake *intake, plume_found_file *met,
                              plume_source_stream *source, plume_status status,
                              plume_error *error)
{
    char sha256[65];

    plume_source_digest(source, sha256, &met->shown.bytes);
    tell_unchecked(intake, met, source);
    if (status == PLUME_OK)
        status = plume_intake_check_stamp(intake, met, source, error);
    plume_source_close(source);
    if (status == PLUME_OK && sha256[0] != '\0' && met->shown.sha256[0] != '\0' &&
        strcmp(sha256, met->shown.sha256) != 0)
        return plume_fail_at(error, PLUME_ERR_IO, met->path, 0, 0,
                             "changed while it was read");
    if (sha256[0] != '\0')
        memcpy(met->shown.sha256, sha256, sizeof sha256);
    return status;
}

static plume_status read_met(plume_intake *intake, plume_found_file *met, size_t number,
                             plume_log_setting *setting, plume_log_result *result,
                             plume_error *error)
{
    plume_log_owner owner = { intake, met };
    plume_status status = open_met(intake, met, &setting->source, error);

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
    setting->once = &met->once;
    setting->companion = plume_intake_companion;
    setting->companion_state = &owner;
    setting->server = intake->named[met->named].server;
    setting->part = setting->recorder != NULL ? (plume_trace_part){ 0 } : met->part;
    setting->replay = met->replay;
    setting->host = met->host[0] != '\0' ? met->host : setting->options->host;
    setting->known_as =
        setting->pass == PLUME_PASS_READ && met->is_trace ? met->sighting.fingerprint : 0;
    status = plume_log_read(setting, result, error);
    if (result->spared || met->replay != NULL) {
        plume_source_close(setting->source);
        return status;
    }
    return close_met(intake, met, setting->source, status, error);
}

plume_status plume_intake_read_alone(plume_intake *intake, size_t number,
                                     plume_log_setting *setting, plume_log_result *result,
                                     plume_error *error)
{
    return read_met(intake, intake->met[number], number, setting, result, error);
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
        if (intake->identities != NULL)
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
