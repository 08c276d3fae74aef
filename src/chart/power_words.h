/* chart/power_words.h -- what is said of a power trace. */
#ifndef PLUME_CHART_POWER_WORDS_H
#define PLUME_CHART_POWER_WORDS_H

#include "chart/kept/power.h"
#include <plume/text.h>

/* "mean 279 W", "62 % of TDP", "112 Wh in 24.1 min", "87.8 % covered", "TDP 450 W". */
void plume_power_print_mean(plume_text *out, const plume_kept_device *device);
void plume_power_print_share(plume_text *out, const plume_kept_device *device,
                             double rated_w);
void plume_power_print_energy(plume_text *out, const plume_kept_device *device);
void plume_power_print_coverage(plume_text *out, const plume_kept_device *device);
void plume_power_print_rated(plume_text *out, double rated_w);

/* "device 0: mean 279 W (62 % of TDP), 112 Wh in 24.1 min, 87.8 % covered."; rated_w may
 * be NAN. */
void plume_power_print_device(plume_text *out, const plume_kept_device *device,
                              double rated_w);
/* Of devices with the largest mean first; met: all in the logs. */
void plume_power_print_many(plume_text *out, const plume_kept_device *const *device,
                            size_t count, size_t met);

#endif
