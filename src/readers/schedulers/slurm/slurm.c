/* Slurm's accounting, as `sacct -P` or `sacct -p` exports it: one row a job, then one for
 * each of its steps; any columns in any order. */
#include "readers/schedulers/slurm/tally.h"

#include <plume/text.h>

typedef struct reading {
    plume_log *log;
    slurm_rows *rows;
    slurm_jobs *jobs;
    plume_text whole;
} reading;

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

static void note_columns(const reading *in, const slurm_tally *tally)
{
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
    if (tally->bare_steps == 0 || tally->own_rows == 0)
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
    slurm_jobs_learn(in->jobs, memory);
    slurm_tally_tell(in->log, tally);
    note_columns(in, tally);
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
    .marks = { "JobID", "ElapsedRaw", "ConsumedEnergy", "CPUTime", "AllocTRES", "ReqTRES",
               "AllocNodes", "AllocCPUS", "TotalCPU" },
    .read = read,
};
