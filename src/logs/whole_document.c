/* Reads a stream to its end, within a bound, and parses it. */
#include "logs/whole_document.h"

#include <math.h>

#include <string.h>

#include <plume/number.h>

#include "core/input/source_text.h"

enum { YAML_BYTES_MAX = 1 << 20, CHUNK_BYTES = 16384 };

static plume_status fail_limit(const plume_source_stream *source, size_t limit,
                               plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_VALUE, plume_source_path(source), 0, 0,
                         "the document is larger than %zu MiB", limit >> 20);
}

/* Stops as soon as the limit is passed, so that a stream without an end does not fill
 * the memory first. */
plume_status plume_document_text(plume_text *out, plume_source_stream *source,
                                 size_t limit, plume_error *error)
{
    char chunk[CHUNK_BYTES];
    size_t got = 1;
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && got > 0 && out->length <= limit) {
        status = plume_source_read_text(source, chunk, sizeof chunk, &got, error);
        if (status == PLUME_OK)
            plume_text_add_n(out, chunk, got);
        if (status == PLUME_OK)
            status = plume_text_status(out, error);
    }
    if (status == PLUME_OK && out->length > limit)
        return fail_limit(source, limit, error);
    return status;
}

plume_status plume_document_json(plume_value **out, plume_source_stream *source,
                                 size_t limit, plume_error *error)
{
    plume_text text;
    plume_status status;

    *out = NULL;
    plume_text_init(&text);
    status = plume_document_text(&text, source, limit, error);
    if (status == PLUME_OK)
        status = plume_json_parse(out, text.data, text.length, plume_source_path(source),
                                  NULL, error);
    plume_text_dispose(&text);
    return status;
}

static plume_status read_text(void *state, char *buffer, size_t capacity, size_t *length,
                              plume_error *error)
{
    return plume_source_read_text(state, buffer, capacity, length, error);
}

plume_status plume_document_tokens(plume_json **out, plume_source_stream *source,
                                   plume_error *error)
{
    plume_json_input input = { read_text, source };

    return plume_json_open(out, input, plume_source_path(source), error);
}

plume_status plume_document_read(plume_log *log, size_t limit, plume_document_taker to,
                                 plume_error *error)
{
    plume_value *root = NULL;
    plume_status status = plume_document_json(&root, plume_log_source(log), limit, error);

    if (status == PLUME_OK)
        status = to.take(to.state, root, error);
    plume_value_free(root);
    return status;
}

/* What is read, and what of it may be kept. */
typedef struct kept_text {
    plume_source_stream *source;
    const plume_json_passing *passing;
    size_t limit, kept;
} kept_text;

static plume_status read_kept(void *state, char *buffer, size_t capacity, size_t *length,
                              plume_error *error)
{
    kept_text *own = state;
    plume_status status =
        plume_source_read_text(own->source, buffer, capacity, length, error);

    if (status == PLUME_OK && !own->passing->open)
        own->kept += *length;
    return status == PLUME_OK && own->kept > own->limit
               ? fail_limit(own->source, own->limit, error)
               : status;
}

plume_status plume_document_pass(plume_log *log, size_t limit,
                                 plume_json_passing *passing, plume_document_taker to,
                                 plume_error *error)
{
    kept_text own = { plume_log_source(log), passing, limit, 0 };
    plume_json_input input = { read_kept, &own };
    plume_json *json = NULL;
    plume_value *root = NULL;
    plume_status status = plume_json_open(&json, input, plume_log_path(log), error);

    if (status == PLUME_OK)
        status = plume_json_tree_passing(&root, json, passing, error);
    if (status == PLUME_OK)
        status = to.take(to.state, root, error);
    plume_value_free(root);
    plume_json_close(json);
    return status;
}

plume_status plume_document_yaml(plume_value **out, plume_source_stream *source,
                                 plume_error *error)
{
    plume_text text;
    plume_status status;

    *out = NULL;
    plume_text_init(&text);
    status = plume_document_text(&text, source, YAML_BYTES_MAX, error);
    if (status == PLUME_OK)
        status = plume_yaml_parse(out, text.data, text.length, plume_source_path(source),
                                  error);
    plume_text_dispose(&text);
    return status;
}

/* Some tools store JSON as a text inside JSON or in a database; NULL is what is no
 * JSON, which is no fault of the log. */
plume_value *plume_document_inner(const char *text)
{
    plume_value *value = NULL;

    if (plume_json_parse(&value, text, strlen(text), "", NULL, NULL) != PLUME_OK)
        return NULL;
    return value;
}

void plume_document_no_number(plume_log *log, uint64_t line, const char *key)
{
    plume_log_note(log, PLUME_WARNING, line, "no-number",
                   "what stands as %.60s is no number: it is unknown", key);
}

double plume_document_figure(plume_log *log, uint64_t line, const char *key,
                             const plume_value *value)
{
    if (value == NULL || plume_value_kind(value) == PLUME_NULL)
        return (double)NAN;
    if (plume_value_kind(value) != PLUME_NUMBER)
        plume_document_no_number(log, line, key);
    return plume_value_number(value);
}

double plume_document_word(plume_log *log, uint64_t line, const char *key,
                           const char *text, size_t length)
{
    double number = NAN;

    if (length > 0 && !plume_number_parse(&number, text, length)) {
        plume_document_no_number(log, line, key);
        return (double)NAN;
    }
    return number;
}
