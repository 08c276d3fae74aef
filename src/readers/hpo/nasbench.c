/* Records of NAS-Bench-101 and -201, one JSON object a line: what trainings cost that
 * were made once, when the benchmark was; whoever looks them up spends none of it. */
#include "logs/reader.h"

#include <math.h>
#include <string.h>

#include "core/input/source_text.h"
#include "core/number/units.h"
#include <plume/number.h>
#include <plume/text.h>
#include <plume/value.h>

typedef struct reading {
    plume_log *log;
    plume_text id, identity;
    uint64_t runs;
    double seconds;
} reading;

static bool has(const char *text, const char *key)
{
    return strstr(text, key) != NULL;
}

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");

    if (*start != '{')
        return 0;
    if (has(start, "\"module_hash\"") && has(start, "\"training_time\""))
        return 95;
    return has(start, "\"arch") &&
                   (has(start, "\"train-all-time\"") || has(start, "\"train_time\"") ||
                    has(start, "\"train-per-time\""))
               ? 90
               : 0;
}

/* --- one record --- */

static double number(const plume_value *record, const char *key)
{
    return plume_value_number(plume_value_get(record, key));
}

/* hp is the count of epochs, as text: '12' or '200'. */
static double epochs_of(const plume_value *record)
{
    const char *hp = plume_value_string(plume_value_get(record, "hp"));
    double epochs = number(record, "epochs");

    if (isnan(epochs))
        epochs = number(record, "hp");
    if (isnan(epochs) && hp[0] != '\0')
        plume_count_parse(&epochs, hp, strlen(hp));
    return epochs;
}

/* 101 states the seconds of a training, 201 those of an epoch or of all. */
static double seconds_of(const plume_value *record)
{
    double all_s = number(record, "training_time"), epoch_s;

    if (isnan(all_s))
        all_s = number(record, "train-all-time");
    if (!isnan(all_s))
        return all_s;
    epoch_s = number(record, "train-per-time");
    if (isnan(epoch_s))
        epoch_s = number(record, "train_time");
    return epoch_s * epochs_of(record);
}

static void add_key(plume_text *id, const plume_value *record, const char *key)
{
    const plume_value *value = plume_value_get(record, key);

    if (plume_value_kind(value) == PLUME_NULL)
        return;
    plume_text_add(id, id->length > 0 ? "/" : "");
    if (plume_value_kind(value) == PLUME_NUMBER)
        plume_number_print(id, plume_value_number(value));
    else
        plume_text_add(id, plume_value_string(value));
}

/* Each training was repeated under the same key, so the place belongs to the identity. */
static void name_run(reading *in, const plume_value *record, uint64_t line)
{
    static const char *const keys[] = { "module_hash", "arch", "arch_str", "arch_index",
                                        "dataset",     "hp",   "epochs",   "seed" };

    plume_text_clear(&in->id);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        add_key(&in->id, record, keys[i]);
    plume_text_clear(&in->identity);
    plume_text_printf(&in->identity, "nasbench %llu %s ", (unsigned long long)line,
                      in->id.data);
    plume_number_print(&in->identity, seconds_of(record));
    plume_text_add_char(&in->identity, ' ');
    plume_number_print(&in->identity, number(record, "test_accuracy"));
}

/* A lookup in a table of trained networks: the time is that of the training then, and
 * nothing was used now. */
static plume_status take(reading *in, const plume_value *record, uint64_t line,
                         plume_error *error)
{
    plume_run run;
    plume_status status;

    plume_run_init(&run);
    name_run(in, record, line);
    run.id = in->id.data;
    run.identity = in->identity.data;
    run.duration_s = seconds_of(record);
    run.objective_better = 1.0;
    run.objective = number(record, "test_accuracy");
    run.state = PLUME_STATE_COMPLETE;
    run.role = PLUME_ROLE_NAS;
    run.warnings = PLUME_RUN_SIMULATED;
    if (isnan(run.duration_s) || run.duration_s < 0) {
        plume_log_reject(in->log, line, 0, "bad-value",
                         "there is no time of training in this record");
        return PLUME_OK;
    }
    in->runs++;
    in->seconds += run.duration_s;
    status = plume_text_status(&in->id, error);
    if (status == PLUME_OK)
        status = plume_text_status(&in->identity, error);
    return status == PLUME_OK ? plume_log_run(in->log, &run, line, error) : status;
}

/* --- reading --- */

static plume_status take_line(reading *in, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    plume_value *record = NULL;
    plume_error inner = { 0 };
    plume_status status;

    if (strspn(text, " \t") == length)
        return PLUME_OK;
    status = plume_json_parse(&record, text, length, "", NULL, &inner);
    if (status == PLUME_ERR_MEMORY)
        return plume_fail_memory(error);
    if (status != PLUME_OK) {
        plume_log_reject(in->log, line, inner.column, "torn-row", "%s", inner.message);
        return PLUME_OK;
    }
    status = take(in, record, line, error);
    plume_value_free(record);
    return status;
}

static void add_notes(const reading *in)
{
    plume_text hours;

    if (in->runs == 0)
        return;
    plume_text_init(&hours);
    plume_number_significant(&hours, in->seconds / SECONDS_PER_HOUR, 4);
    plume_log_note(in->log, PLUME_WARNING, 0, PLUME_RUN_SIMULATED,
                   "%llu runs are records of a benchmark: their %s hours were spent when "
                   "it was made, not by a search that looks them up, and are in no total",
                   (unsigned long long)in->runs, hours.data);
    plume_text_dispose(&hours);
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log };
    const char *text = "";
    size_t length;
    uint64_t line;
    plume_status status = PLUME_OK;

    plume_text_init(&in.id);
    plume_text_init(&in.identity);
    while (status == PLUME_OK && text != NULL) {
        status = plume_source_line(plume_log_source(log), &text, &length, &line, error);
        if (status == PLUME_OK && text != NULL)
            status = take_line(&in, text, length, line, error);
    }
    if (status == PLUME_OK)
        add_notes(&in);
    plume_text_dispose(&in.id);
    plume_text_dispose(&in.identity);
    return status;
}

const plume_reader plume_reader_nasbench = {
    .name = "nasbench",
    .title = "records of NAS-Bench-101 or -201",
    .confidence = confidence,
    .marks = { "module_hash", "\"arch" },
    .read = read,
};
