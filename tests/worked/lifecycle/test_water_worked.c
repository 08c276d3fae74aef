/* Li et al. 2023: the water of training and serving GPT-3 at eighteen places, Table 1. */
#include "support/support.h"

/* L/kWh; million litres of 1,287 MWh; millilitres of a request of 0.004 kWh. */
typedef struct row {
    const char *place;
    double pue, wue, ewif;
    const char *on_site, *off_site, *total;
    const char *request_on_site, *request_off_site, *request_total;
} row;

/* The third decimal of EWIF bounds what the printed figures can tell. */
static const double half_ewif = 0.0005;

static const row rows[] = {
    { "U.S. Average", 1.170, 0.550, 3.142, "0.708", "4.731", "5.439", "2.200", "14.704",
      "16.904" },
    { "Arizona", 1.180, 1.630, 4.959, "2.098", "7.531", "9.629", "6.520", "23.406",
      "29.926" },
    { "Georgia", 1.120, 0.060, 2.309, "0.077", "3.328", "3.406", "0.240", "10.345",
      "10.585" },
    { "Illinois", 1.350, 0.740, 2.233, "0.952", "3.880", "4.833", "2.960", "12.060",
      "15.020" },
    { "Iowa", 1.160, 0.140, 3.104, "0.180", "4.634", "4.814", "0.560", "14.403",
      "14.963" },
    { "Texas", 1.280, 0.250, 1.287, "0.322", "2.120", "2.442", "1.000", "6.590",
      "7.590" },
    { "Virginia", 1.140, 0.140, 2.385, "0.180", "3.499", "3.679", "0.560", "10.875",
      "11.435" },
    { "Washington", 1.150, 0.950, 9.501, "1.223", "14.063", "15.285", "3.800", "43.706",
      "47.506" },
    { "Wyoming", 1.110, 0.130, 2.574, "0.167", "3.677", "3.845", "0.520", "11.429",
      "11.949" },
    { "Australia", 1.120, 0.012, 4.259, "0.015", "6.138", "6.154", "0.048", "19.078",
      "19.126" },
    { "Denmark", 1.160, 0.010, 3.180, "0.013", "4.747", "4.760", "0.040", "14.754",
      "14.794" },
    { "Finland", 1.120, 0.010, 4.542, "0.013", "6.548", "6.561", "0.040", "20.350",
      "20.390" },
    { "India", 1.430, 0.000, 3.445, "0.000", "6.340", "6.340", "0.000", "19.704",
      "19.704" },
    { "Indonesia", 1.320, 1.900, 2.271, "2.445", "3.858", "6.304", "7.600", "11.992",
      "19.592" },
    { "Ireland", 1.190, 0.020, 1.476, "0.026", "2.261", "2.287", "0.080", "7.027",
      "7.107" },
    { "Mexico", 1.120, 0.056, 5.300, "0.072", "7.639", "7.711", "0.224", "23.742",
      "23.966" },
    { "Netherlands", 1.140, 0.060, 3.445, "0.077", "5.054", "5.131", "0.240", "15.708",
      "15.948" },
    { "Sweden", 1.160, 0.090, 6.019, "0.116", "8.986", "9.101", "0.360", "27.927",
      "28.287" },
};

/* Of 108 cells; the others lie within the rounding of EWIF. */
enum { ROWS = sizeof rows / sizeof *rows, EXACT_CELLS = 65 };

static plume_verdict verdict(plume_water low, plume_water at, plume_water high, size_t of,
                             double per_litre, const char *printed)
{
    const double *l = &low.on_site_l + of, *a = &at.on_site_l + of;
    const double *h = &high.on_site_l + of;

    return plume_verdict_of(*a * per_litre, *l * per_litre, *h * per_litre, printed);
}

/* Counts the verdicts of one energy at a place. */
static void judge(size_t tally[PLUME_VERDICT_NO + 1], const row *at, double it_kwh,
                  double per_litre, const char *const printed[3])
{
    plume_water low = plume_water_of(it_kwh, at->pue, at->wue, at->ewif - half_ewif);
    plume_water water = plume_water_of(it_kwh, at->pue, at->wue, at->ewif);
    plume_water high = plume_water_of(it_kwh, at->pue, at->wue, at->ewif + half_ewif);

    for (size_t i = 0; i < 3; i++) {
        plume_verdict found = verdict(low, water, high, i, per_litre, printed[i]);

        ck_assert_msg(found != PLUME_VERDICT_NO, "%s, part %zu: printed %s", at->place, i,
                      printed[i]);
        tally[found]++;
    }
}

START_TEST(every_place_of_table_1_has_the_printed_water)
{
    size_t tally[PLUME_VERDICT_NO + 1] = { 0 };

    for (size_t i = 0; i < ROWS; i++) {
        const char *const training[3] = { rows[i].on_site, rows[i].off_site,
                                          rows[i].total };
        const char *const request[3] = { rows[i].request_on_site,
                                         rows[i].request_off_site,
                                         rows[i].request_total };

        judge(tally, &rows[i], 1287e3, 1e-6, training);
        judge(tally, &rows[i], 0.004, 1e3, request);
    }
    ck_assert_uint_eq(tally[PLUME_VERDICT_EXACT] + tally[PLUME_VERDICT_TRUNCATED] +
                          tally[PLUME_VERDICT_WITHIN_ROUNDING],
                      (size_t)ROWS * 6);
    ck_assert_uint_eq(tally[PLUME_VERDICT_EXACT], EXACT_CELLS);
}
END_TEST

START_TEST(a_thousand_kwh_take_5520_litres)
{
    plume_water water = plume_water_of(1000.0, 1.2, 1.8, 3.1);

    ck_assert_double_eq_tol(water.on_site_l, 1800.0, 1e-9);
    ck_assert_double_eq_tol(water.off_site_l, 3720.0, 1e-9);
    ck_assert_double_eq_tol(water.total_l, 5520.0, 1e-9);
}
END_TEST

START_TEST(the_pue_is_in_the_water_of_the_grid_alone_and_once)
{
    plume_water one = plume_water_of(1000.0, 1.0, 1.8, 3.1);
    plume_water two = plume_water_of(1000.0, 2.0, 1.8, 3.1);

    ck_assert_double_eq(two.on_site_l, one.on_site_l);
    ck_close(two.off_site_l, 2.0 * one.off_site_l, 1e-15);
    ck_close(two.total_l - one.total_l, one.off_site_l, 1e-12);
}
END_TEST

START_TEST(water_scales_with_the_energy_and_parts_sum_to_the_total)
{
    for (double kwh = 0.001; kwh < 1e9; kwh *= 37.0) {
        plume_water once = plume_water_of(kwh, 1.37, 0.41, 4.2);
        plume_water thrice = plume_water_of(3.0 * kwh, 1.37, 0.41, 4.2);

        ck_close(thrice.total_l, 3.0 * once.total_l, 1e-14);
        ck_assert_double_eq(once.on_site_l + once.off_site_l, once.total_l);
    }
}
END_TEST

START_TEST(an_unknown_part_leaves_the_other_known_and_the_total_unknown)
{
    plume_water no_wue = plume_water_of(1000.0, 1.2, NAN, 3.1);
    plume_water no_pue = plume_water_of(1000.0, NAN, 1.8, 3.1);

    ck_assert(isnan(no_wue.on_site_l) && isnan(no_wue.total_l));
    ck_close(no_wue.off_site_l, 3720.0, 1e-12);
    ck_close(no_pue.on_site_l, 1800.0, 1e-12);
    ck_assert(isnan(no_pue.off_site_l) && isnan(no_pue.total_l));
}
END_TEST

START_TEST(a_mix_weighs_its_fuels)
{
    const double shares[] = { 0.6, 0.3, 0.1 }, ewif[] = { 2.0, 0.5, 10.0 };
    const double nothing[] = { 0.0, 0.0 };

    ck_close(plume_water_mix(shares, ewif, 3), 2.35, 1e-15);
    ck_close(plume_water_mix(shares, ewif, 2), 1.35 / 0.9, 1e-15);
    ck_assert(isnan(plume_water_mix(nothing, ewif, 2)));
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, every_place_of_table_1_has_the_printed_water);
    tcase_add_test(tcase, a_thousand_kwh_take_5520_litres);
    tcase_add_test(tcase, the_pue_is_in_the_water_of_the_grid_alone_and_once);
    tcase_add_test(tcase, water_scales_with_the_energy_and_parts_sum_to_the_total);
    tcase_add_test(tcase, an_unknown_part_leaves_the_other_known_and_the_total_unknown);
    tcase_add_test(tcase, a_mix_weighs_its_fuels);
}

int main(void)
{
    return test_main("water_worked", add_tests);
}
