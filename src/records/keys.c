/* The identifiers of a run, when nothing is known of them yet. */
#include <plume/keys.h>

#include <math.h>

void plume_run_keys_init(plume_run_keys *keys)
{
    const double unknown = (double)NAN;

    *keys = (plume_run_keys){
        .job = "",
        .job_step = "",
        .cluster = "",
        .attempt = unknown,
        .run = "",
        .run_tool = "",
        .parent = "",
        .other_run = "",
        .other_tool = "",
        .sweep = "",
        .trial = "",
        .number = unknown,
        .pid = unknown,
        .rank = unknown,
        .launcher = "",
        .folder = "",
        .program = "",
        .clock = PLUME_CLOCK_UNKNOWN,
        .resolution_s = unknown,
        .first_step = unknown,
    };
}
