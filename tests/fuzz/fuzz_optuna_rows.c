/* Optuna's tables with any rows. */
#include "fuzz_rows.h"

static const fuzz_table tables[] = {
    { "version_info",
      { "nversion_info_id", "sschema_version", "wlibrary_version" },
      { "4.5.0", "2.0.0", "" } },
    { "studies", { "nstudy_id", "tstudy_name" }, { NULL } },
    { "study_directions",
      { "nstudy_direction_id", "wdirection", "sstudy_id", "sobjective" },
      { "MINIMIZE", "MAXIMIZE", "NOT_SET" } },
    { "study_user_attributes", { "nid", "sstudy_id", "tkey", "jvalue_json" }, { NULL } },
    { "trials",
      { "ntrial_id", "nnumber", "sstudy_id", "wstate", "mdatetime_start",
        "mdatetime_complete" },
      { "COMPLETE", "FAIL", "RUNNING", "PRUNED", "WAITING", "ODD" } },
    { "trial_values",
      { "nid", "strial_id", "sobjective", "svalue", "wvalue_type" },
      { "FINITE", "INF_POS", "INF_NEG" } },
    { "trial_intermediate_values",
      { "nid", "strial_id", "sstep", "sintermediate_value", "wintermediate_value_type" },
      { "FINITE", "NAN" } },
    { "trial_params",
      { "nid", "strial_id", "tparam_name", "sparam_value", "jdistribution_json" },
      { NULL } },
    { "trial_user_attributes",
      { "nid", "strial_id", "wkey", "jvalue_json" },
      { "device", "gpu", "energy_kwh", "duration", "host" } },
    { "trial_system_attributes",
      { "nid", "strial_id", "wkey", "jvalue_json" },
      { "retry_history", "failed_trial", "fixed_params", "retried_trial_number" } },
    { "trial_heartbeats", { "nid", "strial_id", "mheartbeat" }, { NULL } },
};

FUZZ_ROWS(optuna, "study.db", tables)
