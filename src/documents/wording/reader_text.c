/* A note is told to the author, who may be asked for more; on a page stands what
 * happened. */
#include "documents/wording/reader_text.h"

#include <stdbool.h>
#include <string.h>

/* What only an author can do something with. A key of the study file is found by its
 * section and the dot behind it. */
static const char *const asked[] = {
    "study file",    "plume.yaml",   "plume ",   "`",         "export with",
    "state it",      "states it",    "site.",    "hardware.", "inference.",
    "uncertainty.",  "search.",      "report.",  "include.",  "inputs:",
    "devices: true", "attribute_to", "give its", "give it",   "say better",
};

/* Phrases that are true of the paper's authors as they are of their file. */
static const struct phrase {
    const char *own, *reader;
} phrases[] = {
    { "as the study file states", "as the authors state" },
    { "of the study file", "of the authors" },
    { "the study file states", "the authors state" },
    { "in the study file", "by the authors" },
};

static bool begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

/* "--location", but no dash between words. */
static bool is_option(const char *at, const char *begin)
{
    return begins(at, "--") && at[2] >= 'a' && at[2] <= 'z' &&
           (at == begin || strchr(" ('", at[-1]) != NULL);
}

static bool is_asked(const char *clause, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (is_option(clause + i, clause))
            return true;
        for (size_t k = 0; k < sizeof asked / sizeof *asked; k++)
            if (i + strlen(asked[k]) <= length && begins(clause + i, asked[k]) &&
                (i == 0 || !(clause[i - 1] >= 'a' && clause[i - 1] <= 'z')))
                return true;
    }
    return false;
}

/* The bytes of a clause: up to "; ", ": ", ", or " or a parenthesis that opens or closes.
 */
static size_t clause_length(const char *at)
{
    size_t i = *at == '(' ? 1 : 0;

    if (*at == '(') {
        const char *end = strchr(at, ')');

        return end == NULL ? strlen(at) : (size_t)(end - at) + 1;
    }
    for (; at[i] != '\0'; i++)
        if (begins(at + i, "; ") || begins(at + i, ": ") || begins(at + i, ", or ") ||
            begins(at + i, " ("))
            return i;
    return i;
}

/* How many bytes part one clause from the next. */
static size_t gap_length(const char *at)
{
    if (begins(at, ", or "))
        return strlen(", or ");
    if (begins(at, "; ") || begins(at, ": "))
        return 2;
    return *at == ' ' ? 1 : 0;
}

static void put_in_readers_words(plume_text *out, const char *message)
{
    while (*message != '\0') {
        size_t k = 0, count = sizeof phrases / sizeof *phrases;

        while (k < count && !begins(message, phrases[k].own))
            k++;
        if (k < count) {
            plume_text_add(out, phrases[k].reader);
            message += strlen(phrases[k].own);
        } else {
            plume_text_add_char(out, *message++);
        }
    }
}

static void add_clauses(plume_text *out, const char *message)
{
    const char *gap = message;
    size_t gap_bytes = 0;
    bool first = true;

    for (const char *at = message; *at != '\0';) {
        size_t length = clause_length(at);

        if (length > 0 && !is_asked(at, length)) {
            if (!first)
                plume_text_add_n(out, gap, gap_bytes);
            plume_text_add_n(out, at, length);
            first = false;
        }
        at += length;
        gap = at;
        gap_bytes = gap_length(at);
        if (length == 0 && gap_bytes == 0)
            gap_bytes = 1;
        at += gap_bytes;
    }
}

void plume_reader_text(plume_text *out, const char *message)
{
    plume_text words;

    plume_text_init(&words);
    put_in_readers_words(&words, message);
    if (words.status == PLUME_OK)
        add_clauses(out, words.data);
    plume_text_dispose(&words);
}
