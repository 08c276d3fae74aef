/* evidence/groups/plan.h -- what comes of the groups: runs, frames, and who is part of
 * whom.
 *
 * A part folds into its holder, or its holder frames it: then the parts are the runs, and
 * the holder is none. */
#ifndef PLUME_EVIDENCE_GROUPS_PLAN_H
#define PLUME_EVIDENCE_GROUPS_PLAN_H

#include "evidence/groups/holdings.h"

typedef enum plume_node_kind {
    PLUME_NODE_RUN,
    PLUME_NODE_FRAME, /* its parts are the runs */
    PLUME_NODE_FOLDED /* counted with its holder */
} plume_node_kind;

/* What is known of a group, put together when it is asked for. */
typedef struct plume_node {
    double start_s, end_s; /* of the group; NAN unknown */
    double share;    /* of a part in a frame: of the frame's device-time; else NAN */
    double beside_s; /* of a frame: the time that none of its parts has */
    uint32_t holder; /* group; PLUME_NOBODY */
    uint32_t host;   /* an account that knows it; PLUME_NOBODY */
    float device_count;
    uint8_t kind;
} plume_node;

/* Of a frame, once its time was shared out: NAN until then, and where it has none. */
typedef struct plume_framed_time {
    double start_s, end_s, beside_s;
    uint32_t group;
} plume_framed_time;

typedef struct plume_plan {
    plume_groups *groups;
    plume_holdings holdings;
    double *share;            /* of each that is held; NULL: there is no frame */
    uint8_t *kind;            /* of each group, four in a byte; NULL: all are runs */
    plume_framed_time *frame; /* by group */
    size_t frames;
    uint32_t *order; /* groups in the order of their first accounts */
    size_t count;
} plume_plan;

/* No group changes any more. */
plume_status plume_plan_new(plume_plan **out, plume_groups *groups, plume_error *error);
void plume_plan_free(plume_plan *plan);

plume_node plume_plan_node(const plume_plan *plan, uint32_t group);
plume_node_kind plume_plan_kind(const plume_plan *plan, uint32_t group);

/* Whether a group is a run that is not part of a frame that is still to be shared out:
 * one that a trace may cover. */
bool plume_plan_is_run(const plume_plan *plan, uint32_t group);

#endif
