/* The display list: what it keeps, what it refuses. */
#include "support/support.h"

#include "scene/hatch.h"
#include "scene/marks.h"
#include "scene/scene.h"

static plume_scene *fresh(void)
{
    plume_scene *scene;
    plume_error error;

    ck_ok(plume_scene_new(&scene, 100.0, 50.0, &error), error);
    return scene;
}

static void expect_refusal(plume_scene *scene, const char *words)
{
    plume_error error;

    ck_assert_int_eq(plume_scene_status(scene, &error), PLUME_ERR_VALUE);
    ck_assert_msg(strstr(error.message, words) != NULL, "%s", error.message);
    plume_scene_free(scene);
}

static void line(plume_scene *scene, double to_x)
{
    plume_step step[] = { { .kind = PLUME_STEP_MOVE },
                          { .kind = PLUME_STEP_LINE, .x = to_x } };
    plume_path path = { step, 2, PLUME_COLOUR_NONE, 0, 1.0, 0.0, 0.0, false, NULL };

    plume_scene_add_path(scene, &path);
}

static void label(plume_scene *scene, const char *text)
{
    plume_label words = { text, 1.0, 2.0, PLUME_FACE_SANS, 7.0, PLUME_ANCHOR_START, 0 };

    plume_scene_add_label(scene, &words);
}

START_TEST(marks_are_kept_in_the_order_in_which_they_came)
{
    plume_scene *scene = fresh();

    line(scene, 3.0);
    label(scene, "first");
    line(scene, 4.0);
    ck_assert_uint_eq(plume_scene_count(scene), 3);
    ck_assert(!plume_scene_at(scene, 0)->is_label);
    ck_assert_str_eq(plume_scene_at(scene, 1)->label.text, "first");
    ck_assert_double_eq(plume_scene_at(scene, 2)->path.step[1].x, 4.0);
    plume_scene_free(scene);
}
END_TEST

START_TEST(what_a_scene_is_given_is_copied)
{
    plume_scene *scene = fresh();
    char text[] = "before";

    label(scene, text);
    memcpy(text, "after!", sizeof text);
    ck_assert_str_eq(plume_scene_at(scene, 0)->label.text, "before");
    plume_scene_free(scene);
}
END_TEST

START_TEST(a_scene_grows_beyond_its_first_capacity)
{
    plume_scene *scene = fresh();
    int i;

    for (i = 0; i < 1000; i++)
        line(scene, (double)i);
    ck_assert_uint_eq(plume_scene_count(scene), 1000);
    ck_assert_double_eq(plume_scene_at(scene, 999)->path.step[1].x, 999.0);
    plume_scene_free(scene);
}
END_TEST

START_TEST(a_coordinate_that_is_no_number_is_refused)
{
    plume_scene *scene = fresh();

    line(scene, (double)NAN);
    expect_refusal(scene, "not finite");
}
END_TEST

START_TEST(an_infinite_coordinate_is_refused)
{
    plume_scene *scene = fresh();

    line(scene, HUGE_VAL);
    expect_refusal(scene, "not finite");
}
END_TEST

START_TEST(a_coordinate_that_no_page_reaches_is_refused)
{
    plume_scene *scene = fresh();

    line(scene, 1e30);
    expect_refusal(scene, "14400");
}
END_TEST

START_TEST(the_control_point_of_a_curve_is_checked_too)
{
    plume_scene *scene = fresh();
    plume_step step[] = { { .kind = PLUME_STEP_MOVE },
                          { .kind = PLUME_STEP_CURVE, .x2 = (double)NAN } };
    plume_path path = { step, 2, 0, PLUME_COLOUR_NONE, 0.0, 0.0, 0.0, false, NULL };

    plume_scene_add_path(scene, &path);
    expect_refusal(scene, "not finite");
}
END_TEST

START_TEST(a_label_at_no_place_is_refused)
{
    plume_scene *scene = fresh();
    plume_label words = { "x", (double)NAN,        2.0, PLUME_FACE_SANS,
                          7.0, PLUME_ANCHOR_START, 0 };

    plume_scene_add_label(scene, &words);
    expect_refusal(scene, "place of a label");
}
END_TEST

START_TEST(a_label_that_is_no_utf8_is_refused)
{
    plume_scene *scene = fresh();

    label(scene, "caf\xE9");
    expect_refusal(scene, "no clean UTF-8");
}
END_TEST

START_TEST(a_label_with_a_control_is_refused)
{
    plume_scene *scene = fresh();

    label(scene, "a\033[31mb");
    expect_refusal(scene, "no clean UTF-8");
}
END_TEST

START_TEST(a_failed_scene_stays_failed_and_takes_nothing_more)
{
    plume_scene *scene = fresh();

    line(scene, (double)NAN);
    line(scene, 1.0);
    label(scene, "late");
    ck_assert_uint_eq(plume_scene_count(scene), 0);
    expect_refusal(scene, "not finite");
}
END_TEST

START_TEST(text_that_could_not_be_built_fails_the_scene)
{
    plume_scene *scene = fresh();
    plume_label words = { NULL, 1.0, 2.0, PLUME_FACE_SANS, 7.0, PLUME_ANCHOR_START, 0 };
    plume_error error;
    plume_text text;

    plume_text_init(&text);
    text.status = PLUME_ERR_MEMORY;
    plume_scene_add_built(scene, &words, &text);
    ck_assert_int_eq(plume_scene_status(scene, &error), PLUME_ERR_MEMORY);
    ck_assert_str_eq(error.message, "out of memory");
    plume_scene_free(scene);
}
END_TEST

START_TEST(a_scene_without_size_is_refused)
{
    plume_scene *scene;
    plume_error error;

    ck_assert_int_eq(plume_scene_new(&scene, 0.0, 10.0, &error), PLUME_ERR_VALUE);
    ck_assert_ptr_null(scene);
    ck_assert_ptr_nonnull(strstr(error.message, "larger than 0"));
    scene = fresh();
    plume_scene_set_height(scene, -1.0);
    expect_refusal(scene, "high");
}
END_TEST

START_TEST(an_empty_label_and_an_empty_path_leave_no_mark)
{
    plume_scene *scene = fresh();
    plume_path path = { NULL, 0, 0, 0, 1.0, 0.0, 0.0, false, NULL };

    label(scene, "");
    plume_scene_add_path(scene, &path);
    ck_assert_uint_eq(plume_scene_count(scene), 0);
    plume_scene_free(scene);
}
END_TEST

/* Every stroke of a hatched box lies in it, and is at 45 degrees. */
START_TEST(hatching_never_leaves_its_box)
{
    static const double widths[] = { 0.5, 3.0, 8.0, 13.0, 217.8 };
    size_t w, i, strokes;

    for (w = 0; w < sizeof widths / sizeof widths[0]; w++) {
        plume_box box = { 10.0, 20.0, widths[w], 13.0 };
        plume_scene *scene = fresh();

        plume_mark_hatched(scene, box, 0xB4401A);
        strokes = 0;
        for (i = 0; i < plume_scene_count(scene); i++) {
            const plume_path *path = &plume_scene_at(scene, i)->path;
            size_t s;

            for (s = 0; s < path->step_count; s++) {
                if (path->step[s].kind == PLUME_STEP_CLOSE)
                    continue;
                ck_assert(path->step[s].x >= 10.0 - 1e-9);
                ck_assert(path->step[s].x <= 10.0 + widths[w] + 1e-9);
                ck_assert(path->step[s].y >= 20.0 - 1e-9 &&
                          path->step[s].y <= 33.0 + 1e-9);
            }
            if (path->step_count != 2)
                continue;
            strokes++;
            ck_assert_double_eq_tol(path->step[1].x - path->step[0].x,
                                    path->step[0].y - path->step[1].y, 1e-9);
        }
        ck_assert_uint_eq(strokes > 0, widths[w] > 1.2);
        plume_scene_free(scene);
    }
}
END_TEST

static size_t marks_of_interval(double low, double high)
{
    plume_scene *scene = fresh();
    plume_error_bar interval = { { 50.0, 10.0 }, low, high, 0, false };
    size_t count;

    plume_mark_interval(scene, &interval);
    count = plume_scene_count(scene);
    plume_scene_free(scene);
    return count;
}

START_TEST(an_interval_has_caps_only_where_there_is_room_for_them)
{
    ck_assert_uint_eq(marks_of_interval(47.0, 53.0), 1); /* short: the bar alone */
    ck_assert_uint_eq(marks_of_interval(40.0, 60.0), 3); /* both */
    ck_assert_uint_eq(marks_of_interval(50.0, 60.0),
                      2); /* the mark is its own lower end */
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, marks_are_kept_in_the_order_in_which_they_came);
    tcase_add_test(tcase, what_a_scene_is_given_is_copied);
    tcase_add_test(tcase, a_scene_grows_beyond_its_first_capacity);
    tcase_add_test(tcase, a_coordinate_that_is_no_number_is_refused);
    tcase_add_test(tcase, an_infinite_coordinate_is_refused);
    tcase_add_test(tcase, a_coordinate_that_no_page_reaches_is_refused);
    tcase_add_test(tcase, the_control_point_of_a_curve_is_checked_too);
    tcase_add_test(tcase, a_label_at_no_place_is_refused);
    tcase_add_test(tcase, a_label_that_is_no_utf8_is_refused);
    tcase_add_test(tcase, a_label_with_a_control_is_refused);
    tcase_add_test(tcase, a_failed_scene_stays_failed_and_takes_nothing_more);
    tcase_add_test(tcase, text_that_could_not_be_built_fails_the_scene);
    tcase_add_test(tcase, a_scene_without_size_is_refused);
    tcase_add_test(tcase, an_empty_label_and_an_empty_path_leave_no_mark);
    tcase_add_test(tcase, hatching_never_leaves_its_box);
    tcase_add_test(tcase, an_interval_has_caps_only_where_there_is_room_for_them);
}

int main(void)
{
    return test_main("scene", add);
}
