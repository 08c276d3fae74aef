/* Numbers of tables for texts that know no decimal point. */
#include "support/support.h"

#include "documents/wording/number_cells.h"
#include "documents/wording/table.h"

START_TEST(plain_numbers_and_the_dash_are_numbers)
{
    size_t point;

    ck_assert(plume_cell_is_number("1,234.5", &point));
    ck_assert_uint_eq(point, 5);
    ck_assert(plume_cell_is_number("\xE2\x88\x92"
                                   "7",
                                   &point));
    ck_assert(plume_cell_is_number("\xE2\x80\x93", &point));
    ck_assert(!plume_cell_is_number("1.08\xE2\x80\x93"
                                    "1.15",
                                    &point));
    ck_assert(!plume_cell_is_number("n/a", &point));
    ck_assert(!plume_cell_is_number("", &point));
}
END_TEST

static const char *said(const plume_value *tables, size_t row, const char *key)
{
    const plume_value *rows = plume_value_get(plume_value_get(tables, "t"), "rows");
    const plume_value *typed = plume_value_get(plume_value_at(rows, row), "typed");

    return plume_value_string(
        plume_value_get(plume_value_get(plume_value_at(typed, 1), "number"), key));
}

START_TEST(each_number_knows_what_it_lacks_behind_its_end)
{
    static const char *const cells[] = { "1,234.5", "7", "0.25", "\xE2\x80\x93", "none" };
    plume_value *tables = plume_value_map();
    plume_report_table sheet = plume_report_table_new(tables, "t");

    plume_report_table_column(&sheet, "Name", "", false);
    plume_report_table_column(&sheet, "Energy", "kWh", true);
    for (size_t i = 0; i < 5; i++) {
        plume_report_table_row(&sheet, false);
        plume_report_table_cell(&sheet, "12");
        plume_report_table_cell(&sheet, cells[i]);
    }
    plume_number_cells_set(tables);
    ck_assert_str_eq(said(tables, 0, "format"), "5.2");
    ck_assert_str_eq(said(tables, 0, "pad"), "0");
    ck_assert_str_eq(said(tables, 1, "pad"), ".00");
    ck_assert_str_eq(said(tables, 2, "pad"), "");
    ck_assert_str_eq(said(tables, 3, "pad"), ".00");
    ck_assert_str_eq(said(tables, 4, "format"), "");
    plume_value_free(tables);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, plain_numbers_and_the_dash_are_numbers);
    tcase_add_test(tcase, each_number_knows_what_it_lacks_behind_its_end);
}

int main(void)
{
    return test_main("number cells", add);
}
