/* The stage between readers and ledger: accounts in, runs out. */
#include <plume/evidence.h>

#include <stdlib.h>
#include <string.h>

#include "intake/joined_traces.h"
#include "evidence/accounts/order.h"
#include "evidence/emit.h"
#include "evidence/gather.h"
#include "evidence/rules/rules.h"
#include "evidence/rules/timeless.h"
#include "evidence/state.h"
#include "evidence/told/told.h"
#include "intake/accounts.h"

static void evidence_free(void *state)
{
    plume_evidence_state *own = state;

    if (own == NULL)
        return;
    plume_covers_dispose(&own->covers);
    plume_machines_dispose(&own->machines);
    plume_user_pairs_dispose(&own->pairs);
    plume_others_dispose(&own->others);
    plume_takings_dispose(&own->takings);
    plume_unnamed_overlap_free(own->overlap);
    plume_shared_devices_free(own->shared);
    plume_plan_free(own->plan);
    plume_groups_free(own->groups);
    plume_book_free(own->book);
    free(own);
}

/* --- accounts in --- */

typedef struct taking {
    plume_evidence_state *own;
    plume_intake *intake;
} taking;

/* Samples make an account a trace: its energy can be cut at the times of runs. */
static plume_status take_account(void *state, const plume_run *run, size_t input,
                                 plume_error *error)
{
    taking *to = state;

    const plume_found_file *met = to->intake->met[input];

    return plume_book_add(to->own->book, run, met->path, (uint32_t)input,
                          plume_trace_has_samples(plume_met_trace(met)), error);
}

/* Whether one says so little that it is related last. */
static bool tells_silent(const plume_book *book)
{
    for (size_t i = 0; i < book->count; i++)
        if ((book->account[i].flags & PLUME_ACCOUNT_SILENT) != 0)
            return true;
    return false;
}

/* Accounts without times are taken for runs of others, once it is known what those are.
 */
static plume_status plan(plume_evidence_state *own, plume_relating *relating,
                         plume_error *error)
{
    size_t joined = 0;
    plume_status status;

    if (!tells_silent(own->book))
        plume_book_forget_marks(own->book);
    status = plume_plan_new(&own->plan, own->groups, error);

    if (status == PLUME_OK)
        status = plume_relate_timeless(relating, own->plan, &joined, error);
    plume_book_forget_marks(own->book);
    if (status == PLUME_OK && own->groups->no_memory)
        status = plume_fail_memory(error);
    if (status == PLUME_OK && joined > 0) {
        plume_plan_free(own->plan);
        status = plume_plan_new(&own->plan, own->groups, error);
    }
    return status;
}

/* The word of the user acts before all rules; the plan needs all groups, and traces need
 * the plan. */
static plume_status relate(plume_evidence_state *own, plume_intake *intake,
                           plume_error *error)
{
    plume_relating relating = { .book = own->book, .intake = intake };
    plume_apart apart = { NULL, NULL, NULL };
    plume_status status =
        plume_user_pairs_find(&own->pairs, &own->options, own->book, intake, error);

    if (own->options.distinct_count > 0)
        apart =
            (plume_apart){ plume_user_pairs_apart, plume_user_pairs_alike, &own->pairs };
    if (status == PLUME_OK)
        status = plume_groups_new(&own->groups, own->book, apart, error);
    relating.groups = own->groups;
    if (status == PLUME_OK)
        status = plume_user_pairs_join(&own->pairs, own->groups, error);
    if (status == PLUME_OK)
        status = plume_relate(&relating, error);
    plume_key_store_dispose(&own->book->keys);
    if (status == PLUME_OK)
        status = plan(own, &relating, error);
    if (status == PLUME_OK)
        status = plume_covers_find(&own->covers, intake, own->plan, error);
    if (status == PLUME_OK)
        status = plume_machines_find(&own->machines, intake, own->plan, error);
    if (status == PLUME_OK)
        status = plume_told_notes(&relating, intake, error);
    free(relating.doubt);
    return status;
}

/* Notes and tallies are of the first pass: a later one would tell them twice. */
static plume_emission emission_of(plume_evidence_state *own, plume_intake *intake)
{
    return (plume_emission){
        .book = own->book,
        .plan = own->plan,
        .covers = &own->covers,
        .machines = &own->machines,
        .intake = intake,
        .notes = own->told ? NULL : intake->notes,
        .takings = own->told ? NULL : &own->takings,
    };
}

/* All accounts are read, related and counted. */
static plume_status gather_all(plume_evidence_state *own, plume_intake *intake,
                               plume_error *error)
{
    taking to = { own, intake };
    plume_status status = plume_takings_new(&own->takings, intake->met_count)
                              ? plume_book_new(&own->book, error)
                              : plume_fail_memory(error);

    if (status == PLUME_OK)
        status = plume_intake_accounts(intake, (plume_account_sink){ take_account, &to },
                                       error);
    plume_intake_forget_identities(intake);
    if (status == PLUME_OK)
        status = plume_book_ready(own->book, error);
    if (status == PLUME_OK)
        status = relate(own, intake, error);
    if (status == PLUME_OK) {
        plume_emission emission = emission_of(own, intake);

        plume_emit_count(&emission);
    }
    return status;
}

/* Once, also where it failed. Runs go into the sink ahead of all that could relate them
 * unless the user does. */
static plume_status prepare(plume_evidence_state *own, plume_intake *intake,
                            plume_forgetting_sink sink, plume_error *error)
{
    bool by_user = own->options.same_count > 0 || own->options.distinct_count > 0;
    plume_status status;

    if (by_user)
        sink.forget = NULL;
    status = plume_intake_survey_ahead(intake, sink, error);
    if (status != PLUME_OK || own->ready)
        return status;
    if (own->book != NULL)
        return plume_fail(error, PLUME_ERR_VALUE, "the logs could not be related before");
    own->related = by_user || plume_intake_may_relate(intake);
    if (own->related)
        status = plume_intake_take_back(intake, error);
    if (status == PLUME_OK && own->related)
        status = gather_all(own, intake, error);
    own->ready = status == PLUME_OK;
    return status;
}

/* --- runs out --- */

typedef struct handing {
    plume_evidence_state *own;
    plume_forgetting_sink sink;
    plume_intake *intake;
} handing;

/* A trace measured all that it is of. */
static bool is_trace(const plume_intake *intake, const char *path)
{
    for (size_t i = 0; i < intake->met_count; i++)
        if (plume_trace_has_samples(intake->met[i]->trace) &&
            strcmp(intake->met[i]->shown.path, path) == 0)
            return true;
    return false;
}

/* Where no two logs can tell of one run each is told by one account. */
static plume_status speak_alone(handing *to, plume_run *run, plume_text *warnings,
                                plume_error *error)
{
    plume_lone lone;
    plume_status status = PLUME_OK;

    if (!(run->energy.coverage < 1.0) || is_trace(to->intake, run->origin.path))
        return PLUME_OK;
    status = plume_lone_speak(&lone, run, warnings, error);
    if (status == PLUME_OK && !to->own->told)
        plume_takings_add_lone(&to->own->takings, &lone, run->origin.path, to->intake);
    return status;
}

/* What of runs at one time is learned while all of them pass for the first time. */
static plume_status learn(handing *to, const plume_run *run, plume_error *error)
{
    plume_evidence_state *own = to->own;

    if (plume_shared_devices_have(own->shared, run))
        return plume_shared_devices_add(own->shared, run, error);
    return own->told ? PLUME_OK : plume_unnamed_overlap_add(own->overlap, run, error);
}

static plume_status sink_run(handing *to, const plume_run *run, plume_error *error)
{
    return to->sink.to.take != NULL ? to->sink.to.take(to->sink.to.state, run, error)
                                    : PLUME_OK;
}

/* A run of which something else is told than its log tells. What is no run is marked, and
 * kept once. */
static plume_status hand_on_changed(handing *to, const plume_run *given,
                                    plume_error *error)
{
    plume_evidence_state *own = to->own;
    plume_run run = *given;
    plume_status status = PLUME_OK;
    plume_text warnings;

    plume_text_init(&warnings);
    run.kind = 0;
    run.other = plume_other_of(given);
    if (run.other != PLUME_OTHER_NONE && !own->told)
        status = plume_others_add(&own->others, &run, error);
    if (status == PLUME_OK && !own->related && run.other == PLUME_OTHER_NONE)
        status = speak_alone(to, &run, &warnings, error);
    if (status == PLUME_OK)
        status = own->weighed && plume_shared_devices_have(own->shared, &run)
                     ? plume_shared_devices_take(own->shared, &run, &warnings, error)
                     : learn(to, &run, error);
    if (status == PLUME_OK)
        status = sink_run(to, &run, error);
    plume_text_dispose(&warnings);
    return status;
}

/* Most runs pass as they are. */
static plume_status hand_on(void *state, const plume_run *given, plume_error *error)
{
    handing *to = state;
    plume_evidence_state *own = to->own;
    plume_status status;

    if (plume_other_of(given) != PLUME_OTHER_NONE || given->other != PLUME_OTHER_NONE ||
        given->energy.coverage < 1.0 ||
        (own->weighed && plume_shared_devices_have(own->shared, given)))
        return hand_on_changed(to, given, error);
    status = learn(to, given, error);
    return status == PLUME_OK ? sink_run(to, given, error) : status;
}

static plume_status begin_overlap(plume_evidence_state *own, plume_error *error)
{
    plume_unnamed_overlap_free(own->overlap);
    return plume_unnamed_overlap_new(&own->overlap, error);
}

static plume_status forget_handed(void *state, plume_error *error)
{
    handing *to = state;
    plume_status status = begin_overlap(to->own, error);

    plume_others_dispose(&to->own->others);
    plume_takings_dispose(&to->own->takings);
    to->own->takings = (plume_takings){ .input = NULL };
    return status == PLUME_OK ? to->sink.forget(to->sink.to.state, error) : status;
}

/* Where no two logs can tell of one run nothing is held: runs pass as they are read. */
static plume_status pass_related(plume_evidence_state *own, plume_intake *intake,
                                 plume_run_sink sink, plume_error *error)
{
    plume_emission emission = emission_of(own, intake);
    plume_kept_frame frame;
    plume_ratings ratings;
    plume_status status;

    plume_ratings_init(&ratings, intake->ratings);
    emission.ratings = &ratings;
    emission.places = plume_idle_places_new(&own->covers);
    plume_kept_frame_init(&frame);
    emission.frame = &frame;
    status = emission.places != NULL ? plume_emit(&emission, sink, error)
                                     : plume_fail_memory(error);
    plume_kept_frame_dispose(&frame);
    plume_idle_places_free(emission.places);
    plume_ratings_dispose(&ratings);
    return status;
}

/* What only the whole shows is told behind the first. */
static plume_status pass(plume_evidence_state *own, plume_intake *intake,
                         plume_run_sink sink, plume_error *error)
{
    plume_status status = own->related ? pass_related(own, intake, sink, error)
                                       : plume_intake_pass(intake, sink, error);

    if (status == PLUME_OK && !own->told)
        status = plume_unnamed_overlap_close(own->overlap, intake->notes, error);
    if (status == PLUME_OK && !own->told)
        plume_takings_note(&own->takings, intake);
    own->told = own->told || status == PLUME_OK;
    return status;
}

/* Runs that share devices must all be known before the first is handed on. */
static plume_status weigh(plume_evidence_state *own, plume_intake *intake,
                          plume_error *error)
{
    handing to = { own, { .to = { NULL, NULL } }, intake };
    plume_status status = plume_shared_devices_new(&own->shared, intake, error);

    if (status == PLUME_OK && own->shared != NULL)
        status = pass(own, intake, (plume_run_sink){ hand_on, &to }, error);
    if (status == PLUME_OK && own->shared != NULL)
        status = plume_shared_devices_close(own->shared, intake->notes, error);
    own->weighed = status == PLUME_OK;
    return status;
}

static bool shares_devices(const plume_intake *intake)
{
    for (size_t i = 0; i < intake->named_count; i++)
        if (intake->named[i].options.shared_devices)
            return true;
    return false;
}

static plume_status evidence_read(void *state, plume_intake *intake,
                                  plume_forgetting_sink sink, plume_error *error)
{
    plume_evidence_state *own = state;
    handing to = { own, sink, intake };
    plume_run_sink marking = { hand_on, &to };
    bool ahead = sink.forget != NULL && !shares_devices(intake);
    plume_status status = own->told ? PLUME_OK : begin_overlap(own, error);

    if (status == PLUME_OK)
        status = prepare(own, intake,
                         (plume_forgetting_sink){ marking, ahead ? forget_handed : NULL,
                                                  sink.notes, sink.totals },
                         error);
    if (status == PLUME_OK && !own->weighed)
        status = weigh(own, intake, error);
    return status == PLUME_OK ? pass(own, intake, marking, error) : status;
}

plume_status plume_evidence_attach(plume_intake *intake,
                                   const plume_evidence_options *options,
                                   plume_error *error)
{
    plume_evidence_state *own = calloc(1, sizeof *own);

    if (own == NULL)
        return plume_fail_memory(error);
    if (options != NULL)
        own->options = *options;
    plume_intake_set_stage(intake,
                           (plume_intake_stage){ evidence_read, evidence_free, own });
    return PLUME_OK;
}
