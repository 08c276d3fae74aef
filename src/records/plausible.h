/* records/plausible.h -- whether a figure can be: the one place that judges powers,
 * intensities and PUE of accounts, options, study keys and factors.
 *
 * A device draws between a tenth of its idle power and 1.5 times its rated power; one
 * that is not known 1 W to 3 kW, a node up to 20 kW, a processor 1 to 500 W. What cannot
 * be is told with the ratio and, where a power of ten or a count explains it to 10 %,
 * with that. What no study reaches is no record. */
#ifndef PLUME_RECORDS_PLAUSIBLE_H
#define PLUME_RECORDS_PLAUSIBLE_H

#include <stdbool.h>

#include <plume/number.h>
#include <plume/run.h>
#include <plume/text.h>

/* Beyond these a record is rejected. */
#define PLUME_DEVICES_BOUND PLUME_DEVICES_MOST
#define PLUME_HOURS_BOUND   PLUME_HOURS_MOST
#define PLUME_KWH_BOUND     PLUME_KWH_MOST
#define PLUME_RUNS_BOUND    1e12

/* What one device, or one node, may draw, for a step of a counter too. rated_w: NAN
 * unknown. */
double plume_plausible_most_w(plume_scope scope, double rated_w);

/* Each of these appends to why, and gives false, when the figure cannot be; one that is
 * NAN can. */

/* What one device of a run, and one of its processors, is rated at; NAN unknown. */
typedef struct plume_plausible_ratings {
    double device_w, processor_w;
    const char *processor; /* its name */
} plume_plausible_ratings;

/* Of all energies of a run, or of the mean power that is given in place of one. */
bool plume_plausible_run(const plume_run *run, const plume_plausible_ratings *ratings,
                         plume_text *why);
/* Memory and the power of a core. */
bool plume_plausible_compute(const plume_run *run, plume_text *why);
/* what: "the memory of a machine"; unit with a blank before it, or "". */
bool plume_plausible_within(double value, double least, double most, const char *what,
                            const char *unit, plume_text *why);
bool plume_plausible_intensity(double kg_per_kwh, plume_text *why);
bool plume_plausible_pue(double pue, plume_text *why);
/* Watts of a host without its accelerators, and of a device that idles; 0 can be. */
bool plume_plausible_host_power(double watts, plume_text *why);
bool plume_plausible_idle_power(double watts, plume_text *why);

#endif
