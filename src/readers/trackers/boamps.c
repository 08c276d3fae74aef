/* A report of BoAmps, the standard of AFNOR and Boavizta: one JSON document, a run a
 * measure. CodeCarbon writes one beside its CSV, and its reportId is the run's id there.
 */
#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "logs/power/line.h"
#include "logs/reader.h"
#include "logs/whole_document.h"
#include <plume/text.h>
#include <plume/value.h>

enum { REPORT_BYTES_MAX = 16 << 20 };

static int confidence(const plume_head *head)
{
    return head->bytes[strspn(head->bytes, " \t\r\n")] == '{' &&
                   plume_power_head_has(head, "\"formatVersionSpecificationUri\"") &&
                   plume_power_head_has(head, "\"measures\"")
               ? 95
               : 0;
}

typedef struct reading {
    plume_log *log;
    const plume_value *root;
    const char *id;    /* of the report; "" none */
    uint64_t measures; /* so far */
    bool pue_hidden;
} reading;

static const char *text_of(const plume_value *map, const char *key)
{
    const plume_value *value = plume_value_get(map, key);

    return plume_value_kind(value) == PLUME_STRING ? plume_value_string(value) : "";
}

static double number_of(plume_log *log, const plume_value *map, const char *key)
{
    return plume_document_figure(log, 0, key, plume_value_get(map, key));
}

/* The schema says kilowatt-hours; a report may name another unit beside the figure. */
static double energy_kwh(plume_log *log, const plume_value *measure)
{
    const char *unit = text_of(measure, "unit");
    double energy = number_of(log, measure, "powerConsumption");

    if (strcmp(unit, "Wh") == 0)
        return energy / WATTS_PER_KILOWATT;
    if (strcmp(unit, "J") == 0)
        return energy / JOULES_PER_KWH;
    return unit[0] == '\0' || strcmp(unit, "kWh") == 0 ? energy : (double)NAN;
}

/* The methods of the schema: a meter at the wall, operations that were counted, and tools
 * with a model of the machine. */
static plume_evidence evidence_of(const char *method)
{
    return strstr(method, "wattmeter") != NULL ? PLUME_EVIDENCE_METERED
           : strstr(method, "flops") != NULL   ? PLUME_EVIDENCE_FLOPS
                                               : PLUME_EVIDENCE_TRACKER;
}

static const plume_value *component(const plume_value *root, const char *type)
{
    const plume_value *list =
        plume_value_get(plume_value_get(root, "infrastructure"), "components");

    for (size_t i = 0; i < plume_value_count(list); i++)
        if (strcmp(text_of(plume_value_at(list, i), "componentType"), type) == 0)
            return plume_value_at(list, i);
    return NULL;
}

/* Without an accelerator the processor is the device. */
static void fill_machine(plume_run *run, plume_log *log, const plume_value *root)
{
    const plume_value *gpu = component(root, "gpu"), *cpu = component(root, "cpu");
    const plume_value *device = gpu != NULL ? gpu : cpu;
    double memory_gb = number_of(log, component(root, "ram"), "memorySize");
    double modules = number_of(log, component(root, "ram"), "nbComponent");

    run->device = text_of(device, "componentName");
    run->device_count = number_of(log, device, "nbComponent");
    run->compute.processor = text_of(cpu, "componentName");
    run->compute.memory_gb = isnan(modules) ? memory_gb : memory_gb * modules;
    run->location = text_of(plume_value_get(root, "environment"), "country");
}

static void fill_work(plume_run *run, const plume_value *root)
{
    const plume_value *task = plume_value_get(root, "task");
    const char *stage = text_of(task, "taskStage");

    run->name = text_of(task, "taskFamily");
    if (strcmp(stage, "inference") == 0)
        run->role = PLUME_ROLE_INFERENCE;
    else if (strcmp(stage, "evaluation") == 0)
        run->role = PLUME_ROLE_EVALUATION;
}

/* By the schema the time is that of the begin; CodeCarbon gives that of its row, which is
 * the end. */
static void fill_times(plume_run *run, plume_log *log, const plume_value *measure,
                       bool of_codecarbon)
{
    const char *stamp = text_of(measure, "measurementDateTime");
    double at_s = plume_log_time(log, stamp, strlen(stamp));

    run->duration_s = number_of(log, measure, "measurementDuration");
    run->start_s = of_codecarbon ? at_s - run->duration_s : at_s;
    run->end_s = of_codecarbon ? at_s : at_s + run->duration_s;
    run->keys.resolution_s = 1.0;
}

/* CodeCarbon's row of the run tells more, so it goes before this where both are there. */
static void fill_names(plume_run *run, plume_text *id, plume_text *identity,
                       const reading *in, bool of_codecarbon)
{
    plume_text_add(id, in->id[0] != '\0' ? in->id : "report");
    if (in->measures > 1)
        plume_text_printf(id, "#%llu", (unsigned long long)in->measures);
    plume_text_printf(identity, "%s %s", of_codecarbon ? "codecarbon" : "boamps",
                      in->id[0] != '\0' ? id->data : plume_log_path(in->log));
    if (in->id[0] == '\0')
        plume_text_printf(identity, " %llu", (unsigned long long)in->measures);
    run->id = id->data;
    run->identity = identity->data;
    if (of_codecarbon) {
        run->progress = -1e9;
        run->keys.run = in->id;
        run->keys.run_tool = "codecarbon";
    }
}

static plume_status take_measure(reading *in, const plume_value *measure,
                                 plume_error *error)
{
    const char *method = text_of(measure, "measurementMethod");
    bool of_codecarbon = strcmp(method, "codecarbon") == 0;
    plume_text id, identity;
    plume_status status;
    plume_run run;

    in->measures++;
    in->pue_hidden = in->pue_hidden || of_codecarbon;
    plume_run_init(&run);
    plume_text_init(&id);
    plume_text_init(&identity);
    fill_work(&run, in->root);
    fill_machine(&run, in->log, in->root);
    fill_times(&run, in->log, measure, of_codecarbon);
    fill_names(&run, &id, &identity, in, of_codecarbon);
    run.tool_version = text_of(measure, "version");
    run.utilization = number_of(in->log, measure, "averageUtilizationGpu");
    run.energy.logged_kwh = run.energy.total_kwh = energy_kwh(in->log, measure);
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = evidence_of(method);
    status = plume_text_status(&id, error);
    if (status == PLUME_OK)
        status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_log_run(in->log, &run, 0, error);
    plume_text_dispose(&identity);
    plume_text_dispose(&id);
    return status;
}

static plume_status take_report(reading *in, plume_error *error)
{
    const plume_value *measures = plume_value_get(in->root, "measures");
    plume_status status = PLUME_OK;

    in->id = text_of(plume_value_get(in->root, "header"), "reportId");
    for (size_t i = 0; i < plume_value_count(measures) && status == PLUME_OK; i++)
        status = take_measure(in, plume_value_at(measures, i), error);
    if (status == PLUME_OK && in->measures == 0)
        plume_log_reject(in->log, 0, 0, PLUME_CODE_SILENT, "the report has no measures");
    if (in->pue_hidden)
        plume_log_note(in->log, PLUME_ASSUMED, 0, "pue-not-logged",
                       "CodeCarbon multiplies the energy by its pue, which the report "
                       "does not tell; taken as 1 where its row does not tell it either");
    return status;
}

static plume_status take(void *state, const plume_value *root, plume_error *error)
{
    reading in = { .log = state, .root = root };

    return take_report(&in, error);
}

static plume_status read(plume_log *log, plume_error *error)
{
    return plume_document_read(log, REPORT_BYTES_MAX, (plume_document_taker){ take, log },
                               error);
}

const plume_reader plume_reader_boamps = {
    .name = "boamps",
    .title = "BoAmps report",
    .confidence = confidence,
    .marks = { "formatVersionSpecificationUri" },
    .read = read,
};
