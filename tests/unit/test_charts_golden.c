/* Charts of known figures as outline dumps, line by line as they were when a person
 * looked at them. PLUME_GOLDEN_WRITE=1 writes them anew. */
#include "unit/chart_fixture.h"

#include "canvas/canvas.h"

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

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, methods_are_drawn_as_they_were, 0, 3);
    tcase_add_loop_test(tcase, models_are_drawn_as_they_were, 0, 3);
    tcase_add_loop_test(tcase, phases_of_one_study_are_drawn_as_they_were, 0, 3);
    tcase_add_loop_test(tcase, phases_of_several_studies_are_drawn_as_they_were, 0, 3);
}

int main(void)
{
    return test_main("charts golden", add);
}
