/* Rows of CodeCarbon that agree in the texts of hardware, place and project. */
#include "support/support.h"

#include "readers/trackers/codecarbon/kinds.h"

/* All columns, in their own order. */
static codecarbon_layout all_columns(void)
{
    codecarbon_layout layout = { .count = CC_COLUMN_COUNT };

    for (size_t i = 0; i < CC_COLUMN_COUNT; i++)
        layout.at[i] = i;
    codecarbon_layout_settle(&layout);
    return layout;
}

/* Cells as a row in place has them: one behind the other, each with a NUL. */
static void set_cells(plume_field *field, char *bytes, const char *project,
                      const char *gpu, const char *longitude)
{
    for (size_t i = 0; i < CC_COLUMN_COUNT; i++) {
        const char *text = i == CC_PROJECT_NAME ? project
                           : i == CC_GPU_MODEL  ? gpu
                           : i == CC_LONGITUDE  ? longitude
                           : i == CC_CPU_MODEL  ? "Xeon"
                           : i == CC_PUE        ? "1.2"
                                                : "";

        field[i] = (plume_field){ bytes, strlen(text) };
        memcpy(bytes, text, field[i].length + 1);
        bytes += field[i].length + 1;
    }
}

START_TEST(rows_that_agree_in_their_texts_are_of_one_kind)
{
    codecarbon_layout layout = all_columns();
    codecarbon_kinds *kinds = codecarbon_kinds_new("emissions.csv");
    plume_field field[CC_COLUMN_COUNT];
    char bytes[512];
    codecarbon_kind *first, *second;

    set_cells(field, bytes, "sweep-lr", "2 x NVIDIA A100", "8.1");
    first = codecarbon_kinds_find(kinds, &layout, field, CC_COLUMN_COUNT);
    ck_assert_str_eq(first->run.device, "NVIDIA A100");
    ck_assert_double_eq(first->run.device_count, 2.0);
    ck_assert_double_eq(first->run.site_pue, 1.2);
    set_cells(field, bytes, "sweep-lr", "2 x NVIDIA A100", "9.2");
    ck_assert_ptr_eq(codecarbon_kinds_find(kinds, &layout, field, CC_COLUMN_COUNT),
                     first);
    set_cells(field, bytes, "sweep-lr", "2 x NVIDIA A10", "8.1");
    second = codecarbon_kinds_find(kinds, &layout, field, CC_COLUMN_COUNT);
    ck_assert_ptr_ne(second, first);
    ck_assert(second->run.kind != first->run.kind);
    ck_assert(second->hardware != first->hardware);
    codecarbon_kinds_free(kinds);
}
END_TEST

START_TEST(cells_are_compared_wherever_they_stand)
{
    codecarbon_layout layout = all_columns();
    codecarbon_kinds *kinds = codecarbon_kinds_new("emissions.csv");
    plume_field field[CC_COLUMN_COUNT];
    char bytes[512];
    const codecarbon_kind *first;

    set_cells(field, bytes, "final", "A100", "8.1");
    first = codecarbon_kinds_find(kinds, &layout, field, CC_COLUMN_COUNT);
    field[CC_GPU_MODEL] = (plume_field){ "A100", 4 };
    field[CC_REGION] = (plume_field){ "", 0 };
    ck_assert_ptr_eq(codecarbon_kinds_find(kinds, &layout, field, CC_COLUMN_COUNT),
                     first);
    field[CC_GPU_MODEL] = (plume_field){ "A101", 4 };
    ck_assert_ptr_ne(codecarbon_kinds_find(kinds, &layout, field, CC_COLUMN_COUNT),
                     first);
    codecarbon_kinds_free(kinds);
}
END_TEST

START_TEST(what_a_short_row_lacks_is_empty)
{
    codecarbon_layout layout = all_columns();
    codecarbon_kinds *kinds = codecarbon_kinds_new("runs/emissions.csv");
    plume_field field[CC_COLUMN_COUNT];
    char bytes[512];
    const codecarbon_kind *kind;

    set_cells(field, bytes, "", "A100", "8.1");
    kind = codecarbon_kinds_find(kinds, &layout, field, CC_GPU_MODEL);
    ck_assert_str_eq(kind->text[CC_GPU_MODEL], "");
    ck_assert_str_eq(kind->run.device, "Xeon");
    ck_assert_str_eq(kind->run.name, "runs");
    ck_assert(isnan(kind->number[CC_PUE]));
    codecarbon_kinds_free(kinds);
}
END_TEST

START_TEST(behind_many_kinds_the_memory_begins_anew_and_no_symbol_comes_twice)
{
    codecarbon_layout layout = all_columns();
    codecarbon_kinds *kinds = codecarbon_kinds_new("emissions.csv");
    plume_field field[CC_COLUMN_COUNT];
    char bytes[512], project[16];
    uint64_t before = 0;

    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 1000; i++) {
            const codecarbon_kind *kind;

            snprintf(project, sizeof project, "%d", i);
            set_cells(field, bytes, project, "A100", "8.1");
            kind = codecarbon_kinds_find(kinds, &layout, field, CC_COLUMN_COUNT);
            ck_assert_str_eq(kind->run.name, project);
            ck_assert(kind->run.kind > before);
            before = kind->run.kind;
        }
    codecarbon_kinds_free(kinds);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, rows_that_agree_in_their_texts_are_of_one_kind);
    tcase_add_test(tcase, cells_are_compared_wherever_they_stand);
    tcase_add_test(tcase, what_a_short_row_lacks_is_empty);
    tcase_add_test(tcase,
                   behind_many_kinds_the_memory_begins_anew_and_no_symbol_comes_twice);
}

int main(void)
{
    return test_main("codecarbon kinds", add);
}
