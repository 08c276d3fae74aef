/* The tables of MLflow's tracking store with any rows. */
#include "fuzz_rows.h"

static const fuzz_table tables[] = {
    { "experiments",
      { "sexperiment_id", "tname", "wartifact_location", "wlifecycle_stage" },
      { "active", "deleted", "mlruns/1" } },
    { "runs",
      { "srun_uuid", "tname", "wstatus", "Mstart_time", "Mend_time", "wlifecycle_stage",
        "sexperiment_id", "wuser_id" },
      { "FINISHED", "FAILED", "KILLED", "RUNNING", "SCHEDULED", "active", "deleted" } },
    { "tags",
      { "wkey", "tvalue", "srun_uuid" },
      { "mlflow.parentRunId", "mlflow.runName", "mlflow.user", "mlflow.source.name",
        "trial_name", "mlflow.project.env" } },
    { "params",
      { "wkey", "tvalue", "srun_uuid" },
      { "device", "gpu", "n_gpu", "world_size", "model_name", "tokens" } },
    { "metrics",
      { "wkey", "svalue", "Mtimestamp", "srun_uuid", "sstep", "sis_nan" },
      { "system/gpu_0_power_usage_watts", "system/gpu_0_utilization_percentage",
        "system/gpu_1_power_usage_watts", "energy_consumed", "emissions", "loss",
        "system/cpu_utilization_percentage" } },
    { "latest_metrics",
      { "wkey", "svalue", "Mtimestamp", "sstep", "sis_nan", "srun_uuid" },
      { "energy_consumed", "emissions", "duration", "energy", "loss", "gpu_energy" } },
};

FUZZ_ROWS(mlflow, "mlflow.db", tables)
