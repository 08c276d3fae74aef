/* support/power.h -- taking a few samples both times. */
#ifndef PLUME_TESTS_POWER_H
#define PLUME_TESTS_POWER_H

#include "traces/integrator.h"
#include "support/support.h"

typedef struct test_sample {
    const char *device;
    double t_s, watts, counter_j, interval_j;
} test_sample;

static plume_power_sample test_sample_of(const test_sample *from, double modulus_j)
{
    plume_power_sample sample;

    plume_power_sample_init(&sample);
    sample.device = from->device;
    sample.t_s = from->t_s;
    sample.watts = from->watts;
    sample.counter_j = from->counter_j;
    sample.interval_j = from->interval_j;
    sample.counter_modulus_j = modulus_j;
    return sample;
}

/* Freed by the caller. verdicts (may be NULL) holds count. */
static plume_power *test_power(const test_sample *samples, size_t count,
                               const plume_power_rules *rules, double modulus_j,
                               plume_power_verdict *verdicts)
{
    plume_power *power;
    plume_error error;

    ck_ok(plume_power_new(&power, rules, &error), error);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < count; i++) {
            plume_power_sample sample = test_sample_of(&samples[i], modulus_j);
            plume_power_verdict verdict;

            ck_ok(plume_power_take(power, &sample, &verdict, &error), error);
            if (verdicts != NULL && pass == 1)
                ck_assert_int_eq(verdicts[i], verdict);
            if (verdicts != NULL)
                verdicts[i] = verdict;
        }
        if (pass == 0)
            plume_power_begin(power, (plume_power_sink){ NULL, NULL });
    }
    return power;
}

#endif
