/* cli/words.c -- options whose value is one of a few words, and which these are. */
#include "words.h"

#include <string.h>

/* Longer lists are not told whole: what is near is. */
enum { TOLD_MOST = 9 };

/* NULL beyond the last. */
static const char *word_at(cli_kind kind, size_t i)
{
    static const char *const days[] = { "day-first", "month-first" };

    switch (kind) {
    case CLI_ROLE:
        return i + 1 < PLUME_ROLE_COUNT ? plume_role_name((plume_role)(i + 1)) : NULL;
    case CLI_KEY:
        return i + 1 < PLUME_BY_COUNT ? plume_by_name((plume_by)(i + 1)) : NULL;
    case CLI_GAPS:
        return i < PLUME_GAPS_COUNT ? plume_gaps_name((plume_gaps)i) : NULL;
    case CLI_DATES:
        return i < sizeof days / sizeof *days ? days[i] : NULL;
    case CLI_READER:
        return i < plume_reader_count() ? plume_reader_at(i).name : NULL;
    case CLI_METHODS:
        return i < plume_method_count() ? plume_method_at(i)->name : NULL;
    case CLI_VENUE:
        return plume_venue_at(i, NULL);
    default:
        return NULL;
    }
}

bool cli_words_are_known(cli_kind kind)
{
    return word_at(kind, 0) != NULL;
}

/* Roles and venues are taken in other spellings, too. */
static bool is_word(cli_kind kind, const char *word)
{
    plume_role role;

    if (kind == CLI_ROLE)
        return plume_role_find(&role, word);
    for (size_t i = 0; word_at(kind, i) != NULL; i++)
        if (kind == CLI_VENUE ? plume_name_equal(word_at(kind, i), word)
                              : strcmp(word_at(kind, i), word) == 0)
            return true;
    return false;
}

bool cli_word_check(cli_kind kind, const char *word, plume_text *wanted)
{
    plume_nearest nearest;
    plume_text meant;
    size_t count = 0;

    if (is_word(kind, word))
        return true;
    plume_nearest_init(&nearest, word);
    for (; word_at(kind, count) != NULL; count++)
        plume_nearest_offer(&nearest, word_at(kind, count));
    for (size_t i = 0; i < count && count <= TOLD_MOST; i++)
        plume_text_printf(wanted, "%s%s",
                          i == 0           ? ", expected "
                          : i + 1 == count ? " or "
                                           : ", ",
                          word_at(kind, i));
    plume_text_init(&meant);
    plume_nearest_print(&meant, &nearest);
    if (meant.length > 0)
        plume_text_printf(wanted, "%s%s", count <= TOLD_MOST ? "; " : ", ", meant.data);
    plume_text_dispose(&meant);
    return false;
}
