/* What audits rest on: decompositions that papers publish, the figures behind published
 * ones, and values that are taken by default. */
#include "factors/datasets.h"

#include <string.h>

plume_status plume_factors_split_at(plume_factors *factors, const char *claim,
                                    const char *actual, size_t i, plume_split *out,
                                    bool *found, plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, PLUME_DATASET_DECOMPOSITIONS, &table, error);

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

plume_status plume_factors_derivation_at(plume_factors *factors, const char *model,
                                         size_t i, plume_derivation *out, bool *found,
                                         plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, PLUME_DATASET_DERIVATIONS, &table, error);

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
        plume_factors_table(factors, PLUME_DATASET_DEFAULTS, &table, error);

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
