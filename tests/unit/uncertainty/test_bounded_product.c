/* Products with a bounded factor: by integration with 25 digits, and by drawing. */
#include "support/support.h"

#include <plume/uncertainty.h>

#include "uncertainty/draws.h"

static const double digits10 = 1e-10;

static plume_error error;

static plume_propagated propagate(const plume_spread *inputs, size_t count, double value)
{
    const plume_term term = { value, { 0, 1, 2 }, count };
    const plume_model model = { inputs, count, &term, 1 };
    plume_propagated out;

    ck_ok(plume_propagate(&out, &model, PLUME_DRAWS, PLUME_SEED, &error), error);
    ck_assert(!out.drawn);
    return out;
}

static void check(const plume_propagated *out, const double wanted[5])
{
    ck_close(out->median, wanted[0], digits10);
    ck_close(out->low, wanted[1], digits10);
    ck_close(out->high, wanted[2], digits10);
    ck_close(out->mean, wanted[3], digits10);
    ck_close(out->sd, wanted[4], digits10);
}

START_TEST(a_bound_amid_spreads_of_one_size)
{
    static const plume_spread inputs[] = { { 1.0, 1.23, 0.0 },
                                           { 1.0, 1.2, 1.0 / 1.52 },
                                           { 1.0, 1.3, 0.0 } };
    static const double wanted[] = { 664.5273835406, 316.2062687751, 1401.020199156,
                                     714.5636544714, 281.8426762063 };
    plume_propagated out = propagate(inputs, 3, 664.34);

    check(&out, wanted);
    ck_close(out.central, 664.34, 1e-12);
}
END_TEST

START_TEST(a_wide_factor_with_a_bound_beside_a_narrow_one)
{
    static const plume_spread inputs[] = { { 1.0, 1.02, 0.0 }, { 1.0, 1.5, 0.8 } };
    static const double wanted[] = { 100.0, 77.84219484027, 221.5868066317,
                                     113.4616499193, 41.09593649324 };
    plume_propagated out = propagate(inputs, 2, 100.0);

    check(&out, wanted);
}
END_TEST

START_TEST(a_narrow_factor_with_a_bound_beside_a_wide_one)
{
    static const plume_spread inputs[] = { { 0.65, 1.9, 0.0 }, { 1.1, 1.05, 1.05 } };
    static const double wanted[] = { 71.81672619053, 20.35871266618, 253.3736795987,
                                     88.32346998676, 63.23057570333 };
    plume_propagated out = propagate(inputs, 2, 100.0);

    check(&out, wanted);
}
END_TEST

START_TEST(a_bound_above_the_median)
{
    static const plume_spread inputs[] = { { 1.0, 1.1, 0.0 }, { 1.0, 1.1, 1.2 } };
    static const double wanted[] = { 120.1115951064, 99.6101848617, 144.935120931,
                                     120.6732825909, 11.57392645761 };
    plume_propagated out = propagate(inputs, 2, 100.0);

    check(&out, wanted);
    ck_close(out.central, 120.0, 1e-12);
}
END_TEST

/* What a factor alone has below its bound lies on it. */
START_TEST(a_bounded_factor_beside_exact_ones_keeps_its_bound)
{
    static const plume_spread inputs[] = { { 1.0, 1.0, 0.0 }, { 1.0, 1.5, 0.8 } };
    plume_propagated out = propagate(inputs, 2, 100.0);

    ck_close(out.low, 80.0, 1e-12);
    ck_close(out.median, 100.0, 1e-12);
    ck_close(out.high, 100.0 * pow(1.5, 1.959963984540054), 1e-12);
}
END_TEST

START_TEST(a_bound_that_is_never_reached_changes_nothing)
{
    static const plume_spread free[] = { { 1.0, 1.3, 0.0 }, { 1.0, 1.2, 0.0 } },
                              bounded[] = { { 1.0, 1.3, 0.0 }, { 1.0, 1.2, 1e-9 } };
    plume_propagated a = propagate(free, 2, 7.0), b = propagate(bounded, 2, 7.0);
    const double wanted[] = { a.median, a.low, a.high, a.mean, a.sd };

    check(&b, wanted);
}
END_TEST

START_TEST(an_exact_factor_below_its_bound_counts_as_the_bound)
{
    static const plume_spread inputs[] = { { 1.0, 1.3, 0.0 }, { 1.0, 1.0, 1.1 } };
    plume_propagated out = propagate(inputs, 2, 10.0);

    ck_close(out.median, 11.0, 1e-12);
    ck_close(out.high, 11.0 * pow(1.3, 1.959963984540054), 1e-12);
    ck_close(out.mean, 11.0 * exp(log(1.3) * log(1.3) / 2.0), 1e-12);
}
END_TEST

/* A bounded factor that stands squared; and what a million draws of it have. */
START_TEST(draws_come_near_what_is_computed)
{
    static const plume_spread inputs[] = { { 1.0, 1.25, 0.0 }, { 1.0, 1.2, 0.9 } };
    const plume_term term = { 50.0, { 0, 1, 1 }, 3 };
    const plume_model model = { inputs, 2, &term, 1 };
    plume_propagated computed, drawn;

    ck_ok(plume_propagate(&computed, &model, PLUME_DRAWS, PLUME_SEED, &error), error);
    ck_assert(!computed.drawn);
    ck_ok(plume_draws_summarize(&drawn, &model, 1000000, PLUME_SEED, &error), error);
    ck_close(drawn.median, computed.median, 0.003);
    ck_close(drawn.low, computed.low, 0.003);
    ck_close(drawn.high, computed.high, 0.003);
    ck_close(drawn.mean, computed.mean, 0.002);
    ck_close(drawn.sd, computed.sd, 0.006);
}
END_TEST

START_TEST(two_bounded_factors_are_drawn)
{
    static const plume_spread inputs[] = { { 1.0, 1.25, 0.9 }, { 1.0, 1.2, 0.9 } };
    const plume_term term = { 50.0, { 0, 1 }, 2 };
    const plume_model model = { inputs, 2, &term, 1 };
    plume_propagated out;

    ck_ok(plume_propagate(&out, &model, 1000, PLUME_SEED, &error), error);
    ck_assert(out.drawn);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_bound_amid_spreads_of_one_size);
    tcase_add_test(tcase, a_wide_factor_with_a_bound_beside_a_narrow_one);
    tcase_add_test(tcase, a_narrow_factor_with_a_bound_beside_a_wide_one);
    tcase_add_test(tcase, a_bound_above_the_median);
    tcase_add_test(tcase, a_bounded_factor_beside_exact_ones_keeps_its_bound);
    tcase_add_test(tcase, a_bound_that_is_never_reached_changes_nothing);
    tcase_add_test(tcase, an_exact_factor_below_its_bound_counts_as_the_bound);
    tcase_add_test(tcase, draws_come_near_what_is_computed);
    tcase_add_test(tcase, two_bounded_factors_are_drawn);
}

int main(void)
{
    return test_main("bounded product", add);
}
