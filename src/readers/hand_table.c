/* A table as people write it: one row an experiment, its heads as they come to mind. */
#include "core/number/units.h"
#include "readers/tidy.h"

enum { TABLE_OF_PEOPLE = 50 }; /* columns that would do */

#define KWH_PER_WH  0.001
#define KWH_PER_MWH 1000.0

static const plume_run_column columns[] = {
    { "experiment", PLUME_FIELD_ID, 1, PLUME_OPTIONAL },
    { "Experiment", PLUME_FIELD_ID, 1, PLUME_OPTIONAL },
    { "gpu", PLUME_FIELD_DEVICE, 1, PLUME_OPTIONAL },
    { "GPU", PLUME_FIELD_DEVICE, 1, PLUME_OPTIONAL },
    { "gpu_type", PLUME_FIELD_DEVICE, 1, PLUME_OPTIONAL },
    { "accelerator", PLUME_FIELD_DEVICE, 1, PLUME_OPTIONAL },
    { "Accelerator", PLUME_FIELD_DEVICE, 1, PLUME_OPTIONAL },
    { "gpu type", PLUME_FIELD_DEVICE, 1, PLUME_OPTIONAL },
    { "GPU type", PLUME_FIELD_DEVICE, 1, PLUME_OPTIONAL },
    { "GPU model", PLUME_FIELD_DEVICE, 1, PLUME_OPTIONAL },
    { "Hardware", PLUME_FIELD_DEVICE, 1, PLUME_OPTIONAL },
    { "Device", PLUME_FIELD_DEVICE, 1, PLUME_OPTIONAL },
    { "gpus", PLUME_FIELD_DEVICE_COUNT, 1, PLUME_OPTIONAL },
    { "GPUs", PLUME_FIELD_DEVICE_COUNT, 1, PLUME_OPTIONAL },
    { "#GPUs", PLUME_FIELD_DEVICE_COUNT, 1, PLUME_OPTIONAL },
    { "n_gpus", PLUME_FIELD_DEVICE_COUNT, 1, PLUME_OPTIONAL },
    { "num_gpus", PLUME_FIELD_DEVICE_COUNT, 1, PLUME_OPTIONAL },
    { "gpu_count", PLUME_FIELD_DEVICE_COUNT, 1, PLUME_OPTIONAL },
    { "# GPUs", PLUME_FIELD_DEVICE_COUNT, 1, PLUME_OPTIONAL },
    { "num GPUs", PLUME_FIELD_DEVICE_COUNT, 1, PLUME_OPTIONAL },
    { "Num GPUs", PLUME_FIELD_DEVICE_COUNT, 1, PLUME_OPTIONAL },
    { "number of gpus", PLUME_FIELD_DEVICE_COUNT, 1, PLUME_OPTIONAL },
    { "Number of GPUs", PLUME_FIELD_DEVICE_COUNT, 1, PLUME_OPTIONAL },
    { "GPU count", PLUME_FIELD_DEVICE_COUNT, 1, PLUME_OPTIONAL },
    { "Devices", PLUME_FIELD_DEVICE_COUNT, 1, PLUME_OPTIONAL },
    { "Hours", PLUME_FIELD_HOURS, 1, PLUME_OPTIONAL },
    { "time_h", PLUME_FIELD_HOURS, 1, PLUME_OPTIONAL },
    { "time (h)", PLUME_FIELD_HOURS, 1, PLUME_OPTIONAL },
    { "Time (h)", PLUME_FIELD_HOURS, 1, PLUME_OPTIONAL },
    { "h", PLUME_FIELD_HOURS, 1, PLUME_OPTIONAL },
    { "time (hours)", PLUME_FIELD_HOURS, 1, PLUME_OPTIONAL },
    { "Time (hours)", PLUME_FIELD_HOURS, 1, PLUME_OPTIONAL },
    { "Time [h]", PLUME_FIELD_HOURS, 1, PLUME_OPTIONAL },
    { "Hours (h)", PLUME_FIELD_HOURS, 1, PLUME_OPTIONAL },
    { "Duration (h)", PLUME_FIELD_HOURS, 1, PLUME_OPTIONAL },
    { "Runtime (h)", PLUME_FIELD_HOURS, 1, PLUME_OPTIONAL },
    { "Runtime [h]", PLUME_FIELD_HOURS, 1, PLUME_OPTIONAL },
    { "training time (h)", PLUME_FIELD_HOURS, 1, PLUME_OPTIONAL },
    { "Training time (h)", PLUME_FIELD_HOURS, 1, PLUME_OPTIONAL },
    { "train hours", PLUME_FIELD_HOURS, 1, PLUME_OPTIONAL },
    { "energy", PLUME_FIELD_ENERGY_KWH, 1, PLUME_OPTIONAL },
    { "Energy", PLUME_FIELD_ENERGY_KWH, 1, PLUME_OPTIONAL },
    { "kWh", PLUME_FIELD_ENERGY_KWH, 1, PLUME_OPTIONAL },
    { "energy (kWh)", PLUME_FIELD_ENERGY_KWH, 1, PLUME_OPTIONAL },
    { "Energy (kWh)", PLUME_FIELD_ENERGY_KWH, 1, PLUME_OPTIONAL },
    { "Energy [kWh]", PLUME_FIELD_ENERGY_KWH, 1, PLUME_OPTIONAL },
    { "energy_wh", PLUME_FIELD_ENERGY_KWH, KWH_PER_WH, PLUME_OPTIONAL },
    { "Energy (Wh)", PLUME_FIELD_ENERGY_KWH, KWH_PER_WH, PLUME_OPTIONAL },
    { "energy (Wh)", PLUME_FIELD_ENERGY_KWH, KWH_PER_WH, PLUME_OPTIONAL },
    { "Energy (MWh)", PLUME_FIELD_ENERGY_KWH, KWH_PER_MWH, PLUME_OPTIONAL },
    { "energy (MWh)", PLUME_FIELD_ENERGY_KWH, KWH_PER_MWH, PLUME_OPTIONAL },
    { "energy_mwh", PLUME_FIELD_ENERGY_KWH, KWH_PER_MWH, PLUME_OPTIONAL },
    { "energy_j", PLUME_FIELD_ENERGY_KWH, (1.0 / JOULES_PER_KWH), PLUME_OPTIONAL },
    { "energy (J)", PLUME_FIELD_ENERGY_KWH, (1.0 / JOULES_PER_KWH), PLUME_OPTIONAL },
    { "Energy (J)", PLUME_FIELD_ENERGY_KWH, (1.0 / JOULES_PER_KWH), PLUME_OPTIONAL },
    { "power", PLUME_FIELD_POWER_W, 1, PLUME_OPTIONAL },
    { "Power (W)", PLUME_FIELD_POWER_W, 1, PLUME_OPTIONAL },
    { "power (W)", PLUME_FIELD_POWER_W, 1, PLUME_OPTIONAL },
    { "place", PLUME_FIELD_LOCATION, 1, PLUME_OPTIONAL },
    { "country", PLUME_FIELD_LOCATION, 1, PLUME_OPTIONAL },
    { "Location", PLUME_FIELD_LOCATION, 1, PLUME_OPTIONAL },
    { "Country", PLUME_FIELD_LOCATION, 1, PLUME_OPTIONAL },
#define COLUMN(name, field) { name, PLUME_FIELD_##field, 1, PLUME_OPTIONAL },
#include "readers/tidy_columns.def"
#undef COLUMN
    { NULL, PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
};

/* The experiment, and what it used or how long it took. */
static int confidence(const plume_head *head)
{
    static const char *const id[] = { "experiment", "Experiment" };
    bool named = false;

    for (size_t i = 0; i < sizeof id / sizeof *id; i++)
        named = named ||
                plume_head_has_columns(head, ',', (const char *const[]){ id[i], NULL });
    for (size_t i = 0; named && columns[i].name != NULL; i++) {
        plume_run_field field = columns[i].field;
        const char *const name[] = { columns[i].name, NULL };

        if ((field == PLUME_FIELD_HOURS || field == PLUME_FIELD_DURATION_S ||
             field == PLUME_FIELD_ENERGY_KWH) &&
            plume_head_has_columns(head, ',', name))
            return TABLE_OF_PEOPLE;
    }
    return 0;
}

static plume_status read(plume_log *log, plume_error *error)
{
    return plume_tidy_read(log, columns, error);
}

const plume_reader plume_reader_hand_table = {
    .name = "hand_table",
    .title = "a table of experiments as people write it",
    .confidence = confidence,
    .marks = { "experiment" },
    .read = read,
};
