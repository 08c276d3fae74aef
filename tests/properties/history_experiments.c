/* Runs that were killed and resumed: in MLflow's files, in W&B's folders, and by
 * Transformers' Trainer. */
#include "properties/histories.h"

#include "properties/logs.h"

#include <math.h>
#include <stdio.h>

static void put_text(const char *folder, const char *below, plume_text *text)
{
    logs_put(folder, below, text->data, text->length);
    plume_text_dispose(text);
    plume_text_init(text);
}

/* --- MLflow --- */

/* 0: no session ended. */
static double last_end_s(const history *of)
{
    double end_s = 0.0;

    for (int i = 0; i < of->sessions; i++)
        if (of->session[i].how != ENDING_KILLED)
            end_s = of->session[i].start_s + of->session[i].length_s;
    return end_s;
}

/* A run that is resumed keeps its start; until it ends again it is RUNNING with the end
 * of the session that ended last, if any did. */
static void add_meta(plume_text *text, const history *of, int run)
{
    static const int status[ENDING_COUNT] = { 3, 4, 1 };
    const session *last = &of->session[of->sessions - 1];
    double end_s = last_end_s(of);

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

/* How a run logged: figures of its training, whose steps may begin anew in each session,
 * and perhaps those of a sampler. */
typedef struct logging {
    bool anew, sampled;
} logging;

enum { VALUES = 5, SAMPLER_S = 300 };

static double value_s(const session *one, int k)
{
    return one->start_s + one->seen_s * k / VALUES;
}

static void add_metric(plume_text *text, const history *of, logging how)
{
    int step = 0;

    for (int i = 0; i < of->sessions; i++) {
        step = how.anew ? 0 : step;
        for (int k = 1; k <= VALUES; k++)
            plume_text_printf(text, "%.0f 0.5 %d\n", value_s(&of->session[i], k) * 1000.0,
                              step++);
    }
}

static void add_samples(plume_text *text, const history *of)
{
    for (int i = 0, step = 0; i < of->sessions; i++)
        for (int s = SAMPLER_S; s <= of->session[i].seen_s; s += SAMPLER_S)
            plume_text_printf(text, "%.0f 12.5 %d\n",
                              (of->session[i].start_s + s) * 1000.0, step++);
}

static void put_files(const history *of, int run, logging how, const char *folder)
{
    static const char meta[] = "artifact_location: file:///a/mlruns/1\n"
                               "experiment_id: '1'\nlifecycle_stage: active\nname: d\n";
    char name[96];
    plume_text text;

    logs_put(folder, "mlruns/1/meta.yaml", meta, sizeof meta - 1);
    plume_text_init(&text);
    add_meta(&text, of, run);
    snprintf(name, sizeof name, "mlruns/1/ml%02d/meta.yaml", run);
    put_text(folder, name, &text);
    add_metric(&text, of, how);
    snprintf(name, sizeof name, "mlruns/1/ml%02d/metrics/loss", run);
    put_text(folder, name, &text);
    if (how.sampled) {
        add_samples(&text, of);
        snprintf(name, sizeof name,
                 "mlruns/1/ml%02d/metrics/system/cpu_utilization_percentage", run);
        put_text(folder, name, &text);
    }
    plume_text_dispose(&text);
}

/* The lines of a metric as rows. */
static void add_rows(plume_text *sql, const char *key, int run, const char *lines)
{
    double ms, value, last_ms = 0.0;
    int step, length;

    while (sscanf(lines, "%lf %lf %d\n%n", &ms, &value, &step, &length) == 3) {
        plume_text_printf(sql,
                          "INSERT INTO metrics VALUES ('%s', %g, %.0f, 'ml%02d', %d, 0);",
                          key, value, ms, run, step);
        last_ms = ms;
        lines += length;
    }
    plume_text_printf(sql,
                      "INSERT INTO latest_metrics VALUES ('%s', 0.5, %.0f, 0, 0, "
                      "'ml%02d');",
                      key, last_ms, run);
}

static void add_store(plume_text *sql, const history *of, int run, logging how)
{
    static const char *const status[ENDING_COUNT] = { "FINISHED", "FAILED", "RUNNING" };
    const session *last = &of->session[of->sessions - 1];
    double end_s = last_end_s(of);
    plume_text lines;

    plume_text_printf(sql, "INSERT INTO runs VALUES ('ml%02d', 'r%02d', '%s', %.0f, ",
                      run, run, status[last->how], of->session[0].start_s * 1000.0);
    if (end_s > 0.0)
        plume_text_printf(sql, "%.0f, 'active', 1);", end_s * 1000.0);
    else
        plume_text_add(sql, "NULL, 'active', 1);");
    plume_text_init(&lines);
    add_metric(&lines, of, how);
    add_rows(sql, "loss", run, lines.data);
    plume_text_clear(&lines);
    add_samples(&lines, of);
    if (how.sampled)
        add_rows(sql, "system/cpu_utilization_percentage", run, lines.data);
    plume_text_dispose(&lines);
}

/* Between the first and the last figure of a session something ran, and before those of
 * the first one, whose start is told. */
static double proven_s(const history *of, logging how)
{
    double sum_s = 0.0;

    for (int i = 0; i < of->sessions; i++) {
        const session *one = &of->session[i];
        double lead_s = one->seen_s / VALUES;

        if (how.sampled)
            lead_s = fmin(lead_s, SAMPLER_S);
        sum_s += one->seen_s - (i > 0 ? lead_s : 0.0) - 0.002;
    }
    return sum_s;
}

/* One run has one start and one end: pauses lie between them. */
span history_mlflow(const histories *from, chance *by, const char *folder)
{
    bool store = chance_is(by, 0.3);
    span all = { 0.0, 0.0 };
    plume_text sql;

    plume_text_init(&sql);
    plume_text_add(&sql, logs_mlflow_tables);
    for (int run = 0; run < from->runs; run++) {
        const history *of = &from->run[run];
        const session *last = &of->session[of->sessions - 1];
        logging how = { chance_is(by, 0.5), chance_is(by, 0.5) };

        if (store)
            add_store(&sql, of, run, how);
        else
            put_files(of, run, how, folder);
        all.least_s += proven_s(of, how);
        all.most_s += last->start_s + last->length_s - of->session[0].start_s + 0.002;
    }
    if (store)
        logs_put_store(folder, "mlflow.db", sql.data);
    plume_text_dispose(&sql);
    return all;
}

/* --- W&B --- */

/* A session that goes on from others has their id, and their time in its runtimes:
 * before_s. */
typedef struct continued {
    const char *id;
    int number;
    double before_s;
} continued;

static void put_wandb(const session *one, continued as, const char *folder)
{
    char below[96], name[160];
    plume_text text;

    plume_text_init(&text);
    snprintf(below, sizeof below, "wandb/run-20260504_08000%d-%s/files", as.number,
             as.id);
    plume_text_add(&text, "{\"os\": \"Linux\", \"startedAt\": \"");
    logs_stamp(&text, one->start_s, 'T');
    plume_text_printf(&text,
                      ".%03dZ\", \"host\": \"n1\", \"program\": \"train.py\", \"args\": "
                      "[\"--run\", \"%.4s\"]}",
                      (int)((one->start_s - (double)(int64_t)one->start_s) * 1000.0),
                      as.id);
    snprintf(name, sizeof name, "%s/wandb-metadata.json", below);
    put_text(folder, name, &text);
    if (one->how == ENDING_KILLED)
        plume_text_printf(&text, "{\"_timestamp\": %.3f, \"_runtime\": %.3f}",
                          one->start_s + one->seen_s, as.before_s + one->seen_s);
    else
        plume_text_printf(
            &text,
            "{\"_wandb\": {\"runtime\": %d}, \"_timestamp\": %.3f, \"_runtime\": %.3f}",
            (int)(as.before_s + one->length_s), one->start_s + one->length_s,
            as.before_s + one->length_s);
    snprintf(name, sizeof name, "%s/wandb-summary.json", below);
    put_text(folder, name, &text);
    plume_text_dispose(&text);
}

/* Each session is a run of its own; with resume="must" they share an id, and each goes on
 * counting where the last figure of the one before stood. */
span history_wandb(const histories *from, chance *by, const char *folder)
{
    span all = { 0.0, 0.0 };

    for (int run = 0; run < from->runs; run++) {
        bool must = chance_is(by, 0.5);
        double before_s = 0.0;

        for (int i = 0; i < from->run[run].sessions; i++) {
            const session *one = &from->run[run].session[i];
            char id[16];

            snprintf(id, sizeof id, must ? "wb%02d" : "wb%02d%d", run, i);
            put_wandb(one, (continued){ id, i, before_s }, folder);
            before_s += must ? one->seen_s : 0.0;
            all.least_s += one->seen_s - 0.002;
            all.most_s += one->length_s + 0.002;
        }
    }
    return all;
}

/* --- Transformers --- */

enum { SESSION_STEPS = 100 };

/* How a Trainer logged: with include_num_input_tokens_seen each entry has the time of its
 * session until then; since release 5 steps per second are of the session alone. */
typedef struct trainer {
    bool told_each, of_session;
} trainer;

static void add_entries(plume_text *text, const history *of, int sessions, trainer how,
                        int run)
{
    for (int i = 0; i < sessions; i++)
        for (int half = 1; half <= 2; half++) {
            plume_text_printf(text, "%s{\"loss\": 0.%d5, \"step\": %d",
                              i + half > 1 ? ", " : "", run,
                              SESSION_STEPS * i + SESSION_STEPS / 2 * half);
            if (how.told_each)
                plume_text_printf(text, ", \"train_runtime\": %.4f",
                                  of->session[i].seen_s * half / 2.0);
            plume_text_add(text, "}");
        }
}

/* What a checkpoint holds at the last figure of a session, or the end of the last. */
static void put_state(const char *folder, const char *name, const history *of,
                      int sessions, trainer how, int run, bool ended)
{
    int steps = SESSION_STEPS * sessions;
    double took_s = of->session[sessions - 1].length_s;
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(
        &text, "{\"global_step\": %d, \"max_steps\": 1000, \"log_history\": [", steps);
    add_entries(&text, of, sessions, how, run);
    if (ended)
        plume_text_printf(&text,
                          ", {\"step\": %d, \"train_runtime\": %.4f, "
                          "\"train_steps_per_second\": %.5f, \"train_loss\": 0.5}",
                          steps, took_s,
                          (how.of_session ? SESSION_STEPS : 1000) / took_s);
    plume_text_add(&text, "]}\n");
    put_text(folder, name, &text);
    plume_text_dispose(&text);
}

/* The time of the last session is proven; where the pace of that one is told all steps
 * are taken at it, which is no bound but what is stated. */
static void add_span(span *all, const history *of, trainer how)
{
    const session *last = &of->session[of->sessions - 1];
    bool ended = last->how == ENDING_COMPLETE;
    double most_s = 0.001;

    for (int i = 0; i < of->sessions; i++) {
        double length_s = of->session[i].length_s;

        most_s +=
            ended && how.of_session ? fmax(length_s, last->length_s * 1.001) : length_s;
    }
    all->most_s += most_s;
    if (ended || how.told_each)
        all->least_s += last->seen_s - 0.001;
}

span history_trainer(const histories *from, chance *by, const char *folder)
{
    static const char table[] = "run_id,hours\nother,1\n"; /* a folder has a run */
    span all = { 3600.0, 3600.0 };

    logs_put(folder, "runs.csv", table, sizeof table - 1);
    for (int run = 0; run < from->runs; run++) {
        const history *of = &from->run[run];
        trainer how = { chance_is(by, 0.5), chance_is(by, 0.5) };
        char name[96];

        for (int i = 1; i <= of->sessions; i++) {
            snprintf(name, sizeof name, "out/r%02d/checkpoint-%d/trainer_state.json", run,
                     SESSION_STEPS * i);
            put_state(folder, name, of, i, how, run, false);
        }
        snprintf(name, sizeof name, "out/r%02d/trainer_state.json", run);
        if (of->session[of->sessions - 1].how == ENDING_COMPLETE)
            put_state(folder, name, of, of->sessions, how, run, true);
        add_span(&all, of, how);
    }
    return all;
}
