/* What totals can be divided by, as words. */
#include <string.h>

#include <plume/ledger.h>

static const char *const names[PLUME_BY_COUNT] = {
    [PLUME_BY_NOTHING] = "",
    [PLUME_BY_ACCOUNT] = "account",
    [PLUME_BY_USER] = "user",
    [PLUME_BY_PROJECT] = "project",
    [PLUME_BY_PARTITION] = "partition",
    [PLUME_BY_MODEL] = "model",
    [PLUME_BY_STUDY] = "study",
    [PLUME_BY_MONTH] = "month",
    [PLUME_BY_DEVICE] = "device",
};

const char *plume_by_name(plume_by by)
{
    return by < PLUME_BY_COUNT ? names[by] : "";
}

bool plume_by_find(plume_by *out, const char *word)
{
    for (size_t i = 1; i < PLUME_BY_COUNT; i++)
        if (strcmp(names[i], word) == 0) {
            *out = (plume_by)i;
            return true;
        }
    return false;
}
