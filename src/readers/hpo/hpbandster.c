/* HpBandSter's results.json: one line an evaluation, [[id], budget, times, result,
 * error].
 */
#include <math.h>
#include <string.h>

#include "logs/framed/json_lines.h"
#include "logs/whole_document.h"
#include "logs/path.h"
#include "logs/reader.h"
#include <plume/number.h>
#include <plume/value.h>

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");

    return strncmp(start, "[[", 2) == 0 && strstr(start, "\"submitted\"") != NULL &&
                   strstr(start, "\"finished\"") != NULL
               ? 95
               : 0;
}

typedef struct reading {
    plume_log *log;
    plume_text study, id, identity;
} reading;

/* One configuration at several budgets is several runs. */
static void name_run(reading *r, const plume_value *line, const plume_run *run)
{
    const plume_value *id = plume_value_at(line, 0);

    plume_text_clear(&r->id);
    for (size_t i = 0; i < plume_value_count(id); i++) {
        plume_text_add(&r->id, i > 0 ? "/" : "");
        plume_number_print(&r->id, plume_value_number(plume_value_at(id, i)));
    }
    plume_text_add(&r->id, " budget ");
    plume_number_print(&r->id, plume_value_number(plume_value_at(line, 1)));
    plume_text_clear(&r->identity);
    plume_text_printf(&r->identity, "hpbandster %s ", r->id.data);
    plume_number_print(&r->identity, run->start_s);
}

static plume_status take(void *state, const plume_value *line, uint64_t number,
                         plume_error *error)
{
    reading *r = state;
    const plume_value *times = plume_value_at(line, 2);
    plume_status status;
    plume_run run;

    if (plume_value_count(line) < 5 || plume_value_kind(times) != PLUME_MAP) {
        plume_log_reject(r->log, number, 0, "no-record",
                         "this is no evaluation as HpBandSter writes it");
        return PLUME_OK;
    }
    plume_run_init(&run);
    run.start_s = plume_document_figure(r->log, number, "started",
                                        plume_value_get(times, "started"));
    run.end_s = plume_document_figure(r->log, number, "finished",
                                      plume_value_get(times, "finished"));
    run.duration_s = run.end_s - run.start_s;
    if (run.duration_s < 0.0) {
        plume_log_reject(r->log, number, 0, "negative-duration",
                         "it ends before it starts");
        return PLUME_OK;
    }
    name_run(r, line, &run);
    run.id = r->id.data;
    run.identity = r->identity.data;
    run.study = r->study.data;
    run.role = PLUME_ROLE_SEARCH;
    run.state = plume_value_kind(plume_value_at(line, 4)) == PLUME_STRING
                    ? PLUME_STATE_FAILED
                    : PLUME_STATE_COMPLETE;
    run.objective_better = -1.0; /* a loss */
    run.objective = plume_value_number(plume_value_get(plume_value_at(line, 3), "loss"));
    run.keys.clock = PLUME_CLOCK_ZONED;
    status = plume_text_status(&r->identity, error);
    return status == PLUME_OK ? plume_log_run(r->log, &run, number, error) : status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log };
    plume_json_lines lines = { take, &r, "this line is no JSON", true };
    plume_status status;

    plume_text_init(&r.study);
    plume_text_init(&r.id);
    plume_text_init(&r.identity);
    plume_path_folder(&r.study, plume_log_path(log), 1);
    status = plume_json_lines_read(log, &lines, error);
    plume_text_dispose(&r.study);
    plume_text_dispose(&r.id);
    plume_text_dispose(&r.identity);
    return status;
}

const plume_reader plume_reader_hpbandster = {
    .name = "hpbandster",
    .title = "HpBandSter's results.json",
    .confidence = confidence,
    .marks = { "\"submitted\"" },
    .read = read,
};
