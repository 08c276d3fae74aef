/* ledger/doubtful_factors.h -- factors that cannot be, whoever gives them. */
#ifndef PLUME_LEDGER_DOUBTFUL_FACTORS_H
#define PLUME_LEDGER_DOUBTFUL_FACTORS_H

#include <plume/study.h>

/* A warning for each figure of the command line and of the study file. */
void plume_doubt_study(const plume_study *study, plume_notes *notes);

/* Likewise for what a site has from a table of factors. What a log states is told at its
 * line, what the author states by plume_doubt_study. */
void plume_doubt_site(const plume_site *site, plume_notes *notes);

#endif
