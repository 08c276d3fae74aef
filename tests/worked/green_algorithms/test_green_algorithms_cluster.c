/* Green Algorithms (Lannelongue et al. 2021): the footprints of an hour of a core that a
 * tool of its authors' method prints for two kinds of nodes of one cluster (gqueue,
 * 253.19 g/kWh, 4.8 GB for each core), and its jobs of 400 cores. */
#include "support/support.h"

static plume_error error;

typedef struct job {
    const char *name;
    double cores, core_w, gb_per_core, hours;
    double scale; /* from kg to the unit that is printed */
    const char *printed;
    plume_verdict verdict;
} job;

#define EXACT PLUME_VERDICT_EXACT

static const job jobs[] = {
    { "a core of batch, an hour, g", 1, 6.25, 4.8, 1, 1000, "3.40", EXACT },
    { "a core of amd, an hour, g", 1, 4.84375, 4.8, 1, 1000, "2.80", EXACT },
    { "400 cores, 60 h, kg", 400, 6.25, 4.8, 60, 1, "81.6", EXACT },
};
enum { JOBS = sizeof jobs / sizeof jobs[0] };

static plume_workload workload_of(const job *j)
{
    plume_workload workload;

    plume_workload_init(&workload);
    workload.hours = j->hours;
    workload.hardware.compute.cores = j->cores;
    workload.hardware.compute.core_w = j->core_w;
    workload.hardware.compute.memory_gb = j->gb_per_core * j->cores;
    return workload;
}

static plume_estimate estimate_of(const plume_workload *workload, plume_basis basis)
{
    const plume_method *method = plume_method_find("green-algorithms");
    plume_estimate estimate;
    plume_site site;

    plume_site_init(&site);
    site.pue.value = 1.2;
    site.gross_kg_per_kwh.value = 0.25319;
    ck_ok(method->estimate(&estimate, workload, &site, basis, &error), error);
    return estimate;
}

START_TEST(footprints_of_a_cluster_come_out_as_printed)
{
    plume_workload workload = workload_of(&jobs[_i]);
    plume_estimate estimate = estimate_of(&workload, PLUME_BASIS_AS_PUBLISHED);

    ck_assert_double_eq(estimate.pue, 1.67);
    ck_assert_msg(plume_verdict_of(estimate.co2e_kg * jobs[_i].scale, NAN, NAN,
                                   jobs[_i].printed) == jobs[_i].verdict,
                  "%s: %.17g kg, printed %s", jobs[_i].name, estimate.co2e_kg,
                  jobs[_i].printed);
}
END_TEST

/* 12 h; 8 cores of 12 W used to 90 %, 2 devices of 250 W used to 60 %, 64 GB:
 * 86.4 + 300 + 23.84 W = 410.24 W; 4.92288 kWh; x 1.67 = 8.22121 kWh. */
START_TEST(cores_devices_and_memory_add_up_by_their_use)
{
    plume_workload workload;
    plume_estimate estimate;

    plume_workload_init(&workload);
    workload.hours = 12.0;
    workload.hardware.device_count = 2.0;
    workload.hardware.rated_w = 250.0;
    workload.hardware.utilization = 0.6;
    workload.hardware.compute.cores = 8.0;
    workload.hardware.compute.core_w = 12.0;
    workload.hardware.compute.core_utilization = 0.9;
    workload.hardware.compute.memory_gb = 64.0;
    estimate = estimate_of(&workload, PLUME_BASIS_AS_PUBLISHED);
    ck_close(estimate.it_kwh, 4.92288, 1e-14);
    ck_close(estimate.energy_kwh, 8.2212096, 1e-14);
    ck_assert(!estimate.utilization_assumed);
    ck_close(estimate_of(&workload, PLUME_BASIS_SITE).energy_kwh, 5.907456, 1e-14);
    workload.hardware.utilization = NAN;
    ck_assert(estimate_of(&workload, PLUME_BASIS_SITE).utilization_assumed);
}
END_TEST

static plume_workload resolved(const plume_run *run)
{
    char *datasets = test_path("datasets");
    plume_factors *factors;
    plume_workload workload;

    ck_ok(plume_factors_open(&factors, datasets, &error), error);
    (void)plume_workload_resolve(&workload, run, factors, NAN, NULL, NULL);
    ck_ok(plume_workload_look_up(&workload, run, factors, NULL, &error), error);
    plume_factors_free(factors);
    free(datasets);
    return workload;
}

/* The scaling factor is the number of equal runs. */
START_TEST(equal_runs_multiply_as_the_pragmatic_scaling_factor_does)
{
    plume_run run;
    plume_workload once, often;

    plume_run_init(&run);
    run.duration_s = 3600.0;
    run.compute.cores = 16.0;
    run.compute.core_w = 6.25;
    run.compute.memory_gb = 64.0;
    once = resolved(&run);
    run.repeat = 25.0;
    often = resolved(&run);
    ck_close(estimate_of(&often, PLUME_BASIS_AS_PUBLISHED).co2e_kg,
             25.0 * estimate_of(&once, PLUME_BASIS_AS_PUBLISHED).co2e_kg, 1e-14);
}
END_TEST

/* AMD EPYC 7742: 225 W over 64 cores. */
START_TEST(a_core_draws_its_part_of_its_processor)
{
    plume_run run;
    plume_workload workload;

    plume_run_init(&run);
    run.duration_s = 36000.0;
    run.compute.processor = "AMD EPYC 7742";
    run.compute.cores = 32.0;
    run.compute.memory_gb = 0.0;
    workload = resolved(&run);
    ck_close(estimate_of(&workload, PLUME_BASIS_SITE).it_kwh, 1.125, 1e-14);
}
END_TEST

/* A log without an accelerator names its processor as the device: it counts once. */
START_TEST(a_processor_that_is_the_device_counts_once)
{
    plume_run run;
    plume_workload workload;

    plume_run_init(&run);
    run.duration_s = 36000.0;
    run.device = "AMD EPYC 7742";
    run.device_count = 2.0;
    run.compute.memory_gb = 0.0;
    workload = resolved(&run);
    ck_close(estimate_of(&workload, PLUME_BASIS_SITE).it_kwh, 4.5, 1e-14);
    run.compute.cores = 64.0; /* half of the two were used */
    workload = resolved(&run);
    ck_close(estimate_of(&workload, PLUME_BASIS_SITE).it_kwh, 2.25, 1e-14);
}
END_TEST

START_TEST(memory_that_nobody_tells_is_asked_for)
{
    const plume_method *method = plume_method_find("green-algorithms");
    plume_workload workload = workload_of(&jobs[0]);
    plume_estimate estimate;
    plume_site site;

    plume_site_init(&site);
    workload.hardware.compute.memory_gb = NAN;
    ck_assert_int_eq(
        method->estimate(&estimate, &workload, &site, PLUME_BASIS_AS_PUBLISHED, &error),
        PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, "green-algorithms needs the memory of the run in GB");
}
END_TEST

START_TEST(without_a_place_the_world_emits_475_g_per_kwh)
{
    const plume_method *method = plume_method_find("green-algorithms");
    plume_workload workload = workload_of(&jobs[0]);
    plume_estimate estimate;
    plume_site site;

    plume_site_init(&site);
    site.gross_kg_per_kwh.value = 0.458;
    site.grid_assumed = true;
    ck_ok(method->estimate(&estimate, &workload, &site, PLUME_BASIS_AS_PUBLISHED, &error),
          error);
    ck_assert_double_eq(estimate.intensity_kg_per_kwh, 0.475);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, footprints_of_a_cluster_come_out_as_printed, 0, JOBS);
    tcase_add_test(tcase, cores_devices_and_memory_add_up_by_their_use);
    tcase_add_test(tcase, equal_runs_multiply_as_the_pragmatic_scaling_factor_does);
    tcase_add_test(tcase, a_core_draws_its_part_of_its_processor);
    tcase_add_test(tcase, a_processor_that_is_the_device_counts_once);
    tcase_add_test(tcase, memory_that_nobody_tells_is_asked_for);
    tcase_add_test(tcase, without_a_place_the_world_emits_475_g_per_kwh);
}

int main(void)
{
    return test_main("green-algorithms cluster", add);
}
