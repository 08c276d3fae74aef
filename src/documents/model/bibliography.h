/* documents/model/bibliography.h -- templates/references.bib, and who cites what.
 *
 * Entries are looked up by key and handed on as they stand; of their fields, those that a
 * printed reference needs are read as plain text. */
#ifndef PLUME_DOCUMENTS_MODEL_BIBLIOGRAPHY_H
#define PLUME_DOCUMENTS_MODEL_BIBLIOGRAPHY_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>
#include <plume/text.h>
#include <plume/value.h>

typedef struct plume_bibliography plume_bibliography;

/* references.bib of the folder of templates. PLUME_ERR_SYNTAX with the line for an entry
 * that has no end or no key, or a key that occurs twice. */
plume_status plume_bibliography_load(plume_bibliography **out, const char *folder,
                                     plume_error *error);
void plume_bibliography_free(plume_bibliography *bibliography);

bool plume_bibliography_has(const plume_bibliography *bibliography, const char *key);
size_t plume_bibliography_count(const plume_bibliography *bibliography);
const char *plume_bibliography_key_at(const plume_bibliography *bibliography, size_t i);

/* The entry as it stands in the file, with its line end. PLUME_ERR_UNKNOWN for a key that
 * is not there. */
plume_status plume_bibliography_print(plume_text *out,
                                      const plume_bibliography *bibliography,
                                      const char *key, plume_error *error);

/* Sets authors, year, title, place (journal, proceedings or eprint) and url ("" unless
 * https) in map; braces and commands of TeX are taken out. */
plume_status plume_bibliography_describe(plume_value *map,
                                         const plume_bibliography *bibliography,
                                         const char *key, plume_error *error);

/* Keys in the order in which they were first met, each once. Zeroed is empty. */
typedef struct plume_keys {
    char **key;
    size_t count, capacity;
} plume_keys;
void plume_keys_dispose(plume_keys *keys);

/* Adds what a LaTeX text cites: \cite{a,b} and its relatives. */
plume_status plume_keys_scan(plume_keys *keys, const char *latex, plume_error *error);

/* From 1; 0 when it is not among them. */
size_t plume_keys_number(const plume_keys *keys, const char *key);

#endif
