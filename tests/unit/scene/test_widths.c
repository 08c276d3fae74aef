/* The built-in width table against itself and, where they are installed, the fonts. */
#include "support/support.h"

#include "canvas/fonts/faces.h"
#include "scene/fit.h"
#include "scene/frame.h"
#include "scene/widths.h"

START_TEST(figures_of_a_sans_face_are_equally_wide)
{
    int32_t figure;

    for (figure = '0'; figure <= '9'; figure++) {
        ck_assert_int_eq(plume_character_width(PLUME_FACE_SANS, figure), 556);
        ck_assert_int_eq(plume_character_width(PLUME_FACE_SANS_BOLD, figure), 556);
        ck_assert_int_eq(plume_character_width(PLUME_FACE_SERIF, figure), 500);
    }
}
END_TEST

START_TEST(every_letter_of_mono_is_equally_wide)
{
    const char *text = "iWé…×";
    double one_pt = plume_text_width_pt(PLUME_FACE_MONO, 10.0, "x");

    ck_assert_double_eq_tol(plume_text_width_pt(PLUME_FACE_MONO, 10.0, text),
                            5.0 * one_pt, 1e-9);
}
END_TEST

START_TEST(width_grows_with_the_size)
{
    ck_assert_double_eq_tol(plume_text_width_pt(PLUME_FACE_SANS, 14.0, "Patterson"),
                            2.0 * plume_text_width_pt(PLUME_FACE_SANS, 7.0, "Patterson"),
                            1e-9);
}
END_TEST

START_TEST(the_lowered_figure_is_narrower)
{
    double plain_pt = plume_bytes_width_pt(PLUME_FACE_SANS, 10.0, "CO2e", 4);

    ck_assert_double_eq_tol(plume_text_width_pt(PLUME_FACE_SANS, 10.0, "CO2e"),
                            plain_pt - 0.3 * 5.56, 1e-9);
}
END_TEST

START_TEST(punctuation_that_reports_use_is_in_every_face)
{
    static const int32_t wanted[] = { 0xA0,   0xD7,   0xF7,   0xE9,   0x141,  0x3BC,
                                      0x2013, 0x2014, 0x2019, 0x201C, 0x2026, 0x2192,
                                      0x2212, 0x2248, 0x2264, 0x20AC };
    size_t i;
    int face;

    for (face = 0; face < PLUME_FACE_COUNT; face++)
        for (i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
            ck_assert_msg(plume_face_has((plume_face)face, wanted[i]),
                          "U+%04X in face %d", (unsigned)wanted[i], face);
}
END_TEST

START_TEST(characters_outside_the_fonts_count_as_wide_as_they_may_be)
{
    ck_assert(!plume_face_has(PLUME_FACE_SANS, 0x6A21));
    ck_assert_int_eq(plume_character_width(PLUME_FACE_SANS, 0x6A21),
                     1000); /* ideograph */
    ck_assert_int_eq(plume_character_width(PLUME_FACE_SANS, 0x1F331), 1000);
    ck_assert_int_eq(plume_character_width(PLUME_FACE_SANS, 0x0301), 0); /* combining */
    ck_assert_int_eq(plume_character_width(PLUME_FACE_SANS, 0x2009),
                     200); /* thin space */
    ck_assert_int_eq(plume_character_width(PLUME_FACE_SANS, 0x05D0), 650);
}
END_TEST

START_TEST(broken_bytes_count_as_replacement_characters)
{
    double one_pt = plume_text_width_pt(PLUME_FACE_SANS, 10.0, "\xEF\xBF\xBD");

    ck_assert_double_eq_tol(plume_text_width_pt(PLUME_FACE_SANS, 10.0, "\xFF\xC3"),
                            2.0 * one_pt, 1e-9);
}
END_TEST

/* Every face, slant and weight, as fontconfig finds it and Cairo measures it. */
static double measured_pt(plume_face face, const char *text)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    cairo_t *context = cairo_create(surface);
    cairo_font_options_t *options = cairo_font_options_create();
    plume_faces faces = { .face = { NULL } };
    cairo_text_extents_t extents;
    cairo_font_face_t *font = plume_faces_get(&faces, face);

    ck_assert_ptr_nonnull(font);
    ck_assert_msg(!faces.substitute[face], "the Liberation fonts are not installed");
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_set_font_options(context, options);
    cairo_font_options_destroy(options);
    cairo_set_font_face(context, font);
    cairo_set_font_size(context, 1000.0);
    cairo_text_extents(context, text, &extents);
    cairo_destroy(context);
    cairo_surface_destroy(surface);
    plume_faces_dispose(&faces);
    return extents.x_advance;
}

START_TEST(the_table_agrees_with_the_installed_fonts)
{
    const char *text = "Evolved Transformer (Big), 1,234.5 kg × 88 – Łódź µ é …";
    plume_face face = (plume_face)_i;

    /* Each width is rounded to a thousandth. */
    ck_assert_double_eq_tol(plume_text_width_pt(face, 1000.0, text),
                            measured_pt(face, text), 0.5 * (double)strlen(text));
}
END_TEST

static void expect_fit(const char *text, double width_pt, const char *wanted)
{
    plume_text out;

    plume_text_init(&out);
    plume_text_fit(&out, PLUME_FACE_SANS, 10.0, text, width_pt);
    ck_assert_str_eq(out.data, wanted);
    plume_text_dispose(&out);
}

START_TEST(a_label_that_fits_is_not_cut)
{
    expect_fit("GPT-3", 100.0, "GPT-3");
}
END_TEST

START_TEST(a_long_label_is_cut_in_the_middle)
{
    expect_fit("transformer-lm-seed-42", 60.0, "trans…ed-42");
}
END_TEST

START_TEST(a_cut_falls_between_characters)
{
    expect_fit("ééééééééééé", 40.0, "ééé…éé");
}
END_TEST

START_TEST(a_cut_label_always_fits)
{
    const char *text = "Größe 模型 with ünïcode and a very-long_name.json";
    double width_pt;

    for (width_pt = 12.0; width_pt < 300.0; width_pt += 1.7) {
        plume_text out;

        plume_text_init(&out);
        plume_text_fit(&out, PLUME_FACE_SANS_BOLD, 7.5, text, width_pt);
        ck_assert(plume_text_width_pt(PLUME_FACE_SANS_BOLD, 7.5, out.data) <= width_pt);
        plume_text_dispose(&out);
    }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, figures_of_a_sans_face_are_equally_wide);
    tcase_add_test(tcase, every_letter_of_mono_is_equally_wide);
    tcase_add_test(tcase, width_grows_with_the_size);
    tcase_add_test(tcase, the_lowered_figure_is_narrower);
    tcase_add_test(tcase, punctuation_that_reports_use_is_in_every_face);
    tcase_add_test(tcase, characters_outside_the_fonts_count_as_wide_as_they_may_be);
    tcase_add_test(tcase, broken_bytes_count_as_replacement_characters);
    tcase_add_loop_test(tcase, the_table_agrees_with_the_installed_fonts, 0,
                        PLUME_FACE_COUNT);
    tcase_add_test(tcase, a_label_that_fits_is_not_cut);
    tcase_add_test(tcase, a_long_label_is_cut_in_the_middle);
    tcase_add_test(tcase, a_cut_falls_between_characters);
    tcase_add_test(tcase, a_cut_label_always_fits);
}

int main(void)
{
    return test_main("widths", add);
}
