/* Reads metadata, summary and configuration, in the spellings of all versions. */
#include "readers/trackers/wandb/about.h"

#include "core/hash.h"

#include <math.h>
#include <string.h>

#include "logs/event_files.h"
#include "records/tags.h"
#include "logs/whole_document.h"
#include "readers/trackers/wandb/program.h"
#include <plume/number.h>

enum { FILE_BYTES_MAX = 64 << 20 };
#define TIME_MAX_S 1e11 /* the year 5138 */
/* A client begins to count that much before or after it writes down its start. */
#define EARLIER_S 10.0

void plume_wandb_about_init(plume_wandb_about *about)
{
    memset(about, 0, sizeof *about);
    plume_text_init(&about->host);
    plume_text_init(&about->device);
    plume_text_init(&about->folder);
    plume_text_init(&about->program);
    plume_text_init(&about->job);
    plume_text_init(&about->tags);
    about->device_count = about->started_s = about->configured_s = NAN;
    about->runtime_s = about->last_log_s = about->last_runtime_s = NAN;
}

void plume_wandb_about_dispose(plume_wandb_about *about)
{
    plume_text_dispose(&about->host);
    plume_text_dispose(&about->device);
    plume_text_dispose(&about->folder);
    plume_text_dispose(&about->program);
    plume_text_dispose(&about->job);
    plume_text_dispose(&about->tags);
}

/* A number, or the text of one. */
static double number_of(const plume_value *value)
{
    const char *text = plume_value_string(value);
    double number = plume_value_number(value);

    if (isnan(number) && !plume_number_parse(&number, text, strlen(text)))
        return NAN;
    return isfinite(number) ? number : NAN;
}

static double time_of(const plume_value *value)
{
    double time_s = number_of(value);

    return time_s > 0.0 && time_s < TIME_MAX_S ? time_s : NAN;
}

static double length_of(const plume_value *value)
{
    double length_s = number_of(value);

    return length_s >= 0.0 ? length_s : NAN;
}

/* --- metadata --- */

/* Written without a zone, and meant as UTC. */
static double utc_of(const plume_value *value)
{
    const char *text = plume_value_string(value);
    plume_stamp stamp;

    return plume_time_parse(&stamp, text, strlen(text), NULL) ? stamp.unix_s : NAN;
}

/* Newer versions list the boards under another name. */
static const plume_value *boards(const plume_value *metadata)
{
    static const char *const keys[] = { "gpu_devices", "gpu_nvidia", "gpuNvidia",
                                        "gpu_amd",     "gpuAmd",     "gpuapple" };

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (plume_value_count(plume_value_get(metadata, keys[i])) > 0)
            return plume_value_get(metadata, keys[i]);
    return NULL;
}

/* What the figures of gpu_count and gpu say is what the first board of a list says. */
static void take_device(plume_wandb_about *about, const plume_value *metadata)
{
    const plume_value *list = boards(metadata);
    const char *name = plume_value_string(plume_value_get(metadata, "gpu"));
    double count = length_of(plume_value_get(metadata, "gpu_count"));

    if (name[0] == '\0')
        name = plume_value_string(plume_value_get(metadata, "gpu_type"));
    if (name[0] == '\0')
        name = plume_value_string(plume_value_get(plume_value_at(list, 0), "name"));
    if (isnan(count))
        count = length_of(plume_value_get(metadata, "gpuCount"));
    if (isnan(count) && plume_value_kind(list) == PLUME_LIST)
        count = (double)plume_value_count(list);
    plume_text_clear(&about->device);
    plume_text_add(&about->device, name);
    if (count > 0.0)
        about->device_count = count;
}

/* Equal for the replicas that one launcher started: the program, its arguments and the
 * folder in which it ran. "" where any of the first two is not told. */
static void take_program(plume_wandb_about *about, const plume_value *metadata)
{
    static const char *const keys[] = { "program", "args", "root", "cwd" };
    const plume_value *program = plume_value_get(metadata, "program");
    plume_text whole;

    plume_text_clear(&about->program);
    if (plume_value_string(program)[0] == '\0')
        return;
    plume_text_init(&whole);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        plume_json_print(&whole, plume_value_get(metadata, keys[i]), false);
    plume_text_printf(&about->program, "%016llx",
                      (unsigned long long)plume_hash64(whole.data, whole.length, 11));
    if (whole.status != PLUME_OK)
        about->program.status = whole.status;
    plume_text_dispose(&whole);
}

/* Slurm's variables, by their names in lower case. */
static void take_job(plume_wandb_about *about, const plume_value *slurm)
{
    plume_wandb_job_print(&about->job,
                          plume_value_string(plume_value_get(slurm, "job_id")),
                          plume_value_string(plume_value_get(slurm, "array_job_id")),
                          plume_value_string(plume_value_get(slurm, "array_task_id")));
}

/* A list, or words with commas. */
static void take_tags(plume_wandb_about *about, const plume_value *tags)
{
    const char *all = plume_value_string(tags);

    if (plume_value_count(tags) > 0 || all[0] != '\0')
        plume_text_clear(&about->tags);
    for (size_t i = 0; i < plume_value_count(tags); i++) {
        const char *tag = plume_value_string(plume_value_at(tags, i));

        plume_tags_add(&about->tags, tag, strlen(tag));
    }
    while (*all != '\0') {
        size_t length = strcspn(all, ",");

        plume_tags_add(&about->tags, all, length);
        all += length + (all[length] == ',');
        all += strspn(all, " ");
    }
}

void plume_wandb_about_metadata(plume_wandb_about *about, const plume_value *metadata)
{
    take_tags(about, plume_value_get(metadata, "tags"));
    take_program(about, metadata);
    take_job(about, plume_value_get(metadata, "slurm"));
    about->any = true;
    about->started_s = utc_of(plume_value_get(metadata, "startedAt"));
    if (!(about->started_s > 0.0))
        about->started_s = NAN;
    plume_text_clear(&about->host);
    plume_text_add(&about->host, plume_value_string(plume_value_get(metadata, "host")));
    take_device(about, metadata);
}

void plume_wandb_about_summary(plume_wandb_about *about, const plume_value *summary)
{
    const plume_value *own = plume_value_get(summary, "_wandb");

    about->any = true;
    about->runtime_s = length_of(plume_value_get(own, "runtime"));
    about->last_log_s = time_of(plume_value_get(summary, "_timestamp"));
    about->last_runtime_s = length_of(plume_value_get(summary, "_runtime"));
    /* The end is written in whole seconds, the last figure is not. */
    if (about->last_runtime_s > about->runtime_s)
        about->runtime_s = about->last_runtime_s;
}

void plume_wandb_about_config(plume_wandb_about *about, const plume_value *config)
{
    const plume_value *own = plume_value_get(plume_value_get(config, "_wandb"), "value");

    about->any = true;
    about->configured_s = time_of(plume_value_get(own, "start_time"));
    take_tags(about, plume_value_get(plume_value_get(config, "wandb_tags"), "value"));
    take_tags(about, plume_value_get(plume_value_get(config, "tags"), "value"));
    plume_text_clear(&about->folder);
    plume_text_add(&about->folder, plume_value_string(plume_value_get(
                                       plume_value_get(config, "output_dir"), "value")));
}

/* --- files --- */

typedef void (*taker)(plume_wandb_about *about, const plume_value *value);

static const struct {
    const char *name;
    taker take; /* NULL: only claimed */
    bool yaml;
} files[] = {
    { "wandb-metadata.json", plume_wandb_about_metadata, false },
    { "wandb-summary.json", plume_wandb_about_summary, false },
    { "config.yaml", plume_wandb_about_config, true },
    { "output.log", NULL, false },
};

static plume_status take_file(plume_wandb_about *about, size_t i, plume_log *log,
                              const char *path, plume_error *error)
{
    plume_error inner = { .status = PLUME_OK };
    plume_source_stream *source = NULL;
    plume_value *value = NULL;
    plume_status status = plume_log_companion(log, path, &source, error);

    if (status != PLUME_OK || source == NULL)
        return status;
    if (files[i].take != NULL) {
        status = files[i].yaml
                     ? plume_document_yaml(&value, source, &inner)
                     : plume_document_json(&value, source, FILE_BYTES_MAX, &inner);
        if (status == PLUME_OK)
            files[i].take(about, value);
        else if (status != PLUME_ERR_MEMORY)
            plume_log_note(log, PLUME_WARNING, 0, "companion-damaged", "%s: %s", path,
                           inner.message);
    }
    plume_value_free(value);
    plume_source_close(source);
    return status == PLUME_ERR_MEMORY ? plume_fail_memory(error) : PLUME_OK;
}

plume_status plume_wandb_about_read(plume_wandb_about *about, plume_log *log,
                                    const char *prefix, const char *skip,
                                    plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < sizeof files / sizeof files[0]; i++) {
        plume_text path;

        if (strcmp(files[i].name, skip) == 0)
            continue;
        plume_text_init(&path);
        plume_text_printf(&path, "%s%s", prefix, files[i].name);
        status = plume_text_status(&path, error);
        if (status == PLUME_OK)
            status = take_file(about, i, log, path.data, error);
        plume_text_dispose(&path);
    }
    if (status == PLUME_OK)
        status = plume_claim_events(log, prefix, error);
    return status;
}

double plume_wandb_about_start(const plume_wandb_about *about)
{
    if (!isnan(about->started_s))
        return about->started_s;
    if (!isnan(about->last_log_s) && !isnan(about->last_runtime_s))
        return about->last_log_s - about->last_runtime_s;
    return about->configured_s;
}

/* A resumed run's _runtime goes on from that of the sessions before, its start does not.
 */
double plume_wandb_about_before(const plume_wandb_about *about)
{
    double own_s = about->last_log_s - about->started_s;

    return about->last_runtime_s > own_s + EARLIER_S ? about->last_runtime_s - own_s
                                                     : (double)NAN;
}
