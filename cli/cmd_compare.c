/* cli/cmd_compare.c -- published models and own work side by side, both methods. */
#include "audit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct compare_options {
    cli_reading reading;
    const char *output, *format, *chart;
    bool quiet;
} compare_options;

static const cli_option table[] = {
    { "chart", 'c', CLI_TEXT, offsetof(compare_options, chart), "FILE",
      "also draw the comparison: FILE.svg, .png or .pdf" },
    CLI_METHOD(compare_options, reading.further, "methods beside the two"),
#define READING(name, letter, kind, field, value, help)                                  \
    { name, letter, kind, offsetof(compare_options, reading.field), value, help },
#include "reading.def"
#undef READING
    { "format", 0, CLI_TEXT, offsetof(compare_options, format), "FORMAT",
      "table, json or csv" },
    { "output", 'o', CLI_TEXT, offsetof(compare_options, output), "FILE", "write there" },
    { "quiet", 'q', CLI_FLAG, offsetof(compare_options, quiet), NULL,
      "no warnings but of what was left out" },
    { NULL, 0, CLI_FLAG, 0, NULL, NULL },
};

/* MWh and tonnes are for people; CSV and JSON keep kWh and kg. */
#define KWH_PER_MWH  1000.0
#define KG_PER_TONNE 1000.0

/* From a thousand on whole numbers: significant digits would round them off before the
 * point. */
static void put_figure(plume_text *out, double value, int digits)
{
    if (isnan(value))
        plume_text_add(out, "n/a");
    else if (fabs(value) >= 1000.0)
        plume_number_fixed(out, value, 0);
    else
        plume_number_significant(out, value, digits);
}

/* 1 is the first row itself, and stands without decimals. */
static void put_multiple(plume_text *out, double value)
{
    if (isnan(value))
        plume_text_add(out, "n/a");
    else if (value >= 10.0 || value == 1.0)
        plume_number_fixed(out, value, 0);
    else
        plume_number_significant(out, value, 2);
}

enum { COLUMNS = 7 };

/* Own work is called by its name, a model by its id, which the next command line
 * takes. */
static void add_row(cli_table *shown, const plume_compared *row)
{
    plume_text number[5];
    const char *cell[COLUMNS] = { row->own ? row->name : row->id, row->devices };

    for (size_t i = 0; i < 5; i++)
        plume_text_init(&number[i]);
    put_figure(&number[0], row->it_kwh / KWH_PER_MWH, 3);
    put_figure(&number[1], row->strubell_kg / KG_PER_TONNE, 3);
    put_figure(&number[2], row->patterson_kg / KG_PER_TONNE, 3);
    if (isnan(row->ratio))
        plume_text_add(&number[3], "n/a");
    else
        plume_number_fixed(&number[3], row->ratio, 2);
    put_multiple(&number[4], row->to_first);
    for (size_t i = 0; i < 5; i++)
        cell[i + 2] = number[i].data;
    cli_table_row(shown, cell);
    for (size_t i = 0; i < 5; i++)
        plume_text_dispose(&number[i]);
}

/* One paragraph of a section; its title stands before the first. */
static void print_line(plume_text *out, const char **title, const char *name,
                       const char *words)
{
    plume_text line, lead;

    if (words == NULL || words[0] == '\0')
        return;
    plume_text_init(&line);
    plume_text_init(&lead);
    plume_text_printf(&line, "%s: %s", name, words);
    plume_text_printf(&lead, "%-11s", *title);
    audit_wrap(out, lead.data, line.data, 13);
    *title = "";
    plume_text_dispose(&lead);
    plume_text_dispose(&line);
}

/* No verdict is none on the figure: too little was printed to compute it again. */
static const char *verdict_words(plume_verdict verdict)
{
    return verdict == PLUME_VERDICT_NONE ? "cannot be recomputed from what is published"
                                         : plume_verdict_name(verdict);
}

static void add_further(cli_table *shown, const char *name, const plume_estimate *of)
{
    const double value[] = { of->pue, of->intensity_kg_per_kwh,
                             of->co2e_kg / KG_PER_TONNE };
    const char *cell[] = {
        name, of->method, plume_basis_name(of->basis), NULL, NULL, NULL
    };
    plume_text number[3];

    for (size_t i = 0; i < 3; i++) {
        plume_text_init(&number[i]);
        put_figure(&number[i], value[i], i == 1 ? 4 : 3);
        cell[i + 3] = number[i].data;
    }
    cli_table_row(shown, cell);
    for (size_t i = 0; i < 3; i++)
        plume_text_dispose(&number[i]);
}

/* A recomputed figure that is not the published one says why, by the note of the
 * dataset. */
static void print_published(plume_text *out, const plume_comparison *comparison)
{
    const char *title = "Published";

    for (size_t i = 0; i < plume_comparison_count(comparison); i++) {
        const plume_compared *row = plume_comparison_at(comparison, i);
        plume_text words;

        if (row->published == NULL || row->published[0] == '\0')
            continue;
        plume_text_init(&words);
        plume_text_printf(&words, "%s%s, %s", row->published,
                          row->third_party ? ", an estimate by others" : "",
                          verdict_words(row->verdict));
        if (row->verdict == PLUME_VERDICT_NO)
            plume_text_printf(&words, " (%s)", row->note);
        if (row->other_values[0] != '\0')
            plume_text_printf(&words, "; other published values: %s", row->other_values);
        print_line(out, &title, row->id, words.data);
        plume_text_dispose(&words);
    }
}

static void add_least(plume_text *out, const plume_compared *row, bool first)
{
    if (!plume_coverage_is_partial(row->coverage))
        return;
    plume_text_add(out, "at least, for the energy of ");
    plume_coverage_print(out, row->coverage);
    plume_text_add(out, " is known");
    if (first)
        plume_text_add(out, "; what the others are of it (x first) is at most");
}

/* A row whose energy is known of a part of its runs is a lower bound, and what is held
 * against the first row an upper one, when it is that. */
static void print_coverage(plume_text *out, const plume_comparison *comparison)
{
    const char *title = "Covers";

    for (size_t i = 0; i < plume_comparison_count(comparison); i++) {
        const plume_compared *row = plume_comparison_at(comparison, i);
        plume_text words;

        if (!plume_coverage_is_partial(row->coverage) && row->coverage.most == 0)
            continue;
        plume_text_init(&words);
        add_least(&words, row, i == 0 && plume_comparison_count(comparison) > 1);
        if (row->coverage.most > 0 && words.length > 0)
            plume_text_add(&words, "; ");
        plume_coverage_print_most(&words, row->coverage);
        print_line(out, &title, row->name, words.data);
        plume_text_dispose(&words);
    }
}

static void print_sections(plume_text *out, const plume_comparison *comparison)
{
    static const char *const titles[] = { "Boundary", "Assumed", "Differs" };

    for (size_t section = 0; section < 3; section++) {
        const char *title = titles[section];

        for (size_t i = 0; i < plume_comparison_count(comparison); i++) {
            const plume_compared *row = plume_comparison_at(comparison, i);
            const char *const words[] = { row->boundary, row->assumptions, row->differs };

            print_line(out, &title, row->own ? row->name : row->id, words[section]);
        }
    }
}

/* Of the methods beside the two: those that applied. */
static bool print_further(plume_text *out, const plume_comparison *comparison)
{
    static const char *const heads[] = { "Model", "Method",  "Basis",
                                         ">PUE",  ">kg/kWh", ">t CO2e" };
    cli_table *shown = cli_table_new(heads, sizeof heads / sizeof *heads);

    for (size_t i = 0; i < plume_comparison_count(comparison); i++) {
        const plume_compared *row = plume_comparison_at(comparison, i);
        size_t count;
        const plume_estimate *of = plume_comparison_estimates(comparison, i, &count);

        for (size_t k = 0; k < count; k++)
            if (strcmp(of[k].method, "strubell2019") != 0 &&
                strcmp(of[k].method, "patterson2021") != 0)
                add_further(shown, row->own ? row->name : row->id, &of[k]);
    }
    plume_text_add_char(out, '\n');
    return cli_table_print(shown, out);
}

static bool print_table(plume_text *out, const plume_comparison *comparison)
{
    static const char *const heads[COLUMNS] = { "Model",       "Devices",      ">IT MWh",
                                                ">Strubell t", ">Patterson t", ">ratio",
                                                ">x first" };
    cli_table *shown = cli_table_new(heads, COLUMNS);

    for (size_t i = 0; i < plume_comparison_count(comparison); i++)
        add_row(shown, plume_comparison_at(comparison, i));
    if (!cli_table_print(shown, out))
        return false;
    cli_wrap(
        out,
        "\nEnergy: IT, before PUE. Strubell, Patterson: tonnes CO2e of the facility, "
        "location-based. ratio: Strubell / Patterson. x first: Patterson, to the "
        "first row.\n",
        cli_width(stdout, 82), 0);
    print_coverage(out, comparison);
    print_published(out, comparison);
    print_sections(out, comparison);
    return true;
}

/* kWh and kg in full precision, with Patterson's net figure, which the table leaves out.
 */
static void print_csv(plume_text *out, const plume_comparison *comparison)
{
    plume_text_add(out, "id,it_kwh,strubell2019_kg,patterson2021_kg,patterson2021_net_kg,"
                        "ratio,to_first,verdict,known_runs,runs,at_most_runs\n");
    for (size_t i = 0; i < plume_comparison_count(comparison); i++) {
        const plume_compared *row = plume_comparison_at(comparison, i);
        const double value[] = { row->it_kwh, row->strubell_kg, row->patterson_kg,
                                 row->net_kg, row->ratio,       row->to_first };

        plume_csv_add_text(out, row->id);
        for (size_t k = 0; k < sizeof value / sizeof *value; k++) {
            plume_text_add_char(out, ',');
            plume_number_print(out, value[k]);
        }
        plume_text_printf(out, ",%s,", plume_verdict_name(row->verdict));
        if (row->own)
            plume_text_printf(out, "%llu,%llu,%llu",
                              (unsigned long long)row->coverage.known,
                              (unsigned long long)row->coverage.runs,
                              (unsigned long long)row->coverage.most);
        else
            plume_text_add(out, ",,");
        plume_text_add_char(out, '\n');
    }
}

static plume_status add_ledger(void *state, const char *path, const plume_ledger *ledger,
                               plume_error *error)
{
    return plume_comparison_add_ledger(state, path, ledger, error);
}

/* Each path is read and related on its own: its runs never mix with those of another
 * operand. */
static plume_status add(plume_comparison *comparison, plume_factors *factors,
                        const compare_options *options, char *name, plume_error *error)
{
    if (cli_is_model(factors, name))
        return plume_comparison_add_model(comparison, name, error);
    return cli_work_path(&options->reading, name, options->quiet,
                         (cli_ledger_use){ add_ledger, comparison }, error);
}

static int draw(const plume_comparison *comparison, const char *path)
{
    plume_chart_data data = { .comparison = comparison, .own_name = "This study" };

    return cli_draw("methods", &data, (cli_drawing){ path, NULL, 0.0 });
}

/* The chart comes before the text, so that nothing is printed when it cannot be drawn. */
static plume_status compare(const compare_options *options, int argc, char **argv,
                            cli_format format, plume_text *out, int *drawn,
                            plume_error *error)
{
    plume_factors *factors = NULL;
    plume_comparison *comparison = NULL;
    plume_status status = cli_factors(&factors, error);

    if (status == PLUME_OK)
        status = plume_comparison_new(&comparison, factors, error);
    if (status == PLUME_OK)
        status = plume_comparison_set_methods(
            comparison, (const char *const *)options->reading.further.item,
            options->reading.further.count, error);
    for (int i = 0; i < argc && status == PLUME_OK; i++)
        status = add(comparison, factors, options, argv[i], error);
    if (status == PLUME_OK)
        status = plume_factors_status(factors, error);
    if (status == PLUME_OK && options->chart != NULL)
        *drawn = draw(comparison, options->chart);
    if (status == PLUME_OK && format == CLI_AS_JSON) {
        plume_value *root = plume_value_map();

        plume_comparison_to_value(comparison, root);
        plume_json_print(out, root, false);
        plume_value_free(root);
    } else if (status == PLUME_OK && format == CLI_AS_CSV) {
        print_csv(out, comparison);
    } else if (status == PLUME_OK &&
               !(print_table(out, comparison) && (options->reading.further.count == 0 ||
                                                  print_further(out, comparison)))) {
        status = plume_fail_memory(error);
    }
    plume_comparison_free(comparison);
    return cli_factors_end(factors, status, error);
}

/* The answer to the words of the command line, or how they are misused. */
static int answer(const compare_options *options, int argc, char **argv, plume_text *out)
{
    plume_error error = { 0 };
    cli_format format;
    int status, drawn = CLI_DONE;

    if (!cli_format_find(&format, options->format))
        status = cli_misused("compare", "--format is '%s', expected table, json or csv",
                             options->format);
    else if (argc == 0)
        status = cli_misused("compare", "no model or path is named");
    else if (options->chart != NULL &&
             cli_draw_check("compare", (cli_drawing){ options->chart, NULL, 0.0 }) !=
                 CLI_DONE)
        status = CLI_MISUSED;
    else if (compare(options, argc, argv, format, out, &drawn, &error) != PLUME_OK)
        status = cli_fail(&error);
    else
        status = drawn != CLI_DONE ? drawn : cli_write(options->output, out);
    return status;
}

static int run(int argc, char **argv)
{
    compare_options options = { .format = "table" };
    plume_text out;
    int status;

    cli_reading_init(&options.reading);
    plume_text_init(&out);
    if (cli_parse(&cli_command_compare, &options, &argc, &argv, &status))
        status = answer(&options, argc, argv, &out);
    plume_text_dispose(&out);
    cli_reading_dispose(&options.reading);
    return status;
}

const cli_command cli_command_compare = {
    .name = "compare",
    .arguments = "[OPTION...] NAME-or-PATH...",
    .summary = "put published models and own work side by side, by both methods",
    .description = "Each operand is a published model (plume factors models lists them) "
                   "or a path to logs. "
                   "Both methods are applied to the same IT energy; a published figure "
                   "is recomputed from "
                   "its own printed inputs and gets a verdict: exact, truncated, "
                   "within-rounding or no.",
    .examples = "  $ plume compare bert-base t5 gpt-3\n"
                "  $ plume compare logs/ bert-base --chart compare.svg\n",
    .option = table,
    .run = run,
};
