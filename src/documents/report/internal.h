/* documents/report/internal.h -- a report while it is written. */
#ifndef PLUME_DOCUMENTS_REPORT_INTERNAL_H
#define PLUME_DOCUMENTS_REPORT_INTERNAL_H

#include <plume/chart.h>
#include <plume/output.h>
#include <plume/report.h>

#include "core/pool.h"
#include "documents/model/model.h"
#include "documents/report/anonymous.h"
#include "documents/report/largest.h"
#include "documents/report/tools.h"
#include "documents/report/venues.h"

enum {
    PLUME_REPORT_DOCUMENTS = 0
#define TEMPLATE(name, format) +1
#include "documents/report/templates.def"
#undef TEMPLATE
#define EXPORT(name, condition) +1
#include "documents/report/exports.def"
#undef EXPORT
    ,
    /* Three files a figure, and the PDF, references.bib, results.json, runs.csv and
     * rejected.csv. */
    PLUME_REPORT_FILES = PLUME_REPORT_DOCUMENTS + 3 * PLUME_REPORT_FIGURES + 5
};

typedef struct plume_report {
    const plume_report_options *options;
    plume_report_data data;
    plume_notes *notes;
    plume_ledger *ledger;
    plume_largest *largest;
    plume_footprint *footprint;
    plume_comparison *comparison;
    plume_bibliography *bibliography;
    plume_words *words;
    plume_code_counts *codes;
    plume_tool_counts *tools;
    const plume_venue *venue;    /* NULL: for none */
    plume_anonymous *anonymous;  /* NULL: names are told */
    plume_notes *nameless_notes; /* likewise */
    plume_keys cited;
    plume_value *tree;
    /* Forms of venues and the terminal speak English: their words and their tree, where
     * the pages speak another language; else NULL. */
    plume_words *english;
    plume_value *english_tree;
    plume_text document[PLUME_REPORT_DOCUMENTS]; /* as far as they are rendered */
    plume_pool *pool;                            /* of names of files */
    plume_folder *folder;

    /* Names of the files that are there, in the order of their importance to an author.
     */
    const char *file[PLUME_REPORT_FILES];
    size_t file_count;
    char file_sha256[PLUME_REPORT_FILES][65]; /* "": none */
    plume_error *error;
} plume_report;

/* Whose folder may be replaced: one that a report wrote. */
extern const plume_folder_owner plume_report_owner;

/* Whether the study asks for a format; without any wish, all are written. */
bool plume_report_wants(const plume_report *report, const char *format);

/* Writes a file of the folder at once. name is kept. */
plume_status plume_report_file(plume_report *report, const char *name,
                               const plume_text *text);

/* Renders what is LaTeX, and numbers in the tree what it cites. */
plume_status plume_report_cite(plume_report *report);
/* Lists the texts that are wanted, and the references, as written; then writes them. */
void plume_report_name_documents(plume_report *report);
plume_status plume_report_documents(plume_report *report);
void plume_report_forget_documents(plume_report *report);

/* Keeps name for the list of what is written, once. */
void plume_report_wrote(plume_report *report, const char *name);

/* Sets comparison, where there is something to compare. */
plume_status plume_report_compare(plume_report *report);

/* Draws which charts have data, as their CSV twins; then the charts, once the tree is
 * there, which gets the text of each SVG. */
plume_status plume_report_figure_data(plume_report *report);
plume_status plume_report_figures(plume_report *report);

plume_chart_data plume_report_chart_data(const plume_report *report);

/* results.json; after all files but appendix.pdf. The tree gets the code for its pages.
 */
plume_status plume_report_twin(plume_report *report);

/* appendix.pdf; after results.json and runs.csv, which it carries. */
plume_status plume_report_pdf(plume_report *report);

/* How many pages it would have. */
plume_status plume_report_count_pages(plume_report *report, size_t *count);

/* The tree of what speaks English in every report. */
plume_value *plume_report_english(const plume_report *report);
/* Makes it anew, where the pages speak another language; after their tree. */
plume_status plume_report_build_english(plume_report *report);

/* Makes the tree, cites, and leaves out what a stated number of pages has no room for.
 * PLUME_ERR_VALUE, with the least number, when that cannot be. */
plume_status plume_report_compose(plume_report *report);

/* Reads the runs into the ledger and runs.csv. */
plume_status plume_report_read(plume_report *report, plume_intake *intake);

/* rejected.csv, when any record was rejected. */
plume_status plume_report_rejects(plume_report *report);

#endif
