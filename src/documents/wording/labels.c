/* Reads words.yaml once, and that of a language over it; a word that neither has is an
 * error, told when all is done. */
#include "documents/wording/labels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/input/slurp.h"
#include "documents/wording/languages.h"

enum { WORDS_LIMIT = 1 << 20, MISSING_SHOWN = 128 };

struct plume_words {
    plume_value *tree, *own; /* in English; in the language, NULL for English */
    char *path;
    char missing[MISSING_SHOWN]; /* the first word that was not there */
};

static plume_status read_file(plume_value **out, const char *path, plume_error *error)
{
    char *text = NULL;
    size_t length;
    plume_status status = plume_source_slurp(&text, &length, path, WORDS_LIMIT, error);

    if (status == PLUME_OK)
        status = plume_yaml_parse(out, text, length, path, error);
    free(text);
    return status;
}

static plume_status read_words(plume_words *words, const char *folder, plume_error *error)
{
    plume_text path;

    plume_text_init(&path);
    plume_text_printf(&path, "%s/words.yaml", folder);
    words->path = plume_text_take(&path);
    plume_text_dispose(&path);
    if (words->path == NULL)
        return plume_fail_memory(error);
    return read_file(&words->tree, words->path, error);
}

static plume_status read_language(plume_words *words, const char *folder,
                                  const char *language, plume_error *error)
{
    plume_text path;
    plume_status status;

    plume_text_init(&path);
    status = plume_language_words(&path, folder, language, error);
    if (status == PLUME_OK)
        status = read_file(&words->own, path.data, error);
    plume_text_dispose(&path);
    return status;
}

plume_status plume_words_load(plume_words **out, const char *folder, const char *language,
                              plume_error *error)
{
    plume_words *words = calloc(1, sizeof *words);
    plume_status status;

    *out = NULL;
    if (words == NULL)
        return plume_fail_memory(error);
    status = read_words(words, folder, error);
    if (status == PLUME_OK && strcmp(language, "en") != 0)
        status = read_language(words, folder, language, error);
    if (status == PLUME_OK)
        *out = words;
    else
        plume_words_free(words);
    return status;
}

void plume_words_free(plume_words *words)
{
    if (words == NULL)
        return;
    plume_value_free(words->tree);
    plume_value_free(words->own);
    free(words->path);
    free(words);
}

static void remember(plume_words *words, const char *group, const char *key)
{
    if (words->missing[0] == '\0')
        snprintf(words->missing, sizeof words->missing, "%s.%s", group, key);
}

/* A missing word is remembered and told when all is done, so that callers need no
 * check for each word. */
const char *plume_word(plume_words *words, const char *group, const char *key)
{
    const plume_value *word = plume_value_get(plume_value_get(words->own, group), key);

    if (plume_value_kind(word) != PLUME_STRING)
        word = plume_value_get(plume_value_get(words->tree, group), key);
    if (plume_value_kind(word) != PLUME_STRING) {
        remember(words, group, key);
        return "";
    }
    return plume_value_string(word);
}

const plume_value *plume_words_group(plume_words *words, const char *group)
{
    const plume_value *found = plume_value_get(words->own, group);

    if (plume_value_count(found) == 0)
        found = plume_value_get(words->tree, group);
    if (plume_value_count(found) == 0)
        remember(words, group, "*");
    return found;
}

plume_status plume_words_status(const plume_words *words, plume_error *error)
{
    if (words->missing[0] == '\0')
        return PLUME_OK;
    return plume_fail_at(error, PLUME_ERR_UNKNOWN, words->path, 0, 0,
                         "the word '%s' is not there", words->missing);
}
