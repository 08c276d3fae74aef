/* Slurm's accounting, as `sacct -P` or `sacct -p` exports it: one row a job, then one for
 * each of its steps; any columns in any order. */
#include "readers/slurm/job.h"

#include "core/number/units.h"
#include <plume/number.h>
#include <plume/text.h>

typedef struct reading {
    plume_log *log;
    slurm_rows *rows;
    slurm_jobs *jobs;
    plume_text whole;
} reading;

static unsigned long long number(uint64_t count)
{
    return (unsigned long long)count;
}

/* --- whether it is one --- */

static int confidence(const plume_head *head)
{
    char delimiter;

    switch (slurm_header_of(head->bytes, &delimiter)) {
    case SLURM_HEADER_ROWS:
        return delimiter == '|' ? 95 : 88;
    case SLURM_HEADER_FIXED_WIDTH:
        return 90;
    case SLURM_HEADER_NONE:
        break;
    }
    return 0;
}

/* --- notes at the end --- */

static bool has_any(const slurm_rows *rows, slurm_column a, slurm_column b)
{
    return slurm_rows_have(rows, a) || slurm_rows_have(rows, b);
}

static void note_running(const reading *in, const slurm_tally *tally)
{
    plume_text hours;

    plume_text_init(&hours);
    plume_number_significant(&hours, tally->running_s / SECONDS_PER_HOUR, 4);
    plume_log_note(
        in->log, PLUME_WARNING, 0, "still-running",
        "%llu jobs were running when this was exported, for %s h so far: their "
        "hours and energy are lower bounds",
        number(tally->running), hours.data);
    plume_text_dispose(&hours);
}

static void note_hours(const reading *in, const slurm_tally *tally)
{
    if (tally->without_duration > 0)
        plume_log_note(in->log, PLUME_WARNING, 0, "hours-unknown",
                       "%llu jobs have neither Elapsed nor Start and End nor CPUTimeRAW "
                       "with NCPUS: their hours are not known; export with: %s",
                       number(tally->without_duration), slurm_command);
    if (tally->derived > 0)
        plume_log_note(in->log, PLUME_ASSUMED, 0, "hours-derived",
                       "the hours of %llu jobs are their processor time over their "
                       "processors",
                       number(tally->derived));
    if (tally->running > 0)
        note_running(in, tally);
}

static void note_energy(const reading *in, const slurm_tally *tally)
{
    const uint64_t *without = tally->unmeasured;
    uint64_t unmeasured = without[SLURM_ENERGY_BLANK] + without[SLURM_ENERGY_NO_VALUE] +
                          without[SLURM_ENERGY_IMPLAUSIBLE];

    if (unmeasured > 0)
        plume_log_note(in->log, PLUME_ASSUMED, 0, "energy-not-measured",
                       "%llu of %llu jobs have no measured energy (%llu empty, %llu zero "
                       "or no value, %llu implausible): it is not taken as 0, but "
                       "computed from hours and devices where these are known",
                       number(unmeasured), number(tally->jobs),
                       number(without[SLURM_ENERGY_BLANK]),
                       number(without[SLURM_ENERGY_NO_VALUE]),
                       number(without[SLURM_ENERGY_IMPLAUSIBLE]));
    if (tally->energy_of_steps > 0)
        plume_log_note(
            in->log, PLUME_ASSUMED, 0, "energy-of-steps",
            "%llu jobs have no energy of their own: that of their largest step "
            "is taken, a lower bound",
            number(tally->energy_of_steps));
    if (without[SLURM_ENERGY_THERE] > 0)
        plume_log_note(in->log, PLUME_ASSUMED, 0, "node-energy",
                       "the measured energy of a job is that of its whole nodes: what "
                       "other jobs drew there is in it%s",
                       tally->gpu_measured > 0
                           ? "; whether GPUs are in it depends on the cluster's plugin "
                             "(ipmi, xcc and pm_counters count them, rapl does not)"
                           : "");
}

static void note_jobs(const reading *in, const slurm_tally *tally)
{
    if (tally->from_steps > 0)
        plume_log_note(in->log, PLUME_INFO, 0, "jobs-of-steps",
                       "%llu jobs have no row of their own and are made of their steps",
                       number(tally->from_steps));
    if (tally->requeued > 0)
        plume_log_note(in->log, PLUME_INFO, 0, "requeued-jobs",
                       "%llu runs are repeated attempts of a job that was requeued; "
                       "every attempt counts",
                       number(tally->requeued));
    if (tally->requested > 0)
        plume_log_note(in->log, PLUME_ASSUMED, 0, "devices-requested",
                       "the devices of %llu jobs are those that were asked for",
                       number(tally->requested));
    if (tally->shards > 0)
        plume_log_note(
            in->log, PLUME_WARNING, 0, "shards",
            "%llu job%s had shards or a percentage of a GPU: how many a GPU has is "
            "not in the accounting, so how many devices %s used is not known",
            number(tally->shards), tally->shards == 1 ? "" : "s",
            tally->shards == 1 ? "it" : "they");
    if (!slurm_rows_have(in->rows, SLURM_ALLOC_TRES) && tally->gpu_jobs == 0)
        plume_log_note(in->log, PLUME_WARNING, 0, "devices-unknown",
                       "there is no AllocTRES: whether jobs had GPUs is not known");
    if (!has_any(in->rows, SLURM_JOB_ID, SLURM_JOB_ID_RAW))
        plume_log_note(in->log, PLUME_WARNING, 0, "no-job-id",
                       "there is no JobID: each row is taken as a job, though some may "
                       "be steps");
}

/* --- reading --- */

static plume_status take_row(reading *in, uint64_t line, plume_error *error)
{
    slurm_record record;
    plume_status status;

    if (!slurm_record_read(&record, in->log, in->rows, line))
        return PLUME_OK;
    plume_text_clear(&in->whole);
    slurm_rows_text(in->rows, &in->whole);
    status = plume_text_status(&in->whole, error);
    return status == PLUME_OK ? slurm_jobs_take(in->jobs, &record, in->whole.data, error)
                              : status;
}

/* Steps that stand apart from a row that may be their job's would be counted again. */
static plume_status check_order(const reading *in, const slurm_tally *tally,
                                plume_error *error)
{
    if (!plume_log_is_survey(in->log) || tally->bare_steps == 0 || tally->own_rows == 0)
        return PLUME_OK;
    plume_fail_at(error, PLUME_ERR_VALUE, plume_log_path(in->log), 0, 0,
                  "steps of job %s stand apart from the row of their job",
                  slurm_jobs_apart(in->jobs));
    plume_hint(error,
               "leave the rows in the order in which sacct prints them, and leave none "
               "out; or export jobs only, with sacct -X");
    return PLUME_ERR_VALUE;
}

static plume_status read_rows(reading *in, plume_error *error)
{
    plume_trace_memory *memory = plume_log_memory(in->log);
    const slurm_tally *tally;
    uint64_t line = 1;
    plume_status status;

    if (memory == NULL)
        return plume_fail_memory(error);
    status = slurm_jobs_new(&in->jobs, in->log,
                            has_any(in->rows, SLURM_JOB_ID, SLURM_JOB_ID_RAW),
                            memory->counts[0] > 0, error);
    while (status == PLUME_OK && line > 0) {
        status = slurm_rows_next(in->rows, &line, error);
        if (status == PLUME_OK && line > 0)
            status = take_row(in, line, error);
    }
    if (status == PLUME_OK)
        status = slurm_jobs_end(in->jobs, error);
    if (status != PLUME_OK)
        return status;
    tally = slurm_jobs_tally(in->jobs);
    if (plume_log_is_survey(in->log))
        memory->counts[0] = tally->gpu_jobs;
    note_hours(in, tally);
    note_energy(in, tally);
    note_jobs(in, tally);
    return check_order(in, tally, error);
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log };
    plume_status status = slurm_rows_open(&in.rows, log, error);

    if (status != PLUME_OK)
        return status;
    plume_text_init(&in.whole);
    status = read_rows(&in, error);
    plume_text_dispose(&in.whole);
    slurm_jobs_free(in.jobs);
    slurm_rows_close(in.rows);
    return status;
}

const plume_reader plume_reader_slurm = {
    .name = "slurm",
    .title = "Slurm's accounting (sacct -P)",
    .confidence = confidence,
    .read = read,
};
