/* Makes a tree of the tokens of one JSON value. */
#include "core/data/json_tree.h"

#include <math.h>

#include "core/data/value.h"

typedef struct building {
    plume_json *json;
    uint64_t nonfinite;
    plume_value *open[PLUME_JSON_DEPTH]; /* lists and maps, the innermost last */
    int depth;
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
    number = plume_json_number(&value);
    fill(state, plume_node_append(parent, key, kind_of(&value, number)), &value, number);
    return plume_value_status(parent, error);
}

plume_status plume_json_tree(plume_value **out, plume_json *json,
                             const plume_json_token *token, uint64_t *nonfinite,
                             plume_error *error)
{
    building state = { .json = json };
    double number = plume_json_number(token);
    plume_value *root = plume_node_root(kind_of(token, number));
    plume_json_token next;
    plume_status status;

    *out = NULL;
    fill(&state, root, token, number);
    status = plume_value_status(root, error);
    while (status == PLUME_OK && state.depth > 0) {
        status = plume_json_next(json, &next, error);
        if (status == PLUME_OK)
            status = take(&state, &next, error);
    }
    if (nonfinite != NULL)
        *nonfinite += state.nonfinite;
    if (status != PLUME_OK) {
        plume_value_free(root);
        return status;
    }
    *out = root;
    return PLUME_OK;
}
