/* factors/table.h -- a dataset in memory: a CSV file whose header and cells were checked.
 *
 * Strict on purpose: these are our own files, so a wrong column, an empty cell that must
 * not be, a number that is none or lies outside its range is an error with its place. */
#ifndef PLUME_FACTORS_TABLE_H
#define PLUME_FACTORS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>

typedef enum plume_dataset_cell {
    PLUME_DATASET_TEXT, /* may be empty */
    PLUME_DATASET_NAME, /* text that may not */
    PLUME_DATASET_NUMBER,
    PLUME_DATASET_NUMBER_OR_EMPTY,
    PLUME_DATASET_WHOLE /* a whole number: a year, a rank */
} plume_dataset_cell;

/* low and high bound the numbers of the column, inclusive. */
typedef struct plume_dataset_column {
    const char *name;
    plume_dataset_cell cell;
    double low, high;
} plume_dataset_column;

#define COLUMN_TEXT(name)                                                                \
    {                                                                                    \
        name, PLUME_DATASET_TEXT, 0, 0                                                   \
    }
#define COLUMN_NAME(name)                                                                \
    {                                                                                    \
        name, PLUME_DATASET_NAME, 0, 0                                                   \
    }
#define COLUMN_NUMBER(name, low, high)                                                   \
    {                                                                                    \
        name, PLUME_DATASET_NUMBER, low, high                                            \
    }
#define COLUMN_MAYBE(name, low, high)                                                    \
    {                                                                                    \
        name, PLUME_DATASET_NUMBER_OR_EMPTY, low, high                                   \
    }
#define COLUMN_WHOLE(name, low, high)                                                    \
    {                                                                                    \
        name, PLUME_DATASET_WHOLE, low, high                                             \
    }
#define COLUMN_YEAR COLUMN_WHOLE("year", 1990, 2100)

/* A file of figures and the columns it has, in their order. */
typedef struct plume_dataset {
    const char *file; /* below the folder of datasets: "pue.csv" */
    const plume_dataset_column *column;
    size_t column_count;
    const char *kind;         /* what `plume factors` calls it; NULL: not listed there */
    const char *const *shown; /* the columns that fit a terminal, at most
                                 PLUME_DISPLAY_COLUMNS; NULL ends them */
} plume_dataset;

typedef struct plume_dataset_table plume_dataset_table;

/* The caller ends with plume_dataset_table_free. dataset is borrowed. */
plume_status plume_dataset_table_load(plume_dataset_table **out, const char *directory,
                                      const plume_dataset *dataset, plume_error *error);
/* The same of the edition that is compiled in: number is that of datasets.def. */
plume_status plume_dataset_table_embedded(plume_dataset_table **out,
                                          const plume_dataset *dataset, size_t number,
                                          plume_error *error);
void plume_dataset_table_free(plume_dataset_table *table);

size_t plume_dataset_table_rows(const plume_dataset_table *table);
const plume_dataset *plume_dataset_table_dataset(const plume_dataset_table *table);

/* Borrowed until the table goes; "" when empty. */
const char *plume_dataset_table_text(const plume_dataset_table *table, size_t row,
                                     size_t column);
/* NAN when empty. */
double plume_dataset_table_number(const plume_dataset_table *table, size_t row,
                                  size_t column);
int plume_dataset_table_whole(const plume_dataset_table *table, size_t row,
                              size_t column);

/* A cell that lists several things parted by '|': whether name, as people type names, is
 * one of them. */
bool plume_dataset_table_lists(const plume_dataset_table *table, size_t row,
                               size_t column, const char *name);

#endif
