/* evidence/speaks/speaks.h -- one run of several accounts. */
#ifndef PLUME_EVIDENCE_SPEAKS_SPEAKS_H
#define PLUME_EVIDENCE_SPEAKS_SPEAKS_H

#include "evidence/speaks/member.h"

/* By who speaks for which quantity. Texts are borrowed from the members and from *text,
 * which is appended to. notes may be NULL. */
plume_status plume_members_speak(plume_run *out, plume_members *members, plume_text *text,
                                 plume_notes *notes, plume_error *error);

#endif
