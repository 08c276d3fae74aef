/* intake/ahead.h -- one reading instead of two, where no log repeats what another tells.
 */
#ifndef PLUME_INTAKE_AHEAD_H
#define PLUME_INTAKE_AHEAD_H

#include "intake/internal.h"

/* What was handed on is taken back: there is more to know before runs can be. */
plume_status plume_intake_take_back(plume_intake *intake, plume_error *error);

/* For the survey: before the first input; and behind each, with what was read of it, NULL
 * when that was nothing. */
plume_status plume_intake_begin_ahead(plume_intake *intake, plume_error *error);
plume_status plume_intake_count_ahead(plume_intake *intake, size_t number,
                                      const plume_log_result *result, plume_error *error);

#endif
