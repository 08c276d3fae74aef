/* Which series of a Prometheus answer count. */
#include "readers/meters/prometheus_answer.h"

#include "core/pool.h"
#include "traces/host_names.h"

/* What of the memory the counts are. */
enum { KEPLER_LEVEL, KEPLER_TOLD };

/* In which ways a level of Kepler is told. */
enum { TOLD_WHOLE = 1, TOLD_COUNTED = 2 };

plume_status plume_answer_init(plume_answer *answer, plume_log *log, plume_error *error)
{
    plume_trace_memory *memory = plume_log_memory(log);

    *answer = (plume_answer){ .memory = memory };
    plume_text_init(&answer->host);
    plume_text_init(&answer->meter);
    if (memory == NULL)
        return plume_fail_memory(error);
    if (memory->learned)
        return PLUME_OK;
    plume_map_free(memory->hosts);
    plume_meters_free(memory->meters);
    memory->hosts = plume_map_new();
    memory->meters = plume_meters_new();
    return memory->hosts != NULL && memory->meters != NULL ? PLUME_OK
                                                           : plume_fail_memory(error);
}

void plume_answer_dispose(plume_answer *answer)
{
    plume_text_dispose(&answer->host);
    plume_text_dispose(&answer->meter);
}

bool plume_answer_stands_alone(const plume_metric *metric)
{
    return metric->kepler == PLUME_KEPLER_NONE && metric->domain == PLUME_RAPL_OTHER &&
           !plume_metric_is_meter(metric);
}

/* --- the domains of a host --- */

/* Exporters of one host listen at several ports. What a level of Kepler tells counts only
 * when there is no higher one: each has a key of its own. */
static unsigned present_at(plume_answer *answer, const char *host, plume_kepler level)
{
    size_t present;

    plume_hosts_name(host, 0, &answer->host);
    if (level != PLUME_KEPLER_NONE)
        plume_text_printf(&answer->host, "\n%d", (int)level);
    present = plume_map_find(answer->memory->hosts, answer->host.data);
    return present == SIZE_MAX ? 0 : (unsigned)present;
}

static plume_status add_present(plume_answer *answer, const char *host,
                                plume_kepler level, plume_rapl_domain domain,
                                plume_error *error)
{
    unsigned present = present_at(answer, host, level) | 1u << domain;

    return plume_map_set(answer->memory->hosts, answer->host.data, present)
               ? PLUME_OK
               : plume_fail_memory(error);
}

static unsigned present_of(plume_answer *answer, const char *host)
{
    plume_kepler level = (plume_kepler)answer->memory->counts[KEPLER_LEVEL];
    unsigned present = present_at(answer, host, PLUME_KEPLER_NONE);

    if (level != PLUME_KEPLER_NONE)
        present |= present_at(answer, host, level);
    return present;
}

/* --- the survey --- */

static plume_status add_meter(plume_answer *answer, const plume_value *labels,
                              plume_error *error)
{
    const char *host = plume_series_host(labels);
    plume_status status;

    plume_series_meter(&answer->meter, labels);
    status = plume_text_status(&answer->meter, error);
    if (status == PLUME_OK && plume_meter_of(answer->meter.data) != PLUME_METER_PART)
        status = add_present(answer, host, PLUME_KEPLER_NONE, PLUME_RAPL_MACHINE, error);
    if (status == PLUME_OK)
        status =
            plume_meters_add(answer->memory->meters, host, answer->meter.data, error);
    return status;
}

plume_status plume_answer_add(plume_answer *answer, const plume_value *labels,
                              const plume_metric *metric, plume_error *error)
{
    plume_status status = add_present(answer, plume_series_host(labels), metric->kepler,
                                      metric->domain, error);

    answer->told[metric->kepler] |=
        (metric->share ? 0u : TOLD_WHOLE) | (metric->counter ? TOLD_COUNTED : 0u);
    if (status == PLUME_OK && plume_metric_is_meter(metric))
        status = add_meter(answer, labels, error);
    return status;
}

void plume_answer_learned(plume_answer *answer)
{
    size_t level = PLUME_KEPLER_NODES;

    while (level > PLUME_KEPLER_NONE && answer->told[level] == 0)
        level--;
    answer->memory->counts[KEPLER_LEVEL] = level;
    answer->memory->counts[KEPLER_TOLD] = answer->told[level];
}

/* --- what counts --- */

/* Kepler tells the same energy in several ways; one of them counts. */
static bool is_told_otherwise(const plume_answer *answer, const plume_metric *metric)
{
    uint64_t told = answer->memory->counts[KEPLER_TOLD];

    if (metric->kepler == PLUME_KEPLER_NONE)
        return false;
    return metric->kepler < answer->memory->counts[KEPLER_LEVEL] ||
           (metric->share && (told & TOLD_WHOLE) != 0) ||
           (!metric->counter && (told & TOLD_COUNTED) != 0);
}

/* With a meter of the whole machine, whether it is the one that counts. */
plume_status plume_answer_counts(plume_answer *answer, const plume_value *labels,
                                 const plume_metric *metric, bool *out,
                                 plume_error *error)
{
    unsigned machine = 1u << PLUME_RAPL_MACHINE;
    const char *host = plume_series_host(labels);
    unsigned present = present_of(answer, host);

    *out = !is_told_otherwise(answer, metric) &&
           plume_rapl_counts(metric->domain, present & ~machine);
    if (!*out || (present & machine) == 0 || metric->domain == PLUME_RAPL_MACHINE)
        return plume_text_status(&answer->host, error);
    *out = plume_metric_is_meter(metric);
    if (!*out)
        return PLUME_OK;
    plume_series_meter(&answer->meter, labels);
    if (plume_text_status(&answer->meter, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    *out = plume_meters_counts(answer->memory->meters, host, answer->meter.data);
    return PLUME_OK;
}
