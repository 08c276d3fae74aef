/* logs/power/json.h -- power logs that are JSON: the objects of a list one by one. */
#ifndef PLUME_LOGS_POWER_JSON_H
#define PLUME_LOGS_POWER_JSON_H

#include "logs/power/line.h"
#include <plume/value.h>

/* Called for each object, borrowed; line is where it begins. */
typedef plume_status (*plume_power_object)(void *state, const plume_value *object,
                                           uint64_t line, plume_error *error);

/* Objects of a list, or one after the other, with anything between them; a list that was
 * never closed is no fault. An object that is cut off or ill-formed is rejected. */
plume_status plume_power_json_each(plume_log *log, plume_power_object take, void *state,
                                   plume_error *error);

/* The same; what stands on a line outside of any object is handed to between, unless it
 * is blank: the time that a loop printed. */
plume_status plume_power_json_loop(plume_log *log, plume_power_object take,
                                   plume_log_liner between, void *state,
                                   plume_error *error);

#endif
