/* evidence/emit.h -- groups become runs and are handed on. */
#ifndef PLUME_EVIDENCE_EMIT_H
#define PLUME_EVIDENCE_EMIT_H

#include "evidence/covers/covers.h"
#include "evidence/idle_places.h"
#include "evidence/machines/machines.h"
#include "evidence/groups/plan.h"
#include "evidence/told/taken.h"
#include "logs/finish/plausible_account.h"

typedef struct plume_emission {
    plume_book *book;
    const plume_plan *plan;
    const plume_covers *covers;
    const plume_machine_shares *machines;
    plume_intake *intake;
    plume_notes *notes;     /* NULL: they were told before */
    plume_takings *takings; /* likewise */
    plume_ratings *ratings; /* of what is handed on */
    plume_idle_places *places;
    struct plume_kept_frame *frame; /* the last that was gathered */
} plume_emission;

/* Every run, in the order of its first account; then what is no run. */
plume_status plume_emit(const plume_emission *emission, plume_run_sink sink,
                        plume_error *error);

/* Records of accounts that tell of a run again, into the counts of their inputs. */
void plume_emit_count(const plume_emission *emission);

#endif
