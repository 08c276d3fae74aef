/* properties/scenes.h -- what people have in one folder, each by chance. */
#ifndef PLUME_TESTS_PROPERTIES_SCENES_H
#define PLUME_TESTS_PROPERTIES_SCENES_H

#include "properties/world.h"

typedef void (*scene)(world *out, chance *from);

void scene_jobs(world *out, chance *from);
void scene_jobs_of_unknown_hosts(world *out, chance *from);
void scene_zones(world *out, chance *from);
void scene_strangers(world *out, chance *from); /* other work at the same hours */
void scene_sweep(world *out, chance *from);
void scene_two_sweeps(world *out, chance *from);
void scene_ray(world *out, chance *from);
void scene_ranks(world *out, chance *from);
void scene_resumed(world *out, chance *from);
void scene_trainer(world *out, chance *from);

/* --- what scenes are made of --- */

/* One more run on a host; its number. */
int scene_run(world *out, int host, int devices, double start_s, double length_s,
              chance *from);

/* One more account, over the time of the run; by chance it is missing. */
told *scene_tell(world *out, tool by, int run);

/* As trackers do: begins late, seldom very late, and ends a little early. */
void scene_late(told *one, chance *from);
/* Stops long before its run does. */
void scene_die_early(told *one, chance *from);

/* A trace of each host that has runs. */
void scene_traces(world *out, chance *from, double share);

/* Each account is missing now and then, but each run is told by one at least. */
void scene_miss(world *out, chance *from, double share);

#endif
