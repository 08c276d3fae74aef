#include "support/ledger_fixture.h"

static void take_of(const char *account, double it_kwh, double start_s)
{
    plume_run run = a_run(it_kwh);

    run.owner.account = account;
    run.owner.user = "somebody";
    run.start_s = start_s;
    take(&run);
}

static void begin_by(plume_by by)
{
    begin("site: {intensity_kg_per_kwh: 0.4, pue: 1.25}\n");
    ck_ok(plume_ledger_divide(ledger, by, &error), error);
}

START_TEST(rows_come_by_their_energy_and_what_names_nobody_is_the_last)
{
    plume_divided row;

    begin_by(PLUME_BY_ACCOUNT);
    take_of("small", 1.0, NAN);
    take_of("", 9.0, NAN);
    take_of("large", 2.0, NAN);
    take_of("large", 3.0, NAN);
    ck_assert_uint_eq(plume_ledger_divided_count(ledger), 3);
    row = plume_ledger_divided_at(ledger, 0);
    ck_assert_str_eq(row.name, "large");
    ck_assert_uint_eq(row.runs, 2);
    ck_assert_double_eq(row.it_kwh, 5.0);
    ck_assert_double_eq(row.facility_kwh, 6.25);
    ck_close(row.co2e_kg, 2.5, 1e-15);
    ck_assert_double_eq(row.device_hours, 4.0);
    ck_assert_str_eq(plume_ledger_divided_at(ledger, 1).name, "small");
    ck_assert_str_eq(plume_ledger_divided_at(ledger, 2).name, "");
    end();
}
END_TEST

START_TEST(rows_add_up_to_the_totals_of_all)
{
    double kwh = 0.0;

    begin_by(PLUME_BY_ACCOUNT);
    for (int i = 0; i < 1000; i++) {
        char account[16];

        snprintf(account, sizeof account, "a%d", i % 37);
        take_of(i % 5 == 0 ? "" : account, 0.1 * i, NAN);
    }
    for (size_t i = 0; i < plume_ledger_divided_count(ledger); i++)
        kwh += plume_ledger_divided_at(ledger, i).it_kwh;
    ck_close(kwh, plume_ledger_all(ledger)->it_kwh, 1e-12);
    end();
}
END_TEST

START_TEST(a_run_without_an_energy_counts_in_its_row)
{
    plume_divided row;

    begin_by(PLUME_BY_ACCOUNT);
    take_of("a", 1.0, NAN);
    take_of("a", NAN, NAN);
    row = plume_ledger_divided_at(ledger, 0);
    ck_assert_uint_eq(row.runs, 2);
    ck_assert_uint_eq(row.energy_runs, 1);
    ck_assert_double_eq(row.it_kwh, 1.0);
    end();
}
END_TEST

START_TEST(months_are_those_of_the_start_in_the_order_of_time)
{
    begin_by(PLUME_BY_MONTH);
    take_of("a", 1.0, 1709251200.0);       /* 2024-03-01T00:00:00Z */
    take_of("a", 9.0, 1709251200.0 - 1.0); /* the second before */
    take_of("a", 2.0, NAN);
    ck_assert_uint_eq(plume_ledger_divided_count(ledger), 3);
    ck_assert_str_eq(plume_ledger_divided_at(ledger, 0).name, "2024-02");
    ck_assert_str_eq(plume_ledger_divided_at(ledger, 1).name, "2024-03");
    ck_assert_str_eq(plume_ledger_divided_at(ledger, 2).name, "");
    end();
}
END_TEST

START_TEST(names_beyond_the_most_share_a_row_and_lose_nothing)
{
    size_t count;

    begin_by(PLUME_BY_ACCOUNT);
    for (int i = 0; i < 8300; i++) {
        char account[16];

        snprintf(account, sizeof account, "a%d", i);
        take_of(account, 1.0, NAN);
    }
    count = plume_ledger_divided_count(ledger);
    ck_assert_uint_eq(count, 8193);
    ck_assert_str_eq(plume_ledger_divided_at(ledger, count - 1).name, PLUME_BY_THE_REST);
    ck_assert_uint_eq(plume_ledger_divided_at(ledger, count - 1).runs, 108);
    end();
}
END_TEST

START_TEST(rows_that_have_no_room_are_one_and_what_names_nobody_stays)
{
    plume_divided shown[4];

    begin_by(PLUME_BY_ACCOUNT);
    for (int i = 1; i <= 5; i++)
        take_of(&"edcba"[5 - i], i, NAN);
    take_of("", 9.0, NAN);
    ck_assert_uint_eq(plume_ledger_divided_shown(ledger, shown, 4), 4);
    ck_assert_double_eq(shown[0].it_kwh, 5.0);
    ck_assert_double_eq(shown[1].it_kwh, 4.0);
    ck_assert_str_eq(shown[2].name, PLUME_BY_THE_REST);
    ck_assert_double_eq(shown[2].it_kwh, 1.0 + 2.0 + 3.0);
    ck_assert_uint_eq(shown[2].runs, 3);
    ck_assert_str_eq(shown[3].name, "");
    ck_assert_double_eq(shown[3].it_kwh, 9.0);
    end();
}
END_TEST

START_TEST(rows_that_have_room_are_shown_as_they_are)
{
    plume_divided shown[3];

    begin_by(PLUME_BY_ACCOUNT);
    take_of("a", 1.0, NAN);
    take_of("b", 2.0, NAN);
    take_of("", 9.0, NAN);
    ck_assert_uint_eq(plume_ledger_divided_shown(ledger, shown, 3), 3);
    ck_assert_str_eq(shown[0].name, "b");
    ck_assert_str_eq(shown[1].name, "a");
    ck_assert_str_eq(shown[2].name, "");
    end();
}
END_TEST

START_TEST(hidden_names_are_numbers_and_months_stay)
{
    begin_by(PLUME_BY_ACCOUNT);
    plume_ledger_hide_divided(ledger);
    take_of("large", 2.0, NAN);
    take_of("small", 1.0, NAN);
    take_of("", 9.0, NAN);
    ck_assert_str_eq(plume_ledger_divided_at(ledger, 0).name, "account 1");
    ck_assert_str_eq(plume_ledger_divided_at(ledger, 1).name, "account 2");
    ck_assert_str_eq(plume_ledger_divided_at(ledger, 2).name, "");
    take_of("small", 5.0, NAN);
    ck_assert_double_eq(plume_ledger_divided_at(ledger, 0).it_kwh, 6.0);
    ck_assert_str_eq(plume_ledger_divided_at(ledger, 0).name, "account 1");
    end();
    begin_by(PLUME_BY_MONTH);
    plume_ledger_hide_divided(ledger);
    take_of("a", 1.0, 1709251200.0);
    ck_assert_str_eq(plume_ledger_divided_at(ledger, 0).name, "2024-03");
    end();
}
END_TEST

START_TEST(nothing_is_divided_where_nobody_asks)
{
    plume_by by;

    begin("");
    take_of("a", 1.0, NAN);
    ck_assert_uint_eq(plume_ledger_divided_count(ledger), 0);
    ck_assert_int_eq(plume_ledger_divided_by(ledger), PLUME_BY_NOTHING);
    ck_assert(!plume_by_find(&by, "color"));
    ck_assert(!plume_by_find(&by, ""));
    ck_assert(plume_by_find(&by, "partition") && by == PLUME_BY_PARTITION);
    end();
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, rows_come_by_their_energy_and_what_names_nobody_is_the_last);
    tcase_add_test(tcase, rows_add_up_to_the_totals_of_all);
    tcase_add_test(tcase, a_run_without_an_energy_counts_in_its_row);
    tcase_add_test(tcase, months_are_those_of_the_start_in_the_order_of_time);
    tcase_add_test(tcase, names_beyond_the_most_share_a_row_and_lose_nothing);
    tcase_add_test(tcase, rows_that_have_no_room_are_one_and_what_names_nobody_stays);
    tcase_add_test(tcase, rows_that_have_room_are_shown_as_they_are);
    tcase_add_test(tcase, hidden_names_are_numbers_and_months_stay);
    tcase_add_test(tcase, nothing_is_divided_where_nobody_asks);
}

int main(void)
{
    return test_main("division", add);
}
