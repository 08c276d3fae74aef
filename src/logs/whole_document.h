/* logs/whole_document.h -- a whole JSON or YAML document out of a stream: small files
 * that stand beside a log, and logs that are one document. */
#ifndef PLUME_LOGS_WHOLE_DOCUMENT_H
#define PLUME_LOGS_WHOLE_DOCUMENT_H

#include "core/data/json_pull.h"
#include "core/data/json_tree.h"
#include "core/input/source.h"
#include "logs/log.h"
#include <plume/text.h>
#include <plume/value.h>

/* Appends what is left of source as text. A document above limit bytes is an error. */
plume_status plume_document_text(plume_text *out, plume_source_stream *source,
                                 size_t limit, plume_error *error);

/* The same, parsed; the caller frees *out, which is NULL after an error. */
plume_status plume_document_json(plume_value **out, plume_source_stream *source,
                                 size_t limit, plume_error *error);
plume_status plume_document_yaml(plume_value **out, plume_source_stream *source,
                                 plume_error *error);

/* A log that is one document: take has it, parsed, for as long as it runs. */
typedef struct plume_document_taker {
    plume_status (*take)(void *state, const plume_value *root, plume_error *error);
    void *state;
} plume_document_taker;
plume_status plume_document_read(plume_log *log, size_t limit, plume_document_taker to,
                                 plume_error *error);

/* The same of one with a list that may be of any length (json_tree.h): the limit is that
 * of all else. */
plume_status plume_document_pass(plume_log *log, size_t limit,
                                 plume_json_passing *passing, plume_document_taker to,
                                 plume_error *error);

/* The same, token by token: of any length. The caller closes *out before source. */
plume_status plume_document_tokens(plume_json **out, plume_source_stream *source,
                                   plume_error *error);

/* A figure that a document states under a key: NAN where it states none. Text or a map in
 * its place is unknown and told ("no-number"); a negative number is passed on, as the
 * check of runs tells it. */
double plume_document_figure(plume_log *log, uint64_t line, const char *key,
                             const plume_value *value);

/* The same of a text, as lines have them: nothing, and what parses as no number. */
double plume_document_word(plume_log *log, uint64_t line, const char *key,
                           const char *text, size_t length);
/* What stands as the figure of a key was seen to be none. */
void plume_document_no_number(plume_log *log, uint64_t line, const char *key);

/* A string of JSON that holds a document of its own, as trackers like to nest them; NULL
 * when it holds none. */
plume_value *plume_document_inner(const char *text);

#endif
