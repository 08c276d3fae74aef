/* What the methods share: a product of three factors, and how what lacks is told. */
#include "methods/product.h"

#include <math.h>
#include <string.h>

#include "methods/methods.h"
#include <plume/number.h>

/* The one place where energy times PUE times intensity is multiplied. */
void plume_estimate_set(plume_estimate *out, const plume_method *method,
                        plume_basis basis, const plume_product *of)
{
    double energy_kwh = of->it_kwh * of->pue;

    *out = (plume_estimate){
        .method = method->name,
        .basis = basis,
        .it_kwh = of->it_kwh,
        .energy_kwh = energy_kwh,
        .pue = of->pue,
        .intensity_kg_per_kwh = of->kg_per_kwh,
        .co2e_kg = energy_kwh * of->kg_per_kwh,
        .interval95_kg = { NAN, NAN },
        .evidence = of->evidence,
        .utilization_assumed = of->utilization_assumed,
    };
}

plume_status plume_method_needs(const plume_method *method, const char *what,
                                plume_error *error)
{
    return plume_fail(error, PLUME_ERR_MISSING, "%s needs %s", method->name, what);
}

plume_status plume_method_no_basis(const plume_method *method, plume_basis basis,
                                   plume_error *error)
{
    return plume_fail(error, PLUME_ERR_UNKNOWN, "%s has no basis '%s'", method->name,
                      plume_basis_name(basis));
}

plume_status plume_product_at_site(plume_product *of, const plume_method *method,
                                   const plume_site *site, plume_error *error)
{
    of->pue = site->pue.value;
    of->kg_per_kwh = site->gross_kg_per_kwh.value;
    if (isnan(of->pue) || isnan(of->kg_per_kwh))
        return plume_fail(error, PLUME_ERR_MISSING,
                          "%s on the site's own factors needs a PUE and a "
                          "location-based intensity",
                          method->name);
    return PLUME_OK;
}

plume_status plume_product_grid(plume_product *of, const plume_method *method,
                                const plume_site *site, double world_kg_per_kwh,
                                plume_error *error)
{
    bool known = !site->grid_assumed && !isnan(site->gross_kg_per_kwh.value);

    of->kg_per_kwh = known ? site->gross_kg_per_kwh.value : world_kg_per_kwh;
    return isnan(of->kg_per_kwh)
               ? plume_method_needs(method, "the intensity of the site's grid", error)
               : PLUME_OK;
}

bool plume_tracked_by(const plume_tracked *tracked, const char *tool)
{
    size_t length = strlen(tool);

    return tracked->tool != NULL && strncmp(tracked->tool, tool, length) == 0 &&
           (tracked->tool[length] == '\0' || tracked->tool[length] == '_');
}

/* "2.3.1" as 2003001, so that versions compare as numbers; NAN when it is none. */
double plume_version_number(const char *version)
{
    double part[3] = { 0.0, 0.0, 0.0 };
    const char *at = version == NULL ? "" : version;
    size_t known = 0;

    for (; known < 3; known++) {
        size_t digits = strspn(at, "0123456789");

        if (!plume_count_parse(&part[known], at, digits))
            break;
        at += digits + (at[digits] == '.');
    }
    return known == 0 ? NAN : (part[0] * 1e3 + part[1]) * 1e3 + part[2];
}
