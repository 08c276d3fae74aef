/* Idle parts, what lies between runs, look-ups and waiting jobs: a line each. */
#include "evidence/told/others.h"

#include <stdlib.h>
#include <string.h>

/* Look-ups and waiting jobs are known by themselves; idle and between were marked when
 * they were made. */
plume_other plume_other_of(const plume_run *run)
{
    if (run->other != PLUME_OTHER_NONE)
        return run->other;
    if (plume_run_is_simulated(run))
        return PLUME_OTHER_LOOK_UP;
    return run->state == PLUME_STATE_WAITING ? PLUME_OTHER_WAITING : PLUME_OTHER_NONE;
}

static bool grow(plume_others *others)
{
    size_t capacity = others->capacity * 2 + 16;
    plume_other_line *grown;

    if (others->pool == NULL)
        others->pool = plume_pool_new();
    if (others->pool == NULL)
        return false;
    if (others->count < others->capacity)
        return true;
    grown = realloc(others->line, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    others->line = grown;
    others->capacity = capacity;
    return true;
}

/* Lines of one file follow each other and share its path. */
static const char *path_of(plume_others *others, const char *path)
{
    if (others->count > 0 && strcmp(others->line[others->count - 1].path, path) == 0)
        return others->line[others->count - 1].path;
    return plume_pool_copy(others->pool, path);
}

plume_status plume_others_add(plume_others *others, const plume_run *other,
                              plume_error *error)
{
    plume_other_line *line;

    if (!grow(others))
        return plume_fail_memory(error);
    line = &others->line[others->count];
    *line = (plume_other_line){ path_of(others, other->origin.path),
                                other->origin.line,
                                other->start_s,
                                other->end_s,
                                other->duration_s,
                                other->device_count,
                                other->energy.total_kwh,
                                other->other };
    if (line->path == NULL)
        return plume_fail_memory(error);
    others->count++;
    return PLUME_OK;
}

void plume_others_dispose(plume_others *others)
{
    plume_pool_free(others->pool);
    free(others->line);
    memset(others, 0, sizeof *others);
}
