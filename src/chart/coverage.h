/* chart/coverage.h -- what a chart's totals leave out, in words. */
#ifndef PLUME_CHART_COVERAGE_H
#define PLUME_CHART_COVERAGE_H

#include <plume/chart.h>
#include <plume/text.h>

/* "At least: the energy of 2 of 5 runs is known." for each own work that is drawn with a
 * part of its runs; nothing where all are known, or none. */
void plume_chart_coverage(plume_text *out, const plume_chart_data *data);

/* The cells of a data twin, after a comma each: of how many runs, of all, and in how many
 * devices drew at most what is counted; empty of what is no log. */
void plume_chart_csv_coverage(plume_text *csv, plume_coverage coverage);

#endif
