/* documents/model/model.h -- everything that a report says, as one tree that the
 * templates read.
 *
 * Every name that a template may use is always there, null or false when the study has
 * nothing to say, so that a misspelt name can be told from a missing figure. */
#ifndef PLUME_DOCUMENTS_MODEL_MODEL_H
#define PLUME_DOCUMENTS_MODEL_MODEL_H

#include <stddef.h>

#include <plume/compare.h>
#include <plume/factors.h>
#include <plume/footprint.h>
#include <plume/intake.h>
#include <plume/ledger.h>
#include <plume/notes.h>
#include <plume/status.h>
#include <plume/study.h>
#include <plume/value.h>

#include "documents/model/bibliography.h"
#include "documents/model/labels.h"

enum { PLUME_REPORT_FIGURES = 4 };

/* What a report is made from, all of it already read and closed. Borrowed. */
typedef struct plume_report_data {
    const plume_intake *intake;
    const plume_study *study;
    plume_factors *factors;
    const plume_notes *notes;
    const plume_ledger *ledger;
    const plume_footprint *footprint;
    const plume_comparison *comparison; /* own work first; may be NULL */
    const plume_bibliography *bibliography;
    plume_words *words;
    const char *command;

    /* Charts that have something to draw. */
    const char *figure[PLUME_REPORT_FIGURES];
    size_t figure_count;

    /* What the texts cite, in order; a citation's number is its place. NULL while that is
     * not known: numbers are then null. */
    const plume_keys *cited;
} plume_report_data;

/* The caller owns *out. PLUME_ERR_UNKNOWN when words.yaml or references.bib lacks an
 * entry. */
plume_status plume_tree_build(plume_value **out, const plume_report_data *data,
                              plume_error *error);

/* results.json: "plume.report/1". The caller owns *out. */
plume_status plume_results_build(plume_value **out, const plume_report_data *data,
                                 plume_error *error);

#endif
