/* Looks for whole words such as "search" and "final" in a name. */
#include "records/role_guess.h"

#include <stdint.h>
#include <string.h>

#include "core/ascii.h"

static const struct {
    const char *word;
    size_t length;
    plume_role role;
} telling[] = {
#define WORD(word, role) { word, sizeof word - 1, PLUME_ROLE_##role },
#include "records/role_words.def"
#undef WORD
};
enum { TELLING = sizeof telling / sizeof *telling };

static bool is_word(const char *from, size_t length, const char *word)
{
    for (size_t i = 0; i < length; i++)
        if (plume_lower(from[i]) != word[i])
            return false;
    return word[length] == '\0';
}

/* Tuning a model that was trained is no search for how to train it. */
static bool is_of_a_model(const char *before, size_t length)
{
    static const char *const words[] = { "fine",   "instruct", "instruction",
                                         "prompt", "prefix",   "adapter" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(before, length, words[i]))
            return true;
    return false;
}

/* Most words have none of their lengths, or begin with none of their letters. */
static inline bool may_tell(char first, size_t length)
{
    const uint32_t letters = 0
#define WORD(word, role) | UINT32_C(1) << (word[0] - 'a')
#include "records/role_words.def"
#undef WORD
        ;
    const uint32_t lengths = 0
#define WORD(word, role) | UINT32_C(1) << (sizeof word - 1)
#include "records/role_words.def"
#undef WORD
        ;

    return length < 32 && (lengths >> length & 1) != 0 &&
           (letters >> (plume_lower(first) - 'a') & 1) != 0;
}

static size_t find(const char *word, size_t length)
{
    size_t i = 0;

    while (i < TELLING &&
           (telling[i].length != length || telling[i].word[0] != plume_lower(*word) ||
            !is_word(word, length, telling[i].word)))
        i++;
    return i;
}

plume_role plume_role_guess(const char *name, const char **word)
{
    const char *before = name;
    size_t before_length = 0;

    while (*name != '\0') {
        size_t length = 0, at = TELLING;

        while (plume_is_letter(name[length]))
            length++;
        if (may_tell(*name, length))
            at = find(name, length);
        if (at < TELLING && strncmp(telling[at].word, "tun", 3) == 0 &&
            is_of_a_model(before, before_length))
            at = TELLING;
        if (at < TELLING) {
            *word = telling[at].word;
            return telling[at].role;
        }
        if (length > 0) {
            before = name;
            before_length = length;
        }
        name += length > 0 ? length : 1;
    }
    return PLUME_ROLE_UNKNOWN;
}
