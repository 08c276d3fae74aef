#include "../../support/intake_world.h"

/* What readers make of tables as spreadsheets save them. */

typedef struct sum {
    double kwh, hours;
    size_t runs, dated;
} sum;

static plume_status add_up(void *state, const plume_run *run, plume_error *unused)
{
    sum *own = state;

    (void)unused;
    own->runs++;
    own->dated += !isnan(run->start_s) || !isnan(run->end_s);
    own->kwh += isnan(run->energy.total_kwh) ? 0.0 : run->energy.total_kwh;
    own->hours += isnan(run->duration_s) ? 0.0 : run->duration_s / 3600.0;
    return PLUME_OK;
}

#define CC_HEAD(d)                                                                       \
    "timestamp" d "project_name" d "run_id" d "duration" d "emissions" d                 \
    "energy_consumed" d "country_iso_code" d "gpu_count" d "gpu_model"
#define CC_ROW(d, time, id, s, kg, kwh)                                                  \
    time d "train" d id d s d kg d kwh d "DEU" d "1" d "NVIDIA A100"

/* Each log in a form that its tool does not write; what it says is the same. */
static const struct {
    const char *name, *reader, *text;
    double kwh, hours;
    size_t runs, dated;
} files[] = {
    { "emissions.csv", "codecarbon",
      CC_HEAD(";") "\r\n" CC_ROW(";", "13.5.2024 11:00", "a", "3600,5", "1,2E-01",
                                 "0,412345") "\r\n",
      0.412345, 3600.5 / 3600, 1, 1 },
    { "emissions.csv", "codecarbon",
      "\xef\xbb\xbfsep=;\r\n" CC_HEAD(";") "\r\n" CC_ROW(
          ";", "13.05.2024 11:00:00", "a", "1.800,25", "0,12", "0,5") "\r\n",
      0.5, 1800.25 / 3600, 1, 1 },
    { "emissions.csv", "codecarbon",
      CC_HEAD("\t") "\n" CC_ROW("\t", "2024-05-13T11:00:00", "a", "3600", "0,12",
                                "0,5") "\n",
      0.5, 1, 1, 1 },
    { "emissions.csv", "codecarbon",
      CC_HEAD(",") "\n" CC_ROW(",", "5/13/2024 11:00", "a", "3600", "0.12",
                               "0.5") "\n" CC_ROW(",", "5/6/2024 9:00 AM", "b", "3600",
                                                  "0.12", "0.25") "\n",
      0.75, 2, 2, 2 },
    { "emissions.csv", "codecarbon",
      CC_HEAD(",") "\n" CC_ROW(",", "5/6/2024 11:00", "a", "3600", "0.12",
                               "0.5") "\n" CC_ROW(",", "7/8/2024 9:00", "b", "3600",
                                                  "0.12", "0.25") "\n",
      0.75, 2, 2, 0 },
    { "runs.csv", "tidy",
      "run_id;start;end;energy_kwh;devices\na;13.5.2024 11:00;13.5.2024 13:00;12,5;0,1\n",
      12.5, 2, 1, 1 },
    { "runs.csv", "tidy",
      "run_id,start,end,energy_kwh\na,5/6/2024 11:00,5/6/2024 13:00,12.5\n", 12.5, 2, 1,
      0 },
    { "smi.csv", "nvidia_smi",
      "timestamp; index; power.draw [W]; utilization.gpu [%]\n"
      "2024/05/09 03:57:00.000; 0; 208,50 W; 97 %\n"
      "2024/05/09 03:57:00.000; 1; 191,50 W; 97 %\n"
      "2024/05/09 03:57:09.000; 0; 208,50 W; 97 %\n"
      "2024/05/09 03:57:09.000; 1; 191,50 W; 97 %\n",
      0.001, 9.0 / 3600, 1, 1 },
    { "smi.csv", "nvidia_smi",
      "timestamp,index,power.draw [W]\n5/6/2024 3:57:00,0,400.5 W\n"
      "5/6/2024 3:57:09,0,400.5 W\n",
      400.5 * 9 / 3.6e6, 9.0 / 3600, 1, 0 },
    { "power.csv", "power_csv",
      "time;gpu0_power\n13.5.2024 11:00:00;250,5\n13.5.2024 11:00:36;250,5\n", 0.002505,
      0.01, 1, 1 },
    { "power.csv", "power_csv", /* one order follows past midnight */
      "time,gpu0_power\n5/6/2024 23:59:42,250.5\n5/7/2024 00:00:18,250.5\n", 0.002505,
      0.01, 1, 1 },
    { "emission.csv", "eco2ai",
      "id;project_name;start_time;duration(s);power_consumption(kWh)\n"
      "a;p;13.5.2024 11:00:00;3600,5;0,25\n",
      0.25, 3600.5 / 3600, 1, 1 },
    { "trials.csv", "optuna_csv",
      "number;value;datetime_start;datetime_complete;duration;user_attrs_energy_kwh;"
      "state\n0;0,5;13.5.2024 11:00:00;13.5.2024 12:00:00;0 days "
      "01:00:00;0,75;COMPLETE\n",
      0.75, 1, 1, 1 },
    { "wandb.csv", "wandb_csv",
      "Name;State;Created;Runtime;Sweep\nlong;finished;13.5.2024 11:00;3600,5;s\n", 0,
      3600.5 / 3600, 1, 1 },
    { "zeus.csv", "zeus",
      "start_time;window_name;elapsed_time;gpu0_energy\n1715598000,5;epoch;36,5;"
      "3600000\n",
      1, 36.5 / 3600, 1, 1 },
    { "jobs.csv", "slurm",
      "JobID;State;Start;End;Elapsed;AllocTRES\n7;COMPLETED;13.5.2024 11:00;"
      "13.5.2024 12:00;01:00:00;cpu=4,gres/gpu=1\n",
      0, 1, 1, 1 },
    { "progress.csv", "ray_progress",
      "training_iteration;time_total_s;time_this_iter_s;timestamp\n"
      "1;3600,5;3600,5;1715598000\n",
      0, 3600.5 / 3600, 1, 1 },
};

START_TEST(a_table_that_a_spreadsheet_saved_says_the_same)
{
    world w = begin();
    sum got = { 0 };
    plume_run_sink sink = { add_up, &got };

    put(&w, files[_i].name, files[_i].text);
    add_path(&w, "", NULL);
    ck_ok(plume_intake_read(w.intake, sink, &error), error);
    ck_assert_str_eq(input(&w, files[_i].name)->reader, files[_i].reader);
    ck_assert_uint_eq(got.runs, files[_i].runs);
    ck_assert_uint_eq(got.dated, files[_i].dated);
    ck_close(got.kwh, files[_i].kwh, 1e-9);
    ck_close(got.hours, files[_i].hours, 1e-9);
    finish(&w);
}
END_TEST

START_TEST(times_that_nothing_dates_are_told_once)
{
    world w = begin();

    put(&w, "emissions.csv", files[4].text);
    add_path(&w, "", NULL);
    ck_ok(read_runs(&w), error);
    ck_assert_str_eq(note(&w, "time-unknown"),
                     "'5/6/2024 11:00' is 2024-06-05 or 2024-05-06, and nothing in the "
                     "log tells which: 2 times are unknown, and what was measured is "
                     "kept; --dates day-first or month-first says which");
    finish(&w);
}
END_TEST

START_TEST(the_user_may_say_which_part_is_the_day)
{
    world w = begin();
    sum got = { 0 };
    plume_run_sink sink = { add_up, &got };
    plume_input_options options;

    plume_input_options_init(&options);
    options.days = PLUME_DAYS_SECOND;
    put(&w, "emissions.csv", files[4].text);
    add_path(&w, "", &options);
    ck_ok(plume_intake_read(w.intake, sink, &error), error);
    ck_assert_uint_eq(got.dated, 2);
    ck_assert_str_eq(note(&w, "time-unknown"), "");
    finish(&w);
}
END_TEST

START_TEST(a_mark_that_may_be_of_a_group_is_rejected_with_its_place)
{
    world w = begin();

    put(&w, "runs.csv", "run_id;hours;energy_kwh\na;1;0,5\nb;1;1.234\n");
    add_path(&w, "", NULL);
    expect_runs(&w, "a ");
    ck_assert_str_eq(note(&w, "bad-value"),
                     "column 3: energy_kwh is '1.234 or 1234', expected a number");
    ck_assert_str_eq(input(&w, "runs.csv")->reason,
                     "begins like a table of runs (runs.csv) (80 of 100), saved by a "
                     "spreadsheet: semicolons, decimal commas");
    finish(&w);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_table_that_a_spreadsheet_saved_says_the_same, 0,
                        (int)(sizeof files / sizeof *files));
    tcase_add_test(tcase, times_that_nothing_dates_are_told_once);
    tcase_add_test(tcase, the_user_may_say_which_part_is_the_day);
    tcase_add_test(tcase, a_mark_that_may_be_of_a_group_is_rejected_with_its_place);
}

int main(void)
{
    return test_main("sheet files", add);
}
