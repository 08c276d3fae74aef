/* cli/cmd_verify.c -- whether a report is as it was written, and as its inputs give it.
 */
#include "cli.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct verify_options {
    cli_reading reading;
    size_t pages;
    bool quiet, anonymous;
    const char *format, *venue, *language;
} verify_options;

static const cli_option table[] = {
    { "title", 0, CLI_TEXT, offsetof(verify_options, reading.title), "TEXT",
      "title of the study, as the report was given it" },
    { "pages", 0, CLI_WHOLE, offsetof(verify_options, pages), "N",
      "most pages, as the report was given them" },
    { "venue", 0, CLI_VENUE, offsetof(verify_options, venue), "NAME",
      "venue, as the report was given it" },
    { "language", 0, CLI_TEXT, offsetof(verify_options, language), "CODE",
      "language, as the report was given it" },
    { "anonymous", 0, CLI_FLAG, offsetof(verify_options, anonymous), NULL,
      "no names; the report itself tells whether it has any" },
    { "device", 'd', CLI_TEXT, offsetof(verify_options, reading.device), "NAME",
      "device of runs whose log names none" },
    { "count", 'n', CLI_DEVICES, offsetof(verify_options, reading.count), "N",
      "devices of runs whose log does not tell" },
    CLI_BY(verify_options, reading.by),
    CLI_METHOD(verify_options, reading.further, "methods beside the two of every report"),
#define READING(name, letter, kind, field, value, help)                                  \
    { name, letter, kind, offsetof(verify_options, reading.field), value, help },
#include "reading.def"
#undef READING
    { "format", 0, CLI_TEXT, offsetof(verify_options, format), "FORMAT",
      "table (default) or json" },
    { "quiet", 'q', CLI_FLAG, offsetof(verify_options, quiet), NULL,
      "differences alone" },
    { NULL, 0, CLI_FLAG, 0, NULL, NULL },
};

typedef struct verification {
    verify_options *options;
    const char *path;
    char **inputs;
    size_t input_count;
    plume_value *differences;
    plume_verified verified;
    bool anew; /* it was computed from its inputs, too */
} verification;

static bool is_folder(const char *path)
{
    struct stat there;

    return stat(path, &there) == 0 && S_ISDIR(there.st_mode);
}

/* Another file of that name may lie there. */
static bool is_its_study(const verification *at)
{
    plume_study *study = NULL;
    plume_factors *factors = NULL;
    bool same = cli_factors(&factors, NULL) == PLUME_OK &&
                plume_study_load(&study, at->verified.study, factors, NULL) == PLUME_OK &&
                strcmp(study->sha256, at->verified.study_sha256) == 0;

    plume_study_free(study);
    plume_factors_free(factors);
    return same;
}

/* The inputs: those on the command line, or the study file that the report names, where
 * it still lies there. A PDF alone is compared with nothing but itself. */
static bool has_inputs(verification *at)
{
    if (!is_folder(at->path))
        return false;
    if (at->input_count == 0 && at->options->reading.study == NULL &&
        at->verified.study != NULL && is_its_study(at))
        at->options->reading.study = at->verified.study;
    return at->input_count > 0 || at->options->reading.study != NULL;
}

static plume_status recompute_with(verification *at, cli_work *work,
                                   const char *templates, plume_error *error)
{
    const char *names[CLI_METHODS_MAX];
    plume_report_options options = { .pages = at->options->pages,
                                     .templates = templates,
                                     .command = at->verified.command,
                                     .study_shown = at->verified.study,
                                     .venue = at->options->venue,
                                     .language = at->options->language,
                                     .by = work->by,
                                     .anonymous = at->verified.anonymous,
                                     .creation_s = at->verified.creation_s };
    plume_report_work with = { work->intake, work->study, work->factors,
                               work->notes,  &options,    error };

    options.methods = cli_methods(names, &at->options->reading, &options.method_count);
    if (options.anonymous)
        plume_intake_number(work->intake);
    else
        plume_intake_relabel(work->intake);
    return plume_report_recompute(at->differences, at->path, &with);
}

static plume_status recompute(verification *at, plume_error *error)
{
    plume_text templates;
    cli_work work;
    plume_status status;

    plume_text_init(&templates);
    status =
        cli_work_open(&work, &at->options->reading, at->inputs, at->input_count, error);
    if (status == PLUME_OK)
        status = cli_data(&templates, "templates", error);
    if (status == PLUME_OK)
        status = recompute_with(at, &work, templates.data, error);
    cli_work_close(&work);
    plume_text_dispose(&templates);
    at->anew = status == PLUME_OK;
    return status;
}

static plume_status verify(verification *at, plume_error *error)
{
    plume_status status =
        is_folder(at->path)
            ? plume_verify_folder(at->differences, &at->verified, at->path, error)
            : plume_verify_pdf(at->differences, &at->verified, at->path, error);

    if (status == PLUME_OK && has_inputs(at))
        status = recompute(at, error);
    return status == PLUME_OK ? plume_value_status(at->differences, error) : status;
}

/* --- what is told --- */

static void tell_differences(const plume_value *differences)
{
    plume_text out;

    plume_text_init(&out);
    for (size_t i = 0; i < plume_value_count(differences); i++) {
        const plume_value *one = plume_value_at(differences, i);
        const char *place = plume_value_string(plume_value_get(one, "place"));

        plume_text_printf(&out, "%s:%s%s %s\n",
                          plume_value_string(plume_value_get(one, "file")),
                          place[0] != '\0' ? " " : "", place,
                          plume_value_string(plume_value_get(one, "message")));
    }
    cli_tell(&out);
    plume_text_dispose(&out);
}

/* Another version, or other datasets, give other bytes for the same inputs. */
static void tell_versions(const verification *at)
{
    const plume_verified *by = &at->verified;
    plume_factors *factors = NULL;
    plume_text out;

    plume_text_init(&out);
    if (cli_factors(&factors, NULL) == PLUME_OK && by->version != NULL &&
        by->factors != NULL &&
        (strcmp(by->version, PLUME_VERSION) != 0 ||
         strcmp(by->factors, plume_factors_version(factors)) != 0))
        plume_text_printf(&out,
                          "written by plume %s with factors %s; this is plume %s with "
                          "factors %s\n",
                          by->version, by->factors, PLUME_VERSION,
                          plume_factors_version(factors));
    cli_tell(&out);
    plume_factors_free(factors);
    plume_text_dispose(&out);
}

static int print_summary(const verification *at)
{
    size_t count = plume_value_count(at->differences);
    plume_text out;
    int status;

    plume_text_init(&out);
    plume_text_printf(&out, "Code       %s\n",
                      at->verified.code[0] != '\0' ? at->verified.code : "none");
    plume_text_printf(&out, "Checked    %s\n",
                      at->anew ? "its own digests, and the report computed anew from its "
                                 "inputs"
                               : "its own digests; with the paths of the inputs it is "
                                 "computed anew");
    if (count == 0)
        plume_text_add(&out, "Result     as it was written\n");
    else
        plume_text_printf(&out, "Result     %zu difference%s\n", count,
                          count == 1 ? "" : "s");
    status = cli_print(&out);
    plume_text_dispose(&out);
    return status;
}

static int print_json(const verification *at)
{
    plume_value *root = plume_value_map(), *list;
    plume_text out;
    int status;

    plume_value_set_string(root, "schema", "plume.verification/1");
    plume_value_set_known(root, "code", at->verified.code);
    plume_value_set_known(root, "version", at->verified.version);
    plume_value_set_known(root, "factors", at->verified.factors);
    plume_value_set_bool(root, "computed_anew", at->anew);
    list = plume_value_set_list(root, "differences");
    for (size_t i = 0; i < plume_value_count(at->differences); i++) {
        const plume_value *one = plume_value_at(at->differences, i);
        plume_value *map = plume_value_set_map(list, NULL);

        for (size_t k = 0; k < plume_value_count(one); k++)
            plume_value_set_known(map, plume_value_key_at(one, k),
                                  plume_value_string(plume_value_at(one, k)));
    }
    plume_text_init(&out);
    plume_json_print(&out, root, false);
    status = cli_print(&out);
    plume_text_dispose(&out);
    plume_value_free(root);
    return status;
}

static int tell(const verification *at, cli_format format)
{
    int status = CLI_DONE;

    if (plume_value_count(at->differences) > 0)
        tell_versions(at);
    tell_differences(at->differences);
    if (format == CLI_AS_JSON)
        status = print_json(at);
    else if (!at->options->quiet)
        status = print_summary(at);
    return status == CLI_DONE && plume_value_count(at->differences) > 0 ? CLI_DIFFERENT
                                                                        : status;
}

/* "%PDF-" is in the first kilobyte of a PDF (ISO 32000-1, annex H.3.4.1). */
static bool is_pdf(const char *path)
{
    char head[1024] = "";
    FILE *file = fopen(path, "rb");
    size_t length = file != NULL ? fread(head, 1, sizeof head - 1, file) : 0;

    if (file != NULL)
        fclose(file);
    for (size_t i = 0; i + 5 <= length; i++)
        if (memcmp(head + i, "%PDF-", 5) == 0)
            return true;
    return false;
}

/* What can be no report. */
static plume_status look(const char *path, plume_error *error)
{
    if (access(path, F_OK) != 0)
        plume_fail_at(error, PLUME_ERR_MISSING, path, 0, 0, "there is no such report");
    else if (!is_folder(path) && !is_pdf(path))
        plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                      "is no folder of a report, and no PDF");
    else
        return PLUME_OK;
    plume_hint(error, "plume verify takes the folder that plume report wrote, or its "
                      "appendix.pdf");
    return PLUME_ERR_VALUE;
}

static int run_with(verify_options *options, int argc, char **argv)
{
    verification at = { .options = options, .differences = plume_value_list() };
    cli_format format = CLI_AS_TABLE;
    plume_error error = { 0 };
    int status;

    if (options->format != NULL &&
        (!cli_format_find(&format, options->format) || format == CLI_AS_CSV))
        status = cli_misused("verify", "--format is '%s', expected table or json",
                             options->format);
    else if (argc == 0)
        status = cli_misused("verify", "a folder of a report, or its appendix.pdf, is "
                                       "needed");
    else if (look(argv[0], &error) != PLUME_OK)
        status = cli_fail(&error);
    else if (!is_folder(argv[0]) && (argc > 1 || options->reading.study != NULL))
        status = cli_misused("verify", "a PDF alone is held against itself; name the "
                                       "report's folder to compute it anew");
    else {
        at.path = argv[0];
        at.inputs = argv + 1;
        at.input_count = (size_t)argc - 1;
        status = verify(&at, &error) == PLUME_OK ? tell(&at, format) : cli_fail(&error);
        plume_verified_dispose(&at.verified);
    }
    plume_value_free(at.differences);
    return status;
}

static int run(int argc, char **argv)
{
    verify_options options = { 0 };
    int status;

    cli_reading_init(&options.reading);
    if (cli_parse(&cli_command_verify, &options, &argc, &argv, &status))
        status = run_with(&options, argc, argv);
    cli_reading_dispose(&options.reading);
    return status;
}

const cli_command cli_command_verify = {
    .name = "verify",
    .arguments = "[OPTION...] DIR|PDF [PATH...]",
    .summary = "check that a report is as it was written",
    .description =
        "Checks a report's folder, or its appendix.pdf alone, against the digests that "
        "it "
        "carries: of each file, of each page, of the results and runs that are attached. "
        "With the paths and options that it was made of, or where its study file still "
        "lies where it lay, the report is computed anew and compared file by file. Each "
        "difference is a line on standard error that begins with the file's name, and "
        "then the exit status is 3. Whoever changes all digests with what they are of is "
        "found only by computing the report anew: no digest proves an author.",
    .examples = "  $ plume verify report/\n"
                "  $ plume verify appendix.pdf\n"
                "  $ plume verify report/ logs/ --location DE --pue 1.2\n",
    .option = table,
    .run = run,
};
