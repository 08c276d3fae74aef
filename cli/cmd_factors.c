/* cli/cmd_factors.c -- searching the datasets. */
#include "cli.h"

#include <string.h>

typedef struct factors_options {
    const char *output, *format;
} factors_options;

static const cli_option table[] = {
    { "format", 0, CLI_TEXT, offsetof(factors_options, format), "FORMAT",
      "table, json or csv" },
    { "output", 'o', CLI_TEXT, offsetof(factors_options, output), "FILE", "write there" },
    { NULL, 0, CLI_FLAG, 0, NULL, NULL },
};

enum { CELL_WIDTH = 30 };

static bool is_kind(const char *word)
{
    for (size_t i = 0; plume_factors_kind_at(i) != NULL; i++)
        if (strcmp(plume_factors_kind_at(i), word) == 0)
            return true;
    return false;
}

/* A word that is no kind is misuse of the command, not a factor that is unknown. */
static int unknown_kind(const char *word)
{
    plume_nearest nearest;
    plume_text kinds, meant;
    int status;

    plume_nearest_init(&nearest, word);
    plume_text_init(&kinds);
    plume_text_init(&meant);
    for (size_t i = 0; plume_factors_kind_at(i) != NULL; i++) {
        plume_text_printf(&kinds, "%s%s", i == 0 ? "" : ", ", plume_factors_kind_at(i));
        plume_nearest_offer(&nearest, plume_factors_kind_at(i));
    }
    plume_nearest_print(&meant, &nearest);
    status = cli_misused("factors", "unknown kind '%s'; %s%sthere are %s", word,
                         meant.data, meant.length > 0 ? " " : "", kinds.data);
    plume_text_dispose(&meant);
    plume_text_dispose(&kinds);
    return status;
}

/* Numbers in full: a factor is looked up to be computed with. */
static void put_value(plume_text *out, const plume_value *value)
{
    if (plume_value_kind(value) == PLUME_NUMBER)
        plume_number_print(out, plume_value_number(value));
    else
        plume_text_add(out, plume_value_string(value));
}

/* What fits a terminal; --format csv and json have every column. */
static size_t columns_of(const char *kind, const char **column)
{
    size_t count = 0;

    while (count < PLUME_DISPLAY_COLUMNS &&
           (column[count] = plume_factors_shown_at(kind, count)) != NULL)
        count++;
    return count;
}

/* Cells are cut for the screen; CSV and JSON have them whole. */
static bool print_table(plume_text *out, const char *kind, const plume_value *rows)
{
    const char *column[PLUME_DISPLAY_COLUMNS], *cells[PLUME_DISPLAY_COLUMNS];
    plume_text text[PLUME_DISPLAY_COLUMNS];
    size_t count = columns_of(kind, column);
    cli_table *found = cli_table_new(column, count);

    for (size_t r = 0; r < plume_value_count(rows); r++) {
        for (size_t c = 0; c < count; c++) {
            plume_text whole;

            plume_text_init(&whole);
            plume_text_init(&text[c]);
            put_value(&whole, plume_value_get(plume_value_at(rows, r), column[c]));
            cli_cut(&text[c], whole.data, CELL_WIDTH);
            cells[c] = text[c].data;
            plume_text_dispose(&whole);
        }
        cli_table_row(found, cells);
        for (size_t c = 0; c < count; c++)
            plume_text_dispose(&text[c]);
    }
    return cli_table_print(found, out);
}

/* All columns of the dataset, in its own order. */
static void print_csv(plume_text *out, const plume_value *rows)
{
    const plume_value *first = plume_value_at(rows, 0);

    for (size_t c = 0; c < plume_value_count(first); c++)
        plume_text_printf(out, "%s%s", c == 0 ? "" : ",", plume_value_key_at(first, c));
    plume_text_add_char(out, '\n');
    for (size_t r = 0; r < plume_value_count(rows); r++) {
        for (size_t c = 0; c < plume_value_count(first); c++) {
            plume_text cell;

            plume_text_init(&cell);
            put_value(&cell, plume_value_at(plume_value_at(rows, r), c));
            if (c > 0)
                plume_text_add_char(out, ',');
            plume_csv_add_text(out, cell.data);
            plume_text_dispose(&cell);
        }
        plume_text_add_char(out, '\n');
    }
}

/* Nothing found is a failure: a script must not go on without the figure that it
 * asked for. */
static plume_status search(const char *kind, const char *query, cli_format format,
                           plume_text *out, plume_error *error)
{
    plume_factors *factors = NULL;
    plume_value *root = plume_value_map(), *rows = plume_value_set_list(root, kind);
    plume_status status = cli_factors(&factors, error);

    if (status == PLUME_OK)
        status = plume_factors_search(factors, kind, query, rows, error);
    if (status == PLUME_OK)
        status = plume_value_status(root, error);
    if (status == PLUME_OK && plume_value_count(rows) == 0)
        status = plume_fail(error, PLUME_ERR_UNKNOWN, "nothing among the %s holds '%s'",
                            kind, query);
    if (status == PLUME_OK && format == CLI_AS_JSON)
        plume_json_print(out, root, false);
    else if (status == PLUME_OK && format == CLI_AS_CSV)
        print_csv(out, rows);
    else if (status == PLUME_OK && !print_table(out, kind, rows))
        status = plume_fail_memory(error);
    plume_value_free(root);
    return cli_factors_end(factors, status, error);
}

/* The answer to the words of the command line, or how they are misused. */
static int answer(const factors_options *options, int argc, char **argv, plume_text *out)
{
    plume_error error = { 0 };
    plume_text query;
    cli_format format;
    int status;

    plume_text_init(&query);
    for (int i = 1; i < argc; i++)
        plume_text_printf(&query, "%s%s", i == 1 ? "" : " ", argv[i]);
    if (!cli_format_find(&format, options->format))
        status = cli_misused("factors", "--format is '%s', expected table, json or csv",
                             options->format);
    else if (argc == 0)
        status = cli_misused("factors", "no kind of factors is named");
    else if (!is_kind(argv[0]))
        status = unknown_kind(argv[0]);
    else if (search(argv[0], query.data, format, out, &error) != PLUME_OK)
        status = cli_fail(&error);
    else
        status = cli_write(options->output, out);
    plume_text_dispose(&query);
    return status;
}

static int run(int argc, char **argv)
{
    factors_options options = { .format = "table" };
    plume_text out;
    int status;

    plume_text_init(&out);
    if (cli_parse(&cli_command_factors, &options, &argc, &argv, &status))
        status = answer(&options, argc, argv, &out);
    plume_text_dispose(&out);
    return status;
}

/* Kinds of factors have no titles. */
static const char *kinds(size_t i, const char **title)
{
    *title = NULL;
    return plume_factors_kind_at(i);
}

const cli_command cli_command_factors = {
    .name = "factors",
    .arguments = "[OPTION...] KIND [QUERY...]",
    .summary = "search the datasets: grids, devices, published models, sources",
    .description =
        "Prints the rows that hold every word of QUERY, each with its year and source.",
    .kinds = kinds,
    .examples = "  $ plume factors grid germany\n"
                "  $ plume factors devices a100\n"
                "  $ plume factors models gpt --format json\n",
    .option = table,
    .run = run,
};
