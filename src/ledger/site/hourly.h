/* ledger/site/hourly.h -- the energy of runs by the hour, beside a series of intensities.
 *
 * Every function takes NULL, which stands for a study without a series, and then does
 * nothing. Memory is a few bytes for each hour of the series; runs are not kept. */
#ifndef PLUME_LEDGER_SITE_HOURLY_H
#define PLUME_LEDGER_SITE_HOURLY_H

#include <plume/ledger.h>

typedef struct plume_hours plume_hours;

/* *out is NULL when the study has no series. study is borrowed. */
plume_status plume_hours_new(plume_hours **out, const plume_study *study,
                             plume_error *error);
void plume_hours_free(plume_hours *hours);

/* The location-based intensity of site, as of the year, becomes that of the hours of run:
 * of its power trace where it has one, else evenly over its time. Hours without a figure
 * stay at the yearly one. */
void plume_hours_match(plume_hours *hours, const plume_run *run, plume_site *site,
                       double it_kwh);

/* After the last run: notes what fell back to the year, and names the hours. */
void plume_hours_close(plume_hours *hours, plume_notes *notes);

bool plume_hours_read(const plume_hours *hours, plume_hourly *out);
/* Whether there is a series, and every kilowatt-hour was used in an hour that it knows.
 */
bool plume_hours_are_known(const plume_hours *hours);

#endif
