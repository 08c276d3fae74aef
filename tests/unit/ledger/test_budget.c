#include "support/ledger_fixture.h"

#include "comparison/other_grids.h"
#include "ledger/budget.h"

static void take_of(double it_kwh, plume_evidence evidence, const char *location)
{
    plume_run_sink sink = plume_ledger_sink(ledger);
    plume_run run;

    plume_run_init(&run);
    run.id = "r";
    run.origin.path = "runs.csv";
    run.energy.total_kwh = run.energy.logged_kwh = it_kwh;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = evidence;
    run.location = location;
    ck_ok(sink.take(sink.state, &run, &error), error);
}

static size_t gross(void)
{
    return plume_ledger_estimate_find(ledger, "patterson2021", PLUME_BASIS_GROSS);
}

static plume_budget budget(void)
{
    plume_budget out;

    ck_ok(plume_budget_of(&out, ledger, gross(), &error), error);
    return out;
}

static plume_estimate closed(void)
{
    ck_ok(plume_ledger_close(ledger, &error), error);
    return plume_ledger_estimate_at(ledger, gross());
}

static const char germany[] = "site: {location: DE, year: 2025, pue: 1.2}\n";

/* --- what the interval is --- */

START_TEST(one_site_and_one_evidence_make_a_product)
{
    /* tracker, PUE, the year's average, and publishers that differ on Germany */
    double sigma = sqrt(pow(log(1.4), 2) + pow(log(1.05), 2) + pow(log(1.10), 2) +
                        pow(log(1.16), 2));
    plume_estimate estimate;
    plume_budget of;

    begin(germany);
    take_of(10.0, PLUME_EVIDENCE_TRACKER, "");
    take_of(30.0, PLUME_EVIDENCE_TRACKER, "");
    estimate = closed();
    of = budget();
    ck_assert(!of.kg.drawn);
    ck_close(of.kg.median, estimate.co2e_kg, 1e-12);
    ck_close(estimate.interval95_kg[0], estimate.co2e_kg * exp(-sigma), 1e-12);
    ck_close(estimate.interval95_kg[1], estimate.co2e_kg * exp(sigma), 1e-12);
    ck_assert_uint_eq(of.input_count, 3);
    ck_assert_int_eq(of.input[0].kind, PLUME_BUDGET_ENERGY);
    ck_assert_str_eq(of.input[1].basis, "grid-sources");
    ck_assert_str_eq(of.input[1].place, "Germany");
    ck_assert_str_eq(of.input[2].basis, "pue-stated");
    ck_close(of.input[0].share + of.input[1].share + of.input[2].share, 1.0, 1e-12);
    end();
}
END_TEST

/* The contract's own bounds: 0.6 of it and 0.4 of a residual mix that is known to 10 %.
 * Market-based 0.6 x 0.03 + 0.4 x 0.72 = 0.306 kg/kWh. */
START_TEST(bounds_of_a_contract_do_not_move_what_it_leaves_uncovered)
{
    static const char yaml[] = "site: {location: DE, year: 2025, pue: 1, "
                               "market_intensity_kg_per_kwh: 0.03, market_share: 0.6, "
                               "residual_intensity_kg_per_kwh: 0.72}\n"
                               "uncertainty: {energy: 0.0001 %, pue: [1, 1.0000001], "
                               "market_intensity: [0.02, 0.05]}\n";
    double median = 0.6 * sqrt(0.02 * 0.05) + 0.4 * 0.72;
    double contract = 0.6 * sqrt(0.02 * 0.05) / median;
    double sigma = hypot(contract * log(0.05 / 0.02) / 2.0, (1.0 - contract) * log(1.10));
    plume_estimate net;

    begin(yaml);
    take_of(100.0, PLUME_EVIDENCE_METERED, "");
    (void)closed();
    net = plume_ledger_estimate_at(
        ledger, plume_ledger_estimate_find(ledger, "patterson2021", PLUME_BASIS_NET));
    ck_close(net.co2e_kg, 30.6, 1e-12);
    ck_close(net.interval95_kg[0], 100.0 * median * exp(-sigma), 2e-3);
    ck_close(net.interval95_kg[1], 100.0 * median * exp(sigma), 2e-3);
    end();
}
END_TEST

START_TEST(what_the_author_states_goes_before_the_evidence)
{
    plume_budget of;

    begin("site: {location: DE, year: 2025, pue: 1.2}\n"
          "uncertainty: {energy: 10 %, pue: [1.1, 1.3], intensity: {reliability: 2, "
          "completeness: 2, temporal: 2, geographical: 2, technological: 3, "
          "basic: 1.05}}\n");
    take_of(10.0, PLUME_EVIDENCE_TRACKER, "");
    take_of(30.0, PLUME_EVIDENCE_METERED, "");
    (void)closed();
    of = budget();
    ck_assert_uint_eq(of.input_count, 3); /* one energy, whatever its evidence */
    for (size_t i = 0; i < of.input_count; i++) {
        const plume_budget_input *input = &of.input[i];

        if (input->kind == PLUME_BUDGET_ENERGY) {
            ck_assert_str_eq(input->basis, "stated-share");
            ck_close(input->value, 40.0, 1e-12);
            ck_close(input->high, 44.0, 1e-12);
        } else if (input->kind == PLUME_BUDGET_PUE) {
            ck_assert_str_eq(input->basis, "stated-bounds");
            ck_close(input->low, 1.1, 1e-12);
            ck_close(input->high, 1.3, 1e-12);
        } else {
            ck_assert_str_eq(input->basis, "stated-pedigree");
            ck_close(input->spread.gsd, 1.10429, 5e-6);
        }
    }
    end();
}
END_TEST

/* 1200 kWh, 1.25 and 0.380 kg/kWh, each with the interval of its spread. */
START_TEST(stated_bounds_give_the_interval_of_the_product)
{
    plume_budget of;

    begin("site: {pue: 1.25, intensity_kg_per_kwh: 0.38}\n"
          "uncertainty: {energy: [995.527, 1446.468], pue: [1.136004, 1.375438], "
          "intensity: [0.2658222, 0.5432214]}\n");
    take_of(1200.0, PLUME_EVIDENCE_METERED, "");
    (void)closed();
    of = budget();
    ck_close(of.kg.median, 570.0, 1e-5);
    ck_close(of.kg.low, 376.616, 1e-5);
    ck_close(of.kg.high, 862.681, 1e-5);
    ck_assert_int_eq(of.input[0].kind, PLUME_BUDGET_GRID); /* 74 % of the variance */
    end();
}
END_TEST

START_TEST(an_estimate_outside_of_stated_bounds_is_told)
{
    begin("site: {pue: 1.2, intensity_kg_per_kwh: 0.38}\n"
          "uncertainty: {pue: [1.4, 1.45], intensity: 1 %}\n");
    take_of(1200.0, PLUME_EVIDENCE_METERED, "");
    (void)closed();
    ck_assert_uint_ge(plume_notes_tally(notes, "estimate-outside"), 1);
    ck_assert_ptr_nonnull(
        strstr(note_of("estimate-outside")->message, "lies below its 95 %"));
    end();
    begin("site: {pue: 1.2, intensity_kg_per_kwh: 0.38}\n"
          "uncertainty: {pue: [1.2, 1.45]}\n");
    take_of(1200.0, PLUME_EVIDENCE_METERED, "");
    (void)closed();
    ck_assert_uint_eq(plume_notes_tally(notes, "estimate-outside"), 0);
    end();
}
END_TEST

START_TEST(a_pue_is_not_drawn_below_one_within_stated_spreads_either)
{
    plume_budget of;

    begin("site: {pue: 1.05, intensity_kg_per_kwh: 0.38}\nuncertainty: {pue: 20 %}\n");
    take_of(1200.0, PLUME_EVIDENCE_METERED, "");
    (void)closed();
    of = budget();
    for (size_t i = 0; i < of.input_count; i++)
        if (of.input[i].kind == PLUME_BUDGET_PUE)
            ck_close(of.input[i].low, 1.0, 1e-12);
    end();
}
END_TEST

START_TEST(a_method_as_published_has_no_interval)
{
    plume_budget of;
    size_t published;

    begin(germany);
    take_of(10.0, PLUME_EVIDENCE_TRACKER, "");
    (void)closed();
    published =
        plume_ledger_estimate_find(ledger, "strubell2019", PLUME_BASIS_AS_PUBLISHED);
    ck_assert(isnan(plume_ledger_estimate_at(ledger, published).interval95_kg[0]));
    ck_assert_int_eq(plume_budget_of(&of, ledger, published, &error), PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, "strubell2019 as published has constants of its own, "
                                    "and no interval");
    ck_assert_int_eq(plume_budget_of(&of, ledger, 99, &error), PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, "there is no estimate");
    end();
}
END_TEST

START_TEST(emissions_of_nothing_have_no_interval)
{
    plume_budget of;

    begin("site: {intensity_kg_per_kwh: 0, pue: 1.2}\n");
    take_of(10.0, PLUME_EVIDENCE_METERED, "");
    ck_assert(isnan(closed().interval95_kg[0]));
    ck_assert_int_eq(plume_budget_of(&of, ledger, gross(), &error), PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, "no emissions above 0 to give an interval of");
    end();
}
END_TEST

START_TEST(there_is_no_interval_before_the_ledger_is_closed)
{
    begin(germany);
    take_of(10.0, PLUME_EVIDENCE_TRACKER, "");
    ck_assert(isnan(plume_ledger_estimate_at(ledger, gross()).interval95_kg[0]));
    end();
}
END_TEST

/* A document and a chart that ask after each other get one answer: another seed would
 * show that it was drawn again. */
START_TEST(a_closed_ledger_is_drawn_once_until_a_run_comes)
{
    plume_budget first, again;

    begin("site: {location: DE, year: 2024, pue: 1.0}\n");
    take_of(3.0, PLUME_EVIDENCE_TRACKER, "");
    take_of(1.0, PLUME_EVIDENCE_METERED, "");
    (void)closed();
    first = budget();
    ck_assert(first.kg.drawn);
    study->seed++;
    again = budget();
    ck_assert(again.kg.low == first.kg.low && again.kg.high == first.kg.high);
    ck_assert_uint_eq(again.input_count, first.input_count);
    ck_assert(isfinite(again.estimate.interval95_kg[0]));
    take_of(3.0, PLUME_EVIDENCE_TRACKER, "");
    again = budget();
    ck_assert(again.kg.low > 1.5 * first.kg.low);
    end();
}
END_TEST

/* The runs alone are no other question than the estimate. */
START_TEST(stages_that_add_nothing_are_the_estimate_itself)
{
    const plume_stages none = { 0 };
    plume_propagated with;
    plume_budget alone;

    begin("site: {location: DE, year: 2024, pue: 1.0}\n");
    take_of(3.0, PLUME_EVIDENCE_TRACKER, "");
    (void)closed();
    alone = budget();
    ck_ok(plume_budget_with_stages(&with, ledger, gross(), &none, &error), error);
    ck_assert(with.low == alone.kg.low && with.high == alone.kg.high);
    ck_assert_int_eq(plume_budget_with_stages(&with, ledger, SIZE_MAX, &none, &error),
                     PLUME_ERR_MISSING);
    end();
}
END_TEST

/* --- the correlation trap --- */

/* A building of PUE 1 cannot take less than its equipment, which no draw has to show. */
START_TEST(one_place_of_one_evidence_is_computed)
{
    begin("site: {location: DE, year: 2024, pue: 1.0}\n");
    take_of(3.0, PLUME_EVIDENCE_TRACKER, "");
    (void)closed();
    ck_assert(!budget().kg.drawn);
    end();
}
END_TEST

/* Many equal runs at one place are as uncertain as one: nothing averages out. */
START_TEST(many_runs_at_one_place_are_as_uncertain_as_one)
{
    double one, many;
    plume_estimate estimate;

    begin(germany);
    take_of(500.0, PLUME_EVIDENCE_SAMPLED, "");
    estimate = closed();
    one = estimate.interval95_kg[1] / estimate.co2e_kg;
    end();
    begin(germany);
    for (int i = 0; i < 500; i++)
        take_of(1.0, PLUME_EVIDENCE_SAMPLED, "");
    estimate = closed();
    many = estimate.interval95_kg[1] / estimate.co2e_kg;
    end();
    ck_close(many, one, 1e-12);
}
END_TEST

/* Two grids err apart, so the sum is less uncertain than either. */
START_TEST(places_err_apart)
{
    plume_estimate estimate;
    plume_budget of;

    begin("site: {pue: 1.2, year: 2024}\n");
    take_of(10.0, PLUME_EVIDENCE_METERED, "DE");
    take_of(12.0, PLUME_EVIDENCE_METERED, "US");
    estimate = closed();
    of = budget();
    ck_assert(of.kg.drawn);
    ck_assert_uint_eq(of.input_count, 4); /* one PUE is stated for both */
    ck_assert(log(estimate.interval95_kg[1] / estimate.interval95_kg[0]) <
              0.95 * 2.0 *
                  sqrt(pow(log(1.05), 2) * 2.0 + pow(log(1.10), 2) + pow(log(1.16), 2)));
    end();
}
END_TEST

static double width(const plume_estimate *estimate)
{
    return log(estimate->interval95_kg[1] / estimate->interval95_kg[0]) / 2.0;
}

static size_t inputs_of(const plume_budget *of, plume_budget_kind kind)
{
    size_t count = 0;

    for (size_t i = 0; i < of->input_count; i++)
        count += of->input[i].kind == kind;
    return count;
}

START_TEST(one_stated_factor_for_two_places_has_one_error)
{
    plume_estimate estimate;
    plume_budget of;

    begin("site: {pue: 1.2, intensity_kg_per_kwh: 0.3, year: 2024}\n"
          "uncertainty: {pue: 20 %, intensity: 50 %, energy: 1 %}\n");
    take_of(10.0, PLUME_EVIDENCE_METERED, "DE");
    take_of(10.0, PLUME_EVIDENCE_METERED, "FR");
    estimate = closed();
    of = budget();
    ck_assert_uint_eq(inputs_of(&of, PLUME_BUDGET_PUE), 1);
    ck_assert_uint_eq(inputs_of(&of, PLUME_BUDGET_GRID), 1);
    ck_assert_str_eq(of.input[0].place, "");
    ck_close(width(&estimate),
             sqrt(pow(log(1.2), 2) + pow(log(1.5), 2) + pow(log(1.01), 2)), 0.02);
    end();
}
END_TEST

static void take_at(double it_kwh, double pue)
{
    plume_run_sink sink = plume_ledger_sink(ledger);
    plume_run run;

    plume_run_init(&run);
    run.id = "r";
    run.origin.path = "emissions.csv";
    run.origin.reader = "codecarbon";
    run.energy.total_kwh = run.energy.logged_kwh = it_kwh;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_METERED;
    run.location = "DE";
    run.site_pue = pue;
    ck_ok(sink.take(sink.state, &run, &error), error);
}

/* Their values tell the bars of a chart apart. */
static void check_names(const plume_budget *of, const char *const names[2])
{
    bool found[2] = { false, false };
    plume_text name;

    plume_text_init(&name);
    for (size_t i = 0; i < of->input_count; i++) {
        plume_text_clear(&name);
        plume_budget_name(&name, &of->input[i]);
        for (size_t k = 0; k < 2; k++)
            found[k] = found[k] || strcmp(name.data, names[k]) == 0;
    }
    plume_text_dispose(&name);
    ck_assert(found[0] && found[1]);
}

START_TEST(two_pues_in_one_place_err_apart_on_one_grid)
{
    plume_budget of;

    begin("site: {year: 2024}\n");
    take_at(8.0, 1.5);
    take_at(8.0, 1.2);
    (void)closed();
    of = budget();
    ck_assert_uint_eq(inputs_of(&of, PLUME_BUDGET_PUE), 2);
    ck_assert_uint_eq(inputs_of(&of, PLUME_BUDGET_GRID), 1);
    ck_close(of.kg.central, of.estimate.co2e_kg, 1e-9);
    check_names(&of, (const char *const[]){ "PUE 1.50, Germany", "PUE 1.20, Germany" });
    end();
}
END_TEST

/* The 95 % of a factor by its reasons: squares of logarithms add. */
static double grid_width(const char *yaml, const char *location, int ended)
{
    plume_run_sink sink;
    plume_run run;
    plume_budget of;
    double gsd;

    begin(yaml);
    sink = plume_ledger_sink(ledger);
    plume_run_init(&run);
    run.id = "r";
    run.origin.path = "runs.csv";
    run.energy.total_kwh = 1.0;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_METERED;
    run.location = location;
    run.end_s = plume_time_civil(ended, 6, 1, 0);
    ck_ok(sink.take(sink.state, &run, &error), error);
    (void)closed();
    of = budget();
    gsd = NAN;
    for (size_t i = 0; i < of.input_count; i++)
        if (of.input[i].kind == PLUME_BUDGET_GRID)
            gsd = of.input[i].spread.gsd;
    end();
    return exp(1.9599639845400545 * log(gsd));
}

static double together(double a, double b, double c)
{
    return exp(sqrt(pow(log(a), 2) + pow(log(b), 2) + pow(log(c), 2)));
}

START_TEST(a_factor_is_as_wide_as_the_table_of_spreads_says)
{
    static const char pue[] = "site: {pue: 1.2}\n";

    /* annual average; publishers and trackers of Germany, Finland, Brazil, of a place
     * with one publisher alone */
    ck_close(grid_width(pue, "DE", 2024), together(1.10, 1.16, 1.0), 1e-9);
    ck_close(grid_width(pue, "FI", 2024), together(1.10, 2.15, 1.0), 1e-9);
    ck_close(grid_width(pue, "BR", 2024), together(1.10, 1.12, 1.0), 1e-9);
    ck_close(grid_width(pue, "XK", 2024), together(1.10, 1.72, 1.0), 1e-9);
    /* the figure of 2025 for a run of 2026, of 2012 for one of 2009 */
    ck_close(grid_width(pue, "DE", 2026), together(1.10, 1.16, 1.32), 1e-9);
    ck_close(grid_width(pue, "DE", 2009), together(1.10, 1.16, 1.56), 1e-9);
    ck_close(grid_width("site: {pue: 1.2, year: 2024}\n", "DE", 2021),
             together(1.10, 1.16, 1.56), 1e-9);
    /* a wider place, and no place */
    ck_close(grid_width(pue, "DE-BY", 2024), together(1.10, 1.16, 3.15), 1e-9);
    ck_close(grid_width(pue, "WORLD", 2024), 2.0, 1e-9);
    ck_close(grid_width(pue, "", 2024), 2.0, 1e-9);
    /* what an author states has no reason of a dataset */
    ck_close(grid_width("site: {pue: 1.2, intensity_kg_per_kwh: 0.3}\n", "DE", 2009),
             1.10, 1e-9);
}
END_TEST

/* A run of a table that a person wrote, or of a tracker's log. */
static void check_basis(double stated, double printed, const char *basis)
{
    plume_run_sink sink;
    plume_run run;
    plume_budget of;

    begin("site: {pue: 1.2}\n");
    sink = plume_ledger_sink(ledger);
    plume_run_init(&run);
    run.id = "r";
    run.origin.path = "runs.csv";
    run.energy.total_kwh = 1.0;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_METERED;
    run.site_kg_per_kwh = stated;
    run.logged_intensity_kg_per_kwh = printed;
    ck_ok(sink.take(sink.state, &run, &error), error);
    (void)closed();
    of = budget();
    for (size_t i = 0; i < of.input_count; i++)
        if (of.input[i].kind == PLUME_BUDGET_GRID)
            ck_assert_str_eq(of.input[i].basis, basis);
    end();
}

START_TEST(an_intensity_that_a_person_states_of_a_run_is_no_trackers_factor)
{
    check_basis(0.3, NAN, "grid-stated");
    check_basis(NAN, 0.3, "grid-logged");
}
END_TEST

START_TEST(a_direct_factor_lies_below_its_median)
{
    plume_budget of;

    begin("site: {pue: 1.2, year: 2023}\n");
    take_of(10.0, PLUME_EVIDENCE_METERED, "US-VA");
    (void)closed();
    of = budget();
    for (size_t i = 0; i < of.input_count; i++) {
        if (of.input[i].kind != PLUME_BUDGET_GRID)
            continue;
        ck_close(of.input[i].spread.median, sqrt(1.0 + 0.035 / 0.2448), 1e-9);
        ck_assert_str_eq(of.input[i].basis, "grid-sources");
    }
    ck_assert(of.kg.low < of.estimate.co2e_kg && of.estimate.co2e_kg < of.kg.high);
    end();
}
END_TEST

START_TEST(more_places_than_have_draws_share_the_last)
{
    static const char *const places[] = {
        "DE", "FR", "GB", "IT", "ES", "PL", "NL", "BE", "AT", "CH",
        "SE", "NO", "FI", "DK", "PT", "GR", "CZ", "HU", "RO", "BG",
        "US", "CA", "BR", "IN", "CN", "JP", "KR", "AU", "ZA", "TW",
    };
    plume_budget of;
    bool others = false;

    begin("site: {pue: 1.2, year: 2024}\nuncertainty: {draws: 2000}\n");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        take_of(10.0, PLUME_EVIDENCE_METERED, places[i]);
    (void)closed();
    of = budget();
    ck_assert_uint_eq(of.input_count, 1 + 1 + PLUME_BUDGET_PLACES);
    for (size_t i = 0; i < of.input_count; i++)
        others = others || strcmp(of.input[i].place, "other places") == 0;
    ck_assert(others);
    ck_close(of.kg.central, of.estimate.co2e_kg, 1e-9);
    end();
}
END_TEST

/* --- properties --- */

START_TEST(the_order_of_runs_changes_no_digit)
{
    plume_estimate forwards, backwards;

    begin("site: {pue: 1.05, year: 2024}\n");
    take_of(1.7, PLUME_EVIDENCE_TRACKER, "DE");
    take_of(0.3, PLUME_EVIDENCE_METERED, "FR");
    take_of(4.1, PLUME_EVIDENCE_SAMPLED, "DE");
    forwards = closed();
    end();
    begin("site: {pue: 1.05, year: 2024}\n");
    take_of(4.1, PLUME_EVIDENCE_SAMPLED, "DE");
    take_of(0.3, PLUME_EVIDENCE_METERED, "FR");
    take_of(1.7, PLUME_EVIDENCE_TRACKER, "DE");
    backwards = closed();
    end();
    ck_assert_double_eq(forwards.interval95_kg[0], backwards.interval95_kg[0]);
    ck_assert_double_eq(forwards.interval95_kg[1], backwards.interval95_kg[1]);
}
END_TEST

START_TEST(an_interval_scales_with_its_energy)
{
    plume_estimate once, twice;

    begin("site: {location: FR, year: 2024, pue: 1.0}\n");
    take_of(3.0, PLUME_EVIDENCE_TRACKER, "");
    once = closed();
    end();
    begin("site: {location: FR, year: 2024, pue: 1.0}\n");
    take_of(6.0, PLUME_EVIDENCE_TRACKER, "");
    twice = closed();
    end();
    ck_close(twice.interval95_kg[0], 2.0 * once.interval95_kg[0], 1e-12);
    ck_close(twice.interval95_kg[1], 2.0 * once.interval95_kg[1], 1e-12);
}
END_TEST

/* Whatever part of the draws a thread takes, and in whatever order. */
START_TEST(draws_do_not_depend_on_who_makes_them)
{
    enum { DRAWS = 1000 };
    const plume_spread inputs[] = { { 1.0, 1.2, 0.0 },
                                    { 1.0, 1.1, 0.0 },
                                    { 1.0, 1.3, 1.0 } };
    const plume_term terms[] = { { 2.0, { 0, 1 }, 2 }, { 3.0, { 0, 2 }, 2 } };
    const plume_model model = { inputs, 3, terms, 2 };
    double whole[DRAWS], parts[DRAWS];

    plume_model_draw(&model, 7, 0, DRAWS, whole);
    for (size_t first = DRAWS; first > 0; first -= 125)
        plume_model_draw(&model, 7, first - 125, 125, &parts[first - 125]);
    ck_assert_mem_eq(whole, parts, sizeof whole);
}
END_TEST

START_TEST(draws_and_seed_of_the_study_take_effect)
{
    double ends[3];
    static const char *const studies[] = {
        "site: {location: DE, year: 2024, pue: 1.0}\n",
        "site: {location: DE, year: 2024, pue: 1.0}\nuncertainty: {seed: 43}\n",
        "site: {location: DE, year: 2024, pue: 1.0}\nuncertainty: {draws: 5000}\n",
    };

    for (size_t i = 0; i < 3; i++) {
        begin(studies[i]);
        take_of(3.0, PLUME_EVIDENCE_TRACKER, "");
        take_of(2.0, PLUME_EVIDENCE_METERED, "");
        ends[i] = closed().interval95_kg[1];
        end();
    }
    ck_assert(ends[0] != ends[1] && ends[0] != ends[2]);
    ck_close(ends[1], ends[0], 0.01);
    ck_close(ends[2], ends[0], 0.05);
}
END_TEST

/* --- spreads --- */

START_TEST(no_building_takes_less_than_its_equipment)
{
    plume_budget of;

    begin("site: {location: DE, year: 2024, pue: 1.0}\n");
    take_of(3.0, PLUME_EVIDENCE_METERED, "");
    (void)closed();
    of = budget();
    for (size_t i = 0; i < of.input_count; i++) {
        if (of.input[i].kind != PLUME_BUDGET_PUE)
            continue;
        ck_assert_str_eq(of.input[i].basis, "pue-none");
        ck_assert_double_eq(of.input[i].low, 1.0);
        ck_close(of.input[i].high, 1.10, 1e-12);
    }
    end();
}
END_TEST

START_TEST(defaults_are_less_certain_than_what_is_stated)
{
    plume_budget of;

    begin("");
    take_of(3.0, PLUME_EVIDENCE_METERED, "");
    (void)closed();
    of = budget();
    ck_assert_str_eq(of.input[0].basis, "grid-assumed");
    ck_assert_str_eq(of.input[1].basis, "pue-assumed");
    ck_assert_str_eq(of.input[2].basis, "metered");
    end();
}
END_TEST

/* A board for ten hours, and not a word on how busy it was. */
START_TEST(rated_power_of_unknown_use_lies_above_its_median)
{
    plume_run_sink sink;
    plume_budget of;
    plume_run run;

    begin(germany);
    sink = plume_ledger_sink(ledger);
    plume_run_init(&run);
    run.id = "r";
    run.origin.path = "runs.csv";
    run.device = "NVIDIA GeForce RTX 4070";
    run.device_count = 1.0;
    run.duration_s = 36000.0;
    ck_ok(sink.take(sink.state, &run, &error), error);
    (void)closed();
    of = budget();
    ck_assert_str_eq(of.input[0].basis, "rated-assumed");
    ck_close(of.kg.median, 0.65 * of.estimate.co2e_kg, 1e-12);
    ck_assert(of.kg.high > of.estimate.co2e_kg);
    end();
}
END_TEST

static void check_refusal(const plume_spread *input, double value, uint64_t draws,
                          const char *message)
{
    const plume_term term = { value, { 0 }, 1 };
    const plume_model model = { input, 1, &term, 1 };
    plume_propagated out;

    ck_assert_int_eq(plume_propagate(&out, &model, draws, 1, &error), PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message, message);
    ck_assert(isnan(out.low));
}

START_TEST(what_has_no_lognormal_spread_is_refused)
{
    const plume_spread good = { 1.0, 1.1, 0.0 }, bad = { 1.0, 0.9, 0.0 };
    const plume_model empty = { &good, 1, NULL, 0 };
    plume_propagated out;

    check_refusal(&bad, 1.0, 1000,
                  "input 1 has no spread: expected a median above 0 and a geometric "
                  "standard deviation of at least 1");
    check_refusal(&good, 0.0, 1000,
                  "term 1 is not above 0, so it has no lognormal spread");
    check_refusal(&good, 1.0, 10, "10 draws, expected 1,000 to 10,000,000");
    ck_assert_int_eq(plume_propagate(&out, &empty, 1000, 1, &error), PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message,
                     "a sum has 0 terms of 1 inputs, expected at least one "
                     "term and at most 70 inputs");
}
END_TEST

/* --- elsewhere --- */

static void check_elsewhere(const char *wanted)
{
    plume_other_grids elsewhere;

    ck_assert_int_eq(plume_other_grids_from(&elsewhere, ledger, factors, &error),
                     PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, wanted);
    plume_other_grids_dispose(&elsewhere);
}

START_TEST(the_same_energy_is_compared_on_grids_of_one_kind)
{
    plume_other_grids elsewhere;
    size_t shown = 0, own = 0;

    begin(germany);
    take_of(10.0, PLUME_EVIDENCE_METERED, "");
    (void)closed();
    ck_ok(plume_other_grids_from(&elsewhere, ledger, factors, &error), error);
    ck_assert_int_eq(elsewhere.year, 2025);
    ck_assert_str_eq(elsewhere.scope, "lifecycle");
    for (size_t i = 0; i < elsewhere.count; i++) {
        const plume_other_grids_row *row = &elsewhere.row[i];

        shown += row->shown;
        own += row->own;
        ck_close(row->co2e_kg, 12.0 * row->kg_per_kwh, 1e-12);
        if (row->own)
            ck_close(row->co2e_kg, elsewhere.own_kg, 1e-12);
        if (i > 0)
            ck_assert(elsewhere.row[i - 1].co2e_kg <= row->co2e_kg);
    }
    ck_assert_uint_eq(shown, PLUME_ELSEWHERE_SHOWN);
    ck_assert_uint_eq(own, 1);
    plume_other_grids_dispose(&elsewhere);
    end();
}
END_TEST

START_TEST(what_does_not_compare_is_refused)
{
    begin("site: {year: 2024, pue: 1.2}\n");
    take_of(10.0, PLUME_EVIDENCE_METERED, "DE");
    take_of(10.0, PLUME_EVIDENCE_METERED, "FR");
    check_elsewhere("the runs took place on several grids, or on none that is known");
    end();
    begin("site: {intensity_kg_per_kwh: 0.3, pue: 1.2}\n");
    take_of(10.0, PLUME_EVIDENCE_METERED, "");
    check_elsewhere(
        "the intensity of the runs is not of the factor set, so its basis and "
        "scope are not known and other grids do not compare");
    end();
    begin(germany);
    take_of(NAN, PLUME_EVIDENCE_UNKNOWN, "");
    check_elsewhere("no energy is known that could be moved to another grid");
    end();
    begin("site: {location: \"gcp:us-central1\"}\n");
    take_of(10.0, PLUME_EVIDENCE_METERED, "");
    check_elsewhere("no other grid has a figure of the same basis, scope and year "
                    "(published, direct, 2025)");
    end();
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, one_site_and_one_evidence_make_a_product);
    tcase_add_test(tcase, bounds_of_a_contract_do_not_move_what_it_leaves_uncovered);
    tcase_add_test(tcase, what_the_author_states_goes_before_the_evidence);
    tcase_add_test(tcase, stated_bounds_give_the_interval_of_the_product);
    tcase_add_test(tcase, an_estimate_outside_of_stated_bounds_is_told);
    tcase_add_test(tcase, a_pue_is_not_drawn_below_one_within_stated_spreads_either);
    tcase_add_test(tcase, a_method_as_published_has_no_interval);
    tcase_add_test(tcase, emissions_of_nothing_have_no_interval);
    tcase_add_test(tcase, there_is_no_interval_before_the_ledger_is_closed);
    tcase_add_test(tcase, a_closed_ledger_is_drawn_once_until_a_run_comes);
    tcase_add_test(tcase, stages_that_add_nothing_are_the_estimate_itself);
    tcase_add_test(tcase, one_place_of_one_evidence_is_computed);
    tcase_add_test(tcase, many_runs_at_one_place_are_as_uncertain_as_one);
    tcase_add_test(tcase, places_err_apart);
    tcase_add_test(tcase, one_stated_factor_for_two_places_has_one_error);
    tcase_add_test(tcase, two_pues_in_one_place_err_apart_on_one_grid);
    tcase_add_test(tcase, a_factor_is_as_wide_as_the_table_of_spreads_says);
    tcase_add_test(tcase,
                   an_intensity_that_a_person_states_of_a_run_is_no_trackers_factor);
    tcase_add_test(tcase, a_direct_factor_lies_below_its_median);
    tcase_add_test(tcase, more_places_than_have_draws_share_the_last);
    tcase_add_test(tcase, the_order_of_runs_changes_no_digit);
    tcase_add_test(tcase, an_interval_scales_with_its_energy);
    tcase_add_test(tcase, draws_do_not_depend_on_who_makes_them);
    tcase_add_test(tcase, draws_and_seed_of_the_study_take_effect);
    tcase_add_test(tcase, no_building_takes_less_than_its_equipment);
    tcase_add_test(tcase, defaults_are_less_certain_than_what_is_stated);
    tcase_add_test(tcase, rated_power_of_unknown_use_lies_above_its_median);
    tcase_add_test(tcase, what_has_no_lognormal_spread_is_refused);
    tcase_add_test(tcase, the_same_energy_is_compared_on_grids_of_one_kind);
    tcase_add_test(tcase, what_does_not_compare_is_refused);
}

int main(void)
{
    return test_main("budget", add);
}
