/* What a pass is for decides on what its runs must have. */
#include "logs/pass/wanted.h"

#include "logs/internal.h"

bool plume_log_wants_details(const plume_log *log)
{
    return log->setting->pass != PLUME_PASS_SURVEY ||
           (plume_log_is_ahead(log) && !log->setting->ahead->sink.totals);
}
