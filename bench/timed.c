/* Runs one command REPEAT times and prints the medians of: wall seconds, CPU seconds of
 * user and system, peak kilobytes; then its last exit status. Output is thrown away.
 * Small and without a heap of its own, so that the peak is the command's. usage: timed
 * REPEAT COMMAND [ARGUMENT ...]   build: cc -O2 -o timed timed.c */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

enum { MOST = 101 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, ascending);
    return values[count / 2];
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

static int run(char **command, double *wall, double *cpu, double *peak_kb)
{
    posix_spawn_file_actions_t files;
    struct timespec from, to;
    struct rusage used;
    int status = 0;
    pid_t child;

    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    clock_gettime(CLOCK_MONOTONIC, &from);
    if (posix_spawnp(&child, command[0], &files, NULL, command, environ) != 0) {
        fprintf(stderr, "timed: cannot start %s\n", command[0]);
        exit(2);
    }
    wait4(child, &status, 0, &used);
    clock_gettime(CLOCK_MONOTONIC, &to);
    posix_spawn_file_actions_destroy(&files);
    *wall =
        (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) * 1e-9;
    *cpu = seconds(used.ru_utime) + seconds(used.ru_stime);
    *peak_kb = (double)used.ru_maxrss;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv)
{
    static double wall[MOST], cpu[MOST], peak_kb[MOST];
    int repeat = argc > 2 ? atoi(argv[1]) : 0, exit_status = 0;

    if (repeat < 1 || repeat > MOST) {
        fprintf(stderr, "usage: timed REPEAT COMMAND [ARGUMENT ...]\n");
        return 2;
    }
    for (int i = 0; i < repeat; i++)
        exit_status = run(argv + 2, &wall[i], &cpu[i], &peak_kb[i]);
    printf("%.6f %.6f %.0f %d\n", median(wall, repeat), median(cpu, repeat),
           median(peak_kb, repeat), exit_status);
    return 0;
}
