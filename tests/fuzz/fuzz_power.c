/* Any samples at all: what comes out is never negative, and the pieces add up to the sum.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "traces/integrator.h"
#include "traces/total.h"

static void add_piece(void *state, const plume_power_piece *piece)
{
    double *sum = state;

    if (!(piece->energy_j >= 0.0) || !(piece->to_s >= piece->from_s))
        abort();
    *sum += piece->energy_j;
}

static void take_all(plume_power *power, const uint8_t *bytes, size_t length,
                     plume_power_verdict *verdicts)
{
    static const char *const devices[] = { "", "a", "b", "c" };

    for (size_t i = 0; i < length / 8 && i < 4096; i++) {
        const uint8_t *at = bytes + i * 8;
        plume_power_verdict verdict;
        plume_power_sample sample;

        plume_power_sample_init(&sample);
        sample.device = devices[at[0] & 3];
        sample.t_s = (double)(at[1] + at[2] * 256) * (at[0] & 4 ? 0.1 : 1.0);
        if (at[0] & 8)
            sample.watts = (double)at[3] - 2.0;
        if (at[0] & 16)
            sample.counter_j = (double)(at[4] + at[5] * 256);
        if (at[0] & 32)
            sample.counter_modulus_j = 65536.0;
        if (at[0] & 64)
            sample.interval_j = at[6];
        if (at[0] & 128)
            sample.from_s = sample.t_s - at[7];
        if (plume_power_take(power, &sample, &verdict, NULL) != PLUME_OK)
            abort();
        if (verdicts[i] != PLUME_POWER_VERDICT_COUNT && verdicts[i] != verdict)
            abort();
        verdicts[i] = verdict;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static plume_power_verdict verdicts[4096];
    plume_power_rules rules = { PLUME_GAPS_BRIDGE, NAN, NAN };
    plume_power_total total;
    plume_power *power;
    double sum = 0.0;

    if (length == 0)
        return 0;
    rules.gaps = (plume_gaps)(bytes[0] % 3);
    for (size_t i = 0; i < 4096; i++)
        verdicts[i] = PLUME_POWER_VERDICT_COUNT;
    if (plume_power_new(&power, &rules, NULL) != PLUME_OK)
        abort();
    take_all(power, bytes + 1, length - 1, verdicts);
    plume_power_begin(power, (plume_power_sink){ add_piece, &sum });
    take_all(power, bytes + 1, length - 1, verdicts);
    total = plume_power_sum(power);
    if (!isnan(total.energy_j) && fabs(sum - total.energy_j) > 1e-9 * (1.0 + sum))
        abort();
    if (total.coverage < 0.0 || total.coverage > 1.0)
        abort();
    plume_power_free(power);
    return 0;
}
