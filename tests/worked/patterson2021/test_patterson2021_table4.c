/* Patterson et al. 2021 (arXiv:2104.10350v3), Table 4: all six columns, from the days,
 * chips and average power that they print, by device count x power; and the check by
 * FLOPs. */
#include "support/support.h"

#include "core/number/units.h"

/* As printed, with half a unit of the last printed digit of days, PUE and intensities. */
typedef struct column {
    const char *name;
    double days, half_day;
    double chips, chip_w;
    double pue, gross, net; /* all to 0.01 and 0.001 */
    const char *energy_mwh, *gross_t, *net_t;
    plume_verdict energy_verdict, gross_verdict, net_verdict;
} column;

#define EXACT  PLUME_VERDICT_EXACT
#define WITHIN PLUME_VERDICT_WITHIN_ROUNDING

static const column columns[] = {
    { "column 1, Evolved Transformer NAS", 6.8, 0.05, 200, 208, 1.10, 0.431, 0.431, "7.5",
      "3.2", "3.2", EXACT, EXACT, EXACT },
    { "column 2, T5", 20, 0.5, 512, 310, 1.12, 0.545, 0.545, "85.7", "46.7", "46.7",
      WITHIN, WITHIN, WITHIN },
    { "column 3, Meena", 30, 0.5, 1024, 289, 1.09, 0.415, 0.415, "232", "96.4", "96.4",
      EXACT, EXACT, EXACT },
    { "column 4, GShard-600B", 3.1, 0.05, 1024, 288, 1.09, 0.201, 0.177, "24.1", "4.8",
      "4.3", WITHIN, EXACT, WITHIN },
    { "column 5, Switch Transformer", 27, 0.5, 1024, 245, 1.10, 0.403, 0.330, "179",
      "72.2", "59.1", EXACT, WITHIN, WITHIN },
    { "column 6, GPT-3", 14.8, 0.05, 10000, 330, 1.10, 0.429, 0.429, "1287", "552.1",
      "552.1", WITHIN, WITHIN, WITHIN },
};

static plume_estimate estimate_of(const column *c, plume_basis basis)
{
    const plume_method *method = plume_method_find("patterson2021");
    plume_workload workload;
    plume_estimate estimate;
    plume_error error;
    plume_site site;
    plume_run run;

    plume_run_init(&run);
    run.power_w = c->chips * c->chip_w;
    run.duration_s = c->days * SECONDS_PER_DAY;
    run.device_count = c->chips;
    run.energy.scope = PLUME_SCOPE_IT;
    plume_site_init(&site);
    site.pue.value = c->pue;
    site.gross_kg_per_kwh.value = c->gross;
    site.net_kg_per_kwh.value = c->net;
    ck_ok(plume_workload_resolve(&workload, &run, NULL, NAN, NULL, &error), error);
    ck_ok(method->estimate(&estimate, &workload, &site, basis, &error), error);
    return estimate;
}

/* computed over the rounding of the column's days, power, PUE and, for carbon, intensity.
 */
static plume_verdict judge(const column *c, double computed, double kg_per_kwh,
                           const char *printed)
{
    double days = c->half_day / c->days, power = 0.5 / c->chip_w, pue = 0.005 / c->pue;
    double grid = kg_per_kwh > 0.0 ? 0.0005 / kg_per_kwh : 0.0;

    return plume_verdict_of(
        computed, computed * (1 - days) * (1 - power) * (1 - pue) * (1 - grid),
        computed * (1 + days) * (1 + power) * (1 + pue) * (1 + grid), printed);
}

START_TEST(energy_stands_to_the_printed_megawatt_hours_as_stated)
{
    const column *c = &columns[_i];
    double mwh = estimate_of(c, PLUME_BASIS_GROSS).energy_kwh / KWH_PER_MWH;

    ck_assert_msg(judge(c, mwh, 0.0, c->energy_mwh) == c->energy_verdict,
                  "%s: %.17g MWh, printed %s", c->name, mwh, c->energy_mwh);
}
END_TEST

START_TEST(gross_stands_to_the_printed_tonnes_as_stated)
{
    const column *c = &columns[_i];
    double tonnes = estimate_of(c, PLUME_BASIS_GROSS).co2e_kg / KG_PER_TONNE;

    ck_assert_msg(judge(c, tonnes, c->gross, c->gross_t) == c->gross_verdict,
                  "%s: %.17g t, printed %s", c->name, tonnes, c->gross_t);
}
END_TEST

START_TEST(net_stands_to_the_printed_tonnes_as_stated)
{
    const column *c = &columns[_i];
    double tonnes = estimate_of(c, PLUME_BASIS_NET).co2e_kg / KG_PER_TONNE;

    ck_assert_msg(judge(c, tonnes, c->net, c->net_t) == c->net_verdict,
                  "%s: %.17g t, printed %s", c->name, tonnes, c->net_t);
}
END_TEST

/* Computed with exact decimals from the same printed inputs. */
START_TEST(energies_have_all_their_digits)
{
    static const double mwh[] = { 7.4680320, 85.327872, 232.25057,
                                  23.916184, 178.82726, 1289.3760 };

    ck_close(estimate_of(&columns[_i], PLUME_BASIS_GROSS).energy_kwh / KWH_PER_MWH,
             mwh[_i], 5e-8);
}
END_TEST

/* The printed tonnes follow from the printed energies where those hold enough digits. */
START_TEST(printed_energies_times_printed_intensities_give_the_tonnes_as_stated)
{
    static const struct {
        double mwh, half_mwh, kg_per_kwh;
        const char *tonnes;
        plume_verdict verdict;
    } cells[] = {
        { 7.5, 0.05, 0.431, "3.2", EXACT },  { 85.7, 0.05, 0.545, "46.7", EXACT },
        { 232, 0.5, 0.415, "96.4", WITHIN }, { 24.1, 0.05, 0.201, "4.8", EXACT },
        { 24.1, 0.05, 0.177, "4.3", EXACT }, { 179, 0.5, 0.403, "72.2", WITHIN },
        { 179, 0.5, 0.330, "59.1", EXACT },  { 1287, 0.5, 0.429, "552.1", EXACT },
    };

    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        double tonnes = cells[i].mwh * cells[i].kg_per_kwh;
        double low = (cells[i].mwh - cells[i].half_mwh) * (cells[i].kg_per_kwh - 0.0005);
        double high = (cells[i].mwh + cells[i].half_mwh) * (cells[i].kg_per_kwh + 0.0005);

        ck_assert_msg(plume_verdict_of(tonnes, low, high, cells[i].tonnes) ==
                          cells[i].verdict,
                      "%g MWh x %g is %.17g t, printed %s", cells[i].mwh,
                      cells[i].kg_per_kwh, tonnes, cells[i].tonnes);
    }
}
END_TEST

/* 3.14e23 FLOP at 24.6 TFLOP/s on each V100, 330 W, PUE 1.10: the printed 1,287 MWh. */
START_TEST(gpt3_follows_from_its_flops)
{
    double device_hours = 3.14e23 / 24.6e12 / SECONDS_PER_HOUR;
    column by_flops = columns[5];
    plume_estimate estimate;

    by_flops.days = device_hours / 10000.0 / HOURS_PER_DAY;
    estimate = estimate_of(&by_flops, PLUME_BASIS_GROSS);
    ck_close(estimate.energy_kwh, 1287059.6, 5e-8);
    ck_assert_int_eq(
        plume_verdict_of(estimate.energy_kwh / KWH_PER_MWH, NAN, NAN, "1287"), EXACT);
}
END_TEST

/* 6 x 175e9 x 300e9 FLOP over 14.8 days of 10,000 V100. */
START_TEST(gpt3_has_the_digits_of_its_second_derivation)
{
    plume_estimate estimate = estimate_of(&columns[5], PLUME_BASIS_GROSS);

    ck_close(3.15e23 / (10000.0 * 14.8 * SECONDS_PER_DAY) / 1e12, 24.6340, 2e-6);
    ck_close(estimate.energy_kwh / KWH_PER_MWH, 1289.38, 4e-6);
    ck_close(estimate.co2e_kg / KG_PER_TONNE, 553.142, 1e-6);
}
END_TEST

static void add(TCase *tcase)
{
    const int count = (int)(sizeof columns / sizeof columns[0]);

    tcase_add_loop_test(tcase, energy_stands_to_the_printed_megawatt_hours_as_stated, 0,
                        count);
    tcase_add_loop_test(tcase, gross_stands_to_the_printed_tonnes_as_stated, 0, count);
    tcase_add_loop_test(tcase, net_stands_to_the_printed_tonnes_as_stated, 0, count);
    tcase_add_loop_test(tcase, energies_have_all_their_digits, 0, count);
    tcase_add_test(tcase,
                   printed_energies_times_printed_intensities_give_the_tonnes_as_stated);
    tcase_add_test(tcase, gpt3_follows_from_its_flops);
    tcase_add_test(tcase, gpt3_has_the_digits_of_its_second_derivation);
}

int main(void)
{
    return test_main("patterson2021 table 4", add);
}
