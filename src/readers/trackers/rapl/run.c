/* Makes runs of the differences of RAPL's counters. */
#include "readers/trackers/rapl/run.h"

#include <math.h>

#include "core/number/units.h"
#include "traces/counter_range.h"
#include <plume/number.h>
#include <plume/text.h>

/* The range is the next one above the fall; a counter that went round fell from close
 * under it. */
static double mended_j(rapl_run *run, rapl_tally *tally, plume_rapl_domain domain,
                       double joules)
{
    double range_j;

    if (joules >= 0.0)
        return joules;
    range_j = plume_counter_range_j(plume_rapl_counter_kind(domain), -joules);
    if (isnan(range_j))
        range_j = plume_counter_only_range_j(plume_rapl_counter_kind(domain), -joules);
    if (isnan(range_j)) {
        run->unknown = true;
        if (tally->unknown++ == 0)
            tally->first_unknown = run->line;
        return 0.0;
    }
    if (tally->wrapped++ == 0)
        tally->first_wrapped = run->line;
    return joules + range_j;
}

void rapl_run_add(rapl_run *run, rapl_tally *tally, plume_rapl_domain domain, double uj)
{
    double joules = uj / MICROJOULES_PER_JOULE;

    if (isnan(uj))
        return;
    if (domain == PLUME_RAPL_PACKAGE) {
        run->package_j += mended_j(run, tally, domain, joules);
        run->has_package = true;
    } else if (domain == PLUME_RAPL_MEMORY) {
        run->memory_j += mended_j(run, tally, domain, joules);
        run->has_memory = true;
    }
}

static double kwh_of(double joules, bool known)
{
    return known ? joules / JOULES_PER_KWH : (double)NAN;
}

static void set_energy(plume_energy *energy, const rapl_run *run)
{
    bool any = run->has_package || run->has_memory || run->has_gpu;

    energy->scope =
        run->has_package || run->has_memory ? PLUME_SCOPE_IT : PLUME_SCOPE_DEVICE;
    energy->evidence = PLUME_EVIDENCE_METERED;
    if (run->unknown)
        return;
    energy->cpu_kwh = kwh_of(run->package_j, run->has_package);
    energy->ram_kwh = kwh_of(run->memory_j, run->has_memory);
    energy->gpu_kwh = kwh_of(run->gpu_j, run->has_gpu);
    energy->total_kwh = kwh_of(run->package_j + run->memory_j + run->gpu_j, any);
}

plume_status rapl_run_push(plume_log *log, const rapl_run *of, rapl_tally *tally,
                           const char *name, plume_error *error)
{
    plume_text id, identity;
    plume_status status;
    plume_run run;

    plume_run_init(&run);
    plume_text_init(&id);
    plume_text_init(&identity);
    plume_text_printf(&id, "%s %llu", name, (unsigned long long)of->line);
    plume_text_printf(&identity, "%s %s ", tally->tool, name);
    (void)plume_number_print(&identity, of->start_s);
    run.id = id.data;
    run.identity = identity.data;
    run.name = name;
    run.start_s = of->start_s;
    run.duration_s = of->duration_s;
    run.end_s = of->start_s + of->duration_s;
    run.keys.clock = PLUME_CLOCK_ZONED;
    set_energy(&run.energy, of);
    if ((of->has_package || of->has_memory) &&
        plume_counter_may_go_round(of->duration_s) && tally->rounds++ == 0)
        tally->first_rounds = of->line;
    status = plume_text_status(&id, error);
    if (status == PLUME_OK)
        status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_log_run(log, &run, of->line, error);
    plume_text_dispose(&identity);
    plume_text_dispose(&id);
    return status;
}

void rapl_tally_note(const rapl_tally *tally, plume_log *log)
{
    if (tally->wrapped > 0)
        plume_log_note(
            log, PLUME_INFO, tally->first_wrapped, "counter-wrapped",
            "%s writes a negative energy where a counter went round; its range "
            "was added (%llu times)",
            tally->tool, (unsigned long long)tally->wrapped);
    if (tally->rounds > 0)
        plume_log_note(log, PLUME_WARNING, tally->first_rounds, "counter-rounds",
                       "%s writes one difference of a counter that goes round each 262 "
                       "kJ or sooner: rounds within a run of minutes are lost, and its "
                       "energy may be a lower bound (%llu times)",
                       tally->tool, (unsigned long long)tally->rounds);
    if (tally->unknown > 0)
        plume_log_note(log, PLUME_WARNING, tally->first_unknown, "energy-unknown",
                       "a negative energy is that of no counter whose range is known: "
                       "the run counts, its energy is unknown (%llu times)",
                       (unsigned long long)tally->unknown);
}
