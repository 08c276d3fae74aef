/* AutoGluon's leaderboard: one row a model. fit_time holds the models below it as well;
 * only fit_time_marginal adds up. */
#include "logs/run_table.h"

#include <plume/text.h>

static const plume_run_column columns[] = {
    { "model", PLUME_FIELD_ID, 1, PLUME_REQUIRED },
    { "fit_time_marginal", PLUME_FIELD_DURATION_S, 1, PLUME_REQUIRED },
    { "score_val", PLUME_FIELD_OBJECTIVE, 1, PLUME_OPTIONAL },
    { "fit_time", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "score_test", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "eval_metric", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "pred_time_val", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "pred_time_test", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "pred_time_val_marginal", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "pred_time_test_marginal", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "stack_level", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "can_infer", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "fit_order", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { NULL, PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
};

static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "model", "fit_time", NULL };
    static const char *const marginal[] = { "model", "fit_time_marginal", NULL };

    if (plume_head_has_columns(head, ',', marginal))
        return 95;
    return plume_head_has_columns(head, ',', telling) ? 60 : 0;
}

/* Models are called alike in every leaderboard: score and time tell them apart. */
static void identify(plume_text *identity, const plume_run_table *table, plume_run *run)
{
    static const char *const parts[] = { "model", "fit_time_marginal", "score_val",
                                         "fit_order" };

    plume_text_clear(identity);
    plume_text_add(identity, "autogluon");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        plume_text_printf(identity, " %s", plume_run_table_cell(table, parts[i]).text);
    run->identity = identity->data;
}

/* A leaderboard lists only models that were fitted to the end; those that failed are
 * not in it, hence the state. */
static plume_status take_rows(plume_log *log, plume_run_table *table,
                              plume_text *identity, plume_error *error)
{
    uint64_t line = 1;
    plume_status status = PLUME_OK;
    plume_run run;

    while (status == PLUME_OK && line > 0) {
        status = plume_run_table_next(table, &run, &line, error);
        if (status != PLUME_OK || line == 0)
            break;
        identify(identity, table, &run);
        run.state = PLUME_STATE_COMPLETE;
        run.role = PLUME_ROLE_SEARCH;
        status = plume_text_status(identity, error);
        if (status == PLUME_OK)
            status = plume_log_run(log, &run, line, error);
    }
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    plume_run_table *table;
    plume_text identity;
    plume_status status = plume_run_table_open(&table, log, columns, ',', error);

    if (status == PLUME_ERR_MISSING)
        plume_hint(error, "fit_time of a stacked model holds those below it; save the "
                          "leaderboard with all its columns");
    if (status != PLUME_OK)
        return status;
    plume_text_init(&identity);
    status = take_rows(log, table, &identity, error);
    plume_text_dispose(&identity);
    plume_run_table_close(table);
    return status;
}

const plume_reader plume_reader_autogluon = {
    .name = "autogluon",
    .title = "AutoGluon's leaderboard",
    .confidence = confidence,
    .marks = { "fit_time" },
    .read = read,
};
