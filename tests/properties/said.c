/* Whether results.json says what was decided. */
#include "properties/said.h"

#include <math.h>
#include <string.h>

static const char *word_of(const plume_value *map, const char *key)
{
    return plume_value_string(plume_value_get(map, key));
}

static int line_of(const plume_value *side)
{
    double line = plume_value_number(plume_value_get(side, "line"));

    return isnan(line) ? 0 : (int)line;
}

/* A path in a report is as short as it may be. */
static bool is_end_of(const char *path, const char *longer)
{
    size_t length = strlen(path), all = strlen(longer);

    return length > 0 && length <= all && strcmp(longer + all - length, path) == 0;
}

/* One side of a match, with what it tells. */
static bool is_account(const plume_value *side, const outcome_told *one)
{
    const char *path = word_of(side, "path");

    return (is_end_of(path, one->where) || is_end_of(one->where, path)) &&
           strcmp(word_of(side, "reader"), one->reader) == 0 &&
           line_of(side) == one->line;
}

static bool is_said(const plume_value *side)
{
    return word_of(side, "path")[0] != '\0' &&
           !(isnan(plume_value_number(plume_value_get(side, "duration_s"))) &&
             isnan(plume_value_number(plume_value_get(side, "energy_kwh"))));
}

/* Whether results.json has a match of this account with its rule, both paths and both
 * values. */
static bool is_matched(const plume_value *matches, const outcome_told *one)
{
    for (size_t i = 0; i < plume_value_count(matches); i++) {
        const plume_value *match = plume_value_at(matches, i);
        const plume_value *left = plume_value_get(match, "account");
        const plume_value *right = plume_value_get(match, "to");

        if ((is_account(left, one) || is_account(right, one)) && is_said(left) &&
            is_said(right) && word_of(match, "rule")[0] != '\0' &&
            word_of(match, "relation")[0] != '\0')
            return true;
    }
    return false;
}

const char *said_lacks(const plume_value *results, const outcome *of)
{
    const plume_value *matches = plume_value_get(results, "matches");
    const plume_value *others = plume_value_get(results, "others");

    for (size_t i = 0; i < of->runs; i++)
        for (size_t k = 0; of->run[i].tolds > 1 && k < of->run[i].tolds; k++)
            if (!is_matched(matches, &of->run[i].told[k]))
                return "an account of a run is in no match of results.json";
    return plume_value_count(others) == of->others ? NULL
                                                   : "results.json lacks what is no run";
}
