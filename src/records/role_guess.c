/* Looks for whole words such as "search" and "final" in a name. */
#include "records/role_guess.h"

#include <ctype.h>
#include <string.h>

static const struct {
    const char *word;
    plume_role role;
} telling[] = {
    { "nas", PLUME_ROLE_NAS },
    { "tune", PLUME_ROLE_SEARCH },
    { "tuning", PLUME_ROLE_SEARCH },
    { "sweep", PLUME_ROLE_SEARCH },
    { "hpo", PLUME_ROLE_SEARCH },
    { "hparam", PLUME_ROLE_SEARCH },
    { "hyperparameter", PLUME_ROLE_SEARCH },
    { "optuna", PLUME_ROLE_SEARCH },
    { "gridsearch", PLUME_ROLE_SEARCH },
    { "search", PLUME_ROLE_SEARCH },
    { "ablation", PLUME_ROLE_ABLATION },
    { "ablate", PLUME_ROLE_ABLATION },
    { "debug", PLUME_ROLE_DEVELOPMENT },
    { "smoke", PLUME_ROLE_DEVELOPMENT },
    { "eval", PLUME_ROLE_EVALUATION },
    { "evaluation", PLUME_ROLE_EVALUATION },
    { "evaluate", PLUME_ROLE_EVALUATION },
    { "inference", PLUME_ROLE_INFERENCE },
};

static bool is_word(const char *from, size_t length, const char *word)
{
    if (tolower((unsigned char)*from) != *word || strlen(word) != length)
        return false;
    for (size_t i = 0; i < length; i++)
        if (tolower((unsigned char)from[i]) != word[i])
            return false;
    return true;
}

plume_role plume_role_guess(const char *name)
{
    while (*name != '\0') {
        size_t length = 0;

        while (isalpha((unsigned char)name[length]))
            length++;
        for (size_t i = 0; i < sizeof telling / sizeof *telling && length > 0; i++)
            if (is_word(name, length, telling[i].word))
                return telling[i].role;
        name += length > 0 ? length : 1;
    }
    return PLUME_ROLE_UNKNOWN;
}
