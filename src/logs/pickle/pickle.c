/* The tree that the stack machine built, asked by keys and places. */
#include "logs/pickle/pickle.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/number/units.h"
#include "logs/pickle/internal.h"
#include "logs/pickle/pickle_opcodes.h"
#include <plume/time.h>

/* A pickle is a program for a small machine. This one builds plain values and calls
 * nothing: the name of a class stays a name. */
plume_status plume_pickle_read(plume_pickle **out, const void *bytes, size_t length,
                               const char *path, plume_error *error)
{
    plume_pickle *pickle;
    plume_status status = PLUME_OK;

    *out = NULL;
    if (length > PLUME_PICKLE_BYTES_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                             "the pickle has more than %zu bytes",
                             PLUME_PICKLE_BYTES_MAX);
    pickle = calloc(1, sizeof *pickle);
    if (pickle == NULL)
        return plume_fail_memory(error);
    pickle->pool = plume_pool_new();
    if (pickle->pool == NULL)
        status = plume_fail_memory(error);
    if (status == PLUME_OK)
        status =
            plume_pickle_run(pickle, plume_pickle_opcodes, bytes, length, path, error);
    if (status == PLUME_OK)
        *out = pickle;
    else
        plume_pickle_free(pickle);
    return status;
}

void plume_pickle_free(plume_pickle *pickle)
{
    if (pickle == NULL)
        return;
    plume_pool_free(pickle->pool);
    free(pickle);
}

const plume_pickle_node *plume_pickle_root(const plume_pickle *pickle)
{
    return pickle == NULL ? NULL : pickle->root;
}

plume_pickle_kind plume_pickle_node_kind(const plume_pickle_node *node)
{
    return node == NULL ? PLUME_PICKLE_NONE : node->kind;
}

static bool is_key(const plume_pickle_node *node, const char *key)
{
    return node->kind == PLUME_PICKLE_TEXT && node->length == strlen(key) &&
           memcmp(node->text, key, node->length) == 0;
}

const plume_pickle_node *plume_pickle_get(const plume_pickle_node *node, const char *key)
{
    if (node != NULL && !node->pairs && node->state != NULL)
        node = node->state;
    if (node == NULL || !node->pairs)
        return NULL;
    for (size_t i = node->count; i >= 2; i -= 2)
        if (is_key(node->item[i - 2], key))
            return node->item[i - 1];
    return NULL;
}

size_t plume_pickle_count(const plume_pickle_node *node)
{
    return node == NULL || node->pairs ? 0 : node->count;
}

const plume_pickle_node *plume_pickle_at(const plume_pickle_node *node, size_t i)
{
    return i < plume_pickle_count(node) ? node->item[i] : NULL;
}

const char *plume_pickle_text(const plume_pickle_node *node)
{
    return node == NULL ? "" : node->text;
}

double plume_pickle_number(const plume_pickle_node *node)
{
    return node == NULL ? NAN : node->number;
}

/* --- datetime.datetime --- */

enum { DATETIME_BYTES = 10 };

static bool is_call_of(const plume_pickle_node *node, const char *callable)
{
    return node != NULL && node->kind == PLUME_PICKLE_OBJECT &&
           strcmp(node->callable->text, callable) == 0;
}

/* Latin-1 written as UTF-8, back to bytes. False when it does not fill state exactly. */
static bool narrow(unsigned char state[DATETIME_BYTES], const plume_pickle_node *text)
{
    size_t from = 0, to;

    for (to = 0; to < DATETIME_BYTES && from < text->length; to++) {
        unsigned char lead = (unsigned char)text->text[from++];

        if (lead >= 0x80u) {
            if (lead > 0xc3u || from == text->length)
                return false;
            lead = (unsigned char)((lead & 0x03u) << 6 |
                                   ((unsigned char)text->text[from++] & 0x3fu));
        }
        state[to] = lead;
    }
    return to == DATETIME_BYTES && from == text->length;
}

/* The ten bytes that datetime.__reduce__ gives: plain in protocols 3 and 4, in protocol 2
 * as _codecs.encode(text, "latin1"). */
static bool datetime_state(unsigned char state[DATETIME_BYTES],
                           const plume_pickle_node *node)
{
    const plume_pickle_node *argument;

    if (!is_call_of(node, "datetime datetime"))
        return false;
    argument = plume_pickle_at(node->arguments, 0);
    if (is_call_of(argument, "_codecs encode")) {
        argument = plume_pickle_at(argument->arguments, 0);
        return argument != NULL && narrow(state, argument);
    }
    if (argument == NULL || argument->length != DATETIME_BYTES)
        return false;
    memcpy(state, argument->text, DATETIME_BYTES);
    return true;
}

double plume_pickle_civil_s(const plume_pickle_node *node)
{
    unsigned char state[DATETIME_BYTES];
    double seconds, microseconds;

    if (!datetime_state(state, node))
        return NAN;
    if (state[4] > 23 || state[5] > 59 || state[6] > 59)
        return NAN;
    seconds = SECONDS_PER_HOUR * state[4] + SECONDS_PER_MINUTE * state[5] + state[6];
    microseconds = 65536.0 * state[7] + 256.0 * state[8] + state[9];
    /* The high bit of the month holds "fold": the hour that comes twice in autumn. */
    return plume_time_civil(256 * state[0] + state[1], state[2] & 0x7f, state[3],
                            seconds) +
           microseconds / 1e6;
}
