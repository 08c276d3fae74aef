/* Which series of a Prometheus answer count. */
#include "readers/meters/prometheus_answer.h"

#include <string.h>

#include "core/pool.h"
#include "readers/meters/prometheus_hwmon.h"
#include "traces/host_names.h"

/* What of the memory the counts are; of the last three, whether there are any. */
enum { KEPLER_LEVEL, KEPLER_TOLD, ACCELERATORS, PROCESSORS, MACHINES };

/* In which ways a level of Kepler is told. */
enum { TOLD_WHOLE = 1, TOLD_COUNTED = 2 };

plume_status plume_answer_init(plume_answer *answer, plume_log *log, plume_error *error)
{
    plume_trace_memory *memory = plume_log_memory(log);

    *answer = (plume_answer){ .memory = memory };
    plume_text_init(&answer->host);
    plume_text_init(&answer->meter);
    plume_text_init(&answer->waiting);
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
    plume_text_dispose(&answer->waiting);
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

/* Who tells a domain best; SIZE_MAX: nobody. The key is left in answer->host. */
static size_t teller_at(plume_answer *answer, const char *host, plume_rapl_domain domain)
{
    plume_hosts_name(host, 0, &answer->host);
    plume_text_printf(&answer->host, "\nteller\n%d", (int)domain);
    return plume_map_find(answer->memory->hosts, answer->host.data);
}

static plume_status add_teller(plume_answer *answer, const char *host,
                               const plume_metric *metric, plume_error *error)
{
    size_t before = teller_at(answer, host, metric->domain);

    if (before != SIZE_MAX && before <= (size_t)metric->teller)
        return PLUME_OK;
    return plume_map_set(answer->memory->hosts, answer->host.data, metric->teller)
               ? PLUME_OK
               : plume_fail_memory(error);
}

/* Two exporters of one host read one counter: of a domain the better one counts. */
static bool is_told_better(plume_answer *answer, const char *host,
                           const plume_metric *metric)
{
    if (metric->domain == PLUME_RAPL_OTHER || metric->domain == PLUME_RAPL_MACHINE)
        return false;
    return teller_at(answer, host, metric->domain) < (size_t)metric->teller;
}

/* --- the survey --- */

static void name_meter(plume_answer *answer, const plume_value *labels,
                       const plume_metric *metric)
{
    plume_series_meter(&answer->meter, labels);
    if (metric->meter != NULL) {
        plume_text_clear(&answer->meter);
        plume_text_printf(&answer->meter, "%s", metric->meter);
    }
}

static plume_status add_meter(plume_answer *answer, const plume_value *labels,
                              const plume_metric *metric, plume_error *error)
{
    const char *host = plume_series_host(labels);
    plume_status status;

    name_meter(answer, labels, metric);
    status = plume_text_status(&answer->meter, error);
    if (plume_meter_of(answer->meter.data) != PLUME_METER_PART)
        answer->memory->counts[MACHINES] = 1;
    if (status == PLUME_OK && plume_meter_of(answer->meter.data) != PLUME_METER_PART)
        status = add_present(answer, host, PLUME_KEPLER_NONE, PLUME_RAPL_MACHINE, error);
    if (status == PLUME_OK)
        status =
            plume_meters_add(answer->memory->meters, host, answer->meter.data, error);
    return status;
}

static plume_status add(plume_answer *answer, const plume_value *labels,
                        const plume_metric *metric, plume_error *error)
{
    plume_status status = add_present(answer, plume_series_host(labels), metric->kepler,
                                      metric->domain, error);

    if (metric->domain == PLUME_RAPL_MACHINE)
        answer->memory->counts[MACHINES] = 1;
    else if (metric->domain != PLUME_RAPL_OTHER)
        answer->memory->counts[PROCESSORS] = 1;
    answer->told[metric->kepler] |=
        (metric->share ? 0u : TOLD_WHOLE) | (metric->counter ? TOLD_COUNTED : 0u);
    if (status == PLUME_OK)
        status = add_teller(answer, plume_series_host(labels), metric, error);
    if (status == PLUME_OK && plume_metric_is_meter(metric))
        status = add_meter(answer, labels, metric, error);
    return status;
}

/* A sensor of hwmon waits for the names of all chips. */
plume_status plume_answer_add(plume_answer *answer, const plume_value *labels,
                              const plume_metric *metric, plume_error *error)
{
    if (metric->teller != PLUME_TELLER_HWMON)
        return add(answer, labels, metric, error);
    plume_json_print(&answer->waiting, labels, true);
    plume_text_add(&answer->waiting, "\n");
    return plume_text_status(&answer->waiting, error);
}

/* --- accelerators --- */

static void name_accelerators(plume_answer *answer, const char *host)
{
    plume_hosts_name(host, 0, &answer->host);
    plume_text_add(&answer->host, "\naccelerators");
}

/* NVIDIA's own driver hands nothing to the kernel's sensors: who tells of its boards does
 * not tell what these do. */
plume_status plume_answer_see_accelerator(plume_answer *answer, const plume_value *labels,
                                          const plume_metric *metric, plume_error *error)
{
    answer->memory->counts[ACCELERATORS] = 1;
    if (metric->nvidia || metric->teller == PLUME_TELLER_HWMON)
        return PLUME_OK;
    name_accelerators(answer, plume_series_host(labels));
    if (plume_text_status(&answer->host, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    return plume_map_set(answer->memory->hosts, answer->host.data, 1)
               ? PLUME_OK
               : plume_fail_memory(error);
}

/* A board of which an exporter tells, once more by the kernel's sensors. */
static bool is_told_by_exporter(plume_answer *answer, const char *host,
                                const plume_metric *metric)
{
    if (metric->teller != PLUME_TELLER_HWMON || metric->scope != PLUME_SCOPE_DEVICE)
        return false;
    name_accelerators(answer, host);
    return plume_map_find(answer->memory->hosts, answer->host.data) != SIZE_MAX;
}

bool plume_answer_is_mixed(const plume_answer *answer)
{
    const uint64_t *counts = answer->memory->counts;

    return counts[ACCELERATORS] > 0 && counts[PROCESSORS] > 0 && counts[MACHINES] == 0;
}

plume_status plume_answer_see(plume_answer *answer, const plume_value *labels,
                              plume_error *error)
{
    return plume_hwmon_learn(answer->memory->hosts, &answer->host, labels, error);
}

plume_status plume_answer_settle(plume_answer *answer, const plume_value *labels,
                                 plume_metric *metric, plume_error *error)
{
    return plume_hwmon_settle(answer->memory->hosts, &answer->host, labels, metric,
                              error);
}

/* The same of sensors, when the names of all chips are known. */
static plume_status add_waiting(plume_answer *answer, plume_error *error)
{
    plume_status status = plume_text_status(&answer->waiting, error);
    const char *line = answer->waiting.data;

    while (status == PLUME_OK && *line != '\0') {
        size_t length = strcspn(line, "\n");
        plume_value *labels;
        plume_metric metric;

        status = plume_json_parse(&labels, line, length, "", NULL, error);
        if (status != PLUME_OK)
            break;
        metric = plume_series_metric(labels);
        status = plume_answer_settle(answer, labels, &metric, error);
        if (status == PLUME_OK && plume_answer_stands_alone(&metric))
            answer->memory->counts[ACCELERATORS] = 1;
        else if (status == PLUME_OK)
            status = add(answer, labels, &metric, error);
        plume_value_free(labels);
        line += length + (line[length] == '\n');
    }
    return status;
}

plume_status plume_answer_learned(plume_answer *answer, plume_error *error)
{
    plume_status status = add_waiting(answer, error);
    size_t level = PLUME_KEPLER_NODES;

    while (level > PLUME_KEPLER_NONE && answer->told[level] == 0)
        level--;
    answer->memory->counts[KEPLER_LEVEL] = level;
    answer->memory->counts[KEPLER_TOLD] = answer->told[level];
    return status;
}

static bool has_series(plume_answer *answer, const char *device, bool counter)
{
    plume_text_clear(&answer->host);
    plume_text_printf(&answer->host, "%s\n%s", counter ? "counted" : "drawn", device);
    return plume_map_find(answer->memory->hosts, answer->host.data) != SIZE_MAX;
}

plume_status plume_answer_once(plume_answer *answer, const char *device,
                               const plume_metric *metric, bool *read, plume_error *error)
{
    if (metric->scope != PLUME_SCOPE_DEVICE)
        return PLUME_OK;
    if (answer->memory->learned) {
        *read = metric->counter || !has_series(answer, device, true);
        return plume_text_status(&answer->host, error);
    }
    answer->both = answer->both || has_series(answer, device, !metric->counter);
    (void)has_series(answer, device, metric->counter);
    return plume_text_status(&answer->host, error) == PLUME_OK &&
                   plume_map_set(answer->memory->hosts, answer->host.data, 1)
               ? PLUME_OK
               : plume_fail_memory(error);
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

    *out = !is_told_by_exporter(answer, host, metric) &&
           !is_told_otherwise(answer, metric) && !is_told_better(answer, host, metric) &&
           plume_rapl_counts(metric->domain, present & ~machine);
    if (!*out || (present & machine) == 0 || metric->domain == PLUME_RAPL_MACHINE)
        return plume_text_status(&answer->host, error);
    *out = plume_metric_is_meter(metric);
    if (!*out)
        return PLUME_OK;
    name_meter(answer, labels, metric);
    if (plume_text_status(&answer->meter, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    *out = plume_meters_counts(answer->memory->meters, host, answer->meter.data);
    return PLUME_OK;
}
