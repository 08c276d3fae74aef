/* A run's id, and the start of its session in steps of ten seconds. */
#include "readers/trackers/wandb/identity.h"

#include <math.h>

#define BUCKET_S 10.0

void plume_wandb_identity(plume_text *out, const char *id, double start_s)
{
    if (id[0] == '\0')
        return;
    plume_text_printf(out, "wandb run %s", id);
    if (!isnan(start_s))
        plume_text_printf(out, " %lld", llround(start_s / BUCKET_S));
}
