/* Executed notebooks: papermill's record of the whole, else the times that Jupyter's
 * front ends and nbconvert keep of each cell. Outputs are passed over unread. */
#include <math.h>
#include <string.h>

#include "core/data/json_tree.h"
#include "core/texts.h"
#include "logs/path.h"
#include "logs/whole_document.h"
#include "logs/reader.h"
#include <plume/number.h>
#include <plume/text.h>

/* Cells of one go follow each other at once; more than this between them was a person. */
#define PAUSE_S 1.0

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");

    if (*start != '{' || strstr(start, "\"cells\"") == NULL ||
        strstr(start, "\"cell_type\"") == NULL)
        return 0;
    return strstr(start, "\"papermill\"") != NULL || strstr(start, "\"iopub.") != NULL
               ? 92
               : 40;
}

typedef struct cells {
    double first_s, last_s; /* of all that was executed */
    double sum_s;
    double open_s; /* when a cell began that has no end; NAN */
    bool failed;   /* the one that ended last */
} cells;

typedef struct reading {
    plume_log *log;
    plume_json *json;
    cells kernel, papermill; /* as each of the two tells them */
    bool cell_failed;        /* it printed an error */
    plume_value *cell;       /* its metadata */
    plume_value *whole;      /* papermill's, of the notebook */
} reading;

static double time_of(reading *in, const plume_value *map, const char *key)
{
    const char *text = plume_value_string(plume_value_get(map, key));
    double t_s = text[0] == '\0' ? NAN : plume_log_time(in->log, text, strlen(text));

    if (isnan(t_s) && text[0] != '\0')
        plume_log_note(in->log, PLUME_WARNING, plume_json_line(in->json), "no-time",
                       "'%.40s' stands as %s and is no time: it is unknown", text, key);
    return t_s;
}

/* --- cells --- */

static void add(cells *all, double begin_s, double end_s, bool failed)
{
    if (isnan(begin_s))
        return;
    all->first_s = fmin(all->first_s, begin_s);
    if (!(end_s >= begin_s)) {
        all->open_s = fmax(all->open_s, begin_s);
        return;
    }
    all->sum_s += end_s - begin_s;
    if (!(end_s < all->last_s)) {
        all->last_s = end_s;
        all->failed = failed;
    }
}

static double first_of(double left, double right)
{
    return isnan(left) ? right : left;
}

static void add_cell(reading *in)
{
    const plume_value *kernel = plume_value_get(in->cell, "execution");
    const plume_value *own = plume_value_get(in->cell, "papermill");
    const char *status = plume_value_string(plume_value_get(own, "status"));

    add(&in->kernel,
        first_of(time_of(in, kernel, "iopub.status.busy"),
                 time_of(in, kernel, "iopub.execute_input")),
        first_of(time_of(in, kernel, "iopub.status.idle"),
                 time_of(in, kernel, "shell.execute_reply")),
        in->cell_failed);
    add(&in->papermill, time_of(in, own, "start_time"), time_of(in, own, "end_time"),
        strcmp(status, "failed") == 0);
}

/* --- the document --- */

enum { OTHER = -1 };

/* Takes the value of a key, or of a list; the key by its place in a list of names. */
typedef plume_status (*taker)(reading *in, int key, plume_json_token *value,
                              plume_error *error);

static int place_of(const plume_json_token *key, const char *const *names)
{
    for (int i = 0; names[i] != NULL; i++)
        if (plume_json_is(key, names[i]))
            return i;
    return OTHER;
}

/* What is behind the begin of a map (of names, which NULL ends) or of a list (NULL). */
static plume_status read_each(reading *in, const char *const *names, taker take,
                              plume_error *error)
{
    plume_json_kind last = names != NULL ? PLUME_JSON_MAP_END : PLUME_JSON_LIST_END;
    plume_json_token token;
    plume_status status;

    for (;;) {
        int key = OTHER;

        status = plume_json_next(in->json, &token, error);
        if (status != PLUME_OK || token.kind == last)
            return status;
        if (names != NULL) {
            key = place_of(&token, names);
            status = plume_json_next(in->json, &token, error);
        }
        if (status == PLUME_OK)
            status = take(in, key, &token, error);
        if (status != PLUME_OK)
            return status;
    }
}

/* Whether an output is an error. */
static plume_status take_output_value(reading *in, int key, plume_json_token *value,
                                      plume_error *error)
{
    in->cell_failed = in->cell_failed || (key == 0 && plume_json_is(value, "error"));
    return plume_json_skip(in->json, value, error);
}

static plume_status take_output(reading *in, int key, plume_json_token *value,
                                plume_error *error)
{
    static const char *const names[] = { "output_type", NULL };

    (void)key;
    return value->kind == PLUME_JSON_MAP ? read_each(in, names, take_output_value, error)
                                         : plume_json_skip(in->json, value, error);
}

static plume_status take_cell_value(reading *in, int key, plume_json_token *value,
                                    plume_error *error)
{
    if (key == 0 && in->cell == NULL)
        return plume_json_tree(&in->cell, in->json, value, NULL, error);
    return key == 1 && value->kind == PLUME_JSON_LIST
               ? read_each(in, NULL, take_output, error)
               : plume_json_skip(in->json, value, error);
}

static plume_status take_cell(reading *in, int key, plume_json_token *value,
                              plume_error *error)
{
    static const char *const names[] = { "metadata", "outputs", NULL };
    plume_status status;

    (void)key;
    if (value->kind != PLUME_JSON_MAP)
        return plume_json_skip(in->json, value, error);
    in->cell_failed = false;
    plume_value_free(in->cell);
    in->cell = NULL;
    status = read_each(in, names, take_cell_value, error);
    if (status == PLUME_OK)
        add_cell(in);
    return status;
}

static plume_status take_value(reading *in, int key, plume_json_token *value,
                               plume_error *error)
{
    if (key == 0 && value->kind == PLUME_JSON_LIST)
        return read_each(in, NULL, take_cell, error);
    return key == 1 && in->whole == NULL
               ? plume_json_tree(&in->whole, in->json, value, NULL, error)
               : plume_json_skip(in->json, value, error);
}

static plume_status read_notebook(reading *in, plume_error *error)
{
    static const char *const names[] = { "cells", "metadata", NULL };
    plume_json_token token;
    plume_status status = plume_json_next(in->json, &token, error);

    if (status == PLUME_OK && token.kind != PLUME_JSON_MAP)
        return plume_fail_at(error, PLUME_ERR_SYNTAX, plume_log_path(in->log), 1, 1,
                             "it is no notebook");
    return status == PLUME_OK ? read_each(in, names, take_value, error) : status;
}

/* --- the run --- */

/* papermill writes its end when it comes to it, also when a cell failed. */
static void use_papermill(plume_run *run, reading *in, const plume_value *record)
{
    run->start_s = time_of(in, record, "start_time");
    run->end_s = time_of(in, record, "end_time");
    run->duration_s = plume_value_number(plume_value_get(record, "duration"));
    run->tool_version = plume_value_string(plume_value_get(record, "version"));
    if (isnan(run->end_s)) {
        double last_s = fmax(in->papermill.last_s, in->papermill.open_s);

        run->duration_s = last_s - run->start_s;
        run->warnings = "unfinished";
        return;
    }
    if (isnan(run->duration_s))
        run->duration_s = run->end_s - run->start_s;
    run->state = plume_value_bool(plume_value_get(record, "exception"))
                     ? PLUME_STATE_FAILED
                     : PLUME_STATE_COMPLETE;
}

/* Somebody who executes cells one by one may take days over it: then only the cells
 * count. */
static void use_cells(plume_run *run, reading *in)
{
    const cells *all = &in->kernel;

    bool open = all->open_s >= all->last_s || (isnan(all->last_s) && !isnan(all->open_s));

    run->start_s = all->first_s;
    run->end_s = open ? NAN : all->last_s;
    run->duration_s = all->last_s - all->first_s;
    if (!(run->duration_s <= all->sum_s + PAUSE_S)) {
        run->duration_s = all->sum_s;
        plume_log_note(in->log, PLUME_INFO, 0, "pauses-left-out",
                       "between the cells there were pauses: the times of the cells are "
                       "added");
    }
    if (open)
        run->warnings = "unfinished";
    else
        run->state = all->failed ? PLUME_STATE_FAILED : PLUME_STATE_COMPLETE;
}

static plume_status push(reading *in, plume_error *error)
{
    const plume_value *record = plume_value_get(in->whole, "papermill");
    plume_text name, identity;
    plume_text *const all[] = { &name, &identity };
    plume_texts texts = { all, 2 };
    plume_status status;
    plume_run run;

    plume_run_init(&run);
    if (plume_value_kind(record) == PLUME_MAP)
        use_papermill(&run, in, record);
    if (isnan(run.start_s))
        use_cells(&run, in);
    if (isnan(run.start_s))
        return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(in->log), 1, 1,
                             "no cell of the notebook says when it was executed");
    plume_texts_init(texts);
    plume_path_name(&name, plume_log_path(in->log), 0);
    plume_text_printf(&identity, "notebook %s ", name.data);
    plume_number_print(&identity, run.start_s);
    run.id = run.name = name.data;
    run.identity = identity.data;
    if (run.warnings[0] != '\0')
        plume_log_note(
            in->log, PLUME_WARNING, 0, "unfinished",
            "the notebook has no end: it was killed or still ran, and its time "
            "is a lower bound");
    status = plume_texts_status(texts, error);
    if (status == PLUME_OK)
        status = plume_log_run(in->log, &run, 0, error);
    plume_texts_dispose(texts);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    const cells none = { NAN, NAN, 0.0, NAN, false };
    reading in = { .log = log, .kernel = none, .papermill = none };
    plume_status status = plume_document_tokens(&in.json, plume_log_source(log), error);

    if (status != PLUME_OK)
        return status;
    status = read_notebook(&in, error);
    if (status == PLUME_OK)
        status = push(&in, error);
    plume_value_free(in.cell);
    plume_value_free(in.whole);
    plume_json_close(in.json);
    return status;
}

const plume_reader plume_reader_notebook = {
    .name = "notebook",
    .title = "an executed notebook (papermill, nbconvert, JupyterLab)",
    .confidence = confidence,
    .marks = { "papermill", "iopub.", "cell_type" },
    .read = read,
};
