/* The logarithmic mean, and what one factor contributes by it. */
#include "audit/lmdi.h"

#include <math.h>

/* Below this relative distance the quotient loses digits; a series is then exact enough.
 */
static const double near_enough = 1e-5;

double plume_logarithmic_mean(double a, double b)
{
    double distance;

    if (!(a >= 0.0) || !(b >= 0.0))
        return NAN;
    if (a == 0.0 || b == 0.0)
        return a == b ? a : 0.0;
    distance = (a - b) / b;
    if (fabs(distance) < near_enough) /* b (1 + d/2 - d^2/12 + ...) */
        return b * (1.0 + distance / 2.0 - distance * distance / 12.0);
    return (a - b) / log(a / b);
}

double plume_lmdi(double a, double b, double x, double y)
{
    if (!(a > 0.0) || !(b > 0.0) || !(x > 0.0) || !(y > 0.0))
        return NAN;
    return plume_logarithmic_mean(a, b) * log(x / y);
}
