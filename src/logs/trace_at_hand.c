/* The trace that takes the samples of a log: made at the first, begun again when it is
 * read. */
#include "logs/internal.h"

/* What the log says of its device stands above what the user said of all inputs. */
void plume_log_rate_trace(plume_log *log, plume_trace *trace)
{
    const char *device = plume_trace_device(trace);

    if (device[0] == '\0')
        device = log->setting->options->device;
    plume_trace_rate(trace, device, plume_ratings_device_w(&log->ratings, device));
}

static void begin_trace(plume_log *log, plume_trace *trace)
{
    plume_log_rate_trace(log, trace);
    plume_trace_begin(trace,
                      log->setting->shown_path != NULL
                          ? log->setting->shown_path
                          : plume_source_path(log->setting->source),
                      log->setting->pieces);
}

/* What a survey before has learned. */
static void take_memory(plume_log *log, plume_trace *trace)
{
    *plume_trace_memory_of(trace) = log->kept;
    log->kept.meters = NULL;
    log->kept.hosts = NULL;
}

static plume_status say_host(const plume_log *log, plume_trace *trace, plume_error *error)
{
    const char *host = log->setting->host;

    return host != NULL && host[0] != '\0' && trace != NULL && !log->traced
               ? plume_trace_say_host(trace, host, error)
               : PLUME_OK;
}

plume_trace *plume_log_trace_at_hand(plume_log *log, plume_error *error)
{
    plume_trace **trace = log->setting->trace;
    plume_trace *whole = plume_log_whole_trace(log);

    if (whole != *trace) {
        if (!log->traced && log->setting->part.first)
            begin_trace(log, whole);
        else if (!log->traced)
            plume_trace_go_on(whole);
        if (say_host(log, whole, error) != PLUME_OK)
            return NULL;
        log->traced = true;
        return whole;
    }
    if (*trace == NULL &&
        plume_trace_new(trace, log->setting->options, error) == PLUME_OK)
        take_memory(log, *trace);
    if (*trace != NULL && !log->traced && log->setting->pass == PLUME_PASS_READ &&
        (log->setting->part.trace == NULL || log->setting->part.first))
        begin_trace(log, *trace);
    if (say_host(log, *trace, error) != PLUME_OK)
        return NULL;
    log->traced = *trace != NULL;
    return *trace;
}
