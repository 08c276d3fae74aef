/* The tree of groups, and which of them are runs. */
#include "evidence/groups/plan.h"

#include <math.h>
#include <stdlib.h>

#include "core/order.h"

static plume_node *in(const plume_plan *plan, uint32_t group)
{
    return &plan->node[plan->at[group]];
}

/* The time of a group is that of the account that speaks for its hours, so that one which
 * knows less moves neither its share of a frame nor that of a trace: from the first start
 * to the last end of what the best kind of log tells, since sessions go on. */
static void set_times(plume_node *node, const plume_groups *groups, uint32_t group)
{
    plume_log_kind best = PLUME_KIND_COUNT;

    PLUME_EACH_MEMBER(groups, group, member)
    {
        const plume_account *account = &groups->book->account[member];
        plume_log_kind kind = plume_book_kind(groups->book, account);

        if (!plume_account_has_times(account) || kind > best)
            continue;
        if (kind < best)
            node->start_s = node->end_s = (double)NAN;
        best = kind;
        node->start_s = fmin(node->start_s, account->start_s); /* of one NAN: the other */
        node->end_s = fmax(node->end_s, account->end_s);
    }
}

/* Of devices the scheduler's count goes before the others. */
static plume_node describe(const plume_groups *groups, uint32_t group)
{
    plume_node node = { .start_s = (double)NAN,
                        .end_s = (double)NAN,
                        .share = (double)NAN,
                        .beside_s = (double)NAN,
                        .group = group,
                        .holder = PLUME_NOBODY,
                        .part = PLUME_NOBODY,
                        .next = PLUME_NOBODY,
                        .host = PLUME_NOBODY,
                        .device_count = (float)NAN };

    set_times(&node, groups, group);
    PLUME_EACH_MEMBER(groups, group, member)
    {
        const plume_account *account = &groups->book->account[member];

        if (node.host == PLUME_NOBODY && account->host != 0)
            node.host = member;
        if (isnan(node.device_count) ||
            plume_book_kind(groups->book, account) == PLUME_KIND_SCHEDULER)
            node.device_count =
                isnan(account->device_count) ? node.device_count : account->device_count;
    }
    return node;
}

plume_node plume_plan_node(const plume_plan *plan, uint32_t group)
{
    return plan->at[group] != PLUME_NOBODY ? *in(plan, group)
                                           : describe(plan->groups, group);
}

plume_node_kind plume_plan_kind(const plume_plan *plan, uint32_t group)
{
    return plan->at[group] != PLUME_NOBODY ? (plume_node_kind)in(plan, group)->kind
                                           : PLUME_NODE_RUN;
}

/* --- folding and framing --- */

static bool is_kind(const plume_plan *plan, uint32_t group, plume_log_kind kind)
{
    const plume_book *book = plan->groups->book;

    PLUME_EACH_MEMBER(plan->groups, group, member)
    if (plume_book_kind(book, &book->account[member]) == kind)
        return true;
    return false;
}

static bool share_reader(const plume_plan *plan, uint32_t left, uint32_t right)
{
    const plume_run_group *group = plan->groups->group;

    return (group[left].readers & group[right].readers) != 0;
}

/* Tasks of a tracker, steps of a job and instants of a process are told by the reader of
 * their whole. */
static bool is_task(const plume_plan *plan, uint32_t group)
{
    if (plan->groups->group[group].holder_rule == PLUME_RULE_LAYOUT &&
        share_reader(plan, group, in(plan, group)->holder))
        return true;
    return plan->groups->group[group].holder_rule == PLUME_RULE_PARENT &&
           (is_kind(plan, group, PLUME_KIND_TRACKER) ||
            is_kind(plan, group, PLUME_KIND_SCHEDULER));
}

/* Nested runs, and two or more that one reader tells. */
static bool is_framed(const plume_plan *plan, uint32_t group)
{
    uint32_t holder = in(plan, group)->holder;

    if (is_task(plan, group))
        return false;
    if (plan->groups->group[group].holder_rule == PLUME_RULE_PARENT)
        return true;
    for (uint32_t other = in(plan, holder)->part; other != PLUME_NOBODY;
         other = in(plan, other)->next)
        if (other != group && !is_task(plan, other) && share_reader(plan, group, other))
            return true;
    return false;
}

/* The holder was named as an account, and may have joined a group since. PLUME_NOBODY:
 * nothing holds it. */
static uint32_t holder_of(const plume_groups *groups, uint32_t group)
{
    uint32_t by = groups->group[group].holder;

    if (groups->group[group].size == 0 || by == PLUME_NOBODY || groups->of[by] == group)
        return PLUME_NOBODY;
    return groups->of[by];
}

static void hang(plume_plan *plan, uint32_t group)
{
    uint32_t holder = holder_of(plan->groups, group);

    if (holder == PLUME_NOBODY)
        return;
    in(plan, group)->holder = holder;
    in(plan, group)->next = in(plan, holder)->part;
    in(plan, holder)->part = group;
}

/* --- what a frame shares out --- */

typedef struct edge {
    double at_s;
    uint32_t group;
    bool begins;
} edge;

/* At one moment ends go before beginnings, so that runs back to back do not overlap. */
static int by_moment(const void *left, const void *right)
{
    const edge *a = left, *b = right;

    if (a->at_s != b->at_s)
        return a->at_s < b->at_s ? -1 : 1;
    if (a->begins != b->begins)
        return a->begins ? 1 : -1;
    return (a->group > b->group) - (a->group < b->group);
}

/* Of an unknown count one device: then time alone shares the frame out. */
static double devices_of(const plume_node *node)
{
    return isnan(node->device_count) || node->device_count <= 0.0F
               ? 1.0
               : (double)node->device_count;
}

/* At each moment those that run share the frame by their devices: what one device has
 * had so far is added up, and each takes the growth over its own time. */
static void share_out(plume_plan *plan, uint32_t frame, edge *edges, size_t count)
{
    plume_node *holder = in(plan, frame);
    double length_s = holder->end_s - holder->start_s, from_s = holder->start_s;
    double going = 0.0, so_far = 0.0;
    size_t running = 0;

    qsort(edges, count, sizeof *edges, by_moment);
    holder->beside_s = 0.0;
    for (size_t i = 0; i < count; i++) {
        plume_node *child = in(plan, edges[i].group);
        double devices = devices_of(child), step_s = fmax(edges[i].at_s - from_s, 0.0);

        if (running == 0)
            holder->beside_s += step_s;
        else
            so_far += step_s / going / length_s;
        from_s = fmax(from_s, edges[i].at_s);
        running = edges[i].begins ? running + 1 : running - 1;
        going = running == 0 ? 0.0 : edges[i].begins ? going + devices : going - devices;
        child->share += edges[i].begins ? -so_far * devices : so_far * devices;
    }
    holder->beside_s += fmax(holder->end_s - from_s, 0.0);
}

/* Parts are cut to the frame: what sticks out has no share of its energy. */
static bool settle_frame(plume_plan *plan, uint32_t frame)
{
    plume_node *holder = in(plan, frame);
    size_t parts = 0, count = 0;
    edge *edges;

    if (!(holder->end_s > holder->start_s))
        return true;
    for (uint32_t k = holder->part; k != PLUME_NOBODY; k = in(plan, k)->next)
        parts++;
    edges = malloc((2 * parts + 1) * sizeof *edges);
    if (edges == NULL)
        return false;
    for (uint32_t k = holder->part; k != PLUME_NOBODY; k = in(plan, k)->next) {
        plume_node *child = in(plan, k);

        if (child->kind == PLUME_NODE_FOLDED || !(child->end_s > child->start_s))
            continue;
        child->share = 0.0;
        child->start_s = fmax(child->start_s, holder->start_s);
        child->end_s = fmin(child->end_s, holder->end_s);
        edges[count++] = (edge){ child->start_s, k, true };
        edges[count++] = (edge){ child->end_s, k, false };
    }
    share_out(plan, frame, edges, count);
    free(edges);
    return true;
}

/* --- the plan --- */

/* What holds a frame is one, too: the runs stand at the leaves. */
static void frame_holders(plume_plan *plan, uint32_t frame)
{
    for (uint32_t i = in(plan, frame)->holder;
         i != PLUME_NOBODY && in(plan, i)->kind != PLUME_NODE_FRAME;
         i = in(plan, i)->holder)
        in(plan, i)->kind = PLUME_NODE_FRAME;
}

/* Room for those that hold or are held, in the order of their numbers. */
static bool plant(plume_plan *plan)
{
    const plume_groups *groups = plan->groups;
    uint32_t count = (uint32_t)groups->book->count;

    for (uint32_t i = 0; i < count; i++)
        plan->at[i] = PLUME_NOBODY;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t holder = holder_of(groups, i);

        if (holder != PLUME_NOBODY)
            plan->at[i] = plan->at[holder] = 0;
    }
    for (uint32_t i = 0; i < count; i++)
        if (plan->at[i] != PLUME_NOBODY)
            plan->at[i] = (uint32_t)plan->nodes++;
    plan->node = malloc((plan->nodes + 1) * sizeof *plan->node);
    for (uint32_t i = 0; plan->node != NULL && i < count; i++)
        if (plan->at[i] != PLUME_NOBODY)
            *in(plan, i) = describe(groups, i);
    return plan->node != NULL;
}

/* The next after a node of what hangs below a top, wholes before their parts. */
static uint32_t next_below(const plume_plan *plan, uint32_t at, uint32_t top)
{
    if (in(plan, at)->part != PLUME_NOBODY)
        return in(plan, at)->part;
    while (at != top && in(plan, at)->next == PLUME_NOBODY)
        at = in(plan, at)->holder;
    return at == top ? PLUME_NOBODY : in(plan, at)->next;
}

/* A frame within another is cut to that before it is shared out itself. */
static bool settle_below(plume_plan *plan, uint32_t top)
{
    for (uint32_t i = top; i != PLUME_NOBODY; i = next_below(plan, i, top))
        if (in(plan, i)->kind == PLUME_NODE_FRAME && !settle_frame(plan, i))
            return false;
    return true;
}

/* Frames first, then what holds frames: only then is it known what folds into its whole.
 */
static bool build(plume_plan *plan)
{
    plume_node *node = plan->node;

    for (size_t i = plan->nodes; i-- > 0;)
        hang(plan, node[i].group);
    for (size_t i = 0; i < plan->nodes; i++)
        if (node[i].holder != PLUME_NOBODY && is_framed(plan, node[i].group))
            in(plan, node[i].holder)->kind = PLUME_NODE_FRAME;
    for (size_t i = 0; i < plan->nodes; i++)
        if (node[i].kind == PLUME_NODE_FRAME)
            frame_holders(plan, node[i].group);
    for (size_t i = 0; i < plan->nodes; i++)
        if (node[i].holder != PLUME_NOBODY && !is_framed(plan, node[i].group) &&
            node[i].kind != PLUME_NODE_FRAME)
            node[i].kind = PLUME_NODE_FOLDED;
    for (size_t i = 0; i < plan->nodes; i++)
        if (node[i].kind == PLUME_NODE_FRAME && node[i].holder == PLUME_NOBODY &&
            !settle_below(plan, node[i].group))
            return false;
    return true;
}

/* By the place in the spool, which is filled as logs are read. */
static int by_place(const void *book, uint32_t left, uint32_t right)
{
    const plume_account *account = ((const plume_book *)book)->account;

    return (account[left].at > account[right].at) -
           (account[left].at < account[right].at);
}

/* Groups in the order in which logs first tell of them. False: out of memory. */
static bool put_in_order(plume_plan *plan)
{
    const plume_groups *groups = plan->groups;
    size_t count = groups->book->count;
    bool *seen = calloc(count + 1, sizeof *seen);
    bool done;

    for (uint32_t i = 0; i < count; i++)
        plan->order[i] = i;
    done = seen != NULL && plume_order(plan->order, count, by_place, groups->book);
    for (size_t i = 0; done && i < count; i++) {
        uint32_t group = groups->of[plan->order[i]];

        if (!seen[group])
            plan->order[plan->count++] = group;
        seen[group] = true;
    }
    free(seen);
    return done;
}

plume_status plume_plan_new(plume_plan **out, const plume_groups *groups,
                            plume_error *error)
{
    plume_plan *plan = calloc(1, sizeof *plan);
    size_t count = groups->book->count + 1;

    *out = NULL;
    if (plan == NULL)
        return plume_fail_memory(error);
    plan->groups = groups;
    plan->at = malloc(count * sizeof *plan->at);
    plan->order = malloc(count * sizeof *plan->order);
    if (plan->at == NULL || plan->order == NULL || !plant(plan) || !build(plan) ||
        !put_in_order(plan)) {
        plume_plan_free(plan);
        return plume_fail_memory(error);
    }
    *out = plan;
    return PLUME_OK;
}

void plume_plan_free(plume_plan *plan)
{
    if (plan == NULL)
        return;
    free(plan->node);
    free(plan->at);
    free(plan->order);
    free(plan);
}

bool plume_plan_is_run(const plume_plan *plan, uint32_t group)
{
    return plan->groups->group[group].size > 0 &&
           plume_plan_kind(plan, group) == PLUME_NODE_RUN;
}
