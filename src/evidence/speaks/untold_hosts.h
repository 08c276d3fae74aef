/* evidence/speaks/untold_hosts.h -- a run on several hosts, of which a tracker tells the
 * energy that names no host.
 *
 * Its file may have lost the rows of other hosts, and each row is of one: the energy is
 * that of one host at least. */
#ifndef PLUME_EVIDENCE_SPEAKS_UNTOLD_HOSTS_H
#define PLUME_EVIDENCE_SPEAKS_UNTOLD_HOSTS_H

#include "evidence/speaks/member.h"
#include <plume/notes.h>
#include <plume/status.h>

/* After all else was said. *codes: what the run is to be warned of, "" nothing. Tells
 * what several hosts would have drawn (notes may be NULL); where fewer accounts than
 * hosts tell the energy it covers as much of the run. */
plume_status plume_untold_hosts_speak(const char **codes, plume_run *run,
                                      const plume_members *members, plume_notes *notes,
                                      plume_error *error);

#endif
