/* evidence/state.h -- what is known once all accounts have been related. */
#ifndef PLUME_EVIDENCE_STATE_H
#define PLUME_EVIDENCE_STATE_H

#include "evidence/covers/covers.h"
#include "evidence/devices/shared_devices.h"
#include "evidence/devices/unnamed_overlap.h"
#include "evidence/machines/machines.h"
#include "evidence/told/others.h"
#include "evidence/told/taken.h"
#include "evidence/rules/user_pairs.h"
#include "intake/accounts.h"

typedef struct plume_evidence_state {
    plume_book *book; /* NULL: all passes through */
    plume_groups *groups;
    plume_plan *plan;
    plume_covers covers;
    plume_machine_shares machines;
    plume_user_pairs pairs;
    plume_others others;            /* of the first reading */
    plume_takings takings;          /* likewise */
    plume_unnamed_overlap *overlap; /* of the first reading; NULL: before it */
    plume_shared_devices *shared;   /* NULL: no input is said to share devices */
    plume_evidence_options options;
    bool ready, related, told;
    bool weighed; /* all runs that share devices are known */
} plume_evidence_state;

#endif
