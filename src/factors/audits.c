/* What audits rest on: decompositions that papers publish, the figures behind published
 * ones, and values that are taken by default. */
#include "factors/datasets.h"

#include <string.h>

static const plume_dataset_column decompositions_columns[] = {
    COLUMN_NAME("claim"),
    COLUMN_NAME("actual"),
    COLUMN_WHOLE("rank", 1, 99),
    COLUMN_NAME("kind"),
    COLUMN_TEXT("group"),
    COLUMN_NAME("name"),
    COLUMN_TEXT("detail"),
    COLUMN_MAYBE("claim_value", 0, 1e15),
    COLUMN_MAYBE("actual_value", 0, 1e15),
    COLUMN_TEXT("unit"),
    COLUMN_TEXT("printed"),
    COLUMN_NAME("paper"),
    COLUMN_NAME("place"),
    COLUMN_TEXT("note"),
};

const plume_dataset plume_dataset_decompositions = {
    .file = "decompositions.csv",
    .column = decompositions_columns,
    .column_count = sizeof decompositions_columns / sizeof decompositions_columns[0],
};

static const plume_dataset_column derivations_columns[] = {
    COLUMN_NAME("model"),        COLUMN_WHOLE("rank", 1, 99), COLUMN_NAME("name"),
    COLUMN_NUMBER("a", 0, 1e15), COLUMN_NAME("a_unit"),       COLUMN_NUMBER("b", 0, 1e15),
    COLUMN_NAME("b_unit"),       COLUMN_NUMBER("c", 1, 1e15), COLUMN_TEXT("c_unit"),
    COLUMN_NAME("unit"),         COLUMN_TEXT("printed"),      COLUMN_NAME("paper"),
    COLUMN_NAME("place"),        COLUMN_TEXT("note"),
};

const plume_dataset plume_dataset_derivations = {
    .file = "derivations.csv",
    .column = derivations_columns,
    .column_count = sizeof derivations_columns / sizeof derivations_columns[0],
};

static const plume_dataset_column defaults_columns[] = {
    COLUMN_NAME("quantity"), COLUMN_NUMBER("value", 0, 10), COLUMN_NAME("name"),
    COLUMN_NAME("paper"),    COLUMN_TEXT("note"),
};

const plume_dataset plume_dataset_defaults = {
    .file = "known_defaults.csv",
    .column = defaults_columns,
    .column_count = sizeof defaults_columns / sizeof defaults_columns[0],
};

/* The i-th part of the known decomposition of one gap, in the order of the file. */
plume_status plume_factors_split_at(plume_factors *factors, const char *claim,
                                    const char *actual, size_t i, plume_split *out,
                                    bool *found, plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_decompositions, &table, error);

    *found = false;
    for (size_t row = 0; status == PLUME_OK && row < plume_dataset_table_rows(table);
         row++) {
        if (strcmp(plume_dataset_table_text(table, row, SPLIT_CLAIM), claim) != 0 ||
            strcmp(plume_dataset_table_text(table, row, SPLIT_ACTUAL), actual) != 0 ||
            i-- > 0)
            continue;
        *found = true;
        *out = (plume_split){
            .claim = plume_dataset_table_text(table, row, SPLIT_CLAIM),
            .actual = plume_dataset_table_text(table, row, SPLIT_ACTUAL),
            .kind = plume_dataset_table_text(table, row, SPLIT_KIND),
            .group = plume_dataset_table_text(table, row, SPLIT_GROUP),
            .name = plume_dataset_table_text(table, row, SPLIT_NAME),
            .detail = plume_dataset_table_text(table, row, SPLIT_DETAIL),
            .claim_value = plume_dataset_table_number(table, row, SPLIT_CLAIM_VALUE),
            .actual_value = plume_dataset_table_number(table, row, SPLIT_ACTUAL_VALUE),
            .unit = plume_dataset_table_text(table, row, SPLIT_UNIT),
            .printed = plume_dataset_table_text(table, row, SPLIT_PRINTED),
            .paper = plume_dataset_table_text(table, row, SPLIT_PAPER),
            .place = plume_dataset_table_text(table, row, SPLIT_PLACE),
            .note = plume_dataset_table_text(table, row, SPLIT_NOTE),
        };
        break;
    }
    return status;
}

/* The i-th figure of a model that is a product of others which its paper prints. */
plume_status plume_factors_derivation_at(plume_factors *factors, const char *model,
                                         size_t i, plume_derivation *out, bool *found,
                                         plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_derivations, &table, error);

    *found = false;
    for (size_t row = 0; status == PLUME_OK && row < plume_dataset_table_rows(table);
         row++) {
        if (strcmp(plume_dataset_table_text(table, row, DERIVATION_MODEL), model) != 0 ||
            i-- > 0)
            continue;
        *found = true;
        *out = (plume_derivation){
            .model = plume_dataset_table_text(table, row, DERIVATION_MODEL),
            .name = plume_dataset_table_text(table, row, DERIVATION_NAME),
            .a = plume_dataset_table_number(table, row, DERIVATION_A),
            .b = plume_dataset_table_number(table, row, DERIVATION_B),
            .c = plume_dataset_table_number(table, row, DERIVATION_C),
            .a_unit = plume_dataset_table_text(table, row, DERIVATION_A_UNIT),
            .b_unit = plume_dataset_table_text(table, row, DERIVATION_B_UNIT),
            .c_unit = plume_dataset_table_text(table, row, DERIVATION_C_UNIT),
            .unit = plume_dataset_table_text(table, row, DERIVATION_UNIT),
            .printed = plume_dataset_table_text(table, row, DERIVATION_PRINTED),
            .paper = plume_dataset_table_text(table, row, DERIVATION_PAPER),
            .place = plume_dataset_table_text(table, row, DERIVATION_PLACE),
            .note = plume_dataset_table_text(table, row, DERIVATION_NOTE),
        };
        break;
    }
    return status;
}

plume_status plume_factors_default_at(plume_factors *factors, size_t i,
                                      plume_known_default *out, bool *found,
                                      plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_defaults, &table, error);

    *found = status == PLUME_OK && i < plume_dataset_table_rows(table);
    if (*found)
        *out = (plume_known_default){
            .quantity = plume_dataset_table_text(table, i, DEFAULT_QUANTITY),
            .name = plume_dataset_table_text(table, i, DEFAULT_NAME),
            .paper = plume_dataset_table_text(table, i, DEFAULT_PAPER),
            .value = plume_dataset_table_number(table, i, DEFAULT_VALUE),
        };
    return status;
}
