/* GRACE-HPC's table of jobs: full_job_data.csv, and its summary with fewer columns. Its
 * daily and total tables are sums of the same jobs. */
#include "logs/run_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/data/csv_header.h"
#include "core/number/units.h"
#include <plume/number.h>
#include <plume/text.h>

/* UserID, UserName and WorkingDirectory are never kept. */
static const plume_run_column columns[] = {
    { "Job_ID", PLUME_FIELD_ID, 1, PLUME_REQUIRED },
    { "NameofJob", PLUME_FIELD_NAME, 1, PLUME_OPTIONAL },
    { "ElapsedRuntime", PLUME_FIELD_NONE, 1, PLUME_REQUIRED },
    { "GPUsAllocated", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "StateCode", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "EnergyIPMI_kwh", PLUME_FIELD_NONE, 1, PLUME_REQUIRED },
    { "energy_estimated_noPUE_kwh", PLUME_FIELD_NONE, 1, PLUME_REQUIRED },
    { "energy_estimated_kwh", PLUME_FIELD_NONE, 1, PLUME_REQUIRED },
    /* known, and used below or not at all */
    { "MainJobID", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "UserID", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "UserName", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "PartitionName", PLUME_FIELD_PARTITION, 1, PLUME_OPTIONAL },
    { "PartitionCategory", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "SubmissionTime", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "TotalNodes", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "CPUsAllocated", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "CPUusagetime", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "ActualCPUtime", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "CPUwalltime", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "GPUusagetime", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "RequestedMemoryGB", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "UsedMemoryGB", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "NodeHours", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "CPUhours", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "GPUhours", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "UsedMemoryGB1", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "RequiredMemoryGB", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "WastedMemoryRatio", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "WorkingDirectory", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "CPU_energy_estimated_kwh", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "GPU_energy_estimated_kwh", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "memory_energy_estimated_kwh", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "required_memory_energy_estimated_kwh", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "energy_requiredMem_estimated_kwh", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "failed_energy_kwh", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "CarbonIntensity_gCO2e_kwh", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "Scope2Emissions_gCO2e", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "Scope2Emissions_IPMI_gCO2e", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "Scope3Emissions_gCO2e", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "Scope2Emissions_requiredMem_gCO2e", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "Scope2Emissions_failed_gCO2e", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "Cost_GBP", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "TotalEmissions_gCO2e", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "driving_miles", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "tree_absorption_months", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "uk_houses_daily_emissions", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "bris_paris_flights", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "SubmissionDate", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "=it", PLUME_FIELD_SCOPE, 1, PLUME_OPTIONAL },
    { NULL, PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
};

typedef struct reading {
    plume_log *log;
    plume_run_table *table;
    plume_text identity;
    uint64_t metered, modelled;
} reading;

static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "Job_ID", "ElapsedRuntime", "EnergyIPMI_kwh",
                                           "energy_estimated_noPUE_kwh", NULL };

    return plume_head_has_columns(head, ',', telling) ? 95 : 0;
}

static double number(const reading *in, const char *column)
{
    plume_field cell = plume_run_table_cell(in->table, column);
    double value = NAN;

    if (!plume_field_number(&value, cell) && cell.length > 0)
        plume_log_note(in->log, PLUME_WARNING, 0, "no-number",
                       "what stands as %s is no number: it is unknown", column);
    return value;
}

/* "0 days 10:00:00", as pandas prints a difference of times. */
static double elapsed_s(const char *text)
{
    char *end;
    double days = strtod(text, &end);
    unsigned long parts[2];

    if (end == text || strncmp(end, " days ", 6) != 0)
        return (double)NAN;
    text = end + 6;
    for (int i = 0; i < 2; i++) {
        parts[i] = strtoul(text, &end, 10);
        if (end == text || *end != ':')
            return (double)NAN;
        text = end + 1;
    }
    return days * SECONDS_PER_DAY + (double)parts[0] * SECONDS_PER_HOUR +
           (double)parts[1] * SECONDS_PER_MINUTE + strtod(text, &end);
}

/* A measured energy of 0.0 was not measured. Then the estimate stands, whose parts are of
 * the same model. */
static void set_energy(const reading *in, plume_run *run)
{
    double measured_kwh = number(in, "EnergyIPMI_kwh");
    double estimated_kwh = number(in, "energy_estimated_noPUE_kwh");
    double pue = number(in, "energy_estimated_kwh") / estimated_kwh;

    if (pue >= 1.0 && isfinite(pue))
        run->site_pue = pue;
    if (measured_kwh > 0.0) {
        run->energy.total_kwh = run->energy.logged_kwh = measured_kwh;
        run->energy.evidence = PLUME_EVIDENCE_METERED;
        run->logged_co2e_kg = number(in, "Scope2Emissions_IPMI_gCO2e") / GRAMS_PER_KG;
    } else {
        run->energy.total_kwh = run->energy.logged_kwh = estimated_kwh;
        run->energy.evidence = PLUME_EVIDENCE_TRACKER;
        run->energy.cpu_kwh = number(in, "CPU_energy_estimated_kwh");
        run->energy.gpu_kwh = number(in, "GPU_energy_estimated_kwh");
        run->energy.ram_kwh = number(in, "memory_energy_estimated_kwh");
        run->logged_co2e_kg = number(in, "Scope2Emissions_gCO2e") / GRAMS_PER_KG;
    }
    run->logged_intensity_kg_per_kwh =
        number(in, "CarbonIntensity_gCO2e_kwh") / GRAMS_PER_KG;
}

static plume_status take(reading *in, plume_run *run, uint64_t line, plume_error *error)
{
    double gpus = number(in, "GPUsAllocated"), ended_well = number(in, "StateCode");
    plume_status status;

    run->duration_s = elapsed_s(plume_run_table_cell(in->table, "ElapsedRuntime").text);
    if (isnan(run->duration_s)) {
        plume_run_table_reject(in->table, "ElapsedRuntime", "bad-value",
                               "ElapsedRuntime is no time such as 0 days 10:00:00");
        return PLUME_OK;
    }
    if (gpus > 0.0)
        run->device_count = gpus;
    if (!isnan(ended_well))
        run->state = ended_well > 0.0 ? PLUME_STATE_COMPLETE : PLUME_STATE_FAILED;
    set_energy(in, run);
    in->metered += run->energy.evidence == PLUME_EVIDENCE_METERED;
    in->modelled += run->energy.evidence != PLUME_EVIDENCE_METERED;
    plume_text_clear(&in->identity);
    plume_text_printf(&in->identity, "gracehpc %s", run->id);
    run->identity = in->identity.data;
    run->keys.job = run->id;
    /* the summary says less of the same job */
    run->progress = plume_run_table_has(in->table, "GPUsAllocated") ? 1.0 : 0.0;
    status = plume_text_status(&in->identity, error);
    return status == PLUME_OK ? plume_log_run(in->log, run, line, error) : status;
}

/* The tables beside it are the same jobs, or sums of them. */
static plume_status claim_sums(plume_log *log, plume_error *error)
{
    static const char *const sums[] = { "daily_data.csv", "daily_data_summary.csv",
                                        "total_data.csv", "total_data_summary.csv" };
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < sizeof sums / sizeof sums[0] && status == PLUME_OK; i++) {
        plume_source_stream *beside = NULL;

        status = plume_log_companion(log, sums[i], &beside, error);
        plume_source_close(beside);
    }
    return status;
}

static void add_notes(const reading *in)
{
    if (in->modelled > 0)
        plume_log_note(in->log, PLUME_ASSUMED, 0, "energy-modelled",
                       "%llu of %llu jobs have no measured energy: GRACE-HPC's estimate, "
                       "of rated powers, stands for them",
                       (unsigned long long)in->modelled,
                       (unsigned long long)(in->modelled + in->metered));
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log };
    uint64_t line = 1;
    plume_run run;
    plume_status status = plume_run_table_open(&in.table, log, columns, ',', error);

    if (status != PLUME_OK)
        return status;
    plume_text_init(&in.identity);
    status = claim_sums(log, error);
    while (status == PLUME_OK && line > 0) {
        status = plume_run_table_next(in.table, &run, &line, error);
        if (status == PLUME_OK && line > 0)
            status = take(&in, &run, line, error);
    }
    if (status == PLUME_OK)
        add_notes(&in);
    plume_text_dispose(&in.identity);
    plume_run_table_close(in.table);
    return status;
}

const plume_reader plume_reader_gracehpc = {
    .name = "gracehpc",
    .title = "GRACE-HPC's table of jobs",
    .confidence = confidence,
    .marks = { "EnergyIPMI_kwh" },
    .read = read,
};
