/* documents/references/bibliography.h -- templates/references.yaml: what may be cited, in
 * the names of the Citation Style Language, from which all forms of a reference are
 * written.
 */
#ifndef PLUME_DOCUMENTS_REFERENCES_BIBLIOGRAPHY_H
#define PLUME_DOCUMENTS_REFERENCES_BIBLIOGRAPHY_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>
#include <plume/text.h>
#include <plume/value.h>

typedef struct plume_bibliography plume_bibliography;

/* references.yaml of the folder of templates. PLUME_ERR_SYNTAX with the line for what is
 * no reference: a name that is not known, an id that occurs twice, an address that TeX
 * would not print. */
plume_status plume_bibliography_load(plume_bibliography **out, const char *folder,
                                     plume_error *error);
void plume_bibliography_free(plume_bibliography *bibliography);

bool plume_bibliography_has(const plume_bibliography *bibliography, const char *key);
size_t plume_bibliography_count(const plume_bibliography *bibliography);
const char *plume_bibliography_key_at(const plume_bibliography *bibliography, size_t i);

/* The entry as BibTeX, with its line end. PLUME_ERR_UNKNOWN for a key that is not there.
 */
plume_status plume_bibliography_print(plume_text *out,
                                      const plume_bibliography *bibliography,
                                      const char *key, plume_error *error);

/* Sets authors, year, title, place (journal or proceedings) and url ("" unless https) in
 * map, as plain text. Of more than three authors the first is named. */
plume_status plume_bibliography_describe(plume_value *map,
                                         const plume_bibliography *bibliography,
                                         const char *key, plume_error *error);

#endif
