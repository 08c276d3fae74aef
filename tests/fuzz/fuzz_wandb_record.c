/* The messages of a .wandb file, behind its checksums. */
#include <math.h>
#include <stdlib.h>

#include "readers/trackers/wandb/run.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    plume_bytes record = { bytes, length };
    plume_wandb_power *power = plume_wandb_power_new();
    plume_wandb_run_message run;
    plume_wandb_history history;
    plume_wandb_reading reading;
    plume_wandb_energy energy;
    plume_wandb_exit exit;
    plume_wandb_kind kind;
    plume_bytes message;
    plume_proto proto;

    if (power == NULL)
        abort();
    (void)plume_wandb_record_open(record, &kind, &message);
    (void)plume_wandb_run_read(&run, message);
    (void)plume_wandb_history_read(&history, message);
    (void)plume_wandb_exit_read(&exit, message);
    (void)plume_wandb_output_time(message);
    proto = plume_proto_open(message);
    while (plume_wandb_stats_next(&proto, &reading))
        if (plume_wandb_power_take(power, plume_wandb_stats_time(message), &reading,
                                   NULL) != PLUME_OK)
            abort();
    if (plume_wandb_power_sum(&energy, power, -INFINITY, INFINITY, PLUME_GAPS_BRIDGE,
                              NULL) != PLUME_OK ||
        energy.energy_j < 0.0)
        abort();
    plume_wandb_power_free(power);
    return 0;
}
