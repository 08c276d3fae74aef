/* What charts draw of a ledger and a comparison, and what they refuse. */
#include "support/chart_fixture.h"

#include "chart/chart.h"
#include "chart/charts.h"
#include "chart/ranked/digest.h"
#include "chart/print/numbers.h"
#include "chart/methods.h"
#include "chart/models.h"

static plume_error error;
static plume_factors *factors;
static plume_study *study;
static plume_ledger *ledger;
static plume_comparison *comparison;

static void setup(void)
{
    char *datasets = test_path("datasets");

    ck_ok(plume_factors_open(&factors, datasets, &error), error);
    ck_ok(plume_study_new(&study, &error), error);
    ck_ok(plume_ledger_new(&ledger, study, factors, NULL, 0, NULL, &error), error);
    ck_ok(plume_comparison_new(&comparison, factors, &error), error);
    free(datasets);
}

static void teardown(void)
{
    plume_comparison_free(comparison);
    plume_ledger_free(ledger);
    plume_study_free(study);
    plume_factors_free(factors);
}

static void take(plume_role role, plume_state state, double kwh, double hours)
{
    plume_run_sink sink = plume_ledger_sink(ledger);
    plume_run run;

    plume_run_init(&run);
    run.id = "r";
    run.origin.path = "runs.csv";
    run.role = role;
    run.state = state;
    run.duration_s = hours * 3600.0;
    run.device_count = 1.0;
    run.energy.total_kwh = run.energy.logged_kwh = kwh;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_TRACKER;
    ck_ok(sink.take(sink.state, &run, &error), error);
}

static plume_chart_data all_data(void)
{
    return (plume_chart_data){ .ledger = ledger,
                               .comparison = comparison,
                               .own_name = "This study" };
}

static char *written(const char *kind, const char *format, double width_pt)
{
    plume_chart_options options = { .width_pt = width_pt,
                                    .finding = "Found.",
                                    .caption = "Caption.",
                                    .creation_s = (double)NAN };
    plume_chart_data data = all_data();
    char *folder = test_folder(), *bytes;
    plume_output *output;
    char path[256];

    snprintf(path, sizeof path, "%s/chart", folder);
    ck_ok(plume_output_open(&output, path, &error), error);
    if (format != NULL)
        ck_ok(plume_chart_write(kind, &data, &options, format, output, &error), error);
    else
        ck_ok(plume_chart_write_data(kind, &data, output, &error), error);
    ck_ok(plume_output_finish(output, &error), error);
    bytes = test_slurp(path, NULL);
    ck_assert_int_eq(remove(path), 0);
    ck_assert_int_eq(remove(folder), 0);
    free(folder);
    return bytes;
}

static void expect_in(const char *text, const char *wanted)
{
    ck_assert_msg(strstr(text, wanted) != NULL, "'%s' is not in\n%s", wanted, text);
}

static plume_status refused(const char *kind, const char *format, double width_pt)
{
    plume_chart_options options = { .width_pt = width_pt, .creation_s = (double)NAN };
    plume_chart_data data = all_data();

    return plume_chart_write(kind, &data, &options, format, NULL, &error);
}

/* --- names --- */

START_TEST(charts_are_listed_by_name)
{
    for (size_t i = 1; plume_chart_name_at(i) != NULL; i++)
        ck_assert_int_lt(strcmp(plume_chart_name_at(i - 1), plume_chart_name_at(i)), 0);
    ck_assert_str_eq(plume_chart_title("waterfall"),
                     "From the claimed figure to the recomputed one");
    ck_assert_ptr_null(plume_chart_name_at(plume_charts_count()));
    ck_assert_str_eq(plume_chart_title("phases"), "Energy by role and state");
    ck_assert_ptr_null(plume_chart_title("pie"));
}
END_TEST

START_TEST(an_unknown_chart_is_answered_with_the_nearest)
{
    ck_assert_int_eq(refused("phase", "svg", 0.0), PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, "there is no chart 'phase'");
    expect_in(error.hint, "phases");
}
END_TEST

START_TEST(an_unknown_format_is_answered_with_the_known_ones)
{
    take(PLUME_ROLE_FINAL, PLUME_STATE_COMPLETE, 1.0, 1.0);
    ck_assert_int_eq(refused("phases", "xyzzyx", 0.0), PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, "there is no chart format 'xyzzyx'");
    ck_assert_str_eq(error.hint, "known are svg, png, pdf, outline");
}
END_TEST

START_TEST(a_chart_that_nobody_could_read_is_refused)
{
    ck_assert_int_eq(refused("phases", "svg", 50.0), PLUME_ERR_VALUE);
    expect_in(error.message, "between 170 and 2,000 pt");
    ck_assert_int_eq(refused("phases", "svg", (double)NAN), PLUME_ERR_VALUE);
}
END_TEST

/* --- nothing to draw --- */

START_TEST(no_runs_are_no_chart)
{
    ck_assert_int_eq(refused("phases", "svg", 0.0), PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, "there is no run whose role could be drawn");
    ck_assert_str_eq(error.hint, "name logs that hold at least one run");
}
END_TEST

START_TEST(no_comparison_is_no_chart)
{
    ck_assert_int_eq(refused("methods", "svg", 0.0), PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, "no row has an emission to draw");
    ck_assert_int_eq(refused("models", "svg", 0.0), PLUME_ERR_MISSING);
    ck_assert_str_eq(error.hint, "name published models, or logs with energy");
}
END_TEST

/* --- phases --- */

START_TEST(one_study_is_counted_three_ways)
{
    char *text;

    take(PLUME_ROLE_FINAL, PLUME_STATE_COMPLETE, 1.0, 2.0);
    take(PLUME_ROLE_NAS, PLUME_STATE_COMPLETE, 2.0, 2.0);
    take(PLUME_ROLE_DEVELOPMENT, PLUME_STATE_UNKNOWN, 1.0, 2.0);
    take(PLUME_ROLE_SEARCH, PLUME_STATE_PRUNED, 4.0, 2.0);
    text = written("phases", NULL, 0.0);
    expect_in(text, "bar,segment,amount,unit,share,known_runs,runs,at_most_runs\n"
                    "Runs,final,1,runs,0.25,4,4,0\n"
                    "Runs,search,1,runs,0.25,4,4,0\n"
                    "Runs,ablation,1,runs,0.25,4,4,0\n"
                    "Runs,other,0,runs,0,4,4,0\n"
                    "Runs,cut short,1,runs,0.25,4,4,0\n");
    expect_in(text, "Device-hours,cut short,2,h,0.25,4,4,0\n");
    expect_in(text, "Energy,final,1,kWh,0.125,4,4,0\n");
    expect_in(text, "Energy,cut short,4,kWh,0.5,4,4,0\n");
    free(text);
    text = written("phases", "outline", 0.0);
    expect_in(text, "title Found.\n"
                    "description Caption. Runs: 4, final 25 %, search 25 %");
    expect_in(text, ": 8.00 kWh\n");
    free(text);
}
END_TEST

START_TEST(energy_that_nobody_logged_is_not_available_and_not_zero)
{
    char *text;

    take(PLUME_ROLE_FINAL, PLUME_STATE_COMPLETE, (double)NAN, 2.0);
    text = written("phases", "outline", 0.0);
    expect_in(text, ": not available\n");
    free(text);
    text = written("phases", NULL, 0.0);
    expect_in(text, "Energy,final,,kWh,,0,1,0\n");
    free(text);
}
END_TEST

START_TEST(a_bar_says_of_how_many_runs_it_knows)
{
    char *text;

    take(PLUME_ROLE_FINAL, PLUME_STATE_COMPLETE, 1.0, 2.0);
    take(PLUME_ROLE_SEARCH, PLUME_STATE_COMPLETE, (double)NAN, 2.0);
    text = written("phases", "outline", 505.0);
    expect_in(text, ": 1 of 2 runs\n");
    expect_in(text, ": At least: the energy of 1 of 2 runs is known.\n");
    free(text);
}
END_TEST

START_TEST(without_any_role_one_white_bar_says_that_no_run_names_its_own)
{
    char *text;

    take(PLUME_ROLE_UNKNOWN, PLUME_STATE_COMPLETE, 1.0, 2.0);
    take(PLUME_ROLE_UNKNOWN, PLUME_STATE_COMPLETE, 1.0, 2.0);
    text = written("phases", "outline", 0.0);
    expect_in(text, ": Energy\n");
    ck_assert_ptr_null(strstr(text, ": Runs\n"));
    expect_in(text, "No run names its role: final runs and search are not told apart.");
    free(text);
}
END_TEST

START_TEST(a_tiny_final_share_is_written_below_the_name)
{
    plume_phase_bar bar[STUDY_BARS];
    plume_phase_bars bars = { bar, STUDY_BARS, true, false };
    plume_scene *scene = fixture_scene(505.0), *narrow = fixture_scene(241.0);

    memcpy(bar, study_bars, sizeof bar);
    ck_ok(plume_phases_draw(scene, &bars, &error), error);
    ck_assert_uint_eq(fixture_labels(scene, "4,789 runs; final 0.05 %"), 1);
    ck_assert_uint_eq(fixture_labels(scene, "502 runs"), 1);
    ck_ok(plume_phases_draw(narrow, &bars, &error), error);
    ck_assert_uint_eq(fixture_labels(narrow, "502 runs"), 0);
    plume_scene_free(narrow);
    plume_scene_free(scene);
}
END_TEST

START_TEST(studies_are_ordered_own_first_then_by_total)
{
    plume_chart_study two[] = { { "theirs", ledger, false }, { "mine", ledger, true } };
    plume_chart_data data = { .studies = two, .study_count = 2 };
    plume_phase_bars bars;

    take(PLUME_ROLE_FINAL, PLUME_STATE_COMPLETE, 1.0, 2.0);
    ck_ok(plume_phase_bars_from(&bars, &data, &error), error);
    ck_ok(plume_phase_bars_arrange(&bars, &error), error);
    ck_assert_uint_eq(bars.count, 2);
    ck_assert_str_eq(bars.bar[0].name, "mine");
    ck_assert_str_eq(bars.bar[0].sub_label, "1 run");
    plume_phase_bars_dispose(&bars);
}
END_TEST

START_TEST(of_many_studies_the_smaller_become_one_bar)
{
    plume_chart_study many[30];
    plume_chart_data data = { .studies = many, .study_count = 30 };
    plume_phase_bars bars;
    size_t i;

    take(PLUME_ROLE_FINAL, PLUME_STATE_COMPLETE, 1.0, 2.0);
    for (i = 0; i < 30; i++)
        many[i] = (plume_chart_study){ i == 20 ? "mine" : "theirs", ledger, i == 20 };
    ck_ok(plume_phase_bars_from(&bars, &data, &error), error);
    ck_ok(plume_phase_bars_arrange(&bars, &error), error);
    ck_assert_uint_eq(bars.count, 13);
    ck_assert_str_eq(bars.bar[0].name, "mine");
    ck_assert_str_eq(bars.bar[12].name, "other studies");
    ck_assert_str_eq(bars.bar[12].sub_label, "18 studies");
    ck_assert_double_eq(bars.bar[12].total, 18.0);
    plume_phase_bars_dispose(&bars);
}
END_TEST

/* --- methods and models --- */

START_TEST(published_models_are_drawn_by_both_methods)
{
    char *text;

    ck_ok(plume_comparison_add_model(comparison, "gpt-3", &error), error);
    ck_ok(plume_comparison_add_model(comparison, "bert-base", &error), error);
    text = written("methods", "outline", 505.0);
    expect_in(text, ": GPT-3");
    expect_in(text, ": Strubell 2019\n");
    expect_in(text, "description Caption. Strubell to Patterson: from ");
    free(text);
    text = written("models", "outline", 505.0);
    expect_in(text, ": 552 t\n");
    expect_in(text, "description Caption. From ");
    free(text);
    text = written("models", NULL, 0.0);
    expect_in(text, "name,own,year,evidence,third_party,value_kg,low_kg,high_kg,"
                    "known_runs,runs,at_most_runs\nGPT-3");
    free(text);
}
END_TEST

START_TEST(rows_are_ordered_by_ratio_and_unknown_ones_come_last)
{
    plume_chart_row some[] = { { .name = "b", .ratio = 1.0 },
                               { .name = "none", .ratio = (double)NAN },
                               { .name = "a", .ratio = 1.0 },
                               { .name = "c", .ratio = 7.0 } };
    plume_chart_rows rows = { some, 4 };

    plume_chart_rows_by_ratio(&rows);
    ck_assert_str_eq(some[0].name, "c");
    ck_assert_str_eq(some[1].name, "a");
    ck_assert_str_eq(some[2].name, "b");
    ck_assert_str_eq(some[3].name, "none");
}
END_TEST

START_TEST(a_narrow_chart_keeps_the_ratio_and_drops_the_other_digits)
{
    plume_chart_rows rows = fixture_rows(method_rows, METHOD_ROWS);
    plume_scene *narrow = fixture_scene(241.0), *wide = fixture_scene(505.0);

    ck_ok(plume_methods_draw(narrow, &rows, &error), error);
    ck_assert_uint_eq(fixture_labels(narrow, "88.2×"), 1);
    ck_assert_uint_eq(fixture_labels(narrow, "284 t"), 0);
    ck_ok(plume_methods_draw(wide, &rows, &error), error);
    ck_assert_uint_eq(fixture_labels(wide, "284 t"), 1);
    plume_scene_free(narrow);
    plume_scene_free(wide);
    plume_chart_rows_dispose(&rows);
}
END_TEST

START_TEST(a_row_without_figures_keeps_its_place_with_dashes)
{
    plume_chart_row some[] = {
        { .name = "known",
          .strubell_kg = 10.0,
          .patterson_kg = 5.0,
          .net_kg = (double)NAN,
          .ratio = 2.0 },
        { .name = "unknown",
          .strubell_kg = (double)NAN,
          .patterson_kg = (double)NAN,
          .net_kg = (double)NAN,
          .ratio = (double)NAN },
    };
    plume_chart_rows rows = { some, 2 };
    plume_scene *scene = fixture_scene(505.0);

    ck_ok(plume_methods_draw(scene, &rows, &error), error);
    ck_assert_uint_eq(fixture_labels(scene, "unknown"), 1);
    ck_assert_uint_eq(fixture_labels(scene, "–"), 3);
    plume_scene_free(scene);
}
END_TEST

START_TEST(a_market_based_zero_is_not_drawn)
{
    plume_chart_row some[] = { { .name = "x",
                                 .strubell_kg = 10.0,
                                 .patterson_kg = 5.0,
                                 .net_kg = 0.0,
                                 .ratio = 2.0 } };
    plume_chart_rows rows = { some, 1 };
    plume_scene *scene = fixture_scene(505.0);

    ck_ok(plume_methods_draw(scene, &rows, &error), error);
    ck_assert_uint_eq(fixture_labels(scene, "net"), 0);
    plume_scene_free(scene);
}
END_TEST

START_TEST(marks_of_one_kind_need_no_legend_but_a_single_role_does)
{
    plume_chart_rows rows = fixture_rows(model_rows, 1);
    plume_phase_bar bar = { .name = "Runs", .amount = { 3 }, .total = 3.0 };
    plume_phase_bars bars = { &bar, 1, false, false };
    plume_scene *models = fixture_scene(505.0), *phases = fixture_scene(505.0);

    ck_ok(plume_models_draw(models, &rows, &error), error);
    ck_assert_uint_eq(fixture_labels(models, "rated power"), 0);
    ck_ok(plume_phases_draw(phases, &bars, &error), error);
    ck_assert_uint_eq(fixture_labels(phases, "Final"), 1);
    plume_scene_free(models);
    plume_scene_free(phases);
    plume_chart_rows_dispose(&rows);
}
END_TEST

/* --- digests --- */

static plume_chart_rows ladder(size_t count, size_t own)
{
    plume_chart_rows rows = { calloc(count, sizeof *rows.row), count };
    size_t i;

    ck_assert_ptr_nonnull(rows.row);
    for (i = 0; i < count; i++) {
        rows.row[i].name = i == own ? "own" : "row";
        rows.row[i].own = i == own;
        rows.row[i].ratio = rows.row[i].value_kg = pow(1.001, (double)(count - i));
    }
    return rows;
}

static size_t drawn_rows(const plume_digest *digest, size_t *more)
{
    size_t i, rows = 0;

    *more = 0;
    for (i = 0; i < digest->count; i++) {
        *more += digest->line[i].more;
        rows += digest->line[i].more == 0;
    }
    return rows;
}

START_TEST(up_to_forty_rows_are_all_drawn)
{
    plume_chart_rows rows = ladder(40, 3);
    plume_digest digest;
    size_t more;

    plume_digest_by_ratio(&digest, &rows);
    ck_assert_uint_eq(drawn_rows(&digest, &more), 40);
    ck_assert_uint_eq(more, 0);
    ck_assert(!digest.histogram);
    plume_chart_rows_dispose(&rows);
}
END_TEST

START_TEST(of_a_thousand_rows_the_ends_and_the_own_one_are_drawn)
{
    plume_chart_rows rows = ladder(1000, 500);
    plume_digest digest;
    size_t more;

    plume_digest_by_ratio(&digest, &rows);
    ck_assert_uint_eq(drawn_rows(&digest, &more), 25);
    ck_assert_uint_eq(more, 975);
    ck_assert(digest.histogram);
    ck_assert_uint_eq(digest.line[12].more, 488);
    ck_assert_uint_eq(digest.line[13].row, 500);
    plume_digest_by_value(&digest, &rows);
    ck_assert_uint_eq(drawn_rows(&digest, &more), 23); /* own, 20 nearest, both ends */
    ck_assert_uint_eq(more, 977);
    plume_chart_rows_dispose(&rows);
}
END_TEST

START_TEST(of_a_million_rows_quantiles_and_the_own_one_are_drawn)
{
    plume_chart_rows rows = ladder(1000000, 7);
    plume_digest digest;
    size_t more;

    plume_digest_by_ratio(&digest, &rows);
    ck_assert_uint_eq(drawn_rows(&digest, &more), 8);
    ck_assert_str_eq(digest.line[0].rank, "largest");
    ck_assert(rows.row[digest.line[1].row].own);
    ck_assert_str_eq(digest.line[4].rank, "median");
    ck_assert_uint_eq(digest.line[7].row, 999999);
    plume_chart_rows_dispose(&rows);
}
END_TEST

/* --- numbers --- */

static void expect_figure(void (*print)(plume_text *, double), double value,
                          const char *wanted)
{
    plume_text text;

    plume_text_init(&text);
    print(&text, value);
    ck_assert_str_eq(text.data, wanted);
    plume_text_dispose(&text);
}

START_TEST(masses_have_three_figures_in_their_own_unit)
{
    expect_figure(plume_chart_mass, 284e3, "284 t");
    expect_figure(plume_chart_mass, 3.3, "3.30 kg");
    expect_figure(plume_chart_mass, 8930e3, "8,930 t");
    expect_figure(plume_chart_mass, 0.0, "0");
    expect_figure(plume_chart_mass, (double)NAN, "–");
    expect_figure(plume_chart_mass, 1e-12, "< 0.001 mg");
    expect_figure(plume_chart_mass, 1e15, "> 1,000,000,000 t");
}
END_TEST

START_TEST(ratios_have_one_decimal_below_a_hundred)
{
    expect_figure(plume_chart_ratio, 88.2398, "88.2×");
    expect_figure(plume_chart_ratio, 10.0, "10.0×");
    expect_figure(plume_chart_ratio, 0.6404, "0.64×");
    expect_figure(plume_chart_ratio, 0.998, "1.0×");
    expect_figure(plume_chart_ratio, 99.97, "100×");
    expect_figure(plume_chart_ratio, 12345.6, "12,300×");
    expect_figure(plume_chart_ratio, (double)NAN, "–");
}
END_TEST

START_TEST(a_name_that_a_spreadsheet_would_run_is_kept_from_it)
{
    plume_text text;

    plume_text_init(&text);
    plume_chart_csv_text(&text, "=1+1", true);
    plume_chart_csv_text(&text, "a \"b\", c", false);
    plume_chart_csv_number(&text, (double)NAN);
    plume_chart_csv_number(&text, -0.5);
    ck_assert_str_eq(text.data, "'=1+1,\"a \"\"b\"\", c\",,-0.5");
    plume_text_dispose(&text);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, charts_are_listed_by_name);
    tcase_add_test(tcase, an_unknown_chart_is_answered_with_the_nearest);
    tcase_add_test(tcase, an_unknown_format_is_answered_with_the_known_ones);
    tcase_add_test(tcase, a_chart_that_nobody_could_read_is_refused);
    tcase_add_test(tcase, no_runs_are_no_chart);
    tcase_add_test(tcase, no_comparison_is_no_chart);
    tcase_add_test(tcase, one_study_is_counted_three_ways);
    tcase_add_test(tcase, energy_that_nobody_logged_is_not_available_and_not_zero);
    tcase_add_test(tcase, a_bar_says_of_how_many_runs_it_knows);
    tcase_add_test(tcase, without_any_role_one_white_bar_says_that_no_run_names_its_own);
    tcase_add_test(tcase, a_tiny_final_share_is_written_below_the_name);
    tcase_add_test(tcase, studies_are_ordered_own_first_then_by_total);
    tcase_add_test(tcase, of_many_studies_the_smaller_become_one_bar);
    tcase_add_test(tcase, published_models_are_drawn_by_both_methods);
    tcase_add_test(tcase, rows_are_ordered_by_ratio_and_unknown_ones_come_last);
    tcase_add_test(tcase, a_narrow_chart_keeps_the_ratio_and_drops_the_other_digits);
    tcase_add_test(tcase, a_row_without_figures_keeps_its_place_with_dashes);
    tcase_add_test(tcase, a_market_based_zero_is_not_drawn);
    tcase_add_test(tcase, marks_of_one_kind_need_no_legend_but_a_single_role_does);
    tcase_add_test(tcase, up_to_forty_rows_are_all_drawn);
    tcase_add_test(tcase, of_a_thousand_rows_the_ends_and_the_own_one_are_drawn);
    tcase_add_test(tcase, of_a_million_rows_quantiles_and_the_own_one_are_drawn);
    tcase_add_test(tcase, masses_have_three_figures_in_their_own_unit);
    tcase_add_test(tcase, ratios_have_one_decimal_below_a_hundred);
    tcase_add_test(tcase, a_name_that_a_spreadsheet_would_run_is_kept_from_it);
}

int main(void)
{
    return test_main("charts", add);
}
