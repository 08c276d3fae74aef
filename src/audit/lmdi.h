/* audit/lmdi.h -- why two products of the same factors differ: the additive
 * logarithmic mean Divisia index, Ang 2004.
 *
 * The shares of all factors add up to the difference exactly. */
#ifndef PLUME_AUDIT_LMDI_H
#define PLUME_AUDIT_LMDI_H

/* (a - b) / (ln a - ln b), which lies between a and b; a when both are equal, 0 when
 * either is 0. NAN for anything negative or unknown. */
double plume_logarithmic_mean(double a, double b);

/* What a factor that is x in the total a, and y in the total b, adds to a - b. NAN unless
 * all four are above 0. */
double plume_lmdi(double a, double b, double x, double y);

#endif
