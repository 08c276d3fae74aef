/* Running one reader over one input: what its samples come to becomes a run too. */
#include "logs/internal.h"

#include <string.h>

#include "core/input/source_text.h"
#include "core/notes.h"
#include "core/pool.h"
#include "logs/partial/recorder.h"
#include "logs/replay.h"
#include "logs/power_trace_note.h"
#include "logs/finish/run_check.h"
#include "traces/total.h"

static bool is_survey(const plume_log *log)
{
    return log->setting->pass == PLUME_PASS_SURVEY;
}

/* Several readings at each moment are of several devices, whatever the log calls them. */
static plume_status check_crowd(const plume_log *log, plume_error *error)
{
    const plume_power *power = plume_trace_power(plume_log_whole_trace(log));

    for (size_t i = 0; i < plume_power_count(power); i++) {
        plume_power_device device = plume_power_at(power, i);

        if (!device.crowded)
            continue;
        plume_fail_at(error, PLUME_ERR_VALUE, plume_log_path(log), 0, 0,
                      "several readings of %s%s stand at each moment and differ: they "
                      "are of several devices, and no column tells them apart",
                      device.id[0] != '\0' ? "device " : "one device", device.id);
        plume_hint(error, "name the device or sensor of each row in a column, as 'uuid', "
                          "'gpu' or 'sensor'");
        return PLUME_ERR_VALUE;
    }
    return PLUME_OK;
}

/* The samples become a run, when they are all there. */
static plume_status take_samples(plume_log *log, plume_trace *trace, plume_run *run,
                                 plume_error *error)
{
    const plume_trace_part *part = &log->setting->part;

    log->summing = true;
    log->result->telling++; /* a trace's samples are energies */
    if (!is_survey(log) && part->trace != NULL && !part->last) {
        plume_log_take_part(log, run, log->samples);
        return PLUME_OK;
    }
    if (!is_survey(log))
        plume_trace_note(trace, log);
    return plume_log_take_run(log, run, PLUME_RECURS_OFTEN, 0, log->samples, error);
}

static plume_status finish_trace(plume_log *log, plume_error *error)
{
    plume_trace *trace = plume_log_whole_trace(log);
    const char *path = plume_log_shown_path(log);
    plume_text identity, note;
    plume_status status;
    plume_run run;

    if (log->setting->part.path != NULL)
        path = log->setting->part.path;
    plume_text_init(&identity);
    plume_text_init(&note);
    plume_trace_run(trace, &run, path, &identity, &note);
    status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_text_status(&note, error);
    if (status == PLUME_OK)
        status = take_samples(log, trace, &run, error);
    plume_text_dispose(&identity);
    plume_text_dispose(&note);
    return status;
}

/* The last part of a trace of which others had every sample: the run comes all the same.
 */
static bool ends_trace(const plume_log *log)
{
    const plume_trace_part *part = &log->setting->part;

    return !is_survey(log) && part->trace != NULL && part->last &&
           plume_trace_has_samples(part->trace);
}

/* Its meters and hosts have one owner. */
static void move_memory(plume_trace_memory *to, plume_trace_memory *from)
{
    *to = *from;
    from->meters = NULL;
    from->hosts = NULL;
}

/* Of a trace that was surveyed before only what its reader learned is kept. */
static void forget_trace(plume_log *log)
{
    plume_trace **trace = log->setting->trace;

    if (*trace != NULL && plume_trace_memory_of(*trace)->learned)
        move_memory(&log->kept, plume_trace_memory_of(*trace));
    plume_trace_free(*trace);
    *trace = NULL;
}

/* --- one reading instead of two --- */

/* At the end of a survey that went well. */
static void keep_once(const plume_log *log)
{
    plume_log_once *once = log->setting->once;
    const plume_log_result *result = log->result;

    once->enough =
        result->is_trace && !result->again && !log->differs && log->unknown.count == 0;
    if (!once->enough) {
        plume_log_once_forget(once);
        return;
    }
    once->samples = log->samples;
    once->rejected = result->records.rejected;
    once->silent = result->silent;
    once->naive = log->naive;
    once->local = log->local;
    once->minutes = log->minutes;
}

/* At the end of a survey: whether what was handed on of this log still stands. */
static void end_ahead(plume_log *log)
{
    if (log->differs || log->result->again)
        plume_early_fall(log->setting->ahead);
    else
        plume_log_tell_ahead(log);
}

/* Who wants the pieces of a trace, all parts of one, or each sample, has it read again.
 */
static bool was_enough(const plume_log *log)
{
    const plume_log_setting *setting = log->setting;

    return !is_survey(log) && setting->recorder == NULL && setting->once != NULL &&
           setting->once->enough && setting->part.trace == NULL &&
           setting->pieces.take == NULL && *setting->trace != NULL &&
           plume_trace_conclude(*setting->trace);
}

/* As if all had been read once more. */
static void recall(plume_log *log)
{
    const plume_log_once *once = log->setting->once;
    plume_log_result *result = log->result;

    result->spared = true;
    result->records.read = result->records.rejected = once->rejected;
    result->silent = once->silent;
    plume_notes_join(log->setting->notes, once->notes);
    log->samples = once->samples;
    log->naive = once->naive;
    log->local = once->local;
    log->minutes = once->minutes;
    log->traced = true;
    plume_log_rate_trace(log, *log->setting->trace);
}

static plume_status read_or_recall(plume_log *log, plume_error *error)
{
    if (!was_enough(log))
        return log->setting->replay != NULL
                   ? plume_replay_read(log, log->setting->replay, error)
                   : log->setting->reader->read(log, error);
    recall(log);
    return PLUME_OK;
}

/* Whatever the reader makes of it: a figure at the very end may be longer. */
static void note_last_figure(plume_log *log)
{
    if (!log->unended_told && !log->result->spared &&
        plume_source_ends_in_figure(log->setting->source))
        plume_log_note_unended(log, 0);
}

/* The rest of the source is drained, as its digest and its checksum are of the whole
 * file. */
plume_status plume_log_read(const plume_log_setting *setting, plume_log_result *result,
                            plume_error *error)
{
    plume_log log = { .setting = setting, .result = result };
    plume_status status;

    memset(result, 0, sizeof *result);
    plume_text_init(&log.whole);
    plume_ratings_init(&log.ratings, setting->ratings);
    log.check = plume_run_check_new();
    if (log.check == NULL)
        return plume_fail_memory(error);
    if (is_survey(&log))
        forget_trace(&log);
    if (is_survey(&log) && setting->once != NULL)
        plume_log_once_forget(setting->once);
    status = read_or_recall(&log, error);
    result->sampled = log.samples > 0;
    if (status == PLUME_OK && log.samples > 0 && !result->again)
        status = check_crowd(&log, error);
    if (status == PLUME_OK && (log.samples > 0 || ends_trace(&log)) && !result->again)
        status = finish_trace(&log, error);
    if (status == PLUME_OK)
        plume_log_note_unknown_times(&log);
    if (status == PLUME_OK)
        note_last_figure(&log);
    if (status == PLUME_OK && !result->spared)
        status = plume_source_drain(setting->source, error);
    if (status == PLUME_OK && is_survey(&log))
        end_ahead(&log);
    if (status == PLUME_OK && is_survey(&log) && setting->once != NULL)
        keep_once(&log);
    if (setting->recorder != NULL)
        plume_recorder_clock(setting->recorder, log.naive, log.minutes);
    if (status == PLUME_OK)
        status = plume_notes_status(setting->notes, error);
    if (log.machines != NULL) {
        result->machines = true;
        result->related = result->related || plume_machine_times_overlap(log.machines);
        plume_machine_times_free(log.machines);
    }
    plume_run_check_free(log.check);
    plume_text_dispose(&log.whole);
    plume_ratings_dispose(&log.ratings);
    plume_run_kinds_free(log.kinds);
    plume_meters_free(log.kept.meters);
    plume_map_free(log.kept.hosts);
    return status;
}

static plume_status read_once(plume_log_setting *setting, plume_log_bytes log,
                              plume_log_result *result, plume_error *error)
{
    plume_status status = plume_source_open_memory(&setting->source, log.bytes,
                                                   log.length, log.name, error);

    if (status != PLUME_OK)
        return status;
    status = plume_log_read(setting, result, error);
    plume_source_close(setting->source);
    return status;
}

/* Three kinds of passes: surveys until the reader has learnt enough, one more where
 * identities were not settled, and the one that counts. */
plume_status plume_log_read_bytes(const plume_reader *reader, plume_log_bytes log,
                                  plume_run_sink sink, plume_notes *notes,
                                  plume_records *records, plume_error *error)
{
    plume_trace *trace = NULL;
    plume_log_once once = { .notes = NULL };
    plume_log_setting setting = {
        .reader = reader, .sink = sink, .notes = notes, .trace = &trace, .once = &once
    };
    plume_input_options options;
    plume_log_result result;
    plume_status status;

    plume_input_options_init(&options);
    options.interval_s = 1.0;
    setting.options = &options;
    memset(&result, 0, sizeof result);
    status = plume_identities_new(&setting.identities, error);
    if (status != PLUME_OK)
        return status;
    do
        status = read_once(&setting, log, &result, error);
    while (status == PLUME_OK && result.again);
    if (status == PLUME_OK && result.is_trace)
        status = plume_identities_add(setting.identities, &result.sighting, error);
    if (status == PLUME_OK)
        status = plume_identities_end(setting.identities, error);
    if (status == PLUME_OK && !plume_identities_are_settled(setting.identities)) {
        plume_identities_settle(setting.identities);
        status = read_once(&setting, log, &result, error);
    }
    setting.pass = PLUME_PASS_READ;
    if (status == PLUME_OK)
        status = read_once(&setting, log, &result, error);
    if (records != NULL)
        *records = result.records;
    plume_trace_free(trace);
    plume_log_once_forget(&once);
    plume_identities_free(setting.identities);
    return status;
}
