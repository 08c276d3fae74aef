/* cli/estimate_sites.c -- the lines on PUE and grid of an estimate, each with its source.
 */
#include "estimate_sites.h"

#include <math.h>
#include <stdlib.h>

/* Unknown is not zero, so NAN is printed as n/a. */
void cli_put_number(plume_text *out, double value, int digits)
{
    plume_text grouped;

    if (isnan(value)) {
        plume_text_add(out, "n/a");
        return;
    }
    plume_text_init(&grouped);
    plume_number_significant(&grouped, value, digits);
    for (const char *c = grouped.data; *c != '\0'; c++)
        if (*c != ',') /* figures to go on calculating with */
            plume_text_add_char(out, *c);
    plume_text_dispose(&grouped);
}

/* "1.20 (command line)", "0.3297 kg/kWh (dataset, ember_owid_2026)". */
static void put_given(plume_text *out, const plume_given_value *given, int digits,
                      const char *unit)
{
    cli_put_number(out, given->value, digits);
    plume_text_printf(out, "%s (%s", unit, plume_given_name(given->given));
    if (given->given == PLUME_GIVEN_DATASET && *given->source != '\0')
        plume_text_printf(out, ", %s", given->source);
    plume_text_add_char(out, ')');
}

/* "PUE 1.20 (command line); grid Germany 2024 0.3364 kg/kWh (dataset, ...)". */
static void put_site(plume_text *out, const plume_site *site)
{
    plume_text_add(out, "PUE ");
    put_given(out, &site->pue, 3, "");
    plume_text_add(out, "; grid ");
    if (*site->grid_name != '\0')
        plume_text_printf(out, "%s ", site->grid_name);
    if (site->gross_kg_per_kwh.year != 0)
        plume_text_printf(out, "%d ", site->gross_kg_per_kwh.year);
    put_given(out, &site->gross_kg_per_kwh, 4, " kg/kWh");
}

/* The estimate with the site's own factors: of the two default methods, else the first.
 */
static size_t site_estimate(const plume_ledger *ledger)
{
    size_t count = plume_ledger_estimate_count(ledger);
    size_t at = plume_ledger_headline(ledger, PLUME_BASIS_GROSS);

    for (size_t i = 0; i < count && at == count; i++) {
        plume_basis basis = plume_ledger_estimate_at(ledger, i).basis;

        if (basis == PLUME_BASIS_GROSS || basis == PLUME_BASIS_SITE)
            at = i;
    }
    return at;
}

/* Each site with its energy; the least are summed up. */
static void put_each(plume_text *out, const plume_site_use *uses, size_t count)
{
    enum { SHOWN = 12 };
    double rest_kwh = 0.0;

    plume_text_printf(out, "Factors    %zu sites:\n", count);
    for (size_t i = 0; i < count; i++) {
        if (i >= SHOWN) {
            rest_kwh += uses[i].it_kwh;
            continue;
        }
        plume_text_add(out, "           ");
        cli_put_number(out, uses[i].it_kwh, CLI_ESTIMATE_DIGITS);
        plume_text_add(out, " kWh: ");
        put_site(out, &uses[i].site);
        plume_text_add_char(out, '\n');
    }
    if (count <= SHOWN)
        return;
    plume_text_add(out, "           ");
    cli_put_number(out, rest_kwh, CLI_ESTIMATE_DIGITS);
    plume_text_printf(out, " kWh: %zu more\n", count - SHOWN);
}

/* Where the site's own factors come from; the methods' own are in their pages. */
plume_status cli_put_sites(plume_text *out, const plume_ledger *ledger,
                           plume_error *error)
{
    const plume_site *site = plume_ledger_site(ledger);
    plume_site_use *uses = NULL;
    size_t count = 0;
    plume_status status = PLUME_OK;

    if (plume_ledger_all(ledger)->energy_runs == 0)
        return PLUME_OK;
    if (site == NULL)
        status =
            plume_ledger_site_uses(&uses, &count, ledger, site_estimate(ledger), error);
    if (count == 1)
        site = &uses[0].site;
    if (site != NULL) {
        plume_text_add(out, "Factors    ");
        put_site(out, site);
        plume_text_add_char(out, '\n');
    } else if (count > 1) {
        put_each(out, uses, count);
    } else {
        plume_text_add(out, "Factors    differ by run; those of the site are "
                            "energy-weighted\n");
    }
    free(uses);
    return status;
}
