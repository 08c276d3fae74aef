/* Findings: what does not fit, where, and what a reviewer may write about it. */
#include "audit/internal.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>

const char *plume_gravity_name(plume_gravity gravity)
{
    static const char *const names[] = { "info", "warning", "contradiction" };

    return names[gravity];
}

void plume_findings_dispose(plume_findings *findings)
{
    free(findings->finding);
    findings->finding = NULL;
    findings->count = 0;
}

const char *plume_findings_text(plume_findings *findings, const char *format, ...)
{
    const char *kept;
    va_list arguments;

    va_start(arguments, format);
    kept = plume_pool_vprintf(findings->pool, format, arguments);
    va_end(arguments);
    findings->failed |= kept == NULL;
    return kept != NULL ? kept : "";
}

static const char *copied(plume_findings *findings, const char *text)
{
    const char *copy = plume_pool_copy(findings->pool, text != NULL ? text : "");

    findings->failed |= copy == NULL;
    return copy;
}

/* Texts are copied; a failure sticks and is asked at the end, as everywhere. */
void plume_findings_add(plume_findings *findings, const plume_finding *finding)
{
    plume_finding *all =
        realloc(findings->finding, (findings->count + 1) * sizeof *findings->finding);
    plume_finding *added;

    if (all == NULL) {
        findings->failed = true;
        return;
    }
    findings->finding = all;
    added = &all[findings->count];
    *added = *finding;
    added->code = copied(findings, finding->code);
    added->message = copied(findings, finding->message);
    added->cells = copied(findings, finding->cells);
    added->arithmetic = copied(findings, finding->arithmetic);
    added->sentence = copied(findings, finding->sentence);
    if (!findings->failed)
        findings->count++;
}

void plume_finding_to_value(const plume_finding *finding, plume_value *map)
{
    plume_value_set_string(map, "code", finding->code);
    plume_value_set_string(map, "severity", plume_gravity_name(finding->severity));
    plume_value_set_string(map, "message", finding->message);
    plume_value_set_string(map, "cells", finding->cells);
    plume_value_set_string(map, "arithmetic", finding->arithmetic);
    plume_value_set_string(map, "sentence", finding->sentence);
    if (finding->line > 0)
        plume_value_set_count(map, "line", finding->line);
    else
        plume_value_set_null(map, "line");
}

static const char *keep(plume_pool *pool, plume_text *text)
{
    const char *kept = plume_pool_keep(pool, text);

    return kept != NULL ? kept : "";
}

const char *plume_audit_number(plume_pool *pool, double value, int digits)
{
    plume_text text;

    plume_text_init(&text);
    if (fabs(value) >= pow(10.0, digits))
        plume_number_fixed(&text, value, 0);
    else
        plume_number_significant(&text, value, digits);
    return keep(pool, &text);
}

const char *plume_audit_quantity(plume_pool *pool, plume_dimension dimension,
                                 double value, int digits)
{
    plume_text text;

    plume_text_init(&text);
    plume_quantity_print(&text, dimension, value, digits);
    return keep(pool, &text);
}
