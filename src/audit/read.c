/* What an audit found, asked one by one. */
#include "audit/internal.h"

const plume_audit_side *plume_audit_side_at(const plume_audit *audit, int side)
{
    return side == 0 || side == 1 ? &audit->side[side] : NULL;
}

const char *plume_audit_unit(const plume_audit *audit)
{
    return audit->top == LEVEL_CARBON         ? "kg"
           : audit->top == LEVEL_DEVICE_HOURS ? "h"
                                              : "kWh";
}

double plume_audit_ratio(const plume_audit *audit)
{
    return audit->ratio;
}

size_t plume_audit_count(const plume_audit *audit, plume_audit_view view)
{
    return audit->view[view].factors;
}

const plume_audit_factor *plume_audit_at(const plume_audit *audit, plume_audit_view view,
                                         size_t i)
{
    return i < audit->view[view].factors ? &audit->view[view].shown[i] : NULL;
}

size_t plume_audit_reading_count(const plume_audit *audit)
{
    return audit->reading_count;
}

const plume_audit_reading *plume_audit_reading_at(const plume_audit *audit, size_t i)
{
    return i < audit->reading_count ? &audit->reading[i] : NULL;
}

size_t plume_audit_rederived_count(const plume_audit *audit)
{
    return audit->rederived_count;
}

const plume_rederived *plume_audit_rederived_at(const plume_audit *audit, size_t i)
{
    return i < audit->rederived_count ? &audit->rederived[i] : NULL;
}

const char *plume_audit_amortisation(const plume_audit *audit)
{
    return audit->amortisation;
}

size_t plume_audit_finding_count(const plume_audit *audit)
{
    return audit->findings.count;
}

const plume_finding *plume_audit_finding_at(const plume_audit *audit, size_t i)
{
    return i < audit->findings.count ? &audit->findings.finding[i] : NULL;
}
