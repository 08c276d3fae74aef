/* ledger/site/resolve.h -- what a run's log says of the intensity of its site. */
#ifndef PLUME_LEDGER_SITE_RESOLVE_H
#define PLUME_LEDGER_SITE_RESOLVE_H

#include <plume/run.h>

/* Carbon over energy as the log prints them, kg/kWh; NAN when it prints neither. */
double plume_run_intensity(const plume_run *run);

/* Likewise, where it is that of a place: NAN when it is a tool's default. */
double plume_run_place_intensity(const plume_run *run);

#endif
