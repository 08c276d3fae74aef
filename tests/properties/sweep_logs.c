/* Optuna's trials_dataframe and Ray Tune's result.json. */
#include "properties/logs.h"

#include <stdio.h>

static void add_fine(plume_text *text, double time_s)
{
    logs_stamp(text, time_s, ' ');
    plume_text_printf(text, ".%06d", (int)((time_s - (double)(int64_t)time_s) * 1e6));
}

static void add_trial(plume_text *text, const world *from, const told *one)
{
    const true_run *run = &from->run[one->run];
    double duration_s = one->end_s - one->start_s;

    plume_text_printf(text, "%d,0.25,", run->number);
    add_fine(text, one->start_s);
    plume_text_add(text, ",");
    add_fine(text, one->end_s);
    plume_text_printf(text, ",0 days %02d:%02d:%09.6f,0.1,%s\n", (int)duration_s / 3600,
                      (int)duration_s / 60 % 60, duration_s - (int)duration_s / 60 * 60,
                      run->failed ? "FAIL" : "COMPLETE");
}

/* A table a study. */
void write_optuna(const world *from, const char *folder)
{
    const told *all[TOLD_MAX];

    for (int study = 0; study < 2; study++)
        for (int file = 0; file < 2; file++) {
            size_t count = world_of(from, TOOL_OPTUNA, file, all), rows = 0;
            char name[64];
            plume_text text;

            plume_text_init(&text);
            plume_text_add(&text,
                           "number,value,datetime_start,datetime_complete,duration,"
                           "params_lr,state\n");
            for (size_t i = 0; i < count; i++)
                if (from->run[all[i]->run].study == study) {
                    add_trial(&text, from, all[i]);
                    rows++;
                }
            snprintf(name, sizeof name, "study%d%s.csv", study, file == 0 ? "" : "-more");
            if (rows > 0)
                logs_put(folder, name, text.data, text.length);
            plume_text_dispose(&text);
        }
}

void write_ray(const world *from, const char *folder)
{
    for (size_t i = 0; i < from->count; i++) {
        const told *one = &from->told[i];
        const true_run *run = &from->run[one->run];
        char name[96];
        plume_text text;

        if (one->tool != TOOL_RAY || one->left_out)
            continue;
        plume_text_init(&text);
        for (int step = 1; step <= 2; step++) {
            double time_s = (one->end_s - one->start_s) * step / 2.0;

            plume_text_printf(
                &text,
                "{\"training_iteration\": %d, \"time_this_iter_s\": %.3f, "
                "\"time_total_s\": %.3f, \"timestamp\": %.0f, \"done\": %s, ",
                step, time_s / step, time_s, (double)(int64_t)(one->start_s + time_s),
                step == 2 ? "true" : "false");
            plume_text_printf(
                &text,
                "\"time_since_restore\": %.3f, \"iterations_since_restore\": %d, "
                "\"pid\": %d, \"trial_id\": \"%02d_%05d\"",
                time_s, step, one->pid, run->study, run->number);
            if (from->hosts)
                plume_text_printf(&text, ", \"hostname\": \"%s\"",
                                  world_host(from, one->host));
            plume_text_add(&text, ", \"loss\": 0.5}\n");
        }
        snprintf(name, sizeof name, "ray/tune%d/train_%02d_%05d/result.json", run->study,
                 run->study, run->number);
        logs_put(folder, name, text.data, text.length);
        plume_text_dispose(&text);
    }
}
