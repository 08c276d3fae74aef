/* A log while a reader reads it: what it may ask of it, and what it tells. */
#include "logs/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/number/units.h"
#include "logs/finish/run_check.h"
#include "logs/partial/recorder.h"

#define ORDINAL_MAX (UINT32_MAX - 1)

/* --- what a reader may ask --- */

plume_source_stream *plume_log_source(plume_log *log)
{
    return log->setting->source;
}

const plume_server *plume_log_server(const plume_log *log)
{
    return log->setting->server;
}

const char *plume_log_path(const plume_log *log)
{
    return plume_source_path(log->setting->source);
}

const plume_input_options *plume_log_options(const plume_log *log)
{
    return log->setting->options;
}

plume_status plume_log_companion(plume_log *log, const char *name,
                                 plume_source_stream **out, plume_error *error)
{
    const plume_log_setting *setting = log->setting;

    *out = NULL;
    if (setting->companion == NULL)
        return PLUME_OK;
    return setting->companion(setting->companion_state, log, name, out, error);
}

/* That naive times are read as UTC is told once for a log, not once for a row.
 * Of the two times before all was told. */
double plume_log_time(plume_log *log, const char *text, size_t length)
{
    const plume_zone *zone = log->setting->options->zone;
    plume_stamp stamp;
    double unix_s;

    if (plume_last_time_find(&log->last_time, text, length, &unix_s) ||
        plume_last_time_find(&log->time_before, text, length, &unix_s))
        return unix_s;
    if (!plume_time_parse(&stamp, text, length, zone))
        return NAN;
    log->minutes = log->minutes || length == sizeof "2024-05-13 11:00" - 1;
    log->naive = log->naive || (!stamp.has_zone && zone == NULL);
    if (!stamp.has_zone && zone == NULL && !log->naive_told) {
        log->naive_told = true;
        plume_log_note(log, PLUME_ASSUMED, 0, "naive-time",
                       "times without a zone are read as UTC");
    }
    log->local = log->local || (!stamp.has_zone && zone != NULL);
    if (stamp.ambiguous || stamp.skipped)
        plume_log_note(log, PLUME_WARNING, 0,
                       stamp.ambiguous ? "ambiguous-time" : "skipped-time",
                       stamp.ambiguous
                           ? "'%.*s' happened twice in this zone; the first is taken, or "
                             "in a power trace that went on past it the second"
                           : "'%.*s' did not happen in this zone",
                       (int)(length < 64 ? length : 64), text);
    else {
        log->time_before = log->last_time;
        plume_last_time_keep(&log->last_time, text, length, stamp.unix_s,
                             !stamp.has_zone && zone != NULL);
    }
    return stamp.unix_s;
}

bool plume_log_is_survey(plume_log *log)
{
    log->differs = true;
    return log->setting->pass == PLUME_PASS_SURVEY;
}

bool plume_log_is_first_reading(const plume_log *log)
{
    return log->setting->pass == PLUME_PASS_SURVEY;
}

void plume_log_read_otherwise(plume_log *log)
{
    log->differs = true;
}

/* --- runs --- */

/* count: how many records the run stands for. */
static plume_status use(plume_log *log, const plume_run *run, uint64_t count,
                        plume_error *error)
{
    plume_run_sink sink = log->setting->sink;

    if (log->setting->pass == PLUME_PASS_SURVEY)
        sink = log->setting->ahead->sink.to;
    log->result->records.used += count;
    log->result->runs++;
    return sink.take != NULL ? sink.take(sink.state, run, error) : PLUME_OK;
}

static plume_status judge(plume_log *log, const plume_sighting *sighting,
                          const plume_run *run, uint64_t count, plume_error *error)
{
    plume_records *records = &log->result->records;

    switch (plume_identities_judge(log->setting->identities, sighting)) {
    case PLUME_STANDING_USED:
        return use(log, run, count, error);
    case PLUME_STANDING_SUPERSEDED:
        records->superseded += count;
        return PLUME_OK;
    case PLUME_STANDING_DUPLICATE:
        records->duplicate += count;
        return PLUME_OK;
    case PLUME_STANDING_UNKNOWN:
        break;
    }
    return plume_fail_at(error, PLUME_ERR_IO, plume_log_path(log), run->origin.line, 0,
                         "changed while it was read");
}

/* Counted as the whole is. */
void plume_log_take_part(plume_log *log, const plume_run *whole, uint64_t count)
{
    plume_sighting sighting =
        plume_log_sight(log, whole, plume_run_progress(whole), PLUME_RECURS_OFTEN);
    plume_records *records = &log->result->records;
    plume_standing standing = plume_identities_judge(log->setting->identities, &sighting);

    records->read += count;
    *(standing == PLUME_STANDING_USED        ? &records->used
      : standing == PLUME_STANDING_DUPLICATE ? &records->duplicate
                                             : &records->superseded) += count;
}

/* The energy of a trace is of the time that it was read. */
static double lasted_s(const plume_log *log, const plume_run *run, uint64_t line)
{
    return log->samples > 0 && line == 0 ? plume_trace_read_s(plume_log_whole_trace(log))
                                         : run->duration_s;
}

/* In the survey only the sighting is kept, unless the run is handed on ahead; it is made
 * again in the second pass. */
plume_status plume_log_take_run(plume_log *log, plume_run *run,
                                plume_recurrence recurrence, uint64_t line,
                                uint64_t count, plume_error *error)
{
    plume_sighting sighting;
    plume_status status;

    if (log->ordinal > ORDINAL_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, plume_log_path(log), line, 0,
                             "more than %lu records", (unsigned long)ORDINAL_MAX);
    sighting = plume_log_sight(log, run, plume_run_progress(run), recurrence);
    log->result->records.read += count;
    log->result->telling += plume_run_tells_something(run);
    log->result->related = log->result->related || plume_run_may_relate(run);
    if (log->setting->pass == PLUME_PASS_SURVEY &&
        !plume_machine_times_take(&log->machines, run))
        return plume_fail_memory(error);
    log->result->is_trace = log->summing && sighting.ordinal == 0 && sighting.covers == 0;
    log->result->sighting = sighting;
    if (!log->told_of_run && !log->summing)
        plume_log_tell_ahead(log);
    log->told_of_run = log->told_of_run || !log->summing;
    if (log->setting->pass == PLUME_PASS_SURVEY) {
        status = log->result->is_trace
                     ? PLUME_OK
                     : plume_identities_add(log->setting->identities, &sighting, error);
        if (status != PLUME_OK || !plume_log_goes_ahead(log))
            return status;
    }
    status = plume_log_finish_run(log, run, line, lasted_s(log, run, line), error);
    if (status == PLUME_OK && log->setting->pass == PLUME_PASS_SURVEY)
        return use(log, run, count, error);
    return status == PLUME_OK ? judge(log, &sighting, run, count, error) : status;
}

void plume_log_told_within(plume_log *log, uint64_t count)
{
    if (log->setting->recorder != NULL)
        plume_recorder_told_within(log->setting->recorder, count);
    log->result->records.read += count;
    log->result->records.superseded += count;
}

static void note_mended(plume_log *log, const plume_mended *mended, uint64_t line)
{
    plume_text value;

    if (mended->name == NULL)
        return;
    plume_text_init(&value);
    plume_number_print(&value, mended->value);
    plume_log_note(
        log, PLUME_WARNING, line, "impossible-component",
        "the %s is %s%s, which cannot be: it is taken as unknown, and the row is "
        "kept",
        mended->name, value.data, mended->unit);
    plume_text_dispose(&value);
}

plume_status plume_log_run_recurring(plume_log *log, const plume_run *given,
                                     plume_recurrence recurrence, uint64_t line,
                                     plume_error *error)
{
    plume_recorder *recorder = log->setting->recorder;
    plume_run run = *given;
    plume_mended mended = plume_run_check_mend(&run);
    const char *impossible = plume_run_check_impossible(&run);

    if (recorder != NULL) {
        plume_recorder_clock(recorder, log->naive, log->minutes);
        return plume_recorder_run(recorder, given, recurrence, line, error);
    }
    if (impossible == NULL) {
        note_mended(log, &mended, line);
        return plume_log_take_run(log, &run, recurrence, line, 1, error);
    }
    plume_log_reject(log, line, 0, "impossible-value", "%s", impossible);
    return PLUME_OK;
}

plume_status plume_log_run(plume_log *log, const plume_run *run, uint64_t line,
                           plume_error *error)
{
    return plume_log_run_recurring(log, run, PLUME_RECURS_OFTEN, line, error);
}

/* --- power traces --- */

/* Once at most, or a log that never settles would be surveyed for ever. */
void plume_log_survey_again(plume_log *log)
{
    plume_trace_memory *memory = plume_log_memory(log);

    if (memory == NULL || memory->learned)
        return;
    memory->learned = true;
    log->result->again = true;
}

plume_trace_memory *plume_log_memory(plume_log *log)
{
    plume_trace *trace = plume_log_trace_at_hand(log, NULL);

    if (*log->setting->trace != NULL) /* a part keeps its own */
        trace = *log->setting->trace;
    return trace != NULL ? plume_trace_memory_of(trace) : NULL;
}

/* What its reader knows of its days has gone into what its times are. */
static plume_status record_trace(plume_log *log, plume_trace *trace,
                                 const plume_trace_about *told, plume_error *error)
{
    plume_trace_about about = *told;

    about.relative = about.relative || plume_trace_memory_of(trace)->days_unknown;
    return plume_recorder_trace(log->setting->recorder, &about, error);
}

plume_status plume_log_trace(plume_log *log, const plume_trace_about *about,
                             plume_error *error)
{
    plume_trace *trace = plume_log_trace_at_hand(log, error);

    plume_early_fall(log->setting->ahead);
    if (trace != NULL && log->setting->recorder != NULL)
        return record_trace(log, trace, about, error);
    return trace != NULL ? plume_trace_describe(trace, about, error) : PLUME_ERR_MEMORY;
}

/* Local times of a zone that is known may be of two moments; those without a zone may
 * jump, and nobody knows when; all others are of one moment. */
static void date_sample(const plume_log *log, plume_power_sample *sample)
{
    if (log->setting->replay != NULL)
        return; /* it is as it was dated */
    sample->zoned = !log->naive;
    if (log->local)
        sample->again_s = plume_zone_again(log->setting->options->zone, sample->t_s);
}

/* An error of the trace has no line of its own: that of the sample is put in. */
static plume_status take_sample(plume_log *log, plume_trace *trace,
                                const plume_power_sample *given, uint64_t line,
                                plume_error *error)
{
    plume_power_sample sample = *given;
    plume_power_verdict verdict;
    plume_status status;

    date_sample(log, &sample);
    status = plume_trace_take(trace, &sample, &verdict, error);
    if (status != PLUME_OK) {
        if (error != NULL && status == PLUME_ERR_VALUE) {
            snprintf(error->path, sizeof error->path, "%s", plume_log_path(log));
            error->line = line;
        }
        return status;
    }
    log->samples += verdict == PLUME_POWER_USED;
    if (verdict == PLUME_POWER_USED)
        return PLUME_OK;
    plume_log_reject(log, line, 0, plume_power_verdict_code(verdict), "%s",
                     plume_power_verdict_reason(verdict));
    return PLUME_OK;
}

static plume_status record_sample(plume_log *log, const plume_power_sample *given,
                                  uint64_t line, plume_error *error)
{
    plume_power_sample sample = *given;

    date_sample(log, &sample);
    return plume_recorder_sample(log->setting->recorder, &sample, line, error);
}

/* A sample that goes on from the one before is so whatever moments its time can be of. */
plume_status plume_log_sample(plume_log *log, const plume_power_sample *sample,
                              uint64_t line, plume_error *error)
{
    plume_trace *trace = log->takes;

    if (log->setting->recorder != NULL)
        return record_sample(log, sample, line, error);
    if (trace == NULL)
        trace = plume_log_trace_at_hand(log, error);
    if (trace == NULL)
        return PLUME_ERR_MEMORY;
    if (log->takes == NULL)
        plume_early_fall(log->setting->ahead);
    log->takes = trace;
    if (!plume_trace_take_usual(trace, sample))
        return take_sample(log, trace, sample, line, error);
    log->samples++;
    return PLUME_OK;
}

/* Who takes the samples is known from the first one on. */
size_t plume_log_batch(plume_log *log, const plume_power_batch *batch, size_t first,
                       size_t end)
{
    size_t taken = first;

    if (log->takes != NULL)
        taken = plume_trace_take_batch(log->takes, batch, first, end);
    log->samples += taken - first;
    return taken;
}
