/* documents/template/escape.h -- making text safe for the language of a document.
 *
 * Every escaper takes any bytes; what is not UTF-8 becomes U+FFFD (in LaTeX: '?'). Line
 * ends and controls become blanks. */
#ifndef PLUME_DOCUMENTS_TEMPLATE_ESCAPE_H
#define PLUME_DOCUMENTS_TEMPLATE_ESCAPE_H

#include <stdint.h>

#include <plume/text.h>

#include "documents/template/mustache.h"

/* For running text, captions and cells under pdflatex, in the OT1 and T1 encodings of
 * fonts. Only ASCII letters, digits and some marks pass as they are; what TeX could read
 * as a command becomes one that prints it; letters without a command become '?'. "CO2e"
 * gets its 2 lowered. */
void plume_escape_latex(plume_text *out, const char *text);

/* For running text and table cells in CommonMark and GitHub's dialect. */
void plume_escape_markdown(plume_text *out, const char *text);

/* For the inside of a double-quoted YAML scalar; the template writes the quotes. */
void plume_escape_yaml(plume_text *out, const char *text);

/* For the marked-up text that becomes the PDF (documents/layout/flow.h). */
void plume_escape_flow(plume_text *out, const char *text);

/* For plain text: controls and no-break spaces become blanks, nothing else. */
void plume_escape_plain(plume_text *out, const char *text);

/* The escaper of a template by the ending of its name: .tex, .md, .yaml, .flow, .txt.
 * NULL for any other. */
plume_escaper plume_escaper_for(const char *path);

/* The code point at *at, which moves behind it; U+FFFD and one byte for what is not
 * UTF-8; a blank for a control. 0 at the end. */
uint32_t plume_escape_next(const char **at);

/* Appends one code point as UTF-8. */
void plume_escape_add(plume_text *out, uint32_t code);

#endif
