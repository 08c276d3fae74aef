/* Program, configuration, job and trial of a run, from the records of a .wandb file. */
#include "readers/trackers/wandb/program.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include <plume/number.h>

/* Fields of EnvironmentRecord and ConfigRecord in wandb_internal.proto. */
enum {
    ENVIRONMENT_ARGUMENT = 5,
    ENVIRONMENT_PROGRAM = 6,
    ENVIRONMENT_ROOT = 11,
    ENVIRONMENT_HOST = 12,
    ENVIRONMENT_GPU = 18,
    ENVIRONMENT_GPU_COUNT = 19,
    ENVIRONMENT_GPUS_NVIDIA = 24,
    ENVIRONMENT_GPUS_AMD = 26,
    ENVIRONMENT_SLURM = 27,
    CONFIG_UPDATE = 1
};
enum { ITEM_KEY = 1, ITEM_NESTED_KEY = 2, ITEM_VALUE = 16, HASH_SEED = 11 };

void plume_wandb_program_init(plume_wandb_program *program)
{
    memset(program, 0, sizeof *program);
    plume_text_init(&program->what);
    plume_text_init(&program->job);
    plume_text_init(&program->folder);
    plume_text_init(&program->tag);
    plume_text_init(&program->host);
    plume_text_init(&program->device);
    program->device_count = program->rank = NAN;
}

void plume_wandb_program_dispose(plume_wandb_program *program)
{
    plume_text_dispose(&program->what);
    plume_text_dispose(&program->job);
    plume_text_dispose(&program->folder);
    plume_text_dispose(&program->tag);
    plume_text_dispose(&program->host);
    plume_text_dispose(&program->device);
    free(program->setting);
}

/* --- environment --- */

/* The task of an array is a job of its own: array and index name it as JobID does. */
void plume_wandb_job_print(plume_text *out, const char *id, const char *array,
                           const char *task)
{
    plume_text_clear(out);
    if (array[0] != '\0' && task[0] != '\0')
        plume_text_printf(out, "%s_%s", array, task);
    else
        plume_text_add(out, id);
}

static void keep(char out[32], plume_bytes text)
{
    size_t length = text.length < 31 ? text.length : 31;

    memcpy(out, text.data, length);
    out[length] = '\0';
}

typedef struct slurm_job {
    char id[32], array[32], task[32];
} slurm_job;

/* One of SLURM's variables, without that word and in lower case. */
static bool take_variable(slurm_job *job, plume_bytes message)
{
    plume_proto proto = plume_proto_open(message);
    plume_bytes name = { message.data, 0 }, value = name;
    plume_proto_field field;

    while (plume_proto_next(&proto, &field)) {
        if (field.wire == PLUME_WIRE_BYTES && field.number == 1)
            name = field.bytes;
        else if (field.wire == PLUME_WIRE_BYTES && field.number == 2)
            value = field.bytes;
    }
    if (plume_bytes_equal(name, "job_id"))
        keep(job->id, value);
    else if (plume_bytes_equal(name, "array_job_id"))
        keep(job->array, value);
    else if (plume_bytes_equal(name, "array_task_id"))
        keep(job->task, value);
    return !proto.bad;
}

static void set_text(plume_text *text, plume_bytes told)
{
    plume_text_clear(text);
    plume_text_add_n(text, (const char *)told.data, told.length);
}

/* One board: its name is its first field. */
static void take_board(plume_wandb_program *program, plume_bytes message)
{
    plume_proto proto = plume_proto_open(message);
    plume_proto_field field;

    while (program->device.length == 0 && plume_proto_next(&proto, &field))
        if (field.number == 1 && field.wire == PLUME_WIRE_BYTES)
            set_text(&program->device, field.bytes);
}

static void take_machine(plume_wandb_program *program, const plume_proto_field *field)
{
    if (field->number == ENVIRONMENT_GPU_COUNT && field->wire == PLUME_WIRE_VARINT &&
        field->value > 0)
        program->device_count = (double)field->value;
    if (field->wire != PLUME_WIRE_BYTES)
        return;
    if (field->number == ENVIRONMENT_HOST)
        set_text(&program->host, field->bytes);
    else if (field->number == ENVIRONMENT_GPU)
        set_text(&program->device, field->bytes);
    else if (field->number == ENVIRONMENT_GPUS_NVIDIA ||
             field->number == ENVIRONMENT_GPUS_AMD)
        take_board(program, field->bytes);
}

/* It comes in parts: one of the program, one of the machine. */
bool plume_wandb_program_environment(plume_wandb_program *program, plume_bytes message)
{
    plume_proto proto = plume_proto_open(message);
    slurm_job job = { "", "", "" };
    plume_proto_field field;
    plume_text what;
    bool sound = true, named = false;

    plume_text_init(&what);
    while (plume_proto_next(&proto, &field)) {
        take_machine(program, &field);
        if (field.wire != PLUME_WIRE_BYTES)
            continue;
        if (field.number == ENVIRONMENT_ARGUMENT || field.number == ENVIRONMENT_PROGRAM ||
            field.number == ENVIRONMENT_ROOT) {
            plume_text_printf(&what, "%u ", (unsigned)field.number);
            plume_text_add_n(&what, (const char *)field.bytes.data, field.bytes.length);
            plume_text_add_char(&what, '\n');
        }
        named = named || field.number == ENVIRONMENT_PROGRAM;
        if (field.number == ENVIRONMENT_SLURM)
            sound = take_variable(&job, field.bytes) && sound;
    }
    if (named) {
        plume_text_clear(&program->what);
        plume_text_add_n(&program->what, what.data, what.length);
    }
    if (job.id[0] != '\0' || job.array[0] != '\0')
        plume_wandb_job_print(&program->job, job.id, job.array, job.task);
    program->no_memory = program->no_memory || what.status != PLUME_OK;
    plume_text_dispose(&what);
    return sound && !proto.bad;
}

/* --- configuration --- */

/* The last word on a key counts. */
static void set(plume_wandb_program *program, plume_bytes key, plume_bytes value)
{
    plume_wandb_setting one = { plume_hash64(key.data, key.length, HASH_SEED),
                                plume_hash64(value.data, value.length, HASH_SEED) };
    size_t capacity = program->capacity * 2 + 32, i = 0;

    while (i < program->settings && program->setting[i].key != one.key)
        i++;
    if (i == program->capacity) {
        plume_wandb_setting *grown =
            realloc(program->setting, capacity * sizeof *program->setting);

        if (grown == NULL) {
            program->no_memory = true;
            return;
        }
        program->setting = grown;
        program->capacity = capacity;
    }
    program->setting[i] = one;
    program->settings += i == program->settings;
}

/* Which replica it is, and what W&B itself adds, is no configuration of the program. */
static bool is_rank(plume_bytes key)
{
    static const char *const names[] = { "rank", "local_rank", "global_rank",
                                         "process_index", "local_process_index" };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (plume_bytes_equal(key, names[i]))
            return true;
    return false;
}

static void take_folder(plume_wandb_program *program, plume_bytes json)
{
    plume_error unused = { .status = PLUME_OK };
    plume_value *value = NULL;

    if (plume_json_parse(&value, (const char *)json.data, json.length, "", NULL,
                         &unused) == PLUME_OK) {
        plume_text_clear(&program->folder);
        plume_text_add(&program->folder, plume_value_string(value));
    }
    plume_value_free(value);
}

static bool take_item(plume_wandb_program *program, plume_bytes message)
{
    plume_proto proto = plume_proto_open(message);
    plume_bytes key = { message.data, 0 }, value = key;
    plume_proto_field field;
    double rank;

    while (plume_proto_next(&proto, &field)) {
        if (field.wire != PLUME_WIRE_BYTES)
            continue;
        if (field.number == ITEM_KEY ||
            (field.number == ITEM_NESTED_KEY && key.length == 0))
            key = field.bytes;
        else if (field.number == ITEM_VALUE)
            value = field.bytes;
    }
    if (plume_bytes_equal(key, "output_dir"))
        take_folder(program, value);
    if (plume_bytes_equal(key, "rank") &&
        plume_count_parse(&rank, (const char *)value.data, value.length))
        program->rank = rank;
    if (!is_rank(key) && !plume_bytes_equal(key, "_wandb"))
        set(program, key, value);
    return !proto.bad;
}

bool plume_wandb_program_config(plume_wandb_program *program, plume_bytes message)
{
    plume_proto proto = plume_proto_open(message);
    plume_proto_field field;
    bool sound = true;

    while (plume_proto_next(&proto, &field))
        if (field.wire == PLUME_WIRE_BYTES && field.number == CONFIG_UPDATE)
            sound = take_item(program, field.bytes) && sound;
    return sound && !proto.bad;
}

/* --- what comes of it --- */

/* Settings come in any order, so their digests are added up. */
void plume_wandb_program_print(plume_text *out, const plume_wandb_program *program)
{
    uint64_t sum = 0;

    plume_text_clear(out);
    if (program->what.length == 0)
        return;
    for (size_t i = 0; i < program->settings; i++)
        sum += plume_hash64(&program->setting[i], sizeof program->setting[i], HASH_SEED);
    plume_text_printf(out, "%016llx %016llx",
                      (unsigned long long)plume_hash64(program->what.data,
                                                       program->what.length, HASH_SEED),
                      (unsigned long long)sum);
}

double plume_wandb_program_trial(const plume_wandb_program *program, const char *name)
{
    static const char word[] = "trial/";
    const char *digits = name + sizeof word - 1;
    double number;

    if (program->tag.length == 0 || strncmp(name, word, sizeof word - 1) != 0 ||
        !plume_count_parse(&number, digits, strcspn(digits, "/")))
        return NAN;
    return number;
}
