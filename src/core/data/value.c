/* Trees of maps, lists and plain values; the first failure to allocate sticks to the
 * root. */
#include "core/data/value.h"

#include "core/memory.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <plume/value.h>
#include "core/pool.h"

/* A map with more entries than this is searched by hash. */
enum { SEARCHED_IN_TURN = 12, CHILDREN_FIRST = 8 };
#define EXACT_WHOLE ((uint64_t)1 << 53)

typedef struct parent {
    plume_value node; /* first: a list or map is one of these */
    plume_value **child;
    const char **key; /* of a map */
    size_t count, capacity;
    plume_map *index;    /* key to child, once there are many */
    struct parent *next; /* of those with an index */
} parent;

struct plume_tree {
    plume_pool *pool;
    plume_value *root;
    parent *indexed;
    plume_status status;
};

static bool is_parent(const plume_value *value)
{
    return value != NULL && (value->kind == PLUME_LIST || value->kind == PLUME_MAP);
}

static parent *as_parent(plume_value *value)
{
    return (parent *)value;
}

static const parent *as_const_parent(const plume_value *value)
{
    return (const parent *)value;
}

/* Only lists and maps have room for children: most nodes of a tree are leaves. A node
 * that is no number says NaN, never 0. */
static plume_value *node_new(struct plume_tree *tree, plume_kind kind)
{
    bool has_children = kind == PLUME_LIST || kind == PLUME_MAP;
    plume_value *node =
        plume_pool_take(tree->pool, has_children ? sizeof(parent) : sizeof *node);

    if (node == NULL) {
        tree->status = PLUME_ERR_MEMORY;
        return NULL;
    }
    node->tree = tree;
    node->kind = kind;
    node->number = (double)NAN;
    return node;
}

/* The tree itself lies in the pool that it owns, so that one free gives back all. */
plume_value *plume_node_root(plume_kind kind)
{
    plume_pool *pool = plume_pool_new();
    struct plume_tree *tree = pool == NULL ? NULL : plume_pool_take(pool, sizeof *tree);

    if (tree == NULL) {
        plume_pool_free(pool);
        return NULL;
    }
    tree->pool = pool;
    tree->root = node_new(tree, kind);
    if (tree->root == NULL) {
        plume_pool_free(pool);
        return NULL;
    }
    return tree->root;
}

plume_value *plume_value_map(void)
{
    return plume_node_root(PLUME_MAP);
}

plume_value *plume_value_list(void)
{
    return plume_node_root(PLUME_LIST);
}

/* The maps of keys do not come from the pool, and so are freed one by one. */
void plume_value_free(plume_value *value)
{
    parent *at;

    if (value == NULL || value->tree->root != value)
        return; /* a child goes with its root */
    for (at = value->tree->indexed; at != NULL; at = at->next)
        plume_map_free(at->index);
    plume_pool_free(value->tree->pool);
}

/* --- children --- */

static size_t find(const parent *map, const char *key)
{
    if (map->index != NULL)
        return plume_map_find(map->index, key);
    for (size_t i = 0; i < map->count; i++)
        if (strcmp(map->key[i], key) == 0)
            return i;
    return SIZE_MAX;
}

/* Arrays of a pool are not freed when they grow: doubling keeps what is left behind
 * below what is used. */
static bool grow(parent *to)
{
    size_t capacity = to->capacity == 0 ? CHILDREN_FIRST : to->capacity * 2;
    plume_pool *pool = to->node.tree->pool;
    plume_value **child = plume_pool_take(pool, capacity * sizeof(plume_value *));
    const char **key = NULL;

    if (child == NULL)
        return false;
    if (to->count > 0)
        memcpy(child, to->child, to->count * sizeof(plume_value *));
    if (to->node.kind == PLUME_MAP) {
        key = plume_pool_take(pool, capacity * sizeof(const char *));
        if (key == NULL)
            return false;
        if (to->count > 0)
            memcpy(key, to->key, to->count * sizeof(const char *));
    }
    to->child = child;
    to->key = key;
    to->capacity = capacity;
    return true;
}

/* Few keys are found faster in turn than by a hash; the table is made when the keys
 * outgrow that, and then holds all the earlier ones. */
static bool index_last(parent *map)
{
    if (map->index != NULL)
        return plume_map_set(map->index, map->key[map->count - 1], map->count - 1);
    if (map->count <= SEARCHED_IN_TURN)
        return true;
    map->index = plume_map_new();
    if (map->index == NULL)
        return false;
    map->next = map->node.tree->indexed;
    map->node.tree->indexed = map;
    for (size_t i = 0; i < map->count; i++)
        if (!plume_map_set(map->index, map->key[i], i))
            return false;
    return true;
}

/* The key is in the pool already. */
static bool append(parent *to, const char *key, plume_value *child)
{
    if (to->count == to->capacity && !grow(to))
        return false;
    if (to->node.kind == PLUME_MAP) {
        to->key[to->count] = key;
        if (key == NULL)
            return false;
    }
    to->child[to->count++] = child;
    return to->node.kind != PLUME_MAP || index_last(to);
}

/* An old child of the same key stays in the pool until the tree goes. */
plume_value *plume_node_add(plume_value *to, const char *key, plume_kind kind)
{
    plume_value *child;
    size_t old;

    if (to == NULL || to->tree->status != PLUME_OK)
        return NULL;
    if (!is_parent(to) || (to->kind == PLUME_MAP && key == NULL)) {
        to->tree->status = PLUME_ERR_VALUE;
        return NULL;
    }
    child = node_new(to->tree, kind);
    if (child == NULL)
        return NULL;
    old = to->kind == PLUME_MAP ? find(as_parent(to), key) : SIZE_MAX;
    if (old != SIZE_MAX) {
        as_parent(to)->child[old] = child;
    } else if (!append(as_parent(to),
                       key != NULL ? plume_pool_copy(to->tree->pool, key) : NULL,
                       child)) {
        plume_memory_ran_out();
        to->tree->status = PLUME_ERR_MEMORY;
        return NULL;
    }
    return child;
}

const char *plume_node_keep(plume_value *node, const char *text, size_t length)
{
    const char *kept = plume_pool_copy_n(node->tree->pool, text, length);

    if (kept == NULL)
        node->tree->status = PLUME_ERR_MEMORY;
    return kept;
}

plume_value *plume_node_append(plume_value *to, const char *kept_key, plume_kind kind)
{
    plume_value *child = to->tree->status == PLUME_OK ? node_new(to->tree, kind) : NULL;

    if (child != NULL && !append(as_parent(to), kept_key, child)) {
        to->tree->status = PLUME_ERR_MEMORY;
        return NULL;
    }
    return child;
}

void plume_node_set_text(plume_value *node, const char *text, size_t length)
{
    if (node == NULL)
        return;
    node->text = plume_pool_copy_n(node->tree->pool, text, length);
    if (node->text == NULL)
        node->tree->status = PLUME_ERR_MEMORY;
}

void plume_node_set_place(plume_value *node, uint64_t line, uint64_t column)
{
    if (node == NULL)
        return;
    node->line = line > UINT32_MAX ? UINT32_MAX : (uint32_t)line;
    node->column = column > UINT32_MAX ? UINT32_MAX : (uint32_t)column;
}

void plume_node_set_key_place(plume_value *node, uint64_t line, uint64_t column)
{
    if (node == NULL)
        return;
    node->key_line = line > UINT32_MAX ? UINT32_MAX : (uint32_t)line;
    node->key_column = column > UINT32_MAX ? UINT32_MAX : (uint32_t)column;
}

void plume_node_fail(plume_value *node, plume_status status)
{
    if (node != NULL && node->tree->status == PLUME_OK)
        node->tree->status = status;
}

/* --- building --- */

void plume_value_set_null(plume_value *to, const char *key)
{
    plume_node_add(to, key, PLUME_NULL);
}

void plume_value_set_bool(plume_value *to, const char *key, bool value)
{
    plume_value *child = plume_node_add(to, key, PLUME_BOOL);

    if (child != NULL)
        child->truth = value;
}

/* JSON has neither NaN nor infinity (RFC 8259, section 6), and a figure that is not
 * known is null (docs/style.md). */
void plume_value_set_number(plume_value *to, const char *key, double value)
{
    plume_value *child =
        plume_node_add(to, key, isfinite(value) ? PLUME_NUMBER : PLUME_NULL);

    if (child != NULL)
        child->number = isfinite(value) ? value : (double)NAN;
}

/* A count above 2^53 is not exact as a double; its digits are kept as they are
 * written. */
void plume_value_set_count(plume_value *to, const char *key, uint64_t value)
{
    plume_value *child = plume_node_add(to, key, PLUME_NUMBER);
    char digits[24];

    if (child == NULL)
        return;
    child->number = (double)value;
    if (value > EXACT_WHOLE) {
        snprintf(digits, sizeof digits, "%" PRIu64, value);
        plume_node_set_text(child, digits, strlen(digits));
        child->is_literal = true;
    }
}

/* plume_text_failed is what a text returns that ran out of memory: it must not be
 * printed as if it were the answer. */
void plume_value_set_string(plume_value *to, const char *key, const char *value)
{
    plume_value *child =
        plume_node_add(to, key, value == NULL ? PLUME_NULL : PLUME_STRING);

    if (value == plume_text_failed)
        plume_node_fail(to, PLUME_ERR_MEMORY);
    else if (value != NULL)
        plume_node_set_text(child, value, strlen(value));
}

void plume_value_set_known(plume_value *to, const char *key, const char *value)
{
    plume_value_set_string(to, key, value != NULL && *value != '\0' ? value : NULL);
}

void plume_value_set_ends(plume_value *to, const char *key, const double ends[2])
{
    plume_value *list = plume_value_set_list(to, key);

    plume_value_set_number(list, NULL, ends[0]);
    plume_value_set_number(list, NULL, ends[1]);
}

plume_value *plume_value_set_map(plume_value *to, const char *key)
{
    return plume_node_add(to, key, PLUME_MAP);
}

plume_value *plume_value_set_list(plume_value *to, const char *key)
{
    return plume_node_add(to, key, PLUME_LIST);
}

plume_value *plume_value_edit(plume_value *map, const char *key)
{
    size_t i =
        map == NULL || map->kind != PLUME_MAP ? SIZE_MAX : find(as_parent(map), key);

    return i == SIZE_MAX ? NULL : as_parent(map)->child[i];
}

plume_value *plume_value_edit_at(plume_value *of, size_t i)
{
    return i < plume_value_count(of) ? as_parent(of)->child[i] : NULL;
}

plume_status plume_value_status(const plume_value *root, plume_error *error)
{
    if (root == NULL || root->tree->status == PLUME_ERR_MEMORY)
        return plume_fail_memory(error);
    if (root->tree->status != PLUME_OK)
        return plume_fail(
            error, root->tree->status,
            "a value was added to what is no list, or to a map without a key");
    return PLUME_OK;
}

/* --- reading --- */

plume_kind plume_value_kind(const plume_value *value)
{
    return value == NULL ? PLUME_NULL : value->kind;
}

size_t plume_value_count(const plume_value *value)
{
    return is_parent(value) ? as_const_parent(value)->count : 0;
}

const plume_value *plume_value_at(const plume_value *value, size_t i)
{
    return i < plume_value_count(value) ? as_const_parent(value)->child[i] : NULL;
}

const char *plume_value_key_at(const plume_value *map, size_t i)
{
    bool is_there = map != NULL && map->kind == PLUME_MAP && i < plume_value_count(map);

    return is_there ? as_const_parent(map)->key[i] : "";
}

const plume_value *plume_value_get(const plume_value *map, const char *key)
{
    size_t i;

    if (map == NULL || map->kind != PLUME_MAP)
        return NULL;
    i = find(as_const_parent(map), key);
    return i == SIZE_MAX ? NULL : as_const_parent(map)->child[i];
}

const plume_value *plume_value_find(const plume_value *map, const char *path)
{
    char name[64];

    for (const char *at = path; *at != '\0'; at += *at == '.') {
        size_t length = strcspn(at, ".");

        if (length >= sizeof name)
            return NULL; /* no key is as long */
        memcpy(name, at, length);
        name[length] = '\0';
        at += length;
        map = plume_value_get(map, name);
    }
    return map;
}

const char *plume_value_string(const plume_value *value)
{
    return value == NULL || value->text == NULL ? "" : value->text;
}

double plume_value_number(const plume_value *value)
{
    return value == NULL || value->kind != PLUME_NUMBER ? (double)NAN : value->number;
}

bool plume_value_bool(const plume_value *value)
{
    return value != NULL && value->kind == PLUME_BOOL && value->truth;
}

uint64_t plume_value_line(const plume_value *value)
{
    return value == NULL ? 0 : value->line;
}

uint64_t plume_value_column(const plume_value *value)
{
    return value == NULL ? 0 : value->column;
}

uint64_t plume_value_key_line(const plume_value *value)
{
    return value == NULL ? 0 : value->key_line;
}

uint64_t plume_value_key_column(const plume_value *value)
{
    return value == NULL ? 0 : value->key_column;
}
