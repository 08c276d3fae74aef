/* Searches all datasets for `plume factors`, row by row. */
#include "factors/datasets.h"

#include <stdbool.h>
#include <string.h>

#include "core/ascii.h"
#include <plume/value.h>

/* Dataset i of those that are listed. */
static const plume_dataset *kind_at(size_t at)
{
    const plume_dataset *dataset;

    for (size_t i = 0; (dataset = plume_dataset_at(i)) != NULL; i++)
        if (dataset->kind != NULL && at-- == 0)
            return dataset;
    return NULL;
}

static const plume_dataset *find(const char *kind)
{
    const plume_dataset *dataset;

    for (size_t i = 0; (dataset = kind_at(i)) != NULL; i++)
        if (strcmp(dataset->kind, kind) == 0)
            return dataset;
    return NULL;
}

const char *plume_factors_kind_at(size_t i)
{
    const plume_dataset *dataset = kind_at(i);

    return dataset == NULL ? NULL : dataset->kind;
}

const char *plume_factors_shown_at(const char *kind, size_t i)
{
    const plume_dataset *dataset = find(kind);

    return dataset == NULL ? NULL : dataset->shown[i];
}

/* Whether text holds word, of that length, somewhere; ASCII case does not matter. */
static bool holds(const char *text, const char *word, size_t length)
{
    size_t i;

    for (; *text != '\0'; text++) {
        for (i = 0; i < length && plume_lower(text[i]) == plume_lower(word[i]); i++)
            ;
        if (i == length)
            return true;
    }
    return length == 0;
}

static bool row_holds(const plume_dataset_table *table, size_t row, const char *word,
                      size_t length)
{
    size_t column;

    for (column = 0; column < plume_dataset_table_dataset(table)->column_count; column++)
        if (holds(plume_dataset_table_text(table, row, column), word, length))
            return true;
    return false;
}

static bool row_matches(const plume_dataset_table *table, size_t row, const char *query)
{
    size_t length;

    for (query += strspn(query, " "); *query != '\0'; query += strspn(query, " ")) {
        length = strcspn(query, " ");
        if (!row_holds(table, row, query, length))
            return false;
        query += length;
    }
    return true;
}

static bool is_number(plume_dataset_cell cell)
{
    return cell != PLUME_DATASET_TEXT && cell != PLUME_DATASET_NAME;
}

/* An empty cell is null: 0 would be a figure. */
static void add_row(plume_value *list, const plume_dataset_table *table, size_t row)
{
    const plume_dataset *dataset = plume_dataset_table_dataset(table);
    plume_value *map = plume_value_set_map(list, NULL);
    const char *text;

    for (size_t i = 0; i < dataset->column_count; i++) {
        text = plume_dataset_table_text(table, row, i);
        if (text[0] == '\0')
            plume_value_set_null(map, dataset->column[i].name);
        else if (is_number(dataset->column[i].cell))
            plume_value_set_number(map, dataset->column[i].name,
                                   plume_dataset_table_number(table, row, i));
        else
            plume_value_set_string(map, dataset->column[i].name, text);
    }
}

static plume_status fail_unknown(const char *kind, plume_error *error)
{
    plume_nearest nearest;
    plume_text text;

    plume_fail(error, PLUME_ERR_UNKNOWN, "unknown kind of factors '%s'", kind);
    plume_nearest_init(&nearest, kind);
    for (size_t i = 0; kind_at(i) != NULL; i++)
        plume_nearest_offer(&nearest, kind_at(i)->kind);
    plume_text_init(&text);
    plume_nearest_print(&text, &nearest);
    if (text.length == 0)
        for (size_t i = 0; kind_at(i) != NULL; i++)
            plume_text_printf(&text, "%s%s", i == 0 ? "one of " : ", ", kind_at(i)->kind);
    plume_hint(error, "%s", text.data);
    plume_text_dispose(&text);
    return PLUME_ERR_UNKNOWN;
}

/* Over all columns, as who searches knows a word of a source or a note as often as a
 * name. */
plume_status plume_factors_search(plume_factors *factors, const char *kind,
                                  const char *query, plume_value *list,
                                  plume_error *error)
{
    const plume_dataset *dataset = find(kind);
    const plume_dataset_table *table;
    plume_status status;
    size_t row;

    if (dataset == NULL)
        return fail_unknown(kind, error);
    status = plume_factors_table(factors, dataset, &table, error);
    if (status != PLUME_OK)
        return status;
    for (row = 0; row < plume_dataset_table_rows(table); row++)
        if (row_matches(table, row, query))
            add_row(list, table, row);
    return plume_value_status(list, error);
}
