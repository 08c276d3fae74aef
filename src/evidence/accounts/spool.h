/* evidence/accounts/spool.h -- the runs of readers, kept in a file without a name.
 *
 * Where several logs tell, every account must be at hand until all have been read. What
 * is compared stays in memory; the rest lies here, as many bytes as the account has
 * facts. */
#ifndef PLUME_EVIDENCE_ACCOUNTS_SPOOL_H
#define PLUME_EVIDENCE_ACCOUNTS_SPOOL_H

#include <plume/run.h>

typedef struct plume_spool plume_spool;

plume_status plume_spool_new(plume_spool **out, plume_error *error);
void plume_spool_free(plume_spool *spool);

/* *at is where it stands, for reading it back: more for what was written later. */
plume_status plume_spool_write(plume_spool *spool, const plume_run *run, uint32_t *at,
                               plume_error *error);

/* Its strings are borrowed from *text, which the caller frees. told_by is left out. */
plume_status plume_spool_read(plume_spool *spool, uint32_t at, plume_run *run,
                              char **text, plume_error *error);

#endif
