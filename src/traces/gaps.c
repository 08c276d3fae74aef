/* The words for what is done where samples are missing. */
#include <plume/power.h>

#include <string.h>

static const char *const names[] = {
    [PLUME_GAPS_BRIDGE] = "bridge",
    [PLUME_GAPS_EXCLUDE] = "exclude",
    [PLUME_GAPS_HOLD] = "hold",
    [PLUME_GAPS_FAIL] = "fail",
};

const char *plume_gaps_name(plume_gaps gaps)
{
    return gaps < PLUME_GAPS_COUNT ? names[gaps] : "";
}

bool plume_gaps_are_filled(plume_gaps gaps)
{
    return gaps == PLUME_GAPS_BRIDGE || gaps == PLUME_GAPS_HOLD;
}

bool plume_gaps_find(plume_gaps *out, const char *word)
{
    for (size_t i = 0; i < PLUME_GAPS_COUNT; i++) {
        if (strcmp(names[i], word) != 0)
            continue;
        *out = (plume_gaps)i;
        return true;
    }
    return false;
}
