/* The frame: how labels, plot, digits, legend and axis share the width. */
#include "support/chart_fixture.h"

#include "scene/frame.h"
#include "scene/legend.h"
#include "scene/palette.h"
#include "scene/widths.h"

static plume_scene *scene;
static plume_frame frame;

static void begin(double width_pt)
{
    scene = fixture_scene(width_pt);
    plume_frame_begin(&frame, scene);
}

static void end(void)
{
    plume_error error;

    ck_ok(plume_scene_status(scene, &error), error);
    plume_scene_free(scene);
}

static const plume_label *label_reading(const char *text)
{
    size_t i;

    for (i = 0; i < plume_scene_count(scene); i++)
        if (plume_scene_at(scene, i)->is_label &&
            strcmp(plume_scene_at(scene, i)->label.text, text) == 0)
            return &plume_scene_at(scene, i)->label;
    ck_abort_msg("no label reads '%s'", text);
    return NULL;
}

static const plume_legend long_legend[] = {
    { PLUME_KEY_BOX, PLUME_NAVY, "Final", NULL },
    { PLUME_KEY_BOX, PLUME_MID, "Search", NULL },
    { PLUME_KEY_BOX, PLUME_LIGHT, "Ablation, development", "Ablation" },
    { PLUME_KEY_OUTLINED, PLUME_WHITE, "Other, unknown", "Other" },
    { PLUME_KEY_HATCHED, PLUME_OWN, "Failed, pruned, cancelled", "Failed" },
};

START_TEST(a_frame_below_300_pt_is_narrow_and_below_420_tight)
{
    begin(241.0);
    ck_assert(frame.narrow && frame.tight);
    end();
    begin(351.5);
    ck_assert(!frame.narrow && frame.tight);
    end();
    begin(505.0);
    ck_assert(!frame.narrow && !frame.tight);
    end();
}
END_TEST

START_TEST(labels_take_no_more_than_their_share)
{
    begin(505.0);
    plume_frame_labels(&frame, 1000.0, 24.0);
    ck_assert_double_eq_tol(frame.label_width_pt, 0.25 * 505.0, 1e-9);
    plume_frame_labels(&frame, 50.0, 24.0);
    ck_assert_double_eq_tol(frame.plot_left_pt, 74.0, 1e-9);
    end();
}
END_TEST

START_TEST(digits_stand_flush_right_with_room_for_their_heads)
{
    begin(505.0);
    plume_frame_labels(&frame, 80.0, 24.0);
    plume_frame_column(&frame, "Strubell", 25.0);
    plume_frame_column(&frame, "Patterson", 25.0);
    plume_frame_column(&frame, "ratio", 19.0);
    plume_frame_columns_done(&frame);
    ck_assert_double_eq_tol(frame.column_right_pt[2], 505.0, 1e-9);
    ck_assert_double_eq_tol(frame.column_right_pt[1], 505.0 - 19.0 - 12.0, 1e-9);
    ck_assert(frame.column_right_pt[1] - frame.column_right_pt[0] >=
              plume_text_width_pt(PLUME_FACE_SANS, 7.0, "Patterson"));
    ck_assert_double_eq_tol(frame.plot_right_pt, frame.column_right_pt[0] - 25.0 - 18.0,
                            1e-9);
    end();
}
END_TEST

START_TEST(names_give_way_to_a_plot_that_would_be_too_small)
{
    begin(241.0);
    plume_frame_labels(&frame, 90.0, 11.0);
    plume_frame_column(&frame, "total", 85.0);
    plume_frame_columns_done(&frame);
    ck_assert(frame.label_width_pt < 90.0);
    ck_assert_double_eq_tol(frame.plot_right_pt - frame.plot_left_pt, 0.25 * 241.0, 1e-9);
    end();
}
END_TEST

static void header(double width_pt, size_t entries)
{
    begin(width_pt);
    plume_frame_labels(&frame, 70.0, 20.0);
    plume_frame_column(&frame, "total", 35.0);
    plume_frame_columns_done(&frame);
    plume_frame_header(&frame, long_legend, entries);
}

START_TEST(a_legend_that_fits_stands_over_the_plot_in_full)
{
    header(505.0, 5);
    ck_assert_double_eq_tol(label_reading("Final")->x_pt, frame.plot_left_pt + 11.0,
                            1e-9);
    (void)label_reading("Failed, pruned, cancelled");
    ck_assert_double_eq(frame.rule_y_pt, 15.0);
    end();
}
END_TEST

START_TEST(a_legend_that_does_not_fit_is_shortened)
{
    header(351.5, 5);
    (void)label_reading("Ablation");
    (void)label_reading("Failed");
    ck_assert_double_eq(frame.rule_y_pt, 15.0);
    end();
}
END_TEST

START_TEST(a_legend_that_is_still_too_long_takes_another_line)
{
    header(170.0, 5);
    ck_assert(label_reading("Failed")->y_pt > label_reading("Final")->y_pt);
    ck_assert_double_eq(frame.rule_y_pt, 26.0);
    end();
}
END_TEST

START_TEST(the_own_row_is_bold_and_in_its_colour)
{
    plume_row_label own = { "This study", 20.0, true, 0.0 };
    plume_row_label other = { "GPT-3", 40.0, false, 0.0 };

    begin(505.0);
    plume_frame_labels(&frame, 70.0, 20.0);
    plume_frame_row(&frame, &own);
    plume_frame_row(&frame, &other);
    ck_assert_int_eq(label_reading("This study")->face, PLUME_FACE_SANS_BOLD);
    ck_assert_int_eq(label_reading("This study")->colour, PLUME_OWN);
    ck_assert_int_eq(label_reading("GPT-3")->face, PLUME_FACE_SANS);
    end();
}
END_TEST

START_TEST(a_note_is_broken_between_words)
{
    double before_pt;

    begin(170.0);
    before_pt = frame.bottom_pt;
    plume_frame_note(&frame,
                     "No run names its role. To tell final runs from search, give "
                     "inputs a role.");
    ck_assert_uint_ge(plume_scene_count(scene), 2);
    ck_assert(frame.bottom_pt > before_pt + 20.0);
    end();
}
END_TEST

START_TEST(the_end_of_a_frame_is_the_height_of_the_scene)
{
    begin(505.0);
    frame.bottom_pt = 99.3;
    plume_frame_end(&frame);
    ck_assert_double_eq(plume_scene_height_pt(scene), 100.5);
    end();
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_frame_below_300_pt_is_narrow_and_below_420_tight);
    tcase_add_test(tcase, labels_take_no_more_than_their_share);
    tcase_add_test(tcase, digits_stand_flush_right_with_room_for_their_heads);
    tcase_add_test(tcase, names_give_way_to_a_plot_that_would_be_too_small);
    tcase_add_test(tcase, a_legend_that_fits_stands_over_the_plot_in_full);
    tcase_add_test(tcase, a_legend_that_does_not_fit_is_shortened);
    tcase_add_test(tcase, a_legend_that_is_still_too_long_takes_another_line);
    tcase_add_test(tcase, the_own_row_is_bold_and_in_its_colour);
    tcase_add_test(tcase, a_note_is_broken_between_words);
    tcase_add_test(tcase, the_end_of_a_frame_is_the_height_of_the_scene);
}

int main(void)
{
    return test_main("frame", add);
}
