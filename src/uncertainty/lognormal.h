/* uncertainty/lognormal.h -- what the files of uncertainty share: the normal distribution
 * of logarithms. */
#ifndef PLUME_UNCERTAINTY_LOGNORMAL_H
#define PLUME_UNCERTAINTY_LOGNORMAL_H

#include <plume/uncertainty.h>

#define PLUME_NORMAL_95 1.9599639845400545 /* the 97.5 % quantile */
#define PLUME_PI        3.14159265358979323846

/* The factor at z standard deviations of its logarithm. */
double plume_spread_at(const plume_spread *spread, double z);
/* Of the factor's logarithm. */
double plume_spread_variance(const plume_spread *spread);

#endif
