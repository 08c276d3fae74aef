/* The tree of groups, and which of them are runs. */
#include "evidence/groups/plan.h"

#include <math.h>
#include <stdlib.h>

#include "core/order.h"

/* NULL: it stands alone. */
static plume_tie *tie_of(const plume_plan *plan, uint32_t group)
{
    const plume_groups *groups = plan->groups;
    const plume_group_more *more = plume_group_more_of(groups, group);

    return more != NULL ? &plan->tie[more - groups->more] : NULL;
}

/* Of one that holds or is held. */
static plume_tie *in(const plume_plan *plan, uint32_t group)
{
    return tie_of(plan, group);
}

static plume_portion *portion_of(const plume_plan *plan, uint32_t group)
{
    return &plan->portion[in(plan, group)->portion - 1];
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
                        .holder = PLUME_NOBODY,
                        .part = PLUME_NOBODY,
                        .next = PLUME_NOBODY,
                        .host = PLUME_NOBODY,
                        .device_count = (float)NAN };

    set_times(&node, groups, group);
    PLUME_EACH_MEMBER(groups, group, member)
    {
        const plume_account *account = &groups->book->account[member];

        const plume_berth *berth = plume_book_berth(groups->book, account);

        if (node.host == PLUME_NOBODY && berth->host != 0)
            node.host = member;
        if (isnan(node.device_count) ||
            plume_book_kind(groups->book, account) == PLUME_KIND_SCHEDULER)
            node.device_count =
                isnan(berth->device_count) ? node.device_count : berth->device_count;
    }
    return node;
}

/* What a frame shares out is cut to it. */
plume_node plume_plan_node(const plume_plan *plan, uint32_t group)
{
    plume_node node = describe(plan->groups, group);
    const plume_tie *tie = tie_of(plan, group);

    if (tie == NULL)
        return node;
    node.holder = tie->holder;
    node.part = tie->part;
    node.next = tie->next;
    node.kind = tie->kind;
    if (tie->portion != 0) {
        const plume_portion *portion = portion_of(plan, group);

        node.start_s = portion->start_s;
        node.end_s = portion->end_s;
        node.share = portion->share;
        node.beside_s = portion->beside_s;
    }
    return node;
}

plume_node_kind plume_plan_kind(const plume_plan *plan, uint32_t group)
{
    const plume_tie *tie = tie_of(plan, group);

    return tie != NULL ? (plume_node_kind)tie->kind : PLUME_NODE_RUN;
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
    return plume_readers_meet(plume_group_all_readers(plan->groups, left),
                              plume_group_all_readers(plan->groups, right));
}

/* Tasks of a tracker, steps of a job and instants of a process are told by the reader of
 * their whole. */
static bool is_task(const plume_plan *plan, uint32_t group)
{
    if (plume_group_facts_of(plan->groups, group).holder_rule == PLUME_RULE_LAYOUT &&
        share_reader(plan, group, in(plan, group)->holder))
        return true;
    return plume_group_facts_of(plan->groups, group).holder_rule == PLUME_RULE_PARENT &&
           (is_kind(plan, group, PLUME_KIND_TRACKER) ||
            is_kind(plan, group, PLUME_KIND_SCHEDULER));
}

/* Nested runs, and two or more that one reader tells. */
static bool is_framed(const plume_plan *plan, uint32_t group)
{
    uint32_t holder = in(plan, group)->holder;

    if (is_task(plan, group))
        return false;
    if (plume_group_facts_of(plan->groups, group).holder_rule == PLUME_RULE_PARENT)
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
    uint32_t by = plume_group_holder(groups, group);

    if (by == PLUME_NOBODY || plume_group_of(groups, by) == group)
        return PLUME_NOBODY;
    return plume_group_of(groups, by);
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
static double devices_of(const plume_plan *plan, uint32_t group)
{
    float count = describe(plan->groups, group).device_count;

    return isnan(count) || count <= 0.0F ? 1.0 : (double)count;
}

/* At each moment those that run share the frame by their devices: what one device has
 * had so far is added up, and each takes the growth over its own time. */
static void share_out(plume_plan *plan, uint32_t frame, edge *edges, size_t count)
{
    plume_portion *holder = portion_of(plan, frame);
    double length_s = holder->end_s - holder->start_s, from_s = holder->start_s;
    double going = 0.0, so_far = 0.0;
    size_t running = 0;

    qsort(edges, count, sizeof *edges, by_moment);
    holder->beside_s = 0.0;
    for (size_t i = 0; i < count; i++) {
        plume_portion *child = portion_of(plan, edges[i].group);
        double devices = devices_of(plan, edges[i].group);
        double step_s = fmax(edges[i].at_s - from_s, 0.0);

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

/* False: out of memory. */
static bool add_portion(plume_plan *plan, uint32_t group)
{
    size_t capacity = plan->portion_capacity * 2 + 16;
    plume_tie *tie = in(plan, group);
    plume_node node;

    if (tie->portion != 0)
        return true;
    if (plan->portions == plan->portion_capacity) {
        plume_portion *grown = realloc(plan->portion, capacity * sizeof *grown);

        if (grown == NULL)
            return false;
        plan->portion = grown;
        plan->portion_capacity = capacity;
    }
    node = describe(plan->groups, group);
    plan->portion[plan->portions++] =
        (plume_portion){ node.start_s, node.end_s, (double)NAN, (double)NAN };
    tie->portion = (uint32_t)plan->portions;
    return true;
}

/* Room for those that a frame shares its time out to; *count of all of its parts. */
static bool add_portions(plume_plan *plan, uint32_t frame, size_t *count)
{
    bool done = add_portion(plan, frame);

    *count = 0;
    for (uint32_t k = in(plan, frame)->part; done && k != PLUME_NOBODY;
         k = in(plan, k)->next) {
        done = in(plan, k)->kind == PLUME_NODE_FOLDED || add_portion(plan, k);
        ++*count;
    }
    return done;
}

/* Parts are cut to the frame: what sticks out has no share of its energy. */
static bool settle_frame(plume_plan *plan, uint32_t frame)
{
    plume_node whole = plume_plan_node(plan, frame);
    size_t parts, count = 0;
    edge *edges;

    if (!(whole.end_s > whole.start_s))
        return true;
    if (!add_portions(plan, frame, &parts))
        return false;
    edges = malloc((2 * parts + 1) * sizeof *edges);
    if (edges == NULL)
        return false;
    for (uint32_t k = whole.part; k != PLUME_NOBODY; k = in(plan, k)->next) {
        plume_portion *child;

        if (in(plan, k)->kind == PLUME_NODE_FOLDED)
            continue;
        child = portion_of(plan, k);
        if (!(child->end_s > child->start_s))
            continue;
        child->share = 0.0;
        child->start_s = fmax(child->start_s, whole.start_s);
        child->end_s = fmin(child->end_s, whole.end_s);
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

/* A tie for each of which more is known: for those that hold, too. */
static bool plant(plume_plan *plan)
{
    plume_groups *groups = plan->groups;
    uint32_t count = (uint32_t)groups->book->count;
    bool done = true;

    for (uint32_t i = 0; i < count && done; i++) {
        uint32_t holder =
            plume_group_is_one(groups, i) ? holder_of(groups, i) : PLUME_NOBODY;

        done = holder == PLUME_NOBODY || plume_group_add_more(groups, holder);
    }
    plan->tie = malloc((groups->mores + 1) * sizeof *plan->tie);
    for (size_t i = 0; plan->tie != NULL && i < groups->mores; i++)
        plan->tie[i] = (plume_tie){ .holder = PLUME_NOBODY,
                                    .part = PLUME_NOBODY,
                                    .next = PLUME_NOBODY,
                                    .kind = PLUME_NODE_RUN };
    return done && plan->tie != NULL;
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

/* The next group from this one on that holds or is held; the count of all at the end. */
static uint32_t next_tied(const plume_plan *plan, uint32_t from)
{
    uint32_t count = (uint32_t)plan->groups->book->count;

    while (from < count && (!plume_group_is_one(plan->groups, from) ||
                            plume_group_more_of(plan->groups, from) == NULL))
        from++;
    return from;
}

#define EACH_TIED(plan, i)                                                               \
    for (uint32_t i = next_tied(plan, 0); i < (plan)->groups->book->count;               \
         i = next_tied(plan, i + 1))

/* Parts stand in the order of their numbers. */
static void hang_all(plume_plan *plan)
{
    for (uint32_t i = (uint32_t)plan->groups->book->count; i-- > 0;)
        if (plume_group_is_one(plan->groups, i))
            hang(plan, i);
}

/* Frames first, then what holds frames: only then is it known what folds into its whole.
 */
static bool build(plume_plan *plan)
{
    hang_all(plan);
    EACH_TIED(plan, i)
    if (in(plan, i)->holder != PLUME_NOBODY && is_framed(plan, i))
        in(plan, in(plan, i)->holder)->kind = PLUME_NODE_FRAME;
    EACH_TIED(plan, i)
    if (in(plan, i)->kind == PLUME_NODE_FRAME)
        frame_holders(plan, i);
    EACH_TIED(plan, i)
    if (in(plan, i)->holder != PLUME_NOBODY && !is_framed(plan, i) &&
        in(plan, i)->kind != PLUME_NODE_FRAME)
        in(plan, i)->kind = PLUME_NODE_FOLDED;
    EACH_TIED(plan, i)
    if (in(plan, i)->kind == PLUME_NODE_FRAME && in(plan, i)->holder == PLUME_NOBODY &&
        !settle_below(plan, i))
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
    uint8_t *seen;
    bool done;

    for (uint32_t i = 0; i < count; i++)
        plan->order[i] = i;
    done = plume_order(plan->order, count, by_place, groups->book);
    seen = calloc(count / 8 + 1, sizeof *seen);
    for (size_t i = 0; done && seen != NULL && i < count; i++) {
        uint32_t group = plume_group_of(groups, plan->order[i]);

        if ((seen[group / 8] >> group % 8 & 1) == 0)
            plan->order[plan->count++] = group;
        seen[group / 8] |= (uint8_t)(1u << group % 8);
    }
    done = done && seen != NULL;
    free(seen);
    return done;
}

plume_status plume_plan_new(plume_plan **out, plume_groups *groups, plume_error *error)
{
    plume_plan *plan = calloc(1, sizeof *plan);
    size_t count = groups->book->count + 1;

    *out = NULL;
    if (plan == NULL)
        return plume_fail_memory(error);
    plan->groups = groups;
    plan->order = malloc(count * sizeof *plan->order);
    if (plan->order == NULL || !put_in_order(plan) || !plant(plan) || !build(plan)) {
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
    free(plan->tie);
    free(plan->portion);
    free(plan->order);
    free(plan);
}

bool plume_plan_is_run(const plume_plan *plan, uint32_t group)
{
    return plume_group_is_one(plan->groups, group) &&
           plume_plan_kind(plan, group) == PLUME_NODE_RUN;
}
