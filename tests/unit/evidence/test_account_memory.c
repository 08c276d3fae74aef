/* What an account of two readers costs at the peak of the program. */
#include "support/support.h"

#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* The resident size of one program on one input differs by so much from run to run: pages
 * of its libraries are mapped as they happen to lie. */
enum { NOISE_KB = 400 };
enum { FEW = 4000, MANY = 24000, DAY_S = 86400, SIDE = 40 };

/* Seconds from the first of March, and the host. */
typedef struct place {
    int start_s, end_s, job_start_s, job_end_s, host;
} place;

/* One after the other, each row within a second of its job. */
static place after_another(int i, int count)
{
    int at_s = 60 * i;

    (void)count;
    return (place){ at_s + 2, at_s + 41, at_s + 1, at_s + 42, i % 16 };
}

/* All at one time, on a thousand hosts. */
static place at_once(int i, int count)
{
    (void)count;
    return (place){ 2, 41, 1, 42, i % 1000 };
}

/* Forty of each at a time. */
static place side_by_side(int i, int count)
{
    (void)count;
    i -= i % SIDE;
    return (place){ 60 * i / SIDE + 2, 60 * i / SIDE + 41, 60 * i / SIDE + 1,
                    60 * i / SIDE + 42, i % SIDE };
}

/* Each row within a longer job. */
static place within(int i, int count)
{
    int at_s = 60 * i;

    (void)count;
    return (place){ at_s + 10, at_s + 41, at_s + 1, at_s + 50, i % 16 };
}

/* Ten jobs hold all rows. */
static place within_few(int i, int count)
{
    int each = count / 10, first = i - i % each;

    return (place){ 60 * i + 2, 60 * i + 58, 60 * first, 60 * (first + each), i % 16 };
}

typedef struct shape {
    const char *name;
    place (*of)(int i, int count);
    int jobs; /* 0: as many as rows */
    double most_bytes;
} shape;

/* 64 bytes an account, and an eighth for what an allocator rounds up. */
static const shape shapes[] = { { "one after the other", after_another, 0, 72.0 },
                                { "at once", at_once, 0, 72.0 },
                                { "side by side", side_by_side, 0, 72.0 },
                                { "within longer jobs", within, 0, 72.0 },
                                { "within few jobs", within_few, 10, 72.0 } };

static void put_stamp(FILE *out, int at_s, const char *after)
{
    fprintf(out, "2024-03-%02dT%02d:%02d:%02d%s", 1 + at_s / DAY_S, at_s / 3600 % 24,
            at_s / 60 % 60, at_s % 60, after);
}

static void put_row(FILE *out, int i, place at)
{
    put_stamp(out, at.end_s, "");
    fprintf(out,
            ",bert,%08x-0000-4000-a000-%012x,%d.0,0.01,0.001,60,700,47,0.0006,0.007,"
            "0.0004,0.008,France,FRA,,,,Linux,3.10,2.3.4,96,Xeon,2,2 x NVIDIA "
            "A100-SXM4-80GB,2.35,48.85,503.5,process,N,1.0\n",
            (unsigned)i * 2654435761U, (unsigned)i, at.end_s - at.start_s);
}

static void put_job(FILE *out, int i, place at)
{
    fprintf(out, "%d|train|n%d|", 1000 + i, at.host);
    put_stamp(out, at.job_start_s, "|");
    put_stamp(out, at.job_end_s, "|");
    fprintf(out, "%d|COMPLETED|billing=8,cpu=8,gres/gpu:a100=2,gres/gpu=2,node=1\n",
            at.job_end_s - at.job_start_s);
}

/* Runs of a tracker that saw nothing of its machine, and jobs. */
static void write_runs(const char *folder, const shape *of, int count)
{
    int each = of->jobs == 0 ? 1 : count / of->jobs;
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
        place at = of->of(i, count);

        put_row(rows, i, at);
        if (i % each == 0)
            put_job(jobs, i, at);
    }
    ck_assert(fclose(rows) == 0 && fclose(jobs) == 0);
}

/* Kilobytes; of the one child that was waited for last, as children only grow. */
static long peak_kb(const shape *of, int count)
{
    char *folder = test_folder();
    struct rusage used;
    int status;
    pid_t child;

    write_runs(folder, of, count);
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

/* Children only grow in what they are waited for: the few come first. */
START_TEST(an_account_of_two_readers_costs_64_bytes_at_the_peak)
{
    const shape *of = &shapes[_i];
    long few = peak_kb(of, FEW), many = peak_kb(of, MANY);
    double accounts = of->jobs == 0 ? 2.0 * (MANY - FEW) : MANY - FEW;
    double bytes = 1024.0 * (double)(many - few - NOISE_KB) / accounts;

#ifdef __SANITIZE_ADDRESS__
    (void)bytes;
    puts("test_account_memory: a sanitizer's memory is not the program's: not measured");
#else
    printf("%s: an account of two readers costs %.1f bytes (%ld to %ld KB)\n", of->name,
           bytes, few, many);
    ck_assert_msg(bytes <= of->most_bytes, "%s: %.1f bytes an account", of->name, bytes);
#endif
}
END_TEST

static void add(TCase *tcase)
{
    tcase_set_timeout(tcase, 0);
    tcase_add_loop_test(tcase, an_account_of_two_readers_costs_64_bytes_at_the_peak, 0,
                        sizeof shapes / sizeof shapes[0]);
}

int main(void)
{
    return test_main("account_memory", add);
}
