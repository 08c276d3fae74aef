/* Tables of LaTeX: tabular with booktabs or \hline, \multicolumn, \multirow; commands are
 * left out, and what stands in their braces stays. */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claim/internal.h"
#include "audit/claim/marked_table.h"

typedef struct latex {
    const char *at;
    uint64_t line, row_line;
    plume_marked_table table;
    plume_text text;
    size_t columns, rows;
    bool begun;   /* something stands in the row */
    size_t depth; /* braces that are open in the cell */
} latex;

static bool begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

/* What stands between the braces at at, which moves behind them. */
static void skip_braces(const char **at)
{
    int depth = 0;

    if (**at != '{')
        return;
    for (; **at != '\0'; (*at)++) {
        depth += **at == '{';
        depth -= **at == '}';
        if (depth == 0)
            break;
    }
    *at += **at == '}';
}

/* Behind the next of these signs, or to the end. */
static void skip_behind(const char **at, const char *signs)
{
    *at += strcspn(*at, signs);
    *at += **at != '\0';
}

static plume_status end_cell(latex *read, plume_error *error)
{
    plume_status status = plume_marked_table_cell(&read->table, &read->text,
                                                  read->columns, read->rows, error);

    read->columns = read->rows = 1;
    plume_text_dispose(&read->text);
    plume_text_init(&read->text);
    return status;
}

static plume_status end_row(latex *read, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (read->begun)
        status = end_cell(read, error);
    if (read->begun && status == PLUME_OK)
        status = plume_marked_table_end_row(&read->table, read->row_line, error);
    read->begun = false;
    return status;
}

static size_t number_in_braces(const char *at)
{
    int value = *at == '{' ? atoi(at + 1) : 1;

    return value >= 1 && value <= MARKED_COLUMNS_MAX ? (size_t)value : 1;
}

/* \multicolumn{2}{c}{Energy}, \multirow[t]{3}{*}{A100}: their text is read on. */
static bool take_span(latex *read)
{
    bool columns = begins(read->at, "\\multicolumn");

    if (!columns && !begins(read->at, "\\multirow"))
        return false;
    read->at += strcspn(read->at, "{\n");
    if (columns)
        read->columns = number_in_braces(read->at);
    else
        read->rows = number_in_braces(read->at);
    skip_braces(&read->at);
    read->at += strspn(read->at, " ");
    skip_braces(&read->at);
    return true;
}

/* Lines between rows; the first below a row ends the heads. */
static bool take_line(latex *read)
{
    static const char *const lines[] = { "\\toprule",     "\\midrule",  "\\bottomrule",
                                         "\\hline",       "\\cmidrule", "\\cline",
                                         "\\addlinespace" };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (!begins(read->at, lines[i]))
            continue;
        if ((i == 1 || i == 3) && read->table.heads == 0)
            read->table.heads = read->table.grid.rows;
        read->at += strlen(lines[i]);
        while (*read->at == '(' || *read->at == '[' || *read->at == '{')
            skip_behind(&read->at, ")]}\n");
        return true;
    }
    return false;
}

/* Signs by command; others vanish, and so do those that set a face. */
static void take_command(latex *read)
{
    static const struct {
        const char *name, *text;
    } signs[] = {
        { "\\times", "\xc3\x97" },
        { "\\cdot", "\xc2\xb7" },
        { "\\pm", "\xc2\xb1" },
        { "\\sim", "~" },
        { "\\approx", "~" },
        { "\\,", "" },
        { "\\%", "%" },
        { "\\#", "#" },
        { "\\_", "_" },
        { "\\&", "&" },
        { "\\$", "$" },
        { "\\;", " " },
        { "\\ ", " " },
        { "\\:", "" },
        { "\\!", "" },
        { "\\kilo", "k" }, /* siunitx */
        { "\\mega", "M" },
        { "\\giga", "G" },
        { "\\watt", "W" },
        { "\\hour", "h" },
        { "\\gram", "g" },
        { "\\tonne", "t" },
        { "\\joule", "J" },
        { "\\kWh", "kWh" },
        { "\\per", "/" },
        { "\\percent", "%" },
    };

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (begins(read->at, signs[i].name) &&
            !(isalpha((unsigned char)signs[i].name[1]) &&
              isalpha((unsigned char)read->at[strlen(signs[i].name)]))) {
            plume_text_add(&read->text, signs[i].text);
            read->at += strlen(signs[i].name);
            return;
        }
    read->at++;
    while (isalpha((unsigned char)*read->at))
        read->at++;
}

static void take_sign(latex *read)
{
    char c = *read->at;

    if (begins(read->at, "{,}")) {
        plume_text_add_char(&read->text, ',');
        read->at += 3;
        return;
    }
    if (begins(read->at, "--") || begins(read->at, "---")) {
        plume_text_add_char(&read->text, '-');
        read->at += strspn(read->at, "-");
        return;
    }
    if (c == '{')
        read->depth++;
    if (c == '}' && read->depth > 0)
        read->depth--;
    if (c == '~')
        plume_text_add_char(&read->text, ' ');
    else if (strchr("{}$", c) == NULL &&
             !(c == '_' && (read->at[1] == '2' || read->at[1] == '{')))
        plume_text_add_char(&read->text, c);
    read->at++;
}

static plume_status take_next(latex *read, plume_error *error)
{
    const char *at = read->at;
    plume_status status = PLUME_OK;

    if (!read->begun && strchr(" \t\r\n", *at) == NULL)
        read->row_line = read->line;
    if (begins(at, "\\\\") && read->depth > 0) { /* a line within \makecell */
        read->at += 2;
        plume_text_add_char(&read->text, ' ');
        return PLUME_OK;
    }
    if (begins(at, "\\\\") || begins(at, "\\tabularnewline")) {
        read->at += at[1] == '\\' ? 2 : strlen("\\tabularnewline");
        if (read->at[strspn(read->at, " ")] == '[')
            skip_behind(&read->at, "]\n");
        return end_row(read, error);
    }
    if (*at == '%') {
        read->at += strcspn(at, "\n");
        return PLUME_OK;
    }
    if (*at == '\n') {
        read->line++;
        read->at++;
        plume_text_add_char(&read->text, ' ');
        return PLUME_OK;
    }
    if (*at == '\\' && (take_line(read) || take_span(read)))
        return PLUME_OK;
    read->begun = read->begun || strchr(" \t\r", *at) == NULL;
    if (*at == '&') {
        read->depth = 0;
        read->at++;
        status = end_cell(read, error);
    } else if (*at == '\\') {
        take_command(read);
    } else {
        take_sign(read);
    }
    return status;
}

plume_status plume_claim_take_latex(plume_claim *claim, const char **text, uint64_t *line,
                                    plume_error *error)
{
    latex read = { .at = *text, .line = *line, .columns = 1, .rows = 1 };
    plume_status status = PLUME_OK;

    plume_marked_table_begin(&read.table, claim);
    read.table.spelled = true;
    plume_text_init(&read.text);
    read.at += strlen("\\begin");
    skip_braces(&read.at);
    if (*read.at == '[')
        skip_behind(&read.at, "]\n");
    skip_braces(&read.at);
    skip_braces(&read.at); /* the columns of tabularx stand behind its width */
    while (*read.at != '\0' && !begins(read.at, "\\end{") && status == PLUME_OK)
        status = take_next(&read, error);
    if (status == PLUME_OK)
        status = end_row(&read, error);
    plume_text_dispose(&read.text);
    if (status == PLUME_OK)
        status = plume_marked_table_end(&read.table, error);
    else
        plume_cells_dispose(&read.table.grid);
    *text = read.at;
    *line = read.line;
    return status;
}
