/* Heads about work, sizes and rates: FLOPs, parameters, tokens, queries, and one thing
 * per another. */
#include <ctype.h>
#include <string.h>

#include "audit/claim/head/internal.h"

static bool holds(const char *head, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strstr(head, *words) != NULL)
            return true;
    return false;
}

#define HOLDS(head, ...) holds(head, (const char *const[]){ __VA_ARGS__, NULL })

static plume_claim_column figure(plume_quantity quantity, double per_unit)
{
    return (plume_claim_column){ .kind = COLUMN_FIGURE,
                                 .index = (int)quantity,
                                 .per_unit = per_unit,
                                 .adds_to = CLAIM_QUANTITIES };
}

static plume_claim_column nothing(void)
{
    return (plume_claim_column){ .kind = COLUMN_NOTHING, .per_unit = 1.0 };
}

/* The unit of the numerator: of "(Wh)", of "Wh per query", of "kgCO2e/GPU-hour". */
static bool numerator(plume_claim_unit *unit, const plume_claim_head *head)
{
    const char *text = head->cased;

    if (plume_claim_head_unit(unit, text) && unit->dimension != PLUME_DIMENSION_TIME)
        return true;
    for (const char *at = text; *at != '\0'; at++) {
        const char *end = at;

        if (at > text && at[-1] != ' ' && at[-1] != '(' && at[-1] != '[')
            continue;
        while (*end != '\0' && *end != '/' && strncmp(end, " per ", 5) != 0)
            end++;
        if (*end != '\0' && end > at &&
            plume_claim_unit_read(unit, at, (size_t)(end - at)) &&
            (unit->dimension == PLUME_DIMENSION_ENERGY ||
             unit->dimension == PLUME_DIMENSION_MASS))
            return true;
    }
    return false;
}

/* What stands below the line: after "per " or "/". */
static bool is_per(const char *head, const char *const *things)
{
    for (const char *at = head; *at != '\0'; at++) {
        const char *thing = at;

        if (strncmp(at, "per ", 4) == 0 && (at == head || at[-1] == ' '))
            thing = at + 4;
        else if (*at == '/')
            thing = at + 1 + (at[1] == ' ');
        else
            continue;
        for (size_t i = 0; things[i] != NULL; i++)
            if (strncmp(thing, things[i], strlen(things[i])) == 0)
                return true;
    }
    return false;
}

static plume_claim_column rate(const plume_claim_head *head)
{
    static const char *const queries[] = { "query",     "queries", "request",  "prompt",
                                           "inference", "image",   "response", NULL };
    static const char *const tokens[] = { "token", NULL };
    static const char *const hours[] = {
        "gpu hour",  "gpu h",     "device hour",      "tpu hour", "chip hour",
        "a100 hour", "h100 hour", "accelerator hour", NULL
    };
    static const char *const others[] = {
        "epoch", "step",   "iteration", "sample",  "run",   "trial", "experiment",
        "1k ",   "1000 ",  "1m ",       "million", "year",  "day",   "user",
        "model", "seed",   "repe",      "fold",    "batch", "hour",  "week",
        "month", "second", "yr",        "annum",   NULL
    };
    plume_claim_unit unit;
    bool has_unit = numerator(&unit, head);

    if (has_unit && unit.dimension == PLUME_DIMENSION_ENERGY &&
        is_per(head->folded, queries))
        return figure(CLAIM_ENERGY_PER_QUERY, unit.per_unit);
    if (has_unit && unit.dimension == PLUME_DIMENSION_ENERGY &&
        is_per(head->folded, tokens))
        return figure(CLAIM_ENERGY_PER_TOKEN, unit.per_unit);
    if (has_unit && unit.dimension == PLUME_DIMENSION_MASS && is_per(head->folded, hours))
        return figure(CLAIM_EMISSIONS_PER_DEVICE_HOUR, unit.per_unit);
    /* The unit stands in the value: "Energy per query: 0.3 Wh". */
    if (!has_unit && HOLDS(head->folded, "energy") && is_per(head->folded, queries))
        return figure(CLAIM_ENERGY_PER_QUERY, 1.0);
    if (!has_unit && HOLDS(head->folded, "energy") && is_per(head->folded, tokens))
        return figure(CLAIM_ENERGY_PER_TOKEN, 1.0);
    if (!has_unit && HOLDS(head->folded, "emission", "carbon", "co2") &&
        is_per(head->folded, hours))
        return figure(CLAIM_EMISSIONS_PER_DEVICE_HOUR, 1.0);
    if (has_unit && (is_per(head->folded, others) || is_per(head->folded, queries) ||
                     is_per(head->folded, tokens) || is_per(head->folded, hours))) {
        plume_claim_column skipped = nothing();

        skipped.known = true;
        return skipped;
    }
    return nothing();
}

/* A rate or a measure of machines is no work. */
static bool is_speed(const char *head)
{
    return HOLDS(head, "flop/s", "flops/s", "flop / s", "per second", "/sec", "peak",
                 "utili", "mfu", "efficiency", "achieved", "throughput", "per token",
                 "per gpu", "/gpu", "/w", "per watt", "per forward", "inference") &&
           !HOLDS(head, "/s day", "/s-day", "/sday");
}

static plume_claim_column work(const plume_claim_head *head)
{
    plume_claim_unit unit;

    if (is_speed(head->folded))
        return nothing();
    if (plume_claim_head_unit(&unit, head->cased) && unit.kind == PLUME_UNIT_WORK)
        return figure(CLAIM_WORK, unit.per_unit);
    if (HOLDS(head->folded, "training compute", "total compute", "flops", "flop ") &&
        !HOLDS(head->folded, "tflop", "gflop", "teraflop", "gigaflop"))
        return figure(CLAIM_WORK, 1.0);
    return nothing();
}

static plume_claim_column size(const char *head)
{
    bool ratio = HOLDS(head, "%", "ratio", "share", "per ", "/", "trainable", "vocab") &&
                 !HOLDS(head, "total / act", "total/act");

    if (ratio || HOLDS(head, "(gb)", "(mb)", "memory"))
        return nothing();
    if (HOLDS(head, "sequence length", "seq. len", "seq len", "context length"))
        return figure(CLAIM_SEQUENCE, 1.0);
    if (HOLDS(head, "hidden size", "hidden dim", "d model", "model dim", "dmodel") ||
        strcmp(head, "width") == 0)
        return figure(CLAIM_WIDTH, 1.0);
    if (HOLDS(head, "layers") && !HOLDS(head, "frozen", "first", "last", "shared"))
        return figure(CLAIM_LAYERS, 1.0);
    if (HOLDS(head, "parameter", "params", "model size"))
        return figure(HOLDS(head, "active", "activated") && !HOLDS(head, "total")
                          ? CLAIM_ACTIVE_PARAMETERS
                          : CLAIM_PARAMETERS,
                      1.0);
    if (HOLDS(head, "queries", "requests", "prompts", "inferences"))
        return figure(CLAIM_QUERIES, 1.0);
    if (HOLDS(head, "tokens") && !HOLDS(head, "batch", "context", "sequence", "output"))
        return figure(CLAIM_TOKENS, 1.0);
    return nothing();
}

/* "Time per epoch (h)", "Queries per day": no amount of the whole. */
static bool is_of_a_part(const char *head)
{
    static const char *const parts[] = { "epoch",  "step",  "iteration", "sample",
                                         "batch",  "image", "day",       "week",
                                         "month",  "year",  "hour",      "second",
                                         "minute", "query", "token",     "fold",
                                         "1000 ",  "1k ",   NULL };

    return is_per(head, parts) && !HOLDS(head, "second day", "per second)");
}

plume_claim_column plume_claim_column_rate(const plume_claim_head *head)
{
    plume_claim_column column;

    if (HOLDS(head->folded, "tokens/s", "tokens per second", "tokens / s", "token/s"))
        return figure(CLAIM_TOKENS_PER_SECOND, 1.0);
    column = rate(head);
    if (column.kind == COLUMN_NOTHING && !column.known)
        column = work(head);
    if (column.kind == COLUMN_NOTHING && !column.known)
        column = size(head->folded);
    if (column.kind == COLUMN_NOTHING && is_of_a_part(head->folded))
        column.known = true;
    return column;
}
