/* cli/cmd_roles.c -- what each run was for, by which rule, and the energy that it moves.
 */
#include "role_block.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "estimate_sites.h"

#define STUDY_FILE "plume.yaml"
enum { STUDY_BYTES_MAX = 1 << 20 };

typedef struct roles_options {
    cli_reading reading;
    bool write, quiet;
} roles_options;

static const cli_option table[] = {
    { "write", 'w', CLI_FLAG, offsetof(roles_options, write), NULL,
      "put the guess into the study file, plume.yaml here unless -s names one" },
    { "device", 'd', CLI_TEXT, offsetof(roles_options, reading.device), "NAME",
      "device of runs whose log names none" },
    { "count", 'n', CLI_DEVICES, offsetof(roles_options, reading.count), "N",
      "devices of runs whose log does not tell" },
#define READING(name, letter, kind, field, value, help)                                  \
    { name, letter, kind, offsetof(roles_options, reading.field), value, help },
#include "reading.def"
#undef READING
    { "quiet", 'q', CLI_FLAG, offsetof(roles_options, quiet), NULL,
      "no warnings but of what was left out" },
    { NULL, 0, CLI_FLAG, 0, NULL, NULL },
};

/* --- the table --- */

enum { COLUMNS = 5 };

static void put_row(cli_table *shown, const cli_role_row *row, double all_kwh)
{
    plume_text text[COLUMNS];
    const char *cell[COLUMNS];

    for (size_t i = 0; i < COLUMNS; i++)
        plume_text_init(&text[i]);
    if (row->proposed != PLUME_ROLE_UNKNOWN)
        plume_text_printf(&text[0], "%s?", plume_role_name(row->proposed));
    else
        plume_text_add(&text[0], plume_role_name(row->role));
    plume_text_printf(&text[1], "%llu", (unsigned long long)row->runs);
    if (row->known_runs > 0 && row->known_runs < row->runs)
        plume_text_add(&text[2], ">= ");
    cli_put_number(&text[2], row->known_runs > 0 ? row->it_kwh : (double)NAN, 4);
    if (all_kwh > 0.0 && row->known_runs > 0)
        plume_text_printf(&text[3], "%.1f", 100.0 * row->it_kwh / all_kwh);
    cli_role_rule_print(&text[4], row);
    for (size_t i = 0; i < COLUMNS; i++)
        cell[i] = text[i].data;
    cli_table_row(shown, cell);
    for (size_t i = 0; i < COLUMNS; i++)
        plume_text_dispose(&text[i]);
}

static plume_status put_table(plume_text *out, const cli_role_tally *tally,
                              plume_error *error)
{
    static const char *const heads[COLUMNS] = { "Role", ">Runs", ">IT kWh",
                                                ">% of energy", "Rule" };
    cli_table *shown = cli_table_new(heads, COLUMNS);

    for (size_t i = 0; i < tally->count; i++)
        put_row(shown, &tally->row[i], tally->it_kwh);
    if (!cli_table_print(shown, out))
        return plume_fail_memory(error);
    if (tally->overflowed)
        plume_text_printf(out,
                          "There are more than %d rules: the last row holds the "
                          "rest.\n",
                          CLI_ROLE_ROWS);
    return PLUME_OK;
}

/* Of how many runs the energies of the table are. */
static void put_coverage(plume_text *out, const plume_ledger *ledger)
{
    plume_coverage coverage = plume_ledger_coverage(ledger);

    if (plume_coverage_is_partial(coverage)) {
        plume_text_add(out, "Energies are at least these: that of ");
        plume_coverage_print(out, coverage);
        plume_text_add(out, " is known.\n");
    }
    if (coverage.most == 0)
        return;
    plume_text_add(out, "Of these ");
    plume_coverage_print_most(out, coverage);
    plume_text_add(out, ".\n");
}

/* --- the study file --- */

/* What it holds now; an empty text where there is none. */
static plume_status read_file(plume_text *out, const char *path, plume_error *error)
{
    FILE *file = fopen(path, "rb");
    char part[4096];
    size_t length;

    if (file == NULL)
        return access(path, F_OK) == 0
                   ? plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "cannot be read")
                   : PLUME_OK;
    while ((length = fread(part, 1, sizeof part, file)) > 0 &&
           out->length < STUDY_BYTES_MAX)
        plume_text_add_n(out, part, length);
    fclose(file);
    return plume_text_status(out, error);
}

/* A new one names the logs, so that the next command needs no path. */
static void begin_file(plume_text *out, char *const *paths, size_t count)
{
    plume_text_add(out, "# Begun by `plume roles --write`; docs/study.md explains each "
                        "key.\ninputs:\n");
    for (size_t i = 0; i < count; i++) {
        plume_text_add(out, "  - path: ");
        plume_json_print_string(out, paths[i]);
        plume_text_add_char(out, '\n');
    }
}

static plume_status write_file(const char *path, const plume_text *text,
                               plume_error *error)
{
    plume_output *output;
    plume_status status = plume_text_status(text, error);

    if (status == PLUME_OK)
        status = plume_output_open(&output, path, error);
    if (status != PLUME_OK)
        return status;
    status = plume_output_write(output, text->data, text->length, error);
    if (status == PLUME_OK)
        return plume_output_finish(output, error);
    plume_output_abandon(output);
    return status;
}

/* Keys of a study file, or SIZE_MAX where it is none. */
static size_t keys_of(const plume_text *text, const char *path, bool *roles)
{
    plume_value *root = NULL;
    size_t count = SIZE_MAX;

    *roles = false;
    if (plume_yaml_parse(&root, text->data, text->length, path, NULL) == PLUME_OK) {
        count = plume_value_count(root);
        *roles = plume_value_get(root, "roles") != NULL;
    }
    plume_value_free(root);
    return count;
}

/* The roles are put in line by line, which does for files as people write them; what
 * would not be read back as the same file with the roles is refused. */
static plume_status check_written(const char *path, const plume_text *before,
                                  const plume_text *after, plume_error *error)
{
    bool had, has;
    size_t old = keys_of(before, path, &had), new = keys_of(after, path, &has);

    if (old != SIZE_MAX && has && new == old + (had ? 0 : 1))
        return PLUME_OK;
    plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                  "the roles cannot be put in: its keys do not stand each on lines of "
                  "its own from the margin on");
    plume_hint(error, "without --write they are printed; type them in");
    return PLUME_ERR_VALUE;
}

static plume_status write_roles(const roles_options *options, const char *block,
                                char *const *paths, size_t count, plume_error *error)
{
    const char *path =
        options->reading.study != NULL ? options->reading.study : STUDY_FILE;
    plume_text before, after;
    plume_status status;

    plume_text_init(&before);
    plume_text_init(&after);
    status = read_file(&before, path, error);
    if (status == PLUME_OK && before.length == 0)
        begin_file(&before, paths, count);
    if (status == PLUME_OK) {
        cli_role_block_put(&after, before.data, block);
        status = check_written(path, &before, &after, error);
    }
    if (status == PLUME_OK)
        status = write_file(path, &after, error);
    plume_text_dispose(&before);
    plume_text_dispose(&after);
    return status;
}

/* What was guessed and what comes next. */
static plume_status conclude(plume_text *out, const cli_role_tally *tally,
                             const plume_study *study, const roles_options *options,
                             char *const *paths, size_t count, plume_error *error)
{
    const char *file =
        options->reading.study != NULL ? options->reading.study : STUDY_FILE;
    plume_status status = PLUME_OK;
    plume_text block;
    uint64_t news;

    plume_text_init(&block);
    cli_role_block_print(&block, tally, study, &news);
    if (options->write && news > 0)
        status = write_roles(options, block.data, paths, count, error);
    if (status != PLUME_OK)
        plume_text_add(out, "");
    else if (options->write && news > 0)
        plume_text_printf(out,
                          "\n%s has the roles of %llu runs; correct them there, then\n"
                          "  plume report -s %s\n",
                          file, (unsigned long long)news, file);
    else if (options->write)
        plume_text_printf(out, "\nNothing was guessed: %s stays as it is.\n", file);
    else
        plume_text_printf(out, "\nIn a study file (--write puts it there):\n\n%s",
                          block.data);
    plume_text_dispose(&block);
    return status == PLUME_OK ? plume_text_status(out, error) : status;
}

static plume_status tell_roles(cli_role_tally *tally, const roles_options *options,
                               char **paths, size_t count, plume_text *out,
                               plume_error *error)
{
    plume_ledger *ledger = NULL;
    cli_work work;
    plume_status status = cli_work_open(&work, &options->reading, paths, count, error);

    if (status == PLUME_OK)
        plume_intake_spare_digests(work.intake);
    if (status == PLUME_OK)
        status = plume_ledger_new(&ledger, work.study, work.factors, NULL, 0, work.notes,
                                  error);
    tally->ledger = ledger;
    if (status == PLUME_OK)
        status = plume_ledger_read_with(
            ledger, work.intake,
            (plume_run_copy){ { cli_role_tally_take, tally }, cli_role_tally_restart },
            error);
    if (status == PLUME_OK)
        status = cli_work_check(&work, &options->reading, error);
    if (status == PLUME_OK) {
        cli_role_tally_settle(tally);
        status = put_table(out, tally, error);
        put_coverage(out, ledger);
    }
    if (status == PLUME_OK)
        status = conclude(out, tally, work.study, options, paths, count, error);
    cli_warn(work.notes, 5, options->quiet);
    plume_ledger_free(ledger);
    cli_work_close(&work);
    return status;
}

static int roles(const roles_options *options, char **paths, size_t count)
{
    cli_role_tally *tally = calloc(1, sizeof *tally);
    plume_error error = { 0 };
    plume_text out;
    int status;

    if (tally == NULL) {
        plume_fail_memory(&error);
        return cli_fail(&error);
    }
    plume_text_init(&out);
    if (tell_roles(tally, options, paths, count, &out, &error) != PLUME_OK)
        status = cli_fail(&error);
    else
        status = cli_print(&out);
    plume_text_dispose(&out);
    cli_role_tally_dispose(tally);
    free(tally);
    return status;
}

/* --write goes on with the study file that is here, and would lose what it states else.
 */
static int run(int argc, char **argv)
{
    roles_options options = { .write = false };
    int status;

    cli_reading_init(&options.reading);
    if (cli_parse(&cli_command_roles, &options, &argc, &argv, &status)) {
        if (options.write && options.reading.study == NULL &&
            access(STUDY_FILE, R_OK) == 0)
            options.reading.study = STUDY_FILE;
        status = argc == 0 && options.reading.study == NULL
                     ? cli_no_logs("roles")
                     : roles(&options, argv, (size_t)argc);
    }
    cli_reading_dispose(&options.reading);
    return status;
}

const cli_command cli_command_roles = {
    .name = "roles",
    .arguments = "[OPTION...] PATH...",
    .summary = "show what each run was for, by which rule, and the energy of each",
    .description =
        "Reads every log under the paths and prints a table: role, runs, energy, and the "
        "rule that says so: the log itself, a pattern of the study file, or a word in a "
        "name, a study, a tag or a path (docs/roles.md lists them). Runs of which no "
        "rule "
        "knows are unknown. With --write the guess goes into plume.yaml, to be corrected "
        "there; all else in that file stays as it is.",
    .examples = "  $ plume roles logs/\n"
                "  $ plume roles logs/ --write && plume report -s plume.yaml\n",
    .option = table,
    .run = run,
};
