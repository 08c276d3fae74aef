/* documents/wording/languages.h -- the languages of a folder of templates: English, which
 * stands in the folder itself, and one folder inside for each other, by its code (RFC
 * 5646: "zh", "pt-BR"), with a words.yaml. */
#ifndef PLUME_DOCUMENTS_WORDING_LANGUAGES_H
#define PLUME_DOCUMENTS_WORDING_LANGUAGES_H

#include <plume/status.h>
#include <plume/text.h>

/* Appends the path of the words of a language. PLUME_ERR_UNKNOWN when there are none: the
 * hint lists the languages that there are. */
plume_status plume_language_words(plume_text *out, const char *folder,
                                  const char *language, plume_error *error);

#endif
