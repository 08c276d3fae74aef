/* MLflow's files, a W&B folder, event files of TensorBoard, and trainer_state.json. */
#include "properties/logs.h"

#include "core/input/crc32c.h"

#include <stdio.h>
#include <string.h>

/* --- MLflow --- */

static void put_text(const char *folder, const char *below, plume_text *text)
{
    logs_put(folder, below, text->data, text->length);
    plume_text_dispose(text);
    plume_text_init(text);
}

static void put_run(const world *from, const told *one, const char *folder)
{
    char name[128], id[32];
    plume_text text;

    snprintf(id, sizeof id, "ml%02d-%d-%d", one->run, one->rank, one->session);
    plume_text_init(&text);
    plume_text_printf(
        &text,
        "artifact_uri: file:///a/mlruns/1/%s/artifacts\nend_time: %.0f\n"
        "entry_point_name: ''\nexperiment_id: '1'\nlifecycle_stage: active\n"
        "run_id: %s\nrun_name: r%02d\nrun_uuid: %s\nsource_type: 4\n"
        "start_time: %.0f\nstatus: %d\ntags: []\nuser_id: someone\n",
        id, one->end_s * 1000.0, id, one->run, id, one->start_s * 1000.0,
        from->run[one->run].failed ? 4 : 3);
    snprintf(name, sizeof name, "mlruns/1/%s/meta.yaml", id);
    put_text(folder, name, &text);
    if (one->keyed && from->run[one->run].study >= 0) {
        plume_text_printf(&text, "train_%02d_%05d", from->run[one->run].study,
                          from->run[one->run].number);
        snprintf(name, sizeof name, "mlruns/1/%s/tags/trial_name", id);
        put_text(folder, name, &text);
    }
    plume_text_dispose(&text);
}

static void write_mlruns(const world *from, const char *folder)
{
    static const char meta[] = "artifact_location: file:///a/mlruns/1\n"
                               "experiment_id: '1'\nlifecycle_stage: active\nname: d\n";
    size_t count = 0;

    for (size_t i = 0; i < from->count; i++)
        if (from->told[i].tool == TOOL_MLFLOW && !from->told[i].left_out) {
            put_run(from, &from->told[i], folder);
            count++;
        }
    if (count > 0)
        logs_put(folder, "mlruns/1/meta.yaml", meta, sizeof meta - 1);
}

void write_mlflow(const world *from, const char *folder)
{
    if (from->database)
        write_mlflow_store(from, folder);
    else
        write_mlruns(from, folder);
}

/* --- W&B --- */

static void put_wandb(const world *from, const told *one, const char *folder)
{
    char below[96], name[128];
    plume_text text;

    plume_text_init(&text);
    snprintf(below, sizeof below, "wandb/run-20260504_080000-wb%02d-%d-%d/files",
             one->run, one->rank, one->session);
    plume_text_add(&text, "{\"os\": \"Linux\", \"startedAt\": \"");
    logs_stamp(&text, one->start_s, 'T');
    plume_text_printf(&text, ".%06d\"",
                      (int)((one->start_s - (double)(int64_t)one->start_s) * 1e6));
    if (from->hosts)
        plume_text_printf(&text, ", \"host\": \"%s\"", world_host(from, one->host));
    plume_text_printf(
        &text,
        ", \"program\": \"train.py\", \"args\": [\"--run\", \"%d\"], \"gpu\": "
        "\"" WORLD_DEVICE "\", \"gpu_count\": %d}",
        one->run, one->devices);
    snprintf(name, sizeof name, "%s/wandb-metadata.json", below);
    put_text(folder, name, &text);
    plume_text_printf(
        &text,
        "{\"_wandb\": {\"runtime\": %.3f}, \"_timestamp\": %.3f, \"_runtime\": %.3f}",
        one->end_s - one->start_s, one->end_s, one->end_s - one->start_s);
    snprintf(name, sizeof name, "%s/wandb-summary.json", below);
    put_text(folder, name, &text);
    if (one->session >= 0) {
        plume_text_printf(
            &text, "wandb_version: 1\n\noutput_dir:\n  desc: null\n  value: /out/r%02d\n",
            one->run);
        snprintf(name, sizeof name, "%s/config.yaml", below);
        put_text(folder, name, &text);
    }
    plume_text_dispose(&text);
}

void write_wandb(const world *from, const char *folder)
{
    for (size_t i = 0; i < from->count; i++)
        if (from->told[i].tool == TOOL_WANDB && !from->told[i].left_out)
            put_wandb(from, &from->told[i], folder);
}

/* --- TensorBoard --- */

static void put_number(unsigned char *at, uint64_t number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (unsigned char)(number >> 8 * i);
}

static void put_crc(unsigned char *at, const unsigned char *bytes, size_t length)
{
    uint32_t crc = plume_crc32c(bytes, length);

    put_number(at, (uint32_t)((crc >> 15 | crc << 17) + UINT32_C(0xa282ead8)), 4);
}

/* One record of the file; step 0 is the first, which names the version. */
static size_t put_event(unsigned char *to, double time_s, unsigned step)
{
    static const unsigned char version[] = "\x1a\x0d"
                                           "brain.Event:2";
    unsigned char *event = to + 12;
    size_t length = 9;
    uint64_t bits;

    memcpy(&bits, &time_s, sizeof bits);
    event[0] = 0x09;
    put_number(event + 1, bits, 8);
    if (step == 0) {
        memcpy(event + length, version, 15);
        length += 15;
    } else {
        event[length++] = 0x10;
        event[length++] = (unsigned char)step;
    }
    put_number(to, length, 8);
    put_crc(to + 8, to, 8);
    put_crc(event + length, event, length);
    return 16 + length;
}

void write_events(const world *from, const char *folder)
{
    for (size_t i = 0; i < from->count; i++) {
        const told *one = &from->told[i];
        unsigned char bytes[256];
        size_t length = 0;
        char name[128];

        if (one->tool != TOOL_EVENTS || one->left_out)
            continue;
        for (unsigned step = 0; step < 4; step++)
            length +=
                put_event(bytes + length,
                          one->start_s + (one->end_s - one->start_s) * step / 3.0, step);
        snprintf(name, sizeof name, "out/r%02d/runs/events.out.tfevents.%.0f.%s.%d.0",
                 one->run, (double)(int64_t)one->start_s, world_host(from, one->host),
                 one->pid);
        logs_put(folder, name, bytes, length);
    }
}

void write_trainer(const world *from, const char *folder)
{
    for (size_t i = 0; i < from->count; i++) {
        const told *one = &from->told[i];
        char name[64];
        plume_text text;

        if (one->tool != TOOL_TRAINER || one->left_out)
            continue;
        plume_text_init(&text);
        plume_text_printf(
            &text,
            "{\"global_step\": 100, \"max_steps\": 100, \"total_flos\": %d.0e15,\n"
            " \"log_history\": [{\"loss\": %d.5, \"step\": 50},\n"
            " {\"step\": 100, \"train_runtime\": %.4f, \"train_loss\": 0.5}]}\n",
            one->run + 1, one->run, one->end_s - one->start_s);
        snprintf(name, sizeof name, "out/r%02d/trainer_state.json", one->run);
        put_text(folder, name, &text);
        plume_text_dispose(&text);
    }
}
