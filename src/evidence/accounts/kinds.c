/* The readers by what their logs are. */
#include "evidence/accounts/kinds.h"

#include <stddef.h>
#include <string.h>

typedef struct row {
    const char *reader, *tool;
    plume_log_kind kind;
} row;

/* The kind decides whose word counts (docs/evidence.md); readers of one tool share its
 * run ids. */
static const row rows[] = {
    { "autogluon", "autogluon", PLUME_KIND_SWEEP },
    { "ax", "ax", PLUME_KIND_SWEEP },
    { "carbontracker", "carbontracker", PLUME_KIND_TRACKER },
    { "clearml", "clearml", PLUME_KIND_EXPERIMENT },
    { "codecarbon", "codecarbon", PLUME_KIND_TRACKER },
    { "codecarbon_json", "codecarbon", PLUME_KIND_TRACKER },
    { "comet", "comet", PLUME_KIND_EXPERIMENT },
    { "darts", "darts", PLUME_KIND_TRAINER },
    { "dvclive", "dvclive", PLUME_KIND_EXPERIMENT },
    { "eco2ai", "eco2ai", PLUME_KIND_TRACKER },
    { "flaml", "flaml", PLUME_KIND_SWEEP },
    { "gnu_time", "gnu_time", PLUME_KIND_TRACKER },
    { "hf_trainer", "hf_trainer", PLUME_KIND_TRAINER },
    { "hpbandster", "hpbandster", PLUME_KIND_SWEEP },
    { "htcondor", "htcondor", PLUME_KIND_SCHEDULER },
    { "htcondor_events", "htcondor", PLUME_KIND_SCHEDULER },
    { "htcondor_json", "htcondor", PLUME_KIND_SCHEDULER },
    { "hydra", "hydra", PLUME_KIND_SWEEP },
    { "hyperopt", "hyperopt", PLUME_KIND_SWEEP },
    { "impact_tracker", "impact_tracker", PLUME_KIND_TRACKER },
    { "keras_tuner", "keras_tuner", PLUME_KIND_SWEEP },
    { "lightning", "lightning", PLUME_KIND_TRAINER },
    { "mlflow", "mlflow", PLUME_KIND_EXPERIMENT },
    { "mlflow_files", "mlflow", PLUME_KIND_EXPERIMENT },
    { "nasbench", "nasbench", PLUME_KIND_SWEEP },
    { "neptune", "neptune", PLUME_KIND_EXPERIMENT },
    { "nni", "nni", PLUME_KIND_SWEEP },
    { "notebook", "notebook", PLUME_KIND_SCHEDULER },
    { "optuna", "optuna", PLUME_KIND_SWEEP },
    { "optuna_csv", "optuna", PLUME_KIND_SWEEP },
    { "optuna_journal", "optuna", PLUME_KIND_SWEEP },
    { "ray_progress", "ray", PLUME_KIND_SWEEP },
    { "ray_result", "ray", PLUME_KIND_SWEEP },
    { "ray_state", "ray", PLUME_KIND_SWEEP },
    { "sacct_json", "slurm", PLUME_KIND_SCHEDULER },
    { "sacred", "sacred", PLUME_KIND_EXPERIMENT },
    { "slurm", "slurm", PLUME_KIND_SCHEDULER },
    { "smac", "smac", PLUME_KIND_SWEEP },
    { "snakemake", "snakemake", PLUME_KIND_SCHEDULER },
    { "snakemake_benchmark", "snakemake", PLUME_KIND_SCHEDULER },
    { "snakemake_log", "snakemake", PLUME_KIND_EVENTS },
    { "submitit", "submitit", PLUME_KIND_SCHEDULER },
    { "swanlab", "swanlab", PLUME_KIND_EXPERIMENT },
    { "syne_tune", "syne_tune", PLUME_KIND_SWEEP },
    { "tensorboard", "tensorboard", PLUME_KIND_EVENTS },
    { "tidy", "tidy", PLUME_KIND_TABLE },
    { "trackio", "trackio", PLUME_KIND_EXPERIMENT },
    { "trainer_results", "hf_trainer", PLUME_KIND_TRAINER },
    { "wandb_chart", "wandb", PLUME_KIND_EXPERIMENT },
    { "wandb_csv", "wandb", PLUME_KIND_EXPERIMENT },
    { "wandb_file", "wandb", PLUME_KIND_EXPERIMENT },
    { "wandb_folder", "wandb", PLUME_KIND_EXPERIMENT },
};

static const row *find(const char *reader)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(rows[i].reader, reader) == 0)
            return &rows[i];
    return NULL;
}

plume_log_kind plume_kind_of(const char *reader)
{
    const row *found = find(reader);

    return found != NULL ? found->kind : PLUME_KIND_TRACKER;
}

/* Meters and trackers of single programs are not listed above. */
bool plume_kind_may_share_devices(const char *reader)
{
    const row *found = find(reader);

    return found != NULL && found->kind != PLUME_KIND_SCHEDULER;
}

/* carbontracker reads all packages of processors, and all accelerators. */
bool plume_kind_meters_machine(const char *reader)
{
    return strcmp(reader, "carbontracker") == 0;
}

/* A reader that is not listed is a tool of its own, by its name. */
const char *plume_kind_tool(const char *reader)
{
    const row *found = find(reader);

    return found != NULL ? found->tool : reader;
}

const char *plume_kind_name(plume_log_kind kind)
{
    static const char *const names[PLUME_KIND_COUNT] = {
        [PLUME_KIND_SCHEDULER] = "the scheduler",
        [PLUME_KIND_TABLE] = "a table",
        [PLUME_KIND_TRAINER] = "the trainer",
        [PLUME_KIND_SWEEP] = "the sweep",
        [PLUME_KIND_EVENTS] = "event files",
        [PLUME_KIND_EXPERIMENT] = "the experiment tracker",
        [PLUME_KIND_TRACKER] = "the energy tracker",
        [PLUME_KIND_TRACE] = "a power trace",
    };

    return kind < PLUME_KIND_COUNT ? names[kind] : "nobody";
}
