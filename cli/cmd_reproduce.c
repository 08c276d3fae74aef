/* cli/cmd_reproduce.c -- the tables of papers, recomputed from the inputs they print. */
#include "cli.h"

#include <string.h>

typedef struct reproduce_options {
    const char *output, *format;
} reproduce_options;

static const cli_option table[] = {
    { "format", 0, CLI_TEXT, offsetof(reproduce_options, format), "FORMAT",
      "table, json or csv" },
    { "output", 'o', CLI_TEXT, offsetof(reproduce_options, output), "FILE",
      "write there" },
    { NULL, 0, CLI_FLAG, 0, NULL, NULL },
};

enum { COLUMNS = 7, ROW_WIDTH = 24, QUANTITY_WIDTH = 28 };

/* Names are cut for the terminal; CSV has them whole. */
static void add_row(cli_table *shown, const plume_reproduced *cell)
{
    plume_text row, quantity;

    plume_text_init(&row);
    plume_text_init(&quantity);
    cli_cut(&row, cell->row, ROW_WIDTH);
    cli_cut(&quantity, cell->quantity, QUANTITY_WIDTH);
    cli_table_row(shown,
                  (const char *const[COLUMNS]){ cell->table, row.data, quantity.data,
                                                cell->digits, cell->published, cell->unit,
                                                plume_verdict_name(cell->verdict) });
    plume_text_dispose(&row);
    plume_text_dispose(&quantity);
}

static bool is_same_paper(const plume_reproduction *reproduction, size_t a, size_t b)
{
    return strcmp(plume_reproduction_at(reproduction, a)->paper,
                  plume_reproduction_at(reproduction, b)->paper) == 0;
}

/* One paper, from cell first on; where the next begins comes back in *next. */
static bool print_paper(plume_text *out, const plume_reproduction *reproduction,
                        size_t first, size_t *next)
{
    static const char *const heads[COLUMNS] = { "Table",     "Row",        "Quantity",
                                                ">Computed", ">Published", "Unit",
                                                "Verdict" };
    cli_table *shown = cli_table_new(heads, COLUMNS);
    const plume_reproduced *cell = plume_reproduction_at(reproduction, first);

    plume_text_printf(out, "%s%s (%s)\n", first == 0 ? "" : "\n", cell->paper,
                      cell->citation);
    for (*next = first; *next < plume_reproduction_count(reproduction) &&
                        is_same_paper(reproduction, first, *next);
         ++*next)
        add_row(shown, plume_reproduction_at(reproduction, *next));
    return cli_table_print(shown, out);
}

/* A figure that its own inputs exclude is told with these inputs, to be checked by hand.
 */
static void explain(plume_text *out, const plume_reproduction *reproduction)
{
    const char *lead = "\nNot reproduced, and why:\n";

    for (size_t i = 0; i < plume_reproduction_count(reproduction); i++) {
        const plume_reproduced *cell = plume_reproduction_at(reproduction, i);

        if (cell->verdict != PLUME_VERDICT_NO)
            continue;
        plume_text_printf(out, "%s  %s, %s, %s, %s\n    %s\n    %s\n", lead, cell->paper,
                          cell->table, cell->row, cell->quantity, cell->inputs,
                          cell->explanation[0] != '\0' ? cell->explanation
                                                       : "no explanation is known");
        lead = "";
    }
}

/* The words of the verdicts are Plume's own: they are explained where they are counted.
 */
static void count_up(plume_text *out, const plume_reproduction *reproduction)
{
    static const char *const meaning[] = {
        [PLUME_VERDICT_EXACT] = "rounds to the printed digits",
        [PLUME_VERDICT_TRUNCATED] = "the printed digits are cut off, not rounded",
        [PLUME_VERDICT_WITHIN_ROUNDING] = "possible, as the inputs are rounded",
        [PLUME_VERDICT_NO] = "the inputs, within their rounding, exclude it",
    };

    plume_text_printf(out, "\n%zu cells\n", plume_reproduction_count(reproduction));
    for (int i = PLUME_VERDICT_EXACT; i <= PLUME_VERDICT_NO; i++)
        plume_text_printf(out, "%5zu %-15s  %s\n",
                          plume_reproduction_tally(reproduction, (plume_verdict)i),
                          plume_verdict_name((plume_verdict)i), meaning[i]);
}

static bool print_table(plume_text *out, const plume_reproduction *reproduction)
{
    for (size_t i = 0; i < plume_reproduction_count(reproduction);)
        if (!print_paper(out, reproduction, i, &i))
            return false;
    explain(out, reproduction);
    count_up(out, reproduction);
    return true;
}

static void print_csv(plume_text *out, const plume_reproduction *reproduction)
{
    plume_text_add(out, "paper,table,row,quantity,computed,published,verdict,unit,low,"
                        "high,formula,inputs,explanation,citation\n");
    for (size_t i = 0; i < plume_reproduction_count(reproduction); i++) {
        const plume_reproduced *cell = plume_reproduction_at(reproduction, i);
        const char *const name[] = { cell->paper, cell->table, cell->row,
                                     cell->quantity };
        const char *const rest[] = { cell->formula, cell->inputs, cell->explanation,
                                     cell->citation };

        for (size_t k = 0; k < 4; k++) {
            plume_csv_add_text(out, name[k]);
            plume_text_add_char(out, ',');
        }
        plume_number_print(out, cell->computed);
        plume_text_printf(out, ",%s,%s,", cell->published,
                          plume_verdict_name(cell->verdict));
        plume_csv_add_text(out, cell->unit);
        plume_text_add_char(out, ',');
        plume_number_print(out, cell->low);
        plume_text_add_char(out, ',');
        plume_number_print(out, cell->high);
        for (size_t k = 0; k < 4; k++) {
            plume_text_add_char(out, ',');
            plume_csv_add_text(out, rest[k]);
        }
        plume_text_add_char(out, '\n');
    }
}

/* Without a paper: all that are known. */
static plume_status reproduce(const char *paper, cli_format format, plume_text *out,
                              plume_error *error)
{
    plume_factors *factors = NULL;
    plume_reproduction *reproduction = NULL;
    plume_status status = cli_factors(&factors, error);

    if (status == PLUME_OK)
        status = plume_reproduction_new(&reproduction, factors, paper, error);
    if (status == PLUME_OK && format == CLI_AS_JSON) {
        plume_value *root = plume_value_map();

        plume_reproduction_to_value(reproduction, root);
        status = plume_value_status(root, error);
        plume_json_print(out, root, false);
        plume_value_free(root);
    } else if (status == PLUME_OK && format == CLI_AS_CSV) {
        print_csv(out, reproduction);
    } else if (status == PLUME_OK && !print_table(out, reproduction)) {
        status = plume_fail_memory(error);
    }
    plume_reproduction_free(reproduction);
    return cli_factors_end(factors, status, error);
}

/* The answer to the words of the command line, or how they are misused. */
static int answer(const reproduce_options *options, int argc, char **argv,
                  plume_text *out)
{
    plume_error error = { 0 };
    cli_format format;
    int status;

    if (!cli_format_find(&format, options->format))
        status = cli_misused("reproduce", "--format is '%s', expected table, json or csv",
                             options->format);
    else if (argc > 1)
        status = cli_misused("reproduce", "'%s': one paper is taken, or none", argv[1]);
    else if (reproduce(argc == 0 ? NULL : argv[0], format, out, &error) != PLUME_OK)
        status = cli_fail(&error);
    else
        status = cli_write(options->output, out);
    return status;
}

static int run(int argc, char **argv)
{
    reproduce_options options = { .format = "table" };
    plume_text out;
    int status;

    plume_text_init(&out);
    if (cli_parse(&cli_command_reproduce, &options, &argc, &argv, &status))
        status = answer(&options, argc, argv, &out);
    plume_text_dispose(&out);
    return status;
}

const cli_command cli_command_reproduce = {
    .name = "reproduce",
    .arguments = "[OPTION...] [PAPER]",
    .summary = "recompute the published tables from the inputs that they print",
    .description = "Each cell of the tables of PAPER, or of every paper that is known, "
                   "is computed exactly from the figures printed beside it, and gets a "
                   "verdict: exact, truncated, within-rounding (the last digits of the "
                   "inputs leave room for it) or no, then with the reason where it is "
                   "known.",
    .examples = "  $ plume reproduce strubell2019\n"
                "  $ plume reproduce --format csv -o cells.csv\n",
    .option = table,
    .run = run,
};
