/* documents/template/escapers.h -- which escaper the text of a document is made safe by.
 */
#ifndef PLUME_DOCUMENTS_TEMPLATE_ESCAPERS_H
#define PLUME_DOCUMENTS_TEMPLATE_ESCAPERS_H

#include "documents/template/mustache.h"

/* For plain text: controls and no-break spaces become blanks, nothing else. */
void plume_escape_plain(plume_text *out, const char *text);

/* The escaper of a template by the ending of its name: .tex, .md, .yaml, .flow, .txt.
 * NULL for any other. */
plume_escaper plume_escaper_for(const char *path);

#endif
