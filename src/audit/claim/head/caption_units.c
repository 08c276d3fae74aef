/* Units that the text beside a table states once: "Energy in MWh, emissions (tCO2e)". */
#include <ctype.h>
#include <string.h>

#include "audit/claim/head/internal.h"

enum { UNIT_LONGEST = 32 };

static const char *const energies[] = { "energy", "consumption", NULL };
static const char *const masses[] = { "emission", "carbon footprint", "co2e", NULL };

static bool begins(const char *text, const char *phrase)
{
    for (; *phrase != '\0'; phrase++, text++)
        if (tolower((unsigned char)*text) != *phrase)
            return false;
    return true;
}

/* Behind "(", "in", "are given in"; NULL where no unit is told. */
static const char *behind_link(const char *at)
{
    static const char *const links[] = { " (",
                                         " [",
                                         " in ",
                                         " is in ",
                                         " are in ",
                                         " is given in ",
                                         " are given in ",
                                         " is reported in ",
                                         " are reported in ",
                                         " consumption in ",
                                         " consumption (",
                                         " consumed (",
                                         " use (",
                                         " use in " };

    while (isalpha((unsigned char)*at)) /* the end of "emissions" */
        at++;
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++)
        if (begins(at, links[i]))
            return at + strlen(links[i]);
    return NULL;
}

/* The longest unit there, without the marks of LaTeX. */
static bool unit_at(plume_claim_unit *unit, const char *at, plume_dimension wanted)
{
    char text[UNIT_LONGEST];
    size_t used = 0;

    for (; *at != '\0' && strchr(")],;.\n", *at) == NULL && used + 1 < sizeof text; at++)
        if (strchr("$_{}\\", *at) == NULL)
            text[used++] = *at;
    text[used] = '\0';
    for (; used > 0; used--) {
        if (text[used] != ' ' && text[used] != '\0')
            continue; /* whole words */
        text[used] = '\0';
        if (plume_claim_unit_read(unit, text, used) && unit->dimension == wanted)
            return true;
    }
    return false;
}

/* "Embodied emissions (kg)": that is said of another column. */
static bool is_of_another(const char *prose, const char *at)
{
    return at - prose > 9 && begins(at - 9, "embodied ");
}

/* What one in the cells stands for by all that is said; 0 where nothing is said, or more
 * than one thing. */
static double told(const char *prose, const char *const *words, plume_dimension wanted)
{
    double per_unit = 0.0;

    for (const char *at = prose; *at != '\0'; at++)
        for (size_t i = 0; words[i] != NULL; i++) {
            const char *link =
                begins(at, words[i]) ? behind_link(at + strlen(words[i])) : NULL;
            plume_claim_unit unit;

            if (link == NULL || !unit_at(&unit, link, wanted) || is_of_another(prose, at))
                continue;
            if (per_unit != 0.0 && per_unit != unit.per_unit)
                return 0.0;
            per_unit = unit.per_unit;
        }
    return per_unit;
}

/* Of energies and masses; a ratio is none of them. */
static plume_dimension dimension_of(int quantity)
{
    switch (quantity) {
    case CLAIM_ENERGY:
    case CLAIM_IT_ENERGY:
    case CLAIM_FACILITY_ENERGY:
        return PLUME_DIMENSION_ENERGY;
    case CLAIM_EMISSIONS:
    case CLAIM_NET_EMISSIONS:
    case CLAIM_BARE_EMISSIONS:
    case CLAIM_OFFSETS:
        return PLUME_DIMENSION_MASS;
    default:
        return PLUME_DIMENSION_RATIO;
    }
}

void plume_claim_take_caption_units(const plume_claim *claim, plume_claim_column *column,
                                    size_t count)
{
    for (size_t i = 0; i < count; i++) {
        plume_dimension wanted;
        double per_unit;

        if (column[i].kind != COLUMN_FIGURE || !column[i].assumed)
            continue;
        wanted = dimension_of(column[i].index);
        if (wanted != PLUME_DIMENSION_ENERGY && wanted != PLUME_DIMENSION_MASS)
            continue;
        per_unit = told(claim->prose, wanted == PLUME_DIMENSION_MASS ? masses : energies,
                        wanted);
        if (per_unit == 0.0)
            continue;
        column[i].per_unit = per_unit;
        column[i].assumed = false;
    }
}
