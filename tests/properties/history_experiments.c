/* Runs that were killed and resumed: in MLflow's files, in W&B's folders, and by
 * Transformers' Trainer. */
#include "properties/histories.h"

#include "properties/logs.h"

#include <stdio.h>

static void put_text(const char *folder, const char *below, plume_text *text)
{
    logs_put(folder, below, text->data, text->length);
    plume_text_dispose(text);
    plume_text_init(text);
}

/* --- MLflow --- */

/* A run that is resumed keeps its start; until it ends again it is RUNNING with the end
 * of the session that ended last, if any did. */
static void add_meta(plume_text *text, const history *of, int run)
{
    static const int status[ENDING_COUNT] = { 3, 4, 1 };
    const session *last = &of->session[of->sessions - 1];
    double end_s = 0.0;

    for (int i = 0; i < of->sessions; i++)
        if (of->session[i].how != ENDING_KILLED)
            end_s = of->session[i].start_s + of->session[i].length_s;
    plume_text_add(text, "artifact_uri: file:///a\n");
    if (end_s > 0.0)
        plume_text_printf(text, "end_time: %.0f\n", end_s * 1000.0);
    else
        plume_text_add(text, "end_time: null\n");
    plume_text_printf(
        text,
        "experiment_id: '1'\nlifecycle_stage: active\nrun_id: ml%02d\nrun_name: r%02d\n"
        "run_uuid: ml%02d\nsource_type: 4\nstart_time: %.0f\nstatus: %d\ntags: []\n"
        "user_id: someone\n",
        run, run, run, of->session[0].start_s * 1000.0, status[last->how]);
}

static void add_metric(plume_text *text, const history *of)
{
    enum { VALUES = 5 };
    int step = 0;

    for (int i = 0; i < of->sessions; i++)
        for (int k = 1; k <= VALUES; k++)
            plume_text_printf(
                text, "%.0f 0.5 %d\n",
                (of->session[i].start_s + of->session[i].seen_s * k / VALUES) * 1000.0,
                step++);
}

/* One run has one start and one end: pauses lie between them. What it proves is the time
 * in which there were signs of life. */
span history_mlflow(const histories *from, chance *by, const char *folder)
{
    static const char meta[] = "artifact_location: file:///a/mlruns/1\n"
                               "experiment_id: '1'\nlifecycle_stage: active\nname: d\n";
    span all = { 0.0, 0.0 };

    (void)by;
    logs_put(folder, "mlruns/1/meta.yaml", meta, sizeof meta - 1);
    for (int run = 0; run < from->runs; run++) {
        const history *of = &from->run[run];
        const session *last = &of->session[of->sessions - 1];
        char name[64];
        plume_text text;

        plume_text_init(&text);
        add_meta(&text, of, run);
        snprintf(name, sizeof name, "mlruns/1/ml%02d/meta.yaml", run);
        put_text(folder, name, &text);
        add_metric(&text, of);
        snprintf(name, sizeof name, "mlruns/1/ml%02d/metrics/loss", run);
        put_text(folder, name, &text);
        plume_text_dispose(&text);
        for (int i = 0; i < of->sessions; i++)
            all.least_s += of->session[i].seen_s - 0.002;
        all.most_s += last->start_s + last->length_s - of->session[0].start_s + 0.002;
    }
    return all;
}

/* --- W&B --- */

static void put_wandb(const session *one, int run, int number, const char *folder)
{
    char below[96], name[160];
    plume_text text;

    plume_text_init(&text);
    snprintf(below, sizeof below, "wandb/run-20260504_080000-wb%02d%d/files", run,
             number);
    plume_text_add(&text, "{\"os\": \"Linux\", \"startedAt\": \"");
    logs_stamp(&text, one->start_s, 'T');
    plume_text_printf(&text,
                      ".%03dZ\", \"host\": \"n1\", \"program\": \"train.py\", \"args\": "
                      "[\"--run\", \"%d\"]}",
                      (int)((one->start_s - (double)(int64_t)one->start_s) * 1000.0),
                      run);
    snprintf(name, sizeof name, "%s/wandb-metadata.json", below);
    put_text(folder, name, &text);
    if (one->how == ENDING_KILLED)
        plume_text_printf(&text, "{\"_timestamp\": %.3f, \"_runtime\": %.3f}",
                          one->start_s + one->seen_s, one->seen_s);
    else
        plume_text_printf(
            &text,
            "{\"_wandb\": {\"runtime\": %d}, \"_timestamp\": %.3f, \"_runtime\": %.3f}",
            (int)one->length_s, one->start_s + one->length_s, one->length_s);
    snprintf(name, sizeof name, "%s/wandb-summary.json", below);
    put_text(folder, name, &text);
    plume_text_dispose(&text);
}

/* Each session is a run of its own. */
span history_wandb(const histories *from, chance *by, const char *folder)
{
    span all = { 0.0, 0.0 };

    (void)by;
    for (int run = 0; run < from->runs; run++)
        for (int i = 0; i < from->run[run].sessions; i++) {
            const session *one = &from->run[run].session[i];

            put_wandb(one, run, i, folder);
            all.least_s += one->seen_s - 0.002;
            all.most_s += one->length_s + 0.002;
        }
    return all;
}

/* --- Transformers --- */

static void put_state(const char *folder, const char *name, int step, double runtime_s,
                      int run)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text,
                      "{\"global_step\": %d, \"max_steps\": 1000, \"log_history\": "
                      "[{\"loss\": 0.%d5, \"step\": %d}",
                      step, run, step);
    if (runtime_s > 0.0)
        plume_text_printf(
            &text, ", {\"step\": %d, \"train_runtime\": %.4f, \"train_loss\": 0.5}", step,
            runtime_s);
    plume_text_add(&text, "]}\n");
    put_text(folder, name, &text);
    plume_text_dispose(&text);
}

/* Checkpoints state no time, and train_runtime is that of the last session: nobody logs
 * the hours before, so that it is all that is proven. */
span history_trainer(const histories *from, chance *by, const char *folder)
{
    static const char table[] = "run_id,hours\nother,1\n"; /* a folder has a run */
    span all = { 3600.0, 3600.0 };

    (void)by;
    logs_put(folder, "runs.csv", table, sizeof table - 1);
    for (int run = 0; run < from->runs; run++) {
        const history *of = &from->run[run];
        const session *last = &of->session[of->sessions - 1];
        char name[96];

        for (int i = 0; i < of->sessions; i++) {
            snprintf(name, sizeof name, "out/r%02d/checkpoint-%d/trainer_state.json", run,
                     100 * (i + 1));
            put_state(folder, name, 100 * (i + 1), 0.0, run);
            all.most_s += of->session[i].length_s + 0.001;
        }
        snprintf(name, sizeof name, "out/r%02d/trainer_state.json", run);
        if (last->how != ENDING_COMPLETE)
            continue;
        put_state(folder, name, 1000, last->length_s, run);
        all.least_s += last->length_s - 0.001;
    }
    return all;
}
