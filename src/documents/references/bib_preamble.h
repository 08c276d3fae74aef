/* documents/references/bib_preamble.h -- what references.bib says to LaTeX before its
 * entries.
 */
#ifndef PLUME_DOCUMENTS_REFERENCES_BIB_PREAMBLE_H
#define PLUME_DOCUMENTS_REFERENCES_BIB_PREAMBLE_H

#include <plume/text.h>

void plume_bib_preamble_add(plume_text *bib);

#endif
