/* One reading of the inputs: every run goes into the ledger and into runs.csv, and the
 * largest are kept for a table. */
#include "documents/report/internal.h"

/* Where a run goes, under its own name or another. */
typedef struct copies {
    plume_report *report;
    plume_output *csv;
} copies;

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    const copies *to = state;
    plume_run nameless;
    plume_status status = PLUME_OK;

    if (to->report->anonymous != NULL) {
        status = plume_anonymous_run(to->report->anonymous, &nameless, run, error);
        run = &nameless;
    }
    if (status == PLUME_OK)
        status = plume_runs_csv_write(to->csv, run, error);
    if (status == PLUME_OK)
        status = plume_code_counts_add(to->report->codes, run, error);
    if (status != PLUME_OK || run->other != PLUME_OTHER_NONE ||
        plume_run_is_simulated(run)) /* which is in no total */
        return status;
    status = plume_tool_counts_add(to->report->tools, run, error);
    if (status != PLUME_OK)
        return status;
    return plume_largest_offer(to->report->largest, run,
                               plume_ledger_last(to->report->ledger), error);
}

/* Runs came that come again. */
static plume_status restart(void *state, plume_error *error)
{
    const copies *to = state;
    plume_status status = plume_output_restart(to->csv, error);

    plume_largest_clear(to->report->largest);
    plume_code_counts_clear(to->report->codes);
    plume_tool_counts_clear(to->report->tools);
    if (to->report->anonymous != NULL)
        plume_anonymous_restart(to->report->anonymous);
    return status == PLUME_OK ? plume_runs_csv_header(to->csv, error) : status;
}

static plume_status read_into(plume_report *report, plume_intake *intake,
                              plume_output *csv)
{
    copies to = { report, csv };
    plume_run_copy copy = { { take, &to }, restart };
    plume_status status = plume_runs_csv_header(csv, report->error);

    if (status == PLUME_OK)
        status = plume_ledger_read_with(report->ledger, intake, copy, report->error);
    if (status == PLUME_OK)
        status = plume_ledger_close(report->ledger, report->error);
    if (status == PLUME_OK && report->anonymous != NULL)
        status = plume_ledger_number_group(report->ledger, PLUME_GROUP_STUDY,
                                           "experiment", report->error);
    return status;
}

plume_status plume_report_read(plume_report *report, plume_intake *intake)
{
    plume_output *csv;
    plume_status status =
        plume_folder_file(report->folder, "runs.csv", &csv, report->error);

    if (status != PLUME_OK)
        return status;
    status = read_into(report, intake, csv);
    if (status != PLUME_OK) {
        plume_output_abandon(csv);
        return status;
    }
    return plume_output_finish(csv, report->error);
}

static void add_reject(plume_text *csv, const plume_note *note)
{
    plume_csv_add_text(csv, note->path);
    plume_text_printf(csv, ",%llu,", (unsigned long long)note->line);
    plume_csv_add_text(csv, note->code);
    plume_text_add_char(csv, ',');
    plume_csv_add_text(csv, note->message);
    plume_text_add_char(csv, '\n');
}

/* The file is written only if there is a reject: an empty one would look like a loss. */
plume_status plume_report_rejects(plume_report *report)
{
    plume_text csv;
    size_t found = 0;
    plume_status status = PLUME_OK;

    plume_text_init(&csv);
    plume_text_add(&csv, "path,line,code,message\n");
    for (size_t i = 0; i < plume_notes_count(report->data.notes); i++) {
        const plume_note *note = plume_notes_at(report->data.notes, i);

        if (note->severity != PLUME_REJECTED)
            continue;
        add_reject(&csv, note);
        found++;
    }
    if (found > 0)
        status = plume_report_file(report, "rejected.csv", &csv);
    plume_text_dispose(&csv);
    return status;
}
