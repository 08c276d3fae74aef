/* Writes a world: each tool its logs, each in the folder that the world says. */
#include "properties/logs.h"

#include "support/support.h"

#include <errno.h>
#include <sys/stat.h>
#include <time.h>

static void make_folders(char *path)
{
    for (char *at = strchr(path + 1, '/'); at != NULL; at = strchr(at + 1, '/')) {
        *at = '\0';
        ck_assert(mkdir(path, 0700) == 0 || errno == EEXIST);
        *at = '/';
    }
}

void logs_put(const char *folder, const char *below, const void *bytes, size_t length)
{
    char path[512];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, below);
    file = fopen(path, "wb");
    if (file == NULL) {
        make_folders(path);
        file = fopen(path, "wb");
    }
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

void logs_stamp(plume_text *out, double time_s, char between)
{
    time_t seconds = (time_t)time_s;
    struct tm parts;

    gmtime_r(&seconds, &parts);
    plume_text_printf(out, "%04d-%02d-%02d%c%02d:%02d:%02d", parts.tm_year + 1900,
                      parts.tm_mon + 1, parts.tm_mday, between, parts.tm_hour,
                      parts.tm_min, parts.tm_sec);
}

void world_write(const world *from, const char *folder)
{
    static void (*const write[TOOL_COUNT])(const world *, const char *) = {
        [TOOL_SLURM] = write_slurm,   [TOOL_CODECARBON] = write_codecarbon,
        [TOOL_TASKS] = write_tasks,   [TOOL_MLFLOW] = write_mlflow,
        [TOOL_WANDB] = write_wandb,   [TOOL_EVENTS] = write_events,
        [TOOL_OPTUNA] = write_optuna, [TOOL_CARBONTRACKER] = write_carbontracker,
        [TOOL_RAY] = write_ray,       [TOOL_TRAINER] = write_trainer,
        [TOOL_TABLE] = write_table,   [TOOL_SMI] = write_smi,
    };

    for (int i = 0; i < TOOL_COUNT; i++) {
        char path[256];

        snprintf(path, sizeof path, from->parts > 1 ? "%s/part%d" : "%s", folder,
                 from->part[i]);
        write[i](from, path);
    }
}
