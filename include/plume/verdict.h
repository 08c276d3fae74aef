/* plume/verdict.h -- how a computed figure stands to a printed one. */
#ifndef PLUME_VERDICT_H
#define PLUME_VERDICT_H

#include <plume/api.h>

PLUME_BEGIN

/* EXACT: rounds (half up) to the printed
 * digits. TRUNCATED: the printed digits are its truncation. WITHIN_ROUNDING: inside the
 * interval that the printed digits of the inputs allow. */
typedef enum plume_verdict {
    PLUME_VERDICT_NONE, /* nothing published to compare with */
    PLUME_VERDICT_EXACT,
    PLUME_VERDICT_TRUNCATED,
    PLUME_VERDICT_WITHIN_ROUNDING,
    PLUME_VERDICT_NO
} plume_verdict;
PLUME_API const char *
plume_verdict_name(plume_verdict verdict); /* "within-rounding" ... */

/* computed (in the unit of the printed text) against printed ("1438", "85.7", "26"); low
 * and high bound computed over the rounding of its own inputs. */
PLUME_API plume_verdict plume_verdict_of(double computed, double low, double high,
                                         const char *printed);

PLUME_END

#endif
