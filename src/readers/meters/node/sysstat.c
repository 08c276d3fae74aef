/* sadf of sysstat: known so that it is refused by its name. Its power management is
 * clocks, temperatures, fans and voltages, and no power. */
#include <string.h>

#include "logs/power/line.h"

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");

    return *start == '{' && plume_power_head_has(head, "\"sysstat\"") &&
                   plume_power_head_has(head, "\"hosts\"")
               ? 60
               : 0;
}

static plume_status read(plume_log *log, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), 1, 0,
                  "sysstat measures no power: its power management is clocks, "
                  "temperatures and voltages");
    plume_hint(error, "log the power too, as in `while true; do date -Is; sensors -j; "
                      "sleep 1; done`");
    return PLUME_ERR_MISSING;
}

const plume_reader plume_reader_sysstat = {
    .name = "sysstat",
    .title = "sysstat's sadf, which has no power",
    .confidence = confidence,
    .marks = { "sysstat" },
    .read = read,
};
