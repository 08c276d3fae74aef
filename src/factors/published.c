/* What else is published of trainings, figures that were corrected later, and published
 * tables that contradict themselves. */
#include "factors/datasets.h"

#include <string.h>

static const plume_dataset_column trainings_columns[] = {
    COLUMN_NAME("model"),   COLUMN_NAME("quantity"), COLUMN_MAYBE("value", 0, 1e30),
    COLUMN_NAME("printed"), COLUMN_NAME("evidence"), COLUMN_NAME("paper"),
    COLUMN_NAME("table"),   COLUMN_NAME("url"),      COLUMN_TEXT("note"),
};

static const char *const trainings_shown[] = { "model", "quantity", "printed", "evidence",
                                               "paper", "table",    NULL };

const plume_dataset plume_dataset_trainings = {
    .file = "trainings.csv",
    .column = trainings_columns,
    .column_count = sizeof trainings_columns / sizeof trainings_columns[0],
    .kind = "trainings",
    .shown = trainings_shown,
};

static const plume_dataset_column corrections_columns[] = {
    COLUMN_NAME("id"),        COLUMN_NAME("kind"),
    COLUMN_NAME("quantity"),  COLUMN_MAYBE("value", 0, 1e15),
    COLUMN_TEXT("printed"),   COLUMN_TEXT("words"),
    COLUMN_TEXT("phrases"),   COLUMN_NAME("said"),
    COLUMN_NAME("paper"),     COLUMN_NAME("table"),
    COLUMN_NAME("corrected"), COLUMN_NAME("by_paper"),
    COLUMN_NAME("by_table"),  COLUMN_NAME("evidence"),
    COLUMN_NAME("url"),       COLUMN_TEXT("note"),
};

static const char *const corrections_shown[] = { "id",       "printed",  "paper",
                                                 "by_paper", "by_table", NULL };

const plume_dataset plume_dataset_corrections = {
    .file = "corrections.csv",
    .column = corrections_columns,
    .column_count = sizeof corrections_columns / sizeof corrections_columns[0],
    .kind = "corrections",
    .shown = corrections_shown,
};

static const plume_dataset_column faults_columns[] = {
    COLUMN_NAME("paper"),   COLUMN_NAME("table"), COLUMN_NAME("model"),
    COLUMN_TEXT("rows"),    COLUMN_TEXT("code"),  COLUMN_NAME("cells"),
    COLUMN_NAME("printed"), COLUMN_NAME("right"), COLUMN_NAME("reason"),
};

static const char *const faults_shown[] = { "paper",   "table", "model", "cells",
                                            "printed", "right", NULL };

const plume_dataset plume_dataset_printed_faults = {
    .file = "printed_faults.csv",
    .column = faults_columns,
    .column_count = sizeof faults_columns / sizeof faults_columns[0],
    .kind = "faults",
    .shown = faults_shown,
};

/* The i-th figure of a training, in the order of the file. */
plume_status plume_factors_training_at(plume_factors *factors, const char *model,
                                       size_t i, plume_training *out, bool *found,
                                       plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_trainings, &table, error);

    *found = false;
    for (size_t row = 0; status == PLUME_OK && row < plume_dataset_table_rows(table);
         row++) {
        if (strcmp(plume_dataset_table_text(table, row, TRAINING_MODEL), model) != 0 ||
            i-- > 0)
            continue;
        *found = true;
        *out = (plume_training){
            .model = plume_dataset_table_text(table, row, TRAINING_MODEL),
            .quantity = plume_dataset_table_text(table, row, TRAINING_QUANTITY),
            .value = plume_dataset_table_number(table, row, TRAINING_VALUE),
            .printed = plume_dataset_table_text(table, row, TRAINING_PRINTED),
            .secondary = strcmp(plume_dataset_table_text(table, row, TRAINING_EVIDENCE),
                                "secondary") == 0,
            .paper = plume_dataset_table_text(table, row, TRAINING_PAPER),
            .table = plume_dataset_table_text(table, row, TRAINING_TABLE),
            .url = plume_dataset_table_text(table, row, TRAINING_URL),
            .note = plume_dataset_table_text(table, row, TRAINING_NOTE),
        };
        break;
    }
    return status;
}

plume_status plume_factors_correction_at(plume_factors *factors, size_t i,
                                         plume_correction *out, bool *found,
                                         plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_corrections, &table, error);

    *found = status == PLUME_OK && i < plume_dataset_table_rows(table);
    if (*found)
        *out = (plume_correction){
            .id = plume_dataset_table_text(table, i, CORRECTION_ID),
            .qualified = strcmp(plume_dataset_table_text(table, i, CORRECTION_KIND),
                                "qualified") == 0,
            .quantity = plume_dataset_table_text(table, i, CORRECTION_QUANTITY),
            .value = plume_dataset_table_number(table, i, CORRECTION_VALUE),
            .printed = plume_dataset_table_text(table, i, CORRECTION_PRINTED),
            .words = plume_dataset_table_text(table, i, CORRECTION_WORDS),
            .phrases = plume_dataset_table_text(table, i, CORRECTION_PHRASES),
            .said = plume_dataset_table_text(table, i, CORRECTION_SAID),
            .paper = plume_dataset_table_text(table, i, CORRECTION_PAPER),
            .table = plume_dataset_table_text(table, i, CORRECTION_TABLE),
            .corrected = plume_dataset_table_text(table, i, CORRECTION_CORRECTED),
            .by_paper = plume_dataset_table_text(table, i, CORRECTION_BY_PAPER),
            .by_table = plume_dataset_table_text(table, i, CORRECTION_BY_TABLE),
            .url = plume_dataset_table_text(table, i, CORRECTION_URL),
        };
    return status;
}

/* The i-th contradiction that is printed in a row of models.csv. */
plume_status plume_factors_printed_fault_at(plume_factors *factors, const char *model,
                                            size_t i, plume_printed_fault *out,
                                            bool *found, plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_printed_faults, &table, error);

    *found = false;
    for (size_t row = 0; status == PLUME_OK && row < plume_dataset_table_rows(table);
         row++) {
        if (strcmp(plume_dataset_table_text(table, row, FAULT_MODEL), model) != 0 ||
            i-- > 0)
            continue;
        *found = true;
        *out = (plume_printed_fault){
            .paper = plume_dataset_table_text(table, row, FAULT_PAPER),
            .table = plume_dataset_table_text(table, row, FAULT_TABLE),
            .model = plume_dataset_table_text(table, row, FAULT_MODEL),
            .code = plume_dataset_table_text(table, row, FAULT_CODE),
            .cells = plume_dataset_table_text(table, row, FAULT_CELLS),
            .printed = plume_dataset_table_text(table, row, FAULT_PRINTED),
            .right = plume_dataset_table_text(table, row, FAULT_RIGHT),
            .reason = plume_dataset_table_text(table, row, FAULT_REASON),
        };
        break;
    }
    return status;
}
