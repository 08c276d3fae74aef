/* The back-ends: what they write, that they write it twice alike, and what they say when
 * they cannot. */
#include "support/chart_fixture.h"

#include <locale.h>

#include "canvas/canvas.h"
#include "canvas/print.h"
#include "scene/marks.h"
#include "scene/palette.h"

static const plume_page_info info = { .width_pt = 100.0,
                                      .height_pt = 50.0,
                                      .title = "Half of 1 < 2 & \"more\"",
                                      .description = "From 1 to 2 kg CO2e.",
                                      .language = "en",
                                      .creation_s = NAN };

static void label(plume_scene *scene, const char *text, double y_pt)
{
    plume_label words = {
        text, 90.0, y_pt, PLUME_FACE_SANS_BOLD, 7.0, PLUME_ANCHOR_END, PLUME_INK
    };

    plume_scene_add_label(scene, &words);
}

static plume_scene *a_scene(void)
{
    static const plume_pen grid = { PLUME_GRID, 0.5, 0.5, 2.0, true };
    plume_scene *scene = fixture_scene(100.0);

    plume_scene_set_height(scene, 50.0);
    plume_scene_set_tip(scene, "BERT: 1 < 2 kg");
    plume_mark_line(scene, (plume_point){ 1.0, 2.0 }, (plume_point){ 99.0, 2.125 },
                    &grid);
    plume_mark_disc(scene, (plume_point){ 10.0, 10.0 }, 3.0, PLUME_NAVY, NULL);
    plume_scene_set_tip(scene, NULL);
    label(scene, "kg CO2e", 20.0);
    label(scene, "a<b & \"c\"", 30.0);
    label(scene, "模型\xE2\x80\x89x", 40.0);
    return scene;
}

static char *drawn(const char *format, const plume_page_info *page, size_t *length)
{
    plume_scene *scene = a_scene();
    char *folder = test_folder();
    char path[256];
    plume_output *output;
    plume_error error;
    char *bytes;

    snprintf(path, sizeof path, "%s/page", folder);
    ck_ok(plume_output_open(&output, path, &error), error);
    ck_ok(plume_canvas_draw(plume_canvas_find(format), output, scene, page, &error),
          error);
    ck_ok(plume_output_finish(output, &error), error);
    bytes = test_slurp(path, length);
    ck_assert_ptr_nonnull(bytes);
    ck_assert_int_eq(remove(path), 0);
    ck_assert_int_eq(remove(folder), 0);
    free(folder);
    plume_scene_free(scene);
    return bytes;
}

static void expect_in(const char *text, const char *wanted)
{
    ck_assert_msg(strstr(text, wanted) != NULL, "'%s' is not in\n%s", wanted, text);
}

START_TEST(back_ends_are_found_by_name)
{
    ck_assert_str_eq(plume_canvas_find("svg")->name, "svg");
    ck_assert_str_eq(plume_canvas_name_at(0), "svg");
    ck_assert_ptr_null(plume_canvas_find("tiff"));
    ck_assert_ptr_null(plume_canvas_name_at(99));
}
END_TEST

START_TEST(an_svg_says_what_it_is)
{
    char *svg = drawn("svg", &info, NULL);

    expect_in(svg, "role=\"img\"");
    expect_in(svg, "xml:lang=\"en\"");
    expect_in(svg, "<title>Half of 1 &lt; 2 &amp; &quot;more&quot;</title>");
    expect_in(svg, "<desc>From 1 to 2 kg CO2e.</desc>");
    expect_in(svg, "viewBox=\"0 0 100 50\"");
    free(svg);
}
END_TEST

START_TEST(text_stays_text_in_an_svg)
{
    char *svg = drawn("svg", &info, NULL);

    expect_in(svg, ">a&lt;b &amp; &quot;c&quot;</text>");
    expect_in(svg, "font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\"");
    expect_in(svg, "font-weight=\"bold\"");
    expect_in(svg, "text-anchor=\"end\"");
    expect_in(svg, ">kg CO</tspan>");
    expect_in(svg, "font-size=\"4.9\">2</tspan>");
    free(svg);
}
END_TEST

START_TEST(decoration_is_hidden_from_assistive_technology)
{
    char *svg = drawn("svg", &info, NULL);

    expect_in(svg,
              "<path aria-hidden=\"true\" fill=\"none\" stroke=\"#E3E3E3\" "
              "stroke-width=\"0.5\" stroke-dasharray=\"0.5 2\" d=\"M1 2L99 2.13\"/>");
    expect_in(svg, "<path fill=\"#1B4B72\" d=\"M13 10C");
    free(svg);
}
END_TEST

START_TEST(a_mark_says_its_figure_when_it_is_pointed_at_and_decoration_says_nothing)
{
    char *svg = drawn("svg", &info, NULL);
    const char *tip = strstr(svg, "\"><title>BERT: 1 &lt; 2 kg</title></path>");

    ck_assert_ptr_nonnull(tip);
    ck_assert_ptr_null(strstr(tip + 2, "\"><title>"));
    free(svg);
}
END_TEST

START_TEST(a_png_has_two_pixels_a_point)
{
    static const unsigned char signature[] = { 0x89, 'P', 'N', 'G' };
    size_t length;
    unsigned char *png = (unsigned char *)drawn("png", &info, &length);

    ck_assert_uint_gt(length, 100);
    ck_assert_mem_eq(png, signature, sizeof signature);
    ck_assert_uint_eq(png[18] * 256u + png[19], 200);
    ck_assert_uint_eq(png[22] * 256u + png[23], 100);
    free(png);
}
END_TEST

/* A PDF is not text: the search goes over its bytes. */
static bool holds(const char *bytes, size_t length, const char *wanted)
{
    size_t i, size = strlen(wanted);

    for (i = 0; i + size <= length; i++)
        if (memcmp(bytes + i, wanted, size) == 0)
            return true;
    return false;
}

/* Cairo 1.16 forgets the "D:" before a date that it was given. */
static bool is_dated(const char *pdf, size_t length, const char *date)
{
    char plain[64], marked[64];

    snprintf(plain, sizeof plain, "CreationDate (%s", date);
    snprintf(marked, sizeof marked, "CreationDate (D:%s", date);
    return holds(pdf, length, plain) || holds(pdf, length, marked);
}

START_TEST(a_pdf_is_dated_by_its_page_and_not_by_the_clock)
{
    plume_page_info dated = info;
    size_t length;
    char *pdf = drawn("pdf", &info, &length);

    ck_assert_int_eq(memcmp(pdf, "%PDF-1.4", 8), 0);
    ck_assert(is_dated(pdf, length, "19700101000000"));
    free(pdf);
    dated.creation_s = 86400.0;
    pdf = drawn("pdf", &dated, &length);
    ck_assert(is_dated(pdf, length, "19700102000000"));
    free(pdf);
}
END_TEST

START_TEST(the_same_scene_gives_the_same_bytes)
{
    size_t i;

    for (i = 0; plume_canvas_name_at(i) != NULL; i++) {
        size_t first_length, second_length;
        char *first = drawn(plume_canvas_name_at(i), &info, &first_length), *second;

        ck_assert_int_eq(setenv("TZ", "Asia/Tokyo", 1), 0);
        (void)setlocale(LC_ALL, "de_DE.UTF-8");
        second = drawn(plume_canvas_name_at(i), &info, &second_length);
        (void)setlocale(LC_ALL, "C");
        ck_assert_uint_eq(first_length, second_length);
        ck_assert_mem_eq(first, second, first_length);
        free(first);
        free(second);
    }
}
END_TEST

START_TEST(an_outline_is_one_mark_a_line)
{
    char *text = drawn("outline", &info, NULL);

    expect_in(text, "page 100 x 50\n");
    expect_in(text,
              "decoration fill none stroke #E3E3E3 0.5 dash 0.5 2 : M 1 2 L 99 2.13\n");
    expect_in(text, "text sans-bold 7 #1A1A1A end 90 20 : kg CO2e\n");
    free(text);
}
END_TEST

static void expect_pt(double pt, const char *wanted)
{
    plume_text text;

    plume_text_init(&text);
    plume_print_pt(&text, pt);
    ck_assert_str_eq(text.data, wanted);
    plume_text_dispose(&text);
}

START_TEST(coordinates_are_hundredths_without_trailing_zeros)
{
    expect_pt(0.0, "0");
    expect_pt(-0.0, "0");
    expect_pt(-0.004, "0");
    expect_pt(12.5, "12.5");
    expect_pt(-12.345678, "-12.35");
    expect_pt(3.999, "4");
    expect_pt(0.07, "0.07");
}
END_TEST

/* Cairo on its own would take a full disk for success. */
START_TEST(a_full_disk_is_told_by_every_back_end)
{
    size_t i;

    for (i = 0; plume_canvas_name_at(i) != NULL; i++) {
        plume_scene *scene = a_scene();
        plume_error error = { .status = PLUME_OK };
        plume_output *output;
        plume_status drawing, finishing;
        int line;

        /* More than any buffer on the way holds. */
        for (line = 0; line < 20000; line++)
            label(scene, "words that fill a disk", 5.0 + line % 40 + line * 1e-4);
        ck_ok(plume_output_open(&output, "/dev/full", &error), error);
        drawing = plume_canvas_draw(plume_canvas_find(plume_canvas_name_at(i)), output,
                                    scene, &info, &error);
        if (drawing != PLUME_OK)
            ck_assert_str_eq(error.path, "/dev/full");
        finishing = plume_output_finish(output, &error);
        ck_assert_int_eq(finishing, PLUME_ERR_IO);
        ck_assert_str_eq(error.path, "/dev/full");
        plume_scene_free(scene);
    }
}
END_TEST

START_TEST(a_failed_scene_is_not_drawn)
{
    plume_scene *scene = fixture_scene(100.0);
    plume_error error;

    label(scene, "caf\xE9", 10.0);
    ck_assert_int_eq(
        plume_canvas_draw(plume_canvas_find("pdf"), NULL, scene, &info, &error),
        PLUME_ERR_VALUE);
    expect_in(error.message, "no clean UTF-8");
    plume_scene_free(scene);
}
END_TEST

START_TEST(a_picture_beyond_what_cairo_holds_is_refused)
{
    plume_scene *scene = fixture_scene(100.0);
    plume_page_info huge = info;
    plume_error error;

    huge.height_pt = 20000.0;
    ck_assert_int_eq(
        plume_canvas_draw(plume_canvas_find("png"), NULL, scene, &huge, &error),
        PLUME_ERR_VALUE);
    expect_in(error.message, "the chart could not be drawn: ");
    plume_scene_free(scene);
}
END_TEST

START_TEST(a_machine_without_fonts_is_told_to_install_some)
{
    plume_scene *scene;
    char *folder, *fonts;
    plume_error error;

    /* a process reads its fonts once: this needs one of its own */
    if (getenv("PLUME_VALGRIND") != NULL) {
        fputs("skipped under valgrind: fonts were read before\n", stderr);
        return;
    }
    scene = a_scene();
    folder = test_folder();
    fonts = test_file(folder, "fonts.conf", "<fontconfig></fontconfig>", 25);
    ck_assert_int_eq(setenv("FONTCONFIG_FILE", fonts, 1), 0);
    ck_assert_int_eq(
        plume_canvas_draw(plume_canvas_find("pdf"), NULL, scene, &info, &error),
        PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, "no font is installed");
    ck_assert_str_eq(error.hint, "install the Liberation fonts");
    ck_assert_int_eq(remove(fonts), 0);
    ck_assert_int_eq(remove(folder), 0);
    free(fonts);
    free(folder);
    plume_scene_free(scene);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, back_ends_are_found_by_name);
    tcase_add_test(tcase, an_svg_says_what_it_is);
    tcase_add_test(tcase, text_stays_text_in_an_svg);
    tcase_add_test(tcase, decoration_is_hidden_from_assistive_technology);
    tcase_add_test(
        tcase, a_mark_says_its_figure_when_it_is_pointed_at_and_decoration_says_nothing);
    tcase_add_test(tcase, a_png_has_two_pixels_a_point);
    tcase_add_test(tcase, a_pdf_is_dated_by_its_page_and_not_by_the_clock);
    tcase_add_test(tcase, the_same_scene_gives_the_same_bytes);
    tcase_add_test(tcase, an_outline_is_one_mark_a_line);
    tcase_add_test(tcase, coordinates_are_hundredths_without_trailing_zeros);
    tcase_add_test(tcase, a_full_disk_is_told_by_every_back_end);
    tcase_add_test(tcase, a_machine_without_fonts_is_told_to_install_some);
    tcase_add_test(tcase, a_failed_scene_is_not_drawn);
    tcase_add_test(tcase, a_picture_beyond_what_cairo_holds_is_refused);
}

int main(void)
{
    return test_main("canvas", add);
}
