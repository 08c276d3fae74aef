/* logs/pickle/pickle_machine.h -- the stack machine of a pickle,
 * reduced to building nodes.
 *
 * Here are the stack and the loop; what each opcode does is in pickle_opcodes.c. */
#ifndef PLUME_LOGS_PICKLE_PICKLE_MACHINE_H
#define PLUME_LOGS_PICKLE_PICKLE_MACHINE_H

#include <stdint.h>

#include "logs/pickle/internal.h"

typedef struct plume_pickle_machine {
    const unsigned char *bytes;
    size_t length, at;
    plume_pickle *pickle;
    plume_pickle_node **stack, **memo;
    size_t depth, stack_capacity, memo_count, memo_capacity, nodes;
    plume_pickle_node mark; /* its address on the stack is a MARK */

    /* The argument of the opcode that acts, as far as its shape fills it. */
    double number;
    uint64_t count;
    const char *text;
    size_t text_length;

    plume_status status;
    const char *failure; /* in words; "" as long as all is well */
} plume_pickle_machine;

/* What follows an opcode in the bytes. */
typedef enum plume_pickle_shape {
    PLUME_SHAPE_NOTHING,
    PLUME_SHAPE_COUNT1, /* an unsigned number of so many bytes */
    PLUME_SHAPE_COUNT2,
    PLUME_SHAPE_COUNT4,
    PLUME_SHAPE_COUNT8,
    PLUME_SHAPE_SIGNED4,
    PLUME_SHAPE_DOUBLE,
    PLUME_SHAPE_STRING1, /* a length of so many bytes, then the string */
    PLUME_SHAPE_STRING4,
    PLUME_SHAPE_STRING8,
    PLUME_SHAPE_TWO_LINES /* module and name: text is both, with a blank between */
} plume_pickle_shape;

/* act is NULL for a byte that is no opcode of protocols 2 to 4, or one that Plume
 * refuses. */
typedef struct plume_pickle_opcode {
    plume_pickle_shape shape;
    bool (*act)(plume_pickle_machine *m);
} plume_pickle_opcode;

enum { PLUME_PICKLE_STOP = '.' };

/* All below return false or NULL after plume_pickle_fail. */
bool plume_pickle_fail(plume_pickle_machine *m, plume_status status, const char *failure);
bool plume_pickle_too_little(plume_pickle_machine *m);

plume_pickle_node *plume_pickle_node_new(plume_pickle_machine *m, plume_pickle_kind kind);
bool plume_pickle_add_items(plume_pickle_machine *m, plume_pickle_node *node,
                            plume_pickle_node *const *items, size_t count);

bool plume_pickle_push(plume_pickle_machine *m,
                       plume_pickle_node *node); /* NULL: failed */
plume_pickle_node *plume_pickle_top(plume_pickle_machine *m);
plume_pickle_node *plume_pickle_pop(plume_pickle_machine *m);
/* Whether count entries lie on top without a mark among them. */
bool plume_pickle_has(plume_pickle_machine *m, size_t count);
/* Where the entries above the last mark begin; the mark is just below. */
bool plume_pickle_since_mark(plume_pickle_machine *m, size_t *first);
/* Keeps the top under index, which is one that is there or the next. */
bool plume_pickle_remember(plume_pickle_machine *m, uint64_t index);

/* Runs the bytes by a table of all 256 opcodes, and sets pickle->root. */
plume_status plume_pickle_run(plume_pickle *pickle, const plume_pickle_opcode *opcodes,
                              const unsigned char *bytes, size_t length, const char *path,
                              plume_error *error);

#endif
