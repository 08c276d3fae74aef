/* cli/cmd_runs.c -- what was read: one line a run, and why each file was taken or left.
 */
#include "cli.h"
#include "run_line.h"
#include <plume/run_columns.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct runs_options {
    cli_reading reading;
    const char *output, *format, *part, *schema;
    bool why, readers, quiet;
} runs_options;

static const cli_option table[] = {
    { "why", 'w', CLI_FLAG, offsetof(runs_options, why), NULL,
      "tell of each file which reader took it and why, and list every note" },
    { "readers", 0, CLI_FLAG, offsetof(runs_options, readers), NULL,
      "list the formats that are read" },
    { "device", 'd', CLI_TEXT, offsetof(runs_options, reading.device), "NAME",
      "device of runs whose log names none" },
    { "count", 'n', CLI_DEVICES, offsetof(runs_options, reading.count), "N",
      "devices of runs whose log does not tell" },
#define READING(name, letter, kind, field, value, help)                                  \
    { name, letter, kind, offsetof(runs_options, reading.field), value, help },
#include "reading.def"
#undef READING
    { "format", 0, CLI_TEXT, offsetof(runs_options, format), "FORMAT",
      "table, json, ndjson or csv; partial: to be merged" },
    { "part", 0, CLI_TEXT, offsetof(runs_options, part), "I/N",
      "with --format partial: the I-th of N shares of the files, or of the one" },
    { "schema", 0, CLI_TEXT, offsetof(runs_options, schema), "DIALECT",
      "print names and types of the columns of --format csv: sql, duckdb" },
    { "output", 'o', CLI_TEXT, offsetof(runs_options, output), "FILE", "write there" },
    { "quiet", 'q', CLI_FLAG, offsetof(runs_options, quiet), NULL,
      "no warnings but of what was left out" },
    { NULL, 0, CLI_FLAG, 0, NULL, NULL },
};

/* Where runs go as they are read. */
typedef struct run_printer {
    plume_output *output;
    plume_text text;
    plume_text others; /* as JSON: what is no run */
    uint64_t runs;
    bool lines; /* NDJSON */
    run_columns column;
} run_printer;

/* After each run, so that memory does not grow with the log. */
static plume_status flush(run_printer *printer, plume_error *error)
{
    plume_status status = plume_text_status(&printer->text, error);

    if (status == PLUME_OK)
        status = plume_output_write(printer->output, printer->text.data,
                                    printer->text.length, error);
    plume_text_clear(&printer->text);
    return status;
}

static plume_status take_csv(void *state, const plume_run *run, plume_error *error)
{
    run_printer *printer = state;

    return plume_runs_csv_write(printer->output, run, error);
}

/* The comma stands before each run but the first: which is the last is not known as they
 * come. */
static plume_status put_json(void *state, const plume_run *run, plume_error *error)
{
    run_printer *printer = state;
    plume_value *map = plume_value_map();
    plume_status status;

    plume_run_to_value(map, run);
    status = plume_value_status(map, error);
    plume_text_add(&printer->text, printer->runs++ == 0 ? "\n    " : ",\n    ");
    plume_json_print(&printer->text, map, true);
    plume_value_free(map);
    return status == PLUME_OK ? flush(printer, error) : status;
}

/* Comes among the runs and stands in a list behind them, so it waits here until they are
 * out. */
static plume_status put_other(run_printer *printer, const plume_run *other,
                              plume_error *error)
{
    plume_value *map = plume_value_map();
    plume_status status;

    plume_other_to_value(map, other);
    status = plume_value_status(map, error);
    plume_text_add(&printer->others, printer->others.length == 0 ? "\n    " : ",\n    ");
    plume_json_print(&printer->others, map, true);
    plume_value_free(map);
    return status == PLUME_OK ? plume_text_status(&printer->others, error) : status;
}

/* A row that stands for several equal runs becomes that many. */
static plume_status take_json(void *state, const plume_run *run, plume_error *error)
{
    if (run->other != PLUME_OTHER_NONE)
        return put_other(state, run, error);
    return plume_run_each(run, (plume_run_sink){ put_json, state }, error);
}

/* Each run, and what is no run, on a line of its own. */
static plume_status put_ndjson(void *state, const plume_run *run, plume_error *error)
{
    run_printer *printer = state;
    plume_value *map = plume_value_map();
    plume_status status;

    if (run->other == PLUME_OTHER_NONE)
        plume_run_to_value(map, run);
    else
        plume_other_to_value(map, run);
    status = plume_value_status(map, error);
    plume_json_print(&printer->text, map, true);
    plume_text_add_char(&printer->text, '\n');
    plume_value_free(map);
    return status == PLUME_OK ? flush(printer, error) : status;
}

static plume_status take_ndjson(void *state, const plume_run *run, plume_error *error)
{
    if (run->other != PLUME_OTHER_NONE)
        return put_ndjson(state, run, error);
    return plume_run_each(run, (plume_run_sink){ put_ndjson, state }, error);
}

static plume_status take_line(void *state, const plume_run *run, plume_error *error)
{
    run_printer *printer = state;

    run_line_put(&printer->text, &printer->column, run);
    printer->runs++;
    return flush(printer, error);
}

/* What stands before the runs needs the counts: read once for them, then again for the
 * runs. */
static plume_status print_json(run_printer *printer, cli_work *work, plume_error *error)
{
    plume_run_sink sink = { take_json, printer };
    plume_value *head = plume_value_list();
    plume_records records;
    plume_status status = plume_intake_read(work->intake, cli_no_sink(), error);

    for (size_t i = 0; i < plume_intake_count(work->intake); i++)
        plume_input_to_value(plume_intake_at(work->intake, i),
                             plume_value_set_map(head, NULL));
    plume_text_add(&printer->text, "{\n  \"schema\": \"plume.runs/1\",\n  \"inputs\": ");
    plume_json_print(&printer->text, head, true);
    plume_value_free(head);
    head = plume_value_map();
    records = plume_intake_records(work->intake);
    plume_records_to_value(&records, head);
    plume_text_add(&printer->text, ",\n  \"records\": ");
    plume_json_print(&printer->text, head, true);
    plume_value_free(head);
    plume_text_add(&printer->text, ",\n  \"runs\": [");
    if (status == PLUME_OK)
        status = plume_intake_read(work->intake, sink, error);
    head = plume_value_list();
    plume_notes_to_value(work->notes, head);
    plume_text_add(&printer->text,
                   printer->runs > 0 ? "\n  ],\n  \"others\": [" : "],\n  \"others\": [");
    plume_text_add(&printer->text, printer->others.data);
    plume_text_add(&printer->text, printer->others.length > 0 ? "\n  ],\n  \"notes\": "
                                                              : "],\n  \"notes\": ");
    plume_json_print(&printer->text, head, true);
    plume_text_add(&printer->text, "\n}\n");
    plume_value_free(head);
    return status == PLUME_OK ? flush(printer, error) : status;
}

/* Every record has its place in this sum: docs/evidence.md, Where it stands. */
static void print_records(plume_text *out, const char *lead, const plume_records *records)
{
    plume_text line;

    plume_text_init(&line);
    plume_text_printf(
        &line,
        "%s%llu records = %llu used + %llu superseded + %llu duplicate "
        "+ %llu told again + %llu rejected\n",
        lead, (unsigned long long)records->read, (unsigned long long)records->used,
        (unsigned long long)records->superseded, (unsigned long long)records->duplicate,
        (unsigned long long)records->told_again, (unsigned long long)records->rejected);
    if (line.status == PLUME_OK)
        cli_wrap(out, line.data, cli_width(stdout, SIZE_MAX), 2);
    else
        out->status = line.status;
    plume_text_dispose(&line);
}

/* Every path is listed, also one that no reader took: the question is why something
 * is missing. */
static void print_why(plume_text *out, const cli_work *work)
{
    for (size_t i = 0; i < plume_intake_count(work->intake); i++) {
        const plume_input *input = plume_intake_at(work->intake, i);

        plume_text_printf(out, "%s: %s\n", input->path, input->reason);
        if (input->verdict == PLUME_INPUT_READ)
            print_records(out, "  ", &input->records);
    }
    for (size_t i = 0; i < plume_notes_count(work->notes); i++) {
        const plume_note *note = plume_notes_at(work->notes, i);

        plume_text_printf(out, "%s%s", note->path, note->path[0] != '\0' ? ":" : "");
        if (note->line > 0)
            plume_text_printf(out, "%llu:", (unsigned long long)note->line);
        plume_text_printf(out, "%s%s: %s [%s]\n", note->path[0] != '\0' ? " " : "",
                          plume_severity_name(note->severity), note->message, note->code);
    }
    if (plume_notes_tally(work->notes, "") > 0)
        plume_text_printf(
            out, "%llu further notes of the same kinds are counted, not listed\n",
            (unsigned long long)plume_notes_tally(work->notes, ""));
}

static void print_account(plume_text *out, const plume_decision_account *account)
{
    plume_text_printf(out, "%s", account->path);
    if (account->line > 0)
        plume_text_printf(out, ":%llu", (unsigned long long)account->line);
    plume_text_printf(out, " %s", account->id);
}

/* Two accounts and the rule that tied them: docs/evidence.md, One folder. */
static plume_status take_decision(void *state, const plume_decision *decision,
                                  plume_error *error)
{
    run_printer *printer = state;

    print_account(&printer->text, &decision->account);
    plume_text_printf(&printer->text, ": %s ", decision->relation);
    print_account(&printer->text, &decision->to);
    plume_text_printf(&printer->text, " [%s]\n", decision->rule);
    return flush(printer, error);
}

/* Only rules that tied something. */
static void print_rules(plume_text *out, const plume_intake *intake)
{
    const char *before = "";

    for (size_t i = 0; i < plume_evidence_rules(); i++) {
        uint64_t pairs = plume_evidence_pairs(intake, i);

        if (pairs == 0)
            continue;
        plume_text_printf(out, "%s%s %llu",
                          before[0] == '\0' ? "pairs by rule: " : before,
                          plume_evidence_rule(i), (unsigned long long)pairs);
        before = ", ";
    }
    if (before[0] != '\0')
        plume_text_add_char(out, '\n');
}

/* --why asks of files, so the logs are read for their notes and no run is printed. */
static plume_status print_table(run_printer *printer, cli_work *work, bool why,
                                plume_error *error)
{
    plume_run_sink sink = { take_line, printer };
    plume_records records;
    plume_status status;

    printer->column = run_columns_fit();
    if (!why)
        run_heads_put(&printer->text, &printer->column);
    status = plume_intake_read(work->intake, why ? cli_no_sink() : sink, error);
    if (status != PLUME_OK)
        return status;
    records = plume_intake_records(work->intake);
    if (why) {
        print_why(&printer->text, work);
        status = plume_evidence_decisions(
            work->intake, (plume_decision_sink){ take_decision, printer }, error);
        print_rules(&printer->text, work->intake);
    }
    if (status != PLUME_OK)
        return status;
    print_records(&printer->text, "", &records);
    return flush(printer, error);
}

/* --strict is asked last: which records are rejected is known when all are read. */
static plume_status print_runs(run_printer *printer, cli_work *work,
                               const runs_options *options, cli_format format,
                               plume_error *error)
{
    plume_run_sink sink = { take_csv, printer };
    plume_status status;

    if (format == CLI_AS_JSON)
        status = print_json(printer, work, error);
    else if (format == CLI_AS_TABLE)
        status = print_table(printer, work, options->why, error);
    else if (printer->lines)
        status = plume_intake_read(work->intake, (plume_run_sink){ take_ndjson, printer },
                                   error);
    else {
        status = plume_runs_csv_header(printer->output, error);
        if (status == PLUME_OK)
            status = plume_intake_read(work->intake, sink, error);
    }
    return status == PLUME_OK ? cli_work_check(work, &options->reading, error) : status;
}

/* With --why nothing stops the reading: it must answer also where no log can be read. */
static plume_status runs(const runs_options *options, int argc, char **argv,
                         cli_format format, plume_error *error)
{
    run_printer printer = { .lines = strcmp(options->format, "ndjson") == 0 };
    cli_work work;
    plume_status status =
        cli_work_open(&work, &options->reading, argv, (size_t)argc, error);

    plume_text_init(&printer.text);
    plume_text_init(&printer.others);
    if (status == PLUME_OK && options->why) {
        plume_intake_keep_going(work.intake, true);
        plume_intake_allow_nothing(work.intake);
    }
    if (status == PLUME_OK && format != CLI_AS_JSON)
        plume_intake_spare_digests(work.intake);
    /* What cannot be read at all must be known before the first byte is written. */
    if (status == PLUME_OK)
        status = plume_intake_survey(work.intake, error);
    if (status == PLUME_OK)
        status = plume_output_open(
            &printer.output, options->output == NULL ? "-" : options->output, error);
    if (status == PLUME_OK) {
        status = print_runs(&printer, &work, options, format, error);
        status = plume_memory_check(status, 0, error);
        if (status == PLUME_OK)
            status = plume_output_finish(printer.output, error);
        else
            plume_output_abandon(printer.output);
    }
    if (!options->why)
        cli_warn(work.notes, 20, options->quiet);
    plume_text_dispose(&printer.text);
    plume_text_dispose(&printer.others);
    cli_work_close(&work);
    return status;
}

/* From the registry: a new reader is listed without a line here. */
static int list_readers(void)
{
    plume_text out;
    int status;

    plume_text_init(&out);
    for (size_t i = 0; i < plume_reader_count(); i++) {
        plume_reader_info reader = plume_reader_at(i);

        plume_text_printf(&out, "%-16s %s\n", reader.name, reader.title);
    }
    status = cli_print(&out);
    plume_text_dispose(&out);
    return status;
}

/* So that columns which are empty in all rows keep their types. */
static int print_schema(const char *dialect)
{
    bool duckdb = strcmp(dialect, "duckdb") == 0;
    plume_text out;
    int status;

    if (!duckdb && strcmp(dialect, "sql") != 0)
        return cli_misused("runs", "--schema is '%s', expected sql or duckdb", dialect);
    plume_text_init(&out);
    plume_runs_schema(&out, duckdb);
    status = cli_print(&out);
    plume_text_dispose(&out);
    return status;
}

static int run_with(runs_options *options, int argc, char **argv)
{
    plume_error error = { 0 };
    cli_format format;
    int status;

    if (!cli_parse(&cli_command_runs, options, &argc, &argv, &status))
        return status;
    if (options->schema != NULL)
        return print_schema(options->schema);
    if (strcmp(options->format, "partial") == 0)
        return cli_partial(&options->reading, options->part, options->output, argc, argv);
    if (options->part != NULL)
        return cli_misused("runs", "--part needs --format partial");
    if (strcmp(options->format, "ndjson") == 0)
        format = CLI_AS_CSV; /* a stream too */
    else if (!cli_format_find(&format, options->format))
        return cli_misused(
            "runs", "--format is '%s', expected table, json, ndjson, csv or partial",
            options->format);
    if (options->readers)
        return list_readers();
    if (argc == 0 && options->reading.study == NULL)
        return cli_no_logs("runs");
    return runs(options, argc, argv, format, &error) == PLUME_OK ? CLI_DONE
                                                                 : cli_fail(&error);
}

static int run(int argc, char **argv)
{
    runs_options options = { .format = "table" };
    int status;

    cli_reading_init(&options.reading);
    status = run_with(&options, argc, argv);
    cli_reading_dispose(&options.reading);
    return status;
}

const cli_command cli_command_runs = {
    .name = "runs",
    .arguments = "[OPTION...] PATH...",
    .summary = "show what is read: one line a run, and why",
    .description =
        "Reads every log under the paths and prints the runs in the canonical schema "
        "(--format "
        "csv is what runs.csv holds). With --why it tells of each file which reader took "
        "it or "
        "why none did, and lists every note and rejected record with its place.",
    .examples = "  $ plume runs logs/\n"
                "  $ plume runs logs/ --format csv -o runs.csv\n"
                "  $ plume runs --why emissions.csv\n",
    .option = table,
    .run = run,
};
