/* logs/pickle/internal.h -- the tree that pickle_machine.c builds and
 * pickle.c shows. */
#ifndef PLUME_LOGS_PICKLE_INTERNAL_H
#define PLUME_LOGS_PICKLE_INTERNAL_H

#include "core/pool.h"
#include "logs/pickle/pickle.h"

/* An OBJECT holds in item what was appended to it or set in it after the call, as a list
 * or a dict would. */
struct plume_pickle_node {
    plume_pickle_kind kind;
    bool pairs; /* item holds keys and values in turn */
    double number;
    const char *text; /* never NULL, terminated */
    size_t length;
    plume_pickle_node *callable, *arguments; /* of an OBJECT */
    plume_pickle_node *state;                /* likewise: what it was built with; NULL */
    plume_pickle_node **item;
    size_t count, capacity;
};

struct plume_pickle {
    plume_pool *pool; /* everything lives here */
    plume_pickle_node *root;
};

#endif
