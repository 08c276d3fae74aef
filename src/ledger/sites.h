/* ledger/sites.h -- the sites of a ledger's runs: each is resolved once and remembered.
 */
#ifndef PLUME_LEDGER_SITES_H
#define PLUME_LEDGER_SITES_H

#include <stddef.h>

#include <plume/study.h>

/* Beyond this many different sites each run's is resolved anew. */
enum { PLUME_SITES_MAX = 1024 };

typedef struct plume_sites plume_sites;

/* study, factors, notes: borrowed. */
plume_status plume_sites_new(plume_sites **out, const plume_study *study,
                             plume_factors *factors, plume_notes *notes,
                             plume_error *error);
void plume_sites_free(plume_sites *sites);
/* The site of a run. Its strings live as long as the run, and as sites. *at is its
 * number, or PLUME_SITES_MAX for all that are not remembered. */
plume_status plume_sites_resolve(plume_sites *sites, const plume_run *run,
                                 plume_site *out, size_t *at, plume_error *error);
/* A remembered site; NULL beyond. */
const plume_site *plume_sites_at(const plume_sites *sites, size_t i);
/* The site that all runs shared; NULL when there were several, or none. */
const plume_site *plume_sites_common(const plume_sites *sites);
/* The PUE and the location-based intensity that all sites shared; NULL likewise. */
const plume_given_value *plume_sites_pue(const plume_sites *sites);
const plume_given_value *plume_sites_grid(const plume_sites *sites);
/* Names of a grid of each scope that was used; "" when there was none. */
const char *plume_sites_lifecycle(const plume_sites *sites);
const char *plume_sites_direct(const plume_sites *sites);

#endif
