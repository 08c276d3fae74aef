/* The stack and the loop over opcodes, with a bound on everything. */
#include "logs/pickle/pickle_machine.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool plume_pickle_fail(plume_pickle_machine *m, plume_status status, const char *failure)
{
    m->status = status;
    m->failure = failure;
    return false;
}

bool plume_pickle_too_little(plume_pickle_machine *m)
{
    return plume_pickle_fail(m, PLUME_ERR_SYNTAX,
                             "an opcode wants more than the stack holds");
}

/* --- nodes, stack and memo --- */

/* The number of nodes is bounded since a short pickle can multiply itself by its
 * memo; the nodes are in the pool and end with the pickle. */
plume_pickle_node *plume_pickle_node_new(plume_pickle_machine *m, plume_pickle_kind kind)
{
    plume_pickle_node *node;

    if (m->nodes >= PLUME_PICKLE_NODES_MAX) {
        (void)plume_pickle_fail(m, PLUME_ERR_VALUE,
                                "it holds more objects than Plume reads");
        return NULL;
    }
    node = plume_pool_take(m->pickle->pool, sizeof *node);
    if (node == NULL) {
        (void)plume_pickle_fail(m, PLUME_ERR_MEMORY, "out of memory");
        return NULL;
    }
    m->nodes++;
    node->kind = kind;
    node->number = NAN;
    node->text = "";
    return node;
}

/* Makes room for one more pointer than count. */
static bool grow(plume_pickle_machine *m, plume_pickle_node ***vector, size_t count,
                 size_t *capacity)
{
    size_t wanted = *capacity == 0 ? 64 : *capacity * 2;
    plume_pickle_node **larger;

    if (count < *capacity)
        return true;
    larger = realloc(*vector, wanted * sizeof **vector);
    if (larger == NULL)
        return plume_pickle_fail(m, PLUME_ERR_MEMORY, "out of memory");
    *vector = larger;
    *capacity = wanted;
    return true;
}

bool plume_pickle_push(plume_pickle_machine *m, plume_pickle_node *node)
{
    if (node == NULL || !grow(m, &m->stack, m->depth, &m->stack_capacity))
        return false;
    m->stack[m->depth++] = node;
    return true;
}

/* The entry on top; NULL when there is none above the last mark. */
plume_pickle_node *plume_pickle_top(plume_pickle_machine *m)
{
    if (m->depth == 0 || m->stack[m->depth - 1] == &m->mark) {
        (void)plume_pickle_too_little(m);
        return NULL;
    }
    return m->stack[m->depth - 1];
}

plume_pickle_node *plume_pickle_pop(plume_pickle_machine *m)
{
    plume_pickle_node *node = plume_pickle_top(m);

    if (node != NULL)
        m->depth--;
    return node;
}

/* Where the entries above the last mark begin; the mark is just below. */
bool plume_pickle_since_mark(plume_pickle_machine *m, size_t *first)
{
    size_t i = m->depth;

    while (i > 0 && m->stack[i - 1] != &m->mark)
        i--;
    if (i == 0)
        return plume_pickle_fail(m, PLUME_ERR_SYNTAX,
                                 "an opcode wants a mark that is not there");
    *first = i;
    return true;
}

/* A vector that grows leaves its old copy behind in the pool: at most as much again. */
bool plume_pickle_add_items(plume_pickle_machine *m, plume_pickle_node *node,
                            plume_pickle_node *const *items, size_t count)
{
    size_t wanted = node->capacity == 0 ? count : node->capacity;
    plume_pickle_node **larger;

    if (count == 0)
        return true;
    if (node->count + count > node->capacity) {
        while (wanted < node->count + count)
            wanted *= 2;
        larger = plume_pool_take(m->pickle->pool, wanted * sizeof *larger);
        if (larger == NULL)
            return plume_pickle_fail(m, PLUME_ERR_MEMORY, "out of memory");
        if (node->count > 0)
            memcpy(larger, node->item, node->count * sizeof *larger);
        node->item = larger;
        node->capacity = wanted;
    }
    memcpy(node->item + node->count, items, count * sizeof *items);
    node->count += count;
    return true;
}

bool plume_pickle_has(plume_pickle_machine *m, size_t count)
{
    for (size_t i = 1; i <= count; i++)
        if (m->depth < i || m->stack[m->depth - i] == &m->mark)
            return plume_pickle_too_little(m);
    return true;
}

bool plume_pickle_remember(plume_pickle_machine *m, uint64_t index)
{
    plume_pickle_node *node = plume_pickle_top(m);

    if (node == NULL)
        return false;
    if (index > m->memo_count)
        return plume_pickle_fail(m, PLUME_ERR_SYNTAX, "a memo is numbered out of turn");
    if (!grow(m, &m->memo, m->memo_count, &m->memo_capacity))
        return false;
    m->memo[index] = node;
    if (index == m->memo_count)
        m->memo_count++;
    return true;
}

/* --- the loop --- */

static bool cut(plume_pickle_machine *m)
{
    return plume_pickle_fail(m, PLUME_ERR_SYNTAX, "it ends in the middle");
}

/* Little-endian. */
static bool take_count(plume_pickle_machine *m, size_t size)
{
    if (m->length - m->at < size)
        return cut(m);
    m->count = 0;
    for (size_t i = size; i > 0; i--)
        m->count = m->count << 8 | m->bytes[m->at + i - 1];
    m->at += size;
    return true;
}

static bool take_string(plume_pickle_machine *m, size_t size)
{
    if (!take_count(m, size))
        return false;
    if (m->count > m->length - m->at)
        return cut(m);
    m->text = (const char *)m->bytes + m->at;
    m->text_length = (size_t)m->count;
    m->at += m->text_length;
    return true;
}

static bool take_signed(plume_pickle_machine *m)
{
    if (!take_count(m, 4))
        return false;
    m->number = (double)m->count - (m->count >= 0x80000000u ? 4294967296.0 : 0.0);
    return true;
}

/* Big-endian IEEE 754, the one number that is not little-endian. */
static bool take_double(plume_pickle_machine *m)
{
    uint64_t bits = 0;

    if (m->length - m->at < 8)
        return cut(m);
    for (size_t i = 0; i < 8; i++)
        bits = bits << 8 | m->bytes[m->at + i];
    m->at += 8;
    memcpy(&m->number, &bits, sizeof bits);
    if (!isfinite(m->number))
        m->number = NAN;
    return true;
}

/* Two lines become one text with a blank between: the newline is the only byte to differ.
 */
static bool take_two_lines(plume_pickle_machine *m)
{
    const unsigned char *from = m->bytes + m->at, *middle, *end;
    char *text;

    middle = memchr(from, '\n', m->length - m->at);
    end = middle == NULL
              ? NULL
              : memchr(middle + 1, '\n', m->length - (size_t)(middle + 1 - m->bytes));
    if (end == NULL)
        return cut(m);
    text = plume_pool_take(m->pickle->pool, (size_t)(end - from) + 1);
    if (text == NULL)
        return plume_pickle_fail(m, PLUME_ERR_MEMORY, "out of memory");
    memcpy(text, from, (size_t)(end - from));
    text[middle - from] = ' ';
    m->text = text;
    m->text_length = (size_t)(end - from);
    m->at = (size_t)(end + 1 - m->bytes);
    return true;
}

static bool take_argument(plume_pickle_machine *m, plume_pickle_shape shape)
{
    switch (shape) {
    case PLUME_SHAPE_COUNT1:
        return take_count(m, 1);
    case PLUME_SHAPE_COUNT2:
        return take_count(m, 2);
    case PLUME_SHAPE_COUNT4:
        return take_count(m, 4);
    case PLUME_SHAPE_COUNT8:
        return take_count(m, 8);
    case PLUME_SHAPE_SIGNED4:
        return take_signed(m);
    case PLUME_SHAPE_DOUBLE:
        return take_double(m);
    case PLUME_SHAPE_STRING1:
        return take_string(m, 1);
    case PLUME_SHAPE_STRING4:
        return take_string(m, 4);
    case PLUME_SHAPE_STRING8:
        return take_string(m, 8);
    case PLUME_SHAPE_TWO_LINES:
        return take_two_lines(m);
    case PLUME_SHAPE_NOTHING:
        break;
    }
    return true;
}

/* One opcode; *opcode is what it was. */
static bool step(plume_pickle_machine *m, const plume_pickle_opcode *opcodes,
                 unsigned char *opcode)
{
    const plume_pickle_opcode *known;

    if (m->at == m->length)
        return cut(m);
    *opcode = m->bytes[m->at++];
    known = &opcodes[*opcode];
    if (known->act == NULL)
        return plume_pickle_fail(m, PLUME_ERR_SYNTAX,
                                 "an opcode that Plume does not read");
    return take_argument(m, known->shape) && known->act(m);
}

plume_status plume_pickle_run(plume_pickle *pickle, const plume_pickle_opcode *opcodes,
                              const unsigned char *bytes, size_t length, const char *path,
                              plume_error *error)
{
    plume_pickle_machine m = { .bytes = bytes, .length = length, .pickle = pickle };
    plume_status status = PLUME_OK;
    unsigned char opcode = 0;
    size_t at;

    do {
        at = m.at;
        if (!step(&m, opcodes, &opcode)) {
            status =
                plume_fail_at(error, m.status, path, 0, 0,
                              "the pickle cannot be read: %s (opcode 0x%02x at byte %zu)",
                              m.failure, opcode, at);
            break;
        }
    } while (opcode != PLUME_PICKLE_STOP);
    free(m.stack);
    free(m.memo);
    return status;
}
