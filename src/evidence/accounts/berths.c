/* Names as numbers, and hosts, devices and counts of devices together as one. */
#include "evidence/accounts/berths.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "evidence/accounts/hosts.h"

/* --- names --- */

static bool names_init(plume_names *names)
{
    names->pool = plume_pool_new();
    names->map = plume_map_new();
    return names->pool != NULL && names->map != NULL;
}

static void names_dispose(plume_names *names)
{
    plume_pool_free(names->pool);
    plume_map_free(names->map);
    free(names->text);
}

static bool names_grow(plume_names *names)
{
    size_t capacity = names->capacity * 2 + 16;
    const char **grown = names->text;

    if (names->count < names->capacity)
        return true;
    grown = realloc(grown, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    names->text = grown;
    names->capacity = capacity;
    return true;
}

static bool number_of(plume_names *names, const char *text, uint32_t *out)
{
    size_t found;

    *out = 0;
    if (text[0] == '\0')
        return true;
    found = plume_map_find(names->map, text);
    if (found == SIZE_MAX) {
        found = names->count;
        if (!names_grow(names) || !plume_map_set(names->map, text, found))
            return false;
        names->text[found] = plume_pool_copy(names->pool, text);
        if (names->text[found] == NULL)
            return false;
        names->count++;
    }
    *out = (uint32_t)found + 1;
    return true;
}

/* Number 0 is a name that nobody told; known ones begin at 1. */
const char *plume_names_text(const plume_names *names, uint32_t number)
{
    return number == 0 ? "" : names->text[number - 1];
}

/* --- berths --- */

bool plume_berths_init(plume_berths *berths)
{
    *berths = (plume_berths){ 0 };
    berths->compared = calloc(2 * PLUME_COMPARED_MAX, sizeof *berths->compared);
    return names_init(&berths->hosts) && names_init(&berths->devices) &&
           berths->compared != NULL;
}

void plume_berths_dispose(plume_berths *berths)
{
    names_dispose(&berths->hosts);
    names_dispose(&berths->devices);
    free(berths->berth);
    free(berths->slot);
    free(berths->compared);
}

/* By its bytes: counts that are unknown are one NAN. */
static size_t slot_of(const plume_berths *berths, const plume_berth *berth)
{
    size_t at = (size_t)plume_hash64(berth, sizeof *berth, 13) & (berths->slots - 1);

    while (berths->slot[at] != 0 &&
           memcmp(&berths->berth[berths->slot[at] - 1], berth, sizeof *berth) != 0)
        at = (at + 1) & (berths->slots - 1);
    return at;
}

/* At most half of the table is taken. */
static bool grow(plume_berths *berths)
{
    size_t capacity = berths->capacity == 0 ? 16 : berths->capacity * 2;
    plume_berth *grown;

    if (berths->count < berths->capacity)
        return true;
    grown = realloc(berths->berth, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    berths->berth = grown;
    berths->capacity = capacity;
    free(berths->slot);
    berths->slots = 2 * capacity;
    berths->slot = calloc(berths->slots, sizeof *berths->slot);
    if (berths->slot == NULL)
        return false;
    for (size_t i = 0; i < berths->count; i++)
        berths->slot[slot_of(berths, &berths->berth[i])] = (uint32_t)i + 1;
    return true;
}

bool plume_berths_number(plume_berths *berths, const char *host, const char *device,
                         double device_count, uint32_t *out)
{
    plume_berth berth;
    size_t slot;

    memset(&berth, 0, sizeof berth);
    berth.device_count = isnan(device_count) ? (float)NAN : (float)device_count;
    if (!number_of(&berths->hosts, host, &berth.host) ||
        !number_of(&berths->devices, device, &berth.device) || !grow(berths))
        return false;
    slot = slot_of(berths, &berth);
    if (berths->slot[slot] == 0) {
        berths->berth[berths->count] = berth;
        berths->slot[slot] = (uint32_t)++berths->count;
    }
    *out = berths->slot[slot] - 1;
    return true;
}

/* --- comparing --- */

/* Whether two names differ, by their numbers: NULL where that is not known any more, and
 * *at is where it is to be kept. */
static const bool *recall(plume_name_pair *all, uint32_t left, uint32_t right,
                          plume_name_pair **at)
{
    *at = &all[(left * 31 + right) % PLUME_COMPARED_MAX];
    return (*at)->left == left && (*at)->right == right ? &(*at)->differ : NULL;
}

bool plume_berths_hosts_differ(const plume_berths *berths, const plume_berth *left,
                               const plume_berth *right)
{
    plume_name_pair *at;
    const bool *known = recall(berths->compared, left->host, right->host, &at);

    if (left->host == right->host || left->host == 0 || right->host == 0)
        return false;
    if (known == NULL)
        *at = (plume_name_pair){ left->host, right->host,
                                 plume_hosts_differ(
                                     plume_names_text(&berths->hosts, left->host),
                                     plume_names_text(&berths->hosts, right->host)) };
    return at->differ;
}

bool plume_berths_devices_differ(const plume_berths *berths, const plume_berth *left,
                                 const plume_berth *right)
{
    plume_name_pair *at;
    const bool *known =
        recall(berths->compared + PLUME_COMPARED_MAX, left->device, right->device, &at);

    if (left->device == right->device || left->device == 0 || right->device == 0)
        return false;
    if (known == NULL)
        *at = (plume_name_pair){ left->device, right->device,
                                 plume_devices_differ(
                                     plume_names_text(&berths->devices, left->device),
                                     plume_names_text(&berths->devices, right->device)) };
    return at->differ;
}
