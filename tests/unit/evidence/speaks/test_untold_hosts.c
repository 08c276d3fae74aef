/* Runs on several hosts, of which a tracker's rows tell the energy and no host. */
#include "support/evidence_world.h"

#define JOBS "JobID|JobName|State|Start|End|ElapsedRaw|AllocTRES|NodeList\n"
#define JOB(tres, nodes)                                                                 \
    "501|train|COMPLETED|2026-05-04T10:00:00|2026-05-04T11:00:02|3602|billing=8,cpu=8,"  \
    "mem=64G" tres "|" nodes "\n"
#define HEAD                                                                             \
    "timestamp,project_name,run_id,duration,emissions,emissions_rate,cpu_power,gpu_"     \
    "power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,country_name,"     \
    "country_iso_code,region,cloud_provider,cloud_region,os,python_version,codecarbon_"  \
    "version,cpu_count,cpu_model,gpu_count,gpu_model,longitude,latitude,ram_total_size," \
    "tracking_mode,on_cloud,pue\n"
#define ROW(id, gpu_kwh, kwh, gpus)                                                      \
    "2026-05-04T11:00:00," id "," id ",3598,0.4,1e-4,100,900,20,0.1," gpu_kwh ",0.02,"   \
    "" kwh ",Germany,DEU,hesse,,,Linux,3.11.4,3.3.2,64,AMD EPYC," gpus ",,,503.5,"       \
    "machine,N,1.0\n"
#define NO_GPU ","
#define FOUR   "4,4 x NVIDIA A100-SXM4-40GB"

static const plume_note *find(const told_world *w, const char *code)
{
    for (size_t i = 0; i < plume_notes_count(w->notes); i++)
        if (strcmp(plume_notes_at(w->notes, i)->code, code) == 0)
            return plume_notes_at(w->notes, i);
    return NULL;
}

START_TEST(the_row_of_one_of_two_hosts_is_a_lower_bound)
{
    told_world w = told_begin();

    told_put(&w, "jobs.psv", JOBS JOB("", "n[1-2]"));
    told_put(&w, "emissions.csv", HEAD ROW("P", "0", "0.12", NO_GPU));
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.run[0].energy_kwh, 0.12, 1e-12);
    ck_assert_double_eq_tol(w.run[0].coverage, 0.5, 1e-3);
    ck_assert_ptr_nonnull(strstr(w.run[0].warnings, "hosts-untold partly-measured"));
    ck_assert_ptr_nonnull(find(&w, "hosts-untold"));
    ck_assert_ptr_nonnull(strstr(find(&w, "hosts-untold")->message, "0.1200 kWh"));
    ck_assert_ptr_nonnull(strstr(find(&w, "hosts-untold")->message, "0.2400 kWh"));
    told_end(&w);
}
END_TEST

START_TEST(on_one_host_the_row_tells_all)
{
    told_world w = told_begin();

    told_put(&w, "jobs.psv", JOBS JOB("", "n1"));
    told_put(&w, "emissions.csv", HEAD ROW("P", "0", "0.12", NO_GPU));
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert(!told_note(&w, "hosts-untold"));
    told_end(&w);
}
END_TEST

/* Four of a job's eight devices on two hosts: whether they are of it nothing tells. */
START_TEST(rows_with_the_devices_of_one_host_are_asked_about)
{
    told_world w = told_begin();

    told_put(&w, "jobs.psv", JOBS JOB(",gres/gpu:a100=8,gres/gpu=8", "n[1-2]"));
    told_put(&w, "emissions.csv",
             _i == 0 ? HEAD ROW("P", "0.9", "1.02", FOUR)
                     : HEAD ROW("P", "0.9", "1.02", FOUR) ROW("Q", "0.9", "1.02", FOUR));
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2u + (unsigned)_i);
    ck_assert_ptr_nonnull(find(&w, "may-be-inside"));
    told_end(&w);
}
END_TEST

START_TEST(a_row_of_devices_that_no_host_has_is_other_work)
{
    told_world w = told_begin();

    told_put(&w, "jobs.psv", JOBS JOB(",gres/gpu:a100=6,gres/gpu=6", "n[1-2]"));
    told_put(&w, "emissions.csv", HEAD ROW("P", "0.9", "1.02", FOUR));
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert(!told_note(&w, "may-be-inside"));
    told_end(&w);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, the_row_of_one_of_two_hosts_is_a_lower_bound);
    tcase_add_test(tcase, on_one_host_the_row_tells_all);
    tcase_add_loop_test(tcase, rows_with_the_devices_of_one_host_are_asked_about, 0, 2);
    tcase_add_test(tcase, a_row_of_devices_that_no_host_has_is_other_work);
}

int main(void)
{
    return test_main("untold_hosts", add);
}
