/* Uncertainty worked out by hand and by numerical integration. */
#include "support/support.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
static const double digits6 = 5e-6; /* figures given to six digits */

static plume_error error;

static plume_spread lognormal(double gsd)
{
    return (plume_spread){ 1.0, gsd, 0.0 };
}

/* Energy x PUE x intensity: 1200 kWh, 1.25, 0.380 kg/kWh. */
static const plume_term product = { 1200.0 * 1.25 * 0.380, { 0, 1, 2 }, 3 };

static plume_propagated propagate(const plume_model *model, uint64_t draws)
{
    plume_propagated out;

    ck_ok(plume_propagate(&out, model, draws, PLUME_SEED, &error), error);
    return out;
}

START_TEST(a_product_of_lognormals_is_propagated_on_paper)
{
    const plume_spread inputs[] = { lognormal(1.10), lognormal(1.05), lognormal(1.20) };
    const plume_model model = { inputs, 3, &product, 1 };
    plume_propagated out = propagate(&model, PLUME_DRAWS);

    ck_assert(!out.drawn);
    ck_close(out.median, 570.0, 1e-12);
    ck_close(out.low, 376.616, digits6);
    ck_close(out.high, 862.681, digits6);
    ck_close(out.mean, 582.885, digits6);
    ck_close(out.sd, 124.634, digits6);
    ck_close(log(out.high / out.median) / 1.959964, 0.211437, digits6);
    ck_close(plume_model_share(&model, 0), 0.203196, digits6);
    ck_close(plume_model_share(&model, 1), 0.0532478, digits6);
    ck_close(plume_model_share(&model, 2), 0.743556, digits6);
}
END_TEST

START_TEST(a_product_has_one_geometric_standard_deviation)
{
    const plume_spread inputs[] = { lognormal(1.10), lognormal(1.05), lognormal(1.20) };
    const plume_model model = { inputs, 3, &product, 1 };
    plume_propagated out = propagate(&model, PLUME_DRAWS);
    double gsd = plume_spread_bounds(out.median, out.low, out.high).gsd;

    ck_close(gsd, 1.23545, digits6);
    ck_close(gsd * gsd, 1.52634, digits6);
    ck_close(out.median / (gsd * gsd), 373.442, digits6); /* as ecoinvent prints it */
    ck_close(out.median * (gsd * gsd), 870.015, digits6);
}
END_TEST

/* The same with every bound at its worst. */
START_TEST(interval_arithmetic_multiplies_the_bounds)
{
    const plume_spread inputs[] = { lognormal(1.10), lognormal(1.05), lognormal(1.20) };
    const plume_model model = { inputs, 3, &product, 1 };
    const double low[] = { 1080.0 / 1200.0, 1.2 / 1.25, 0.31 / 0.38 };
    const double high[] = { 1320.0 / 1200.0, 1.3 / 1.25, 0.46 / 0.38 };

    ck_close(plume_model_at(&model, low), 401.760, digits6);
    ck_close(plume_model_at(&model, high), 789.360, digits6);
}
END_TEST

START_TEST(the_gum_adds_relative_uncertainties_in_squares)
{
    const plume_spread inputs[] = { lognormal(1.10), lognormal(1.05), lognormal(1.20) };
    const plume_model model = { inputs, 3, &product, 1 };
    const double relative[] = { 0.06, 0.02, 0.12 };
    double u = plume_model_standard(&model, relative);

    ck_close(u, 0.135647, digits6);
    ck_close(570.0 * u, 77.3186, digits6);
    ck_close(2.0 * 570.0 * u, 154.637, digits6);
}
END_TEST

/* --- the correlation trap --- */

static const double run_kwh[] = { 100.0, 250.0, 40.0, 610.0 };
static const double run_u[] = { 0.10, 0.10, 0.30, 0.05 };
static const double factor = 1.3 * 0.4, factor_u = 0.15;

/* Four runs; input 4 + shared(i) is the factor of run i. */
static double relative_of_sum(bool shared)
{
    plume_spread inputs[8];
    plume_term terms[4];
    double relative[8];
    const plume_model model = { inputs, 8, terms, 4 };

    for (size_t i = 0; i < 8; i++) {
        inputs[i] = lognormal(1.1);
        relative[i] = i < 4 ? run_u[i] : factor_u;
    }
    for (size_t i = 0; i < 4; i++)
        terms[i] = (plume_term){ run_kwh[i] * factor, { i, shared ? 4 : 4 + i }, 2 };
    return plume_model_standard(&model, relative);
}

START_TEST(a_factor_that_runs_share_does_not_average_out)
{
    double correlated_kg = 0.0;

    ck_close(relative_of_sum(true), 0.155882, digits6);
    ck_close(520.0 * relative_of_sum(true), 81.0587, digits6);
    ck_close(relative_of_sum(false), 0.108806, digits6); /* the trap */
    ck_close(520.0 * relative_of_sum(false), 56.5791, digits6);
    for (size_t i = 0; i < 4; i++)
        correlated_kg += run_kwh[i] * factor * hypot(run_u[i], factor_u);
    ck_close(correlated_kg, 89.9408, digits6);
    ck_assert(520.0 * relative_of_sum(true) < correlated_kg);
}
END_TEST

/* The same by Monte Carlo: 200 runs whose own errors vanish in the sum keep the factor's.
 */
START_TEST(a_shared_factor_is_drawn_once_for_all_runs)
{
    plume_spread inputs[41];
    plume_term terms[40];
    const plume_model model = { inputs, 41, terms, 40 };
    plume_propagated out;

    for (size_t i = 0; i < 40; i++) {
        inputs[i] = lognormal(1.05);
        terms[i] = (plume_term){ 1.0, { i, 40 }, 2 };
    }
    inputs[40] = lognormal(1.20);
    out = propagate(&model, 20000);
    ck_assert(out.drawn);
    ck_close(log(out.high / out.low) / (2.0 * 1.959964), log(1.20), 0.03);
}
END_TEST

/* --- pedigree, classes --- */

START_TEST(a_pedigree_gives_a_geometric_standard_deviation)
{
    static const double scores[] = { 1.05, 1.02, 1.03, 1.01, 1.20 };
    double gsd = plume_pedigree_gsd(scores, COUNT(scores), 1.05);

    ck_close(gsd * gsd, 1.21946, digits6);
    ck_close(gsd, 1.10429, digits6);
    ck_close(log(gsd), 0.0992056, digits6);
}
END_TEST

START_TEST(classes_of_quality_are_95_percent_intervals)
{
    ck_close(log(plume_spread_share(0.10).gsd), 0.0486285, digits6);
    ck_close(log(plume_spread_share(0.25).gsd), 0.113851, digits6);
    ck_close(log(plume_spread_share(0.50).gsd), 0.206874, digits6);
}
END_TEST

START_TEST(bounds_are_the_ends_of_the_interval)
{
    plume_spread spread = plume_spread_bounds(1.25, 1.2, 1.5);
    double ends[2];

    plume_spread_interval(ends, &spread);
    ck_close(1.25 * ends[0], 1.2, 1e-12);
    ck_close(1.25 * ends[1], 1.5, 1e-12);
    ck_close(1.25 * spread.median, sqrt(1.2 * 1.5), 1e-12);
}
END_TEST

/* --- Monte Carlo --- */

START_TEST(splitmix64_gives_its_published_outputs)
{
    ck_assert_uint_eq(plume_draw_bits(42, 0), UINT64_C(0xbdd732262feb6e95));
    ck_assert_uint_eq(plume_draw_bits(42, 1), UINT64_C(0x28efe333b266f103));
    ck_assert_uint_eq(plume_draw_bits(42, 2), UINT64_C(0x47526757130f9f52));
    ck_close((double)(plume_draw_bits(42, 0) >> 11) * 0x1p-53, 0.741565, digits6);
    ck_close((double)(plume_draw_bits(42, 1) >> 11) * 0x1p-53, 0.159910, digits6);
    ck_close((double)(plume_draw_bits(42, 2) >> 11) * 0x1p-53, 0.278601, digits6);
}
END_TEST

/* Operational 570 kg, embodied 60 kg. sqrt of the sum of squared logarithms of 1.10,
 * 1.05, 1.20 is the first spread. */
static plume_propagated sum_of_two(void)
{
    double sigma = sqrt(pow(log(1.10), 2) + pow(log(1.05), 2) + pow(log(1.20), 2));
    const plume_spread inputs[] = { lognormal(exp(sigma)), lognormal(1.5) };
    const plume_term terms[] = { { 570.0, { 0 }, 1 }, { 60.0, { 1 }, 1 } };
    const plume_model model = { inputs, 2, terms, 2 };

    return propagate(&model, 100000);
}

START_TEST(a_sum_of_lognormals_is_drawn_with_a_fixed_generator)
{
    plume_propagated out = sum_of_two();

    ck_assert(out.drawn);
    ck_close(out.mean, 647.990, digits6); /* by another implementation */
    ck_close(out.low, 435.228, digits6);
    ck_close(out.median, 636.042, digits6);
    ck_close(out.high, 932.528, digits6);
    ck_close(out.sd, 126.858, digits6);
}
END_TEST

START_TEST(draws_come_near_the_numerical_integral)
{
    plume_propagated out = sum_of_two();

    ck_close(out.low, 434.807, 0.005);
    ck_close(out.median, 635.461, 0.005);
    ck_close(out.high, 932.964, 0.005);
    ck_close(out.mean, 648.025, 0.005);
    ck_close(out.sd, 127.639, 0.01);
}
END_TEST

/* Fenton and Wilkinson take the sum for lognormal with its mean and variance: near the
 * integral, and beyond it where the spreads differ. */
START_TEST(a_lognormal_in_place_of_the_sum_is_an_approximation)
{
    double a = 0.211437 * 0.211437, b = log(1.5) * log(1.5);
    double mean = 570.0 * exp(a / 2.0) + 60.0 * exp(b / 2.0);
    double variance =
        pow(570.0, 2) * exp(a) * expm1(a) + pow(60.0, 2) * exp(b) * expm1(b);
    double sigma = sqrt(log1p(variance / (mean * mean)));
    double median = mean * exp(-sigma * sigma / 2.0);
    plume_propagated out = sum_of_two();

    ck_close(mean, 648.025, digits6);
    ck_close(sqrt(variance), 127.639, digits6);
    ck_close(median, 635.809, digits6);
    ck_close(median * exp(-1.959964 * sigma), 433.772, digits6);
    ck_close(median * exp(1.959964 * sigma), 931.949, digits6);
    ck_close(out.median, median, 0.005);
}
END_TEST

/* Any part of the draws by itself, in any order, is the same to the byte. */
START_TEST(draws_are_the_same_bytes_however_they_are_split)
{
    const plume_spread inputs[] = { lognormal(1.2), lognormal(1.5), lognormal(1.1) };
    const plume_term terms[] = { { 570.0, { 0, 2 }, 2 }, { 60.0, { 1, 2 }, 2 } };
    const plume_model model = { inputs, 3, terms, 2 };
    static double whole[10000], split[10000];

    plume_model_draw(&model, 42, 0, 10000, whole);
    for (size_t part = 10; part-- > 0;)
        plume_model_draw(&model, 42, part * 1000, 1000, &split[part * 1000]);
    ck_assert_int_eq(memcmp(whole, split, sizeof whole), 0);
    plume_model_draw(&model, 43, 0, 10000, split);
    ck_assert_int_ne(memcmp(whole, split, sizeof whole), 0);
}
END_TEST

/* --- presentation --- */

START_TEST(each_input_moves_alone_between_its_quantiles)
{
    const plume_spread inputs[] = { lognormal(1.10), lognormal(1.05), lognormal(1.20) };
    const plume_model model = { inputs, 3, &product, 1 };
    static const double wanted[][2] = { { 0.829606, 1.20539 },
                                        { 0.908803, 1.10035 },
                                        { 0.699532, 1.42953 } };

    for (size_t i = 0; i < COUNT(inputs); i++) {
        double swing[2];

        plume_model_swing(swing, &model, i);
        ck_close(swing[0] / 570.0, wanted[i][0], digits6);
        ck_close(swing[1] / 570.0, wanted[i][1], digits6);
    }
}
END_TEST

static void check_print(double value, double u, const char *wanted)
{
    plume_text text;

    plume_text_init(&text);
    plume_uncertain_print(&text, value, u);
    ck_assert_str_eq(text.data, wanted);
    plume_text_dispose(&text);
}

START_TEST(a_value_is_rounded_where_its_uncertainty_ends)
{
    check_print(570.0, 77.3186, "570 ± 77");
    check_print(570.0, 154.637, "570 ± 150");
    check_print(3.297, 0.0312, "3.297 ± 0.031");
    check_print(1234.5, 99.7, "1,230 ± 100");
    check_print(12.0, NAN, "12.0");
    ck_assert_int_eq(plume_supported_digits(570.0, 376.616, 862.681), 2);
    ck_assert_int_eq(plume_supported_digits(100.0, 98.0, 102.0), 3);
    ck_assert_int_eq(plume_supported_digits(100.0, NAN, NAN), 3);
}
END_TEST

START_TEST(an_interval_is_printed_to_the_figures_that_it_supports)
{
    plume_text text;

    plume_text_init(&text);
    plume_number_significant(&text, 376.616,
                             plume_supported_digits(570, 376.616, 862.681));
    plume_text_add_char(&text, '-');
    plume_number_significant(&text, 862.681,
                             plume_supported_digits(570, 376.616, 862.681));
    ck_assert_str_eq(text.data, "380-860");
    plume_text_dispose(&text);
}
END_TEST

/* --- rated power --- */

/* 1000 kWh at rated power: the median is 0.65 of it, the interval 1.35^1.96 either way.
 */
START_TEST(rated_power_without_a_utilisation_is_an_upper_guess)
{
    const plume_spread input = { 0.65, 1.35, 0.0 };
    const plume_term term = { 1000.0, { 0 }, 1 };
    const plume_model model = { &input, 1, &term, 1 };
    plume_propagated out = propagate(&model, PLUME_DRAWS);

    ck_close(out.median, 650.0, 1e-12);
    ck_close(out.low, 650.0 / pow(1.35, 1.959964), 1e-6);
    ck_close(out.high, 650.0 * pow(1.35, 1.959964), 1e-6);
    ck_close(out.mean, 650.0 * exp(log(1.35) * log(1.35) / 2.0), 1e-12);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_product_of_lognormals_is_propagated_on_paper);
    tcase_add_test(tcase, a_product_has_one_geometric_standard_deviation);
    tcase_add_test(tcase, a_lognormal_in_place_of_the_sum_is_an_approximation);
    tcase_add_test(tcase, draws_are_the_same_bytes_however_they_are_split);
    tcase_add_test(tcase, an_interval_is_printed_to_the_figures_that_it_supports);
    tcase_add_test(tcase, interval_arithmetic_multiplies_the_bounds);
    tcase_add_test(tcase, the_gum_adds_relative_uncertainties_in_squares);
    tcase_add_test(tcase, a_factor_that_runs_share_does_not_average_out);
    tcase_add_test(tcase, a_shared_factor_is_drawn_once_for_all_runs);
    tcase_add_test(tcase, a_pedigree_gives_a_geometric_standard_deviation);
    tcase_add_test(tcase, classes_of_quality_are_95_percent_intervals);
    tcase_add_test(tcase, bounds_are_the_ends_of_the_interval);
    tcase_add_test(tcase, splitmix64_gives_its_published_outputs);
    tcase_add_test(tcase, a_sum_of_lognormals_is_drawn_with_a_fixed_generator);
    tcase_add_test(tcase, draws_come_near_the_numerical_integral);
    tcase_add_test(tcase, each_input_moves_alone_between_its_quantiles);
    tcase_add_test(tcase, a_value_is_rounded_where_its_uncertainty_ends);
    tcase_add_test(tcase, rated_power_without_a_utilisation_is_an_upper_guess);
}

int main(void)
{
    return test_main("uncertainty", add);
}
