/* documents/template/internal.h -- one escaper for each language of a document.
 *
 * Every escaper takes any bytes; what is not UTF-8 becomes U+FFFD. Line
 * ends and controls become blanks. */
#ifndef PLUME_DOCUMENTS_TEMPLATE_INTERNAL_H
#define PLUME_DOCUMENTS_TEMPLATE_INTERNAL_H

#include <plume/text.h>

/* For running text, captions and cells, in the OT1 and T1 encodings of
 * fonts. Only ASCII letters, digits and some marks pass as they are; what TeX could read
 * as a command becomes one that prints it; letters without a command are kept for xelatex
 * and lualatex, and are Latin ones for pdflatex. "CO2e" gets its 2 lowered. */
void plume_escape_latex(plume_text *out, const char *text);

/* For running text and table cells in CommonMark and GitHub's dialect. */
void plume_escape_markdown(plume_text *out, const char *text);

/* For running text and double-quoted attributes of HTML. */
void plume_escape_html(plume_text *out, const char *text);

/* For the inside of a double-quoted YAML scalar; the template writes the quotes. Controls
 * are written as escapes, so that any path reads back. */
void plume_escape_yaml(plume_text *out, const char *text);

/* For the marked-up text that becomes the PDF (documents/layout/flow.h). */
void plume_escape_flow(plume_text *out, const char *text);

#endif
