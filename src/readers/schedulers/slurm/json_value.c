/* Numbers, states and resources of `sacct --json`, which each release writes anew. */
#include "readers/schedulers/slurm/json_value.h"

#include <math.h>
#include <string.h>

#include "readers/schedulers/slurm/cells.h"
#include <plume/number.h>

double slurm_json_number(const plume_value *value)
{
    if (plume_value_kind(value) != PLUME_MAP)
        return plume_value_number(value);
    if (!plume_value_bool(plume_value_get(value, "set")) ||
        plume_value_bool(plume_value_get(value, "infinite")))
        return NAN;
    return plume_value_number(plume_value_get(value, "number"));
}

const char *slurm_json_state(const plume_value *current)
{
    const char *first = plume_value_string(plume_value_at(current, 0));

    if (plume_value_kind(current) != PLUME_LIST)
        return plume_value_string(current);
    for (size_t i = 0; i < plume_value_count(current); i++) {
        const char *word = plume_value_string(plume_value_at(current, i));
        plume_state state;

        if (slurm_read_state(&state, (plume_field){ word, strlen(word) }) &&
            state != PLUME_STATE_WAITING)
            return word;
    }
    return first;
}

void slurm_json_resources(plume_text *out, const plume_value *list)
{
    for (size_t i = 0; i < plume_value_count(list); i++) {
        const plume_value *entry = plume_value_at(list, i);
        const char *type = plume_value_string(plume_value_get(entry, "type"));
        const char *name = plume_value_string(plume_value_get(entry, "name"));
        double count = slurm_json_number(plume_value_get(entry, "count"));

        if (!(count >= 0) || type[0] == '\0' || strcmp(type, "energy") == 0)
            continue;
        plume_text_printf(out, "%s%s%s%s=", out->length > 0 ? "," : "", type,
                          name[0] != '\0' ? "/" : "", name);
        plume_number_print(out, count);
        plume_text_add(out, strcmp(type, "mem") == 0 ? "M" : ""); /* megabytes */
    }
}

double slurm_json_joules(const plume_value *list)
{
    for (size_t i = 0; i < plume_value_count(list); i++) {
        const plume_value *entry = plume_value_at(list, i);
        double count = slurm_json_number(plume_value_get(entry, "count"));

        if (strcmp(plume_value_string(plume_value_get(entry, "type")), "energy") == 0 &&
            count >= 0)
            return count;
    }
    return NAN;
}
