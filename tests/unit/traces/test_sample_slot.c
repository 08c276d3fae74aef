/* A device that is found by its slot, and whose samples are then taken at once, has the
 * bits of one that is found by its name. */
#include "support/support.h"
#include "traces/integrator.h"
#include "traces/total.h"

#include <plume/number.h>

enum { DEVICES = 3, SAMPLES = 1200 };

static uint64_t random_state;

static uint64_t below(uint64_t bound)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (random_state >> 33) % bound;
}

/* What may be odd about a trace; each is drawn now and then. */
typedef enum oddity {
    ODD_NOTHING,
    ODD_ZERO,
    ODD_GAP,
    ODD_MISSING,
    ODD_BACK,
    ODD_HOUR,
    ODD_AGAIN,
    ODD_IMPOSSIBLE,
    ODD_SHARE,
    ODD_COUNTER,
    ODDITIES
} oddity;

static void make_odd(plume_power_sample *sample, oddity odd, double *t_s)
{
    switch (odd) {
    case ODD_ZERO:
        sample->watts = 0;
        break;
    case ODD_GAP:
        *t_s += 30;
        break;
    case ODD_MISSING:
        sample->watts = NAN;
        break;
    case ODD_BACK:
        *t_s -= 40;
        break;
    case ODD_HOUR:
        *t_s -= 3600;
        break;
    case ODD_AGAIN:
        *t_s -= 1;
        break;
    case ODD_IMPOSSIBLE:
        sample->watts = -5;
        break;
    case ODD_SHARE:
        sample->utilization = (double)below(150) / 100.0;
        break;
    case ODD_COUNTER:
        sample->counter_j = *t_s * 300;
        break;
    default:
        break;
    }
}

static plume_status take_all(plume_power *power, uint64_t seed, bool odds, bool slots,
                             plume_power_verdict *verdicts)
{
    static const char *const names[DEVICES] = { "0", "1", "2" };
    size_t slot[DEVICES] = { 0 };
    double t_s = 1.7e9;
    oddity kind;

    random_state = seed;
    kind = (oddity)below(ODDITIES);
    for (int i = 0; i < SAMPLES; i++) {
        plume_power_sample sample;
        plume_status status;

        t_s += i % DEVICES == 0 ? 0.9 + 0.001 * (double)below(200) : 0;
        plume_power_sample_init(&sample);
        sample.device = names[i % DEVICES];
        sample.watts = 20 + (double)below(40000) / 100.0;
        if (odds && below(60) == 0)
            make_odd(&sample, kind, &t_s);
        sample.t_s = t_s;
        sample.slot = slots ? &slot[i % DEVICES] : NULL;
        status = plume_power_take(power, &sample, &verdicts[i], NULL);
        if (status != PLUME_OK)
            return status;
    }
    return PLUME_OK;
}

static void print(plume_text *out, const plume_power *power)
{
    for (size_t i = 0; i < plume_power_count(power); i++) {
        plume_power_device device = plume_power_at(power, i);
        double figures[] = { device.energy_j,
                             device.low_j,
                             device.high_j,
                             device.start_s,
                             device.end_s,
                             device.measured_s,
                             device.gap_s,
                             device.longest_gap_s,
                             device.median_s,
                             device.least_w,
                             device.most_w,
                             device.most_utilization,
                             (double)device.samples,
                             (double)device.gaps,
                             (double)device.steps_back,
                             (double)device.hour_steps,
                             device.crowded,
                             device.counted };

        for (size_t k = 0; k < sizeof figures / sizeof figures[0]; k++) {
            plume_number_print(out, figures[k]);
            plume_text_add(out, " ");
        }
    }
}

/* Once, if one time is enough; else twice. */
static void integrate(plume_text *out, uint64_t seed, bool odds, bool slots,
                      plume_power_verdict *verdicts)
{
    static const plume_power_rules rules = { PLUME_GAPS_BRIDGE, NAN, NAN };
    plume_power *power;
    plume_error error;

    ck_ok(plume_power_new(&power, &rules, &error), error);
    ck_ok(take_all(power, seed, odds, slots, verdicts), error);
    if (!plume_power_conclude(power)) {
        plume_power_begin(power, (plume_power_sink){ NULL, NULL });
        ck_ok(take_all(power, seed, odds, slots, verdicts), error);
    }
    plume_text_clear(out);
    print(out, power);
    plume_power_free(power);
}

START_TEST(a_device_is_the_same_by_its_slot_and_by_its_name)
{
    plume_power_verdict named[SAMPLES], slotted[SAMPLES];
    plume_text by_name, by_slot;

    plume_text_init(&by_name);
    plume_text_init(&by_slot);
    for (uint64_t seed = 1; seed <= 200; seed++) {
        integrate(&by_name, seed, seed % 5 != 0, false, named);
        integrate(&by_slot, seed, seed % 5 != 0, true, slotted);
        ck_assert_str_eq(by_name.data, by_slot.data);
        ck_assert_mem_eq(named, slotted, sizeof named);
    }
    plume_text_dispose(&by_name);
    plume_text_dispose(&by_slot);
}
END_TEST

static void add(TCase *cases)
{
    tcase_add_test(cases, a_device_is_the_same_by_its_slot_and_by_its_name);
}

int main(void)
{
    return test_main("sample_slot", add);
}
