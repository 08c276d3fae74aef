/* Which languages a folder of templates has: a folder each. */
#include "documents/wording/languages.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <plume/names.h>

enum { LANGUAGES_MAX = 64, CODE_MAX = 16 };

/* No path: a code comes from the command line. */
static bool is_code(const char *code)
{
    size_t length = strspn(code, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");

    return length > 0 && length < CODE_MAX && code[length] == '\0';
}

static bool has_words(plume_text *path, const char *folder, const char *code)
{
    struct stat status;

    plume_text_clear(path);
    plume_text_printf(path, "%s/%s/words.yaml", folder, code);
    return path->status == PLUME_OK && stat(path->data, &status) == 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* "en, pt-BR, zh", whatever the order in which the system lists the folder. */
static void print_known(plume_text *out, const char *folder)
{
    char codes[LANGUAGES_MAX][CODE_MAX] = { "en" };
    size_t count = 1;
    DIR *entries = opendir(folder);
    struct dirent *entry;
    plume_text path;

    plume_text_init(&path);
    while (entries != NULL && count < LANGUAGES_MAX && (entry = readdir(entries)) != NULL)
        if (is_code(entry->d_name) && has_words(&path, folder, entry->d_name))
            memcpy(codes[count++], entry->d_name, strlen(entry->d_name) + 1);
    if (entries != NULL)
        closedir(entries);
    qsort(codes, count, CODE_MAX, by_name);
    for (size_t i = 0; i < count; i++)
        plume_text_printf(out, "%s%s", i > 0 ? ", " : "", codes[i]);
    plume_text_dispose(&path);
}

plume_status plume_language_words(plume_text *out, const char *folder,
                                  const char *language, plume_error *error)
{
    plume_text known;
    bool found = is_code(language) && has_words(out, folder, language);

    if (found || out->status != PLUME_OK)
        return plume_text_status(out, error);
    plume_text_init(&known);
    print_known(&known, folder);
    plume_fail(error, PLUME_ERR_UNKNOWN, "there are no templates in the language '%s'",
               language);
    plume_hint(error, "known are %s", known.data == NULL ? "en" : known.data);
    plume_text_dispose(&known);
    return PLUME_ERR_UNKNOWN;
}
