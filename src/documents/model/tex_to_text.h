/* documents/model/tex_to_text.h -- the text of a BibTeX field, for a reference that no
 * TeX will set.
 */
#ifndef PLUME_DOCUMENTS_MODEL_TEX_TO_TEXT_H
#define PLUME_DOCUMENTS_MODEL_TEX_TO_TEXT_H

#include <stddef.h>

#include <plume/text.h>

/* Appends without braces; accents become letters, "--" an en dash, "~" a no-break space,
 * runs of blanks one. A command that is not known is left out. */
void plume_detex(plume_text *out, const char *text, size_t length);

/* A list of authors: "Strubell, Emma and Ganesh, Ananya and McCallum, Andrew" gives
 * "Strubell, Ganesh, McCallum"; more than three give "Strubell et al."; a name in braces
 * stays whole. */
void plume_detex_authors(plume_text *out, const char *text, size_t length);

#endif
