/* core/data/value.h -- the inside of plume_value, for those who read one from text.
 *
 * All nodes of a tree and all of their strings live in one pool that the root frees. */
#ifndef PLUME_CORE_DATA_VALUE_H
#define PLUME_CORE_DATA_VALUE_H

#include <stddef.h>

#include <plume/value.h>

struct plume_tree;

struct plume_value {
    struct plume_tree *tree;
    const char *text; /* of a string, or of a number that keeps how it was written */
    double number;
    uint32_t line, column;
    uint32_t key_line, key_column; /* of its key; 0 none */
    plume_kind kind;
    bool truth;
    bool is_literal; /* text is how to print this number */
};

/* A tree of one node, owned by the caller; NULL when memory ran out. */
plume_value *plume_node_root(plume_kind kind);

/* A new child, under key of a map (where it replaces an older one) or at the end of a
 * list. NULL when it could not be added, which the tree's status then tells. */
plume_value *plume_node_add(plume_value *parent, const char *key, plume_kind kind);

/* For a reader that has seen to it that no key comes twice: a child under a key that
 * plume_node_keep copied. */
const char *plume_node_keep(plume_value *node, const char *text, size_t length);
plume_value *plume_node_append(plume_value *parent, const char *kept_key,
                               plume_kind kind);

/* Copies text into the node. */
void plume_node_set_text(plume_value *node, const char *text, size_t length);
void plume_node_set_place(plume_value *node, uint64_t line, uint64_t column);
void plume_node_set_key_place(plume_value *node, uint64_t line, uint64_t column);

/* Makes the tree's status a failure, unless it is one already. */
void plume_node_fail(plume_value *node, plume_status status);

#endif
