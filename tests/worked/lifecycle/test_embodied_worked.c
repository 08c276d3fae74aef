/* Embodied carbon as SCI, BLOOM and LLMCarbon amortise it, and the idle line of BLOOM, to
 * the digits printed. */
#include "support/support.h"

#include "core/number/units.h"

static const plume_lifetime bloom = { 6.0, 0.85 };

static void ck_printed(double value, const char *printed)
{
    ck_assert_msg(plume_verdict_of(value, value, value, printed) == PLUME_VERDICT_EXACT,
                  "%.17g, printed %s", value, printed);
}

START_TEST(one_reserved_hour_of_a_tonne_over_four_years_is_28_5388_grams)
{
    const plume_lifetime lifetime = { 4.0, NAN };

    ck_printed(plume_embodied_kg(1000.0, 1.0, 1.0, &lifetime, PLUME_AMORTISED_RESERVED) *
                   GRAMS_PER_KG,
               "28.5388");
}
END_TEST

START_TEST(a_server_and_a_gpu_of_bloom_cost_what_the_paper_says_per_hour)
{
    ck_printed(plume_embodied_kg(2500.0, 1.0, 1.0, &bloom, PLUME_AMORTISED_USED),
               "0.0559585");
    ck_printed(plume_embodied_kg(150.0, 1.0, 1.0, &bloom, PLUME_AMORTISED_USED),
               "0.00335751");
}
END_TEST

START_TEST(bloom_has_11_2115_tonnes_embodied_and_50_5324_in_all)
{
    const double gpu_hours = 1082990.0, intensity = 0.057;
    double servers =
        plume_embodied_kg(2500.0, gpu_hours, 1.0 / 8.0, &bloom, PLUME_AMORTISED_USED) /
        KG_PER_TONNE;
    double gpus = plume_embodied_kg(150.0, gpu_hours, 1.0, &bloom, PLUME_AMORTISED_USED) /
                  KG_PER_TONNE;
    double dynamic = 433196.0 * intensity / KG_PER_TONNE;
    double idle = 256646.0 * intensity / KG_PER_TONNE;

    ck_printed(servers, "7.57531");
    ck_printed(gpus, "3.63615");
    ck_printed(servers + gpus, "11.2115");
    ck_printed(dynamic, "24.6922");
    ck_printed(idle, "14.6288");
    ck_printed(servers + gpus + dynamic + idle, "50.5324");
}
END_TEST

START_TEST(four_of_eight_gpus_carry_half_of_their_node)
{
    const plume_lifetime lifetime = { 5.0, 0.85 };

    ck_printed(
        plume_embodied_kg(4 * 150.0, 72.0, 1.0, &lifetime, PLUME_AMORTISED_USED) +
            plume_embodied_kg(2500.0, 72.0, 4.0 / 8.0, &lifetime, PLUME_AMORTISED_USED),
        "3.57776");
}
END_TEST

static const struct {
    plume_hardware_part part;
    const char *tonnes;
} xlm[] = {
    { { "CPU", 1.47, 1.0, 64 }, "0.00105163" },
    { { "DRAM", 256, 0.4, 64 }, "0.0732567" },
    { { "SSD", 32768, 0.018, 64 }, "0.421958" },
    { { "V100", 8.15, 1.2, 512 }, "0.0559727" },
    { { "others", 111.6, 1.2, 64 }, "0.0958060" },
};

START_TEST(the_cluster_of_xlm_sums_to_0_648045_tonnes)
{
    double total = 0.0;

    for (size_t i = 0; i < sizeof xlm / sizeof *xlm; i++) {
        double tonnes = plume_hardware_part_kg(&xlm[i].part, 20.4, 5.0) / KG_PER_TONNE;

        ck_printed(tonnes, xlm[i].tonnes);
        total += tonnes;
    }
    ck_printed(total, "0.648045");
}
END_TEST

START_TEST(bloom_charges_idle_hours_to_those_who_compute_and_sci_does_not)
{
    double reserved =
        plume_embodied_kg(150.0, 10.0, 1.0, &bloom, PLUME_AMORTISED_RESERVED);

    ck_close(plume_embodied_kg(150.0, 10.0, 1.0, &bloom, PLUME_AMORTISED_USED),
             reserved / bloom.utilization, 1e-15);
    ck_assert_str_eq(plume_amortisation_name(PLUME_AMORTISED_RESERVED), "sci");
    ck_assert_str_eq(plume_amortisation_name(PLUME_AMORTISED_USED), "bloom");
}
END_TEST

START_TEST(a_device_in_use_for_its_whole_life_carries_all_of_its_making)
{
    const plume_lifetime lifetime = { 3.0, 0.5 };

    ck_close(
        plume_embodied_kg(150.0, 3.0 * 8760.0, 1.0, &lifetime, PLUME_AMORTISED_RESERVED),
        150.0, 1e-15);
    ck_close(plume_embodied_kg(150.0, 1.5 * 8760.0, 1.0, &lifetime, PLUME_AMORTISED_USED),
             150.0, 1e-15);
}
END_TEST

START_TEST(embodied_carbon_scales_with_mass_hours_and_share)
{
    for (int i = 0; i < PLUME_AMORTISATIONS; i++) {
        double once = plume_embodied_kg(150.0, 7.0, 0.25, &bloom, (plume_amortisation)i);

        ck_close(plume_embodied_kg(450.0, 7.0, 0.25, &bloom, (plume_amortisation)i),
                 3.0 * once, 1e-15);
        ck_close(plume_embodied_kg(150.0, 21.0, 0.25, &bloom, (plume_amortisation)i),
                 3.0 * once, 1e-15);
        ck_close(plume_embodied_kg(150.0, 7.0, 0.75, &bloom, (plume_amortisation)i),
                 3.0 * once, 1e-15);
    }
}
END_TEST

START_TEST(what_is_unknown_stays_unknown)
{
    const plume_lifetime unknown = { NAN, 0.85 };

    ck_assert(isnan(plume_embodied_kg(NAN, 1, 1, &bloom, PLUME_AMORTISED_USED)));
    ck_assert(isnan(plume_embodied_kg(150, NAN, 1, &bloom, PLUME_AMORTISED_USED)));
    ck_assert(isnan(plume_embodied_kg(150, 1, 1, &unknown, PLUME_AMORTISED_RESERVED)));
    ck_assert(isnan(plume_idle_reserved_kwh(NAN, 10.0)));
    ck_assert(isnan(plume_idle_unoccupied_kwh(50.0, NAN, 10.0)));
}
END_TEST

START_TEST(idle_hours_are_those_without_a_run)
{
    ck_close(plume_idle_reserved_kwh(50.0, 100.0), 5.0, 1e-15);
    ck_close(plume_idle_unoccupied_kwh(50.0, 100.0, 60.0), 2.0, 1e-15);
    ck_assert_double_eq(plume_idle_unoccupied_kwh(50.0, 60.0, 60.0), 0.0);
    ck_assert(isnan(plume_idle_unoccupied_kwh(50.0, 59.0, 60.0)));
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, one_reserved_hour_of_a_tonne_over_four_years_is_28_5388_grams);
    tcase_add_test(tcase, a_server_and_a_gpu_of_bloom_cost_what_the_paper_says_per_hour);
    tcase_add_test(tcase, bloom_has_11_2115_tonnes_embodied_and_50_5324_in_all);
    tcase_add_test(tcase, four_of_eight_gpus_carry_half_of_their_node);
    tcase_add_test(tcase, the_cluster_of_xlm_sums_to_0_648045_tonnes);
    tcase_add_test(tcase, bloom_charges_idle_hours_to_those_who_compute_and_sci_does_not);
    tcase_add_test(tcase, a_device_in_use_for_its_whole_life_carries_all_of_its_making);
    tcase_add_test(tcase, embodied_carbon_scales_with_mass_hours_and_share);
    tcase_add_test(tcase, what_is_unknown_stays_unknown);
    tcase_add_test(tcase, idle_hours_are_those_without_a_run);
}

int main(void)
{
    return test_main("embodied_worked", add_tests);
}
