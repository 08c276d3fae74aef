/* Charts of known figures as outline dumps, line by line as they were when a person
 * looked at them. PLUME_GOLDEN_WRITE=1 writes them anew. */
#include "support/chart_fixture.h"

#include "canvas/canvas.h"
#include "chart/methods.h"
#include "chart/models.h"
#include "chart/regions.h"
#include "chart/tornado.h"

static char *outline_of(const plume_scene *scene)
{
    char *folder = test_folder();
    char path[256];
    plume_page_info info = { plume_scene_width_pt(scene),
                             plume_scene_height_pt(scene),
                             "finding",
                             "description",
                             "en",
                             (double)NAN };
    plume_output *output;
    plume_error error;
    char *text;

    snprintf(path, sizeof path, "%s/chart.txt", folder);
    ck_ok(plume_output_open(&output, path, &error), error);
    ck_ok(plume_canvas_draw(plume_canvas_find("outline"), output, scene, &info, &error),
          error);
    ck_ok(plume_output_finish(output, &error), error);
    text = test_slurp(path, NULL);
    ck_assert_ptr_nonnull(text);
    ck_assert_int_eq(remove(path), 0);
    ck_assert_int_eq(remove(folder), 0);
    free(folder);
    return text;
}

static void compare_lines(const char *name, const char *got, const char *wanted)
{
    int line = 1;

    while (*got != '\0' || *wanted != '\0') {
        size_t got_length = strcspn(got, "\n"), wanted_length = strcspn(wanted, "\n");

        ck_assert_msg(got_length == wanted_length && memcmp(got, wanted, got_length) == 0,
                      "%s:%d: drawn is\n  %.*s\nwanted is\n  %.*s", name, line,
                      (int)got_length, got, (int)wanted_length, wanted);
        got += got_length + (got[got_length] != '\0');
        wanted += wanted_length + (wanted[wanted_length] != '\0');
        line++;
    }
}

/* Takes the scene. */
static void expect_golden(plume_scene *scene, const char *kind, double width_pt)
{
    char name[128];
    char *path, *wanted, *got = outline_of(scene);

    snprintf(name, sizeof name, "tests/golden/charts/%s-%d.txt", kind, (int)width_pt);
    path = test_path(name);
    if (getenv("PLUME_GOLDEN_WRITE") != NULL) {
        FILE *file = fopen(path, "wb");

        ck_assert_ptr_nonnull(file);
        ck_assert_int_ge(fputs(got, file), 0);
        ck_assert_int_eq(fclose(file), 0);
    }
    wanted = test_slurp(path, NULL);
    ck_assert_msg(wanted != NULL, "%s is not there", path);
    compare_lines(name, got, wanted);
    free(wanted);
    free(got);
    free(path);
    plume_scene_free(scene);
}

static const double widths_pt[] = { 241.0, 351.5, 505.0 };

START_TEST(methods_are_drawn_as_they_were)
{
    plume_chart_rows rows = fixture_rows(method_rows, METHOD_ROWS);
    plume_scene *scene = fixture_scene(widths_pt[_i]);
    plume_error error;

    ck_ok(plume_methods_draw(scene, &rows, &error), error);
    expect_golden(scene, "methods", widths_pt[_i]);
    plume_chart_rows_dispose(&rows);
}
END_TEST

START_TEST(models_are_drawn_as_they_were)
{
    plume_chart_rows rows = fixture_rows(model_rows, MODEL_ROWS);
    plume_scene *scene = fixture_scene(widths_pt[_i]);
    plume_error error;

    ck_ok(plume_models_draw(scene, &rows, &error), error);
    expect_golden(scene, "models", widths_pt[_i]);
    plume_chart_rows_dispose(&rows);
}
END_TEST

START_TEST(phases_of_one_study_are_drawn_as_they_were)
{
    plume_phase_bar bar[COUNTED_BARS];
    plume_phase_bars bars = { bar, COUNTED_BARS, false, false };
    plume_scene *scene = fixture_scene(widths_pt[_i]);
    plume_error error;

    memcpy(bar, counted_bars, sizeof bar);
    ck_ok(plume_phases_draw(scene, &bars, &error), error);
    expect_golden(scene, "phases-one", widths_pt[_i]);
}
END_TEST

START_TEST(phases_of_several_studies_are_drawn_as_they_were)
{
    plume_phase_bar bar[STUDY_BARS];
    plume_phase_bars bars = { bar, STUDY_BARS, true, false };
    plume_scene *scene = fixture_scene(widths_pt[_i]);
    plume_error error;

    memcpy(bar, study_bars, sizeof bar);
    ck_ok(plume_phases_draw(scene, &bars, &error), error);
    expect_golden(scene, "phases-several", widths_pt[_i]);
}
END_TEST

/* 10.0 kWh of a tracker in Germany, without cooling. */
static plume_budget tracker_budget(void)
{
    static const plume_budget_input inputs[] = {
        { PLUME_BUDGET_ENERGY,
          PLUME_EVIDENCE_TRACKER,
          false,
          "tracker",
          "",
          10.0,
          { 1.0, 1.18729, 0.0 },
          7.14,
          14.0,
          0.90,
          2.355,
          4.616,
          false },
        { PLUME_BUDGET_GRID,
          PLUME_EVIDENCE_UNKNOWN,
          false,
          "grid-annual",
          "Germany",
          0.32965,
          { 1.0, 1.04983, 0.0 },
          0.29968,
          0.36261,
          0.07,
          2.997,
          3.627,
          false },
        { PLUME_BUDGET_PUE,
          PLUME_EVIDENCE_UNKNOWN,
          false,
          "pue-none",
          "",
          1.0,
          { 1.0, 1.04983, 1.0 },
          1.0,
          1.10,
          0.03,
          3.297,
          3.627,
          false },
    };
    plume_budget budget = { .kg = { 3.297, 3.36, 2.357, 4.790, 3.41, 0.62, true },
                            .input_count = 3 };

    memcpy(budget.input, inputs, sizeof inputs);
    return budget;
}

START_TEST(tornado_is_drawn_as_it_was)
{
    plume_budget budget = tracker_budget();
    plume_scene *scene = fixture_scene(widths_pt[_i]);
    plume_error error;

    ck_ok(plume_tornado_draw(scene, &budget, &error), error);
    expect_golden(scene, "tornado", widths_pt[_i]);
}
END_TEST

/* Ten inputs over more than a factor of five, two of them without a spread. */
START_TEST(tornado_of_many_inputs_is_drawn_as_it_was)
{
    plume_budget budget = tracker_budget();
    plume_scene *scene = fixture_scene(widths_pt[_i]);
    plume_error error;

    for (size_t i = 3; i < 12; i++) {
        budget.input[i] = budget.input[1];
        budget.input[i].low_kg = i < 10 ? 3.1 : 3.297;
        budget.input[i].high_kg = i < 10 ? 3.5 : 3.297;
    }
    budget.input_count = 12;
    budget.kg.low = 1.1;
    budget.kg.high = 9.9;
    ck_ok(plume_tornado_draw(scene, &budget, &error), error);
    ck_assert_uint_eq(fixture_labels(scene, "3 other inputs"), 1);
    expect_golden(scene, "tornado-many", widths_pt[_i]);
}
END_TEST

START_TEST(a_tornado_of_nothing_uncertain_is_refused)
{
    plume_budget budget = tracker_budget();
    plume_scene *scene = fixture_scene(351.5);
    plume_error error;

    budget.input_count = 0;
    ck_assert_int_eq(plume_tornado_draw(scene, &budget, &error), PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, "no input of the estimate is uncertain");
    plume_scene_free(scene);
}
END_TEST

START_TEST(regions_are_drawn_as_they_were)
{
    plume_other_grids_row rows[] = {
        { "NO", "Norway", 0.0279, 0.279, false, false, true },
        { "CH", "Switzerland", 0.0361, 0.361, false, false, false },
        { "FR", "France", 0.0414, 0.414, false, false, true },
        { "DE", "Germany", 0.3297, 3.297, true, false, true },
        { "WORLD", "World", 0.4583, 4.583, false, true, true },
        { "ZA", "South Africa", 0.6990, 6.990, false, false, true },
    };
    plume_other_grids elsewhere = { .row = rows,
                                    .count = 6,
                                    .shown = 5,
                                    .facility_kwh = 10.0,
                                    .it_kwh = 10.0,
                                    .own_kg = 3.297,
                                    .pue = 1.0,
                                    .industry_pue = 1.55 };
    plume_scene *scene = fixture_scene(widths_pt[_i]);
    plume_error error;

    ck_ok(plume_regions_draw(scene, &elsewhere, &error), error);
    expect_golden(scene, "regions", widths_pt[_i]);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, tornado_is_drawn_as_it_was, 0, 3);
    tcase_add_loop_test(tcase, tornado_of_many_inputs_is_drawn_as_it_was, 0, 3);
    tcase_add_test(tcase, a_tornado_of_nothing_uncertain_is_refused);
    tcase_add_loop_test(tcase, regions_are_drawn_as_they_were, 0, 3);
    tcase_add_loop_test(tcase, methods_are_drawn_as_they_were, 0, 3);
    tcase_add_loop_test(tcase, models_are_drawn_as_they_were, 0, 3);
    tcase_add_loop_test(tcase, phases_of_one_study_are_drawn_as_they_were, 0, 3);
    tcase_add_loop_test(tcase, phases_of_several_studies_are_drawn_as_they_were, 0, 3);
}

int main(void)
{
    return test_main("charts golden", add);
}
