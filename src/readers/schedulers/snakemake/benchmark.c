/* Snakemake's benchmark files: one row, or one object a line, for each repetition of a
 * job; how long and how busy, without a date or an end. */
#include <math.h>
#include <string.h>

#include "logs/framed/lines.h"
#include "logs/path.h"
#include "logs/whole_document.h"
#include <plume/number.h>
#include <plume/text.h>

static bool is_table(const plume_head *head)
{
    return strncmp(head->bytes, "s\th:m:s\tmax_rss", 15) == 0;
}

static int confidence(const plume_head *head)
{
    if (is_table(head))
        return 95;
    return head->bytes[0] == '{' && strstr(head->bytes, "\"h:m:s\"") != NULL &&
                   strstr(head->bytes, "\"max_rss\"") != NULL
               ? 95
               : 0;
}

/* What is known of a repetition; columns that a release lacks are NAN. */
typedef struct repetition {
    double seconds, cpu_s, threads;
} repetition;

typedef enum column { SECONDS, CPU, THREADS, RULE, COLUMNS } column;
static const char *const names[COLUMNS] = { "s", "cpu_time", "threads", "rule_name" };

typedef struct reading {
    plume_log *log;
    size_t at[COLUMNS]; /* of a table; SIZE_MAX none */
    bool has_header;
    repetition sum;
    uint64_t count;
    plume_text rule;
} reading;

static void add(reading *in, const repetition *one, uint64_t line)
{
    if (!(one->seconds >= 0)) {
        plume_log_reject(in->log, line, 1, "bad-value", "the row has no seconds");
        return;
    }
    in->sum.seconds += one->seconds;
    in->sum.cpu_s += one->cpu_s;
    if (!isnan(one->threads))
        in->sum.threads = one->threads;
    in->count++;
}

/* --- a table --- */

static const char *cell_at(const char *text, size_t at, size_t *length)
{
    for (size_t i = 0; i < at; i++) {
        text += strcspn(text, "\t");
        if (*text == '\0')
            break;
        text++;
    }
    *length = at == SIZE_MAX ? 0 : strcspn(text, "\t\r\n");
    return text;
}

static void take_header(reading *in, const char *text)
{
    in->has_header = true;
    for (size_t k = 0; k < COLUMNS; k++)
        in->at[k] = SIZE_MAX;
    for (size_t i = 0; *text != '\0'; i++) {
        size_t length = strcspn(text, "\t\r\n");

        for (size_t k = 0; k < COLUMNS; k++)
            if (strlen(names[k]) == length && strncmp(names[k], text, length) == 0)
                in->at[k] = i;
        text += length;
        text += *text == '\t';
        if (*text == '\r' || *text == '\n')
            break;
    }
}

static double figure(const reading *in, const char *text, column k)
{
    size_t length;
    const char *cell = cell_at(text, in->at[k], &length);
    double number = NAN;

    if (length > 0)
        plume_number_parse(&number, cell, length); /* NA: it was never sampled */
    return number;
}

static void take_row(reading *in, const char *text, uint64_t line)
{
    repetition one = { figure(in, text, SECONDS), figure(in, text, CPU),
                       figure(in, text, THREADS) };
    size_t length;
    const char *rule = cell_at(text, in->at[RULE], &length);

    if (in->rule.length == 0)
        plume_text_add_n(&in->rule, rule, length);
    add(in, &one, line);
}

/* --- objects --- */

static void take_object(reading *in, const char *text, uint64_t line)
{
    plume_value *object = plume_document_inner(text);
    repetition one = {
        plume_value_number(plume_value_get(object, names[SECONDS])),
        plume_value_number(plume_value_get(object, names[CPU])),
        plume_value_number(plume_value_get(object, names[THREADS])),
    };

    if (in->rule.length == 0)
        plume_text_add(&in->rule,
                       plume_value_string(plume_value_get(object, names[RULE])));
    add(in, &one, line);
    plume_value_free(object);
}

/* --- the run --- */

static plume_status push(reading *in, plume_error *error)
{
    double use = in->sum.cpu_s / (in->sum.seconds * in->sum.threads);
    plume_text name, identity;
    plume_status status;
    plume_run run;

    plume_text_init(&name);
    plume_text_init(&identity);
    plume_path_name(&name, plume_log_path(in->log), 0);
    plume_text_printf(&identity, "snakemake benchmark %s", plume_log_path(in->log));
    plume_run_init(&run);
    run.id = name.data;
    run.identity = run.covers = identity.data;
    run.name = in->rule.length > 0 ? in->rule.data : name.data;
    run.duration_s = in->sum.seconds;
    run.compute.cores = in->sum.threads;
    if (use > 0.0 && use <= 1.0)
        run.compute.core_utilization = use;
    if (in->count > 1)
        plume_log_note(in->log, PLUME_INFO, 0, "repetitions",
                       "%llu repetitions of the job are added",
                       (unsigned long long)in->count);
    status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_text_status(&in->rule, error);
    if (status == PLUME_OK)
        status = plume_log_run(in->log, &run, 2, error);
    plume_text_dispose(&name);
    plume_text_dispose(&identity);
    return status;
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *in = state;

    (void)error;
    if (length > 0 && text[0] == '{')
        take_object(in, text, line);
    else if (strncmp(text, "s\th:m:s", 7) == 0)
        take_header(in, text);
    else if (length > 0 && in->has_header)
        take_row(in, text, line);
    return PLUME_OK;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log, .sum = { 0.0, 0.0, NAN } };
    plume_status status;

    plume_text_init(&in.rule);
    status = plume_log_lines(log, take_line, &in, error);
    if (status == PLUME_OK && in.count > 0)
        status = push(&in, error);
    plume_text_dispose(&in.rule);
    return status;
}

const plume_reader plume_reader_snakemake_benchmark = {
    .name = "snakemake_benchmark",
    .title = "Snakemake's benchmark files",
    .confidence = confidence,
    .marks = { "max_rss" },
    .read = read,
};
