/* Meters of whole machines: what their names say, and which of a machine's counts. */
#include "logs/meters.h"

#include <stdlib.h>
#include <string.h>

#include "core/pool.h"
#include "traces/host_names.h"
#include <plume/text.h>

enum { NAME_BYTES = 512 };

/* --- names --- */

/* In lower case; what is no letter and no digit becomes one blank, with one at each end.
 */
static void spell(char out[NAME_BYTES], const char *name)
{
    size_t used = 0;

    out[used++] = ' ';
    for (; *name != '\0' && used + 2 < NAME_BYTES; name++) {
        char c = *name;

        if (c >= 'A' && c <= 'Z')
            c = (char)(c + ('a' - 'A'));
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out[used++] = c;
        else if (out[used - 1] != ' ')
            out[used++] = ' ';
    }
    if (out[used - 1] != ' ')
        out[used++] = ' ';
    out[used] = '\0';
}

static bool has_any(const char *name, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strstr(name, *words) != NULL)
            return true;
    return false;
}

/* " ps1 " and " ps2input": a supply of a BMC. */
static bool has_numbered_supply(const char *name)
{
    const char *at = strstr(name, " ps");

    return at != NULL && at[3] >= '0' && at[3] <= '9';
}

/* " n1 ", " n02 power": a node of a table of nodes. */
static bool begins_with_node(const char *name)
{
    return name[1] == 'n' && name[2] >= '0' && name[2] <= '9';
}

/* What a supply puts out lacks the loss of its conversion, what it takes in has it. An
 * outlet of a strip is no output, though the word begins so. */
static plume_meter meter_of_supply(const char *name)
{
    static const char *const outputs[] = { "out", " dc ", NULL };
    static const char *const outlets[] = { "outlet", NULL };

    return has_any(name, outputs) && !has_any(name, outlets) ? PLUME_METER_OUTPUT
                                                             : PLUME_METER_SUPPLY;
}

/* The order decides: parts come first, as their names often hold the word for what
 * they are in ("node GPU power"). What names nothing known is a part, so that it is
 * never taken for a whole machine. */
plume_meter plume_meter_of(const char *name)
{
    static const char *const parts[] = { "gpu",    "accel", "nvidia",  "dcgm",   "rocm",
                                         " tpu",   "cpu",   "dram",    "memory", "rapl",
                                         "hwmon",  "core",  "package", "pkg",    "socket",
                                         "fan",    "disk",  "drive",   "pcie",   " mem ",
                                         " card ", NULL };
    static const char *const supplies[] = { "psu",       "power supply", "powersupply",
                                            " pws",      "supply",       "pdu",
                                            "outlet",    "feed",         "input watt",
                                            "inputwatt", "pmbpower",     NULL };
    static const char *const outputs[] = { "output watt", "outputwatt", NULL };
    static const char *const rails[] = { "rail", " 12v", " 5v ", " 3v3", " 3 3v", NULL };
    static const char *const walls[] = { "wall",    "plug",    "mains",  " ups",
                                         " apower", "tasmota", "shelly", NULL };
    static const char *const chassis[] = { "chassis", "enclosure", "blade", NULL };
    static const char *const nodes[] = {
        "node",    "system",          " sys ",       "host",           "server",
        "machine", "pwr consumption", "power meter", "power consumed", "consumedwatt",
        NULL
    };
    static const char *const boards[] = { "dcmi", "bmc", "ipmi", "redfish", NULL };
    char text[NAME_BYTES];

    spell(text, name);
    if (has_any(text, parts))
        return PLUME_METER_PART;
    if (has_any(text, supplies) || has_numbered_supply(text))
        return meter_of_supply(text);
    if (has_any(text, outputs))
        return PLUME_METER_OUTPUT;
    if (has_any(text, rails))
        return PLUME_METER_RAIL;
    if (has_any(text, walls))
        return PLUME_METER_WALL;
    if (has_any(text, chassis))
        return PLUME_METER_CHASSIS;
    if (has_any(text, nodes) || begins_with_node(text))
        return PLUME_METER_NODE;
    return has_any(text, boards) ? PLUME_METER_BOARD : PLUME_METER_PART;
}

bool plume_meter_is_accelerator(const char *name)
{
    static const char *const words[] = { "gpu",  "accel", "nvidia", "radeon", "nouveau",
                                         "i915", " xe ",  "dcgm",   "habana", NULL };
    char text[NAME_BYTES];

    spell(text, name);
    return has_any(text, words);
}

/* The letters alone: meters that differ by their number only are of one kind. */
static void kind_of(plume_text *out, const char *name)
{
    char text[NAME_BYTES];

    spell(text, name);
    plume_text_clear(out);
    for (const char *at = text; *at != '\0'; at++)
        if (*at >= 'a' && *at <= 'z')
            plume_text_add_char(out, *at);
}

/* --- the meters of a log --- */

typedef struct best {
    plume_meter meter;
    const char *kind; /* "" of parts, which all count */
} best;

struct plume_meters {
    plume_pool *pool;
    plume_map *hosts; /* to their best */
    best *best;
    size_t count, capacity;
};

plume_meters *plume_meters_new(void)
{
    plume_meters *meters = calloc(1, sizeof *meters);

    if (meters == NULL)
        return NULL;
    meters->pool = plume_pool_new();
    meters->hosts = plume_map_new();
    if (meters->pool != NULL && meters->hosts != NULL)
        return meters;
    plume_meters_free(meters);
    return NULL;
}

void plume_meters_free(plume_meters *meters)
{
    if (meters == NULL)
        return;
    plume_pool_free(meters->pool);
    plume_map_free(meters->hosts);
    free(meters->best);
    free(meters);
}

/* Exporters of one host listen at several ports. SIZE_MAX: it is not known yet. */
static size_t find_host(const plume_meters *meters, const char *host, plume_text *key)
{
    plume_hosts_name(host, 0, key);
    return key->status == PLUME_OK ? plume_map_find(meters->hosts, key->data) : SIZE_MAX;
}

/* key: what find_host made of the host. */
static best *best_of(plume_meters *meters, const char *host, plume_text *key)
{
    size_t at = find_host(meters, host, key);

    if (at != SIZE_MAX)
        return &meters->best[at];
    if (key->status != PLUME_OK)
        return NULL;
    if (meters->count == meters->capacity) {
        size_t capacity = meters->capacity * 2 + 8;
        best *grown = realloc(meters->best, capacity * sizeof *grown);

        if (grown == NULL)
            return NULL;
        meters->best = grown;
        meters->capacity = capacity;
    }
    if (!plume_map_set(meters->hosts, key->data, meters->count))
        return NULL;
    meters->best[meters->count] = (best){ PLUME_METER_PART, "" };
    return &meters->best[meters->count++];
}

/* Of two kinds of one level the one whose name comes first. */
static bool is_better(plume_meter meter, const char *kind, const best *than)
{
    if (meter != than->meter)
        return meter > than->meter;
    return meter != PLUME_METER_PART && strcmp(kind, than->kind) < 0;
}

plume_status plume_meters_add(plume_meters *meters, const char *host, const char *name,
                              plume_error *error)
{
    plume_meter meter = plume_meter_of(name);
    best *of;
    plume_text kind;
    plume_status status;

    plume_text_init(&kind);
    of = best_of(meters, host, &kind);
    kind_of(&kind, name);
    status = of != NULL ? plume_text_status(&kind, error) : plume_fail_memory(error);
    if (status == PLUME_OK && is_better(meter, kind.data, of)) {
        const char *copy = plume_pool_copy(meters->pool, kind.data);

        if (copy == NULL)
            status = plume_fail_memory(error);
        else
            *of = (best){ meter, copy };
    }
    plume_text_dispose(&kind);
    return status;
}

/* Parts add up; two meters of one machine measure the same energy, so that only those
 * of the best kind count. */
bool plume_meters_counts(const plume_meters *meters, const char *host, const char *name)
{
    plume_meter meter = plume_meter_of(name);
    plume_text text;
    size_t at;
    bool counts;

    plume_text_init(&text);
    at = find_host(meters, host, &text);
    counts = at == SIZE_MAX || meter == meters->best[at].meter;
    if (at != SIZE_MAX && counts && meter != PLUME_METER_PART) {
        kind_of(&text, name);
        counts = strcmp(text.data, meters->best[at].kind) == 0;
    }
    plume_text_dispose(&text);
    return counts;
}
