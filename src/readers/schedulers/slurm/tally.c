/* What is worth telling of all jobs of a log together. */
#include "readers/schedulers/slurm/tally.h"

#include "core/number/units.h"
#include "readers/schedulers/slurm/header.h"
#include <plume/number.h>
#include <plume/text.h>

static unsigned long long number(uint64_t count)
{
    return (unsigned long long)count;
}

static void note_running(plume_log *log, const slurm_tally *tally)
{
    plume_text hours;

    plume_text_init(&hours);
    plume_number_significant(&hours, tally->running_s / SECONDS_PER_HOUR, 4);
    plume_log_note(
        log, PLUME_WARNING, 0, "still-running",
        "%llu jobs were running when this was exported, for %s h so far: their "
        "hours and energy are lower bounds",
        number(tally->running), hours.data);
    plume_text_dispose(&hours);
}

static void note_suspended(plume_log *log, const slurm_tally *tally)
{
    plume_text seconds;

    plume_text_init(&seconds);
    plume_number_significant(&seconds, tally->suspended_s, 4);
    plume_log_note(
        log, PLUME_WARNING, 0, "time-suspended",
        "%llu job%s suspended for %s s: this time is in the energy, and not in "
        "the hours",
        number(tally->suspended), tally->suspended == 1 ? " was" : "s were",
        seconds.data);
    plume_text_dispose(&seconds);
}

static void note_hours(plume_log *log, const slurm_tally *tally)
{
    if (tally->without_duration > 0)
        plume_log_note(log, PLUME_WARNING, 0, "hours-unknown",
                       "%llu jobs have neither Elapsed nor Start and End nor CPUTimeRAW "
                       "with NCPUS: their hours are not known; export with: %s",
                       number(tally->without_duration), slurm_command);
    if (tally->derived > 0)
        plume_log_note(log, PLUME_ASSUMED, 0, "hours-derived",
                       "the hours of %llu jobs are their processor time over their "
                       "processors",
                       number(tally->derived));
    if (tally->running > 0)
        note_running(log, tally);
    if (tally->suspended > 0)
        note_suspended(log, tally);
}

static void note_energy(plume_log *log, const slurm_tally *tally)
{
    const uint64_t *without = tally->unmeasured;
    uint64_t unmeasured = without[SLURM_ENERGY_BLANK] + without[SLURM_ENERGY_NO_VALUE] +
                          without[SLURM_ENERGY_IMPLAUSIBLE];

    if (unmeasured > 0)
        plume_log_note(log, PLUME_ASSUMED, 0, "energy-not-measured",
                       "%llu of %llu jobs have no measured energy (%llu empty, %llu zero "
                       "or no value, %llu implausible): it is not taken as 0, but "
                       "told by another log, or computed from hours and devices, where "
                       "these are known%s",
                       number(unmeasured), number(tally->jobs),
                       number(without[SLURM_ENERGY_BLANK]),
                       number(without[SLURM_ENERGY_NO_VALUE]),
                       number(without[SLURM_ENERGY_IMPLAUSIBLE]),
                       tally->steps == 0 && without[SLURM_ENERGY_BLANK] > 0
                           ? "; that of a batch job stands in its step .batch: export "
                             "without -X"
                           : "");
    if (tally->energy_of_steps > 0)
        plume_log_note(
            log, PLUME_ASSUMED, 0, "energy-of-steps",
            "%llu jobs have no energy of their own: that of their steps is taken, a "
            "lower bound",
            number(tally->energy_of_steps));
    if (tally->at_once > 0)
        plume_log_note(log, PLUME_ASSUMED, 0, "parallel-steps",
                       "the energy of %llu jobs is the sum of steps that ran at once on "
                       "the same nodes: of these the largest is taken",
                       number(tally->at_once));
    if (without[SLURM_ENERGY_THERE] > 0)
        plume_log_note(log, PLUME_ASSUMED, 0, "node-energy",
                       "the measured energy of a job is that of its whole nodes: what "
                       "other jobs drew there is in it%s",
                       tally->gpu_measured > 0
                           ? "; whether GPUs are in it depends on the cluster's plugin "
                             "(ipmi, xcc and pm_counters count them, rapl does not)"
                           : "");
}

static void note_jobs(plume_log *log, const slurm_tally *tally)
{
    if (tally->from_steps > 0)
        plume_log_note(log, PLUME_INFO, 0, "jobs-of-steps",
                       "%llu jobs have no row of their own and are made of their steps",
                       number(tally->from_steps));
    if (tally->requeued > 0)
        plume_log_note(log, PLUME_INFO, 0, "requeued-jobs",
                       "%llu records are repeated attempts of jobs that were requeued; "
                       "the hours of every attempt count",
                       number(tally->requeued));
    if (tally->requested > 0)
        plume_log_note(log, PLUME_ASSUMED, 0, "devices-requested",
                       "the devices of %llu jobs are those that were asked for",
                       number(tally->requested));
    if (tally->shards > 0)
        plume_log_note(
            log, PLUME_WARNING, 0, "shards",
            "%llu job%s had shards or a percentage of a GPU: how many a GPU has is "
            "not in the accounting, so how many devices %s used is not known",
            number(tally->shards), tally->shards == 1 ? "" : "s",
            tally->shards == 1 ? "it" : "they");
}

void slurm_tally_tell(plume_log *log, const slurm_tally *tally)
{
    note_hours(log, tally);
    note_energy(log, tally);
    note_jobs(log, tally);
}
