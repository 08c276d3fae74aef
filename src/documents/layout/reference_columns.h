/* documents/layout/reference_columns.h -- references beside each other. */
#ifndef PLUME_DOCUMENTS_LAYOUT_REFERENCE_COLUMNS_H
#define PLUME_DOCUMENTS_LAYOUT_REFERENCE_COLUMNS_H

#include "documents/layout/pages.h"

/* Narrow lines in two columns of one height. */
plume_status plume_pages_columns(plume_pages *pages, const plume_block *block,
                                 plume_error *error);

#endif
