/* Gathers lines until an object of a list is complete. */
#include "logs/power/json.h"

#include <string.h>

#include "logs/power/line.h"

enum { JSON_BYTES_MAX = 64 << 20 };

static plume_status too_large(plume_log *log, uint64_t line, plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_VALUE, plume_log_path(log), line, 0,
                         "the JSON document is larger than 64 MiB");
}

typedef struct splitting {
    plume_log *log;
    plume_power_object take;
    plume_log_liner between; /* NULL: nobody asks */
    void *state;
    plume_text object;
    uint64_t line; /* where the object begins */
    size_t depth;
    bool quoted, escaped;
} splitting;

static void reject(splitting *split, const char *message)
{
    plume_log_reject(split->log, split->line, 0, "torn-row", "%s", message);
}

/* A damaged object is one rejected record: the next begins at the next brace. */
static plume_status take_object(splitting *split, plume_error *error)
{
    plume_value *object = NULL;
    plume_error inner = { 0 };
    plume_status status = plume_text_status(&split->object, error);

    if (status != PLUME_OK)
        return status;
    status = plume_json_parse(&object, split->object.data, split->object.length, "", NULL,
                              &inner);
    if (status == PLUME_ERR_MEMORY)
        return plume_fail_memory(error);
    if (status == PLUME_OK)
        status = split->take(split->state, object, split->line, error);
    else {
        reject(split, inner.message);
        status = PLUME_OK;
    }
    plume_value_free(object);
    plume_text_clear(&split->object);
    return status;
}

/* Brackets inside of strings are text. */
static void step(splitting *split, char c)
{
    if (split->escaped)
        split->escaped = false;
    else if (split->quoted && c == '\\')
        split->escaped = true;
    else if (c == '"')
        split->quoted = !split->quoted;
    else if (!split->quoted && c == '{')
        split->depth++;
    else if (!split->quoted && c == '}')
        split->depth--;
}

static bool is_blank(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (strchr(" \t\r[],", text[i]) == NULL)
            return false;
    return true;
}

/* Up to the next brace, or the end of the line. */
static plume_status take_between(splitting *split, const char *text, size_t length,
                                 uint64_t line, plume_error *error)
{
    const char *brace = memchr(text, '{', length);

    length = brace != NULL ? (size_t)(brace - text) : length;
    return split->between == NULL || is_blank(text, length)
               ? PLUME_OK
               : split->between(split->state, text, length, line, error);
}

/* Objects may reach over lines, and several may stand on one. */
static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    splitting *split = state;
    plume_status status = PLUME_OK;
    size_t from = 0;

    if (split->depth == 0)
        status = take_between(split, text, length, line, error);
    for (size_t i = 0; i < length && status == PLUME_OK; i++) {

        if (split->depth == 0 && text[i] != '{')
            continue;
        if (split->depth == 0) {
            from = i;
            split->line = line;
        }
        step(split, text[i]);
        if (split->depth > 0)
            continue;
        plume_text_add_n(&split->object, text + from, i + 1 - from);
        status = take_object(split, error);
    }
    if (split->depth == 0 || status != PLUME_OK)
        return status;
    plume_text_add_n(&split->object, text + from, length - from);
    plume_text_add_char(&split->object, '\n');
    if (split->object.length > JSON_BYTES_MAX)
        return too_large(split->log, split->line, error);
    return plume_text_status(&split->object, error);
}

/* One object at a time: a long log need not fit into memory, and a broken object costs
 * no other. */
plume_status plume_power_json_loop(plume_log *log, plume_power_object take,
                                   plume_log_liner between, void *state,
                                   plume_error *error)
{
    splitting split = { .log = log, .take = take, .between = between, .state = state };
    plume_status status;

    plume_text_init(&split.object);
    status = plume_log_pieces(log, take_line, &split, error);
    if (status == PLUME_OK && split.depth > 0)
        reject(&split, "the object is cut off");
    plume_text_dispose(&split.object);
    return status;
}

plume_status plume_power_json_each(plume_log *log, plume_power_object take, void *state,
                                   plume_error *error)
{
    return plume_power_json_loop(log, take, NULL, state, error);
}
