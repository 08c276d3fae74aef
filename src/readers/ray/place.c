/* Where results are read from, and what is damaged there. */
#include "readers/ray/place.h"

plume_status plume_ray_damaged(const plume_ray_place *place, uint64_t line,
                               const char *code, const char *why, plume_error *error)
{
    if (place->prefix == NULL) {
        if (plume_log_reject(place->log, line, 0, code, "%s", why) != PLUME_OK)
            return plume_fail_memory(error);
        return PLUME_OK;
    }
    plume_log_note(place->log, PLUME_WARNING, 0, code, "%s%s: line %llu: %s",
                   place->prefix, place->name, (unsigned long long)line, why);
    return PLUME_OK;
}
