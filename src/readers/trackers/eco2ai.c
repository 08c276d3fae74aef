/* Eco2AI's emission.csv: a row a run, or with start_training a row an epoch, which add
 * up. */
#include "logs/run_table.h"

#include <math.h>
#include <string.h>

#include "core/data/csv_header.h"
#include "core/number/units.h"
#include <plume/number.h>
#include <plume/text.h>

static const plume_run_column columns[] = {
    { "id", PLUME_FIELD_ID, 1, PLUME_REQUIRED },
    { "project_name", PLUME_FIELD_STUDY, 1, PLUME_OPTIONAL },
    { "experiment_description", PLUME_FIELD_NAME, 1, PLUME_OPTIONAL },
    { "start_time", PLUME_FIELD_START, 1, PLUME_OPTIONAL },
    { "duration(s)", PLUME_FIELD_DURATION_S, 1, PLUME_REQUIRED },
    { "power_consumption(kWh)", PLUME_FIELD_ENERGY_KWH, 1, PLUME_OPTIONAL },
    { "power_consumption(kWTh)", PLUME_FIELD_ENERGY_KWH, 1, PLUME_OPTIONAL },
    { "CO2_emissions(kg)", PLUME_FIELD_CO2E_KG, 1, PLUME_OPTIONAL },
    { "epoch", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "CPU_name", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "GPU_name", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "OS", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "region/country", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "cost", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "CPU_consumption(kWh)", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "GPU_consumption(kWh)", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "RAM_consumption(kWh)", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { NULL, PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
};

typedef struct reading {
    plume_log *log;
    plume_run_table *table;
    plume_text identity, device, location, region;
    uint64_t runs, epochs;
    double shortest_s, longest_s; /* of the rows that are no epochs */
    uint64_t low, first_low;      /* rows whose processor drew next to nothing */
    bool encoded;                 /* its twin lies beside it */
} reading;

/* A row is written when the first period is over, 10 s unless the program says another,
 * and then again and again; with pandas 3 the second time fails, and the row stays as it
 * was. A period begins late by the start of the tracker. */
static const double first_period_s = 11.5, period_spread_s = 0.5;

/* A processor that works draws more than this share of its rated power. */
static const double least_share_of_tdp = 0.05;

static int confidence(const plume_head *head)
{
    static const char *const now[] = { "project_name", "duration(s)",
                                       "power_consumption(kWh)", NULL };
    static const char *const once[] = { "project_name", "duration(s)",
                                        "power_consumption(kWTh)", NULL };

    return plume_head_has_columns(head, ',', now) ||
                   plume_head_has_columns(head, ',', once)
               ? 95
               : 0;
}

/* "NVIDIA A100 2 device(s) ..." and "Intel Xeon/1 device(s), TDP:205.0 ...": name and
 * count; false when no device is named. */
static bool read_device(plume_text *device, double *count, plume_field cell)
{
    const char *mark = strstr(cell.text, " device(s)");
    const char *end = mark, *begin;

    *count = NAN;
    if (mark == NULL)
        return false;
    begin = mark;
    while (begin > cell.text && begin[-1] >= '0' && begin[-1] <= '9')
        begin--;
    if (begin == end || !plume_count_parse(count, begin, (size_t)(end - begin)) ||
        *count < 1)
        return false;
    while (begin > cell.text && (begin[-1] == ' ' || begin[-1] == '/'))
        begin--;
    plume_text_clear(device);
    plume_text_add_n(device, cell.text, (size_t)(begin - cell.text));
    return device->length > 0;
}

static void set_device(reading *in, plume_run *run)
{
    double count;

    if (!read_device(&in->device, &count, plume_run_table_cell(in->table, "GPU_name")) &&
        !read_device(&in->device, &count, plume_run_table_cell(in->table, "CPU_name")))
        return;
    run->device = in->device.data;
    run->device_count = count;
}

/* "DE" or "US/Texas". */
static void set_place(reading *in, plume_run *run)
{
    plume_field cell = plume_run_table_cell(in->table, "region/country");
    size_t first = strcspn(cell.text, "/");
    bool country_first = first <= 3;

    plume_text_clear(&in->location);
    plume_text_clear(&in->region);
    if (first == cell.length) {
        plume_text_add_n(&in->location, cell.text, cell.length);
    } else {
        plume_text *before = country_first ? &in->location : &in->region;
        plume_text *after = country_first ? &in->region : &in->location;

        plume_text_add_n(before, cell.text, first);
        plume_text_add_n(after, cell.text + first + 1, cell.length - first - 1);
    }
    if (strcmp(in->location.data, "None") != 0 && strcmp(in->location.data, "N/A") != 0)
        run->location = in->location.data;
    run->region = in->region.data;
}

/* "N/A" in the rows from before the program asked for them. */
static double part_kwh(const reading *in, const char *column)
{
    double kwh;

    return plume_field_number(&kwh, plume_run_table_cell(in->table, column)) && kwh >= 0.0
               ? kwh
               : NAN;
}

static void set_parts(const reading *in, plume_run *run)
{
    run->energy.cpu_kwh = part_kwh(in, "CPU_consumption(kWh)");
    run->energy.gpu_kwh = part_kwh(in, "GPU_consumption(kWh)");
    run->energy.ram_kwh = part_kwh(in, "RAM_consumption(kWh)");
}

/* Epochs of one training have its id, each with times and energy of its own. */
static void identify(reading *in, plume_run *run)
{
    plume_field epoch = plume_run_table_cell(in->table, "epoch");
    size_t number = strcspn(epoch.text, ",");

    plume_text_clear(&in->identity);
    plume_text_printf(&in->identity, "eco2ai %s", run->id);
    if (epoch.length > 0 && strcmp(epoch.text, "N/A") != 0) {
        plume_text_printf(&in->identity, " %.*s %s", (int)(number < 64 ? number : 64),
                          epoch.text, plume_run_table_cell(in->table, "start_time").text);
        in->epochs++;
        run->warnings = "epoch-of-run";
    }
    run->identity = in->identity.data;
}

/* "AMD EPYC/1 device(s), TDP:500.0": watts of all processors; NAN: it does not tell. */
static double rated_w(const reading *in)
{
    static const char mark[] = "TDP:";
    plume_field cell = plume_run_table_cell(in->table, "CPU_name");
    const char *tdp = strstr(cell.text, mark);
    const char *count = strstr(cell.text, " device(s)");
    double watts, devices = 1.0;

    if (tdp == NULL)
        return (double)NAN;
    tdp += strlen(mark);
    if (!plume_number_parse(&watts, tdp, strspn(tdp, "0123456789.")))
        return (double)NAN;
    while (count != NULL && count > cell.text && count[-1] >= '0' && count[-1] <= '9')
        count--;
    if (count != NULL)
        (void)plume_count_parse(&devices, count, strspn(count, "0123456789"));
    return watts * devices;
}

/* Epochs that are shorter than a period have no energy of the processor. Where its part
 * is not told, a row without an accelerator has no other. */
static void watch_processor(reading *in, const plume_run *run, uint64_t line)
{
    double kwh = run->energy.cpu_kwh, devices;
    bool accelerated =
        read_device(&in->device, &devices, plume_run_table_cell(in->table, "GPU_name"));

    if (isnan(kwh) && !accelerated)
        kwh = run->energy.total_kwh;
    if (!(kwh * JOULES_PER_KWH < least_share_of_tdp * rated_w(in) * run->duration_s))
        return;
    if (in->low++ == 0)
        in->first_low = line;
}

static void watch_duration(reading *in, const plume_run *run)
{
    if (run->warnings[0] != '\0') /* an epoch */
        return;
    in->shortest_s = fmin(in->shortest_s, run->duration_s); /* of one NAN: the other */
    in->longest_s = fmax(in->longest_s, run->duration_s);
}

/* eco2AI knows no PUE: what it prints is the energy of the machine. */
static plume_status take(reading *in, plume_run *run, uint64_t line, plume_error *error)
{
    plume_text *const texts[] = { &in->identity, &in->device, &in->location,
                                  &in->region };
    plume_status status = PLUME_OK;

    set_parts(in, run);
    watch_processor(in, run, line);
    set_device(in, run);
    set_place(in, run);
    identify(in, run);
    run->energy.logged_kwh = run->energy.total_kwh;
    run->energy.scope = PLUME_SCOPE_IT;
    run->energy.evidence = PLUME_EVIDENCE_TRACKER;
    run->end_s = run->start_s + run->duration_s;
    in->runs++;
    watch_duration(in, run);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0] && status == PLUME_OK; i++)
        status = plume_text_status(texts[i], error);
    return status == PLUME_OK ? plume_log_run(in->log, run, line, error) : status;
}

/* Whether all that is told is one period: a run that was cut off so looks sound. */
static bool is_of_one_period(const reading *in)
{
    uint64_t rows = in->runs - in->epochs;

    return rows == 1 ? in->longest_s <= first_period_s
                     : rows > 1 && in->longest_s - in->shortest_s <= period_spread_s;
}

static void add_notes(const reading *in)
{
    if (in->encoded)
        plume_log_note(in->log, PLUME_INFO, 0, "encoded",
                       "the file beside it whose name begins with encoded_ is the same, "
                       "scrambled by Eco2AI: it is not read");
    if (in->runs == 0)
        return;
    if (is_of_one_period(in))
        plume_log_note(
            in->log, PLUME_WARNING, 0, "eco2ai-first-period-only",
            "the rows last as long as one period of the tracker: with pandas 3 "
            "Eco2AI writes a run once and fails the second time; the run may "
            "have lasted longer and drawn more");
    if (in->low > 0)
        plume_log_note(in->log, PLUME_WARNING, in->first_low, "processor-missed",
                       "%llu rows draw less than a twentieth of the processor's rated "
                       "power: Eco2AI misses the processor in epochs shorter than its "
                       "period",
                       (unsigned long long)in->low);
    plume_log_note(in->log, PLUME_ASSUMED, 0, "pue-not-logged",
                   "Eco2AI multiplies energies by the pue it is given and does not write "
                   "it down; taken as 1, its default");
    if (in->epochs > 0)
        plume_log_note(in->log, PLUME_INFO, 0, "rows-of-epochs",
                       "%llu rows are epochs of a training; they add up",
                       (unsigned long long)in->epochs);
}

/* "encoded_emission.csv" beside emission.csv. */
static plume_status claim_encoded(reading *in, plume_error *error)
{
    const char *path = plume_log_path(in->log), *slash = strrchr(path, '/');
    plume_source_stream *beside = NULL;
    plume_status status;
    plume_text name;

    plume_text_init(&name);
    plume_text_printf(&name, "encoded_%s", slash != NULL ? slash + 1 : path);
    status = plume_text_status(&name, error);
    if (status == PLUME_OK)
        status = plume_log_companion(in->log, name.data, &beside, error);
    in->encoded = beside != NULL;
    plume_source_close(beside);
    plume_text_dispose(&name);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log, .shortest_s = NAN, .longest_s = NAN };
    plume_text *const texts[] = { &in.identity, &in.device, &in.location, &in.region };
    uint64_t line = 1;
    plume_run run;
    plume_status status = plume_run_table_open(&in.table, log, columns, ',', error);

    if (status != PLUME_OK)
        return status;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        plume_text_init(texts[i]);
    status = claim_encoded(&in, error);
    while (status == PLUME_OK && line > 0) {
        status = plume_run_table_next(in.table, &run, &line, error);
        if (status == PLUME_OK && line > 0)
            status = take(&in, &run, line, error);
    }
    if (status == PLUME_OK)
        add_notes(&in);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        plume_text_dispose(texts[i]);
    plume_run_table_close(in.table);
    return status;
}

const plume_reader plume_reader_eco2ai = {
    .name = "eco2ai",
    .title = "Eco2AI's emission.csv",
    .confidence = confidence,
    .marks = { "power_consumption(" },
    .read = read,
};
