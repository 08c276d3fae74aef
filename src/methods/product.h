/* methods/product.h -- columns and products that several methods share. */
#ifndef PLUME_METHODS_PRODUCT_H
#define PLUME_METHODS_PRODUCT_H

#include "methods/methods.h"
#include <plume/method.h>

/* The estimate it_kwh x pue x kg_per_kwh. */
void plume_estimate_set(plume_estimate *out, const plume_method *method,
                        plume_basis basis, const plume_product *of);

/* PLUME_ERR_MISSING: "METHOD needs WHAT". */
plume_status plume_method_needs(const plume_method *method, const char *what,
                                plume_error *error);
/* PLUME_ERR_UNKNOWN. */
plume_status plume_method_no_basis(const plume_method *method, plume_basis basis,
                                   plume_error *error);

/* The PUE and the location-based intensity of the site into the product;
 * PLUME_ERR_MISSING when one is not known. */
plume_status plume_product_at_site(plume_product *of, const plume_method *method,
                                   const plume_site *site, plume_error *error);
/* The intensity alone, or where the place is not known world_kg_per_kwh, the one that the
 * tool itself takes then. */
plume_status plume_product_grid(plume_product *of, const plume_method *method,
                                const plume_site *site, double world_kg_per_kwh,
                                plume_error *error);

/* Whether the run was logged by this tracker, whichever of its files was read. */
bool plume_tracked_by(const plume_tracked *tracked, const char *tool);
/* "2.1.4" as 2001004; NAN when unknown. */
double plume_version_number(const char *version);

#endif
