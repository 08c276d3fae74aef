/* Any text, made safe for a language and read back by that language's rules, is the text:
 * HTML and SVG, JSON, YAML, CSV. In LaTeX and Markdown nothing is left that would be
 * obeyed.
 */
#include "core/data/csv.h"
#include "documents/template/escape.h"
#include "documents/template/internal.h"
#include "fuzz_bytes.h"

#include <plume/value.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* As HTML shows it: marks that turn the direction are seen, and the 2 of CO2 is low. */
static void shown(plume_text *out, const char *text)
{
    uint32_t code;

    plume_text_clear(out);
    while ((code = plume_escape_next(&text)) != 0) {
        bool turns = (code >= 0x202A && code <= 0x202E) ||
                     (code >= 0x2066 && code <= 0x2069) || code == 0x200E ||
                     code == 0x200F || code == 0x061C;

        plume_escape_add(out, turns ? 0xFFFD : code == 0x2082 ? '2' : code);
    }
}

static const char *of(const plume_text *text)
{
    return text->length > 0 ? text->data : "";
}

static void demand(bool holds, const char *what, const char *text, const plume_text *got)
{
    if (holds)
        return;
    fprintf(stderr, "%s: \"%s\" gave \"%s\"\n", what, text, of(got));
    abort();
}

/* --- read back --- */

static void unhtml(plume_text *out, const char *html)
{
    static const struct {
        const char *entity, *text;
    } entities[] = { { "&amp;", "&" },   { "&lt;", "<" },  { "&gt;", ">" },
                     { "&quot;", "\"" }, { "&#39;", "'" }, { "&#x27;", "'" } };

    plume_text_clear(out);
    while (*html != '\0') {
        size_t i = 0, count = sizeof entities / sizeof *entities;

        while (i < count &&
               strncmp(html, entities[i].entity, strlen(entities[i].entity)) != 0)
            i++;
        if (i < count) {
            plume_text_add(out, entities[i].text);
            html += strlen(entities[i].entity);
        } else {
            plume_text_add_n(out, html++, 1);
        }
    }
}

static void check_html(const char *text, plume_text *out, plume_text *back,
                       plume_text *wanted)
{
    plume_text_clear(out);
    plume_escape_html(out, text);
    demand(strpbrk(of(out), "<>\"'") == NULL, "HTML with a mark", text, out);
    unhtml(back, of(out));
    plume_text_clear(out);
    plume_text_add(out, of(back));
    shown(back, of(out));
    shown(wanted, text);
    demand(strcmp(of(back), of(wanted)) == 0, "HTML", text, back);
}

static void check_json(const char *text, plume_text *out, plume_text *wanted)
{
    plume_value *value = NULL;
    plume_text whole;

    plume_text_init(&whole);
    plume_json_print_string(&whole, text);
    plume_text_clear(out);
    plume_text_printf(out, "[%s]", of(&whole));
    demand(plume_json_parse(&value, of(out), out->length, "a.json", NULL, NULL) ==
               PLUME_OK,
           "JSON", text, out);
    plume_text_clear(wanted);
    plume_json_print(wanted, value, true);
    demand(strcmp(of(wanted), of(out)) == 0, "JSON printed again", text, wanted);
    plume_value_free(value);
    plume_text_dispose(&whole);
}

/* Cells of a hundred lines are no cells of a log. */
static bool has_many_lines(const char *text)
{
    size_t lines = 0;

    while (*text != '\0') {
        lines += *text == '\r' || *text == '\n';
        text++;
    }
    return lines > 50;
}

static void check_csv(const char *text, plume_text *out)
{
    plume_source_stream *source = NULL;
    plume_csv *csv = NULL;
    plume_row row;
    const char *got;

    if (has_many_lines(text))
        return;
    plume_text_clear(out);
    plume_text_add(out, "a,");
    plume_csv_add_text(out, text);
    plume_text_add(out, ",z\n");
    if (plume_source_open_memory(&source, of(out), out->length, "a.csv", NULL) !=
            PLUME_OK ||
        plume_csv_open(&csv, source, ',', NULL) != PLUME_OK)
        abort();
    demand(plume_csv_next(csv, &row, NULL) == PLUME_OK && row.count == 3, "CSV", text,
           out);
    got = row.field[1].text;
    demand(strchr("=+-@\t\r", got[0]) == NULL || got[0] == '\0', "a formula in CSV", text,
           out);
    plume_csv_close(csv);
    plume_source_close(source);
}

static void check_yaml(const char *text, plume_text *out)
{
    plume_value *value = NULL;
    plume_text quoted;

    plume_text_init(&quoted);
    plume_escape_yaml(&quoted, text);
    plume_text_clear(out);
    plume_text_printf(out, "a: \"%s\"\nb: 1\n", of(&quoted));
    demand(plume_yaml_parse(&value, of(out), out->length, "a.yaml", NULL) == PLUME_OK,
           "YAML", text, out);
    plume_value_free(value);
    plume_text_dispose(&quoted);
}

/* --- nothing to obey --- */

/* Groups close, a comment or a sign of a column stands behind a backslash, and what
 * begins with one is none of TeX's that read or write. */
static void check_latex(const char *text, plume_text *out)
{
    long depth = 0;

    plume_text_clear(out);
    plume_escape_latex(out, text);
    for (const char *at = of(out); *at != '\0'; at++) {
        if (*at == '\\') {
            at++;
            demand(*at != '\0' && *at != '\\', "LaTeX", text, out);
            demand(strncmp(at, "input", 5) != 0 && strncmp(at, "write", 5) != 0 &&
                       strncmp(at, "include", 7) != 0 && strncmp(at, "csname", 6) != 0,
                   "a command in LaTeX", text, out);
            continue;
        }
        depth += (*at == '{') - (*at == '}');
        demand(depth >= 0 && strchr("%#&", *at) == NULL, "a sign in LaTeX", text, out);
    }
    demand(depth == 0, "a group in LaTeX", text, out);
}

/* No tag begins and no link. */
static void check_markdown(const char *text, plume_text *out)
{
    plume_text_clear(out);
    plume_escape_markdown(out, text);
    for (const char *at = of(out); *at != '\0'; at++) {
        if (*at == '\\' && at[1] != '\0')
            at++;
        else
            demand(strchr("<[`", *at) == NULL, "a mark in Markdown", text, out);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = malloc(length + 1);
    plume_text out, back, wanted;

    if (text == NULL)
        abort();
    memcpy(text, bytes, length);
    text[length] = '\0';
    plume_text_init(&out);
    plume_text_init(&back);
    plume_text_init(&wanted);
    check_html(text, &out, &back, &wanted);
    check_json(text, &out, &wanted);
    check_csv(text, &out);
    check_yaml(text, &out);
    check_latex(text, &out);
    check_markdown(text, &out);
    plume_text_dispose(&out);
    plume_text_dispose(&back);
    plume_text_dispose(&wanted);
    free(text);
    return 0;
}
