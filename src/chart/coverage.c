/* What a chart's totals leave out: a figure without its text beside it must say so too.
 */
#include "chart/coverage.h"

/* name: of the work, where several are drawn; "". */
static void tell_most(plume_text *out, const char *name, plume_coverage coverage)
{
    if (coverage.most == 0)
        return;
    plume_text_add(out, out->length > 0 ? " " : "");
    if (name[0] != '\0')
        plume_text_printf(out, "%s: ", name);
    else
        plume_text_add(out, "Energy: ");
    plume_coverage_print_most(out, coverage);
    plume_text_add_char(out, '.');
}

static void tell(plume_text *out, const char *name, plume_coverage coverage)
{
    tell_most(out, name, coverage);
    if (!plume_coverage_is_partial(coverage))
        return;
    plume_text_add(out, out->length > 0 ? " " : "");
    if (name[0] != '\0')
        plume_text_printf(out, "%s, at least", name);
    else
        plume_text_add(out, "At least");
    plume_text_add(out, ": the energy of ");
    plume_coverage_print(out, coverage);
    plume_text_add(out, " is known.");
}

static void tell_rows(plume_text *out, const plume_chart_data *data)
{
    for (size_t i = 0; i < plume_comparison_count(data->comparison); i++) {
        const plume_compared *row = plume_comparison_at(data->comparison, i);

        tell(out, row->name[0] != '\0' ? row->name : data->own_name, row->coverage);
    }
}

void plume_chart_coverage(plume_text *out, const plume_chart_data *data)
{
    if (data->audit != NULL)
        for (int side = 0; side < 2; side++) {
            const plume_audit_side *shown = plume_audit_side_at(data->audit, side);

            tell(out, shown->name, shown->coverage);
        }
    else if (data->ledger != NULL)
        tell(out, "", plume_ledger_coverage(data->ledger));
    else if (data->study_count > 0)
        for (size_t i = 0; i < data->study_count; i++)
            tell(out, data->studies[i].name,
                 plume_ledger_coverage(data->studies[i].ledger));
    else if (data->comparison != NULL)
        tell_rows(out, data);
}

void plume_chart_csv_coverage(plume_text *csv, plume_coverage coverage)
{
    if (coverage.runs == 0)
        plume_text_add(csv, ",,,");
    else
        plume_text_printf(csv, ",%llu,%llu,%llu", (unsigned long long)coverage.known,
                          (unsigned long long)coverage.runs,
                          (unsigned long long)coverage.most);
}
