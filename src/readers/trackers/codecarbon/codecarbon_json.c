/* readers/trackers/codecarbon/codecarbon_json.c -- what CodeCarbon's logger writes: the
 * cells of one row as a JSON object; a list of them; or one object a line. */
#include "readers/trackers/codecarbon/run.h"

#include <string.h>

#include "core/input/source_text.h"
#include "readers/trackers/codecarbon/codecarbon.h"
#include <plume/number.h>
#include <plume/text.h>
#include <plume/value.h>

enum { JSON_BYTES_MAX = 16 << 20 };

/* The cells of one object as text, as a row of CSV would hold them. */
static plume_status take_object(plume_log *log, codecarbon_state *state,
                                const plume_value *object, uint64_t line,
                                plume_error *error)
{
    bool present[CC_COLUMN_COUNT];
    codecarbon_row row = { .line = line, .present = present };
    codecarbon_column column;
    plume_text cell[CC_COLUMN_COUNT];
    const char *wanted;
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < CC_COLUMN_COUNT; i++) {
        const plume_value *value =
            plume_value_get(object, codecarbon_column_name((codecarbon_column)i));

        plume_text_init(&cell[i]);
        if (plume_value_kind(value) == PLUME_NUMBER)
            plume_number_print(&cell[i], plume_value_number(value));
        else
            plume_text_add(&cell[i], plume_value_string(value));
        row.text[i] = cell[i].data;
        present[i] = value != NULL;
    }
    wanted = codecarbon_row_fault(&row, &column);
    if (plume_value_kind(object) != PLUME_MAP)
        plume_log_reject(log, line, 0, "not-an-object",
                         "expected an object that holds one row");
    else if (wanted != NULL)
        plume_log_reject(log, line, 0, "torn-row", "%s is '%.40s', expected %s",
                         codecarbon_column_name(column), row.text[column], wanted);
    else
        status = codecarbon_take(log, state, &row, error);
    for (size_t i = 0; i < CC_COLUMN_COUNT; i++)
        plume_text_dispose(&cell[i]);
    return status;
}

/* An object, or a list of them. */
static plume_status take_document(plume_log *log, codecarbon_state *state,
                                  const plume_value *root, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (plume_value_kind(root) != PLUME_LIST)
        return take_object(log, state, root, 1, error);
    for (size_t i = 0; i < plume_value_count(root) && status == PLUME_OK; i++)
        status = take_object(log, state, plume_value_at(root, i), i + 1, error);
    return status;
}

/* A line that is cut off is the last one of a run that was killed while it wrote; the
 * ones before it are whole. */
static plume_status take_line(plume_log *log, codecarbon_state *state, const char *text,
                              size_t length, uint64_t line, plume_error *error)
{
    plume_value *root = NULL;
    plume_error inner = { 0 };
    plume_status status;

    if (strspn(text, " \t") == length)
        return PLUME_OK;
    status = plume_json_parse(&root, text, length, plume_log_path(log), NULL, &inner);
    if (status == PLUME_ERR_MEMORY)
        return plume_fail_memory(error);
    if (status != PLUME_OK) {
        plume_log_reject(log, line, inner.column, "torn-row", "%s", inner.message);
        return PLUME_OK;
    }
    status = take_object(log, state, root, line, error);
    plume_value_free(root);
    return status;
}

/* The rest of the log is one document that began with text. */
static plume_status take_rest(plume_log *log, codecarbon_state *state, plume_text *text,
                              plume_error *error)
{
    plume_value *root = NULL;
    plume_status status = PLUME_OK;
    const char *more = "";
    size_t length;
    uint64_t line;

    while (status == PLUME_OK && more != NULL && text->length <= JSON_BYTES_MAX) {
        status = plume_source_line(plume_log_source(log), &more, &length, &line, error);
        if (status == PLUME_OK && more != NULL) {
            plume_text_add_n(text, more, length);
            plume_text_add_char(text, '\n');
        }
    }
    if (status == PLUME_OK && text->length > JSON_BYTES_MAX)
        status = plume_fail_at(error, PLUME_ERR_VALUE, plume_log_path(log), 0, 0,
                               "the JSON document is larger than 16 MiB");
    if (status == PLUME_OK)
        status = plume_text_status(text, error);
    if (status == PLUME_OK)
        status = plume_json_parse(&root, text->data, text->length, plume_log_path(log),
                                  NULL, error);
    if (status == PLUME_OK)
        status = take_document(log, state, root, error);
    plume_value_free(root);
    return status;
}

static plume_status take_lines(plume_log *log, codecarbon_state *state, plume_text *first,
                               plume_error *error)
{
    const char *text = first->data;
    size_t length = first->length;
    uint64_t line = 1;
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && text != NULL) {
        status = take_line(log, state, text, length, line, error);
        if (status == PLUME_OK)
            status =
                plume_source_line(plume_log_source(log), &text, &length, &line, error);
    }
    return status;
}

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n[");

    return *start == '{' && strstr(start, "\"energy_consumed\"") != NULL &&
                   strstr(start, "\"emissions\"") != NULL &&
                   strstr(start, "\"duration\"") != NULL
               ? 90
               : 0;
}

/* One object a line, or one document: the first line tells, for it is a whole object
 * or none. */
static plume_status read(plume_log *log, plume_error *error)
{
    codecarbon_state state;
    plume_text first;
    plume_value *root = NULL;
    const char *text;
    size_t length;
    uint64_t line;
    plume_status status;

    codecarbon_state_init(&state);
    plume_text_init(&first);
    status = plume_source_line(plume_log_source(log), &text, &length, &line, error);
    if (status == PLUME_OK && text != NULL) {
        plume_text_add_n(&first, text, length);
        if (plume_json_parse(&root, text, length, "", NULL, NULL) == PLUME_OK &&
            plume_value_kind(root) == PLUME_MAP) {
            status = take_lines(log, &state, &first, error);
        } else {
            plume_text_add_char(&first, '\n');
            status = take_rest(log, &state, &first, error);
        }
    }
    if (status == PLUME_OK)
        codecarbon_close(log, &state);
    codecarbon_state_dispose(&state);
    plume_value_free(root);
    plume_text_dispose(&first);
    return status;
}

const plume_reader plume_reader_codecarbon_json = {
    .name = "codecarbon_json",
    .title = "CodeCarbon rows that its logger wrote as JSON",
    .confidence = confidence,
    .marks = { "energy_consumed" },
    .read = read,
};
