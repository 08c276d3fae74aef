/* Logs read into a ledger: what was added of runs that come again later is taken back. */
#include "support/ledger_fixture.h"

static const char HEAD[] = "timestamp,run_id,duration,emissions,energy_consumed,"
                           "country_iso_code\n";
static const char DISTINCT[] = "2024-03-01T00:00:00,a,3600,0.1,0.25,DEU\n"
                               "2024-03-01T00:00:00,b,7200,0.1,,DEU\n";
static const char AGAIN[] = "2024-03-01T00:00:00,b,7200,0.1,0.5,DEU\n"
                            "2024-03-01T00:00:00,a,3600,0.1,0.25,DEU\n";

/* What takes the runs too: their ids. */
static char ids[100];
static size_t restarts;

static plume_status take_id(void *state, const plume_run *run, plume_error *inner)
{
    (void)state;
    (void)inner;
    snprintf(ids + strlen(ids), sizeof ids - strlen(ids), "%s ", run->id);
    return PLUME_OK;
}

static plume_status restart(void *state, plume_error *inner)
{
    (void)state;
    (void)inner;
    ids[0] = '\0';
    restarts++;
    return PLUME_OK;
}

static void read_log(const char *rows, const char *more)
{
    char *folder = test_folder(), text[1000], *path;
    plume_intake *intake;

    snprintf(text, sizeof text, "%s%s%s", HEAD, rows, more);
    path = test_file(folder, "emissions.csv", text, strlen(text));
    ck_ok(plume_intake_new(&intake, notes, &error), error);
    ck_ok(plume_intake_add(intake, path, NULL, &error), error);
    ids[0] = '\0';
    restarts = 0;
    ck_ok(plume_ledger_read_with(ledger, intake,
                                 (plume_run_copy){ { take_id, NULL }, restart }, &error),
          error);
    plume_intake_free(intake);
    free(path);
    free(folder);
}

START_TEST(runs_that_come_once_are_added_once)
{
    begin("");
    read_log(DISTINCT, "");
    ck_assert_str_eq(ids, "a b ");
    ck_assert_uint_eq(restarts, 0);
    finish();
    ck_assert_uint_eq(plume_ledger_all(ledger)->runs, 2);
    ck_close(plume_ledger_all(ledger)->it_kwh, 0.25, 1e-15);
    ck_close(plume_ledger_all(ledger)->wall_hours, 3.0, 1e-15);
    /* Of the column, and of the run. */
    ck_assert_uint_eq(plume_notes_tally(notes, "energy-unknown"), 2);
    ck_assert_uint_eq(plume_ledger_group_count(ledger, PLUME_GROUP_LOCATION), 1);
    end();
}
END_TEST

START_TEST(runs_that_come_again_are_added_as_they_came_last)
{
    begin("");
    read_log(DISTINCT, AGAIN);
    ck_assert_str_eq(ids, "b a ");
    ck_assert_uint_eq(restarts, 1);
    finish();
    ck_assert_uint_eq(plume_ledger_all(ledger)->runs, 2);
    ck_close(plume_ledger_all(ledger)->it_kwh, 0.75, 1e-15);
    ck_close(plume_ledger_all(ledger)->wall_hours, 3.0, 1e-15);
    ck_assert_uint_eq(plume_notes_tally(notes, "energy-unknown"), 1);
    ck_assert_uint_eq(plume_ledger_estimate_count(ledger), 3);
    end();
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, runs_that_come_once_are_added_once);
    tcase_add_test(tcase, runs_that_come_again_are_added_as_they_came_last);
}

int main(void)
{
    return test_main("ledger_read", add);
}
