/* documents/layout/headline.h -- the title of a document and the band of its main
 * figures.
 */
#ifndef PLUME_DOCUMENTS_LAYOUT_HEADLINE_H
#define PLUME_DOCUMENTS_LAYOUT_HEADLINE_H

#include "documents/layout/strips.h"
#include <plume/value.h>

/* label hangs beside the title; it and the subtitle may be "". */
void plume_page_title(plume_strips *strips, const char *label, const char *title,
                      const char *subtitle);

/* cells as documents/layout/flow.h describes them, five in a band. */
void plume_page_headline(plume_strips *strips, const plume_value *cells);

#endif
