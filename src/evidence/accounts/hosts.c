/* Names of hosts and devices, compared as people and tools write them. */
#include "evidence/accounts/hosts.h"

#include <ctype.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "traces/host_names.h"

static int lower(char c)
{
    return tolower((unsigned char)c);
}

/* Whether a list of names, each with a blank after it, holds this one. */
static bool holds(const char *list, const char *name, size_t length)
{
    for (const char *at = list; *at != '\0';) {
        size_t own = strcspn(at, " ");

        if (own == length && memcmp(at, name, length) == 0)
            return true;
        at += own + strspn(at + own, " ");
    }
    return false;
}

/* How many names of left stand in right; count: all of left. */
static size_t shared(const char *left, const char *right, size_t *count)
{
    size_t both = 0;

    *count = 0;
    for (const char *at = left; *at != '\0'; ++*count) {
        size_t length = strcspn(at, " ");

        both += holds(right, at, length);
        at += length + strspn(at + length, " ");
    }
    return both;
}

/* --- hosts --- */

/* docs/evidence.md: only hosts that are known to differ forbid a common run. */
bool plume_hosts_differ(const char *left, const char *right)
{
    return left[0] != '\0' && right[0] != '\0' && strcmp(left, right) != 0 &&
           !plume_hosts_meet(left, right);
}

/* More than not different: of two lists that merely overlap nobody knows which host it
 * was. */
bool plume_hosts_equal(const char *left, const char *right)
{
    if (left[0] == '\0' || right[0] == '\0')
        return false;
    return strcmp(left, right) == 0 ||
           (plume_hosts_count(left) == 1 && plume_hosts_count(right) == 1 &&
            plume_hosts_meet(left, right));
}

/* --- devices --- */

/* Words of a device's name that do not tell one from another. */
static bool is_idle_word(const char *word, size_t length)
{
    static const char *const idle[] = {
        "nvidia", "amd",      "intel", "tesla", "geforce",
        "gpu",    "instinct", "x",     "the",   "graphics"
    };

    for (size_t i = 0; i < sizeof idle / sizeof idle[0]; i++)
        if (strlen(idle[i]) == length && memcmp(idle[i], word, length) == 0)
            return true;
    return false;
}

/* Words in lower case, each with a blank after it; a count before an x ("4 x A100") is
 * left out. */
static void print_words(plume_text *out, const char *name)
{
    while (*name != '\0') {
        char word[33] = { 0 };
        size_t length = 0;

        while (*name != '\0' && !isalnum((unsigned char)*name))
            name++;
        for (; isalnum((unsigned char)*name); name++)
            if (length + 1 < sizeof word)
                word[length++] = (char)lower(*name);
        if (length == 0 || is_idle_word(word, length) ||
            (length < 3 && strspn(word, "0123456789") == length))
            continue;
        plume_text_add_n(out, word, length);
        plume_text_add_char(out, ' ');
    }
}

/* A family name (a100) agrees with its members: two names differ where each has a word
 * that the other lacks. */
bool plume_devices_differ(const char *left, const char *right)
{
    plume_text a, b;
    size_t of_a, of_b, both;
    bool differ;

    if (left[0] == '\0' || right[0] == '\0' || strcmp(left, right) == 0)
        return false;
    plume_text_init(&a);
    plume_text_init(&b);
    print_words(&a, left);
    print_words(&b, right);
    both = shared(a.data, b.data, &of_a);
    shared(b.data, a.data, &of_b);
    differ = of_a > 0 && of_b > 0 && both < of_a && both < of_b;
    plume_text_dispose(&a);
    plume_text_dispose(&b);
    return differ;
}
