/* The accounts of a run: its own, those of its parts, and its shares of others. */
#include "evidence/gather.h"

#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "evidence/speaks/speaks.h"

/* Relation and rule of each account are told with the run, in told_by. */
static plume_status add_account(plume_members *out, const plume_emission *emission,
                                uint32_t account, bool part, plume_error *error)
{
    const plume_account *from = &emission->book->account[account];
    plume_member *member = plume_members_add(out);

    if (member == NULL)
        return plume_fail_memory(error);
    member->kind = plume_book_kind(emission->book, from);
    member->part = part;
    member->account = account;
    member->machine = (from->flags & PLUME_ACCOUNT_MACHINE) != 0;
    member->input = plume_book_input(emission->book, account);
    member->relation = part ? "part of" : "same";
    member->rule = plume_rule_name((plume_rule_number)from->rule);
    return plume_book_read(emission->book, account, &member->run, &member->text, error);
}

/* What a machine drew while several runs were on it: the first account of its energy
 * tells the share of the run, others of that machine and time tell nothing more. */
static void share_machine(plume_members *members, const plume_emission *emission)
{
    for (size_t i = 0; i < members->count; i++) {
        plume_member *member = &members->member[i];
        plume_energy *energy = &member->run.energy;
        const plume_machine_share *share =
            plume_machines_of(emission->machines, member->account);

        if (share == NULL || member->part || !member->machine)
            continue;
        member->told_kwh = energy->total_kwh;
        energy->logged_kwh = (double)NAN;
        energy->total_kwh = share->total_kwh;
        energy->gpu_kwh = share->gpu_kwh;
        energy->cpu_kwh = share->cpu_kwh;
        energy->ram_kwh = share->ram_kwh;
        if (!isnan(share->total_kwh))
            energy->evidence = share->grade;
        member->run.machine = "";
    }
}

/* Folded parts come along at any depth, as they count with their whole; framed ones are
 * runs of their own. */
static plume_status add_group(plume_members *out, const plume_emission *emission,
                              uint32_t group, bool part, plume_error *error)
{
    const plume_plan *plan = emission->plan;
    const plume_group_facts from = plume_group_facts_of(plan->groups, group);
    plume_status status = PLUME_OK;

    PLUME_EACH_MEMBER(plan->groups, group, account)
    {
        if (status != PLUME_OK)
            break;
        status = add_account(out, emission, account, part, error);
        if (status == PLUME_OK && part)
            out->member[out->count - 1].rule =
                plume_rule_name((plume_rule_number)from.holder_rule);
        if (status == PLUME_OK && from.sessions && !part)
            out->member[out->count - 1].relation =
                emission->book->account[account].rule == PLUME_RULE_CONTINUES
                    ? "continues"
                    : "same";
    }
    PLUME_EACH_PART(&plan->holdings, group, i)
    {
        uint32_t held = plan->holdings.held[i];

        if (status == PLUME_OK && plume_plan_kind(plan, held) == PLUME_NODE_FOLDED)
            status = add_group(out, emission, held, true, error);
    }
    return status;
}

/* --- traces --- */

/* Of a trace only the energy speaks, in kWh: its name, hours and state say nothing of the
 * run. */
static plume_status add_cover(plume_members *out, const plume_emission *emission,
                              const plume_cover *cover, plume_error *error)
{
    plume_member *member;
    plume_energy *energy;
    plume_run trace;
    plume_status status = add_account(out, emission, cover->trace, false, error);

    if (status != PLUME_OK)
        return status;
    member = &out->member[out->count - 1];
    member->given = true;
    member->relation = "covers";
    member->rule = plume_rule_name(PLUME_RULE_TRACE);
    trace = member->run;
    plume_run_init(&member->run);
    member->run.origin = trace.origin;
    member->run.device = trace.device;
    member->run.device_count = trace.device_count;
    energy = &member->run.energy;
    energy->total_kwh = cover->energy_j / JOULES_PER_KWH;
    energy->scope = trace.energy.scope;
    energy->evidence = trace.energy.evidence;
    energy->coverage = cover->coverage;
    if (energy->evidence == PLUME_EVIDENCE_METERED && !cover->counted)
        energy->evidence = PLUME_EVIDENCE_SAMPLED;
    if (energy->scope == PLUME_SCOPE_DEVICE)
        energy->gpu_kwh = energy->total_kwh;
    member->held = cover->part;
    member->devices = cover->devices;
    member->processors = cover->metered == PLUME_METERED_PROCESSORS;
    member->memory = member->processors && cover->memory;
    if (member->processors)
        energy->cpu_kwh = energy->total_kwh;
    member->run.matched_kg_per_kwh = plume_matched_mean(&cover->matched);
    member->run.matched_share = plume_matched_share(&cover->matched);
    return PLUME_OK;
}

static plume_status add_covers(plume_members *out, const plume_emission *emission,
                               uint32_t group, plume_error *error)
{
    size_t count;
    const plume_cover *cover = plume_covers_of_group(emission->covers, group, &count);
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < count && status == PLUME_OK; i++)
        status = add_cover(out, emission, &cover[i], error);
    return status;
}

/* --- frames --- */

void plume_kept_frame_init(plume_kept_frame *frame)
{
    *frame = (plume_kept_frame){ .group = PLUME_NOBODY };
    plume_text_init(&frame->text);
}

void plume_kept_frame_dispose(plume_kept_frame *frame)
{
    plume_members_dispose(&frame->members);
    plume_text_dispose(&frame->text);
}

/* Without notes: a disagreement in a frame would be told again with each of its parts. A
 * frame in a frame has asked for that one first. */
plume_status plume_gather_frame(const plume_kept_frame **out,
                                const plume_emission *emission, uint32_t frame,
                                plume_error *error)
{
    plume_kept_frame *kept = emission->frame, made;
    plume_status status = PLUME_OK;

    *out = kept;
    if (kept->group == frame)
        return PLUME_OK;
    plume_kept_frame_init(&made);
    status = plume_gather(&made.members, emission, frame, error);
    if (status == PLUME_OK)
        status = plume_members_speak(&made.run, &made.members, &made.text, NULL, error);
    if (status != PLUME_OK) {
        plume_kept_frame_dispose(&made);
        return status;
    }
    plume_kept_frame_dispose(kept);
    *kept = made;
    kept->group = frame;
    return PLUME_OK;
}

/* Nobody logged a share, so there is no logged figure of it. */
static void scale(plume_energy *energy, double share)
{
    energy->total_kwh *= share;
    energy->gpu_kwh *= share;
    energy->cpu_kwh *= share;
    energy->ram_kwh *= share;
    energy->logged_kwh = (double)NAN;
}

/* A part has its share of what its frame drew, by devices and time, and of its devices
 * where it does not say how many it had. */
static void share_of(plume_run *share, const plume_run *frame, const plume_node *node)
{
    double length_s = node->end_s - node->start_s;

    plume_run_init(share);
    share->origin = frame->origin;
    share->energy = frame->energy;
    scale(&share->energy, node->share);
    share->location = frame->location;
    share->provider = frame->provider;
    share->region = frame->region;
    share->host = frame->host;
    share->device = frame->device;
    share->site_pue = frame->site_pue;
    share->site_kg_per_kwh = frame->site_kg_per_kwh;
    share->role = frame->role;
    share->logged_intensity_kg_per_kwh = frame->logged_intensity_kg_per_kwh;
    share->device_count =
        frame->device_count * node->share * (frame->end_s - frame->start_s) / length_s;
}

/* The share is one more account of the part, given and not told: it stands last, for what
 * the part's own accounts lack. */
static plume_status add_frame(plume_members *out, const plume_emission *emission,
                              uint32_t group, plume_error *error)
{
    const plume_plan *plan = emission->plan;
    const plume_node node = plume_plan_node(plan, group);
    const plume_kept_frame *frame;
    plume_member *member;
    plume_status status = plume_gather_frame(&frame, emission, node.holder, error);

    if (status != PLUME_OK)
        return status;
    member = plume_members_add(out);
    if (member == NULL)
        return plume_fail_memory(error);
    member->kind = PLUME_KIND_TRACKER;
    member->input = UINT32_MAX; /* of several */
    member->given = true;
    member->relation = "part of";
    member->rule = plume_rule_name(
        (plume_rule_number)plume_group_facts_of(plan->groups, group).holder_rule);
    share_of(&member->run, &frame->run, &node);
    member->text = plume_member_keep(&member->run);
    return member->text != NULL ? PLUME_OK : plume_fail_memory(error);
}

/* A frame gives shares only to parts that have times: without them there is nothing to
 * share by. */
plume_status plume_gather(plume_members *out, const plume_emission *emission,
                          uint32_t group, plume_error *error)
{
    const plume_node node = plume_plan_node(emission->plan, group);
    plume_status status = add_group(out, emission, group, false, error);

    if (status == PLUME_OK) {
        plume_members_order(out);
        share_machine(out, emission);
        status = add_covers(out, emission, group, error);
    }
    if (status == PLUME_OK && node.holder != PLUME_NOBODY &&
        node.kind != PLUME_NODE_FOLDED && !isnan(node.share))
        status = add_frame(out, emission, group, error);
    plume_members_order(out);
    return status;
}
