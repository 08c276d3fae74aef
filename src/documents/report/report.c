/* The report folder: read once, then written all at once or not at all. */
#include <plume/report.h>

#include <string.h>

#include "documents/report/internal.h"
#include "documents/template/templates.h"
#include "documents/wording/languages.h"
#include <plume/memory.h>

/* --- the whole --- */

/* "report/ appendix.pdf, appendix.tex, statement.tex and 10 more". */
static void list_files(plume_report *report)
{
    enum { SHOWN = 3 };
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, report->options->directory);
    if (text.length > 0 && text.data[text.length - 1] != '/')
        plume_text_add_char(&text, '/');
    for (size_t i = 0; i < report->file_count && i < SHOWN; i++)
        plume_text_printf(&text, "%s%s", i == 0 ? " " : ", ", report->file[i]);
    if (report->file_count > SHOWN)
        plume_text_printf(&text, " and %zu more", report->file_count - SHOWN);
    plume_value_set_string(plume_report_english(report), "wrote", text.data);
    plume_text_dispose(&text);
}

static plume_status find_venue(plume_report *report)
{
    const char *asked = report->options->venue;
    const plume_study *study = report->data.study;

    if (asked != NULL && *asked != '\0')
        return plume_venue_find(&report->venue, asked, "", report->error);
    return *study->venue == '\0' ? PLUME_OK
                                 : plume_venue_find(&report->venue, study->venue,
                                                    study->path, report->error);
}

static plume_status load_words(plume_report *report)
{
    const char *folder = report->options->templates;
    const char *language = report->options->language;
    plume_status status;

    if (language == NULL)
        language = report->data.study->language;
    report->data.language = language;
    status = plume_words_load(&report->words, folder, language, report->error);
    if (status == PLUME_OK && strcmp(language, "en") != 0)
        status = plume_words_load(&report->english, folder, "en", report->error);
    return status;
}

static plume_status load(plume_report *report)
{
    const char *folder = report->options->templates;
    plume_status status = load_words(report);

    report->pool = plume_pool_new();
    report->largest = plume_largest_new();
    if (status == PLUME_OK && (report->pool == NULL || report->largest == NULL))
        status = plume_fail_memory(report->error);
    if (status == PLUME_OK)
        status = plume_bibliography_load(&report->bibliography, folder, report->error);
    if (status == PLUME_OK)
        status =
            plume_ledger_new(&report->ledger, report->data.study, report->data.factors,
                             report->options->methods, report->options->method_count,
                             report->notes, report->error);
    if (status == PLUME_OK)
        status = plume_ledger_divide(report->ledger, report->options->by, report->error);
    if (status == PLUME_OK && report->options->anonymous)
        plume_ledger_hide_divided(report->ledger);
    if (status == PLUME_OK)
        status = plume_code_counts_new(&report->codes, report->error);
    if (status == PLUME_OK)
        status = plume_tool_counts_new(&report->tools, report->error);
    if (status == PLUME_OK)
        status = find_venue(report);
    if (status == PLUME_OK && report->data.anonymous)
        status = plume_anonymous_new(&report->anonymous, report->error);
    report->data.words = report->words;
    report->data.codes = report->codes;
    report->data.bibliography = report->bibliography;
    report->data.ledger = report->ledger;
    return status;
}

/* The order matters: report.html holds the figures, results.json lists all files, and
 * appendix.pdf holds results.json and so comes last. */
static plume_status fill(plume_report *report, plume_intake *intake)
{
    plume_status status = plume_report_read(report, intake);

    if (status == PLUME_OK)
        status =
            plume_footprint_new(&report->footprint, report->ledger, report->data.study,
                                report->data.factors, report->notes, report->error);
    report->data.footprint = report->footprint;
    if (status == PLUME_OK)
        status = plume_report_compare(report);
    if (status == PLUME_OK)
        status = plume_report_figure_data(report);
    if (status == PLUME_OK && report->anonymous != NULL) {
        status = plume_anonymous_notes(report->anonymous, &report->nameless_notes,
                                       report->notes, report->error);
        report->data.notes = report->nameless_notes;
    }
    if (status == PLUME_OK)
        status = plume_report_compose(report);
    if (status == PLUME_OK && plume_report_wants(report, "pdf"))
        plume_report_wrote(report, "appendix.pdf"); /* written last, it stands first */
    if (status == PLUME_OK) {
        plume_report_name_documents(report);
        plume_report_wrote(report, "results.json"); /* lists all, and is in the PDF */
        plume_report_wrote(report, "runs.csv");
        status = plume_report_rejects(report);
    }
    if (status == PLUME_OK)
        status = plume_report_figures(report);
    if (status == PLUME_OK)
        status = plume_report_documents(report);
    if (status == PLUME_OK)
        status = plume_report_twin(report);
    if (status == PLUME_OK && plume_report_wants(report, "pdf"))
        status = plume_report_pdf(report);
    return status;
}

static void dispose(plume_report *report)
{
    plume_value_free(report->tree);
    plume_value_free(report->english_tree);
    plume_report_forget_documents(report);
    plume_keys_dispose(&report->cited);
    plume_notes_free(report->nameless_notes);
    plume_anonymous_free(report->anonymous);
    plume_pool_free(report->pool);
    plume_largest_free(report->largest);
    plume_code_counts_free(report->codes);
    plume_tool_counts_free(report->tools);
    plume_comparison_free(report->comparison);
    plume_footprint_free(report->footprint);
    plume_ledger_free(report->ledger);
    plume_bibliography_free(report->bibliography);
    plume_words_free(report->words);
    plume_words_free(report->english);
}

/* What is read must not be what is replaced. */
static plume_status check_inputs(const plume_report *report, plume_intake *intake)
{
    const char *inside = NULL;
    plume_status status = plume_intake_survey(intake, report->error);

    if (status == PLUME_OK)
        status = plume_intake_find_below(intake, report->options->directory, &inside,
                                         report->error);
    if (status != PLUME_OK || inside == NULL)
        return status;
    plume_fail_at(report->error, PLUME_ERR_VALUE, inside, 0, 0,
                  "is read for this report, so its folder is not replaced");
    plume_hint(report->error, "choose another folder");
    return PLUME_ERR_VALUE;
}

static plume_status write_folder(plume_report *report, plume_intake *intake,
                                 plume_text *summary)
{
    unsigned long before = plume_memory_failures();
    plume_status status =
        plume_folder_open(&report->folder, report->options->directory,
                          report->options->force, &plume_report_owner, report->error);

    if (status != PLUME_OK)
        return status;
    if (report->options->force)
        status = check_inputs(report, intake);
    if (status == PLUME_OK)
        status = fill(report, intake);
    if (status == PLUME_OK) {
        list_files(report);
        status =
            plume_templates_render(summary, report->options->templates, "summary.txt",
                                   plume_report_english(report), report->error);
    }
    if (status == PLUME_OK)
        status = plume_factors_status(report->data.factors, report->error);
    status = plume_memory_check(status, before, report->error);
    if (status != PLUME_OK) {
        plume_folder_abandon(report->folder);
        return status;
    }
    return plume_folder_finish(report->folder, report->error);
}

plume_status plume_report_language(const char *templates, const char *language,
                                   plume_error *error)
{
    plume_text path;
    plume_status status;

    if (strcmp(language, "en") == 0)
        return PLUME_OK;
    plume_text_init(&path);
    status = plume_language_words(&path, templates, language, error);
    plume_text_dispose(&path);
    return status;
}

plume_status plume_report_write(plume_intake *intake, const plume_study *study,
                                plume_factors *factors, plume_notes *notes,
                                const plume_report_options *options, plume_text *summary,
                                plume_error *error)
{
    plume_report report = { .options = options, .notes = notes, .error = error };
    plume_status status;

    report.data = (plume_report_data){ .intake = intake,
                                       .study = study,
                                       .factors = factors,
                                       .notes = notes,
                                       .command = options->command,
                                       .study_shown = options->study_shown,
                                       .anonymous = options->anonymous,
                                       .creation_s = options->creation_s };
    status = load(&report);
    if (status == PLUME_OK)
        status = write_folder(&report, intake, summary);
    dispose(&report);
    return status;
}
