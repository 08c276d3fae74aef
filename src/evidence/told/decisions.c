/* Every account that is not alone, beside the one to which it was related. */
#include <plume/evidence.h>

#include <stdlib.h>

#include "evidence/state.h"

typedef struct telling {
    const plume_evidence_state *own;
    plume_decision_sink sink;
} telling;

/* Both accounts are read back for what they say. */
static plume_status tell(const telling *to, uint32_t account, uint32_t other,
                         const char *relation, plume_rule_number rule, plume_error *error)
{
    const plume_book *book = to->own->book;
    char *text = NULL, *other_text = NULL;
    plume_run run, beside;
    plume_status status = plume_book_read(book, account, &run, &text, error);

    if (status == PLUME_OK)
        status = plume_book_read(book, other, &beside, &other_text, error);
    if (status == PLUME_OK) {
        plume_decision decision = { plume_rule_name(rule),
                                    relation,
                                    { run.origin.reader, run.origin.path, run.origin.line,
                                      run.id, run.duration_s, run.energy.total_kwh },
                                    { beside.origin.reader, beside.origin.path,
                                      beside.origin.line, beside.id, beside.duration_s,
                                      beside.energy.total_kwh } };

        status = to->sink.take(to->sink.state, &decision, error);
    }
    free(text);
    free(other_text);
    return status;
}

/* An account stands beside the first of its group, a part beside its holder, a trace
 * beside what it covers. */
static plume_status tell_group(const telling *to, uint32_t group, plume_error *error)
{
    const plume_groups *groups = to->own->groups;
    const plume_group_facts own = plume_group_facts_of(groups, group);
    plume_status status = PLUME_OK;
    size_t count;
    const plume_cover *cover = plume_covers_of_group(&to->own->covers, group, &count);

    PLUME_EACH_MEMBER(groups, group, account)
    {
        plume_rule_number rule = (plume_rule_number)groups->book->account[account].rule;

        if (status != PLUME_OK)
            break;
        if (account != group)
            status =
                tell(to, account, group,
                     rule == PLUME_RULE_CONTINUES ? "continues" : "same", rule, error);
    }
    if (status == PLUME_OK && own.holder != PLUME_NOBODY)
        status = tell(to, own.by, own.holder, "part of",
                      (plume_rule_number)own.holder_rule, error);
    for (size_t i = 0; i < count && status == PLUME_OK; i++)
        status = tell(to, cover[i].trace, group, "covers", PLUME_RULE_TRACE, error);
    return status;
}

/* A trace beside those that speak for what it measured. */
static plume_status tell_traces(const telling *to, plume_error *error)
{
    const plume_covers *covers = &to->own->covers;
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < covers->traces && status == PLUME_OK; i++) {
        const plume_covering *one = &covers->covering[i];

        if (one->same_as != PLUME_NOBODY)
            status = tell(to, one->trace, one->same_as, "same", PLUME_RULE_TRACE, error);
        if (status == PLUME_OK && one->part_of != PLUME_NOBODY)
            status =
                tell(to, one->trace, one->part_of, "part of", PLUME_RULE_TRACE, error);
    }
    return status;
}

plume_status plume_evidence_decisions(const plume_intake *intake,
                                      plume_decision_sink sink, plume_error *error)
{
    telling to = { plume_intake_stage_of(intake), sink };
    plume_status status = PLUME_OK;

    if (to.own == NULL || to.own->plan == NULL)
        return PLUME_OK;
    for (size_t i = 0; i < to.own->plan->count && status == PLUME_OK; i++)
        status = tell_group(&to, to.own->plan->order[i], error);
    return status == PLUME_OK ? tell_traces(&to, error) : status;
}

/* Number 0 is no rule. */
size_t plume_evidence_rules(void)
{
    return PLUME_RULE_COUNT - 1;
}

const char *plume_evidence_rule(size_t i)
{
    return plume_rule_name((plume_rule_number)(i + 1));
}

/* Traces join no group: their pairs are the covers. */
uint64_t plume_evidence_pairs(const plume_intake *intake, size_t i)
{
    const plume_evidence_state *own = plume_intake_stage_of(intake);

    if (own == NULL || own->groups == NULL)
        return 0;
    return i + 1 == PLUME_RULE_TRACE ? own->covers.count : own->groups->pairs[i + 1];
}

/* --- what is no run --- */

size_t plume_evidence_others(const plume_intake *intake)
{
    const plume_evidence_state *own = plume_intake_stage_of(intake);

    return own == NULL ? 0 : own->others.count;
}

plume_run plume_evidence_other_at(const plume_intake *intake, size_t i)
{
    const plume_evidence_state *own = plume_intake_stage_of(intake);
    const plume_other_line *line = &own->others.line[i];
    plume_run run;

    plume_run_init(&run);
    run.other = line->kind;
    run.origin.path = line->path;
    run.origin.line = line->line;
    run.start_s = line->start_s;
    run.end_s = line->end_s;
    run.duration_s = line->duration_s;
    run.device_count = line->device_count;
    run.energy.total_kwh = line->energy_kwh;
    return run;
}

/* --- what was taken --- */

bool plume_evidence_taken(const plume_intake *intake, size_t input, plume_taken *out)
{
    const plume_evidence_state *own = plume_intake_stage_of(intake);

    if (own == NULL || input >= own->takings.count)
        return false;
    *out = own->takings.input[input];
    return true;
}

/* --- what shares time --- */

double plume_evidence_unnamed_sum_hours(const plume_intake *intake)
{
    const plume_evidence_state *own = plume_intake_stage_of(intake);

    return plume_unnamed_overlap_sum_hours(own != NULL ? own->overlap : NULL);
}

double plume_evidence_unnamed_union_hours(const plume_intake *intake)
{
    const plume_evidence_state *own = plume_intake_stage_of(intake);

    return plume_unnamed_overlap_union_hours(own != NULL ? own->overlap : NULL);
}
