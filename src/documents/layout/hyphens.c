/* Liang's patterns on a word: at each place the highest digit of all that match counts,
 * and odd ones part (F. M. Liang, Word Hy-phen-a-tion by Com-put-er, 1983). */
#include "documents/layout/hyphens.h"

#include <string.h>

#include "core/ascii.h"

enum { LETTERS_MIN = 6, STAY_MIN = 2, GO_MIN = 3 };

/* In place: pointers would be bound one by one at each start of the program. */
enum { PATTERN_MOST = 12 };
static const char patterns[][PATTERN_MOST] = {
#define P(text) text,
#include "documents/layout/hyphens_en.def"
#undef P
};

/* TeX's own exceptions that concern us: a noun and a verb that are spelled alike. */
static const char *const whole[] = { "present", "presents", "project", "projects" };

/* Letters of a pattern against text[0..length): below zero, zero, above. */
static int compare(const char *pattern, const char *text, size_t length)
{
    size_t i = 0;

    for (; *pattern != '\0'; pattern++) {
        if (plume_is_digit(*pattern))
            continue;
        if (i == length || *pattern != text[i])
            return i == length || *pattern > text[i] ? 1 : -1;
        i++;
    }
    return i == length ? 0 : -1;
}

static const char *find(const char *text, size_t length)
{
    size_t low = 0, high = sizeof patterns / sizeof patterns[0];

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(patterns[middle], text, length);

        if (order == 0)
            return patterns[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static void weigh(char *weight, const char *pattern)
{
    for (; *pattern != '\0'; pattern++) {
        if (!plume_is_digit(*pattern))
            weight++;
        else if (*pattern > *weight)
            *weight = *pattern;
    }
}

static bool is_plain(const char *word, size_t length)
{
    if (length < LETTERS_MIN || length >= PLUME_HYPHENS_LETTERS_MAX)
        return false;
    for (size_t i = 0; i < length; i++)
        if (!(word[i] >= 'a' && word[i] <= 'z') &&
            !(i == 0 && word[i] >= 'A' && word[i] <= 'Z'))
            return false;
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
        if (strlen(whole[i]) == length && memcmp(whole[i], word, length) == 0)
            return false;
    return true;
}

bool plume_hyphens_find(bool may[PLUME_HYPHENS_LETTERS_MAX], const char *word,
                        size_t length)
{
    char text[PLUME_HYPHENS_LETTERS_MAX + 2], weight[PLUME_HYPHENS_LETTERS_MAX + 3];
    bool any = false;

    memset(may, 0, PLUME_HYPHENS_LETTERS_MAX * sizeof may[0]);
    if (!is_plain(word, length))
        return false;
    memset(weight, '0', sizeof weight);
    text[0] = text[length + 1] = '.';
    memcpy(text + 1, word, length);
    text[1] = (char)(text[1] | 0x20); /* a capital as its small letter */
    for (size_t from = 0; from < length + 2; from++)
        for (size_t bytes = 1; from + bytes <= length + 2; bytes++) {
            const char *pattern = find(text + from, bytes);

            if (pattern != NULL)
                weigh(weight + from, pattern);
        }
    for (size_t i = STAY_MIN; i + GO_MIN <= length; i++) {
        may[i] = (weight[i + 1] - '0') % 2 != 0;
        any = any || may[i];
    }
    return any;
}
