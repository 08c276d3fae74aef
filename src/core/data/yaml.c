/* YAML: its structure from libyaml's events, every scalar from our own parsers. */
#include <plume/value.h>

#include "core/ascii.h"
#include "core/data/value.h"

#include <stdlib.h>
#include <string.h>

#include <plume/number.h>

#include <yaml.h>

enum { YAML_DEPTH = 64, SHOWN_BYTES = 60 };
#define YAML_BYTES ((size_t)1 << 20)

typedef struct frame {
    plume_value *node;
    char *key; /* of the entry whose value comes next; NULL: a key comes next */
    uint64_t line, column; /* of that key */
} frame;

typedef struct reading {
    const char *path;
    plume_error *error;
    plume_value *root;
    frame stack[YAML_DEPTH];
    size_t depth;
} reading;

static plume_status refuse(reading *state, const yaml_event_t *event, const char *what,
                           const char *hint)
{
    plume_status status = plume_fail_at(state->error, PLUME_ERR_VALUE, state->path,
                                        event->start_mark.line + 1,
                                        event->start_mark.column + 1, "%s", what);

    plume_hint(state->error, "%s", hint);
    return status;
}

/* Aliases let a short text unfold into a huge one, and tags name types of other
 * programs; neither has a use in a study file. */
static plume_status refuse_anchor(reading *state, const yaml_event_t *event,
                                  const unsigned char *anchor, const unsigned char *tag)
{
    if (anchor != NULL)
        return refuse(state, event, "an anchor, which is not read here",
                      "remove the '&' name");
    if (tag != NULL)
        return refuse(state, event, "a tag, which is not read here",
                      "remove the '!' name");
    return PLUME_OK;
}

/* --- scalars --- */

/* The core schema of YAML 1.2 (section 10.3): yes, no, on and off are texts, so that a
 * country code NO is not taken for false. What is quoted is a text whatever it holds. */
static plume_kind kind_of(const yaml_event_t *event, double *number)
{
    static const char *const nulls[] = { "", "~", "null", "Null", "NULL", NULL };
    static const char *const bools[] = { "true",  "True",  "TRUE", "false",
                                         "False", "FALSE", NULL };
    const char *text = (const char *)event->data.scalar.value;

    if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return PLUME_STRING;
    if (plume_is_one_of(text, nulls))
        return PLUME_NULL;
    if (plume_is_one_of(text, bools))
        return PLUME_BOOL;
    if (plume_number_parse(number, text, event->data.scalar.length))
        return PLUME_NUMBER;
    return PLUME_STRING;
}

/* --- the tree --- */

static frame *top(reading *state)
{
    return state->depth == 0 ? NULL : &state->stack[state->depth - 1];
}

/* The new node where the events have got to. */
static plume_value *place_node(reading *state, const yaml_event_t *event, plume_kind kind)
{
    frame *in = top(state);
    plume_value *node;

    if (in == NULL)
        node = state->root = plume_node_root(kind);
    else
        node = plume_node_add(in->node, in->key, kind);
    plume_node_set_place(node, event->start_mark.line + 1, event->start_mark.column + 1);
    if (in != NULL) {
        plume_node_set_key_place(node, in->line, in->column);
        free(in->key);
        in->key = NULL;
    }
    return node;
}

static bool awaits_key(reading *state)
{
    frame *in = top(state);

    return in != NULL && plume_value_kind(in->node) == PLUME_MAP && in->key == NULL;
}

/* A second key would win or lose in silence, as readers of YAML differ in which. */
static plume_status take_key(reading *state, const yaml_event_t *event)
{
    frame *in = top(state);
    const char *text = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    const plume_value *old = plume_value_get(in->node, text);

    if (old != NULL)
        return plume_fail_at(state->error, PLUME_ERR_VALUE, state->path,
                             event->start_mark.line + 1, event->start_mark.column + 1,
                             "the key '%.*s' is given a second time, after line %llu",
                             SHOWN_BYTES, text,
                             (unsigned long long)plume_value_line(old));
    in->key = malloc(length + 1);
    if (in->key == NULL)
        return plume_fail_memory(state->error);
    memcpy(in->key, text, length + 1);
    in->line = event->start_mark.line + 1;
    in->column = event->start_mark.column + 1;
    return PLUME_OK;
}

/* Strings of C end at a NUL, so a scalar that holds one would be cut. */
static plume_status take_scalar(reading *state, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    plume_status status =
        refuse_anchor(state, event, event->data.scalar.anchor, event->data.scalar.tag);
    plume_kind kind;
    plume_value *node;
    double number = 0;

    if (status != PLUME_OK)
        return status;
    if (strlen(text) != event->data.scalar.length)
        return refuse(state, event, "a text that holds a NUL", "remove the \\0");
    if (awaits_key(state))
        return take_key(state, event);
    kind = kind_of(event, &number);
    node = place_node(state, event, kind);
    if (node == NULL)
        return plume_fail_memory(state->error);
    if (kind == PLUME_STRING || kind == PLUME_NUMBER)
        plume_node_set_text(node, text, event->data.scalar.length);
    if (kind == PLUME_NUMBER)
        node->number = number;
    node->truth = kind == PLUME_BOOL && (text[0] == 't' || text[0] == 'T');
    return plume_value_status(node, state->error);
}

/* Keys that are lists or maps are YAML, and stand for nothing that any of our files
 * has. */
static plume_status begin(reading *state, const yaml_event_t *event, plume_kind kind)
{
    plume_status status =
        kind == PLUME_MAP ? refuse_anchor(state, event, event->data.mapping_start.anchor,
                                          event->data.mapping_start.tag)
                          : refuse_anchor(state, event, event->data.sequence_start.anchor,
                                          event->data.sequence_start.tag);
    plume_value *node;

    if (status != PLUME_OK)
        return status;
    if (awaits_key(state))
        return refuse(state, event, "a list or map where a key is expected",
                      "keys are words; put quotes around one that holds [, ], { or }");
    if (state->depth == YAML_DEPTH)
        return refuse(state, event, "YAML is nested deeper than 64 levels", "");
    node = place_node(state, event, kind);
    if (node == NULL)
        return plume_fail_memory(state->error);
    state->stack[state->depth++] = (frame){ .node = node };
    return PLUME_OK;
}

/* Aliases are refused: a few of them can make a document of any size (the billion
 * laughs). */
static plume_status take(reading *state, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (state->root != NULL)
            return refuse(state, event, "a second document, where one is read",
                          "remove the line '---' and what follows");
        return PLUME_OK;
    case YAML_ALIAS_EVENT:
        return refuse(state, event, "an alias, which is not read here",
                      "write the value out where '*' stands");
    case YAML_SCALAR_EVENT:
        return take_scalar(state, event);
    case YAML_SEQUENCE_START_EVENT:
        return begin(state, event, PLUME_LIST);
    case YAML_MAPPING_START_EVENT:
        return begin(state, event, PLUME_MAP);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        state->depth--;
        return PLUME_OK;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
    return PLUME_OK;
}

/* --- the text --- */

static uint64_t line_of(const char *text, size_t offset)
{
    uint64_t line = 1;

    for (size_t i = 0; i < offset; i++)
        line += text[i] == '\n';
    return line;
}

/* The reader of libyaml counts in bytes and knows no line yet when it meets bytes that
 * are no text; so the line is counted here. */
static plume_status refuse_parsed(const reading *state, const yaml_parser_t *parser,
                                  const char *text, size_t length)
{
    const char *problem = parser->problem == NULL ? "it is ill-formed" : parser->problem;
    size_t offset = parser->problem_offset < length ? parser->problem_offset : length;

    if (parser->error == YAML_MEMORY_ERROR)
        return plume_fail_memory(state->error);
    if (parser->error == YAML_READER_ERROR)
        return plume_fail_at(state->error, PLUME_ERR_SYNTAX, state->path,
                             line_of(text, offset), 0, "this is no YAML: %s", problem);
    return plume_fail_at(state->error, PLUME_ERR_SYNTAX, state->path,
                         parser->problem_mark.line + 1, parser->problem_mark.column + 1,
                         "this is no YAML: %s%s%s", problem,
                         parser->context == NULL ? "" : " ",
                         parser->context == NULL ? "" : parser->context);
}

static plume_status read_events(reading *state, yaml_parser_t *parser, const char *text,
                                size_t length)
{
    plume_status status = PLUME_OK;
    bool ended = false;

    while (status == PLUME_OK && !ended) {
        yaml_event_t event;

        if (!yaml_parser_parse(parser, &event))
            return refuse_parsed(state, parser, text, length);
        status = take(state, &event);
        ended = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    return status;
}

/* Study files are written by hand: 1 MiB is far above any. */
static plume_status check_bytes(const char *text, size_t length, const char *path,
                                plume_error *error)
{
    const char *nul = length == 0 ? NULL : memchr(text, '\0', length);

    if (length > YAML_BYTES)
        return plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                             "YAML of %zu bytes, where 1 MiB is the most", length);
    if (nul != NULL)
        return plume_fail_at(error, PLUME_ERR_SYNTAX, path,
                             line_of(text, (size_t)(nul - text)), 0,
                             "a NUL byte, which no YAML text holds");
    return PLUME_OK;
}

plume_status plume_yaml_parse(plume_value **out, const char *text, size_t length,
                              const char *path, plume_error *error)
{
    reading state = { .path = path, .error = error };
    yaml_parser_t parser;
    plume_status status;

    *out = NULL;
    status = check_bytes(text, length, path, error);
    if (status != PLUME_OK)
        return status;
    if (!yaml_parser_initialize(&parser))
        return plume_fail_memory(error);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
    status = read_events(&state, &parser, text, length);
    if (status == PLUME_OK && state.root == NULL) {
        state.root = plume_node_root(PLUME_NULL); /* an empty text */
        if (state.root == NULL)
            status = plume_fail_memory(error);
    }
    if (status == PLUME_OK) {
        *out = state.root;
        state.root = NULL;
    }
    while (state.depth > 0)
        free(state.stack[--state.depth].key);
    plume_value_free(state.root);
    yaml_parser_delete(&parser);
    return status;
}
