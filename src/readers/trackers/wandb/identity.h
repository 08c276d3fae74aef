/* readers/trackers/wandb/identity.h -- what makes two records of W&B one session. */
#ifndef PLUME_READERS_WANDB_IDENTITY_H
#define PLUME_READERS_WANDB_IDENTITY_H

#include <plume/text.h>

/* What makes two records one session: its id and its start, to ten
 * seconds, since the files of one session name starts a little apart. */
void plume_wandb_identity(plume_text *out, const char *id, double start_s);

#endif
