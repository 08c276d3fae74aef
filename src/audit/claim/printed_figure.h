/* audit/claim/printed_figure.h -- figures with the digits in which they are printed. */
#ifndef PLUME_AUDIT_CLAIM_PRINTED_FIGURE_H
#define PLUME_AUDIT_CLAIM_PRINTED_FIGURE_H

#include "audit/claim/claim.h"

plume_dimension plume_quantity_dimension(plume_quantity quantity);
const char *plume_quantity_word(plume_quantity quantity); /* "device-hours" */
/* Whether parts of it add up to a total. */
bool plume_quantity_adds(plume_quantity quantity);

/* "1.46M GPU hours", "350-400 W", "~5 days", "31.22"; default_per_unit: what one is when
 * text names no unit. False when text does not begin with a number, or names a unit of
 * another dimension, but for mass and energy, which are told as swapped. */
bool plume_claim_figure_read(plume_claim_figure *out, plume_quantity quantity,
                             const char *text, double default_per_unit);
/* An exact value, as from a dataset or logs. */
plume_claim_figure plume_claim_exact(double value);

#endif
