/* A job of Hydra: its log, `JOB.log`, in a folder with `.hydra/`, which has the overrides
 * it was started with. Its times are those of the lines that the job wrote. */
#include <math.h>
#include <string.h>

#include "core/ascii.h"
#include "core/texts.h"
#include "logs/framed/lines.h"
#include "logs/path.h"
#include "logs/whole_document.h"
#include <plume/number.h>
#include <plume/text.h>

/* "[2026-11-29 23:38:00,148][__main__][INFO] - job 2": the pattern of Hydra, and of some
 * others, so whether it is one shows only in the folder. */
static bool is_line(const char *text, size_t length)
{
    return length > 30 && text[0] == '[' && plume_is_digit(text[1]) && text[5] == '-' &&
           text[8] == '-' && text[11] == ' ' && text[14] == ':' && text[20] == ',' &&
           text[24] == ']' && text[25] == '[';
}

static int confidence(const plume_head *head)
{
    const char *line;
    size_t at = 0, length;

    return plume_ends_in(head->name, ".log") &&
                   plume_head_line(head, &at, &line, &length) && is_line(line, length)
               ? 40
               : 0;
}

typedef struct reading {
    plume_log *log;
    plume_value *config; /* .hydra/hydra.yaml, below `hydra` */
    plume_text overrides, id, identity, launcher, study;
    plume_texts texts; /* these */
    double first_s, last_s;
    bool of_scheduler; /* its id is */
    uint64_t line;     /* of the first */
} reading;

/* --- what lies beside it --- */

static plume_status read_companion(reading *in, const char *name, plume_value **out,
                                   plume_error *error)
{
    plume_source_stream *source = NULL;
    plume_status status = plume_log_companion(in->log, name, &source, error);

    *out = NULL;
    if (status == PLUME_OK && source != NULL)
        status = plume_document_yaml(out, source, error);
    plume_source_close(source);
    return status;
}

/* "lr=0.1, epochs=4", as the job was started. */
static plume_status read_overrides(reading *in, plume_error *error)
{
    plume_value *list;
    plume_status status = read_companion(in, ".hydra/overrides.yaml", &list, error);

    for (size_t i = 0; i < plume_value_count(list); i++)
        plume_text_printf(&in->overrides, "%s%s", i > 0 ? ", " : "",
                          plume_value_string(plume_value_at(list, i)));
    plume_value_free(list);
    return status;
}

static plume_status read_config(reading *in, plume_error *error)
{
    plume_status status = read_companion(in, ".hydra/hydra.yaml", &in->config, error);

    if (status == PLUME_OK && in->config == NULL)
        return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(in->log), 1, 1,
                             "there is no .hydra/hydra.yaml beside it: it is no log of "
                             "a job of Hydra");
    return status == PLUME_OK ? read_overrides(in, error) : status;
}

/* --- the run --- */

/* A number of YAML is one; ids are words. */
static void add_scalar(plume_text *out, const plume_value *value)
{
    if (plume_value_kind(value) == PLUME_NUMBER)
        plume_number_print(out, plume_value_number(value));
    else
        plume_text_add(out, plume_value_string(value));
}

/* What OmegaConf writes of a value that nothing gave: a job that was run alone has no id.
 */
static const char missing[] = "???";

/* hydra.job.id is the scheduler's where one launched it. joblib's is NAME_NUMBER, and
 * Hydra's own launcher numbers the jobs of each sweep from 0, as hydra.job.num does. */
static bool is_schedulers(const char *id, const plume_value *job)
{
    double number = NAN, num = plume_value_number(plume_value_get(job, "num"));

    if (id[0] == '\0' || id[strspn(id, "0123456789_")] != '\0')
        return false;
    plume_count_parse(&number, id, strlen(id));
    return !(number == num);
}

static bool is_multirun(const plume_value *hydra)
{
    return strcmp(plume_value_string(plume_value_get(hydra, "mode")), "MULTIRUN") == 0;
}

static void name_run(reading *in, const plume_value *hydra)
{
    const plume_value *job = plume_value_get(hydra, "job");
    const plume_value *runtime = plume_value_get(hydra, "runtime");

    add_scalar(&in->id, plume_value_get(job, "id"));
    if (strcmp(in->id.data, missing) == 0)
        plume_text_clear(&in->id);
    in->of_scheduler = is_schedulers(in->id.data, job);
    plume_text_printf(&in->launcher, "hydra:%s", in->id.data);
    if (in->id.length == 0)
        plume_path_name(&in->id, plume_log_path(in->log), 1);
    plume_text_printf(&in->identity, "hydra %s %s ", in->id.data,
                      plume_value_string(plume_value_get(runtime, "output_dir")));
    plume_number_print(&in->identity, in->first_s);
    if (is_multirun(hydra))
        plume_path_folder(&in->study, plume_log_path(in->log), 2);
}

static plume_status push(reading *in, plume_error *error)
{
    const plume_value *hydra = plume_value_get(in->config, "hydra");
    plume_status status;
    plume_run run;

    name_run(in, hydra);
    plume_run_init(&run);
    run.id = in->id.data;
    run.identity = in->identity.data;
    run.name = in->overrides.data;
    if (is_multirun(hydra)) {
        run.role = PLUME_ROLE_SEARCH;
        if (plume_log_options(in->log)->study[0] == '\0')
            run.study = in->study.data;
    }
    run.start_s = in->first_s;
    if (in->last_s > in->first_s) /* one line is no span */
        run.duration_s = in->last_s - in->first_s;
    run.warnings = "span-of-lines";
    run.keys.folder = ".";
    run.keys.resolution_s = 0.0;
    if (in->of_scheduler) {
        run.keys.job = in->id.data;
        run.keys.launcher = in->launcher.data;
    }
    plume_log_note(
        in->log, PLUME_ASSUMED, in->line, "span-of-lines",
        "the duration is the time from the first to the last line that the job "
        "wrote, a lower bound, and how it ended is not told");
    status = plume_texts_status(in->texts, error);
    return status == PLUME_OK ? plume_log_run(in->log, &run, in->line, error) : status;
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *in = state;
    double at_s;

    (void)error;
    if (!is_line(text, length))
        return PLUME_OK;
    at_s = plume_log_time(in->log, text + 1, 23);
    if (isnan(at_s))
        return PLUME_OK;
    if (isnan(in->first_s)) {
        in->first_s = at_s;
        in->line = line;
    }
    in->last_s = at_s;
    return PLUME_OK;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log, .first_s = NAN, .last_s = NAN };
    plume_text *const texts[] = { &in.overrides, &in.id, &in.identity, &in.launcher,
                                  &in.study };
    plume_status status;

    in.texts = (plume_texts){ texts, sizeof texts / sizeof texts[0] };
    plume_texts_init(in.texts);
    status = read_config(&in, error);
    if (status == PLUME_OK)
        status = plume_log_lines(log, take_line, &in, error);
    if (status == PLUME_OK)
        status = push(&in, error);
    plume_texts_dispose(in.texts);
    plume_value_free(in.config);
    return status;
}

const plume_reader plume_reader_hydra = {
    .name = "hydra",
    .title = "a job of Hydra",
    .confidence = confidence,
    .marks = { "][INFO]", "][WARNING]", "][DEBUG]", "][ERROR]", "][CRITICAL]" },
    .read = read,
};
