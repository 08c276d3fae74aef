/* The fields of a run by name. A field that is not here is lost in a partial: the unit
 * test of it counts them. */
#include "logs/partial/run_fields.h"

#include <string.h>

#include <plume/precision.h>

#define TEXT(member)                                                                     \
    {                                                                                    \
#member, offsetof(plume_run, member), PLUME_PARTIAL_TEXT, 0                      \
    }
#define NUMBER(member)                                                                   \
    {                                                                                    \
#member, offsetof(plume_run, member), PLUME_PARTIAL_NUMBER, 0                    \
    }
#define CHOICE(member, count)                                                            \
    {                                                                                    \
#member, offsetof(plume_run, member), PLUME_PARTIAL_CHOICE, count                \
    }

const plume_partial_field plume_partial_field_list[] = {
    TEXT(id),
    TEXT(identity),
    TEXT(covers),
    TEXT(study),
    TEXT(name),
    TEXT(device),
    TEXT(host),
    TEXT(location),
    TEXT(provider),
    TEXT(region),
    TEXT(devices),
    TEXT(machine),
    TEXT(warnings),
    TEXT(note),
    TEXT(tool),
    TEXT(tool_version),
    CHOICE(role, PLUME_ROLE_COUNT),
    CHOICE(state, PLUME_STATE_COUNT),
    CHOICE(other, PLUME_OTHER_COUNT),
    NUMBER(start_s),
    NUMBER(end_s),
    NUMBER(duration_s),
    NUMBER(device_count),
    NUMBER(used_s),
    NUMBER(progress),
    NUMBER(repeat),
    NUMBER(power_w),
    NUMBER(utilization),
    NUMBER(site_pue),
    NUMBER(site_kg_per_kwh),
    NUMBER(flops),
    TEXT(compute.processor),
    NUMBER(compute.cores),
    NUMBER(compute.core_w),
    NUMBER(compute.core_utilization),
    NUMBER(compute.memory_gb),
    NUMBER(compute.efficiency),
    CHOICE(compute.precision, PLUME_PRECISIONS),
    NUMBER(compute.parameters),
    NUMBER(compute.tokens),
    NUMBER(energy.logged_kwh),
    NUMBER(energy.total_kwh),
    NUMBER(energy.cpu_kwh),
    NUMBER(energy.gpu_kwh),
    NUMBER(energy.ram_kwh),
    NUMBER(energy.pue_included),
    NUMBER(energy.coverage),
    NUMBER(energy.sampled),
    CHOICE(energy.scope, PLUME_SCOPE_COUNT),
    CHOICE(energy.evidence, PLUME_EVIDENCE_COUNT),
    NUMBER(predicted.energy_kwh),
    NUMBER(predicted.co2e_kg),
    NUMBER(predicted.duration_s),
    NUMBER(logged_co2e_kg),
    NUMBER(logged_intensity_kg_per_kwh),
    NUMBER(objective),
    NUMBER(objective_better),
    NUMBER(matched_kg_per_kwh),
    NUMBER(matched_share),
    CHOICE(role_source, PLUME_ROLE_BY_INPUT + 1),
    TEXT(role_rule),
    TEXT(owner.account),
    TEXT(owner.user),
    TEXT(owner.project),
    TEXT(owner.partition),
    TEXT(owner.model),
    TEXT(owner.tags),
    TEXT(keys.job),
    TEXT(keys.job_step),
    TEXT(keys.cluster),
    NUMBER(keys.attempt),
    TEXT(keys.run),
    TEXT(keys.run_tool),
    TEXT(keys.parent),
    TEXT(keys.other_run),
    TEXT(keys.other_tool),
    TEXT(keys.sweep),
    TEXT(keys.trial),
    NUMBER(keys.number),
    NUMBER(keys.pid),
    NUMBER(keys.rank),
    TEXT(keys.launcher),
    TEXT(keys.folder),
    TEXT(keys.program),
    CHOICE(keys.clock, PLUME_CLOCK_NAIVE + 1),
    NUMBER(keys.resolution_s),
    NUMBER(keys.first_step),
};

const size_t plume_partial_field_count =
    sizeof plume_partial_field_list / sizeof plume_partial_field_list[0];

const plume_partial_field *plume_partial_field_find(size_t *at, const char *name)
{
    for (size_t i = *at; i < plume_partial_field_count; i++)
        if (strcmp(plume_partial_field_list[i].name, name) == 0) {
            *at = i + 1;
            return &plume_partial_field_list[i];
        }
    return NULL;
}
