/* core/data/json_word.h -- what stands between the marks of JSON: strings, numbers,
 * words.
 */
#ifndef PLUME_CORE_DATA_JSON_WORD_H
#define PLUME_CORE_DATA_JSON_WORD_H

#include "core/data/json_bytes.h"
#include "core/data/json_pull.h"
#include <plume/text.h>

/* The string that begins at at; mended has its text when it is not as it stands. */
plume_status plume_json_string(plume_json_bytes *bytes, plume_text *mended,
                               plume_json_token *token, plume_error *error);

/* A letter, a digit, a sign or a point begins a word. */
bool plume_json_begins_word(char c);

/* The number, true, false or null that begins at at. */
plume_status plume_json_word(plume_json_bytes *bytes, plume_json_token *token,
                             plume_error *error);

/* Passes over the word that begins at at. */
plume_status plume_json_word_length(plume_json_bytes *bytes, size_t *length,
                                    plume_error *error);

#endif
