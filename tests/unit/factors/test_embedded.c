/* The edition that is compiled in, against the folder that it was made of. */
#include "support/support.h"

#include "factors/datasets.h"

static plume_error error;
static plume_factors *compiled, *folder;

static void open_both(void)
{
    char *datasets = test_path("datasets");

    ck_ok(plume_factors_open(&compiled, NULL, &error), error);
    ck_ok(plume_factors_open(&folder, datasets, &error), error);
    free(datasets);
}

static void close_both(void)
{
    plume_factors_free(compiled);
    plume_factors_free(folder);
}

START_TEST(each_cell_is_that_of_the_folder)
{
    const plume_dataset_table *ours, *wanted;
    const plume_dataset *dataset = plume_dataset_at((size_t)_i);

    open_both();
    ck_ok(plume_factors_table(compiled, dataset, &ours, &error), error);
    ck_ok(plume_factors_table(folder, dataset, &wanted, &error), error);
    ck_assert_uint_eq(plume_dataset_table_rows(ours), plume_dataset_table_rows(wanted));
    ck_assert_ptr_eq(plume_dataset_table_dataset(ours), dataset);
    for (size_t row = 0; row < plume_dataset_table_rows(wanted); row++)
        for (size_t i = 0; i < dataset->column_count; i++)
            if (strcmp(plume_dataset_table_text(ours, row, i),
                       plume_dataset_table_text(wanted, row, i)) != 0)
                ck_abort_msg("%s, row %zu: '%s', wanted '%s'", dataset->file, row,
                             plume_dataset_table_text(ours, row, i),
                             plume_dataset_table_text(wanted, row, i));
    close_both();
}
END_TEST

START_TEST(its_version_is_that_of_the_folder)
{
    open_both();
    ck_assert_str_eq(plume_factors_version(compiled), plume_factors_version(folder));
    close_both();
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, each_cell_is_that_of_the_folder, 0, PLUME_DATASET_COUNT);
    tcase_add_test(tcase, its_version_is_that_of_the_folder);
}

int main(void)
{
    return test_main("embedded", add);
}
