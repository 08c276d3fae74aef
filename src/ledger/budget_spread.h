/* ledger/budget_spread.h -- the spread that each kind of input has, and why. Defaults
 * are judgements (type B of JCGM 100); docs/uncertainty.md gives the reasons. */
#ifndef PLUME_LEDGER_BUDGET_SPREAD_H
#define PLUME_LEDGER_BUDGET_SPREAD_H

#include <plume/study.h>
#include <plume/uncertainty.h>

/* basis: the key under which words.yaml says where a spread comes from. */
plume_spread plume_energy_spread(plume_evidence evidence, bool utilization_assumed,
                                 const char **basis);
/* pue: as used; what would make it less than 1 is cut off. The reasons that a factor may
 * be off are those of spreads.csv, which plume_spreads_load has read. */
plume_spread plume_pue_spread(plume_factors *factors, const plume_site *site, double pue,
                              const char **basis);
plume_spread plume_grid_spread(plume_factors *factors, const plume_site *site,
                               plume_basis of_basis, const char **basis);
/* Every hour of the runs has an intensity of its own. */
plume_spread plume_hourly_spread(plume_factors *factors, const char **basis);
plume_status plume_spreads_load(plume_factors *factors, plume_error *error);
/* What the author says of an input of that figure; *basis is left alone when that is
 * nothing. */
void plume_stated_spread_over(plume_spread *spread, const char **basis,
                              const plume_stated_spread *stated, double figure);
/* Of a market-based figure, what the author says of the contract moves the contract's
 * part alone. *spread: that of the whole, which its other part keeps. */
void plume_market_spread_over(plume_spread *spread, const char **basis,
                              const plume_study *study, double figure);
/* A PUE is never drawn below 1. */
plume_spread plume_pue_above_one(plume_spread spread, double pue);

#endif
