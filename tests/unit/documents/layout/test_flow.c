/* The flow: from a marked-up text to a PDF. Called with three paths (a flow, its tree,
 * the PDF to write) it renders them instead, for tests that look at the result from
 * outside. */
#include "support/support.h"

#include <unistd.h>

#include "documents/layout/flow.h"

static plume_error error;
static plume_notes *notes;

/* Writes flow into path. */
static plume_status render(const char *flow, const plume_flow_options *options,
                           const char *path)
{
    plume_output *output;
    plume_status status;

    ck_ok(plume_output_open(&output, path, &error), error);
    status = plume_flow_write(output, flow, strlen(flow), options, notes, &error);
    if (status == PLUME_OK)
        return plume_output_finish(output, &error);
    plume_output_abandon(output);
    return status;
}

/* The document as bytes, or NULL and its status; the caller frees. */
static char *rendered(const char *flow, const char *json, size_t *length,
                      plume_status *status)
{
    plume_flow_options options = { .title = "A title",
                                   .footer = "foot",
                                   .creation_s = NAN };
    char *folder = test_folder(), *path = test_file(folder, "a.pdf", "", 0),
         *bytes = NULL;
    plume_value *tree = NULL;

    ck_ok(plume_json_parse(&tree, json, strlen(json), "tree", NULL, &error), error);
    options.tree = tree;
    *status = render(flow, &options, path);
    if (*status == PLUME_OK)
        bytes = test_slurp(path, length);
    unlink(path);
    rmdir(folder);
    free(path);
    free(folder);
    plume_value_free(tree);
    return bytes;
}

static void expect_failure(const char *flow, const char *json, plume_status wanted,
                           uint64_t line, const char *message)
{
    plume_status status;
    size_t length;

    ck_ok(plume_notes_new(&notes, &error), error);
    ck_assert_ptr_null(rendered(flow, json, &length, &status));
    ck_assert_int_eq(status, wanted);
    ck_assert_uint_eq(error.line, line);
    ck_assert_str_eq(error.message, message);
    plume_notes_free(notes);
}

static void expect_success(const char *flow, const char *json)
{
    plume_status status;
    size_t length;
    char *bytes;

    ck_ok(plume_notes_new(&notes, &error), error);
    bytes = rendered(flow, json, &length, &status);
    ck_ok(status, error);
    ck_assert_mem_eq(bytes, "%PDF-1.7", 8);
    free(bytes);
    plume_notes_free(notes);
}

START_TEST(an_unknown_block_is_named_with_its_line)
{
    expect_failure("words\n\nmore\nwords\n\n@tabel x\n", "{}", PLUME_ERR_SYNTAX, 6,
                   "there is no block '@tabel'");
}
END_TEST

START_TEST(an_unknown_table_is_named_with_its_line)
{
    expect_failure("@table energy\nCaption.\n", "{\"tables\": {\"x\": {}}}",
                   PLUME_ERR_UNKNOWN, 1, "there is no table 'energy'");
}
END_TEST

START_TEST(an_unknown_chart_is_named_with_its_line)
{
    expect_failure("\n\n@figure pie\nCaption.\n", "{}", PLUME_ERR_UNKNOWN, 3,
                   "there is no chart 'pie'");
}
END_TEST

START_TEST(bold_text_without_end_is_an_error_with_its_line)
{
    expect_failure("one\n\ntwo **three\n", "{}", PLUME_ERR_SYNTAX, 3,
                   "bold text is not closed by '**'");
}
END_TEST

START_TEST(an_attachment_that_is_not_there_is_an_error)
{
    plume_flow_options options = { .creation_s = NAN,
                                   .attachments = { { "/nonexistent/x", "x.csv" } } };
    char *folder = test_folder(), *path = test_file(folder, "a.pdf", "", 0);

    ck_ok(plume_notes_new(&notes, &error), error);
    ck_assert_int_eq(render("words", &options, path), PLUME_ERR_IO);
    ck_assert_str_eq(error.path, "/nonexistent/x");
    plume_notes_free(notes);
    unlink(path);
    rmdir(folder);
    free(path);
    free(folder);
}
END_TEST

START_TEST(an_attachment_that_no_mail_would_carry_is_left_out_with_a_note)
{
    char *folder = test_folder(), *path = test_file(folder, "a.pdf", "", 0),
         *large = test_file(folder, "runs.csv", "", 0);
    plume_flow_options options = { .creation_s = NAN,
                                   .attachments = { { large, "runs.csv" } } };

    ck_assert_int_eq(truncate(large, (16 << 20) + 1), 0);
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(render("words", &options, path), error);
    ck_assert_uint_eq(plume_notes_count(notes), 1);
    ck_assert_str_eq(plume_notes_at(notes, 0)->message,
                     "runs.csv has more than 16 MiB and is not attached to the PDF; it "
                     "stands beside it");
    plume_notes_free(notes);
    unlink(large);
    unlink(path);
    rmdir(folder);
    free(large);
    free(path);
    free(folder);
}
END_TEST

START_TEST(a_figure_without_data_is_left_out_with_a_note)
{
    plume_status status;
    size_t length;
    char *bytes;

    ck_ok(plume_notes_new(&notes, &error), error);
    bytes = rendered("@figure models\nCaption.\n", "{}", &length, &status);
    ck_ok(status, error);
    ck_assert_uint_eq(plume_notes_count(notes), 1);
    ck_assert_str_eq(plume_notes_at(notes, 0)->code, "figure-left-out");
    free(bytes);
    plume_notes_free(notes);
}
END_TEST

START_TEST(odd_documents_are_still_documents)
{
    expect_success("", "{}");
    expect_success("\n \n\t\n", "{}");
    expect_success("@headline", "{}");
    expect_success("@title", "{}");
    expect_success("@section 1 | Alone\n\n@section 2 | Alone too\n", "{}");
    expect_success("@section\n", "{}");
    expect_success("@mono\n", "{}");
    expect_success("@small\n", "{}");
    expect_success("@table t\n",
                   "{\"tables\": {\"t\": {\"columns\": [{}], \"rows\": []}}}");
    expect_success("@headline",
                   "{\"headline\": [{}, 1, null, {\"known\": true}, {}, {}, {}]}");
    expect_success("words\r\n\r\n@section 1 | T\r\n\r\nmore \\", "[]");
}
END_TEST

START_TEST(hostile_words_do_no_harm)
{
    plume_text text;

    plume_text_init(&text);
    for (int c = 1; c < 256; c++)
        if (c != '*' && c != '<' && c != '@')
            plume_text_printf(&text, "%cx(%c) ", c, c);
    for (int i = 0; i < 20000; i++)
        plume_text_add(&text, "(\\\\");
    expect_success(text.data, "{}");
    plume_text_dispose(&text);
}
END_TEST

START_TEST(the_same_document_twice_is_the_same_bytes)
{
    const char *flow =
        "@section 1 | T\n\nWords, \xCE\xB1, \xE6\x9D\xB1 and <https://a.b/c>.\n";
    size_t one_length, other_length;
    plume_status status;
    char *one, *other;

    ck_ok(plume_notes_new(&notes, &error), error);
    one = rendered(flow, "{}", &one_length, &status);
    other = rendered(flow, "{}", &other_length, &status);
    ck_assert_ptr_nonnull(one);
    ck_assert_uint_eq(one_length, other_length);
    ck_assert_mem_eq(one, other, one_length);
    free(one);
    free(other);
    plume_notes_free(notes);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, an_unknown_block_is_named_with_its_line);
    tcase_add_test(tcase, an_unknown_table_is_named_with_its_line);
    tcase_add_test(tcase, an_unknown_chart_is_named_with_its_line);
    tcase_add_test(tcase, bold_text_without_end_is_an_error_with_its_line);
    tcase_add_test(tcase, an_attachment_that_is_not_there_is_an_error);
    tcase_add_test(tcase, an_attachment_that_no_mail_would_carry_is_left_out_with_a_note);
    tcase_add_test(tcase, a_figure_without_data_is_left_out_with_a_note);
    tcase_add_test(tcase, odd_documents_are_still_documents);
    tcase_add_test(tcase, hostile_words_do_no_harm);
    tcase_add_test(tcase, the_same_document_twice_is_the_same_bytes);
}

/* --- rendering for others --- */

static plume_status comparison_of(plume_comparison **out, plume_factors **factors)
{
    static const char *const names[] = { "bert-base", "elmo", "t5", "gpt-3" };
    char *datasets = test_path("datasets");
    plume_status status = plume_factors_open(factors, datasets, &error);

    free(datasets);
    if (status == PLUME_OK)
        status = plume_comparison_new(out, *factors, &error);
    for (size_t i = 0; i < sizeof names / sizeof names[0] && status == PLUME_OK; i++)
        status = plume_comparison_add_model(*out, names[i], &error);
    return status;
}

static plume_status render_files(const char *flow_path, const char *tree_path,
                                 const char *path)
{
    plume_flow_options options = {
        .title = "Compute, energy and emissions \xCE\xB1",
        .authors = "A. Author, B. \xC3\x89"
                   "crivain",
        .footer = "Plume  \xC2\xB7  factors 2026.1  \xC2\xB7  input sha256 00112233",
        .creation_s = NAN,
        .attachments = { { tree_path, "results.json" }, { flow_path, "runs.csv" } },
    };
    plume_chart_data charts = { .own_name = "This study" };
    plume_comparison *comparison = NULL;
    plume_factors *factors = NULL;
    plume_value *tree = NULL;
    size_t length;
    char *flow = test_slurp(flow_path, NULL), *json = test_slurp(tree_path, &length);
    plume_status status = plume_json_parse(&tree, json, length, tree_path, NULL, &error);

    if (status == PLUME_OK)
        status = comparison_of(&comparison, &factors);
    charts.comparison = comparison;
    options.tree = tree;
    options.charts = &charts;
    if (status == PLUME_OK)
        status = render(flow, &options, path);
    plume_comparison_free(comparison);
    plume_factors_free(factors);
    plume_value_free(tree);
    free(flow);
    free(json);
    return status;
}

static char **wanted; /* the three paths */

START_TEST(the_given_document_is_rendered)
{
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(render_files(wanted[1], wanted[2], wanted[3]), error);
    for (size_t i = 0; i < plume_notes_count(notes); i++)
        printf("note: %s\n", plume_notes_at(notes, i)->message);
    plume_notes_free(notes);
}
END_TEST

static void add_rendering(TCase *tcase)
{
    tcase_add_test(tcase, the_given_document_is_rendered);
}

int main(int argc, char **argv)
{
    wanted = argv;
    return argc == 4 ? test_main("render", add_rendering) : test_main("flow", add);
}
