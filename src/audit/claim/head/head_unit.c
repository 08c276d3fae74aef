/* The unit in the head of a column. */
#include <ctype.h>
#include <string.h>

#include "audit/claim/head/internal.h"

/* One letter at the end of a head may be that of a name ("petrel-l"): it is a unit where
 * the head names what it measures. */
static bool says_letter(const char *head, char letter)
{
    static const struct {
        char letter;
        const char *words[6];
    } letters[] = {
        { 'w', { "power", "tdp", "draw", "rated" } },
        { 'j', { "energy", "consum", "total" } },
        { 's', { "time", "duration", "runtime", "elapsed" } },
        { 'h', { "time", "duration", "runtime", "hours", "gpu", "elapsed" } },
        { 'd', { "time", "duration", "runtime", "gpu" } },
        { 'l', { "water", "litre", "liter" } },
        { 't', { "emission", "co2", "carbon", "ghg", "footprint", "gross" } },
        { 'g', { "emission", "co2", "carbon", "ghg", "footprint", "gross" } },
    };
    char folded[HEAD_LONGEST];
    size_t length = 0;

    for (; head[length] != '\0' && length + 1 < HEAD_LONGEST; length++)
        folded[length] = (char)tolower((unsigned char)head[length]);
    folded[length] = '\0';
    letter = (char)tolower((unsigned char)letter);
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
        for (size_t k = 0; letters[i].letter == letter && k < 6; k++)
            if (letters[i].words[k] != NULL &&
                strstr(folded, letters[i].words[k]) != NULL)
                return true;
    return letter == '%';
}

/* The unit in brackets, else the longest one at the end of the head. */
bool plume_claim_head_unit(plume_claim_unit *unit, const char *head)
{
    for (const char *open = strpbrk(head, "(["); open != NULL;
         open = strpbrk(open + 1, "([")) {
        size_t length = strcspn(open + 1, ")]");

        if (length > 0 && plume_claim_unit_read(unit, open + 1, length) &&
            (unit->dimension != PLUME_DIMENSION_RATIO || unit->kind != PLUME_UNIT_PLAIN))
            return true;
    }
    if (strlen(head) == 7 && plume_claim_unit_read(unit, head, 3) &&
        (strcmp(head + 3, " PUE") == 0 || strcmp(head + 3, " pue") == 0))
        return unit->dimension == PLUME_DIMENSION_ENERGY;
    for (const char *at = head; at != NULL; at = strchr(at, ' ')) {
        at += *at == ' ';
        if (strlen(at) == 1 && at > head && !says_letter(head, *at))
            continue;
        if (plume_claim_unit_read(unit, at, strlen(at)) &&
            (unit->dimension != PLUME_DIMENSION_RATIO || unit->kind != PLUME_UNIT_PLAIN))
            return true;
    }
    return false;
}
