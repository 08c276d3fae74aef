/* Looks for whole words such as "search" and "final" in a name. */
#include "records/role_guess.h"

#include <string.h>

#include "core/ascii.h"

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
enum { TELLING = sizeof telling / sizeof *telling };

static bool is_word(const char *from, size_t length, const char *word)
{
    for (size_t i = 0; i < length; i++)
        if (plume_lower(from[i]) != word[i])
            return false;
    return word[length] == '\0';
}

/* Most words begin with none of their letters. */
static bool may_tell(char first)
{
    return strchr("adeghinost", plume_lower(first)) != NULL;
}

plume_role plume_role_guess(const char *name)
{
    while (*name != '\0') {
        size_t length = 0;

        while (plume_is_letter(name[length]))
            length++;
        for (size_t i = 0; length > 0 && may_tell(*name) && i < TELLING; i++)
            if (telling[i].word[0] == plume_lower(*name) &&
                is_word(name, length, telling[i].word))
                return telling[i].role;
        name += length > 0 ? length : 1;
    }
    return PLUME_ROLE_UNKNOWN;
}
