/* An audit as data: plume.audit/1. */
#include "audit/internal.h"

static void put_side(plume_value *map, const plume_audit_side *side)
{
    plume_value_set_string(map, "name", side->name);
    plume_value_set_string(map, "kind", side->kind);
    plume_value_set_string(map, "source", side->source);
    plume_value_set_number(map, "device_hours", side->device_hours);
    plume_value_set_number(map, "power_w", side->device_w);
    plume_value_set_number(map, "it_kwh", side->it_kwh);
    plume_value_set_number(map, "pue", side->pue);
    plume_value_set_number(map, "facility_kwh", side->facility_kwh);
    plume_value_set_number(map, "intensity_kg_per_kwh", side->kg_per_kwh);
    plume_value_set_number(map, "co2e_kg", side->co2e_kg);
    plume_value_set_number(map, "stated_kg", side->stated_kg);
    plume_value_set_string(map, "stated", side->stated);
    plume_value_set_string(map, "basis", side->basis);
    plume_value_set_bool(map, "pue_counted", !side->without_pue);
    if (side->coverage.runs > 0) {
        plume_value_set_count(map, "known_runs", side->coverage.known);
        plume_value_set_count(map, "at_most_runs", side->coverage.most);
        plume_value_set_count(map, "runs", side->coverage.runs);
    } else {
        plume_value_set_null(map, "known_runs");
        plume_value_set_null(map, "at_most_runs");
        plume_value_set_null(map, "runs");
    }
}

static void put_factor(plume_value *map, const plume_audit_factor *factor)
{
    plume_value_set_string(map, "name", factor->name);
    plume_value_set_number(map, "claim", factor->claim);
    plume_value_set_number(map, "actual", factor->actual);
    plume_value_set_number(map, "ratio", factor->ratio);
    plume_value_set_number(map, "ln", factor->ln);
    plume_value_set_number(map, "share", factor->share);
    plume_value_set_number(map, "lmdi_kg", factor->lmdi_kg);
    plume_value_set_number(map, "shapley_kg", factor->shapley_kg);
    plume_value_set_string(map, "unit", factor->unit);
    plume_value_set_string(map, "detail", factor->detail);
    plume_value_set_string(map, "group", factor->group);
    plume_value_set_string(map, "printed",
                           factor->printed != NULL ? factor->printed : "");
    plume_value_set_string(map, "note", factor->note != NULL ? factor->note : "");
}

static void put_view(plume_value *map, const char *key, const plume_audit *audit,
                     plume_audit_view view)
{
    plume_value *list = plume_value_set_list(map, key);

    for (size_t i = 0; i < plume_audit_count(audit, view); i++)
        put_factor(plume_value_set_map(list, NULL), plume_audit_at(audit, view, i));
}

static void put_readings(plume_value *list, const plume_audit *audit)
{
    for (size_t i = 0; i < audit->reading_count; i++) {
        plume_value *map = plume_value_set_map(list, NULL);

        plume_value_set_string(map, "name", audit->reading[i].name);
        plume_value_set_string(map, "detail", audit->reading[i].detail);
        plume_value_set_number(map, "ratio", audit->reading[i].ratio);
        plume_value_set_string(map, "printed", audit->reading[i].printed);
        plume_value_set_string(map, "source", audit->reading[i].source);
    }
}

static void put_rederived(plume_value *list, const plume_audit *audit)
{
    for (size_t i = 0; i < audit->rederived_count; i++) {
        const plume_rederived *rederived = &audit->rederived[i];
        plume_value *map = plume_value_set_map(list, NULL);

        plume_value_set_string(map, "side", rederived->side == 0 ? "claim" : "actual");
        plume_value_set_string(map, "name", rederived->name);
        plume_value_set_string(map, "arithmetic", rederived->arithmetic);
        plume_value_set_number(map, "computed", rederived->computed);
        plume_value_set_string(map, "unit", rederived->unit);
        plume_value_set_string(map, "printed", rederived->printed);
        plume_value_set_string(map, "verdict", plume_verdict_name(rederived->verdict));
        plume_value_set_string(map, "source", rederived->source);
        plume_value_set_string(map, "note", rederived->note);
    }
}

void plume_audit_to_value(const plume_audit *audit, plume_value *map)
{
    plume_value *findings;

    plume_value_set_string(map, "schema", "plume.audit/1");
    put_side(plume_value_set_map(map, "claim"), &audit->side[0]);
    put_side(plume_value_set_map(map, "actual"), &audit->side[1]);
    plume_value_set_number(map, "ratio", audit->ratio);
    put_view(map, "factors", audit, PLUME_AUDIT_CAUSES);
    findings = plume_value_set_list(map, "findings");
    for (size_t i = 0; i < audit->findings.count; i++)
        plume_finding_to_value(&audit->findings.finding[i],
                               plume_value_set_map(findings, NULL));
    plume_value_set_string(map, "unit", plume_audit_unit(audit));
    put_view(map, "identity", audit, PLUME_AUDIT_IDENTITY);
    put_view(map, "steps", audit, PLUME_AUDIT_STEPS);
    put_readings(plume_value_set_list(map, "readings"), audit);
    put_rederived(plume_value_set_list(map, "rederived"), audit);
    plume_value_set_string(map, "amortisation", audit->amortisation);
}
