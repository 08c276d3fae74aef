/* Runs, and what is no run: what traces and frames hold beside them. */
#include "evidence/emit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/number/units.h"
#include "evidence/speaks/lone.h"
#include "evidence/speaks/speaks.h"
#include "evidence/gather.h"
#include "intake/accounts.h"

/* NULL: it is no trace. */
static const plume_covering *covering_of(const plume_emission *emission, uint32_t group)
{
    return plume_covers_of_trace(emission->covers, group);
}

/* --- who tells it --- */

static size_t told_most(const plume_members *members)
{
    return members->count;
}

/* An account that is alone rests on no rule. */
static void tell(plume_told *told, const plume_member *member, bool alone)
{
    const plume_run *run = &member->run;

    *told = (plume_told){ run->origin.reader,
                          run->origin.path,
                          run->origin.line,
                          alone ? "alone" : member->relation,
                          alone ? "" : member->rule,
                          run->duration_s,
                          isnan(member->told_kwh) ? run->energy.total_kwh
                                                  : member->told_kwh };
}

static plume_told *told_by(const plume_members *members, plume_error *error)
{
    plume_told *told = malloc((told_most(members) + 1) * sizeof *told);

    if (told == NULL) {
        plume_fail_memory(error);
        return NULL;
    }
    for (size_t i = 0; i < members->count; i++)
        tell(&told[i], &members->member[i], members->count == 1);
    return told;
}

/* Of a trace that other traces tell in part only the rest is a run. */
static void keep_rest(plume_run *run, const plume_covering *covering)
{
    plume_energy *energy = &run->energy;

    energy->total_kwh = covering->idle_j / JOULES_PER_KWH;
    energy->logged_kwh = energy->cpu_kwh = energy->ram_kwh = (double)NAN;
    energy->gpu_kwh =
        energy->scope == PLUME_SCOPE_DEVICE ? energy->total_kwh : (double)NAN;
    run->matched_kg_per_kwh = plume_matched_mean(&covering->idle);
    run->matched_share = plume_matched_share(&covering->idle);
    if (covering->devices == 0)
        return;
    run->duration_s = covering->idle_s / (double)covering->devices;
    if (run->device_count > (double)covering->devices)
        run->device_count = (double)covering->devices;
}

/* Where one account tells the run nothing is weighed: it passes as its reader pushed it,
 * but for what its samples lack. A trace measured all that it is of. */
static plume_status take_lone(plume_run *run, plume_members *members, plume_text *text,
                              const plume_covering *covering, plume_error *error)
{
    plume_lone lone;
    plume_status status;

    *run = members->member[0].run;
    if (covering != NULL && covering->fate == PLUME_TRACE_PARTLY)
        keep_rest(run, covering);
    if (covering != NULL)
        return PLUME_OK;
    status = plume_lone_speak(&lone, run, text, error);
    members->filled_kwh = lone.filled_kwh;
    members->partly = lone.partly;
    return status;
}

/* Its energy is a share of what several runs were metered with. */
static plume_status mark_shared(const plume_emission *emission, uint32_t group,
                                plume_run *run, plume_text *text, plume_error *error)
{
    plume_status status;

    if (plume_machines_of(emission->machines, group) == NULL)
        return PLUME_OK;
    if (text->length == 0)
        plume_text_add(text, run->warnings);
    plume_text_printf(text, "%s%s", text->length > 0 ? " " : "",
                      PLUME_RUN_MACHINE_SHARED);
    status = plume_text_status(text, error);
    if (status == PLUME_OK)
        run->warnings = text->data;
    return status;
}

static plume_status emit_run(const plume_emission *emission, uint32_t group,
                             plume_run_sink sink, plume_error *error)
{
    const plume_covering *covering = covering_of(emission, group);
    plume_members members = { 0 };
    plume_told *told = NULL;
    plume_text text;
    plume_run run;
    plume_status status = plume_gather(&members, emission, group, error);

    plume_text_init(&text);
    if (status == PLUME_OK && members.count == 1)
        status = take_lone(&run, &members, &text, covering, error);
    else if (status == PLUME_OK)
        status = plume_members_speak(&run, &members, &text, emission->notes, error);
    if (status == PLUME_OK)
        status = mark_shared(emission, group, &run, &text, error);
    if (status == PLUME_OK && members.count > 1)
        plume_ratings_doubt(emission->ratings, &run, run.origin.path, run.origin.line,
                            emission->notes);
    if (status == PLUME_OK) {
        told = told_by(&members, error);
        status = told != NULL ? PLUME_OK : PLUME_ERR_MEMORY;
    }
    if (status == PLUME_OK && emission->takings != NULL)
        plume_takings_add(emission->takings, &members);
    if (status == PLUME_OK)
        status = plume_idle_places_learn(emission->places, group, &run, error);
    if (status == PLUME_OK && sink.take != NULL) {
        run.kind = 0; /* its texts may be of several accounts */
        run.told_by = told;
        run.told_count = members.count;
        status = sink.take(sink.state, &run, error);
    }
    free(told);
    plume_text_dispose(&text);
    plume_members_dispose(&members);
    return status;
}

/* --- what is no run --- */

/* Whether a trace covers a part of a frame: what it drew between the parts is idle there.
 */
static bool parts_are_traced(const plume_emission *emission, uint32_t frame)
{
    const plume_holdings *holdings = &emission->plan->holdings;

    PLUME_EACH_PART(holdings, frame, i)
    {
        size_t count = 0;

        plume_covers_of_group(emission->covers, holdings->held[i], &count);
        if (count > 0)
            return true;
    }
    return false;
}

/* The frame's energy by time. Where a trace covers the parts, what devices drew between
 * them is idle there, and is taken off here. Objective and FLOPs are of the whole. */
static void make_between(plume_run *out, const plume_run *frame, const plume_node *node,
                         bool traced)
{
    double share = node->beside_s / (node->end_s - node->start_s);
    plume_energy *energy = &out->energy;

    *out = *frame;
    out->kind = 0;
    out->other = PLUME_OTHER_BETWEEN;
    out->duration_s = frame->duration_s * share;
    out->told_count = 0;
    if (traced && !isnan(energy->gpu_kwh)) {
        energy->total_kwh -= energy->gpu_kwh;
        energy->gpu_kwh = (double)NAN;
    }
    energy->total_kwh *= share;
    energy->gpu_kwh *= share;
    energy->cpu_kwh *= share;
    energy->ram_kwh *= share;
    energy->logged_kwh = (double)NAN;
    out->logged_co2e_kg = out->objective = out->flops = (double)NAN;
}

/* Seconds; below a thousandth it is rounding. Only a scheduler reserves: of any other
 * frame the devices are unknown here, so that no device-hours come of it. */
static plume_status emit_between(const plume_emission *emission, uint32_t frame,
                                 plume_run_sink sink, plume_error *error)
{
    const plume_node node = plume_plan_node(emission->plan, frame);
    const plume_kept_frame *from;
    bool reserved = false;
    plume_run between;
    plume_status status;

    if (!(node.beside_s > 1e-3) || sink.take == NULL)
        return PLUME_OK;
    status = plume_gather_frame(&from, emission, frame, error);
    if (status != PLUME_OK)
        return status;
    for (size_t i = 0; i < from->members.count; i++)
        reserved = reserved || from->members.member[i].kind == PLUME_KIND_SCHEDULER;
    make_between(&between, &from->run, &node, parts_are_traced(emission, frame));
    if (!reserved)
        between.device_count = (double)NAN;
    return sink.take(sink.state, &between, error);
}

/* What a trace holds beyond the runs. */
static plume_status emit_idle(const plume_emission *emission,
                              const plume_covering *covering, plume_run_sink sink,
                              plume_error *error)
{
    plume_run run;
    char *text = NULL;
    plume_status status;

    if (sink.take == NULL || !(covering->idle_j > 0.0))
        return PLUME_OK;
    status = plume_book_read(emission->book, covering->trace, &run, &text, error);
    if (status == PLUME_OK) {
        plume_energy *energy = &run.energy;

        run.other = PLUME_OTHER_IDLE;
        run.kind = 0;
        if (energy->scope == PLUME_SCOPE_DEVICE)
            run.device_count = (double)covering->devices;
        energy->total_kwh = covering->idle_j / JOULES_PER_KWH;
        energy->logged_kwh = energy->cpu_kwh = energy->ram_kwh = (double)NAN;
        energy->gpu_kwh =
            energy->scope == PLUME_SCOPE_DEVICE ? energy->total_kwh : (double)NAN;
        run.matched_kg_per_kwh = plume_matched_mean(&covering->idle);
        run.matched_share = plume_matched_share(&covering->idle);
        run.name = run.study = "idle";
        run.note = "drawn while none of the runs ran to which the trace was attributed";
        if (covering->devices > 0)
            run.duration_s = covering->idle_s / (double)covering->devices;
        plume_idle_places_fill(emission->places, covering, &run);
        status = sink.take(sink.state, &run, error);
    }
    free(text);
    return status;
}

/* --- all of them --- */

static bool is_run(const plume_emission *emission, uint32_t group)
{
    const plume_covering *covering = covering_of(emission, group);

    return covering == NULL || covering->fate == PLUME_TRACE_ALONE ||
           covering->fate == PLUME_TRACE_PARTLY;
}

/* What frames hold, then what traces hold: none of it is in a count of runs. */
static plume_status emit_others(const plume_emission *emission, plume_run_sink sink,
                                plume_error *error)
{
    const plume_plan *plan = emission->plan;
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < plan->count && status == PLUME_OK; i++)
        if (plume_plan_kind(plan, plan->order[i]) == PLUME_NODE_FRAME)
            status = emit_between(emission, plan->order[i], sink, error);
    for (size_t i = 0; i < emission->covers->traces && status == PLUME_OK; i++)
        if (emission->covers->covering[i].fate == PLUME_TRACE_COVERS)
            status = emit_idle(emission, &emission->covers->covering[i], sink, error);
    return status;
}

/* A trace that covers runs, or that nobody can place, is no run of its own. */
plume_status plume_emit(const plume_emission *emission, plume_run_sink sink,
                        plume_error *error)
{
    const plume_plan *plan = emission->plan;
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < plan->count && status == PLUME_OK; i++)
        if (plume_plan_kind(plan, plan->order[i]) == PLUME_NODE_RUN &&
            is_run(emission, plan->order[i]))
            status = emit_run(emission, plan->order[i], sink, error);
    return status == PLUME_OK ? emit_others(emission, sink, error) : status;
}

/* --- counting --- */

/* Samples for which others speak tell it again, too. */
static void count_traces(const plume_emission *emission)
{
    for (size_t i = 0; i < emission->covers->traces; i++) {
        const plume_covering *one = &emission->covers->covering[i];

        if (one->told_again)
            plume_intake_trace_told_again(emission->intake,
                                          plume_book_input(emission->book, one->trace));
    }
}

/* The account that stands first speaks for its run; the others tell it again. */
void plume_emit_count(const plume_emission *emission)
{
    const plume_plan *plan = emission->plan;

    for (size_t i = 0; i < plan->count; i++) {
        uint32_t group = plan->order[i];
        bool counted = plume_plan_kind(plan, group) != PLUME_NODE_RUN;

        PLUME_EACH_MEMBER(plan->groups, group, account)
        {
            const plume_account *from = &emission->book->account[account];

            if ((from->flags & PLUME_ACCOUNT_TRACE) != 0)
                continue;
            if (counted)
                plume_intake_told_again(emission->intake,
                                        plume_book_input(emission->book, account));
            counted = true;
        }
    }
    count_traces(emission);
}
