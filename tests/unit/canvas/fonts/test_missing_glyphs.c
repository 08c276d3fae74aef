/* The note about what no font draws: which characters, and what to install. */
#include "support/support.h"

#include "canvas/fonts/missing_glyphs.h"

static plume_fonts *fonts;
static plume_notes *notes;
static plume_error error;

static void begin(void)
{
    ck_ok(plume_fonts_new(&fonts, &error), error);
    ck_ok(plume_notes_new(&notes, &error), error);
}

static void end(void)
{
    plume_notes_free(notes);
    plume_fonts_free(fonts);
}

START_TEST(nothing_is_said_where_nothing_lacks)
{
    begin();
    ck_assert_ptr_nonnull(plume_fonts_covering(fonts, 'A'));
    plume_missing_glyphs_note(fonts, notes);
    ck_assert_uint_eq(plume_notes_count(notes), 0);
    end();
}
END_TEST

/* A character that is asked twice is told once. */
START_TEST(what_lacks_is_named_once_in_one_note)
{
    begin();
    for (int i = 0; i < 2; i++) {
        ck_assert_ptr_null(plume_fonts_covering(fonts, 0x1F600));
        ck_assert_ptr_null(plume_fonts_covering(fonts, 0x1F331));
    }
    plume_missing_glyphs_note(fonts, notes);
    ck_assert_uint_eq(plume_notes_count(notes), 1);
    ck_assert_str_eq(plume_notes_at(notes, 0)->code, "missing-glyph");
    ck_assert_str_eq(plume_notes_at(notes, 0)->message,
                     "no installed font draws 2 characters, which appear as U+FFFD: "
                     "\xF0\x9F\x98\x80 (U+1F600), \xF0\x9F\x8C\xB1 (U+1F331); characters "
                     "beyond U+FFFF, emoji among them, are never drawn");
    end();
}
END_TEST

START_TEST(a_long_list_is_cut_and_counted)
{
    begin();
    for (uint32_t i = 0; i < 30; i++)
        ck_assert_ptr_null(plume_fonts_covering(fonts, 0x1F600 + i));
    plume_missing_glyphs_note(fonts, notes);
    ck_assert_ptr_nonnull(
        strstr(plume_notes_at(notes, 0)->message, "(U+1F617) and 6 more; "));
    end();
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, nothing_is_said_where_nothing_lacks);
    tcase_add_test(tcase, what_lacks_is_named_once_in_one_note);
    tcase_add_test(tcase, a_long_list_is_cut_and_counted);
}

int main(void)
{
    return test_main("missing_glyphs", add);
}
