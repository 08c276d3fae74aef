/* ledger/division/division.h -- the totals of all, divided by one thing that runs state.
 *
 * A few sums for each name, exact until they are read; rows add up to the totals of all,
 * for what states no name has a row of its own. */
#ifndef PLUME_LEDGER_DIVISION_DIVISION_H
#define PLUME_LEDGER_DIVISION_DIVISION_H

#include "ledger/totals.h"

typedef struct plume_division plume_division;

plume_status plume_division_new(plume_division **out, plume_by by, plume_error *error);
void plume_division_free(plume_division *division);
/* From now on rows are called by their numbers, "account 3". */
void plume_division_hide_names(plume_division *division);
/* As it was made. */
/* slot: of the estimate that its carbon is of; PLUME_ESTIMATES_MAX: of none. */
plume_status plume_division_add(plume_division *division, const plume_run *run,
                                const plume_entry *entry, size_t slot,
                                plume_error *error);

size_t plume_division_count(const plume_division *division);
/* In the order of plume_ledger_divided_at. */
plume_divided plume_division_at(plume_division *division, size_t i);
/* {name, runs, known_runs, device_hours, it_kwh, facility_kwh, co2e_kg} */
void plume_division_row_to_value(const plume_divided *of, plume_value *map);
plume_by plume_division_by(const plume_division *division);

#endif
