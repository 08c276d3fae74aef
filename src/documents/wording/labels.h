/* documents/wording/labels.h -- the single words and labels of the documents:
 * templates/words.yaml.
 *
 * Sentences are templates of their own; this holds what stands in tables and what data
 * choose: names of roles, heads of columns, numbers spelled out. */
#ifndef PLUME_DOCUMENTS_WORDING_LABELS_H
#define PLUME_DOCUMENTS_WORDING_LABELS_H

#include <plume/status.h>
#include <plume/value.h>

typedef struct plume_words plume_words;

/* Of the folder of templates; of the folder of a language inside of it before those, "":
 * none. PLUME_ERR_UNKNOWN for a language that has no words. */
plume_status plume_words_load(plume_words **out, const char *folder, const char *language,
                              plume_error *error);
void plume_words_free(plume_words *words);

/* Borrowed. A word that is not there gives "" and is remembered. */
const char *plume_word(plume_words *words, const char *group, const char *key);

/* A whole group, a map or a list; null and remembered when it is not there. */
const plume_value *plume_words_group(plume_words *words, const char *group);

/* PLUME_ERR_UNKNOWN when any word was asked for that is not there. */
plume_status plume_words_status(const plume_words *words, plume_error *error);

#endif
