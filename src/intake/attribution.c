/* Collects the times of runs, then passes each trace by them, and keeps what each run
 * got. */
#include "intake/attribution.h"

#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/number/units.h"
#include "intake/shares.h"
#include "intake/joined_traces.h"
#include "intake/traced_hosts.h"
#include "traces/total.h"
#include <plume/number.h>

/* One trace while its targets are read. */
typedef struct joining {
    plume_intake *intake;
    plume_found_file *trace;
    plume_traced_hosts *hosts;
    size_t runs, timeless, own; /* of the targets */
    size_t lacking, odd;        /* that name devices it lacks, or in another way */
    size_t hostless;            /* that name no host, of a trace of several */
    const char *odd_name;       /* one of the odd; "" none */
} joining;

/* One target while it is read for one trace. */
typedef struct collecting {
    joining *to;
    uint32_t owner;
    size_t next;
    bool first; /* the first trace that reads it */
} collecting;

static plume_shares *shares_of(plume_found_file *met)
{
    if (met->shares == NULL) {
        met->shares = calloc(1, sizeof *met->shares);
        if (met->shares != NULL)
            met->shares->device = met->shares->host = "";
    }
    return met->shares;
}

/* --- which inputs --- */

static bool is_read(const plume_found_file *met)
{
    return met->shown.verdict == PLUME_INPUT_READ;
}

static const char *wanted(const plume_intake *intake, const plume_found_file *met)
{
    return intake->named[met->named].options.attribute_to;
}

static bool is_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);

    while (length > 1 && folder[length - 1] == '/')
        length--;
    return strncmp(path, folder, length) == 0 && path[length] == '/';
}

static bool is_target(const plume_intake *intake, const plume_found_file *trace,
                      const plume_found_file *met)
{
    const char *pattern = wanted(intake, trace);

    if (met == trace || !is_read(met) || plume_trace_has_samples(met->trace))
        return false;
    return strcmp(pattern, "*") == 0 || strcmp(pattern, met->path) == 0 ||
           is_below(met->path, pattern) || fnmatch(pattern, met->path, FNM_PATHNAME) == 0;
}

/* --- the times of runs --- */

static bool has_energy(const plume_run *run)
{
    const plume_energy *energy = &run->energy;

    return !isnan(energy->total_kwh) || !isnan(energy->gpu_kwh) ||
           !isnan(energy->logged_kwh) || !isnan(run->power_w);
}

static bool claim_of(plume_attribution_run *claim, const plume_run *run)
{
    claim->start_s = run->start_s;
    claim->end_s = run->end_s;
    if (isnan(claim->end_s))
        claim->end_s = run->start_s + run->duration_s;
    if (isnan(claim->start_s))
        claim->start_s = run->end_s - run->duration_s;
    claim->devices = run->device_count * run->repeat;
    return claim->end_s > claim->start_s;
}

static bool add_share(plume_shares *shares, const plume_run *run)
{
    if (shares->count == shares->capacity) {
        size_t capacity = shares->capacity * 2 + 64;
        plume_share *grown = realloc(shares->share, capacity * sizeof *grown);

        if (grown == NULL)
            return false;
        shares->share = grown;
        shares->capacity = capacity;
    }
    shares->share[shares->count++] =
        (plume_share){ .energy_j = NAN,
                       .coverage = NAN,
                       .own = has_energy(run),
                       .tracked = plume_share_tracked(&run->energy) };
    return true;
}

/* False: it has nothing to do with the trace, or gets nothing. */
static bool count_run(joining *to, const plume_run *run, plume_traced traced, bool own)
{
    if (traced == PLUME_TRACED_ELSEWHERE)
        return false;
    to->runs++;
    to->own += own ? 1 : 0;
    to->hostless += traced == PLUME_TRACED_HOSTLESS && !own ? 1 : 0;
    to->lacking += traced == PLUME_TRACED_LACKING && !own ? 1 : 0;
    if (traced == PLUME_TRACED_ODD && to->odd++ == 0)
        to->odd_name = plume_pool_copy(to->intake->pool, run->devices);
    return traced == PLUME_TRACED || traced == PLUME_TRACED_ODD;
}

/* Called for each run of the targets: who may take part, with its times and devices. */
static plume_status collect(void *state, const plume_run *run, plume_error *error)
{
    collecting *from = state;
    joining *to = from->to;
    plume_found_file *met = to->intake->met[from->owner];
    plume_attribution_run claim = { .owner = from->owner, .run = (uint32_t)from->next++ };
    bool own = has_energy(run), counts;
    plume_traced traced;
    plume_status status;

    if (from->first && !add_share(met->shares, run))
        return plume_fail_memory(error);
    status = plume_traced_hosts_find(to->hosts, run, &traced, error);
    if (status != PLUME_OK)
        return status;
    counts = count_run(to, run, traced, own);
    if (to->odd_name == NULL)
        return plume_fail_memory(error);
    if (counts && claim_of(&claim, run))
        return plume_traced_hosts_claim(to->hosts, &claim, error);
    to->timeless += counts && !own ? 1 : 0;
    return PLUME_OK;
}

/* Targets are read once more here: of their runs only times and devices are kept. */
static plume_status collect_all(joining *to, plume_error *error)
{
    plume_intake *intake = to->intake;
    plume_status status = PLUME_OK;
    size_t targets = 0;

    for (size_t i = 0; status == PLUME_OK && i < intake->met_count; i++) {
        plume_found_file *met = intake->met[i];
        collecting from = { to, (uint32_t)i, 0, met->shares == NULL };
        plume_log_setting setting = { .pass = PLUME_PASS_READ,
                                      .sink = { collect, &from } };
        plume_log_result result;

        if (!is_target(intake, to->trace, met))
            continue;
        targets++;
        if (shares_of(met) == NULL)
            return plume_fail_memory(error);
        status = plume_intake_read_into(intake, i, &setting, &result, error);
    }
    if (status == PLUME_OK && targets == 0) {
        plume_fail_at(error, PLUME_ERR_UNKNOWN, to->trace->path, 0, 0,
                      "its energy is to be attributed to '%s', and no other input is "
                      "that",
                      wanted(intake, to->trace));
        return PLUME_ERR_UNKNOWN;
    }
    return status;
}

/* --- the trace --- */

/* The run that the trace would be by itself: taken only when it is no copy. */
static plume_status take_trace(void *state, const plume_run *run, plume_error *error)
{
    joining *to = state;
    plume_shares *shares = shares_of(to->trace);

    if (shares == NULL)
        return plume_fail_memory(error);
    if (isnan(run->start_s) && !isnan(run->energy.total_kwh)) {
        plume_fail_at(error, PLUME_ERR_VALUE, to->trace->path, 0, 0,
                      "its energy cannot be attributed: its samples have no date");
        plume_hint(error, "log power with time stamps, or read the trace by itself");
        return PLUME_ERR_VALUE;
    }
    shares->is_trace = true;
    shares->scope = run->energy.scope;
    shares->evidence = run->energy.evidence;
    shares->device = plume_pool_copy(to->intake->pool, run->device);
    return shares->device != NULL ? PLUME_OK : plume_fail_memory(error);
}

/* Several traces may cover one run: energies add, coverage is that of the best or of
 * all parts. */
static void give(plume_intake *intake, const plume_found_file *trace,
                 const plume_attributed *got)
{
    plume_share *share = &intake->met[got->owner]->shares->share[got->run];

    if (isnan(got->energy_j))
        return;
    if (share->trace == NULL)
        *share = (plume_share){ .trace = trace,
                                .own = share->own,
                                .tracked = share->tracked,
                                .replaces = share->replaces };
    share->energy_j += got->energy_j;
    share->matched.energy += got->matched.energy;
    share->matched.known += got->matched.known;
    share->matched.weighted += got->matched.weighted;
    /* Traces of parts of a run cover it together. */
    share->coverage = got->part < 1.0 ? fmin(1.0, share->coverage + got->coverage)
                                      : fmax(share->coverage, got->coverage);
}

/* --- what is told --- */

typedef struct summary {
    double given_j, own_j;
    size_t given, outside, partly, replaced;
} summary;

static void add_kwh(plume_text *text, double energy_j, const char *after)
{
    plume_number_significant(text, energy_j / JOULES_PER_KWH, 4);
    plume_text_add(text, after);
}

/* What a reader of the result must know of a trace: who got how much, who nothing,
 * and why. */
static void note_shares(const joining *to, const summary *all)
{
    const plume_shares *shares = to->trace->shares;
    const char *path = to->trace->shown.path;
    plume_notes *notes = to->intake->notes;
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%zu runs got ", all->given);
    add_kwh(&text, all->given_j, " kWh by their times; ");
    add_kwh(&text, shares->idle_j, " kWh were drawn while none of them ran");
    plume_notes_add(notes, PLUME_INFO, "attributed", path, 0, "%s", text.data);
    plume_text_clear(&text);
    add_kwh(&text, all->own_j, " kWh");
    if (all->own_j > 0.0)
        plume_notes_add(notes, PLUME_INFO, "attributed-own", path, 0,
                        "%s fall on runs that logged an energy of their own, and "
                        "are left to them",
                        text.data);
    if (all->replaced > 0)
        plume_notes_add(notes, PLUME_INFO, "attributed-over-tracker", path, 0,
                        "%zu of these runs have it in place of a tracker's "
                        "energy, which stays as logged",
                        all->replaced);
    if (all->outside + to->timeless > 0)
        plume_notes_add(
            notes, PLUME_WARNING, "not-attributed", path, 0,
            "%zu runs got nothing: %zu ran outside of the trace (if all did, look at the "
            "time zones), and %zu have no start or no end",
            all->outside + to->timeless, all->outside, to->timeless);
    if (to->hostless > 0)
        plume_notes_add(notes, PLUME_WARNING, "not-attributed", path, 0,
                        "%zu runs got nothing: the trace is of several hosts, and they "
                        "do not say on which they ran",
                        to->hostless);
    if (to->lacking > 0)
        plume_notes_add(notes, PLUME_WARNING, "not-attributed", path, 0,
                        "%zu runs got nothing: the trace has none of the "
                        "devices that they name",
                        to->lacking);
    if (to->odd > 0)
        plume_notes_add(
            notes, PLUME_WARNING, "devices-not-compared", path, 0,
            "%zu runs name their devices, and it cannot be told which of the trace they "
            "are, as '%s' where it has '%s': they share it as if they named none",
            to->odd, to->odd_name,
            plume_power_label_at(plume_trace_power(plume_met_trace(to->trace)), 0).id);
    if (all->partly > 0)
        plume_notes_add(notes, PLUME_WARNING, "partly-measured", path, 0,
                        "%zu runs were measured for a part of their time only, "
                        "and nothing was added for the rest",
                        all->partly);
    plume_text_dispose(&text);
}

/* A measured share goes before what a tracker modelled; what stays is told as the
 * run's own. */
static plume_status hand_out(joining *to, plume_error *error)
{
    summary all = { 0.0, 0.0, 0, 0, 0, 0 };
    plume_attributed *shares = NULL;
    size_t count = 0;
    plume_status status = plume_traced_hosts_shares(to->hosts, &shares, &count, error);

    for (size_t i = 0; i < count; i++) {
        plume_attributed got = shares[i];
        plume_share *share = &to->intake->met[got.owner]->shares->share[got.run];
        bool own = share->own;

        if (isnan(got.energy_j)) {
            all.outside += own ? 0 : 1;
            continue;
        }
        if (own && plume_share_outdone(to->trace->shares, &got, share)) {
            share->own = own = false;
            share->replaces = true;
            all.replaced++;
        }
        give(to->intake, to->trace, &got);
        all.given += own ? 0 : 1;
        all.partly += !own && got.coverage < PLUME_WHOLE_COVERAGE ? 1 : 0;
        *(own ? &all.own_j : &all.given_j) += got.energy_j;
    }
    free(shares);
    if (status != PLUME_OK)
        return status;
    to->trace->shares->idle_j = plume_traced_hosts_idle_j(to->hosts);
    to->trace->shares->idle = plume_traced_hosts_idle(to->hosts);
    to->trace->shares->idle_s = plume_traced_hosts_idle_s(to->hosts);
    note_shares(to, &all);
    return PLUME_OK;
}

/* The trace is read last: only then is it known between which runs it is to be
 * shared. */
static plume_status attribute_one(plume_intake *intake, size_t number, plume_error *error)
{
    joining to = { .intake = intake, .trace = intake->met[number], .odd_name = "" };
    const plume_trace *trace = plume_met_trace(to.trace);
    const plume_power *power = plume_trace_power(trace);
    plume_log_setting setting = { .pass = PLUME_PASS_READ, .sink = { take_trace, &to } };
    plume_log_result result;
    plume_status status = plume_traced_hosts_new(
        &to.hosts, power, plume_trace_kind_of(trace).scope == PLUME_SCOPE_IT,
        plume_trace_series(trace), error);

    if (status == PLUME_OK)
        status = collect_all(&to, error);
    if (status == PLUME_OK)
        status = plume_traced_hosts_ready(to.hosts, error);
    if (status == PLUME_OK) {
        setting.pieces = plume_traced_hosts_sink(to.hosts);
        status = plume_intake_read_into(intake, number, &setting, &result, error);
    }
    if (status == PLUME_OK && to.trace->shares != NULL) {
        to.trace->shares->devices = plume_power_count(power);
        plume_traced_hosts_settle(to.hosts);
        status = hand_out(&to, error);
    }
    plume_traced_hosts_free(to.hosts);
    return status;
}

static plume_status check_gives_power(const plume_intake *intake, size_t named,
                                      plume_error *error)
{
    for (size_t i = 0; i < intake->met_count; i++)
        if (intake->met[i]->named == named &&
            (plume_trace_has_samples(intake->met[i]->trace) || !is_read(intake->met[i])))
            return PLUME_OK;
    return plume_fail_at(error, PLUME_ERR_VALUE, intake->named[named].path, 0, 0,
                         "there is no power trace in it, so nothing to attribute");
}

/* An input that is to give its power and has none is refused before anything is
 * shared. */
plume_status plume_intake_attribute(plume_intake *intake, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < intake->named_count; i++)
        if (intake->named[i].options.attribute_to[0] != '\0')
            status = check_gives_power(intake, i, error);
    for (size_t i = 0; status == PLUME_OK && i < intake->met_count; i++) {
        const plume_found_file *met = intake->met[i];

        if (is_read(met) && plume_trace_has_samples(met->trace) &&
            !plume_met_is_further_part(intake, i) && wanted(intake, met)[0] != '\0')
            status = attribute_one(intake, i, error);
    }
    return status;
}
