/* Pages: what stays together, what goes on overleaf, how lines break. */
#include "support/support.h"

#include "documents/layout/page_size.h"
#include "documents/layout/table.h"
#include "documents/layout/pages.h"
#include "documents/layout/paragraph.h"
#include "documents/layout/reference_columns.h"

static plume_fonts *fonts;
static plume_haru *haru;
static plume_strips strips;
static plume_fragments fragments;
static plume_pages pages;
static plume_error error;

static void begin(void)
{
    plume_haru_info info = { "", "", "", NAN };
    plume_type type;

    ck_ok(plume_fonts_new(&fonts, &error), error);
    type = (plume_type){ fonts };
    ck_ok(plume_haru_new(&haru, &type, &info, &error), error);
    ck_ok(plume_strips_init(&strips, &type, &error), error);
    plume_pages_init(&pages, haru);
}

static void end(void)
{
    plume_fragments_dispose(&fragments);
    plume_pages_dispose(&pages);
    plume_strips_dispose(&strips);
    plume_haru_free(haru);
    plume_fonts_free(fonts);
}

/* Strips of a paragraph; how many lines. */
static size_t lines_of(const char *markup)
{
    plume_strips_clear(&strips);
    ck_ok(plume_inline_parse(&fragments, strips.pool, markup, strlen(markup), &error),
          error);
    plume_paragraph_set(&strips, &plume_paragraph_prose, &fragments);
    ck_ok(plume_strips_status(&strips, &error), error);
    return strips.strip_count;
}

/* In points, as it is drawn: with its blanks spread, without one that ends a line. */
static double drawn_pt(const plume_stuff *stuff)
{
    const plume_label *l = &stuff->label;
    size_t length = strlen(l->text), blanks = 0;
    char text[4096];

    strcpy(text, l->text);
    while (length > 0 && text[length - 1] == ' ')
        text[--length] = '\0';
    for (size_t i = 0; i < length; i++)
        blanks += text[i] == ' ' || strncmp(text + i, "\xC2\xA0", 2) == 0 ? 1 : 0;
    return plume_strips_width(&strips, l->face, l->size_pt, text) +
           stuff->spread_pt * (double)blanks;
}

/* The text of the labels of a strip, one after the other. */
static const char *line_text(size_t i)
{
    static char text[4096];
    size_t k;

    text[0] = '\0';
    for (k = 0; k < strips.strip[i].count; k++)
        if (strips.stuff[strips.strip[i].first + k].kind == PLUME_STUFF_LABEL)
            strcat(text, strips.stuff[strips.strip[i].first + k].label.text);
    return text;
}

static void place(plume_edge begins, plume_edge ends, size_t repeat)
{
    plume_block block = { &strips, begins, ends, repeat };

    ck_ok(plume_pages_place(&pages, &block, &error), error);
}

static void place_words(int count)
{
    plume_text text;

    plume_text_init(&text);
    for (int i = 0; i < count; i++)
        plume_text_add(&text, "emissions ");
    lines_of(text.data);
    plume_text_dispose(&text);
    place(PLUME_EDGE_PROSE, PLUME_EDGE_PROSE, SIZE_MAX);
}

/* Fills the first page so that the next paragraph would begin at y_pt. */
static void fill_to(double y_pt)
{
    place_words(1);
    pages.y_pt = y_pt - 20.0;
}

/* --- lines --- */

START_TEST(no_line_is_wider_than_the_column)
{
    begin();
    ck_assert_uint_gt(
        lines_of("A paragraph of many words, **some of them bold and long "
                 "enough to break**, in Wh, kWh and MWh: the facility total is "
                 "10.0 kWh, and what is more, it goes on and on and on and on."),
        2);
    for (size_t i = 0; i < strips.strip_count; i++)
        for (size_t k = 0; k < strips.strip[i].count; k++) {
            const plume_stuff *stuff = &strips.stuff[strips.strip[i].first + k];

            ck_assert_double_lt(stuff->label.x_pt + drawn_pt(stuff), RIGHT_X_PT + 0.1);
        }
    end();
}
END_TEST

#define SENTENCE                                                                         \
    "Hyperparameter searches consumed considerably more electricity than the final "     \
    "trainings, whose measurements were interpolated conservatively. "

START_TEST(all_lines_but_the_last_are_as_wide_as_the_column)
{
    bool hyphen = false;
    size_t count;

    begin();
    count = lines_of(SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE);
    ck_assert_uint_gt(count, 6);
    for (size_t i = 0; i + 1 < count; i++) {
        const plume_strip *strip = &strips.strip[i];
        const plume_stuff *last = &strips.stuff[strip->first + strip->count - 1];
        size_t length = strlen(last->label.text);

        ck_assert_double_eq_tol(last->label.x_pt + drawn_pt(last), RIGHT_X_PT, 0.01);
        ck_assert_double_lt(fabs(last->spread_pt), 5.0);
        hyphen = hyphen || last->label.text[length - 1] == '-';
    }
    ck_assert(hyphen);
    end();
}
END_TEST

START_TEST(a_number_keeps_its_unit_and_a_table_its_number)
{
    begin();
    for (int before = 60; before < 140; before++) {
        static const char *const pairs[] = { "0.72 kWh.", "Table 7." };

        for (int k = 0; k < 2; k++) {
            char text[160];

            memset(text, 'i', sizeof text);
            for (int i = 4; i < before; i += 5)
                text[i] = ' ';
            text[before - 1] = ' ';
            strcpy(text + before, pairs[k]);
            if (lines_of(text) > 1)
                ck_assert_str_eq(strstr(line_text(1), k == 0 ? "0.72" : "Table"),
                                 k == 0 ? "0.72\xC2\xA0kWh."
                                        : "Table\xC2\xA0"
                                          "7.");
        }
    }
    ck_assert_uint_eq(strips.strip_count, 2);
    end();
}
END_TEST

START_TEST(kilograms_stay_with_what_they_weigh)
{
    begin();
    lines_of("about 5.14 kg CO2e in all");
    ck_assert_str_eq(fragments.fragment[2].text, "\xC2\xA0kg");
    ck_assert_str_eq(fragments.fragment[3].text, "\xC2\xA0"
                                                 "CO2e");
    ck_assert(!fragments.fragment[3].is_word);
    end();
}
END_TEST

START_TEST(a_word_wider_than_the_column_is_cut)
{
    char word[2001];

    begin();
    memset(word, 'm', 2000);
    word[2000] = '\0';
    ck_assert_uint_gt(lines_of(word), 40);
    ck_assert_uint_eq(strlen(line_text(0)), 45);
    end();
}
END_TEST

START_TEST(a_long_address_is_cut_after_a_slash)
{
    begin();
    ck_assert_uint_eq(lines_of("https://example.org/a-long-path-of-many-parts/"
                               "with-another-part-of-it/and-one-more-that-is-too-long"),
                      2);
    ck_assert_ptr_nonnull(strchr("/-", line_text(0)[strlen(line_text(0)) - 1]));
    end();
}
END_TEST

START_TEST(bold_and_links_change_the_label)
{
    begin();
    lines_of("a **b c** d <https://example.org/x|e f>, \\*\\* \\<g\\>");
    ck_assert_uint_eq(strips.strip_count, 1);
    ck_assert_str_eq(line_text(0), "a b c d e f, ** <g>");
    ck_assert_int_eq(strips.stuff[1].label.face, PLUME_FACE_SERIF_BOLD);
    ck_assert_int_eq(strips.stuff[4].kind, PLUME_STUFF_LINK);
    ck_assert_str_eq(strips.stuff[4].uri, "https://example.org/x");
    end();
}
END_TEST

START_TEST(an_address_that_is_not_plain_stays_text)
{
    begin();
    lines_of("<https://a\\\"b|words> <http://x> 1 < 2");
    ck_assert_str_eq(line_text(0), "words <http://x> 1 < 2");
    for (size_t i = 0; i < strips.stuff_count; i++)
        ck_assert_int_ne(strips.stuff[i].kind, PLUME_STUFF_LINK);
    end();
}
END_TEST

START_TEST(marks_that_are_not_closed_are_errors)
{
    begin();
    ck_assert_int_eq(plume_inline_parse(&fragments, strips.pool, "a **b", 5, &error),
                     PLUME_ERR_SYNTAX);
    ck_assert_str_eq(error.message, "bold text is not closed by '**'");
    ck_assert_int_eq(
        plume_inline_parse(&fragments, strips.pool, "<https://x", 10, &error),
        PLUME_ERR_SYNTAX);
    ck_assert_str_eq(error.message, "a link is not closed by '>'");
    end();
}
END_TEST

/* --- pages --- */

START_TEST(one_line_never_stands_alone_at_the_foot)
{
    begin();
    fill_to(PAGE_BOTTOM_PT - 10.0); /* room for one line */
    place_words(40);                /* five lines */
    ck_assert_uint_eq(plume_haru_page_count(haru), 2);
    ck_assert_double_eq_tol(pages.y_pt, PAGE_TOP_PT + 9.0 + 4 * 14.0, 14.1);
    end();
}
END_TEST

START_TEST(one_line_never_stands_alone_at_the_head)
{
    size_t count;

    begin();
    place_words(40);
    count = strips.strip_count;
    pages.y_pt = PAGE_BOTTOM_PT - 20.0 - 14.0 * (double)(count - 2) - 3.0;
    place_words(40); /* all but the last line would fit */
    ck_assert_uint_eq(plume_haru_page_count(haru), 2);
    ck_assert_double_eq_tol(pages.y_pt, PAGE_TOP_PT + 9.0 + 14.0, 1e-6);
    end();
}
END_TEST

START_TEST(a_head_stays_with_two_lines)
{
    plume_label head = { "C.1", HEADS_X_PT,         0, PLUME_FACE_SANS_BOLD,
                         8.5,   PLUME_ANCHOR_START, 0 };

    begin();
    fill_to(PAGE_BOTTOM_PT -
            18.0); /* 31 points for the head leave no room for two lines */
    plume_pages_head(&pages, &head, 1, "C.1");
    place_words(40);
    ck_assert_uint_eq(plume_haru_page_count(haru), 2);
    ck_assert(!pages.has_head);
    end();
}
END_TEST

START_TEST(a_tall_head_pushes_the_next_section_down)
{
    plume_label head[6];

    begin();
    for (int i = 0; i < 6; i++)
        head[i] = (plume_label){ "words", HEADS_X_PT,         0, PLUME_FACE_SANS_BOLD,
                                 8.5,     PLUME_ANCHOR_START, 0 };
    plume_pages_head(&pages, head, 6, "");
    place_words(1);
    plume_pages_head(&pages, head, 1, "");
    place_words(1);
    ck_assert_double_gt(pages.y_pt, PAGE_TOP_PT + 9.0 + 5 * 11.0 + 25.0);
    end();
}
END_TEST

/* --- tables --- */

static plume_value *table_new(size_t rows)
{
    static const char *const heads[] = { "Name", "Energy", "Share" };
    plume_value *table = plume_value_map();
    plume_value *columns = plume_value_set_list(table, "columns");
    plume_value *list = plume_value_set_list(table, "rows");

    for (int i = 0; i < 3; i++) {
        plume_value *column = plume_value_set_map(columns, NULL);

        plume_value_set_string(column, "head", heads[i]);
        plume_value_set_string(column, "unit", i == 1 ? "kWh" : "");
        plume_value_set_string(column, "align", i == 0 ? "left" : "number");
    }
    for (size_t i = 0; i < rows; i++) {
        plume_value *cells =
            plume_value_set_list(plume_value_set_map(list, NULL), "cells");

        plume_value_set_string(cells, NULL, "run");
        plume_value_set_string(cells, NULL,
                               i % 2 == 0   ? "1,234.5"
                               : i % 4 == 1 ? "7"
                                            : "\xE2\x80\x93");
        plume_value_set_string(cells, NULL, "n/a");
    }
    return table;
}

static size_t set_table(const plume_value *table)
{
    size_t head = 0;

    plume_strips_clear(&strips);
    ck_ok(plume_page_table(&strips, table, "t", &head, &error), error);
    return head;
}

START_TEST(numbers_stand_on_their_point)
{
    plume_value *table = table_new(4);
    const plume_stuff *row;
    double point_pt;

    begin();
    set_table(table);
    row = &strips.stuff[strips.strip[1].first];
    point_pt =
        row[1].label.x_pt - plume_strips_width(&strips, PLUME_FACE_SANS, 8.0, ".5");
    ck_assert_double_eq_tol(strips.stuff[strips.strip[2].first + 1].label.x_pt, point_pt,
                            1e-6); /* the integer ends where the point would stand */
    ck_assert_double_eq_tol(strips.stuff[strips.strip[4].first + 1].label.x_pt, point_pt,
                            1e-6); /* and so does the dash */
    ck_assert_double_eq_tol(row[2].label.x_pt, RIGHT_X_PT, 1e-2);
    ck_assert_int_eq(row[2].label.anchor, PLUME_ANCHOR_END);
    plume_value_free(table);
    end();
}
END_TEST

static void place_float(const plume_value *table)
{
    plume_block block = { &strips, PLUME_EDGE_PROSE, PLUME_EDGE_RULE, set_table(table) };

    ck_ok(plume_pages_float(&pages, &block, &error), error);
}

START_TEST(a_table_without_room_lets_the_text_go_on)
{
    plume_value *table = table_new(20);

    begin();
    fill_to(600.0);
    place_float(table);
    ck_assert_uint_eq(plume_haru_page_count(haru), 1);
    place_words(40);
    ck_assert_uint_eq(plume_haru_page_count(haru), 1);
    place_words(200); /* goes on overleaf, below the table */
    ck_assert_uint_eq(plume_haru_page_count(haru), 2);
    ck_assert_double_gt(pages.y_pt, PAGE_TOP_PT + 24.0 + 20 * 13.5);
    ck_assert_ptr_null(pages.floats.first);
    plume_value_free(table);
    end();
}
END_TEST

START_TEST(a_small_table_does_not_overtake_a_large_one)
{
    plume_value *large = table_new(20), *small = table_new(2);

    begin();
    fill_to(600.0);
    place_float(large);
    place_float(small);
    ck_assert_ptr_nonnull(pages.floats.first->next);
    ck_ok(plume_pages_finish(&pages, "", &error), error);
    ck_assert_uint_eq(plume_haru_page_count(haru), 2);
    plume_value_free(small);
    plume_value_free(large);
    end();
}
END_TEST

START_TEST(a_table_that_is_left_breaks_rather_than_leave_a_hole)
{
    plume_value *table = table_new(25);

    begin();
    fill_to(450.0);
    place_float(table);
    ck_assert_uint_eq(plume_haru_page_count(haru), 1);
    ck_ok(plume_pages_finish(&pages, "", &error), error);
    ck_assert_double_lt(pages.y_pt, PAGE_TOP_PT + 15 * 13.5);
    plume_value_free(table);
    end();
}
END_TEST

START_TEST(references_stand_in_two_columns_of_one_height)
{
    plume_block block = { &strips, PLUME_EDGE_SMALL, PLUME_EDGE_SMALL, SIZE_MAX };
    double begun_pt;
    size_t count;

    begin();
    place_words(1);
    begun_pt = pages.y_pt;
    plume_strips_clear(&strips);
    for (int i = 0; i < 5; i++) {
        static const char markup[] = "[1] A. Author (2020). A title of some length that "
                                     "takes two lines of a column. A journal.";

        ck_ok(plume_inline_parse(&fragments, strips.pool, markup, strlen(markup), &error),
              error);
        plume_paragraph_set(&strips, &plume_paragraph_reference, &fragments);
    }
    count = strips.strip_count;
    ck_ok(plume_pages_columns(&pages, &block, &error), error);
    ck_assert_uint_eq(plume_haru_page_count(haru), 1);
    ck_assert_double_lt(pages.y_pt - begun_pt, 24.0 + 10.0 * ((double)count / 2 + 2));
    end();
}
END_TEST

START_TEST(a_thousand_rows_go_on_for_pages)
{
    plume_value *table = table_new(1000);

    begin();
    fill_to(400.0);
    place(PLUME_EDGE_PROSE, PLUME_EDGE_RULE, set_table(table));
    ck_assert_uint_ge(plume_haru_page_count(haru), 20);
    ck_assert_uint_le(plume_haru_page_count(haru), 22);
    ck_assert_double_le(pages.y_pt, PAGE_BOTTOM_PT);
    plume_value_free(table);
    end();
}
END_TEST

START_TEST(wide_tables_stay_inside_the_column)
{
    plume_value *table = plume_value_map();
    plume_value *columns = plume_value_set_list(table, "columns");
    plume_value *rows = plume_value_set_list(table, "rows");
    plume_value *cells = plume_value_set_list(plume_value_set_map(rows, NULL), "cells");

    for (int i = 0; i < 12; i++) {
        plume_value *column = plume_value_set_map(columns, NULL);

        plume_value_set_string(column, "head", "A head of words");
        plume_value_set_string(column, "align", i % 2 == 0 ? "left" : "number");
        plume_value_set_string(cells, NULL,
                               i % 2 == 0 ? "words that are long" : "12345678.9");
    }
    begin();
    set_table(table);
    for (size_t i = 0; i < strips.stuff_count; i++) {
        const plume_label *l = &strips.stuff[i].label;
        double width_pt;

        if (strips.stuff[i].kind != PLUME_STUFF_LABEL || strcmp(l->text, " ") == 0)
            continue;
        width_pt = plume_strips_width(&strips, l->face, l->size_pt, l->text);
        if (l->anchor == PLUME_ANCHOR_START)
            ck_assert_double_le(l->x_pt + width_pt, RIGHT_X_PT + 1.0);
        else
            ck_assert_double_ge(l->x_pt - width_pt, TEXT_X_PT - 1.0);
    }
    plume_value_free(table);
    end();
}
END_TEST

START_TEST(tables_that_cannot_be_are_refused)
{
    plume_value *empty = plume_value_map(), *longer = table_new(1);
    plume_value *columns;
    size_t head;

    begin();
    ck_assert_int_eq(plume_page_table(&strips, empty, "t", &head, &error),
                     PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message, "table 't' has 0 columns, not 1 to 24");
    plume_value_free(empty);
    columns = plume_value_set_list(longer, "columns");
    plume_value_set_string(plume_value_set_map(columns, NULL), "head", "only one");
    ck_assert_int_eq(plume_page_table(&strips, longer, "t", &head, &error),
                     PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message, "table 't' has a row of 3 cells and 1 columns");
    plume_value_free(longer);
    end();
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, no_line_is_wider_than_the_column);
    tcase_add_test(tcase, all_lines_but_the_last_are_as_wide_as_the_column);
    tcase_add_test(tcase, a_number_keeps_its_unit_and_a_table_its_number);
    tcase_add_test(tcase, kilograms_stay_with_what_they_weigh);
    tcase_add_test(tcase, a_word_wider_than_the_column_is_cut);
    tcase_add_test(tcase, a_long_address_is_cut_after_a_slash);
    tcase_add_test(tcase, bold_and_links_change_the_label);
    tcase_add_test(tcase, an_address_that_is_not_plain_stays_text);
    tcase_add_test(tcase, marks_that_are_not_closed_are_errors);
    tcase_add_test(tcase, one_line_never_stands_alone_at_the_foot);
    tcase_add_test(tcase, one_line_never_stands_alone_at_the_head);
    tcase_add_test(tcase, a_head_stays_with_two_lines);
    tcase_add_test(tcase, a_tall_head_pushes_the_next_section_down);
    tcase_add_test(tcase, numbers_stand_on_their_point);
    tcase_add_test(tcase, a_table_without_room_lets_the_text_go_on);
    tcase_add_test(tcase, a_small_table_does_not_overtake_a_large_one);
    tcase_add_test(tcase, a_table_that_is_left_breaks_rather_than_leave_a_hole);
    tcase_add_test(tcase, references_stand_in_two_columns_of_one_height);
    tcase_add_test(tcase, a_thousand_rows_go_on_for_pages);
    tcase_add_test(tcase, wide_tables_stay_inside_the_column);
    tcase_add_test(tcase, tables_that_cannot_be_are_refused);
}

int main(void)
{
    return test_main("pages", add);
}
