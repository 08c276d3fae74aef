/* The tree of groups, and which of them are runs. */
#include "evidence/groups/plan.h"

#include <math.h>
#include <stdlib.h>

#include "core/order.h"
#include "core/sort.h"

/* --- kinds --- */

plume_node_kind plume_plan_kind(const plume_plan *plan, uint32_t group)
{
    return plan->kind == NULL
               ? PLUME_NODE_RUN
               : (plume_node_kind)(plan->kind[group / 4] >> group % 4 * 2 & 3);
}

static void set_kind(plume_plan *plan, uint32_t group, plume_node_kind kind)
{
    uint8_t *four = &plan->kind[group / 4];

    *four = (uint8_t)((*four & ~(3u << group % 4 * 2)) | (unsigned)kind << group % 4 * 2);
}

static uint32_t holder_of(const plume_plan *plan, uint32_t group)
{
    return plume_holdings_holder(&plan->holdings, group);
}

/* NULL: it is none. */
static plume_framed_time *frame_of(const plume_plan *plan, uint32_t group)
{
    size_t low = 0, high = plan->frames;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (plan->frame[middle].group < group)
            low = middle + 1;
        else
            high = middle;
    }
    return low < plan->frames && plan->frame[low].group == group ? &plan->frame[low]
                                                                 : NULL;
}

/* --- what is known of a group --- */

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

/* A part is cut to its frame: what sticks out has no share of it. False: nothing of it
 * lies within. */
static bool cut(plume_node *node, const plume_framed_time *frame)
{
    double start_s, end_s;

    if (!(frame->end_s > frame->start_s) || !(node->end_s > node->start_s))
        return false;
    start_s = fmax(node->start_s, frame->start_s);
    end_s = fmin(node->end_s, frame->end_s);
    if (!(end_s > start_s))
        return false;
    node->start_s = start_s;
    node->end_s = end_s;
    return true;
}

plume_node plume_plan_node(const plume_plan *plan, uint32_t group)
{
    plume_node node = describe(plan->groups, group);
    const plume_framed_time *within = NULL, *own;

    node.kind = (uint8_t)plume_plan_kind(plan, group);
    if (plan->kind == NULL)
        return node;
    node.holder = holder_of(plan, group);
    if (node.holder != PLUME_NOBODY && node.kind != PLUME_NODE_FOLDED)
        within = frame_of(plan, node.holder);
    if (within != NULL && cut(&node, within))
        node.share = plan->share[plume_holdings_place(&plan->holdings, group)];
    own = node.kind == PLUME_NODE_FRAME ? frame_of(plan, group) : NULL;
    if (own != NULL)
        node.beside_s = own->beside_s;
    return node;
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
        share_reader(plan, group, holder_of(plan, group)))
        return true;
    return plume_group_facts_of(plan->groups, group).holder_rule == PLUME_RULE_PARENT &&
           (is_kind(plan, group, PLUME_KIND_TRACKER) ||
            is_kind(plan, group, PLUME_KIND_SCHEDULER));
}

/* Nested runs, and two or more that one reader tells. */
static bool is_framed(const plume_plan *plan, uint32_t group)
{
    if (is_task(plan, group))
        return false;
    if (plume_group_facts_of(plan->groups, group).holder_rule == PLUME_RULE_PARENT)
        return true;
    PLUME_EACH_PART(&plan->holdings, holder_of(plan, group), i)
    {
        uint32_t other = plan->holdings.held[i];

        if (other != group && !is_task(plan, other) && share_reader(plan, group, other))
            return true;
    }
    return false;
}

/* --- what a frame shares out --- */

/* The parts of one frame that are runs with times within it, by places. */
typedef struct sharing {
    plume_plan *plan;
    plume_framed_time *frame;
    uint32_t *begin, *end; /* in the order of their starts, and of their ends */
    size_t count;
} sharing;

static plume_node part_at(const sharing *all, uint32_t place)
{
    plume_node node = { .start_s = (double)NAN, .end_s = (double)NAN };

    set_times(&node, all->plan->groups, all->plan->holdings.held[place]);
    cut(&node, all->frame);
    return node;
}

static int by_moment(double own_s, double other_s, uint32_t own, uint32_t other)
{
    if (own_s != other_s)
        return own_s < other_s ? -1 : 1;
    return (own > other) - (own < other);
}

static int by_start(const void *all, const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return by_moment(part_at(all, a).start_s, part_at(all, b).start_s, a, b);
}

static int by_end(const void *all, const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return by_moment(part_at(all, a).end_s, part_at(all, b).end_s, a, b);
}

/* Of an unknown count one device: then time alone shares the frame out. */
static double devices_of(const sharing *all, uint32_t place)
{
    const plume_plan *plan = all->plan;
    float count = describe(plan->groups, plan->holdings.held[place]).device_count;

    return isnan(count) || count <= 0.0F ? 1.0 : (double)count;
}

/* At each moment those that run share the frame by their devices: what one device has
 * had so far is added up, and each takes the growth over its own time. At one moment ends
 * go before beginnings, so that runs back to back do not overlap. */
static void share_out(const sharing *all)
{
    double *share = all->plan->share;
    plume_framed_time *frame = all->frame;
    double length_s = frame->end_s - frame->start_s, from_s = frame->start_s;
    double going = 0.0, so_far = 0.0, beside_s = 0.0;

    for (size_t begun = 0, ended = 0; ended < all->count;) {
        double end_s = part_at(all, all->end[ended]).end_s;
        double start_s = begun < all->count ? part_at(all, all->begin[begun]).start_s
                                            : (double)INFINITY;
        bool begins = start_s < end_s;
        uint32_t place = begins ? all->begin[begun] : all->end[ended];
        double devices = devices_of(all, place), at_s = begins ? start_s : end_s;
        double step_s = fmax(at_s - from_s, 0.0);

        if (begun == ended)
            beside_s += step_s;
        else
            so_far += step_s / going / length_s;
        from_s = fmax(from_s, at_s);
        begun += begins;
        ended += !begins;
        going = begun == ended ? 0.0 : begins ? going + devices : going - devices;
        share[place] += begins ? -so_far * devices : so_far * devices;
    }
    frame->beside_s = beside_s + fmax(frame->end_s - from_s, 0.0);
}

/* False: out of memory. */
static bool begin_sharing(sharing *all)
{
    plume_plan *plan = all->plan;
    uint32_t frame = all->frame->group;
    size_t parts = 0;

    PLUME_EACH_PART(&plan->holdings, frame, i)
    parts++;
    all->begin = malloc((parts + 1) * sizeof *all->begin);
    all->end = malloc((parts + 1) * sizeof *all->end);
    if (all->begin == NULL || all->end == NULL)
        return false;
    PLUME_EACH_PART(&plan->holdings, frame, i)
    {
        plume_node node = describe(plan->groups, plan->holdings.held[i]);

        if (plume_plan_kind(plan, plan->holdings.held[i]) == PLUME_NODE_FOLDED ||
            !cut(&node, all->frame))
            continue;
        plan->share[i] = 0.0;
        all->begin[all->count] = all->end[all->count] = (uint32_t)i;
        all->count++;
    }
    return true;
}

static bool settle_frame(plume_plan *plan, uint32_t group)
{
    plume_node whole = plume_plan_node(plan, group);
    sharing all = { .plan = plan, .frame = frame_of(plan, group) };
    bool done;

    if (!(whole.end_s > whole.start_s))
        return true;
    all.frame->start_s = whole.start_s;
    all.frame->end_s = whole.end_s;
    done = begin_sharing(&all);
    if (done) {
        plume_sort(all.begin, all.count, sizeof *all.begin, by_start, &all);
        plume_sort(all.end, all.count, sizeof *all.end, by_end, &all);
        share_out(&all);
    }
    free(all.begin);
    free(all.end);
    return done;
}

/* --- the plan --- */

/* What holds a frame is one, too: the runs stand at the leaves. */
static void frame_holders(plume_plan *plan, uint32_t frame)
{
    for (uint32_t i = holder_of(plan, frame);
         i != PLUME_NOBODY && plume_plan_kind(plan, i) != PLUME_NODE_FRAME;
         i = holder_of(plan, i))
        set_kind(plan, i, PLUME_NODE_FRAME);
}

/* Frames first, then what holds frames: only then is it known what folds into its whole.
 */
static void set_kinds(plume_plan *plan)
{
    const plume_holdings *all = &plan->holdings;

    for (size_t i = 0; i < all->count; i++)
        if (is_framed(plan, all->held[i]))
            set_kind(plan, holder_of(plan, all->held[i]), PLUME_NODE_FRAME);
    for (size_t i = 0; i < all->count; i++)
        if (plume_plan_kind(plan, all->held[i]) == PLUME_NODE_FRAME)
            frame_holders(plan, all->held[i]);
    for (size_t i = 0; i < all->count; i++)
        if (plume_plan_kind(plan, all->held[i]) != PLUME_NODE_FRAME &&
            !is_framed(plan, all->held[i]))
            set_kind(plan, all->held[i], PLUME_NODE_FOLDED);
}

/* Holders stand in the order of their numbers; *frames: how many of them are frames, NULL
 * where they are counted. */
static size_t list_frames(plume_framed_time *frames, const plume_plan *plan)
{
    uint32_t last = PLUME_NOBODY;
    size_t count = 0;

    for (size_t i = 0; i < plan->holdings.count; i++) {
        uint32_t holder = holder_of(plan, plan->holdings.held[i]);

        if (holder == last || plume_plan_kind(plan, holder) != PLUME_NODE_FRAME)
            continue;
        if (frames != NULL)
            frames[count] =
                (plume_framed_time){ (double)NAN, (double)NAN, (double)NAN, holder };
        last = holder;
        count++;
    }
    return count;
}

/* A frame within another is cut to that before it is shared out itself. */
static bool settle_below(plume_plan *plan, uint32_t frame)
{
    if (!settle_frame(plan, frame))
        return false;
    PLUME_EACH_PART(&plan->holdings, frame, i)
    if (plume_plan_kind(plan, plan->holdings.held[i]) == PLUME_NODE_FRAME &&
        !settle_below(plan, plan->holdings.held[i]))
        return false;
    return true;
}

static bool settle_all(plume_plan *plan)
{
    size_t count = plan->holdings.count;

    plan->frames = list_frames(NULL, plan);
    plan->frame = malloc((plan->frames + 1) * sizeof *plan->frame);
    plan->share = malloc((count + 1) * sizeof *plan->share);
    if (plan->frame == NULL || plan->share == NULL)
        return false;
    list_frames(plan->frame, plan);
    for (size_t i = 0; i < count; i++)
        plan->share[i] = (double)NAN;
    for (size_t i = 0; i < plan->frames; i++)
        if (holder_of(plan, plan->frame[i].group) == PLUME_NOBODY &&
            !settle_below(plan, plan->frame[i].group))
            return false;
    return true;
}

static bool build(plume_plan *plan)
{
    if (!plume_holdings_init(&plan->holdings, plan->groups))
        return false;
    if (plan->holdings.count == 0)
        return true;
    plan->kind = calloc(plan->groups->book->count / 4 + 1, sizeof *plan->kind);
    if (plan->kind == NULL)
        return false;
    set_kinds(plan);
    return settle_all(plan);
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
    if (plan->order == NULL || !put_in_order(plan) || !build(plan)) {
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
    plume_holdings_dispose(&plan->holdings);
    free(plan->share);
    free(plan->kind);
    free(plan->frame);
    free(plan->order);
    free(plan);
}

bool plume_plan_is_run(const plume_plan *plan, uint32_t group)
{
    return plume_group_is_one(plan->groups, group) &&
           plume_plan_kind(plan, group) == PLUME_NODE_RUN;
}
