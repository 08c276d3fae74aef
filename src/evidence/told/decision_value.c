/* A decision as a map, for machine output. */
#include <plume/evidence.h>
#include <plume/value.h>

/* A file without lines has none: null, not 0. */
static void set_account(plume_value *map, const plume_decision_account *account)
{
    plume_value_set_string(map, "reader", account->reader);
    plume_value_set_string(map, "path", account->path);
    if (account->line > 0)
        plume_value_set_count(map, "line", account->line);
    else
        plume_value_set_null(map, "line");
    plume_value_set_string(map, "run_id", account->id);
    plume_value_set_number(map, "duration_s", account->duration_s);
    plume_value_set_number(map, "energy_kwh", account->energy_kwh);
}

void plume_decision_to_value(plume_value *map, const plume_decision *decision)
{
    plume_value_set_string(map, "rule", decision->rule);
    plume_value_set_string(map, "relation", decision->relation);
    set_account(plume_value_set_map(map, "account"), &decision->account);
    set_account(plume_value_set_map(map, "to"), &decision->to);
}
