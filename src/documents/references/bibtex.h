/* documents/references/bibtex.h -- a reference in CSL's names as an entry of BibTeX. */
#ifndef PLUME_DOCUMENTS_REFERENCES_BIBTEX_H
#define PLUME_DOCUMENTS_REFERENCES_BIBTEX_H

#include <plume/text.h>
#include <plume/value.h>

/* Appends "@misc{id, ...}" and a line end. The reference was checked when it was read. */
void plume_bibtex_print(plume_text *out, const plume_value *reference);

#endif
