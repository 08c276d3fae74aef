/* readers/meters/prometheus_figure.h -- what a Prometheus server writes for a figure: a
 * text of a number, of NaN, or of an infinity. */
#ifndef PLUME_READERS_METERS_PROMETHEUS_FIGURE_H
#define PLUME_READERS_METERS_PROMETHEUS_FIGURE_H

#include "core/data/json_pull.h"

/* NAN for what is not finite, and for what is neither a number nor a text. False: it is a
 * text, but of no number. */
bool plume_figure_read(double *out, const plume_json_token *value);

#endif
