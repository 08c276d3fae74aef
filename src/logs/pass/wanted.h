/* logs/pass/wanted.h -- what is looked at of the runs that a pass makes. */
#ifndef PLUME_LOGS_PASS_WANTED_H
#define PLUME_LOGS_PASS_WANTED_H

#include "logs/log.h"

/* Whether anything looks at their objectives and notes: a survey does not, nor do totals.
 */
bool plume_log_wants_details(const plume_log *log);

#endif
