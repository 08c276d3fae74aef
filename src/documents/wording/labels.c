/* Reads words.yaml once; a word that is missing is an error, told when all is done. */
#include "documents/wording/labels.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/input/slurp.h"

enum { WORDS_LIMIT = 1 << 20, MISSING_SHOWN = 128 };

struct plume_words {
    plume_value *tree;
    char *path;
    char missing[MISSING_SHOWN]; /* the first word that was not there */
};

static plume_status read_file(plume_words *words, const char *folder, plume_error *error)
{
    plume_text path;
    char *text = NULL;
    size_t length;
    plume_status status;

    plume_text_init(&path);
    plume_text_printf(&path, "%s/words.yaml", folder);
    words->path = plume_text_take(&path);
    plume_text_dispose(&path);
    if (words->path == NULL)
        return plume_fail_memory(error);
    status = plume_source_slurp(&text, &length, words->path, WORDS_LIMIT, error);
    if (status == PLUME_OK)
        status = plume_yaml_parse(&words->tree, text, length, words->path, error);
    free(text);
    return status;
}

plume_status plume_words_load(plume_words **out, const char *folder, plume_error *error)
{
    plume_words *words = calloc(1, sizeof *words);
    plume_status status;

    *out = NULL;
    if (words == NULL)
        return plume_fail_memory(error);
    status = read_file(words, folder, error);
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
    const plume_value *word = plume_value_get(plume_value_get(words->tree, group), key);

    if (plume_value_kind(word) != PLUME_STRING) {
        remember(words, group, key);
        return "";
    }
    return plume_value_string(word);
}

const plume_value *plume_words_group(plume_words *words, const char *group)
{
    const plume_value *found = plume_value_get(words->tree, group);

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
