/* documents/layout/flow.h -- a marked-up text and a tree of figures become pages of a
 * PDF.
 *
 * The text is UTF-8 in blocks, parted by blank lines. A block that begins with '@' is:
 *
 *     @title LABEL | TITLE | SUBTITLE   LABEL and SUBTITLE may be empty
 *     @headline                         the cells of tree.headline
 *     @section NUMBER | TITLE           hangs beside the text; becomes a bookmark
 *     @table ID                         and caption lines; the data are tree.tables.ID
 *     @figure KIND                      and caption lines; KIND is a registered chart
 *     @mono                             and lines, kept as they are (wrapped when too
 * long)
 *     @small                            and a paragraph in the size of captions
 *     @reference NAME                   and a reference; neighbours stand in two columns
 *
 * Any other block is a paragraph; its line ends are blanks. Captions and paragraphs hold
 * **bold**, links <https://...> (or <https://...|words>, or <#PLACE|words>, where a place
 * is table-ID, figure-KIND or reference-NAME), and a backslash before any
 * ASCII punctuation takes away its meaning. A no-break space (U+00A0) keeps a number and
 * its unit on one line. '|' parts the fields of @title and @section; "\|" does not.
 *
 * The tree: tree.headline is a list of cells { figure, unit, label, note: text, own,
 * known: bool }. A cell whose known is false reads "not available". Five stand in a row.
 *
 * tree.tables.ID is { columns: [{ head, unit: text, align: "left" or "number", weight }],
 * rows: [{ cells: [text, ...], total: bool }] }. Cells hold plain text, no markup. weight
 * is a share of the width that is left over, 1 when it is absent. Numbers stand on their
 * decimal point. A total row is bold and stands below a rule.
 *
 * Fonts: the families Liberation Serif, Sans and Mono as the system's fontconfig finds
 * them (TrueType outlines; or their metric equals Tinos/Times New Roman, Arimo/Arial,
 * Cousine/Courier New). Characters they lack come from DejaVu Sans or whatever installed
 * TrueType font has them; when none has, U+FFFD or '?' is drawn and a note says so. */
#ifndef PLUME_DOCUMENTS_LAYOUT_FLOW_H
#define PLUME_DOCUMENTS_LAYOUT_FLOW_H

#include <stddef.h>

#include <plume/chart.h>
#include <plume/notes.h>
#include <plume/output.h>
#include <plume/status.h>
#include <plume/value.h>

enum { PLUME_FLOW_ATTACHMENTS = 2 };

/* A file that the document carries. Only name appears in it. */
typedef struct plume_attachment {
    const char *path; /* where its bytes are; NULL: no attachment */
    const char *name; /* "results.json" */
} plume_attachment;

/* What a document is made of beside its text. All borrowed; a NULL string is "". */
typedef struct plume_flow_options {
    const plume_value *tree;
    const plume_chart_data *charts; /* may be NULL when no @figure occurs */
    const char *title, *authors;    /* metadata */
    const char *language;           /* "en"; NULL: "en" */
    const char *footer;             /* at its left, on every page */
    const char *code;               /* of the report: verification/digest.h */
    size_t *pages;                  /* gets their number; may be NULL */
    double creation_s;              /* Unix time; NAN: no date is written */
    plume_attachment attachments[PLUME_FLOW_ATTACHMENTS];
} plume_flow_options;

/* Writes the whole PDF into output, which the caller finishes or abandons; with NULL the
 * pages are counted alone.
 * PLUME_ERR_SYNTAX with the line of flow for a bad block, PLUME_ERR_UNKNOWN for a table
 * or chart that does not exist, PLUME_ERR_MISSING for a font. A figure without data is
 * left out with a note. */
plume_status plume_flow_write(plume_output *output, const char *flow, size_t length,
                              const plume_flow_options *options, plume_notes *notes,
                              plume_error *error);

#endif
