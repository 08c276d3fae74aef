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

#include "documents/model/notes/codes.h"
#include "documents/references/bibliography.h"
#include "documents/references/citations.h"
#include "documents/wording/labels.h"

/* What a section may hold, of tables and figures together. */
enum { PLUME_SECTION_PARTS = 6 };

/* More than there are things to leave out. */
enum { PLUME_LEFT_OUT_MAX = 96 };

/* As many figures as could stand in all sections. */
enum {
    PLUME_REPORT_FIGURES = PLUME_SECTION_PARTS * (0
#define SECTION(name, condition, ...) +1
#include "documents/model/sections.def"
#undef SECTION
                                                  )
};

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
    const char *language;              /* of words: "zh"; NULL: English */
    const char *command, *study_shown; /* NULL: by its path */
    bool anonymous;    /* without the names of people, machines, files and projects */
    double creation_s; /* SOURCE_DATE_EPOCH; NAN: nothing bears a date */

    /* Charts that have something to draw. */
    const char *figure[PLUME_REPORT_FIGURES];
    size_t figure_count;

    /* Sections, tables and figures ('@' before its chart) that have no room. */
    const char *left_out[PLUME_LEFT_OUT_MAX];
    size_t left_out_count;

    /* Files of the report, by their names in its folder. */
    const char *const *file;
    size_t file_count;
    char (*file_sha256)[65]; /* beside them; "": none */

    /* Runs by the codes that their records bear: how many, by place of the code. */
    const plume_code_counts *codes; /* may be NULL */

    /* What the texts cite, in order, for results.json; NULL while that is not known. */
    const plume_keys *cited;
} plume_report_data;

/* The caller owns *out. Citations have no numbers yet, and there is no section of
 * references. PLUME_ERR_UNKNOWN when words.yaml lacks an entry. */
plume_status plume_tree_build(plume_value **out, const plume_report_data *data,
                              plume_error *error);

#endif
