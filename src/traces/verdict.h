/* traces/verdict.h -- what became of a sample of power. */
#ifndef PLUME_TRACES_VERDICT_H
#define PLUME_TRACES_VERDICT_H

/* What became of a sample; the same both times. */
typedef enum plume_power_verdict {
    PLUME_POWER_USED,
    PLUME_POWER_NO_READING,  /* none of the three figures */
    PLUME_POWER_NO_TIME,     /* its time is unknown or infinite */
    PLUME_POWER_IMPOSSIBLE,  /* negative, infinite, or above any machine */
    PLUME_POWER_FAILED_POLL, /* a zero where the device was drawing power */
    PLUME_POWER_REPEATED,    /* stands in a time that was read before */
    PLUME_POWER_VERDICT_COUNT
} plume_power_verdict;

/* A code for a rejected record and the reason in words. */
const char *plume_power_verdict_code(plume_power_verdict verdict);
const char *plume_power_verdict_reason(plume_power_verdict verdict);

#endif
