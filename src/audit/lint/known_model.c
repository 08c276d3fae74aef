/* The published training that a row names. */
#include "audit/lint/internal.h"

#include <string.h>

#include "core/ascii.h"

/* What is put behind the name of a model, and before it, without another training from
 * the start. */
static const char *const endings[] = { "instruct", "chat", "hf",       "base",
                                       "it",       "ours", "*",        "model",
                                       "v1.0",     "v0.1", "original", "final",
                                       "preview",  "2407", "2412",     "0724" };
static const char *const beginnings[] = { "meta",   "google", "ibm",
                                          "openai", "nvidia", "the" };

static bool is_between(char c)
{
    return c == ' ' || c == '-' || c == '_';
}

/* "LLaMA (7B)" as "LLaMA 7B", without the owner before a slash. */
static void take_plain(plume_text *out, const char *name)
{
    const char *slash = strrchr(name, '/');

    for (const char *at = slash != NULL ? slash + 1 : name; *at != '\0'; at++)
        if (*at != '(' && *at != ')')
            plume_text_add_char(out, *at);
}

static bool is_word(const char *at, size_t length, const char *word)
{
    size_t i = 0;

    while (i < length && word[i] != '\0' && plume_lower(at[i]) == word[i])
        i++;
    return i == length && word[i] == '\0';
}

/* Takes one word off the end of name; false when its last word belongs to it. */
static bool drop_ending(plume_text *name)
{
    size_t start = name->length;

    while (start > 0 && !is_between(name->data[start - 1]) &&
           name->data[start - 1] != '*')
        start--;
    start -= start > 0 && start == name->length; /* "*" stands without a blank */
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (start == 0 || !is_word(name->data + start, name->length - start, endings[i]))
            continue;
        while (start > 0 && is_between(name->data[start - 1]))
            start--;
        name->data[start] = '\0';
        name->length = start;
        return start > 0;
    }
    return false;
}

static const char *without_beginning(const char *name)
{
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        size_t length = strlen(beginnings[i]);

        if (strlen(name) > length + 1 && is_word(name, length, beginnings[i]) &&
            is_between(name[length]))
            return name + length + 1;
    }
    return name;
}

static bool finds(plume_published *out, plume_lint *lint, const char *name)
{
    return plume_factors_model(lint->factors, name, out, NULL) == PLUME_OK;
}

/* Whatever is behind a name that is nobody's is taken off word by word. */
static bool finds_plain(plume_published *out, plume_lint *lint, plume_text *name)
{
    do {
        if (finds(out, lint, name->data) ||
            finds(out, lint, without_beginning(name->data)))
            return true;
    } while (drop_ending(name));
    return false;
}

bool plume_lint_model(plume_published *out, plume_lint *lint, const plume_claim_run *run)
{
    const char *name = run->word[CLAIM_NAME];
    plume_text plain;
    bool found;

    if (name[0] == '\0')
        return false;
    if (finds(out, lint, name))
        return true;
    plume_text_init(&plain);
    take_plain(&plain, name);
    found = plain.length > 0 && plume_text_status(&plain, NULL) == PLUME_OK &&
            finds_plain(out, lint, &plain);
    plume_text_dispose(&plain);
    return found;
}
