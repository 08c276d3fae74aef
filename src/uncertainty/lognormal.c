/* Spreads: lognormal factors around figures. */
#include "uncertainty/lognormal.h"

#include <math.h>

#include <plume/uncertainty.h>

plume_spread plume_spread_exact(void)
{
    return (plume_spread){ 1.0, 1.0, 0.0 };
}

plume_spread plume_spread_share(double share)
{
    return (plume_spread){ 1.0, exp(log1p(share) / PLUME_NORMAL_95), 0.0 };
}

plume_spread plume_spread_bounds(double figure, double low, double high)
{
    return (plume_spread){ sqrt(low * high) / figure,
                           exp(log(high / low) / (2.0 * PLUME_NORMAL_95)), 0.0 };
}

double plume_spread_at(const plume_spread *spread, double z)
{
    return fmax(spread->median * exp(log(spread->gsd) * z), spread->least);
}

void plume_spread_interval(double out[2], const plume_spread *spread)
{
    out[0] = plume_spread_at(spread, -PLUME_NORMAL_95);
    out[1] = plume_spread_at(spread, PLUME_NORMAL_95);
}

/* Frischknecht et al. 2005; the square is what pedigree matrices tabulate. */
double plume_pedigree_gsd(const double *scores, size_t count, double basic)
{
    double sum = log(basic) * log(basic);

    for (size_t i = 0; i < count; i++)
        sum += log(scores[i]) * log(scores[i]);
    return exp(sqrt(sum) / 2.0);
}

/* The variance of max(Z, a), Z standard normal: a bound takes away what lies below it. */
static double variance_above(double a)
{
    double density = exp(-a * a / 2.0) / sqrt(2.0 * PLUME_PI);
    double below = erfc(-a / sqrt(2.0)) / 2.0;
    double mean = density + a * below;

    return a * a * below + (1.0 - below) + a * density - mean * mean;
}

double plume_spread_variance(const plume_spread *spread)
{
    double sigma = log(spread->gsd);

    if (sigma <= 0.0)
        return 0.0;
    if (spread->least <= 0.0)
        return sigma * sigma;
    return sigma * sigma * variance_above(log(spread->least / spread->median) / sigma);
}
