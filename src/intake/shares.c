/* Handing out what was attributed: each run gets its shares. */
#include "intake/shares.h"

#include <math.h>
#include <stdlib.h>

#include "core/number/units.h"

void plume_intake_shares_free(plume_intake *intake)
{
    for (size_t i = 0; i < intake->met_count; i++) {
        plume_shares *shares = intake->met[i]->shares;

        if (shares != NULL)
            free(shares->share);
        free(shares);
        intake->met[i]->shares = NULL;
    }
}

plume_scope plume_share_tracked(const plume_energy *energy)
{
    return energy->evidence == PLUME_EVIDENCE_TRACKER && !isnan(energy->total_kwh)
               ? energy->scope
               : PLUME_SCOPE_UNKNOWN;
}

bool plume_share_outdone(const plume_shares *trace, const plume_attributed *got,
                         const plume_share *share)
{
    return share->tracked != PLUME_SCOPE_UNKNOWN &&
           got->coverage >= PLUME_WHOLE_COVERAGE &&
           (trace->evidence == PLUME_EVIDENCE_METERED ||
            trace->evidence == PLUME_EVIDENCE_SAMPLED) &&
           (trace->scope == PLUME_SCOPE_IT || trace->scope == share->tracked);
}

static void set_matched(plume_run *run, const plume_matched *matched)
{
    run->matched_kg_per_kwh = plume_matched_mean(matched);
    run->matched_share = plume_matched_share(matched);
}

/* What the trace holds beyond the runs. */
static void make_idle(plume_run *run, const plume_shares *shares)
{
    plume_energy *energy = &run->energy;

    energy->total_kwh = shares->idle_j / JOULES_PER_KWH;
    energy->gpu_kwh = energy->scope == PLUME_SCOPE_DEVICE ? energy->total_kwh : NAN;
    set_matched(run, &shares->idle);
    run->name = run->study = "idle";
    run->note = "drawn while none of the runs ran to which the trace was attributed";
    if (shares->devices > 0)
        run->duration_s = shares->idle_s / (double)shares->devices;
}

static void make_share(plume_run *run, const plume_share *share)
{
    const plume_shares *trace = share->trace->shares;
    plume_energy *energy = &run->energy;

    energy->total_kwh = share->energy_j / JOULES_PER_KWH / run->repeat;
    energy->scope = trace->scope;
    energy->evidence = trace->evidence;
    energy->coverage = share->coverage;
    set_matched(run, &share->matched);
    if (share->replaces) /* parts of another whole */
        energy->cpu_kwh = energy->gpu_kwh = energy->ram_kwh = NAN;
    if (energy->scope == PLUME_SCOPE_DEVICE)
        energy->gpu_kwh = energy->total_kwh;
    if (run->device[0] == '\0')
        run->device = trace->device;
    if (run->note[0] == '\0')
        run->note = "its devices' energy while it ran, from a power trace";
}

static plume_status take(void *state, const plume_run *given, plume_error *error)
{
    plume_sharing *sharing = state;
    const plume_shares *shares = sharing->met->shares;
    plume_run run = *given;
    size_t at = sharing->next++;

    if (shares->is_trace)
        make_idle(&run, shares);
    else if (at < shares->count && shares->share[at].trace != NULL &&
             !shares->share[at].own)
        make_share(&run, &shares->share[at]);
    return sharing->sink.take != NULL
               ? sharing->sink.take(sharing->sink.state, &run, error)
               : PLUME_OK;
}

plume_run_sink plume_intake_sharing(plume_sharing *sharing)
{
    if (sharing->met->shares == NULL)
        return sharing->sink;
    return (plume_run_sink){ take, sharing };
}
