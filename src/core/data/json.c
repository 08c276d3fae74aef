/* JSON as it is read: jansson decides what is well-formed. */
#include <plume/value.h>

#include "core/data/json_prepare.h"
#include "core/data/value.h"

#include <math.h>
#include <string.h>

#include <jansson.h>

enum { SHOWN_BYTES = 24 };

typedef struct reading {
    const char *text;
    const plume_json_ready *ready;
    uint64_t nonfinite;
} reading;

/* Where the text begins behind its BOM, if it has one. */
static size_t after_mark(const char *text, size_t length)
{
    return length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

/* Lines by LF, columns in characters; a BOM takes none. */
static void place_of(const char *text, size_t offset, uint64_t *line, uint64_t *column)
{
    size_t i = after_mark(text, offset);

    *line = 1;
    *column = 1;
    for (; i < offset; i++)
        if (text[i] == '\n') {
            ++*line;
            *column = 1;
        } else if (((unsigned char)text[i] & 0xc0) != 0x80) {
            ++*column;
        }
}

/* A text of more than 1 GiB has no place: no line of it is at fault. */
static plume_status refuse_prepared(const plume_json_ready *ready, const char *text,
                                    const char *path, plume_error *error)
{
    size_t at = ready->fault_at, shown = ready->fault_length;
    uint64_t line, column;

    place_of(text, at, &line, &column);
    switch (ready->fault) {
    case PLUME_JSON_TOO_DEEP:
        return plume_fail_at(error, PLUME_ERR_VALUE, path, line, column,
                             "JSON is nested deeper than %d levels", PLUME_JSON_DEPTH);
    case PLUME_JSON_NO_NUMBER:
        if (shown > SHOWN_BYTES)
            shown = SHOWN_BYTES;
        return plume_fail_at(error, PLUME_ERR_SYNTAX, path, line, column,
                             "'%.*s' is not how JSON writes a number", (int)shown,
                             text + at);
    case PLUME_JSON_TOO_LONG:
        return plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                             "JSON is larger than 1 GiB");
    case PLUME_JSON_NO_MEMORY:
    case PLUME_JSON_SOUND:
        break;
    }
    return plume_fail_memory(error);
}

/* jansson's own message quotes the prepared text; ours quotes the original. */
static plume_status refuse_parsed(const json_error_t *fault, const char *text,
                                  size_t length, const char *path, plume_error *error)
{
    size_t prepared = fault->position > 0 ? (size_t)fault->position : 0;
    size_t at = plume_json_original(text, length, prepared), from = at;
    size_t start = after_mark(text, at);
    const char *near = strstr(fault->text, " near ");
    int reason = near == NULL ? (int)strlen(fault->text) : (int)(near - fault->text);
    uint64_t line, column;

    if (json_error_code(fault) == json_error_out_of_memory)
        return plume_fail_memory(error);
    while (from > start && at - from < SHOWN_BYTES && text[from - 1] != '\n')
        from--;
    while (from < at && ((unsigned char)text[from] & 0xc0) == 0x80)
        from++;
    place_of(text, at, &line, &column);
    return plume_fail_at(error, PLUME_ERR_SYNTAX, path, line, column,
                         "this is no JSON: %.*s, found up to here '%.*s'", reason,
                         fault->text, (int)(at - from), text + from);
}

static void fill(reading *state, plume_value *node, const json_t *json);

/* The kind of node that json becomes. */
static plume_kind kind_of(const reading *state, const json_t *json)
{
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return PLUME_MAP;
    case JSON_ARRAY:
        return PLUME_LIST;
    case JSON_STRING:
        return PLUME_STRING;
    case JSON_TRUE:
    case JSON_FALSE:
        return PLUME_BOOL;
    case JSON_INTEGER:
        return isnan(state->ready->number[json_integer_value(json)].value) ? PLUME_NULL
                                                                           : PLUME_NUMBER;
    case JSON_REAL: /* every number is a whole one by now */
    case JSON_NULL:
        break;
    }
    return PLUME_NULL;
}

/* A number that JSON knows not, such as NaN, became a null when the text was prepared;
 * it is counted, so that the caller can tell of it. */
static void fill_number(reading *state, plume_value *node,
                        const plume_json_number *number)
{
    if (node->kind == PLUME_NULL) {
        state->nonfinite++;
        return;
    }
    node->number = number->value;
    plume_node_set_text(node, state->text + number->at, number->length);
}

static void fill_map(reading *state, plume_value *node, const json_t *json)
{
    json_t *map = (json_t *)json; /* jansson's iterators take no const */
    void *at;

    for (at = json_object_iter(map); at != NULL; at = json_object_iter_next(map, at)) {
        const json_t *child = json_object_iter_value(at);

        fill(state, plume_node_add(node, json_object_iter_key(at), kind_of(state, child)),
             child);
    }
}

/* A whole number that jansson gives is the place of a number in the list that was
 * taken out before; a real one cannot occur any more. */
static void fill(reading *state, plume_value *node, const json_t *json)
{
    if (node == NULL)
        return; /* the tree's status tells */
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        fill_map(state, node, json);
        break;
    case JSON_ARRAY:
        for (size_t i = 0; i < json_array_size(json); i++) {
            const json_t *child = json_array_get(json, i);

            fill(state, plume_node_add(node, NULL, kind_of(state, child)), child);
        }
        break;
    case JSON_STRING:
        plume_node_set_text(node, json_string_value(json), json_string_length(json));
        break;
    case JSON_INTEGER:
        fill_number(state, node, &state->ready->number[json_integer_value(json)]);
        break;
    case JSON_TRUE:
        node->truth = true;
        break;
    case JSON_REAL:
    case JSON_FALSE:
    case JSON_NULL:
        break;
    }
}

static plume_status build(plume_value **out, reading *state, const json_t *json,
                          plume_error *error)
{
    plume_value *root = plume_node_root(kind_of(state, json));
    plume_status status;

    fill(state, root, json);
    status = plume_value_status(root, error);
    if (status == PLUME_OK) {
        *out = root;
        root = NULL;
    }
    plume_value_free(root);
    return status;
}

/* RFC 8259 leaves it open which of two equal keys counts; here they are refused, so
 * that no value is dropped in silence. */
plume_status plume_json_parse(plume_value **out, const char *text, size_t length,
                              const char *path, uint64_t *nonfinite, plume_error *error)
{
    plume_json_ready ready;
    reading state = { text, &ready, 0 };
    plume_status status = PLUME_OK;
    json_error_t fault;
    json_t *json = NULL;

    *out = NULL;
    plume_json_prepare(&ready, text, length);
    if (ready.fault != PLUME_JSON_SOUND)
        status = refuse_prepared(&ready, text, path, error);
    if (status == PLUME_OK) {
        json = json_loadb(ready.text.data, ready.text.length,
                          JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &fault);
        if (json == NULL)
            status = refuse_parsed(&fault, text, length, path, error);
    }
    if (status == PLUME_OK) {
        status = build(out, &state, json, error);
        if (nonfinite != NULL)
            *nonfinite = state.nonfinite;
    }
    json_decref(json);
    plume_json_ready_dispose(&ready);
    return status;
}
