/* What an account of two readers costs at the peak of the program. */
#include "support/support.h"

#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FEW = 4000, MANY = 24000 };

/* Runs of a tracker that saw nothing of its machine, each within a second of its job. */
static void write_runs(const char *folder, int count)
{
    char path[600];
    FILE *rows, *jobs;

    snprintf(path, sizeof path, "%s/emissions.csv", folder);
    rows = fopen(path, "w");
    snprintf(path, sizeof path, "%s/jobs.psv", folder);
    jobs = fopen(path, "w");
    ck_assert(rows != NULL && jobs != NULL);
    fputs("timestamp,project_name,run_id,duration,emissions,emissions_rate,cpu_power,"
          "gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,"
          "country_name,country_iso_code,region,cloud_provider,cloud_region,os,"
          "python_version,codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,"
          "longitude,latitude,ram_total_size,tracking_mode,on_cloud,pue\n",
          rows);
    fputs("JobID|JobName|NodeList|Start|End|ElapsedRaw|State|AllocTRES\n", jobs);
    for (int i = 0; i < count; i++) {
        int day = 1 + i / 1440 % 28, minute = i % 1440;

        fprintf(
            rows,
            "2024-03-%02dT%02d:%02d:41,bert,%08x-0000-4000-a000-%012x,39.0,0.01,0.001,"
            "60,700,47,0.06,0.7,0.04,0.8,France,FRA,,,,Linux,3.10,2.3.4,96,Xeon,2,"
            "2 x NVIDIA A100-SXM4-80GB,2.35,48.85,503.5,process,N,1.0\n",
            day, minute / 60, minute % 60, (unsigned)i * 2654435761U, (unsigned)i);
        fprintf(jobs,
                "%d|train|n%d|2024-03-%02dT%02d:%02d:01|2024-03-%02dT%02d:%02d:42|41|"
                "COMPLETED|billing=8,cpu=8,gres/gpu:a100=2,gres/gpu=2,node=1\n",
                1000 + i, i % 16, day, minute / 60, minute % 60, day, minute / 60,
                minute % 60);
    }
    ck_assert(fclose(rows) == 0 && fclose(jobs) == 0);
}

/* Kilobytes; of the one child that was waited for last, as children only grow. */
static long peak_kb(int count)
{
    char *folder = test_folder();
    struct rusage used;
    int status;
    pid_t child;

    write_runs(folder, count);
    child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stdout) == NULL)
            _exit(126);
        execl(PLUME_PROGRAM, PLUME_PROGRAM, "estimate", folder, "--quiet", (char *)NULL);
        _exit(127);
    }
    ck_assert(child > 0 && waitpid(child, &status, 0) == child);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "status %d", status);
    ck_assert(getrusage(RUSAGE_CHILDREN, &used) == 0);
    free(folder);
    return used.ru_maxrss;
}

/* 64 bytes an account, and an eighth for what an allocator rounds up. */
START_TEST(an_account_of_two_readers_costs_64_bytes_at_the_peak)
{
    long few = peak_kb(FEW), many = peak_kb(MANY);
    double bytes = 1024.0 * (double)(many - few) / (2.0 * (MANY - FEW));

#ifdef __SANITIZE_ADDRESS__
    (void)bytes;
    puts("test_account_memory: a sanitizer's memory is not the program's: not measured");
#else
    printf("an account of two readers costs %.1f bytes\n", bytes);
    ck_assert_msg(bytes <= 72.0, "%.1f bytes an account", bytes);
#endif
}
END_TEST

static void add(TCase *tcase)
{
    tcase_set_timeout(tcase, 0);
    tcase_add_test(tcase, an_account_of_two_readers_costs_64_bytes_at_the_peak);
}

int main(void)
{
    return test_main("account_memory", add);
}
