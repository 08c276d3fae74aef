/* Any bytes as a dataset: refused with a place, or read into cells that hold their
 * bounds. */
#include "factors/datasets.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/plume-fuzz-XXXXXX";

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    (void)count;
    (void)arguments;
    return mkdtemp(folder) == NULL;
}

static void write_file(const char *path, const uint8_t *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");

    if (file == NULL || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        abort();
}

static void check(const plume_dataset_table *table)
{
    const plume_dataset *dataset = plume_dataset_table_dataset(table);
    size_t row, i;
    double number;

    for (row = 0; row < plume_dataset_table_rows(table); row++)
        for (i = 0; i < dataset->column_count; i++) {
            if (dataset->column[i].cell == PLUME_DATASET_TEXT ||
                dataset->column[i].cell == PLUME_DATASET_NAME)
                continue;
            number = plume_dataset_table_number(table, row, i);
            if (isnan(number)
                    ? plume_dataset_table_text(table, row, i)[0] != '\0'
                    : number < dataset->column[i].low || number > dataset->column[i].high)
                abort();
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    plume_dataset_table *table = NULL;
    plume_error error = { 0 };
    const plume_dataset *dataset;
    char path[128];

    if (length == 0)
        return 0;
    dataset = plume_dataset_at(bytes[0] % PLUME_DATASET_COUNT);
    snprintf(path, sizeof path, "%s/%s", folder, dataset->file);
    write_file(path, bytes + 1, length - 1);
    if (plume_dataset_table_load(&table, folder, dataset, &error) == PLUME_OK)
        check(table);
    else if (table != NULL || error.message[0] == '\0')
        abort();
    plume_dataset_table_free(table);
    remove(path);
    return 0;
}
