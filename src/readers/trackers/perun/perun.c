/* perun's JSON: a tree of an application, its runs, their rounds, hosts, device groups
 * and sensors, each with its metrics. A run is a run; what is below it is inside. */
#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "logs/power/line.h"
#include "logs/reader.h"
#include "logs/whole_document.h"
#include <plume/number.h>
#include <plume/text.h>
#include <plume/value.h>

enum { TREE_BYTES_MAX = 256 << 20, OF_RUN = 2 };

static int confidence(const plume_head *head)
{
    return head->bytes[strspn(head->bytes, " \t\r\n")] == '{' &&
                   plume_power_head_has(head, "\"nodes\"") &&
                   (plume_power_head_has(head, "\"last_execution_dt\"") ||
                    plume_power_head_has(head, "\"perun_version\""))
               ? 95
               : 0;
}

typedef struct reading {
    plume_log *log;
    const char *app; /* "" unknown */
    uint64_t runs;
} reading;

static const char *text_of(const plume_value *map, const char *key)
{
    const plume_value *value = plume_value_get(map, key);

    return plume_value_kind(value) == PLUME_STRING ? plume_value_string(value) : "";
}

/* Settings stand as text: "1.2". */
static double setting(const plume_value *metadata, const char *key)
{
    const char *text = text_of(metadata, key);
    double number;

    return plume_number_parse(&number, text, strlen(text)) ? number : (double)NAN;
}

/* In the metric's own unit; of a run it is a statistic over its rounds, whose sum counts.
 */
static double metric(plume_log *log, const plume_value *node, const char *name)
{
    const plume_value *found = plume_value_get(plume_value_get(node, "metrics"), name);
    const plume_value *figure = plume_value_get(found, "sum");
    double mag =
        plume_value_number(plume_value_get(plume_value_get(found, "metric_md"), "mag"));

    if (figure == NULL)
        figure = plume_value_get(found, "value");
    return plume_document_figure(log, 0, name, figure) * (isnan(mag) ? 1.0 : mag);
}

/* Parts are those of the devices, the total has the overhead of the hosts and the PUE as
 * well. */
static void fill_energy(plume_run *run, plume_log *log, const plume_value *node)
{
    const plume_value *metadata = plume_value_get(node, "metadata");
    double pue = setting(metadata, "post-processing.pue");

    run->energy.logged_kwh = metric(log, node, "energy") / JOULES_PER_KWH;
    run->energy.pue_included = pue >= 1.0 ? pue : 1.0;
    if (pue > 1.0)
        run->site_pue = pue;
    run->energy.total_kwh = run->energy.logged_kwh / run->energy.pue_included;
    run->energy.cpu_kwh = metric(log, node, "cpu_energy") / JOULES_PER_KWH;
    run->energy.gpu_kwh = metric(log, node, "gpu_energy") / JOULES_PER_KWH;
    run->energy.ram_kwh = metric(log, node, "dram_energy") / JOULES_PER_KWH;
    run->energy.scope = PLUME_SCOPE_IT;
    run->energy.evidence = PLUME_EVIDENCE_METERED;
    run->logged_co2e_kg = metric(log, node, "co2") / GRAMS_PER_KG;
    run->logged_intensity_kg_per_kwh =
        setting(metadata, "post-processing.emissions_factor") / GRAMS_PER_KG;
}

static const plume_value *only_child(const plume_value *node)
{
    const plume_value *nodes = plume_value_get(node, "nodes");
    const plume_value *entry =
        plume_value_count(nodes) == 1 ? plume_value_at(nodes, 0) : NULL;

    return plume_value_count(entry) == 1 ? plume_value_at(entry, 0) : NULL;
}

/* Where it ran stands with its only round. */
static void fill_machine(plume_run *run, const plume_value *node)
{
    const plume_value *round = only_child(node);
    const plume_value *metadata = plume_value_get(round, "metadata");

    run->compute.processor = text_of(metadata, "processor");
    if (plume_value_count(plume_value_get(round, "nodes")) == 1)
        run->host = text_of(metadata, "hostname");
    if (!(run->energy.gpu_kwh > 0.0)) {
        run->device = run->compute.processor;
        run->device_count = run->device[0] == '\0' ? (double)NAN : 1.0;
    }
}

static plume_status push(reading *in, const plume_value *node, const char *key,
                         plume_error *error)
{
    const plume_value *metadata = plume_value_get(node, "metadata");
    const char *start = text_of(metadata, "execution_dt");
    const char *app = text_of(metadata, "app_name");
    plume_text identity;
    plume_status status;
    plume_run run;

    in->runs++;
    plume_run_init(&run);
    plume_text_init(&identity);
    run.id = key;
    run.name = app[0] != '\0' ? app : in->app;
    plume_text_printf(&identity, "perun %s_%s", run.name, key);
    run.identity = identity.data;
    run.tool_version = text_of(metadata, "perun_version");
    run.progress = 1.0; /* its exports say less */
    run.duration_s = metric(in->log, node, "runtime");
    run.start_s = plume_log_time(in->log, start, strlen(start));
    run.end_s = run.start_s + run.duration_s;
    fill_energy(&run, in->log, node);
    fill_machine(&run, node);
    status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_log_run(in->log, &run, 0, error);
    plume_text_dispose(&identity);
    return status;
}

/* Exports of the run lie beside it, under its name: the same in other forms. */
static plume_status claim_exports(reading *in, const char *key, plume_error *error)
{
    static const char *const endings[] = { ".txt", ".csv" };
    plume_text name;
    plume_status status = PLUME_OK;

    plume_text_init(&name);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0] && status == PLUME_OK;
         i++) {
        plume_source_stream *beside = NULL;

        plume_text_clear(&name);
        plume_text_printf(&name, "%s_%s%s", in->app, key, endings[i]);
        status = plume_text_status(&name, error);
        if (status == PLUME_OK && strchr(name.data, '/') == NULL)
            status = plume_log_companion(in->log, name.data, &beside, error);
        plume_source_close(beside);
    }
    plume_text_dispose(&name);
    return status;
}

static plume_status take_node(reading *in, const plume_value *node, const char *key,
                              plume_error *error)
{
    plume_status status;

    if (plume_value_number(plume_value_get(node, "type")) != OF_RUN)
        return PLUME_OK;
    status = push(in, node, key, error);
    return status == PLUME_OK ? claim_exports(in, key, error) : status;
}

static plume_status take_tree(void *state, const plume_value *root, plume_error *error)
{
    reading *in = state;
    const plume_value *nodes = plume_value_get(root, "nodes");
    plume_status status = PLUME_OK;

    in->app = text_of(root, "id");
    if (plume_value_number(plume_value_get(root, "type")) == OF_RUN)
        return take_node(in, root, in->app, error);
    for (size_t i = 0; i < plume_value_count(nodes) && status == PLUME_OK; i++) {
        const plume_value *entry = plume_value_at(nodes, i);

        for (size_t j = 0; j < plume_value_count(entry) && status == PLUME_OK; j++)
            status = take_node(in, plume_value_at(entry, j), plume_value_key_at(entry, j),
                               error);
    }
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log, .app = "" };
    plume_status status = plume_document_read(
        log, TREE_BYTES_MAX, (plume_document_taker){ take_tree, &in }, error);

    if (status == PLUME_OK && in.runs == 0)
        plume_log_reject(log, 0, 0, PLUME_CODE_SILENT, "the tree has no run");
    return status;
}

const plume_reader plume_reader_perun = {
    .name = "perun",
    .title = "perun's JSON",
    .confidence = confidence,
    .marks = { "last_execution_dt", "perun_version" },
    .read = read,
};
