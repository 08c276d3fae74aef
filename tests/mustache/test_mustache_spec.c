/* The public Mustache specification, as far as Plume's templates use it. */
#include "support/support.h"

#include "documents/template/mustache.h"

/* The folder of the specification, or NULL when it is not there. */
static char *specification(const char *file)
{
    const char *folder = getenv("PLUME_MUSTACHE_SPEC");
    char path[4096], *text;

    if (folder == NULL)
        folder = PLUME_SOURCE_DIR "/../shared/mustache-spec";
    snprintf(path, sizeof path, "%s/%s", folder, file);
    text = test_slurp(path, NULL);
    if (text == NULL)
        fprintf(stderr, "SKIPPED: %s is not there; set PLUME_MUSTACHE_SPEC\n", path);
    return text;
}

/* The specification escapes as for HTML. */
static void escape_html(plume_text *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '&')
            plume_text_add(out, "&amp;");
        else if (*text == '<')
            plume_text_add(out, "&lt;");
        else if (*text == '>')
            plume_text_add(out, "&gt;");
        else if (*text == '"')
            plume_text_add(out, "&quot;");
        else
            plume_text_add_char(out, *text);
    }
}

static plume_status find_partial(void *state, const char *name, plume_template *out,
                                 plume_error *error)
{
    const plume_value *text = plume_value_get(state, name);

    (void)error;
    if (text != NULL)
        *out = (plume_template){ plume_value_string(text), name, false, false };
    return PLUME_OK;
}

static bool passes(const plume_value *test)
{
    plume_template template = {
        .text = plume_value_string(plume_value_get(test, "template")),
        .path = plume_value_string(plume_value_get(test, "name")),
    };
    plume_rendering rendering = { .data = plume_value_get(test, "data"),
                                  .escape = escape_html };
    const char *expected = plume_value_string(plume_value_get(test, "expected"));
    plume_text out;
    plume_error error = { 0 };
    bool equal;

    rendering.partials.find = find_partial;
    rendering.partials.state = (void *)plume_value_get(test, "partials");
    plume_text_init(&out);
    equal = plume_mustache_render(&out, &template, &rendering, &error) == PLUME_OK &&
            strcmp(out.data, expected) == 0;
    if (!equal)
        fprintf(stderr, "%s: got \"%s\" (%s), wanted \"%s\"\n", template.path, out.data,
                error.message, expected);
    plume_text_dispose(&out);
    return equal;
}

static void run_file(const char *file, size_t least)
{
    char *text = specification(file);
    plume_value *document = NULL;
    const plume_value *tests;
    plume_error error = { 0 };
    size_t failed = 0;

    if (text == NULL)
        return;
    ck_ok(plume_json_parse(&document, text, strlen(text), file, NULL, &error), error);
    tests = plume_value_get(document, "tests");
    ck_assert_uint_ge(plume_value_count(tests), least);
    for (size_t i = 0; i < plume_value_count(tests); i++)
        failed += !passes(plume_value_at(tests, i));
    ck_assert_msg(failed == 0, "%s: %zu of %zu cases fail", file, failed,
                  plume_value_count(tests));
    plume_value_free(document);
    free(text);
}

START_TEST(comments_are_as_specified)
{
    run_file("comments.json", 12);
}
END_TEST

START_TEST(delimiters_are_as_specified)
{
    run_file("delimiters.json", 14);
}
END_TEST

START_TEST(interpolation_is_as_specified)
{
    run_file("interpolation.json", 42);
}
END_TEST

START_TEST(inverted_sections_are_as_specified)
{
    run_file("inverted.json", 22);
}
END_TEST

START_TEST(partials_are_as_specified)
{
    run_file("partials.json", 12);
}
END_TEST

START_TEST(sections_are_as_specified)
{
    run_file("sections.json", 34);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, comments_are_as_specified);
    tcase_add_test(tcase, delimiters_are_as_specified);
    tcase_add_test(tcase, interpolation_is_as_specified);
    tcase_add_test(tcase, inverted_sections_are_as_specified);
    tcase_add_test(tcase, partials_are_as_specified);
    tcase_add_test(tcase, sections_are_as_specified);
}

int main(void)
{
    return test_main("mustache specification", add);
}
