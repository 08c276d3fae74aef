/* What cannot be of one figure of a run takes that figure, and not the run. */
#include "support/logs.h"

#include "core/sanitize.h"
#include "logs/finish/run_check.h"

extern const plume_reader plume_reader_codecarbon, plume_reader_eco2ai, plume_reader_tidy;

#define CODECARBON                                                                       \
    "timestamp,project_name,run_id,duration,emissions,cpu_energy,gpu_energy,"            \
    "ram_energy,energy_consumed,country_iso_code,gpu_count,gpu_model,pue\n"

START_TEST(a_negative_component_of_codecarbon_is_unknown_and_its_row_is_kept)
{
    test_log log;

    test_log_read(&log, &plume_reader_codecarbon, "emissions.csv",
                  CODECARBON "2024-05-01T11:00:00,demo,a,3600,0.1,0.04,-1e-06,0.02,"
                             "0.059999,DEU,1,1 x A100,1.0\n"
                             "2024-05-01T13:00:00,demo,b,3600,0.1,0.04,0.25,0.02,0.31,"
                             "DEU,1,1 x A100,1.0\n");
    ck_assert_uint_eq(log.runs, 2);
    ck_assert_uint_eq(log.records.rejected, 0);
    ck_assert(isnan(log.run[0].energy.gpu_kwh));
    ck_assert_double_eq_tol(log.run[0].energy.total_kwh, 0.06, 1e-12);
    ck_assert_double_eq(log.run[0].energy.cpu_kwh, 0.04);
    ck_assert_str_eq(
        test_log_note(&log, "impossible-component")->message,
        "the accelerators' energy is -0.000001 kWh, which cannot be: it is taken "
        "as unknown, and the row is kept");
    test_log_dispose(&log);
}
END_TEST

START_TEST(a_component_that_lowers_a_total_below_the_others_is_taken_out_of_it)
{
    test_log log;

    test_log_read(&log, &plume_reader_codecarbon, "emissions.csv",
                  CODECARBON "2024-05-01T11:00:00,demo,a,3600,0.1,0.04,-0.05,0.02,0.01,"
                             "DEU,1,1 x A100,1.0\n");
    ck_assert_double_eq_tol(log.run[0].energy.total_kwh, 0.06, 1e-12);
    test_log_dispose(&log);
}
END_TEST

START_TEST(a_component_that_no_total_holds_takes_nothing_from_it)
{
    test_log log;

    test_log_read(&log, &plume_reader_tidy, "runs.csv",
                  "run_id,hours,energy_kwh,energy_scope,energy_gpu_kwh,energy_cpu_kwh\n"
                  "a,1,0.3,it,-0.01,0.1\n");
    ck_assert(isnan(log.run[0].energy.gpu_kwh));
    ck_assert_double_eq(log.run[0].energy.total_kwh, 0.3);
    test_log_dispose(&log);
}
END_TEST

START_TEST(a_negative_number_in_a_column_where_it_does_not_belong_is_a_torn_row)
{
    test_log log;

    test_log_read(&log, &plume_reader_codecarbon, "emissions.csv",
                  CODECARBON "2024-05-01T11:00:00,demo,a,3600,0.1,0.04,-71.2,0.02,0.06,"
                             "DEU,1,1 x A100,1.0\n");
    ck_assert_uint_eq(log.runs, 0);
    ck_assert_uint_eq(log.records.rejected, 1);
    test_log_dispose(&log);
}
END_TEST

START_TEST(a_negative_energy_of_any_table_is_unknown_and_its_row_is_kept)
{
    test_log log;

    test_log_read(&log, &plume_reader_eco2ai, "emission.csv",
                  "id,project_name,start_time,duration(s),power_consumption(kWh),"
                  "CO2_emissions(kg),CPU_name,GPU_name,OS,region/country\n"
                  "x,demo,2023-10-23 23:12:36,65,-1.5,-1.0,\"AMD/1 device(s), TDP:15.0\","
                  "\"A100 1 device(s)\",Linux,DE/Berlin\n");
    ck_assert_uint_eq(log.runs, 1);
    ck_assert(isnan(log.run[0].energy.total_kwh));
    ck_assert(isnan(log.run[0].logged_co2e_kg));
    ck_assert_double_eq(log.run[0].duration_s, 65);
    test_log_dispose(&log);
    test_log_read(
        &log, &plume_reader_tidy, "runs.csv",
        "run_id,state,hours,energy_kwh,energy_gpu_kwh\nx,complete,2,0.5,-0.1\n");
    ck_assert_uint_eq(log.runs, 1);
    ck_assert(isnan(log.run[0].energy.gpu_kwh));
    test_log_dispose(&log);
}
END_TEST

/* Texts that need no cleaning are told by eight bytes at once. */
START_TEST(every_byte_at_every_place_is_cleaned_alike)
{
    plume_run_check *check = plume_run_check_new();
    plume_error error;
    plume_text clean;

    plume_text_init(&clean);
    for (int byte = 1; byte < 256; byte++) {
        for (size_t at = 0; at < 18; at++) {
            char text[] = "run of\x20 12345678 ab";
            bool changed = false, other;
            plume_run run;

            plume_run_init(&run);
            text[at] = (char)byte;
            run.name = text;
            plume_text_clear(&clean);
            other = !plume_sanitize(&clean, text, strlen(text), PLUME_SANITIZE_LIMIT);
            ck_ok(plume_run_check_sanitize(check, &run, false, &changed, &error), error);
            ck_assert_str_eq(run.name, clean.data);
            ck_assert_int_eq(changed, other);
        }
    }
    plume_text_dispose(&clean);
    plume_run_check_free(check);
}
END_TEST

/* Every quantity of a run passes this one gate, whichever reader it comes from. */
static const struct {
    size_t at;
    double most, plain; /* plain: what stands there otherwise */
} bounds[] = {
#define BOUND(field, most)                                                               \
    {                                                                                    \
        offsetof(plume_run, field), most, (double)NAN                                    \
    }
    BOUND(duration_s, 3.6e11),
    BOUND(device_count, 1e7),
    BOUND(power_w, 1e11),
    BOUND(flops, 1e40),
    BOUND(logged_co2e_kg, 1e13),
    BOUND(logged_intensity_kg_per_kwh, 1e4),
    BOUND(site_pue, 1e4),
    BOUND(energy.total_kwh, 1e12),
    BOUND(energy.gpu_kwh, 1e12),
    BOUND(energy.cpu_kwh, 1e12),
    BOUND(energy.ram_kwh, 1e12),
    BOUND(energy.coverage, 1),
    BOUND(compute.cores, 1e20),
    BOUND(compute.core_w, 1e11),
    BOUND(compute.memory_gb, 1e20),
    BOUND(compute.core_utilization, 1),
    BOUND(compute.efficiency, 1),
    BOUND(compute.parameters, 1e20),
    BOUND(compute.tokens, 1e20),
#undef BOUND
    { offsetof(plume_run, energy.pue_included), 1e4, 1 },
    { offsetof(plume_run, repeat), 1e12, 1 },
};

START_TEST(what_no_study_reaches_is_no_record)
{
    plume_run run;
    double *field = (double *)(void *)((char *)&run + bounds[_i].at);

    plume_run_init(&run);
    *field = bounds[_i].most * 0.999;
    ck_assert_ptr_null(plume_run_check_impossible(&run));
    *field = bounds[_i].most;
    ck_assert_ptr_null(plume_run_check_impossible(&run));
    *field = bounds[_i].most * 1.001;
    ck_assert_ptr_nonnull(plume_run_check_impossible(&run));
    *field = INFINITY;
    ck_assert_ptr_nonnull(plume_run_check_impossible(&run));
    *field = bounds[_i].plain;
    ck_assert_ptr_null(plume_run_check_impossible(&run));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase,
                   a_negative_component_of_codecarbon_is_unknown_and_its_row_is_kept);
    tcase_add_test(tcase,
                   a_component_that_lowers_a_total_below_the_others_is_taken_out_of_it);
    tcase_add_test(tcase,
                   a_negative_number_in_a_column_where_it_does_not_belong_is_a_torn_row);
    tcase_add_loop_test(tcase, what_no_study_reaches_is_no_record, 0,
                        (int)(sizeof bounds / sizeof *bounds));
    tcase_add_test(tcase, a_component_that_no_total_holds_takes_nothing_from_it);
    tcase_add_test(tcase, every_byte_at_every_place_is_cleaned_alike);
    tcase_add_test(tcase, a_negative_energy_of_any_table_is_unknown_and_its_row_is_kept);
}

int main(void)
{
    return test_main("run check", add);
}
