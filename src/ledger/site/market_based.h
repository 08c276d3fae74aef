/* ledger/site/market_based.h -- the market-based intensity that a site's contracts leave.
 */
#ifndef PLUME_LEDGER_SITE_MARKET_BASED_H
#define PLUME_LEDGER_SITE_MARKET_BASED_H

#include <plume/factors.h>
#include <plume/notes.h>
#include <plume/study.h>

/* The market-based intensity of a site whose grid is known. */
typedef struct plume_market_notes {
    plume_notes *notes;
    int year; /* of the factors */
} plume_market_notes;
plume_status plume_study_market(plume_site *site, const plume_study *study,
                                plume_factors *factors, const plume_market_notes *to,
                                plume_error *error);

#endif
