/* The inputs of bench/run. Equal arguments give equal bytes.
 *   inputs power ROWS [dirty|SHARE]   nvidia-smi of 64 GPUs, a row a GPU and second; of
 * share N (0 and up) other GPUs with other powers
 *   inputs runs ROWS                  CodeCarbon, a row a run
 *   inputs sacct ROWS                 sacct -P: of each job a row and three steps
 *   inputs prometheus MEGABYTES       the answer of a range query, 8 GPUs, a point a
 * second inputs optuna TRIALS FILE [SHARE] one database of 20 studies inputs databases
 * COUNT FOLDER     databases of five trials each inputs files COUNT FOLDER folders that
 * hold one CodeCarbon file of one run inputs mlruns COUNT FOLDER        a file store of
 * MLflow with one experiment inputs units RUNS GPUS            runs that name half of the
 * GPUs of a trace inputs strangers RUNS             runs on devices that no table knows
 * build: cc -O2 -o inputs inputs.c -lsqlite3 -lm */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { GPUS = 64 };
static const time_t start = 1709251200; /* 2024-03-01T00:00:00Z */

static uint64_t state;

/* SplitMix64. */
static uint64_t random_bits(void)
{
    uint64_t z = (state += 0x9e3779b97f4a7c15u);

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static double uniform(void)
{
    return (double)(random_bits() >> 11) * 0x1p-53;
}

static const char *stamp(char out[32], const char *format, time_t seconds)
{
    struct tm parts;

    gmtime_r(&seconds, &parts);
    strftime(out, 32, format, &parts);
    return out;
}

static void die(const char *what)
{
    perror(what);
    exit(1);
}

/* A GPU that computes, and rests every seventh time of ten minutes. */
static double next_watts(double watts, long second, int gpu)
{
    double target = (second / 600 + gpu) % 7 ? 340 : 75;

    return fmax(20, watts + (target - watts) * 0.2 + (uniform() - 0.5) * 12);
}

/* --- tables --- */

/* Dirty: units, missing powers, sentences of the driver, an hour lost on half of the
 * GPUs, a second header. */
static void power(long rows, int dirty, int share)
{
    static const char header[] = "timestamp, index, power.draw [W]\n";
    long lost_from = rows * 35 / 100 / GPUS, lost_to = lost_from + 3600;
    double watts[GPUS];

    for (int g = 0; g < GPUS; g++)
        watts[g] = 300;
    fputs(header, stdout);
    for (long row = 0, second = 0; row < rows; second++) {
        char at[32];
        int jitter_ms = (int)(random_bits() % 40);

        stamp(at, "%Y/%m/%d %H:%M:%S", start + second);
        if (dirty && second == lost_from)
            fputs(header, stdout);
        for (int g = 0; g < GPUS && row < rows; g++, row++) {
            watts[g] = next_watts(watts[g], second, g);
            if (dirty && second > lost_from && second <= lost_to && g >= GPUS / 2)
                continue;
            if (dirty && row % 1000003 == 1000002)
                puts("Unable to determine the device handle for GPU 0000:03:00.0: "
                     "Unknown Error");
            else if (dirty && row % 10007 == 10006)
                printf("%s.%03d, %d, [N/A]\n", at, jitter_ms + g / 4, share * GPUS + g);
            else
                printf("%s.%03d, %d, %.2f%s\n", at, jitter_ms + g / 4, share * GPUS + g,
                       watts[g], dirty ? " W" : "");
        }
    }
}

static const char codecarbon_header[] =
    "timestamp,project_name,run_id,experiment_id,duration,emissions,emissions_rate,"
    "cpu_power,gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,"
    "country_name,country_iso_code,region,cloud_provider,cloud_region,os,python_version,"
    "codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,longitude,latitude,"
    "ram_total_size,tracking_mode,on_cloud,pue\n";

static void codecarbon_row(FILE *file, time_t at)
{
    static const char *const projects[] = { "bert-base", "t5-11b", "nas-random",
                                            "\"ablation, no-aug\"", "sweep-lr" };
    static const struct {
        const char *name, *iso;
        double kg_per_kwh;
    } countries[] = { { "United States", "USA", 0.379 },
                      { "France", "FRA", 0.056 },
                      { "Germany", "DEU", 0.381 },
                      { "Canada", "CAN", 0.125 } };
    static const struct {
        const char *model;
        int count;
        double watts;
    } gpus[] = { { "8 x NVIDIA A100-SXM4-80GB", 8, 330 },
                 { "1 x Tesla V100-SXM2-16GB", 1, 240 },
                 { "4 x NVIDIA H100 80GB HBM3", 4, 520 },
                 { "2 x NVIDIA GeForce RTX 3090", 2, 290 } };
    uint64_t id = random_bits(), pick = random_bits();
    int country = (int)(pick % 4), gpu = (int)(pick / 4 % 4);
    double duration_s = exp(4 + 5 * uniform()), cpu_watts = 42.5 + 60 * uniform();
    double gpu_watts = gpus[gpu].count * gpus[gpu].watts * (0.5 + 0.5 * uniform());
    double cpu = cpu_watts * duration_s / 3.6e6, used = gpu_watts * duration_s / 3.6e6;
    double ram = 188.75 * duration_s / 3.6e6, all = cpu + used + ram;
    double kg = all * countries[country].kg_per_kwh;
    char text[32];

    fprintf(file, "%s,%s,%08x-0000-4000-a000-%08x0000,exp,", stamp(text, "%FT%T", at),
            projects[pick / 16 % 5], (unsigned)(id >> 32), (unsigned)id);
    fprintf(file, "%.15g,%.17g,%.17g,%.6g,%.16g,188.75,%.17g,%.17g,%.17g,%.17g,",
            duration_s, kg, kg / duration_s, cpu_watts, gpu_watts, cpu, used, ram, all);
    fprintf(file,
            "%s,%s,,,,Linux-5.15.0,3.10.12,2.3.4,96,Xeon,%d,%s,%.4f,%.4f,503.5,"
            "machine,N,1.0\n",
            countries[country].name, countries[country].iso, gpus[gpu].count,
            gpus[gpu].model, -120 + 130 * uniform(), 40 + 10 * uniform());
}

static void runs(long rows)
{
    fputs(codecarbon_header, stdout);
    for (long i = 0; i < rows; i++)
        codecarbon_row(stdout, start + i / 3);
}

/* A node has one job at a time: the longest takes 60,000 s, and its next starts 61,440 s
 * later. */
static void sacct(long rows)
{
    enum { nodes = 20480 };
    static const char *const states[] = {
        "COMPLETED", "COMPLETED",         "FAILED",
        "TIMEOUT",   "CANCELLED by 1042", "OUT_OF_MEMORY"
    };
    static const char *const steps[] = { "batch", "extern", "0" };

    puts(
        "JobID|JobName|Partition|State|Submit|Start|End|ElapsedRaw|NCPUS|NNodes|NodeList|"
        "AllocTRES|CPUTimeRAW|TotalCPU|ConsumedEnergyRaw|MaxRSS");
    for (long i = 0, job = 100000; i < rows; job++, i += 4) {
        char from[32], to[32], submitted[32];
        time_t at = start + job * 3;
        long seconds = (long)exp(3 + 8 * uniform());
        int gpus = 1 << random_bits() % 4;
        const char *end = states[random_bits() % 6];

        stamp(from, "%FT%T", at);
        stamp(to, "%FT%T", at + seconds);
        stamp(submitted, "%FT%T", at - 100);
        printf("%ld|train-%d|gpu|%s|%s|%s|%s|%ld|%d|1|node%05d|billing=%d,cpu=%d,"
               "gres/gpu:a100=%d,gres/gpu=%d,mem=%dG,node=1|%ld|01:02:03|%.0f|\n",
               job, (int)(random_bits() % 50), end, submitted, from, to, seconds,
               gpus * 12, (int)(job % nodes), gpus * 12, gpus * 12, gpus, gpus, gpus * 96,
               seconds * gpus * 12, (150 + 250 * uniform()) * (double)seconds * gpus);
        for (int k = 0; k < 3; k++)
            printf("%ld.%s|%s||%s|%s|%s|%s|%ld|%d|1|node001|cpu=%d,mem=%dG,node=1|%ld|"
                   "00:01:02|0|%dK\n",
                   job, steps[k], steps[k],
                   *end == 'C' && end[1] == 'A' ? "CANCELLED" : end, submitted, from, to,
                   seconds, gpus * 12, gpus * 12, gpus * 96, seconds * gpus * 12,
                   (int)(random_bits() % 90000000));
    }
}

static void prometheus(long megabytes)
{
    long points = megabytes * 1000000 / 8 / 27; /* 27 bytes a point */

    printf("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[");
    for (int g = 0; g < 8; g++) {
        double watts = 300;

        printf("%s{\"metric\":{\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\",\"Hostname\":"
               "\"node1\","
               "\"UUID\":\"GPU-%08x-1111-2222-3333-444444444444\",\"gpu\":\"%d\","
               "\"modelName\":\"NVIDIA A100-SXM4-80GB\"},\"values\":[",
               g ? "," : "", g * 7919 + 1, g);
        for (long k = 0; k < points; k++) {
            watts = next_watts(watts, k, g);
            printf("%s[%lld.%03d,\"%.3f\"]", k ? "," : "", (long long)(start + k), g,
                   watts);
        }
        printf("]}");
    }
    printf("]}}\n");
}

static void units(long count, int gpus)
{
    puts("run_id,study,state,start,end,device,device_count,devices");
    for (long i = 0; i < count; i++) {
        char from[32], to[32];

        printf("run-%06ld,sweep,complete,%s,%s,A100-SXM4-80GB,%d,\"", i,
               stamp(from, "%FT%TZ", start + 10 * i + 1),
               stamp(to, "%FT%TZ", start + 10 * i + 9), (gpus + 1) / 2);
        for (int g = 0; g < (gpus + 1) / 2; g++)
            printf("%s%ld", g ? "," : "", (i + g) % gpus);
        puts("\"");
    }
}

static void strangers(long count)
{
    puts("run_id,hours,device,device_count");
    for (long i = 0; i < count; i++)
        printf("run-%06ld,1.5,Accelerator of our own %ld,4\n", i, i % 50);
}

/* --- folders and databases --- */

static FILE *create(const char *folder, const char *name)
{
    char path[600];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "w");
    if (file == NULL)
        die(path);
    return file;
}

static void make_folder(const char *path)
{
    if (mkdir(path, 0777) != 0)
        die(path);
}

static void files(long count, const char *root)
{
    make_folder(root);
    for (long i = 0; i < count; i++) {
        char folder[512];
        FILE *file;

        snprintf(folder, sizeof folder, "%s/run-%06ld", root, i);
        make_folder(folder);
        file = create(folder, "emissions.csv");
        fputs(codecarbon_header, file);
        codecarbon_row(file, start + i * 60);
        fclose(file);
    }
}

static void write_file(const char *folder, const char *name, const char *text)
{
    FILE *file = create(folder, name);

    fputs(text, file);
    fclose(file);
}

static void mlflow_run(const char *experiment, time_t at, const char *id)
{
    static const char *const parts[] = { "params", "tags", "metrics" };
    char folder[512], path[600], text[800];
    FILE *file;

    snprintf(folder, sizeof folder, "%s/%s", experiment, id);
    make_folder(folder);
    for (int k = 0; k < 3; k++) {
        snprintf(path, sizeof path, "%s/%s", folder, parts[k]);
        make_folder(path);
    }
    snprintf(
        text, sizeof text,
        "artifact_uri: file:///mlruns/1/%s/artifacts\nend_time: %lld000\n"
        "entry_point_name: ''\nexperiment_id: '1'\nlifecycle_stage: active\nrun_id: %s\n"
        "run_name: salty-bear\nrun_uuid: %s\nsource_name: ''\nsource_type: 4\n"
        "source_version: ''\nstart_time: %lld000\nstatus: 3\ntags: []\nuser_id: user1\n",
        id, (long long)at + (long long)exp(3 + 4 * uniform()), id, id, (long long)at);
    write_file(folder, "meta.yaml", text);
    write_file(folder, "params/lr", "0.001");
    write_file(folder, "params/batch", "128");
    write_file(folder, "tags/mlflow.runName", "salty-bear");
    write_file(folder, "tags/mlflow.user", "u");
    file = create(folder, "metrics/loss");
    for (int k = 0; k < 20; k++)
        fprintf(file, "%lld000 %.6f %d\n", (long long)at + k, uniform(), k);
    fclose(file);
}

static void mlruns(long count, const char *root)
{
    char experiment[400], id[40];

    make_folder(root);
    snprintf(experiment, sizeof experiment, "%s/1", root);
    make_folder(experiment);
    write_file(experiment, "meta.yaml",
               "artifact_location: file:///mlruns/1\ncreation_time: 1691409686385\n"
               "experiment_id: '1'\nlast_update_time: 1691409686385\n"
               "lifecycle_stage: active\nname: Big\n");
    for (long i = 0; i < count; i++) {
        snprintf(id, sizeof id, "%016llx%016llx", (unsigned long long)random_bits(),
                 (unsigned long long)random_bits());
        mlflow_run(experiment, start + i * 100, id);
    }
}

static void sql(sqlite3 *db, const char *text)
{
    char *error = NULL;

    if (sqlite3_exec(db, text, NULL, NULL, &error) != SQLITE_OK) {
        fprintf(stderr, "inputs: %s\n", error);
        exit(1);
    }
}

static void insert_trial(sqlite3 *db, long i, int studies, time_t at, time_t end)
{
    char from[64], to[64], from_s[32], to_s[32], text[600];
    int luck = (int)(random_bits() % 100);
    int microseconds = (int)(random_bits() % 1000000);

    snprintf(from, sizeof from, "%s.%06d", stamp(from_s, "%F %T", at), microseconds);
    snprintf(to, sizeof to, "'%s.%06d'", stamp(to_s, "%F %T", end), microseconds / 2);
    snprintf(text, sizeof text, "INSERT INTO trials VALUES(%ld,%ld,%ld,'%s','%s',%s);",
             i + 1, i / studies, 1 + i % studies,
             luck < 70   ? "COMPLETE"
             : luck < 95 ? "PRUNED"
             : luck < 99 ? "FAIL"
                         : "RUNNING",
             from, luck < 99 ? to : "NULL");
    sql(db, text);
    snprintf(text, sizeof text,
             "INSERT INTO trial_params VALUES(NULL,%ld,'lr',%.17g,'{\"name\":"
             " \"FloatDistribution\", \"attributes\": {\"low\": 1e-05, \"high\": 0.1}}');"
             "INSERT INTO trial_values VALUES(NULL,%ld,0,%.17g,'FINITE');",
             i + 1, uniform(), i + 1, uniform());
    sql(db, text);
}

/* What Optuna's storage of version 3 declares, as far as it bears on reading. */
static void database(const char *path, long trials, int studies, time_t at)
{
    sqlite3 *db;
    char text[100];

    if (sqlite3_open(path, &db) != SQLITE_OK)
        die(path);
    sql(db, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;"
            "CREATE TABLE studies(study_id INTEGER NOT NULL PRIMARY KEY, study_name "
            "VARCHAR(512));"
            "CREATE UNIQUE INDEX ix_studies_study_name ON studies(study_name);"
            "CREATE TABLE trials(trial_id INTEGER NOT NULL PRIMARY KEY, number INTEGER,"
            " study_id INTEGER, state VARCHAR(8) NOT NULL, datetime_start DATETIME,"
            " datetime_complete DATETIME);"
            "CREATE INDEX trials_study_id_key ON trials(study_id);"
            "CREATE TABLE trial_params(param_id INTEGER NOT NULL PRIMARY KEY, trial_id "
            "INTEGER,"
            " param_name VARCHAR(512), param_value FLOAT, distribution_json TEXT,"
            " UNIQUE(trial_id,param_name));"
            "CREATE TABLE trial_values(trial_value_id INTEGER NOT NULL PRIMARY KEY,"
            " trial_id INTEGER NOT NULL, objective INTEGER NOT NULL, value FLOAT,"
            " value_type VARCHAR(7) NOT NULL, UNIQUE(trial_id,objective));");
    for (int k = 1; k <= studies; k++) {
        snprintf(text, sizeof text, "INSERT INTO studies VALUES(%d,'study-%ld-%d')", k,
                 (long)(at - start), k);
        sql(db, text);
    }
    for (long i = 0; i < trials; i++)
        insert_trial(db, i, studies, at + 7 * i,
                     at + 7 * i + (long)exp(3 + 4 * uniform()));
    sql(db, "COMMIT");
    sqlite3_close(db);
}

static void databases(long count, const char *root)
{
    make_folder(root);
    for (long k = 0; k < count; k++) {
        char path[512];

        snprintf(path, sizeof path, "%s/study-%05ld.db", root, k);
        database(path, 5, 1, start + 40 * k);
    }
}

int main(int argc, char **argv)
{
    const char *what = argc > 2 ? argv[1] : "", *to = argc > 3 ? argv[3] : "";
    long count = argc > 2 ? atol(argv[2]) : 0;
    int share = argc > 3 ? atoi(argv[argc - 1]) : 0; /* 0 of a word */

    state = (uint64_t)share << 48;
    if (strcmp(what, "power") == 0)
        power(count, strcmp(to, "dirty") == 0, share);
    else if (strcmp(what, "runs") == 0)
        runs(count);
    else if (strcmp(what, "sacct") == 0)
        sacct(count);
    else if (strcmp(what, "prometheus") == 0)
        prometheus(count);
    else if (strcmp(what, "units") == 0)
        units(count, atoi(to));
    else if (strcmp(what, "strangers") == 0)
        strangers(count);
    else if (strcmp(what, "optuna") == 0)
        database(to, count, 20, start + share);
    else if (strcmp(what, "databases") == 0)
        databases(count, to);
    else if (strcmp(what, "files") == 0)
        files(count, to);
    else if (strcmp(what, "mlruns") == 0)
        mlruns(count, to);
    else {
        fputs("usage: inputs WHAT COUNT [dirty|GPUS|FILE|FOLDER], see bench/inputs.c\n",
              stderr);
        return 2;
    }
    return 0;
}
