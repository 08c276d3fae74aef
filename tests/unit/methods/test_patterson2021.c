#include "support/support.h"

static plume_error error;

static plume_site site_of(double pue, double gross, double net)
{
    plume_site site;

    plume_site_init(&site);
    site.pue.value = pue;
    site.gross_kg_per_kwh.value = gross;
    site.net_kg_per_kwh.value = net;
    return site;
}

static plume_status run(plume_estimate *out, double it_kwh, plume_site site,
                        plume_basis basis)
{
    plume_workload workload = {
        .hours = 1, .device_hours = 1, .device_kwh = NAN, .it_kwh = it_kwh, .repeat = 1
    };

    return plume_method_find("patterson2021")
        ->estimate(out, &workload, &site, basis, &error);
}

START_TEST(gross_takes_the_grid_and_net_what_was_bought)
{
    plume_site site = site_of(1.1, 0.4, 0.05);
    plume_estimate gross, net;

    ck_ok(run(&gross, 1000.0, site, PLUME_BASIS_GROSS), error);
    ck_ok(run(&net, 1000.0, site, PLUME_BASIS_NET), error);
    ck_close(gross.energy_kwh, 1100.0, 1e-15);
    ck_close(gross.co2e_kg, 440.0, 1e-15);
    ck_assert_double_eq(net.energy_kwh, gross.energy_kwh);
    ck_close(net.co2e_kg, 55.0, 1e-15);
    ck_assert_double_eq(net.intensity_kg_per_kwh, 0.05);
    ck_assert_int_eq(net.basis, PLUME_BASIS_NET);
}
END_TEST

/* facility / IT is the PUE itself: it was applied once, and nothing else was. */
START_TEST(the_pue_enters_exactly_once)
{
    for (double pue = 1.0; pue < 3.0; pue += 0.125) {
        plume_estimate out;

        ck_ok(run(&out, 64.0, site_of(pue, 0.5, NAN), PLUME_BASIS_GROSS), error);
        ck_assert_double_eq(out.energy_kwh / 64.0, pue);
        ck_assert_double_eq(out.co2e_kg, 64.0 * pue * 0.5);
    }
}
END_TEST

START_TEST(net_of_zero_is_a_figure_and_not_a_missing_one)
{
    plume_estimate out;

    ck_ok(run(&out, 1000.0, site_of(1.1, 0.4, 0.0), PLUME_BASIS_NET), error);
    ck_assert_double_eq(out.co2e_kg, 0.0);
}
END_TEST

START_TEST(it_says_what_it_lacks)
{
    plume_estimate out;

    ck_assert_int_eq(run(&out, NAN, site_of(1, 1, 1), PLUME_BASIS_GROSS),
                     PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, "patterson2021 needs an energy before PUE");
    ck_assert_int_eq(run(&out, 1, site_of(NAN, 1, 1), PLUME_BASIS_GROSS),
                     PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, "patterson2021 needs the PUE of the site");
    ck_assert_int_eq(run(&out, 1, site_of(1, NAN, 1), PLUME_BASIS_GROSS),
                     PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message,
                     "patterson2021 needs the intensity of the site's grid");
    ck_assert_int_eq(run(&out, 1, site_of(1, 1, NAN), PLUME_BASIS_NET),
                     PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message,
                     "patterson2021 needs a market-based intensity for net emissions");
    ck_assert_int_eq(run(&out, 1, site_of(1, 1, 1), PLUME_BASIS_SITE), PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, "patterson2021 has no basis 'site'");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, gross_takes_the_grid_and_net_what_was_bought);
    tcase_add_test(tcase, the_pue_enters_exactly_once);
    tcase_add_test(tcase, net_of_zero_is_a_figure_and_not_a_missing_one);
    tcase_add_test(tcase, it_says_what_it_lacks);
}

int main(void)
{
    return test_main("patterson2021", add);
}
