/* The texts of a report, one for each line of templates.def, and the references that
 * those in LaTeX cite. Each is rendered once: LaTeX first, for its citations give the
 * numbers that all other texts print. */
#include <string.h>

#include "documents/references/bib_preamble.h"
#include "documents/model/references.h"
#include "documents/report/internal.h"
#include "documents/template/script_latex.h"
#include "documents/template/templates.h"

static const struct document {
    const char *name, *format;
    const char *condition; /* what must be true in the tree; NULL: it is always there */
} documents[] = {
#define TEMPLATE(name, format) { name, format, NULL },
#include "documents/report/templates.def"
#undef TEMPLATE
#define EXPORT(name, condition) { "exports/" name, "exports", condition },
#include "documents/report/exports.def"
#undef EXPORT
};

static bool is_wanted(const plume_report *report, const struct document *document)
{
    return plume_report_wants(report, document->format) &&
           !plume_venue_is_foreign(report->venue, document->name) &&
           (document->condition == NULL ||
            plume_value_bool(plume_value_find(report->tree, document->condition)));
}

static bool is_latex(const struct document *document)
{
    return strcmp(document->format, "latex") == 0;
}

/* What a venue or a program reads is in English, whatever the language of the pages. */
static bool is_form(const struct document *document)
{
    static const char *const formats[] = { "checklist", "model-card", "exports" };

    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(document->format, formats[i]) == 0)
            return true;
    return false;
}

/* Also a form in LaTeX, which cites nothing. */
static bool is_tex(const struct document *document)
{
    return strcmp(strrchr(document->name, '.'), ".tex") == 0;
}

static plume_status render(plume_report *report, size_t i)
{
    plume_status status;

    plume_text_init(&report->document[i]);
    status = plume_templates_render(
        &report->document[i], report->options->templates, documents[i].name,
        is_form(&documents[i]) ? plume_report_english(report) : report->tree,
        report->error);
    if (status == PLUME_OK && is_tex(&documents[i]) &&
        plume_script_latex_define(&report->document[i]))
        plume_notes_add(report->notes, PLUME_INFO, "latex-scripts", NULL, 0,
                        "names in other scripts stand as they are in the PDF, and in "
                        "LaTeX by xelatex and lualatex; pdflatex prints them in Latin "
                        "letters");
    return status;
}

/* Whether or not LaTeX is written: the PDF cites the same. */
plume_status plume_report_cite(plume_report *report)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < PLUME_REPORT_DOCUMENTS; i++) {
        if (!is_latex(&documents[i]))
            continue;
        status = render(report, i);
        if (status == PLUME_OK)
            status =
                plume_keys_scan(&report->cited, report->document[i].data, report->error);
    }
    report->data.cited = &report->cited;
    return status == PLUME_OK ? plume_tree_cite(report->tree, report->bibliography,
                                                &report->cited, report->error)
                              : status;
}

static plume_status write_references(plume_report *report)
{
    bool first = true;
    plume_text text;
    plume_status status = PLUME_OK;

    plume_text_init(&text);
    plume_bib_preamble_add(&text);
    /* In the order of the file, so that a new citation changes one place. */
    for (size_t i = 0; i < plume_bibliography_count(report->bibliography); i++) {
        const char *key = plume_bibliography_key_at(report->bibliography, i);

        if (status == PLUME_OK && plume_keys_number(&report->cited, key) > 0) {
            plume_text_add(&text, first ? "" : "\n");
            first = false;
            status =
                plume_bibliography_print(&text, report->bibliography, key, report->error);
        }
    }
    if (status == PLUME_OK)
        status = plume_report_file(report, "references.bib", &text);
    plume_text_dispose(&text);
    return status;
}

void plume_report_name_documents(plume_report *report)
{
    for (size_t i = 0; i < PLUME_REPORT_DOCUMENTS; i++)
        if (is_wanted(report, &documents[i]))
            plume_report_wrote(report, documents[i].name);
    if (plume_report_wants(report, "latex"))
        plume_report_wrote(report, "references.bib");
}

/* The LaTeX texts were rendered before, as the citations are found in them. */
plume_status plume_report_documents(plume_report *report)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < PLUME_REPORT_DOCUMENTS; i++) {
        if (!is_wanted(report, &documents[i]))
            continue;
        if (!is_latex(&documents[i]))
            status = render(report, i);
        if (status == PLUME_OK)
            status = plume_report_file(report, documents[i].name, &report->document[i]);
    }
    if (status == PLUME_OK && plume_report_wants(report, "latex"))
        status = write_references(report);
    return status;
}

void plume_report_forget_documents(plume_report *report)
{
    for (size_t i = 0; i < PLUME_REPORT_DOCUMENTS; i++)
        plume_text_dispose(&report->document[i]);
}
