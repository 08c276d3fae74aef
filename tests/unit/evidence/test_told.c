/* What a warning says of two files: how many accounts of each, and the sums of these. */
#include "support/evidence_world.h"

#define ROWS_HEAD                                                                        \
    "timestamp,project_name,run_id,duration,emissions,emissions_rate,cpu_power,"         \
    "gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,"              \
    "country_name,country_iso_code,region,cloud_provider,cloud_region,os,"               \
    "python_version,codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,"         \
    "longitude,latitude,ram_total_size,tracking_mode,on_cloud,pue\n"
#define JOBS_HEAD "JobID|JobName|NodeList|Start|End|ElapsedRaw|State|AllocTRES\n"

/* Jobs of one hour side by side, and rows of half an hour within all of them: nobody
 * knows which is of which. */
static void put_rows(const told_world *w, int rows, int jobs, int day)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, ROWS_HEAD);
    for (int i = 0; i < rows; i++)
        plume_text_printf(
            &text,
            "2024-03-01T10:%02d:00,bert,row-%d,1800,0.01,0.001,60,700,47,0.05,0.4,0.05,"
            "0.5,France,FRA,,,,Linux,3.10,2.3.4,96,Xeon,2,2 x NVIDIA A100-SXM4-80GB,2.35,"
            "48.85,503.5,process,N,1.0\n",
            40 + i / 10, i);
    told_put(w, "emissions.csv", text.data);
    plume_text_clear(&text);
    plume_text_add(&text, JOBS_HEAD);
    for (int i = 0; i < jobs; i++)
        plume_text_printf(&text,
                          "%d|train|n%d|2024-03-%02dT10:00:00|2024-03-%02dT11:00:00|3600|"
                          "COMPLETED|gres/gpu:a100=2\n",
                          1000 + i, i, day, day);
    told_put(w, "jobs.psv", text.data);
    plume_text_dispose(&text);
}

/* The message of the only note with this code. */
static const char *message_of(const told_world *w, const char *code)
{
    const char *message = NULL;

    for (size_t i = 0; i < plume_notes_count(w->notes); i++) {
        const plume_note *note = plume_notes_at(w->notes, i);

        if (strcmp(note->code, code) == 0) {
            ck_assert_ptr_null(message);
            message = note->message;
        }
    }
    ck_assert_ptr_nonnull(message);
    return message;
}

/* However many it may be paired with: 6 and 3,000 pairs. */
START_TEST(a_warning_counts_each_account_of_two_files_once)
{
    static const struct {
        int rows, jobs;
        const char *row_sums, *job_hours;
    } folder[] = { { 3, 2, "1.500 h and 1.500 kWh", "2.000 h" },
                   { 60, 50, "30.00 h and 30.00 kWh", "50.00 h" } };
    told_world w = told_begin();
    char says[400];

    put_rows(&w, folder[_i].rows, folder[_i].jobs, 1);
    ck_ok(plume_intake_add(w.intake, w.folder, NULL, &error), error);
    ck_ok(plume_intake_read(w.intake, (plume_run_sink){ NULL, NULL }, &error), error);
    snprintf(says, sizeof says,
             "%d of its runs and %d of %s/jobs.psv may be parts of one another, and are "
             "counted as different: %s here, %s and no energy there; ",
             folder[_i].rows, folder[_i].jobs, w.folder, folder[_i].row_sums,
             folder[_i].job_hours);
    ck_assert_msg(strncmp(message_of(&w, "may-be-inside"), says, strlen(says)) == 0, "%s",
                  message_of(&w, "may-be-inside"));
    told_end(&w);
}
END_TEST

/* A day apart, and all at once on both days: the user says that they are the same. */
START_TEST(two_logs_that_are_the_same_are_paired_one_to_one)
{
    static const struct {
        int rows, jobs;
        size_t runs;
        bool turned;
    } given[] = { { 3, 3, 3, false }, { 3, 3, 3, true }, { 5, 3, 5, true } };
    told_world w = told_begin();
    char rows[300], jobs[300];
    plume_pair same = { given[_i].turned ? jobs : rows, given[_i].turned ? rows : jobs };
    plume_evidence_options options = { .same = &same, .same_count = 1 };

    put_rows(&w, given[_i].rows, given[_i].jobs, 2);
    snprintf(rows, sizeof rows, "%s/emissions.csv", w.folder);
    snprintf(jobs, sizeof jobs, "%s/jobs.psv", w.folder);
    plume_intake_free(w.intake);
    ck_ok(plume_intake_new(&w.intake, w.notes, &error), error);
    ck_ok(plume_evidence_attach(w.intake, &options, &error), error);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, given[_i].runs);
    ck_assert_double_eq_tol(w.energy_kwh, 0.5 * given[_i].rows, 1e-9);
    told_end(&w);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, two_logs_that_are_the_same_are_paired_one_to_one, 0, 3);
    tcase_add_loop_test(tcase, a_warning_counts_each_account_of_two_files_once, 0, 2);
}

int main(void)
{
    return test_main("told", add);
}
