/* The tables of papers against verdicts that were worked out apart from this program
 * (../shared/papers/reproduction.csv, where it is there), and cells known by heart. */
#include "support/support.h"

#include <sys/stat.h>

#include "core/data/csv.h"
#include "core/data/csv_header.h"

static plume_error error;
static plume_factors *factors;
static plume_reproduction *all;

static void open_all(void)
{
    char *path = test_path("datasets");

    memset(&error, 0, sizeof error);
    ck_ok(plume_factors_open(&factors, path, &error), error);
    ck_ok(plume_reproduction_new(&all, factors, NULL, &error), error);
    free(path);
}

static void close_all(void)
{
    plume_reproduction_free(all);
    plume_factors_free(factors);
}

/* --- apart from this program --- */

enum { CELLS_MAX = 1000 };

typedef struct counts {
    size_t rows, agreed;
    bool taken[CELLS_MAX];
} counts;

static const char *our_word(const char *theirs)
{
    static const char *const words[][2] = { { "yes", "exact" },
                                            { "truncated", "truncated" },
                                            { "within input rounding",
                                              "within-rounding" },
                                            { "NO", "no" } };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], theirs) == 0)
            return words[i][1];
    ck_abort_msg("verdict '%s'", theirs);
    return "";
}

static bool is_same_cell(const plume_reproduced *cell, const char *quantity,
                         const char *published, double computed)
{
    return strcmp(cell->quantity, quantity) == 0 &&
           strcmp(cell->published, published) == 0 &&
           fabs(cell->computed - computed) <= 2e-6 * fabs(computed);
}

static const plume_reproduced *find(counts *seen, const plume_row *row,
                                    const plume_header *header)
{
    const char *quantity = plume_row_get(row, header, "quantity").text;
    const char *published = plume_row_get(row, header, "published").text;
    double computed;

    ck_assert(plume_field_number(&computed, plume_row_get(row, header, "computed")));
    for (size_t i = 0; i < plume_reproduction_count(all); i++)
        if (!seen->taken[i] &&
            is_same_cell(plume_reproduction_at(all, i), quantity, published, computed)) {
            seen->taken[i] = true;
            return plume_reproduction_at(all, i);
        }
    ck_abort_msg("no cell for %s, %s", plume_row_get(row, header, "case").text, quantity);
    return NULL;
}

static void compare_row(counts *seen, const plume_row *row, const plume_header *header)
{
    const plume_reproduced *cell = find(seen, row, header);
    const char *theirs = our_word(plume_row_get(row, header, "reproduces").text);

    seen->rows++;
    if (strcmp(plume_verdict_name(cell->verdict), theirs) == 0)
        seen->agreed++;
    else
        ck_abort_msg("%s, %s, %s, %s: %s here, %s there", cell->paper, cell->table,
                     cell->row, cell->quantity, plume_verdict_name(cell->verdict),
                     theirs);
}

static void compare_file(counts *seen, const char *path)
{
    plume_source_stream *source;
    plume_csv *csv;
    plume_row row;
    plume_header *header;

    ck_ok(plume_source_open(&source, path, &error), error);
    ck_ok(plume_csv_open(&csv, source, ',', &error), error);
    ck_ok(plume_csv_next(csv, &row, &error), error);
    ck_ok(plume_header_new(&header, &row, &error), error);
    for (;;) {
        ck_ok(plume_csv_next(csv, &row, &error), error);
        if (row.count == 0)
            break;
        compare_row(seen, &row, header);
    }
    plume_header_free(header);
    plume_csv_close(csv);
    plume_source_close(source);
}

START_TEST(the_verdicts_are_those_that_were_worked_out_apart)
{
    char *path = test_path("../shared/papers/reproduction.csv");
    static counts seen;
    struct stat status;

    memset(&seen, 0, sizeof seen);
    ck_assert_uint_le(plume_reproduction_count(all), CELLS_MAX);
    if (stat(path, &status) != 0) {
        fprintf(stderr, "SKIPPED: %s is not there; nothing to compare with\n", path);
    } else {
        compare_file(&seen, path);
        ck_assert_uint_eq(seen.rows, 352);
        ck_assert_uint_eq(seen.agreed, 352);
    }
    free(path);
}
END_TEST

/* --- known by heart --- */

static const struct {
    const char *paper, *table, *row, *quantity, *digits;
    plume_verdict verdict;
} known[] = {
    { "strubell2019", "Table 3", "4 BERT_base V100x64", "energy", "1506.8264",
      PLUME_VERDICT_EXACT },
    { "strubell2019", "Table 3", "4 BERT_base V100x64", "energy (printed hours)",
      "1503.0213", PLUME_VERDICT_NO },
    { "strubell2019", "Table 3", "6 NAS P100x8", "co2e", "626155.31",
      PLUME_VERDICT_EXACT },
    { "strubell2019", "Table 3", "7 NAS TPUv2x1", "cost high", "146848.5",
      PLUME_VERDICT_TRUNCATED },
    { "strubell2019", "Table 3", "7 NAS TPUv2x1", "hours", "32633.333",
      PLUME_VERDICT_NO },
    { "patterson2021", "Table 4", "column 2 T5", "energy", "85.327872",
      PLUME_VERDICT_WITHIN_ROUNDING },
    { "patterson2021", "Table 4", "column 6 GPT-3", "energy from FLOPs", "1287.0596",
      PLUME_VERDICT_EXACT },
    { "llama1", "Table 15", "LLaMA-65B", "energy", "449.83928", PLUME_VERDICT_TRUNCATED },
};

static const plume_reproduced *cell_of(size_t k)
{
    for (size_t i = 0; i < plume_reproduction_count(all); i++) {
        const plume_reproduced *cell = plume_reproduction_at(all, i);

        if (strcmp(cell->paper, known[k].paper) == 0 &&
            strcmp(cell->table, known[k].table) == 0 &&
            strcmp(cell->row, known[k].row) == 0 &&
            strcmp(cell->quantity, known[k].quantity) == 0)
            return cell;
    }
    return NULL;
}

START_TEST(cells_that_are_known_have_their_digits_and_verdicts)
{
    const plume_reproduced *cell = cell_of((size_t)_i);

    ck_assert_ptr_nonnull(cell);
    ck_assert_str_eq(cell->digits, known[_i].digits);
    ck_assert_str_eq(plume_verdict_name(cell->verdict),
                     plume_verdict_name(known[_i].verdict));
}
END_TEST

START_TEST(every_cell_that_does_not_reproduce_is_explained)
{
    size_t unlike = 0;

    for (size_t i = 0; i < plume_reproduction_count(all); i++) {
        const plume_reproduced *cell = plume_reproduction_at(all, i);

        if (cell->verdict != PLUME_VERDICT_NO)
            continue;
        unlike++;
        ck_assert_msg(cell->explanation[0] != '\0', "%s, %s", cell->row, cell->quantity);
    }
    ck_assert_uint_eq(unlike, plume_reproduction_tally(all, PLUME_VERDICT_NO));
    ck_assert_uint_gt(unlike, 0);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_add_test(tcase, the_verdicts_are_those_that_were_worked_out_apart);
    tcase_add_loop_test(tcase, cells_that_are_known_have_their_digits_and_verdicts, 0,
                        (int)(sizeof known / sizeof *known));
    tcase_add_test(tcase, every_cell_that_does_not_reproduce_is_explained);
}

int main(void)
{
    return test_main("reproduction", add_tests);
}
