/* A trace and its runs, in words. */
#include "intake/joined_traces.h"
#include "evidence/covers/note.h"

#include <math.h>

#include "core/number/units.h"
#include "traces/total.h"
#include <plume/number.h>

/* Of a run's time: below it the run is told as measured in part. */
static const double whole_coverage = 0.99;

/* Whether a trace of so many devices goes before what a tracker tells of a run. */
static bool is_outdone(const plume_traced_run *run, size_t devices)
{
    return run->tracked && !(run->devices > (double)devices);
}

/* Of the time of a run's devices what a trace of fewer can measure: the others may be in
 * the traces of other hosts. */
static double measurable(const plume_traced_run *run, size_t devices)
{
    return run->devices > (double)devices ? (double)devices / run->devices : 1.0;
}

/* Of unknown energy is a run that lies outside of the trace. */
void plume_trace_tally_add(plume_trace_tally *tally, const plume_traced_run *run,
                           const plume_attributed *got, size_t devices)
{
    if (isnan(got->energy_j)) {
        tally->outside++;
        return;
    }
    tally->given++;
    tally->given_j += got->energy_j;
    tally->partly += got->coverage < whole_coverage * measurable(run, devices);
    tally->tracked += got->coverage >= whole_coverage && is_outdone(run, devices);
}

/* Traces are summed in joules; people read kWh. */
static void add_kwh(plume_text *text, double energy_j, const char *after)
{
    plume_number_significant(text, energy_j / JOULES_PER_KWH, 4);
    plume_text_add(text, after);
}

static void note_given(const plume_trace_runs *runs, const plume_covering *covering,
                       const plume_trace_tally *tally)
{
    const char *path = runs->met->shown.path;
    plume_notes *notes = runs->intake->notes;
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%zu runs got ", tally->given);
    add_kwh(&text, tally->given_j, " kWh by their times; ");
    add_kwh(&text, covering->idle_j, " kWh were drawn while none of them ran");
    plume_notes_add(notes, PLUME_INFO, "attributed", path, 0, "%s", text.data);
    if (tally->tracked > 0)
        plume_notes_add(notes, PLUME_INFO, "attributed-over-tracker", path, 0,
                        "%zu of these runs have it in place of a tracker's energy, which "
                        "stays as logged",
                        tally->tracked);
    plume_text_dispose(&text);
}

/* Runs outside of a trace are a loss only where the user has said that it covers them. */
static void note_lacking(const plume_trace_runs *runs, const plume_trace_tally *tally)
{
    const char *path = runs->met->shown.path;
    plume_notes *notes = runs->intake->notes;

    if (runs->is_explicit && tally->outside + runs->timeless > 0)
        plume_notes_add(
            notes, PLUME_WARNING, "not-attributed", path, 0,
            "%zu runs got nothing: %zu ran outside of the trace (if all did, look at the "
            "time zones), and %zu have no start or no end",
            tally->outside + runs->timeless, tally->outside, runs->timeless);
    if (runs->hostless > 0)
        plume_notes_add(notes, PLUME_WARNING, "not-attributed", path, 0,
                        "%zu runs got nothing: the trace is of several hosts, and they "
                        "do not say on which they ran",
                        runs->hostless);
    if (runs->elsewhere > 0)
        plume_notes_add(notes, PLUME_WARNING, "not-attributed", path, 0,
                        "%zu runs got nothing: they do not say on which host they ran, "
                        "and traces or runs of known hosts have the same time",
                        runs->elsewhere);
    if (runs->lacking > 0)
        plume_notes_add(notes, PLUME_WARNING, "not-attributed", path, 0,
                        "%zu runs got nothing: the trace has none of the devices that "
                        "they name",
                        runs->lacking);
    if (runs->odd > 0)
        plume_notes_add(
            notes, PLUME_WARNING, "devices-not-compared", path, 0,
            "%zu runs name their devices, and it cannot be told which of the trace they "
            "are, as '%s' where it has '%s': they share it as if they named none",
            runs->odd, runs->odd_name,
            plume_power_label_at(plume_trace_power(plume_met_trace(runs->met)), 0).id);
    if (tally->partly > 0)
        plume_notes_add(notes, PLUME_WARNING, "partly-measured", path, 0,
                        "%zu runs were measured for a part of their time only, and "
                        "nothing was added for the rest",
                        tally->partly);
}

void plume_covers_note(const plume_trace_runs *runs, const plume_covering *covering,
                       const plume_trace_tally *tally)
{
    note_given(runs, covering, tally);
    note_lacking(runs, tally);
}

/* A warning that says what to state, since this trace is in no total then. */
void plume_covers_note_untold(const plume_trace_runs *runs)
{
    plume_notes_add(
        runs->intake->notes, PLUME_WARNING, "trace-of-unknown-host",
        runs->met->shown.path, 0,
        "%zu runs ran in the time of this trace, and it cannot be told whose devices it "
        "measured: it is left out. State the host in the logs, or name it with --trace, "
        "or with attribute_to in plume.yaml, to share it among the runs",
        runs->count);
}
