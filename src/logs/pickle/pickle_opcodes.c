/* What each opcode of a pickle does here: it builds. Nothing is imported, called or run.
 */
#include "logs/pickle/pickle_opcodes.h"

#include <math.h>
#include <string.h>

static bool act_protocol(plume_pickle_machine *m)
{
    if (m->count < 2 || m->count > 5)
        return plume_pickle_fail(m, PLUME_ERR_SYNTAX, "its protocol is not 2 to 5");
    return true;
}

static bool act_frame(plume_pickle_machine *m)
{
    (void)m; /* frames only help whoever reads from a pipe */
    return true;
}

static bool act_stop(plume_pickle_machine *m)
{
    m->pickle->root = plume_pickle_pop(m);
    return m->pickle->root != NULL;
}

static bool act_mark(plume_pickle_machine *m)
{
    return plume_pickle_push(m, &m->mark);
}

static bool act_pop(plume_pickle_machine *m)
{
    return plume_pickle_pop(m) != NULL;
}

static bool act_pop_mark(plume_pickle_machine *m)
{
    size_t first;

    if (!plume_pickle_since_mark(m, &first))
        return false;
    m->depth = first - 1;
    return true;
}

static bool act_duplicate(plume_pickle_machine *m)
{
    return plume_pickle_push(m, plume_pickle_top(m));
}

static bool act_none(plume_pickle_machine *m)
{
    return plume_pickle_push(m, plume_pickle_node_new(m, PLUME_PICKLE_NONE));
}

static bool push_number(plume_pickle_machine *m, plume_pickle_kind kind, double number)
{
    plume_pickle_node *node = plume_pickle_node_new(m, kind);

    if (node != NULL)
        node->number = number;
    return plume_pickle_push(m, node);
}

static bool act_true(plume_pickle_machine *m)
{
    return push_number(m, PLUME_PICKLE_BOOL, 1.0);
}

static bool act_false(plume_pickle_machine *m)
{
    return push_number(m, PLUME_PICKLE_BOOL, 0.0);
}

static bool act_number(plume_pickle_machine *m)
{
    return push_number(m, PLUME_PICKLE_NUMBER, m->number);
}

static bool act_count(plume_pickle_machine *m)
{
    return push_number(m, PLUME_PICKLE_NUMBER, (double)m->count);
}

/* Little-endian, two's complement, of any length; one that no double can hold is unknown.
 */
static bool act_long(plume_pickle_machine *m)
{
    double number = 0.0;

    if (m->text_length > 128)
        return push_number(m, PLUME_PICKLE_NUMBER, NAN);
    for (size_t i = m->text_length; i > 0; i--)
        number = number * 256.0 + (unsigned char)m->text[i - 1];
    if (m->text_length > 0 && ((unsigned char)m->text[m->text_length - 1] & 0x80u) != 0)
        number -= ldexp(1.0, (int)(8 * m->text_length));
    return push_number(m, PLUME_PICKLE_NUMBER, isfinite(number) ? number : NAN);
}

static bool push_string(plume_pickle_machine *m, plume_pickle_kind kind)
{
    plume_pickle_node *node = plume_pickle_node_new(m, kind);

    if (node == NULL)
        return false;
    node->text = plume_pool_copy_n(m->pickle->pool, m->text, m->text_length);
    node->length = m->text_length;
    if (node->text == NULL)
        return plume_pickle_fail(m, PLUME_ERR_MEMORY, "out of memory");
    return plume_pickle_push(m, node);
}

static bool act_text(plume_pickle_machine *m)
{
    return push_string(m, PLUME_PICKLE_TEXT);
}

static bool act_bytes(plume_pickle_machine *m)
{
    return push_string(m, PLUME_PICKLE_BYTES);
}

static bool act_global(plume_pickle_machine *m)
{
    return push_string(m, PLUME_PICKLE_GLOBAL);
}

/* Module and name come from the stack: "datetime datetime". */
static bool act_stack_global(plume_pickle_machine *m)
{
    plume_pickle_node *name = plume_pickle_pop(m),
                      *module = name == NULL ? NULL : plume_pickle_pop(m), *node;
    char *joined;

    if (module == NULL)
        return false;
    node = plume_pickle_node_new(m, PLUME_PICKLE_GLOBAL);
    if (node == NULL)
        return false;
    node->length = module->length + 1 + name->length;
    joined = plume_pool_take(m->pickle->pool, node->length + 1);
    if (joined == NULL)
        return plume_pickle_fail(m, PLUME_ERR_MEMORY, "out of memory");
    memcpy(joined, module->text, module->length);
    joined[module->length] = ' ';
    memcpy(joined + module->length + 1, name->text, name->length);
    node->text = joined;
    return plume_pickle_push(m, node);
}

static bool act_list(plume_pickle_machine *m)
{
    return plume_pickle_push(m, plume_pickle_node_new(m, PLUME_PICKLE_LIST));
}

static bool act_dict(plume_pickle_machine *m)
{
    plume_pickle_node *node = plume_pickle_node_new(m, PLUME_PICKLE_DICT);

    if (node != NULL)
        node->pairs = true;
    return plume_pickle_push(m, node);
}

/* The entries from first on become one tuple, in place of all from bottom on. */
static bool fold(plume_pickle_machine *m, size_t first, size_t bottom)
{
    plume_pickle_node *node = plume_pickle_node_new(m, PLUME_PICKLE_LIST);

    if (node == NULL ||
        !plume_pickle_add_items(m, node, m->stack + first, m->depth - first))
        return false;
    m->depth = bottom;
    return plume_pickle_push(m, node);
}

static bool act_tuple(plume_pickle_machine *m)
{
    size_t first;

    return plume_pickle_since_mark(m, &first) && fold(m, first, first - 1);
}

static bool tuple_of(plume_pickle_machine *m, size_t count)
{
    if (!plume_pickle_has(m, count))
        return false;
    return fold(m, m->depth - count, m->depth - count);
}

static bool act_tuple1(plume_pickle_machine *m)
{
    return tuple_of(m, 1);
}

static bool act_tuple2(plume_pickle_machine *m)
{
    return tuple_of(m, 2);
}

static bool act_tuple3(plume_pickle_machine *m)
{
    return tuple_of(m, 3);
}

/* Puts the entries from first on into the container at holder. */
static bool store(plume_pickle_machine *m, size_t first, size_t holder, bool pairs)
{
    plume_pickle_node *node = m->stack[holder];
    size_t count = m->depth - first;

    if (node->kind == PLUME_PICKLE_OBJECT && node->count == 0)
        node->pairs = pairs;
    if ((node->kind != PLUME_PICKLE_LIST && node->kind != PLUME_PICKLE_DICT &&
         node->kind != PLUME_PICKLE_OBJECT) ||
        node->pairs != pairs || (pairs && count % 2 != 0))
        return plume_pickle_fail(m, PLUME_ERR_SYNTAX,
                                 "something is put into what cannot hold it");
    if (!plume_pickle_add_items(m, node, m->stack + first, count))
        return false;
    m->depth = holder + 1;
    return true;
}

static bool store_one(plume_pickle_machine *m, size_t count, bool pairs)
{
    if (!plume_pickle_has(m, count + 1))
        return false;
    return store(m, m->depth - count, m->depth - count - 1, pairs);
}

static bool store_many(plume_pickle_machine *m, bool pairs)
{
    size_t first;

    if (!plume_pickle_since_mark(m, &first))
        return false;
    if (first < 2 || m->stack[first - 2] == &m->mark)
        return plume_pickle_too_little(m);
    return store(m, first, first - 2, pairs);
}

static bool act_append(plume_pickle_machine *m)
{
    return store_one(m, 1, false);
}

static bool act_appends(plume_pickle_machine *m)
{
    return store_many(m, false);
}

static bool act_set_item(plume_pickle_machine *m)
{
    return store_one(m, 2, true);
}

static bool act_set_items(plume_pickle_machine *m)
{
    return store_many(m, true);
}

/* What would call callable keeps the call as data. */
static bool act_call(plume_pickle_machine *m)
{
    plume_pickle_node *arguments = plume_pickle_pop(m),
                      *callable = arguments == NULL ? NULL : plume_pickle_pop(m);
    plume_pickle_node *node =
        callable == NULL ? NULL : plume_pickle_node_new(m, PLUME_PICKLE_OBJECT);

    if (node == NULL)
        return false;
    node->callable = callable;
    node->arguments = arguments;
    return plume_pickle_push(m, node);
}

/* NEWOBJ_EX: keyword arguments are of no use here. */
static bool act_call_with_keywords(plume_pickle_machine *m)
{
    return plume_pickle_pop(m) != NULL && act_call(m);
}

/* The state of an object is of no use here. */
static bool act_build(plume_pickle_machine *m)
{
    plume_pickle_node *state = plume_pickle_pop(m);
    plume_pickle_node *object = state != NULL ? plume_pickle_top(m) : NULL;

    if (object != NULL && object->kind == PLUME_PICKLE_OBJECT)
        object->state = state;
    return object != NULL;
}

static bool act_put(plume_pickle_machine *m)
{
    return plume_pickle_remember(m, m->count);
}

static bool act_memoize(plume_pickle_machine *m)
{
    return plume_pickle_remember(m, m->memo_count);
}

static bool act_get(plume_pickle_machine *m)
{
    if (m->count >= m->memo_count)
        return plume_pickle_fail(m, PLUME_ERR_SYNTAX,
                                 "a memo is asked for that was never made");
    return plume_pickle_push(m, m->memo[m->count]);
}

/* Left out on purpose: the text opcodes of protocols 0 and 1, persistent ids, extension
 * codes and the buffers of protocol 5, which hold no trials. */
const plume_pickle_opcode plume_pickle_opcodes[256] = {
    [0x80] = { PLUME_SHAPE_COUNT1, act_protocol },
    [0x95] = { PLUME_SHAPE_COUNT8, act_frame },
    [PLUME_PICKLE_STOP] = { PLUME_SHAPE_NOTHING, act_stop },

    ['('] = { PLUME_SHAPE_NOTHING, act_mark },
    ['0'] = { PLUME_SHAPE_NOTHING, act_pop },
    ['1'] = { PLUME_SHAPE_NOTHING, act_pop_mark },
    ['2'] = { PLUME_SHAPE_NOTHING, act_duplicate },

    ['N'] = { PLUME_SHAPE_NOTHING, act_none },
    [0x88] = { PLUME_SHAPE_NOTHING, act_true },
    [0x89] = { PLUME_SHAPE_NOTHING, act_false },
    ['K'] = { PLUME_SHAPE_COUNT1, act_count },
    ['M'] = { PLUME_SHAPE_COUNT2, act_count },
    ['J'] = { PLUME_SHAPE_SIGNED4, act_number },
    [0x8a] = { PLUME_SHAPE_STRING1, act_long },
    [0x8b] = { PLUME_SHAPE_STRING4, act_long },
    ['G'] = { PLUME_SHAPE_DOUBLE, act_number },

    ['X'] = { PLUME_SHAPE_STRING4, act_text },
    [0x8c] = { PLUME_SHAPE_STRING1, act_text },
    [0x8d] = { PLUME_SHAPE_STRING8, act_text },
    ['U'] = { PLUME_SHAPE_STRING1, act_bytes },
    ['T'] = { PLUME_SHAPE_STRING4, act_bytes },
    ['C'] = { PLUME_SHAPE_STRING1, act_bytes },
    ['B'] = { PLUME_SHAPE_STRING4, act_bytes },
    [0x8e] = { PLUME_SHAPE_STRING8, act_bytes },

    [']'] = { PLUME_SHAPE_NOTHING, act_list },
    ['a'] = { PLUME_SHAPE_NOTHING, act_append },
    ['e'] = { PLUME_SHAPE_NOTHING, act_appends },
    [')'] = { PLUME_SHAPE_NOTHING, act_list },
    ['t'] = { PLUME_SHAPE_NOTHING, act_tuple },
    [0x85] = { PLUME_SHAPE_NOTHING, act_tuple1 },
    [0x86] = { PLUME_SHAPE_NOTHING, act_tuple2 },
    [0x87] = { PLUME_SHAPE_NOTHING, act_tuple3 },
    [0x8f] = { PLUME_SHAPE_NOTHING, act_list },
    [0x90] = { PLUME_SHAPE_NOTHING, act_appends },
    [0x91] = { PLUME_SHAPE_NOTHING, act_tuple },
    ['}'] = { PLUME_SHAPE_NOTHING, act_dict },
    ['s'] = { PLUME_SHAPE_NOTHING, act_set_item },
    ['u'] = { PLUME_SHAPE_NOTHING, act_set_items },

    ['c'] = { PLUME_SHAPE_TWO_LINES, act_global },
    [0x93] = { PLUME_SHAPE_NOTHING, act_stack_global },
    ['R'] = { PLUME_SHAPE_NOTHING, act_call },
    [0x81] = { PLUME_SHAPE_NOTHING, act_call },
    [0x92] = { PLUME_SHAPE_NOTHING, act_call_with_keywords },
    ['b'] = { PLUME_SHAPE_NOTHING, act_build },

    ['q'] = { PLUME_SHAPE_COUNT1, act_put },
    ['r'] = { PLUME_SHAPE_COUNT4, act_put },
    [0x94] = { PLUME_SHAPE_NOTHING, act_memoize },
    ['h'] = { PLUME_SHAPE_COUNT1, act_get },
    ['j'] = { PLUME_SHAPE_COUNT4, act_get },
};
