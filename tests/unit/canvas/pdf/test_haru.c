/* The PDF that libharu composes: what it refuses, and what it writes. */
#include "support/support.h"

#include <unistd.h>

#include "canvas/pdf/haru.h"
#include "canvas/pdf/haru_draw.h"
#include "canvas/pdf/haru_extras.h"
#include "canvas/pdf/internal.h"

static plume_fonts *fonts;
static plume_haru *haru;
static plume_error error;

static void begin(void)
{
    plume_type type;
    plume_haru_info info = { "Title \xCE\xB1 (x)", "A. Author", "en", NAN };

    ck_ok(plume_fonts_new(&fonts, &error), error);
    type = (plume_type){ fonts };
    ck_ok(plume_haru_new(&haru, &type, &info, &error), error);
    ck_ok(plume_haru_add_page(haru, 595.276, 841.89, &error), error);
}

static void end(void)
{
    plume_haru_free(haru);
    plume_fonts_free(fonts);
}

/* The bytes of the document, freed by the caller. */
static char *saved(size_t *length)
{
    char *folder = test_folder(), *path = test_file(folder, "a.pdf", "", 0), *bytes;
    plume_output *output;

    ck_ok(plume_output_open(&output, path, &error), error);
    ck_ok(plume_haru_save(haru, output, &error), error);
    ck_ok(plume_output_finish(output, &error), error);
    bytes = test_slurp(path, length);
    unlink(path);
    rmdir(folder);
    free(path);
    free(folder);
    return bytes;
}

static plume_label label(const char *text)
{
    return (
        plume_label){ text, 70.0, 100.0, PLUME_FACE_SANS, 10.0, PLUME_ANCHOR_START, 0 };
}

static bool holds(const char *bytes, size_t length, const char *wanted)
{
    size_t n = strlen(wanted), i;

    for (i = 0; i + n <= length; i++)
        if (memcmp(bytes + i, wanted, n) == 0)
            return true;
    return false;
}

static char *one_document(size_t *length)
{
    plume_label l = label("energy 3.3 kgCO2e \xE2\x88\x92 \xE4\xB8\xAD");
    char *bytes;

    begin();
    ck_ok(plume_haru_text(haru, &l, &error), error);
    ck_ok(plume_haru_bookmark(haru, "C.1 Statement", 90.0, &error), error);
    ck_ok(plume_haru_link(haru, &(plume_haru_area){ 70, 90, 40, 12 },
                          "https://example.org/a(1)", &error),
          error);
    ck_ok(plume_haru_attach(haru, "results.json", "{}", 2, &error), error);
    ck_ok(plume_haru_attach(haru, "runs.csv", "", 0, &error), error);
    bytes = saved(length);
    end();
    return bytes;
}

START_TEST(the_same_calls_write_the_same_bytes)
{
    size_t one_length, other_length;
    char *one = one_document(&one_length), *other = one_document(&other_length);

    ck_assert_uint_eq(one_length, other_length);
    ck_assert_mem_eq(one, other, one_length);
    ck_assert(holds(one, one_length, "/Lang (en)"));
    ck_assert(holds(one, one_length, "/DisplayDocTitle true"));
    ck_assert(holds(one, one_length, "(results.json)"));
    ck_assert(
        holds(one, one_length, "/URI (https:\\057\\057example.org\\057a\\0501\\051)"));
    ck_assert(!holds(one, one_length, "CreationDate"));
    free(one);
    free(other);
}
END_TEST

START_TEST(a_creation_date_is_written_in_utc)
{
    plume_haru_info info = { "", "", "", 1700000000.0 };
    plume_type type;
    size_t length;
    char *bytes;

    begin();
    plume_haru_free(haru);
    type = (plume_type){ fonts };
    ck_ok(plume_haru_new(&haru, &type, &info, &error), error);
    ck_ok(plume_haru_add_page(haru, 100.0, 100.0, &error), error);
    bytes = saved(&length);
    ck_assert(holds(bytes, length, "D:20231114221320Z"));
    free(bytes);
    end();
}
END_TEST

START_TEST(a_coordinate_that_is_not_finite_kills_the_document)
{
    plume_label l = label("x");
    plume_output *output;

    begin();
    l.x_pt = NAN;
    ck_assert_int_eq(plume_haru_text(haru, &l, &error), PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message, "a coordinate of a page is not finite");
    l.x_pt = 0.0;
    error.message[0] = '\0';
    ck_assert_int_eq(plume_haru_text(haru, &l, &error), PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message, "a coordinate of a page is not finite");
    ck_assert_int_eq(plume_haru_add_page(haru, 100.0, 100.0, &error), PLUME_ERR_VALUE);
    ck_assert_int_eq(plume_haru_bookmark(haru, "x", 1.0, &error), PLUME_ERR_VALUE);
    ck_assert_int_eq(plume_haru_attach(haru, "a", "", 0, &error), PLUME_ERR_VALUE);
    ck_ok(plume_output_open(&output, "-", &error), error);
    ck_assert_int_eq(plume_haru_save(haru, output, &error), PLUME_ERR_VALUE);
    plume_output_abandon(output);
    end();
}
END_TEST

START_TEST(coordinates_far_outside_are_clamped)
{
    plume_step steps[] = { { .kind = PLUME_STEP_MOVE, .x = -1e300, .y = 1e300 },
                           { .kind = PLUME_STEP_CURVE, .x1 = 1, .x2 = 1e-20, .x = 2 },
                           { .kind = PLUME_STEP_LINE, .x = 1e9, .y = -1e9 },
                           { .kind = PLUME_STEP_CLOSE } };
    plume_path path = { steps, 4, 0xFF0000, 0x0000FF, 0.5, 0.5, 2.0, false, NULL };

    begin();
    ck_ok(plume_haru_path(haru, &path, &error), error);
    end();
}
END_TEST

START_TEST(a_path_without_a_start_is_refused)
{
    plume_step step = { .kind = PLUME_STEP_LINE };
    plume_path path = { &step, 1, 0, PLUME_COLOUR_NONE, 0, 0, 0, false, NULL };

    begin();
    ck_assert_int_eq(plume_haru_path(haru, &path, &error), PLUME_ERR_VALUE);
    ck_assert_ptr_nonnull(strstr(error.message, "a path without a start"));
    end();
}
END_TEST

START_TEST(only_plain_https_addresses_become_links)
{
    static const char *const refused[] = {
        "http://example.org/",  "javascript:alert(1)",
        "file:///etc/passwd",   "https://",
        "https://a b",          "https://a\nb",
        "https://a>b",          "https://a\\b",
        "https://\xC3\xA9.org", "HTTPS://example.org",
        "https://a\"b",         "https://a{b}",
    };

    begin();
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        ck_assert_int_eq(
            plume_haru_link(haru, &(plume_haru_area){ 1, 1, 1, 1 }, refused[i], &error),
            PLUME_ERR_VALUE);
        ck_assert_ptr_nonnull(strstr(error.message, "is no plain https address"));
    }
    ck_ok(plume_haru_link(haru, &(plume_haru_area){ 1, 1, 1, 1 },
                          "https://doi.org/10.1/a(b)%20c?d=e&f#g", &error),
          error);
    end();
}
END_TEST

START_TEST(a_third_attachment_is_refused)
{
    begin();
    ck_ok(plume_haru_attach(haru, "a.csv", "1", 1, &error), error);
    ck_ok(plume_haru_attach(haru, "b.csv", "1", 1, &error), error);
    ck_assert_int_eq(plume_haru_attach(haru, "c.csv", "1", 1, &error), PLUME_ERR_VALUE);
    ck_assert_ptr_nonnull(strstr(error.message, "at most 2 files"));
    end();
}
END_TEST

START_TEST(an_attachment_has_a_plain_name)
{
    static const char *const refused[] = {
        "", "a/b", "..", ".hidden", "a b", "\xC3\xA9"
    };

    begin();
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        ck_assert_int_eq(plume_haru_attach(haru, refused[i], "", 0, &error),
                         PLUME_ERR_VALUE);
        ck_assert_ptr_nonnull(strstr(error.message, "is no name for an attachment"));
    }
    end();
}
END_TEST

START_TEST(a_page_that_does_not_exist_is_refused)
{
    begin();
    ck_assert_int_eq(plume_haru_use_page(haru, 7, &error), PLUME_ERR_VALUE);
    ck_assert_ptr_nonnull(strstr(error.message, "a page"));
    end();
}
END_TEST

/* --- text --- */

START_TEST(text_outside_every_font_is_replaced_and_remembered)
{
    plume_typeset set = { 0 };
    plume_type type;

    begin();
    type = (plume_type){ fonts };
    ck_ok(plume_typeset_line(&set, &type, PLUME_FACE_SERIF, 10.0,
                             "a\xF0\x9F\x98\x80z\xFFq", &error),
          error);
    ck_assert_str_eq(set.text.data, "a\xEF\xBF\xBDz\xEF\xBF\xBDq");
    ck_assert_uint_eq(plume_fonts_missed_count(fonts), 1);
    ck_assert_uint_eq(plume_fonts_missed_at(fonts, 0), 0x1F600);
    plume_typeset_dispose(&set);
    end();
}
END_TEST

START_TEST(the_figure_of_co2e_is_lowered)
{
    plume_typeset set = { 0 };
    plume_type type;

    begin();
    type = (plume_type){ fonts };
    ck_ok(
        plume_typeset_line(&set, &type, PLUME_FACE_SANS, 10.0, "3 kgCO2e, CO25", &error),
        error);
    ck_assert_uint_eq(set.count, 3);
    ck_assert_double_eq_tol(set.piece[1].size_pt, 7.0, 1e-9);
    ck_assert_double_eq_tol(set.piece[1].drop_pt, 1.4, 1e-9);
    ck_assert_uint_eq(set.piece[1].length, 1);
    plume_typeset_dispose(&set);
    end();
}
END_TEST

START_TEST(blanks_of_any_width_are_drawn_as_blanks)
{
    plume_typeset set = { 0 };
    plume_type type;
    double width_pt;

    begin();
    type = (plume_type){ fonts };
    ck_ok(plume_typeset_line(&set, &type, PLUME_FACE_SANS, 10.0,
                             "1\xE2\x80\xAF"
                             "000\xC2\xA0t\xE2\x80\x8B\xC2\xAD",
                             &error),
          error);
    ck_assert_str_eq(set.text.data, "1 000 t");
    ck_ok(plume_typeset_width(&width_pt, &type, PLUME_FACE_SANS, 10.0,
                              "1\xE2\x80\xAF"
                              "000\xC2\xA0t",
                              &error),
          error);
    ck_assert_double_eq_tol(width_pt, set.width_pt, 1e-9);
    ck_assert_uint_eq(plume_fonts_missed_count(fonts), 0);
    plume_typeset_dispose(&set);
    end();
}
END_TEST

/* --- damaged fonts that the check lets pass --- */

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Draws with the font in a document of its own. Its status does not matter, only that it
 * ends: libharu may still refuse what is merely odd. */
static void draw_with(const plume_sfnt *sfnt)
{
    plume_type type = { fonts };
    plume_haru_info info = { "", "", "", NAN };
    plume_font font = { "x.ttf", 0, *sfnt };
    plume_haru_font *loaded;
    plume_haru *document;

    ck_ok(plume_haru_new(&document, &type, &info, &error), error);
    ck_ok(plume_haru_add_page(document, 100.0, 100.0, &error), error);
    if (plume_haru_font_of(document, &font, &loaded, &error) == PLUME_OK) {
        HPDF_Page_SetFontAndSize(document->page, loaded->font, 10);
        HPDF_Page_BeginText(document->page);
        HPDF_Page_ShowText(document->page, "Abc \xC3\x84\xC3\xBC\xC7\xBA");
        HPDF_Page_EndText(document->page);
        if (plume_haru_finish_fonts(document, &error) == PLUME_OK)
            HPDF_SaveToStream(document->document);
    }
    plume_haru_free(document);
}

START_TEST(a_damaged_font_that_passes_the_check_does_no_harm)
{
    const plume_font *sound;
    unsigned char *bytes;
    uint32_t state = 7;
    plume_sfnt sfnt;
    int passed = 0;

    begin();
    ck_ok(plume_fonts_find(fonts, PLUME_FAMILY_SERIF, false, false, &sound, &error),
          error);
    bytes = malloc(sound->sfnt.length);
    ck_assert_ptr_nonnull(bytes);
    for (int i = 0; i < 120; i++) {
        memcpy(bytes, sound->sfnt.bytes, sound->sfnt.length);
        for (int k = 0; k < 3; k++)
            bytes[next_random(&state) %
                  (i % 3 == 0 ? 500u : (uint32_t)sound->sfnt.length)] =
                (unsigned char)next_random(&state);
        if (plume_sfnt_check(&sfnt, bytes, sound->sfnt.length, "x.ttf", NULL) != PLUME_OK)
            continue;
        passed++;
        draw_with(&sfnt);
    }
    ck_assert_int_gt(passed, 20);
    free(bytes);
    end();
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, the_same_calls_write_the_same_bytes);
    tcase_add_test(tcase, a_creation_date_is_written_in_utc);
    tcase_add_test(tcase, a_coordinate_that_is_not_finite_kills_the_document);
    tcase_add_test(tcase, coordinates_far_outside_are_clamped);
    tcase_add_test(tcase, a_path_without_a_start_is_refused);
    tcase_add_test(tcase, only_plain_https_addresses_become_links);
    tcase_add_test(tcase, a_third_attachment_is_refused);
    tcase_add_test(tcase, an_attachment_has_a_plain_name);
    tcase_add_test(tcase, a_page_that_does_not_exist_is_refused);
    tcase_add_test(tcase, text_outside_every_font_is_replaced_and_remembered);
    tcase_add_test(tcase, the_figure_of_co2e_is_lowered);
    tcase_add_test(tcase, blanks_of_any_width_are_drawn_as_blanks);
    tcase_add_test(tcase, a_damaged_font_that_passes_the_check_does_no_harm);
}

int main(void)
{
    return test_main("haru", add);
}
