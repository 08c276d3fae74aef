#include "support/support.h"

#include "core/input/source_text.h"
#include "core/sheet/converted.h"
#include "core/sheet/day.h"
#include "core/sheet/figure.h"
#include "core/sheet/likely.h"

static plume_error error;

/* --- one cell --- */

static const struct {
    const char *cell;
    plume_figure_form form;
    char mark;
    const char *plain;
} figures[] = {
    { "12", PLUME_FIGURE_WHOLE, '.', "12" },
    { "-0,5", PLUME_FIGURE_COMMA, ',', "-0.5" },
    { "208,50 W", PLUME_FIGURE_COMMA, ',', "208.50 W" },
    { "6,1E-03", PLUME_FIGURE_COMMA, ',', "6.1E-03" },
    { "0,006108", PLUME_FIGURE_COMMA, ',', "0.006108" },
    { "0,123", PLUME_FIGURE_COMMA, ',', "0.123" },
    { "1.234,5", PLUME_FIGURE_COMMA, ',', "1234.5" },
    { "1.234.567", PLUME_FIGURE_COMMA, ',', "1234567" },
    { "1'234,5", PLUME_FIGURE_COMMA, ',', "1234.5" },
    { "1\xc2\xa0"
      "234,5",
      PLUME_FIGURE_COMMA, ',', "1234.5" },
    { "0.5", PLUME_FIGURE_POINT, '.', "0.5" },
    { "1,234.5", PLUME_FIGURE_POINT, '.', "1234.5" },
    { "1,234,567", PLUME_FIGURE_POINT, '.', "1234567" },
    { "1,234", PLUME_FIGURE_COMMA_OR_GROUP, ',', "1.234" },
    { "1.234", PLUME_FIGURE_POINT_OR_GROUP, ',', "1234" },
    { "97 %", PLUME_FIGURE_WHOLE, '.', "97 %" },
};

START_TEST(a_figure_tells_its_decimal_mark_by_its_form)
{
    plume_text out;

    plume_text_init(&out);
    ck_assert_int_eq(plume_figure_form_of(figures[_i].cell, strlen(figures[_i].cell)),
                     figures[_i].form);
    plume_figure_put(&out, figures[_i].cell, strlen(figures[_i].cell), figures[_i].mark);
    ck_assert_str_eq(out.data, figures[_i].plain);
    plume_text_dispose(&out);
}
END_TEST

START_TEST(what_is_no_figure_is_left_alone)
{
    static const char *const words[] = { "",         "0,1,2",     "3.10.6",   "1,2,3,4",
                                         "A100",     "13.5.2024", "10.0.0.1", "1:30:00",
                                         "5,",       ",",         "-",        "[N/A]",
                                         "1.23,4.5", "v1,5" };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        ck_assert_msg(plume_figure_form_of(words[i], strlen(words[i])) ==
                          PLUME_FIGURE_NONE,
                      "'%s' is a figure", words[i]);
}
END_TEST

static const struct {
    const char *cell, *day_first, *month_first;
} days[] = {
    { "13.5.2024 11:00", "2024-05-13 11:00", NULL },
    { "06.05.24 9:05:07", "2024-05-06 09:05:07", "2024-06-05 09:05:07" },
    { "5/6/2024 9:05 PM", "2024-06-05 21:05", "2024-05-06 21:05" },
    { "5/6/2024 12:00:00 AM", "2024-06-05 00:00:00", "2024-05-06 00:00:00" },
    { "05-06-2024T09:05:00,25Z", "2024-06-05 09:05:00.25Z", "2024-05-06 09:05:00.25Z" },
    { "2024/5/6 9:05", "2024-05-06 09:05", "2024-05-06 09:05" },
    { "2024. 5. 6. 9:05", "2024-05-06 09:05", "2024-05-06 09:05" },
    { "5/6/2024", "2024-06-05", "2024-05-06" },
};

START_TEST(a_day_is_written_as_iso_8601)
{
    const char *cell = days[_i].cell;
    plume_sheet_day day;
    plume_text out;

    plume_text_init(&out);
    ck_assert(plume_sheet_day_of(&day, cell, strlen(cell)));
    plume_sheet_day_put(&out, &day, true, cell, strlen(cell));
    ck_assert_str_eq(out.data, days[_i].day_first);
    plume_text_clear(&out);
    plume_sheet_day_put(&out, &day, false, cell, strlen(cell));
    if (days[_i].month_first != NULL)
        ck_assert_str_eq(out.data, days[_i].month_first);
    plume_text_dispose(&out);
}
END_TEST

START_TEST(what_is_no_day_is_left_alone)
{
    static const char *const words[] = { "13/13/2024", "0/5/2024", "1.2.3",
                                         "5/6/24/7",   "12-05-24", "5/6/2024 25:00",
                                         "32.1.2024",  "5/6-2024", "5/6/2024x" };
    plume_sheet_day day;

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        ck_assert_msg(!plume_sheet_day_of(&day, words[i], strlen(words[i])),
                      "'%s' is a day", words[i]);
}
END_TEST

/* --- a table --- */

/* The text as readers get it. */
static void convert(char got[4096], const char *text)
{
    plume_source_stream *source = NULL;
    plume_sheet *sheet = NULL;
    size_t length = 1, used = 0;

    memset(&error, 0, sizeof error);
    ck_ok(plume_source_open_memory(&source, text, strlen(text), "a.csv", &error), error);
    ck_ok(plume_sheet_learn(&sheet, text, strlen(text), source, &error), error);
    plume_source_close(source);
    ck_assert_ptr_nonnull(sheet);
    ck_ok(plume_source_open_memory(&source, text, strlen(text), "a.csv", &error), error);
    ck_ok(plume_sheet_convert(source, sheet, PLUME_SHEET_BY_COLUMN, &error), error);
    while (length > 0) {
        ck_ok(plume_source_read_text(source, got + used, 64, &length, &error), error);
        used += length;
    }
    got[used] = '\0';
    plume_source_close(source);
    plume_sheet_free(sheet);
}

static const struct {
    const char *why, *text, *converted;
} tables[] = {
    { "semicolons and decimal commas", "run_id;hours\na;0,5\n\"b;c\";1,25\n",
      "run_id,hours\na,0.5\nb;c,1.25\n" },
    { "tabs, CRLF and a last line without end", "run_id\thours\r\na\t0,5\r\nb\t1",
      "run_id,hours\na,0.5\nb,1" },
    { "Excel's line of the separator keeps its line",
      "sep=;\r\nrun_id;hours\r\n\r\na;0,5\r\n", "\nrun_id,hours\n\na,0.5\n" },
    { "columns of texts are left alone", "devices;name;hours\n0,1;a,5;0,5\n",
      "devices,name,hours\n\"0,1\",\"a,5\",0.5\n" },
    { "a version is no day, whatever else is one",
      "python_version;codecarbon_version;start;hours\n3.10.12;2.4.11;3.10.12 9:00;0,5\n",
      "python_version,codecarbon_version,start,hours\n3.10.12,2.4.11,2012-10-03 "
      "09:00,0.5\n" },
    { "a comma before three digits is what its column shows",
      "run_id\thours\na\t1,234\nb\t0,5\n", "run_id,hours\na,1.234\nb,0.5\n" },
    { "nothing tells in a table with tabs", "run_id\thours\na\t1,234\n",
      "run_id,hours\na,1234 or 1.234\n" },
    { "semicolons are written where commas are decimal", "run_id;hours\na;1,234\n",
      "run_id,hours\na,1.234\n" },
    { "a point before three digits where commas are decimal",
      "run_id;hours\na;1.234\nb;0,5\n", "run_id,hours\na,1.234 or 1234\nb,0.5\n" },
    { "points stay in a table without commas", "run_id;hours\na;1.234\nb;0.5\n",
      "run_id,hours\na,1.234\nb,0.5\n" },
    { "groups of thousands", "run_id;hours;watts\na;1.234,5;1\n",
      "run_id,hours,watts\na,1234.5,1\n" },
    { "a value above 12 tells the order of its column",
      "run_id,start\na,5/6/2024 9:00\nb,5/13/2024 9:00\n",
      "run_id,start\na,2024-05-06 09:00\nb,2024-05-13 09:00\n" },
    { "and of the table", "start,end\n5/6/2024 9:00,13/6/2024 9:00\n",
      "start,end\n2024-06-05 09:00,2024-06-13 09:00\n" },
    { "dots have the day first", "a,start\n1,5.6.2024 9:00\n",
      "a,start\n1,2024-06-05 09:00\n" },
    { "nothing tells", "a,start\n1,5/6/2024 9:00\n", "a,start\n1,5/6/2024 9:00\n" },
    { "days that contradict each other", "a,start\n1,13/6/2024 9:00\n2,6/13/2024 9:00\n",
      "a,start\n1,13/6/2024 9:00\n2,6/13/2024 9:00\n" },
    { "a stray quoted comma in a program's table",
      "run_id,hours,day\na,1.5,5/13/2024\nb,\"1,5\",5/13/2024\n",
      "run_id,hours,day\na,1.5,2024-05-13\nb,\"1,5\",2024-05-13\n" },
};

START_TEST(a_table_is_converted_in_place)
{
    char got[4096];

    convert(got, tables[_i].text);
    ck_assert_msg(strcmp(got, tables[_i].converted) == 0, "%s: '%s', not '%s'",
                  tables[_i].why, got, tables[_i].converted);
}
END_TEST

START_TEST(versions_are_no_habit_of_a_spreadsheet)
{
    static const char text[] = "start,python_version\n"
                               "2024-05-13T11:00:00,3.10.12\n";
    plume_source_stream *source = NULL;
    plume_sheet *sheet = NULL;

    ck_ok(plume_source_open_memory(&source, text, strlen(text), "a.csv", &error), error);
    ck_ok(plume_sheet_learn(&sheet, text, strlen(text), source, &error), error);
    plume_source_close(source);
    ck_assert_ptr_nonnull(sheet);
    ck_assert(!plume_sheet_has_habits(sheet));
    plume_sheet_free(sheet);
}
END_TEST

START_TEST(a_table_of_a_program_is_none_of_a_spreadsheet)
{
    static const char *const texts[] = {
        "run_id,hours\na,0.5\n",
        "timestamp,energy\n2024-05-13T11:00:00,0.5\n",
        "{\"a\": 1;\n2;}\n",
        "# title; and more\nx;y\n",
        "a sentence; with a mark\nand another\n",
        "",
        "one line;only",
        "run_id,python_version\n\"a, b\",3.10.12\n",
        "JobID|State\n1|COMPLETED\n",
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        ck_assert_msg(!plume_sheet_is_likely(texts[i], strlen(texts[i])), "%s", texts[i]);
    ck_assert(plume_sheet_is_likely("a;b\n1;2\n", 8));
    ck_assert(plume_sheet_is_likely("a,b\n1,\"0,5\"\n", 12));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_figure_tells_its_decimal_mark_by_its_form, 0,
                        (int)(sizeof figures / sizeof *figures));
    tcase_add_test(tcase, what_is_no_figure_is_left_alone);
    tcase_add_loop_test(tcase, a_day_is_written_as_iso_8601, 0,
                        (int)(sizeof days / sizeof *days));
    tcase_add_test(tcase, what_is_no_day_is_left_alone);
    tcase_add_loop_test(tcase, a_table_is_converted_in_place, 0,
                        (int)(sizeof tables / sizeof *tables));
    tcase_add_test(tcase, versions_are_no_habit_of_a_spreadsheet);
    tcase_add_test(tcase, a_table_of_a_program_is_none_of_a_spreadsheet);
}

int main(void)
{
    return test_main("sheet", add);
}
