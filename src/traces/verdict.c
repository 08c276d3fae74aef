/* What a sample is rejected for: a code and a reason. */
#include "traces/verdict.h"

const char *plume_power_verdict_code(plume_power_verdict verdict)
{
    static const char *const codes[] = {
        [PLUME_POWER_USED] = "",
        [PLUME_POWER_NO_READING] = "no-reading",
        [PLUME_POWER_NO_TIME] = "no-time",
        [PLUME_POWER_IMPOSSIBLE] = "impossible-reading",
        [PLUME_POWER_FAILED_POLL] = "failed-poll",
        [PLUME_POWER_REPEATED] = "repeated-sample",
    };

    return verdict < PLUME_POWER_VERDICT_COUNT ? codes[verdict] : "";
}

const char *plume_power_verdict_reason(plume_power_verdict verdict)
{
    static const char *const reasons[] = {
        [PLUME_POWER_USED] = "",
        [PLUME_POWER_NO_READING] = "there is no reading",
        [PLUME_POWER_NO_TIME] = "the time of the sample is not known",
        [PLUME_POWER_IMPOSSIBLE] = "the reading is negative or beyond any machine",
        [PLUME_POWER_FAILED_POLL] =
            "a reading of 0 where the device was drawing power: the poll failed",
        [PLUME_POWER_REPEATED] = "this time was read before: the log repeats itself",
    };

    return verdict < PLUME_POWER_VERDICT_COUNT ? reasons[verdict] : "";
}
