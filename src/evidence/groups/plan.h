/* evidence/groups/plan.h -- what comes of the groups: runs, frames, and who is part of
 * whom.
 *
 * A part folds into its holder, or its holder frames it: then the parts are the runs, and
 * the holder is none. */
#ifndef PLUME_EVIDENCE_GROUPS_PLAN_H
#define PLUME_EVIDENCE_GROUPS_PLAN_H

#include "evidence/groups/groups.h"

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
    uint32_t part;   /* first of its parts; PLUME_NOBODY */
    uint32_t next;   /* of its holder's parts */
    uint32_t host;   /* an account that knows it; PLUME_NOBODY */
    float device_count;
    uint8_t kind;
} plume_node;

/* Of a group that holds or is held: most stand alone. */
typedef struct plume_tie {
    uint32_t holder, part, next; /* as in a node */
    uint32_t portion;            /* its number from 1; 0: none */
    uint8_t kind;
} plume_tie;

/* Of a frame, and of what it shares its time and energy out to. */
typedef struct plume_portion {
    double start_s, end_s, share, beside_s;
} plume_portion;

typedef struct plume_plan {
    plume_groups *groups;
    plume_tie *tie; /* as many as groups of which more is known, in their order */
    plume_portion *portion;
    size_t portions, portion_capacity;
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
