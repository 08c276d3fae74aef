/* Makes a tree of the tokens of one JSON value. */
#include "core/data/json_tree.h"

#include <math.h>
#include <string.h>

#include "core/data/value.h"

typedef struct building {
    plume_json *json;
    uint64_t nonfinite;
    plume_value *open[PLUME_JSON_DEPTH]; /* lists and maps, the innermost last */
    int depth;
    plume_json_passing *passing; /* NULL: all is kept */
} building;

static plume_kind kind_of(const plume_json_token *token, double number)
{
    switch (token->kind) {
    case PLUME_JSON_MAP:
        return PLUME_MAP;
    case PLUME_JSON_LIST:
        return PLUME_LIST;
    case PLUME_JSON_KEY:
    case PLUME_JSON_STRING:
        return PLUME_STRING;
    case PLUME_JSON_TRUE:
    case PLUME_JSON_FALSE:
        return PLUME_BOOL;
    case PLUME_JSON_NUMBER:
        return isnan(number) ? PLUME_NULL : PLUME_NUMBER;
    case PLUME_JSON_END:
    case PLUME_JSON_MAP_END:
    case PLUME_JSON_LIST_END:
    case PLUME_JSON_NULL:
        break;
    }
    return PLUME_NULL;
}

/* A number keeps how it was written. */
static void fill(building *state, plume_value *node, const plume_json_token *token,
                 double number)
{
    plume_kind kind = plume_value_kind(node);

    if (node == NULL)
        return; /* the tree's status tells */
    state->nonfinite += token->kind == PLUME_JSON_NUMBER && kind == PLUME_NULL;
    if (kind == PLUME_NUMBER)
        node->number = number;
    if (kind == PLUME_NUMBER || kind == PLUME_STRING)
        plume_node_set_text(node, token->text, token->length);
    node->truth = token->kind == PLUME_JSON_TRUE;
    if (kind == PLUME_MAP || kind == PLUME_LIST)
        state->open[state->depth++] = node;
}

/* --- a list that passes --- */

static bool passes(const building *state, const char *key, const plume_json_token *value)
{
    const plume_json_passing *passing = state->passing;

    return passing != NULL && key != NULL && state->depth == 1 &&
           value->kind == PLUME_JSON_LIST && strcmp(key, passing->key) == 0 &&
           (passing->behind == NULL ||
            plume_value_get(state->open[0], passing->behind) != NULL);
}

/* Elements are trees of their own, for as long as they are looked at. */
static plume_status pass_on(building *state, plume_error *error)
{
    plume_json_passing *passing = state->passing;
    plume_status status = PLUME_OK;

    passing->open = true;
    while (status == PLUME_OK) {
        plume_json_token token;
        plume_value *element = NULL;

        status = plume_json_next(state->json, &token, error);
        if (status != PLUME_OK || token.kind == PLUME_JSON_LIST_END)
            break;
        status = plume_json_tree(&element, state->json, &token, NULL, error);
        if (status == PLUME_OK)
            status = passing->take(passing->state, state->open[0], element, error);
        plume_value_free(element);
    }
    passing->open = false;
    return status;
}

/* --- all of it --- */

/* One token below the root. The key was read before its value: it is moved here before
 * the next token overwrites it. */
static plume_status take(building *state, const plume_json_token *token,
                         plume_error *error)
{
    plume_value *parent = state->open[state->depth - 1];
    plume_json_token value = *token;
    const char *key = NULL;
    plume_status status = PLUME_OK;
    double number;

    if (token->kind == PLUME_JSON_MAP_END || token->kind == PLUME_JSON_LIST_END) {
        state->depth--;
        return PLUME_OK;
    }
    if (token->kind == PLUME_JSON_KEY) {
        key = plume_node_keep(parent, token->text, token->length);
        status = plume_json_next(state->json, &value, error);
    }
    if (status != PLUME_OK)
        return status;
    if (passes(state, key, &value)) {
        (void)plume_node_append(parent, key, PLUME_LIST);
        status = plume_value_status(parent, error);
        return status == PLUME_OK ? pass_on(state, error) : status;
    }
    number = plume_json_number(&value);
    fill(state, plume_node_append(parent, key, kind_of(&value, number)), &value, number);
    return plume_value_status(parent, error);
}

static plume_status build(plume_value **out, building *own, const plume_json_token *token,
                          plume_error *error)
{
    double number = plume_json_number(token);
    plume_value *root = plume_node_root(kind_of(token, number));
    plume_json_token next;
    plume_status status;

    *out = NULL;
    fill(own, root, token, number);
    status = plume_value_status(root, error);
    while (status == PLUME_OK && own->depth > 0) {
        status = plume_json_next(own->json, &next, error);
        if (status == PLUME_OK)
            status = take(own, &next, error);
    }
    if (status != PLUME_OK) {
        plume_value_free(root);
        return status;
    }
    *out = root;
    return PLUME_OK;
}

plume_status plume_json_tree(plume_value **out, plume_json *json,
                             const plume_json_token *token, uint64_t *nonfinite,
                             plume_error *error)
{
    building own = { .json = json };
    plume_status status = build(out, &own, token, error);

    if (nonfinite != NULL)
        *nonfinite += own.nonfinite;
    return status;
}

static plume_status hand_kept(const plume_value *root, const plume_json_passing *passing,
                              plume_error *error)
{
    const plume_value *list = plume_value_get(root, passing->key);
    size_t count = plume_value_kind(list) == PLUME_LIST ? plume_value_count(list) : 0;
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < count && status == PLUME_OK; i++)
        status = passing->take(passing->state, root, plume_value_at(list, i), error);
    return status;
}

plume_status plume_json_tree_passing(plume_value **out, plume_json *json,
                                     plume_json_passing *passing, plume_error *error)
{
    building own = { .json = json, .passing = passing };
    plume_json_token token;
    plume_status status = plume_json_next(json, &token, error);

    *out = NULL;
    if (status == PLUME_OK)
        status = build(out, &own, &token, error);
    if (status == PLUME_OK)
        status = plume_json_next(json, &token, error); /* nothing stands behind it */
    if (status == PLUME_OK)
        status = hand_kept(*out, passing, error);
    if (status != PLUME_OK) {
        plume_value_free(*out);
        *out = NULL;
    }
    return status;
}
