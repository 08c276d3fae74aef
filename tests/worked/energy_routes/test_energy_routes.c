/* One training, 8 devices for 10 hours, by each route to its energy, worked by hand; the
 * order of the routes; and how far each may be off. */
#include "support/support.h"

#include "ledger/budget_spread.h"

static plume_error error;
static plume_factors *factors;

static void open_all(void)
{
    char *path = test_path("datasets");

    ck_ok(plume_factors_open(&factors, path, &error), error);
    free(path);
}

static void close_all(void)
{
    plume_factors_free(factors);
}

/* From the best to the weakest. NVIDIA Tesla V100: 325 W a device on a whole system,
 * rated at 300 W, 125 TFLOP/s; A40: 300 W, no system average. */
typedef enum route {
    METERED,
    SAMPLED,
    TRACKER,
    AVERAGE_POWER,
    SYSTEM_AVERAGE,
    RATED,
    RATED_USE_UNKNOWN,
    FLOPS,
    FLOPS_EFFICIENCY_UNKNOWN,
    ROUTES
} route;

typedef struct expected {
    const char *name;
    plume_evidence evidence;
    double it_kwh;
    const char *basis; /* of the spread */
    double low, high;  /* 95 % of the true energy, as factors */
} expected;

static const expected table[ROUTES] = {
    [METERED] = { "metered", PLUME_EVIDENCE_METERED, 21.0, "metered", 0.952381, 1.05 },
    [SAMPLED] = { "sampled", PLUME_EVIDENCE_SAMPLED, 21.5, "sampled", 0.833333, 1.20 },
    [TRACKER] = { "tracker", PLUME_EVIDENCE_TRACKER, 19.0, "tracker", 0.714286, 1.40 },
    [AVERAGE_POWER] = { "average power", PLUME_EVIDENCE_ASSUMED, 22.0, "assumed",
                        0.666667, 1.50 },
    [SYSTEM_AVERAGE] = { "system average", PLUME_EVIDENCE_RATED, 26.0, "rated", 0.8,
                         1.25 },
    [RATED] = { "rated", PLUME_EVIDENCE_RATED, 19.2, "rated", 0.8, 1.25 },
    [RATED_USE_UNKNOWN] = { "rated, use unknown", PLUME_EVIDENCE_RATED, 24.0,
                            "rated-assumed", 0.360964, 1.170476 },
    [FLOPS] = { "FLOPs", PLUME_EVIDENCE_FLOPS, 26.0, "flops", 0.666667, 1.50 },
    [FLOPS_EFFICIENCY_UNKNOWN] = { "FLOPs, efficiency unknown", PLUME_EVIDENCE_FLOPS,
                                   26.0, "flops-assumed", 0.5, 2.0 },
};

static void give_energy(plume_run *run, double kwh, plume_evidence evidence)
{
    run->energy.total_kwh = kwh;
    run->energy.scope = PLUME_SCOPE_IT;
    run->energy.evidence = evidence;
}

/* A run of which nothing better than this route is known, and all that is weaker. */
static plume_run run_of(route best)
{
    plume_run run;

    plume_run_init(&run);
    run.id = "training";
    run.device = best >= RATED && best < FLOPS ? "A40" : "V100";
    run.device_count = 8.0;
    if (best < FLOPS)
        run.duration_s = 36000.0;
    if (best <= AVERAGE_POWER)
        run.power_w = 2200.0;
    if (best <= RATED)
        run.utilization = 0.8;
    /* 80 device-hours at 40 % of 125 TFLOP/s, or at the usual 36 % */
    run.flops = (best == FLOPS_EFFICIENCY_UNKNOWN ? 0.36 : 0.40) * 125e12 * 80.0 * 3600.0;
    if (best == FLOPS)
        run.compute.efficiency = 0.40;
    if (best <= TRACKER)
        give_energy(&run, table[best].it_kwh, table[best].evidence);
    return run;
}

static plume_workload workload_of(route best)
{
    plume_run run = run_of(best);
    plume_workload workload;

    ck_ok(plume_workload_resolve(&workload, &run, factors, NAN, NULL, &error), error);
    return workload;
}

START_TEST(each_route_gives_the_energy_worked_by_hand)
{
    const expected *wanted = &table[_i];
    plume_workload workload = workload_of((route)_i);

    ck_assert_msg(fabs(workload.it_kwh - wanted->it_kwh) <= 1e-12 * wanted->it_kwh,
                  "%s: %.17g kWh", wanted->name, workload.it_kwh);
    ck_assert_msg(workload.evidence == wanted->evidence, "%s: %s", wanted->name,
                  plume_evidence_name(workload.evidence));
}
END_TEST

START_TEST(each_route_has_its_uncertainty)
{
    const expected *wanted = &table[_i];
    plume_workload workload = workload_of((route)_i);
    const char *basis;
    double ends[2];
    plume_spread spread =
        plume_energy_spread(workload.evidence, workload.utilization_assumed, &basis);

    plume_spread_interval(ends, &spread);
    ck_assert_str_eq(basis, wanted->basis);
    ck_close(ends[0], wanted->low, 2e-6);
    ck_close(ends[1], wanted->high, 2e-6);
}
END_TEST

/* Rated power all the time is an upper figure: trainings draw 15 to 85 % of it. */
START_TEST(work_is_done_at_the_peak_of_the_precision_that_is_stated)
{
    static const struct {
        plume_precision precision;
        double peak_tflops; /* NVIDIA's data sheet of the H100 SXM5, dense */
    } rows[] = { { PLUME_PRECISION_UNKNOWN, 989.4 },
                 { PLUME_PRECISION_16BIT, 989.4 },
                 { PLUME_PRECISION_TF32, 494.7 },
                 { PLUME_PRECISION_8BIT, 1979 },
                 { PLUME_PRECISION_32BIT, 66.91 } };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        plume_workload workload;
        plume_run run;

        plume_run_init(&run);
        run.id = "training";
        run.device = "H100";
        run.device_count = 8;
        run.flops = 1e21;
        run.compute.efficiency = 0.4;
        run.compute.precision = rows[i].precision;
        ck_ok(plume_workload_resolve(&workload, &run, factors, NAN, NULL, &error), error);
        ck_close(workload.device_hours, 1e21 / (rows[i].peak_tflops * 1e12 * 0.4) / 3600,
                 1e-9);
    }
}
END_TEST

START_TEST(a_processor_of_unknown_model_is_assumed_within_a_factor_of_two)
{
    plume_workload workload;
    const char *basis;
    plume_run run;

    plume_run_init(&run);
    run.id = "training";
    run.device = "AMD EPYC 7B13";
    run.device_count = 2;
    run.duration_s = 3600;
    ck_ok(plume_workload_resolve(&workload, &run, factors, NAN, NULL, &error), error);
    ck_assert_int_eq(workload.evidence, PLUME_EVIDENCE_ASSUMED);
    ck_assert_double_gt(workload.it_kwh, 0.2);
    ck_close(
        plume_energy_spread(workload.evidence, workload.utilization_assumed, &basis).gsd,
        exp(log(2.0) / 1.9599639845400545), 1e-9);
    ck_assert_str_eq(basis, "class-assumed");
}
END_TEST

START_TEST(rated_power_of_unknown_use_is_drawn_to_65_percent_in_the_median)
{
    const char *basis;
    plume_spread spread = plume_energy_spread(PLUME_EVIDENCE_RATED, true, &basis);

    ck_assert_double_eq(spread.median, 0.65);
    ck_assert_double_eq(spread.gsd, 1.35);
    ck_assert_double_eq(spread.least, 0.0);
}
END_TEST

/* 0.65 x 24 kWh in the median; the printed figure stays what the formula gives. */
START_TEST(a_rated_estimate_prints_the_formula_and_an_interval_below_it)
{
    plume_study *study;
    plume_ledger *ledger;
    plume_run run = run_of(RATED_USE_UNKNOWN);
    plume_run_sink sink;
    plume_estimate gross;
    plume_budget budget;

    run.location = "DE";
    ck_ok(plume_study_new(&study, &error), error);
    ck_ok(plume_ledger_new(&ledger, study, factors, NULL, 0, NULL, &error), error);
    sink = plume_ledger_sink(ledger);
    ck_ok(sink.take(sink.state, &run, &error), error);
    ck_ok(plume_ledger_close(ledger, &error), error);
    gross = plume_ledger_estimate_at(
        ledger, plume_ledger_estimate_find(ledger, "patterson2021", PLUME_BASIS_GROSS));
    ck_close(gross.energy_kwh, 24.0 * gross.pue, 1e-12);
    ck_ok(plume_budget_of(
              &budget, ledger,
              plume_ledger_estimate_find(ledger, "patterson2021", PLUME_BASIS_GROSS),
              &error),
          error);
    ck_close(budget.kg.central, 0.65 * gross.co2e_kg, 1e-12);
    ck_assert(gross.interval95_kg[0] < 0.65 * gross.co2e_kg);
    ck_assert(gross.interval95_kg[1] > 0.65 * gross.co2e_kg);
    plume_ledger_free(ledger);
    plume_study_free(study);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_add_loop_test(tcase, each_route_gives_the_energy_worked_by_hand, 0, ROUTES);
    tcase_add_loop_test(tcase, each_route_has_its_uncertainty, 0, ROUTES);
    tcase_add_test(tcase, work_is_done_at_the_peak_of_the_precision_that_is_stated);
    tcase_add_test(tcase, a_processor_of_unknown_model_is_assumed_within_a_factor_of_two);
    tcase_add_test(tcase,
                   rated_power_of_unknown_use_is_drawn_to_65_percent_in_the_median);
    tcase_add_test(tcase, a_rated_estimate_prints_the_formula_and_an_interval_below_it);
}

int main(void)
{
    return test_main("energy routes", add);
}
