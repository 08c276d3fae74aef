/* Fonts: found, measured, and refused when they are damaged. */
#include "support/support.h"

#include "canvas/fonts/fonts.h"
#include "scene/widths.h"

/* --- an installed font in memory, to be damaged --- */

typedef struct victim {
    unsigned char *bytes;
    size_t length;
} victim;

static victim victim_new(void)
{
    plume_error error;
    plume_fonts *fonts;
    const plume_font *font;
    victim v;

    ck_ok(plume_fonts_new(&fonts, &error), error);
    ck_ok(plume_fonts_find(fonts, PLUME_FAMILY_SANS, false, false, &font, &error), error);
    v.length = font->sfnt.length;
    v.bytes = malloc(v.length);
    ck_assert_ptr_nonnull(v.bytes);
    memcpy(v.bytes, font->sfnt.bytes, v.length);
    plume_fonts_free(fonts);
    return v;
}

/* The directory's entry of a table. */
static unsigned char *entry(const victim *v, const char *tag)
{
    size_t i, count = (size_t)v->bytes[4] << 8 | v->bytes[5];

    for (i = 0; i < count; i++)
        if (memcmp(v->bytes + 12 + 16 * i, tag, 4) == 0)
            return v->bytes + 12 + 16 * i;
    ck_abort_msg("the font has no table %s", tag);
    return NULL;
}

static unsigned char *table(const victim *v, const char *tag)
{
    const unsigned char *at = entry(v, tag) + 8;

    return v->bytes +
           ((size_t)at[0] << 24 | (size_t)at[1] << 16 | (size_t)at[2] << 8 | at[3]);
}

/* The first map of format 4 for Windows. */
static unsigned char *map(const victim *v)
{
    unsigned char *cmap = table(v, "cmap");
    size_t i, count = (size_t)cmap[2] << 8 | cmap[3];

    for (i = 0; i < count; i++) {
        const unsigned char *record = cmap + 4 + 8 * i;

        if (record[1] == 3 && record[3] == 1)
            return cmap + ((size_t)record[5] << 16 | (size_t)record[6] << 8 | record[7]);
    }
    ck_abort_msg("the font has no Windows map");
    return NULL;
}

static void set16(unsigned char *at, unsigned value)
{
    at[0] = (unsigned char)(value >> 8);
    at[1] = (unsigned char)value;
}

static void expect_refusal(victim *v, const char *message)
{
    plume_error error;
    plume_sfnt font;

    ck_assert_int_eq(plume_sfnt_check(&font, v->bytes, v->length, "x.ttf", &error),
                     PLUME_ERR_VALUE);
    ck_assert_str_eq(error.path, "x.ttf");
    ck_assert_msg(strstr(error.message, message) != NULL, "'%s' lacks '%s'",
                  error.message, message);
    free(v->bytes);
}

/* --- finding --- */

START_TEST(every_face_is_found_and_has_letters)
{
    plume_error error;
    plume_fonts *fonts;
    const plume_font *font;

    ck_ok(plume_fonts_new(&fonts, &error), error);
    for (int family = 0; family < PLUME_FAMILY_COUNT; family++)
        for (int style = 0; style < 4; style++) {
            ck_ok(plume_fonts_find(fonts, (plume_family)family, style & 1, style & 2,
                                   &font, &error),
                  error);
            ck_assert_uint_ne(plume_sfnt_glyph(&font->sfnt, 'A'), 0);
        }
    ck_assert_uint_eq(plume_fonts_count(fonts), 12);
    plume_fonts_free(fonts);
}
END_TEST

START_TEST(widths_are_those_of_the_built_in_table)
{
    static const struct {
        plume_face face;
        plume_family family;
        bool bold, italic;
    } faces[] = {
        { PLUME_FACE_SANS, PLUME_FAMILY_SANS, false, false },
        { PLUME_FACE_SANS_BOLD, PLUME_FAMILY_SANS, true, false },
        { PLUME_FACE_SERIF, PLUME_FAMILY_SERIF, false, false },
        { PLUME_FACE_SERIF_BOLD, PLUME_FAMILY_SERIF, true, false },
        { PLUME_FACE_SERIF_ITALIC, PLUME_FAMILY_SERIF, false, true },
        { PLUME_FACE_MONO, PLUME_FAMILY_MONO, false, false },
    };
    plume_error error;
    plume_fonts *fonts;
    const plume_font *font;

    ck_ok(plume_fonts_new(&fonts, &error), error);
    for (size_t i = 0; i < sizeof faces / sizeof faces[0]; i++) {
        ck_ok(plume_fonts_find(fonts, faces[i].family, faces[i].bold, faces[i].italic,
                               &font, &error),
              error);
        for (int c = ' '; c <= '~'; c++)
            ck_assert_int_eq(plume_sfnt_advance(
                                 &font->sfnt, plume_sfnt_glyph(&font->sfnt, (uint32_t)c)),
                             plume_character_width(faces[i].face, c));
    }
    plume_fonts_free(fonts);
}
END_TEST

START_TEST(a_character_that_the_families_lack_comes_from_another_font)
{
    plume_error error;
    plume_fonts *fonts;
    const plume_font *sans, *other;

    ck_ok(plume_fonts_new(&fonts, &error), error);
    ck_ok(plume_fonts_find(fonts, PLUME_FAMILY_SANS, false, false, &sans, &error), error);
    ck_assert_ptr_eq(plume_fonts_covering(fonts, 0x03B1), sans);
    other = plume_fonts_covering(fonts, 0x2713); /* the tick that Liberation lacks */
    ck_assert_ptr_nonnull(other);
    ck_assert_ptr_ne(other, sans);
    ck_assert_ptr_eq(plume_fonts_covering(fonts, 0x2713), other);
    ck_assert_ptr_null(
        plume_fonts_covering(fonts, 0x1F600)); /* beyond what libharu writes */
    ck_assert_ptr_null(plume_fonts_covering(fonts, 0xFFFF));
    plume_fonts_free(fonts);
}
END_TEST

/* --- damage --- */

START_TEST(an_undamaged_font_is_accepted)
{
    victim v = victim_new();
    plume_error error;
    plume_sfnt font;

    ck_ok(plume_sfnt_check(&font, v.bytes, v.length, "x.ttf", &error), error);
    free(v.bytes);
}
END_TEST

START_TEST(more_metrics_than_glyphs_are_refused)
{
    victim v = victim_new();

    set16(table(&v, "hhea") + 34, 65535); /* what makes libharu 2.3 write out of bounds */
    expect_refusal(&v, "more metrics than there are glyphs");
}
END_TEST

START_TEST(more_glyphs_than_offsets_are_refused)
{
    victim v = victim_new();

    set16(table(&v, "maxp") + 4, 65535);
    expect_refusal(&v, "is cut");
}
END_TEST

START_TEST(other_outlines_and_collections_are_refused)
{
    victim v = victim_new(), w = victim_new();

    memcpy(v.bytes, "OTTO", 4);
    expect_refusal(&v, "no TrueType outlines");
    memcpy(w.bytes, "ttcf", 4);
    expect_refusal(&w, "no TrueType outlines");
}
END_TEST

START_TEST(a_table_beyond_the_file_is_refused)
{
    victim v = victim_new(), w = victim_new();

    memset(entry(&v, "glyf") + 8, 0xFF, 4);
    expect_refusal(&v, "beyond the end of the file");
    w.length /= 2;
    expect_refusal(&w, "beyond the end of the file");
}
END_TEST

START_TEST(every_cut_of_the_file_is_refused)
{
    victim v = victim_new();
    plume_sfnt font;

    for (size_t length = 0; length < v.length; length += 1009) {
        unsigned char *exact =
            malloc(length + 1); /* so that a sanitizer sees any excess */

        ck_assert_ptr_nonnull(exact);
        memcpy(exact, v.bytes, length);
        ck_assert_int_eq(plume_sfnt_check(&font, exact, length, "x.ttf", NULL),
                         PLUME_ERR_VALUE);
        free(exact);
    }
    free(v.bytes);
}
END_TEST

START_TEST(damaged_heads_are_refused)
{
    victim v = victim_new(), w = victim_new(), x = victim_new();

    table(&v, "head")[12] ^= 0xFF;
    expect_refusal(&v, "head table is damaged");
    set16(table(&w, "head") + 18, 0);
    expect_refusal(&w, "units per em");
    set16(table(&x, "head") + 50, 7);
    expect_refusal(&x, "unknown format");
}
END_TEST

START_TEST(glyphs_outside_their_table_are_refused)
{
    victim v = victim_new();

    memset(table(&v, "loca") + 8, 0xFF, 4);
    expect_refusal(&v, "beyond its table");
}
END_TEST

START_TEST(a_map_without_end_is_refused)
{
    victim v = victim_new(), w = victim_new(), x = victim_new();

    set16(map(&v) + 6, 65534);
    expect_refusal(&v, "Unicode map is cut");
    set16(map(&w) + 14, 0xFFFE); /* the first segment ends behind the second */
    expect_refusal(&w, "Unicode map");
    set16(map(&x) + 2, 20);
    expect_refusal(&x, "Unicode map is cut");
}
END_TEST

START_TEST(names_outside_their_table_are_refused)
{
    victim v = victim_new();

    set16(table(&v, "name") + 6 + 8, 65535);
    expect_refusal(&v, "name reaches beyond");
}
END_TEST

START_TEST(a_licence_against_embedding_is_obeyed)
{
    victim v = victim_new();

    set16(table(&v, "OS/2") + 8, 0x0002);
    expect_refusal(&v, "does not allow embedding");
}
END_TEST

START_TEST(a_missing_table_is_refused)
{
    static const char *const tags[] = { "head", "maxp", "hhea", "hmtx", "loca",
                                        "glyf", "cmap", "name", "OS/2", "post" };

    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        victim v = victim_new();

        memcpy(entry(&v, tags[i]), "zzzz", 4);
        expect_refusal(&v, "font refused");
    }
}
END_TEST

/* A generator of its own, so that a failure can be repeated. */
static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

START_TEST(random_damage_never_reads_outside_the_file)
{
    victim v = victim_new();
    uint32_t state = 1;
    plume_sfnt font;

    for (int i = 0; i < 2000; i++) {
        size_t at = next_random(&state) % (i % 2 == 0 ? 400u : (uint32_t)v.length);
        unsigned char kept = v.bytes[at];

        v.bytes[at] = (unsigned char)next_random(&state);
        if (plume_sfnt_check(&font, v.bytes, v.length, "x.ttf", NULL) == PLUME_OK) {
            unsigned char *used = calloc(font.glyph_count, 1);
            uint32_t glyph = plume_sfnt_glyph(&font, next_random(&state) & 0xFFFFu);

            ck_assert_ptr_nonnull(used);
            ck_assert_uint_lt(glyph, font.glyph_count);
            ck_assert_int_ge(plume_sfnt_advance(&font, glyph), 0);
            used[glyph] = 1;
            plume_sfnt_add_parts(&font, used);
            free(used);
        }
        v.bytes[at] = kept;
    }
    free(v.bytes);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, every_face_is_found_and_has_letters);
    tcase_add_test(tcase, widths_are_those_of_the_built_in_table);
    tcase_add_test(tcase, a_character_that_the_families_lack_comes_from_another_font);
    tcase_add_test(tcase, an_undamaged_font_is_accepted);
    tcase_add_test(tcase, more_metrics_than_glyphs_are_refused);
    tcase_add_test(tcase, more_glyphs_than_offsets_are_refused);
    tcase_add_test(tcase, other_outlines_and_collections_are_refused);
    tcase_add_test(tcase, a_table_beyond_the_file_is_refused);
    tcase_add_test(tcase, every_cut_of_the_file_is_refused);
    tcase_add_test(tcase, damaged_heads_are_refused);
    tcase_add_test(tcase, glyphs_outside_their_table_are_refused);
    tcase_add_test(tcase, a_map_without_end_is_refused);
    tcase_add_test(tcase, names_outside_their_table_are_refused);
    tcase_add_test(tcase, a_licence_against_embedding_is_obeyed);
    tcase_add_test(tcase, a_missing_table_is_refused);
    tcase_add_test(tcase, random_damage_never_reads_outside_the_file);
}

int main(void)
{
    return test_main("fonts", add);
}
