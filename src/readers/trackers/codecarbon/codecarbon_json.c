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

/* What is read, and where what was read goes. */
typedef struct objects {
    plume_log *log;
    codecarbon_state state;
    codecarbon_kinds *kinds;
    codecarbon_layout layout; /* in the order of columns */
    plume_text cell[CC_COLUMN_COUNT];
} objects;

static plume_status begin(objects *own, plume_log *log, plume_error *error)
{
    own->log = log;
    own->kinds = codecarbon_kinds_new(plume_log_path(log));
    codecarbon_state_init(&own->state);
    for (size_t i = 0; i < CC_COLUMN_COUNT; i++) {
        own->layout.at[i] = i;
        plume_text_init(&own->cell[i]);
    }
    own->layout.count = CC_COLUMN_COUNT;
    codecarbon_layout_settle(&own->layout);
    return own->kinds != NULL ? PLUME_OK : plume_fail_memory(error);
}

static void end(objects *own)
{
    for (size_t i = 0; i < CC_COLUMN_COUNT; i++)
        plume_text_dispose(&own->cell[i]);
    codecarbon_state_dispose(&own->state);
    codecarbon_kinds_free(own->kinds);
}

/* The cells of one object as text, as a row of CSV would hold them. False: out of memory.
 */
static bool map_object(codecarbon_row *row, bool *present, objects *own,
                       const plume_value *object)
{
    plume_field field[CC_COLUMN_COUNT];

    for (size_t i = 0; i < CC_COLUMN_COUNT; i++) {
        const plume_value *value =
            plume_value_get(object, codecarbon_column_name((codecarbon_column)i));
        plume_text *cell = &own->cell[i];

        plume_text_clear(cell);
        if (plume_value_kind(value) == PLUME_NUMBER)
            plume_number_print(cell, plume_value_number(value));
        else
            plume_text_add(cell, plume_value_string(value));
        field[i] = (plume_field){ cell->data, cell->length };
        present[i] = value != NULL;
    }
    codecarbon_row_lay_out(row, &own->layout);
    row->present = present;
    return codecarbon_row_map(row, own->kinds, &own->layout, field, CC_COLUMN_COUNT);
}

static plume_status take_object(objects *own, const plume_value *object, uint64_t line,
                                plume_error *error)
{
    bool present[CC_COLUMN_COUNT];
    codecarbon_row row;
    codecarbon_column column;
    const char *wanted;

    if (plume_value_kind(object) != PLUME_MAP) {
        plume_log_reject(own->log, line, 0, "not-an-object",
                         "expected an object that holds one row");
        return PLUME_OK;
    }
    if (!map_object(&row, present, own, object))
        return plume_fail_memory(error);
    row.line = line;
    wanted = codecarbon_row_fault(&row, &column);
    if (wanted == NULL)
        return codecarbon_take(own->log, &own->state, &row, error);
    plume_log_reject(own->log, line, 0, "torn-row", "%s is '%.40s', expected %s",
                     codecarbon_column_name(column), row.text[column], wanted);
    return PLUME_OK;
}

/* An object, or a list of them. */
static plume_status take_document(objects *own, const plume_value *root,
                                  plume_error *error)
{
    plume_status status = PLUME_OK;

    if (plume_value_kind(root) != PLUME_LIST)
        return take_object(own, root, 1, error);
    for (size_t i = 0; i < plume_value_count(root) && status == PLUME_OK; i++)
        status = take_object(own, plume_value_at(root, i), i + 1, error);
    return status;
}

/* A line that is cut off is the last one of a run that was killed while it wrote; the
 * ones before it are whole. */
static plume_status take_line(objects *own, const char *text, size_t length,
                              uint64_t line, plume_error *error)
{
    plume_value *root = NULL;
    plume_error inner = { 0 };
    plume_status status;

    if (strspn(text, " \t") == length)
        return PLUME_OK;
    status =
        plume_json_parse(&root, text, length, plume_log_path(own->log), NULL, &inner);
    if (status == PLUME_ERR_MEMORY)
        return plume_fail_memory(error);
    if (status != PLUME_OK) {
        plume_log_reject(own->log, line, inner.column, "torn-row", "%s", inner.message);
        return PLUME_OK;
    }
    status = take_object(own, root, line, error);
    plume_value_free(root);
    return status;
}

/* The rest of the log is one document that began with text. */
static plume_status take_rest(objects *own, plume_text *text, plume_error *error)
{
    plume_value *root = NULL;
    plume_status status = PLUME_OK;
    const char *more = "";
    size_t length;
    uint64_t line;

    while (status == PLUME_OK && more != NULL && text->length <= JSON_BYTES_MAX) {
        status =
            plume_source_line(plume_log_source(own->log), &more, &length, &line, error);
        if (status == PLUME_OK && more != NULL) {
            plume_text_add_n(text, more, length);
            plume_text_add_char(text, '\n');
        }
    }
    if (status == PLUME_OK && text->length > JSON_BYTES_MAX)
        status = plume_fail_at(error, PLUME_ERR_VALUE, plume_log_path(own->log), 0, 0,
                               "the JSON document is larger than 16 MiB");
    if (status == PLUME_OK)
        status = plume_text_status(text, error);
    if (status == PLUME_OK)
        status = plume_json_parse(&root, text->data, text->length,
                                  plume_log_path(own->log), NULL, error);
    if (status == PLUME_OK)
        status = take_document(own, root, error);
    plume_value_free(root);
    return status;
}

static plume_status take_lines(objects *own, plume_text *first, plume_error *error)
{
    const char *text = first->data;
    size_t length = first->length;
    uint64_t line = 1;
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && text != NULL) {
        status = take_line(own, text, length, line, error);
        if (status == PLUME_OK)
            status = plume_source_line(plume_log_source(own->log), &text, &length, &line,
                                       error);
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
    objects own = { .log = log };
    plume_text first;
    plume_value *root = NULL;
    const char *text;
    size_t length;
    uint64_t line;
    plume_status status = begin(&own, log, error);

    plume_text_init(&first);
    if (status == PLUME_OK)
        status = plume_source_line(plume_log_source(log), &text, &length, &line, error);
    if (status == PLUME_OK && text != NULL) {
        plume_text_add_n(&first, text, length);
        if (plume_json_parse(&root, text, length, "", NULL, NULL) == PLUME_OK &&
            plume_value_kind(root) == PLUME_MAP) {
            status = take_lines(&own, &first, error);
        } else {
            plume_text_add_char(&first, '\n');
            status = take_rest(&own, &first, error);
        }
    }
    if (status == PLUME_OK)
        codecarbon_close(log, &own.state);
    end(&own);
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
