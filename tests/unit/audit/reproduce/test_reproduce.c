/* Reproductions: verdicts at the edges of digits, papers by name, bad datasets. */
#include "support/support.h"

static plume_error error;
static plume_factors *factors;
static char *folder;

static void open_folder(void)
{
    memset(&error, 0, sizeof error);
    folder = test_folder();
    free(test_file(folder, "VERSION", "test\n", 5));
    ck_ok(plume_factors_open(&factors, folder, &error), error);
}

static void close_folder(void)
{
    plume_factors_free(factors);
    free(folder);
}

static plume_status read(plume_reproduction **out, const char *rows, const char *paper)
{
    plume_text text;
    plume_status status;

    plume_text_init(&text);
    plume_text_add(&text, "paper,table,row,quantity,formula,inputs,published,unit,"
                          "explanation,citation\n");
    plume_text_add(&text, rows);
    free(test_file(folder, "reproduction.csv", text.data, text.length));
    plume_text_dispose(&text);
    status = plume_reproduction_new(out, factors, paper, &error);
    return status;
}

static const struct {
    const char *formula, *inputs, *published;
    plume_verdict verdict;
} edges[] = {
    { "a", "a==1503.5", "1504", PLUME_VERDICT_EXACT },
    { "a", "a==1503.5", "1503", PLUME_VERDICT_TRUNCATED },
    { "a", "a==1503.49999999999999999999", "1503", PLUME_VERDICT_EXACT },
    { "a", "a==1503.49999999999999999999", "1504", PLUME_VERDICT_NO },
    { "a", "a==1503.99999999999999999999", "1503", PLUME_VERDICT_TRUNCATED },
    { "a", "a==1504", "1503", PLUME_VERDICT_NO },
    { "a", "a=1504", "1503", PLUME_VERDICT_WITHIN_ROUNDING },
    { "a", "a=1504", "1502", PLUME_VERDICT_NO },
    { "a * b", "a==32633; b==4.50", "146848", PLUME_VERDICT_TRUNCATED },
    { "a * b", "a==32633; b==4.50", "146849", PLUME_VERDICT_EXACT },
    { "0 - a", "a==2.5", "-3", PLUME_VERDICT_EXACT },
    { "0 - a", "a==2.5", "-2", PLUME_VERDICT_TRUNCATED },
    { "a", "a==0.4", "0", PLUME_VERDICT_EXACT },
    { "a", "a==0.9", "0", PLUME_VERDICT_TRUNCATED },
    { "a + b", "a==1.2; b==1.4", "2", PLUME_VERDICT_TRUNCATED },
    { "a + b", "a=1.2; b==1.4", "2", PLUME_VERDICT_TRUNCATED },
    { "a + b", "a=1.2; b=1.4", "2", PLUME_VERDICT_WITHIN_ROUNDING },
    { "c * (a - b)", "a=4.2; b=1.6; c==1", "2", PLUME_VERDICT_WITHIN_ROUNDING },
    { "a * b", "a=1.3; b=2.0", "2", PLUME_VERDICT_TRUNCATED },
    { "a / 3", "a==2", "0.67", PLUME_VERDICT_EXACT },
    { "a / 3", "a==2", "0.66", PLUME_VERDICT_TRUNCATED },
    { "a", "a==1.6149999e19", "1.61E+19", PLUME_VERDICT_EXACT },
    { "a", "a==1.615e19", "1.61E+19", PLUME_VERDICT_TRUNCATED },
    { "a", "a==626155", "626,155", PLUME_VERDICT_EXACT },
};

START_TEST(verdicts_at_the_edge_of_a_digit_are_exact)
{
    plume_reproduction *got;
    plume_text row;

    plume_text_init(&row);
    plume_text_printf(&row, "p,t,r,q,%s,%s,\"%s\",u,,c\n", edges[_i].formula,
                      edges[_i].inputs, edges[_i].published);
    ck_ok(read(&got, row.data, NULL), error);
    ck_assert_uint_eq(plume_reproduction_count(got), 1);
    ck_assert_str_eq(plume_verdict_name(plume_reproduction_at(got, 0)->verdict),
                     plume_verdict_name(edges[_i].verdict));
    ck_assert_uint_eq(plume_reproduction_tally(got, edges[_i].verdict), 1);
    plume_reproduction_free(got);
    plume_text_dispose(&row);
}
END_TEST

static const char three[] = "alpha1,t,r,q,a,a==1,1,u,,key1alpha\n"
                            "alpha1.5,t,r,q,a,a==1,1,u,,key2alpha\n"
                            "beta2,t,r,q,a,a==1,1,u,,key3beta\n";

START_TEST(a_paper_is_found_by_name_by_citation_and_by_how_it_begins)
{
    static const struct {
        const char *name;
        size_t count;
    } cases[] = { { "alpha1", 1 }, { "ALPHA-1", 1 }, { "key2alpha", 1 },
                  { "alpha", 2 },  { "key", 3 },     { "beta", 1 } };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        plume_reproduction *got;

        ck_ok(read(&got, three, cases[i].name), error);
        ck_assert_uint_eq(plume_reproduction_count(got), cases[i].count);
        plume_reproduction_free(got);
    }
}
END_TEST

START_TEST(an_unknown_paper_is_answered_with_the_nearest_and_with_all)
{
    plume_reproduction *got;

    ck_assert_int_eq(read(&got, three, "bata2"), PLUME_ERR_UNKNOWN);
    ck_assert_ptr_null(got);
    ck_assert_str_eq(error.message, "no table of 'bata2' is known");
    ck_assert_str_eq(error.hint,
                     "did you mean 'beta2'?  there are alpha1, alpha1.5, beta2");
}
END_TEST

START_TEST(a_bad_row_is_named_with_its_reason)
{
    plume_reproduction *got;

    ck_assert_int_eq(read(&got, "p,t,r,q,a *,a==1,1,u,,c\n", NULL), PLUME_ERR_SYNTAX);
    ck_assert_str_eq(error.path, "reproduction.csv");
    ck_assert_str_eq(error.message,
                     "p, t, r, q: formula 'a *' has '', expected a number, "
                     "a name or '('");
    ck_assert_str_eq(error.hint, "at its character 4");
}
END_TEST

START_TEST(a_published_cell_that_is_no_figure_is_refused)
{
    plume_reproduction *got;

    ck_assert_int_eq(read(&got, "p,t,r,q,a,a==1,about 5,u,,c\n", NULL), PLUME_ERR_SYNTAX);
    ck_assert_str_eq(error.message,
                     "p, t, r, q: published is 'about 5', expected a figure");
}
END_TEST

START_TEST(a_reproduction_is_printed_with_its_schema_and_its_counts)
{
    plume_reproduction *got;
    plume_value *root = plume_value_map();
    const plume_value *cell;

    ck_ok(read(&got, "p,t,r,q,a / 8,a=1 t,0.2,u,why,c\n", NULL), error);
    plume_reproduction_to_value(got, root);
    ck_assert_str_eq(plume_value_string(plume_value_get(root, "schema")),
                     "plume.reproduction/1");
    cell = plume_value_at(plume_value_get(root, "cells"), 0);
    ck_assert_str_eq(plume_value_string(plume_value_get(cell, "verdict")),
                     "within-rounding");
    ck_assert_double_eq(plume_value_number(plume_value_get(cell, "computed")), 0.125);
    ck_assert_double_eq(plume_value_number(plume_value_get(cell, "low")), 0.0625);
    ck_assert_double_eq(plume_value_number(plume_value_get(cell, "high")), 0.1875);
    ck_assert_str_eq(plume_value_string(plume_value_get(cell, "published")), "0.2");
    ck_assert_double_eq(plume_value_number(plume_value_get(
                            plume_value_get(root, "verdicts"), "within-rounding")),
                        1.0);
    plume_value_free(root);
    plume_reproduction_free(got);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_folder, close_folder);
    tcase_add_loop_test(tcase, verdicts_at_the_edge_of_a_digit_are_exact, 0,
                        (int)(sizeof edges / sizeof *edges));
    tcase_add_test(tcase, a_paper_is_found_by_name_by_citation_and_by_how_it_begins);
    tcase_add_test(tcase, an_unknown_paper_is_answered_with_the_nearest_and_with_all);
    tcase_add_test(tcase, a_bad_row_is_named_with_its_reason);
    tcase_add_test(tcase, a_published_cell_that_is_no_figure_is_refused);
    tcase_add_test(tcase, a_reproduction_is_printed_with_its_schema_and_its_counts);
}

int main(void)
{
    return test_main("reproduce", add_tests);
}
