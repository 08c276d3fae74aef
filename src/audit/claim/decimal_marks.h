/* audit/claim/decimal_marks.h -- points and commas in the figures of a table. */
#ifndef PLUME_AUDIT_CLAIM_DECIMAL_MARKS_H
#define PLUME_AUDIT_CLAIM_DECIMAL_MARKS_H

#include "audit/claim/table_layout.h"

/* Whether commas stand before decimals; sets marks_open. */
bool plume_cells_has_commas(plume_cells *grid);
/* Points for commas, and commas for points, in all figures. */
plume_status plume_cells_exchange_marks(plume_cells *grid, plume_error *error);

#endif
