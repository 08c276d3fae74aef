/* Where results are read from, and what is damaged there. */
#include "readers/hpo/ray/place.h"

void plume_ray_damaged(const plume_ray_place *place, uint64_t line, const char *code,
                       const char *why)
{
    if (place->prefix == NULL)
        plume_log_reject(place->log, line, 0, code, "%s", why);
    else
        plume_log_note(place->log, PLUME_WARNING, 0, code, "%s%s: line %llu: %s",
                       place->prefix, place->name, (unsigned long long)line, why);
}
