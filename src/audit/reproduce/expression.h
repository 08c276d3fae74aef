/* audit/reproduce/expression.h -- arithmetic over printed figures, with the interval that
 * their last digits leave open.
 *
 * An expression is made of numbers, names, + - * / and parentheses; a number in it is
 * exact. The names stand for inputs, listed as "hours=79.2 h; pue==1.58": '=' is a figure
 * as printed, known to half a unit of its last digit, '==' one that is exact. What
 * follows the digits, up to the ';', is a unit for the reader. Each name counts as
 * independent of the others, so a name that occurs twice widens the interval more than it
 * need. */
#ifndef PLUME_AUDIT_REPRODUCE_EXPRESSION_H
#define PLUME_AUDIT_REPRODUCE_EXPRESSION_H

#include "audit/reproduce/rational.h"

#include <plume/status.h>

/* low <= value <= high. */
typedef struct plume_exact_interval {
    plume_rational value, low, high;
    bool summed; /* a sum or a difference went into it */
} plume_exact_interval;

/* PLUME_ERR_SYNTAX for an ill-formed expression or list, with its column in one of them;
 * PLUME_ERR_UNKNOWN for a name that no input has; PLUME_ERR_VALUE for a division by zero
 * or by an interval that holds zero, for a figure of too many digits, and for an input
 * that is listed twice or never used. */
plume_status plume_expression_evaluate(plume_exact_interval *out, const char *expression,
                                       const char *inputs, plume_error *error);

#endif
