/* cli/help.c -- usage, manual pages and completion, all made from the tables of the
 * commands. */
#include "cli.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { HELP_COLUMN = 26, HELP_WIDTH = 80 };

/* Appends text wrapped at HELP_WIDTH, later lines indented. column: where the first
 * begins. */
static void wrap(plume_text *out, const char *text, size_t indent, size_t column)
{
    while (*text != '\0') {
        size_t word = strcspn(text, " ");

        if (column > indent && column + 1 + word > HELP_WIDTH) {
            plume_text_printf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (column > indent) {
            plume_text_add_char(out, ' ');
            column++;
        }
        plume_text_add_n(out, text, word);
        column += word;
        text += word + strspn(text + word, " ");
    }
    plume_text_add_char(out, '\n');
}

/* What an option says of itself, with the names that a registry gives it. */
static void add_option_help(plume_text *out, const cli_option *option)
{
    plume_text_add(out, option->help);
    for (size_t i = 0; option->kind == CLI_METHODS && i < plume_method_count(); i++)
        plume_text_printf(out, "%s%s", i == 0 ? ": " : ", ", plume_method_at(i)->name);
    for (size_t i = 0; option->kind == CLI_VENUE && plume_venue_at(i, NULL) != NULL; i++)
        plume_text_printf(out, "%s%s", i == 0 ? ": " : ", ", plume_venue_at(i, NULL));
}

/* "KIND is phases (Energy by role and state), methods (...) or regions (...)." */
static void add_kinds(plume_text *out, cli_kinds *kinds)
{
    const char *title = NULL, *name = kinds(0, &title), *next;

    for (size_t i = 0; name != NULL; name = next) {
        const char *next_title = NULL;

        next = kinds(++i, &next_title);
        plume_text_printf(out, "%s%s",
                          i == 1         ? "KIND is "
                          : next == NULL ? " or "
                                         : ", ",
                          name);
        if (title != NULL)
            plume_text_printf(out, " (%s)", title);
        title = next_title;
    }
    plume_text_add(out, ". ");
}

/* The description of a command, behind the kinds that its operand may be. */
static void add_description(plume_text *out, const cli_command *command)
{
    if (command->kinds != NULL)
        add_kinds(out, command->kinds);
    plume_text_add(out, command->description);
}

/* A name that is too long for its column has its help on the next line. */
static void option_line(plume_text *out, const cli_option *option)
{
    size_t from = out->length, width;
    plume_text help;

    if (option->letter != 0)
        plume_text_printf(out, "  -%c, --%s", option->letter, option->name);
    else
        plume_text_printf(out, "      --%s", option->name);
    if (option->value != NULL)
        plume_text_printf(out, " %s", option->value);
    width = out->length - from;
    if (width + 2 > HELP_COLUMN) {
        plume_text_add_char(out, '\n');
        width = 0;
    }
    plume_text_printf(out, "%*s", (int)(HELP_COLUMN - width), "");
    plume_text_init(&help);
    add_option_help(&help, option);
    wrap(out, help.data, HELP_COLUMN, HELP_COLUMN);
    plume_text_dispose(&help);
}

/* Every command has --help and --color, so they stand in no table. */
void cli_help(plume_text *out, const cli_command *command)
{
    plume_text description;

    plume_text_printf(out, "usage: plume %s %s\n\n", command->name, command->arguments);
    plume_text_init(&description);
    add_description(&description, command);
    wrap(out, description.data, 0, 0);
    plume_text_dispose(&description);
    plume_text_printf(out, "\nexamples:\n%s\noptions:\n", command->examples);
    for (const cli_option *option = command->option; option->name != NULL; option++)
        option_line(out, option);
    plume_text_printf(out, "      --color WHEN%*sauto, always or never\n",
                      HELP_COLUMN - 18, "");
    plume_text_printf(out, "  -h, --help%*sthis text\n", HELP_COLUMN - 12, "");
    plume_text_add(out, "\nExit status: 0 done, 1 failed, 2 misused"
                        ", 3 a check found a difference.\n");
}

/* The overview and the manual page of the program share these two. */
static const char overview_purpose[] = "Turns the logs of machine-learning experiments "
                                       "into the emissions appendix of a paper.";
static const char overview_examples[] =
    "  $ plume report logs/\n"
    "  $ plume compare bert-base t5 gpt-3\n"
    "  $ plume estimate --device V100 --count 64 --hours 79.2\n";

void cli_overview(plume_text *out)
{
    plume_text_printf(out,
                      "usage: plume COMMAND [OPTION...] [PATH...]\n\n%s\n\n"
                      "commands:\n",
                      overview_purpose);
    for (size_t i = 0; cli_commands[i] != NULL; i++)
        plume_text_printf(out, "  %-10s %s\n", cli_commands[i]->name,
                          cli_commands[i]->summary);
    plume_text_printf(out,
                      "\nexamples:\n%s"
                      "\n`plume COMMAND --help` tells more; `plume --version` names the "
                      "version;\n`plume help --completion bash|zsh|fish` prints what the "
                      "shell reads for TAB.\n",
                      overview_examples);
}

/* roff has its own idea of '-' and of a leading dot. */
static void roff(plume_text *out, const char *text)
{
    for (bool start = true; *text != '\0'; start = *text++ == '\n') {
        if (start && (*text == '.' || *text == '\''))
            plume_text_add(out, "\\&");
        if (*text == '-')
            plume_text_add(out, "\\-");
        else if (*text == '\\')
            plume_text_add(out, "\\e");
        else
            plume_text_add_char(out, *text);
    }
}

/* Nothing is wrapped: roff fills its own lines. */
static void roff_option(plume_text *out, const cli_option *option)
{
    plume_text help;

    plume_text_add(out, ".TP\n\\fB");
    if (option->letter != 0)
        plume_text_printf(out, "\\-%c\\fR, \\fB", option->letter);
    plume_text_add(out, "\\-\\-");
    roff(out, option->name);
    plume_text_add(out, "\\fR");
    if (option->value != NULL) {
        plume_text_add(out, " \\fI");
        roff(out, option->value);
        plume_text_add(out, "\\fR");
    }
    plume_text_add_char(out, '\n');
    plume_text_init(&help);
    add_option_help(&help, option);
    roff(out, help.data);
    plume_text_dispose(&help);
    plume_text_add_char(out, '\n');
}

/* .nf: the lines stay as they are. */
static void roff_examples(plume_text *out, const char *examples)
{
    plume_text_add(out, ".SH EXAMPLES\n.nf\n");
    roff(out, examples);
    plume_text_add(out, ".fi\n");
}

/* Without a date, so that the page has the same bytes whenever it is built. */
static void roff_title(plume_text *out, const char *command)
{
    plume_text_add(out, ".TH PLUME\\-");
    for (; *command != '\0'; command++)
        plume_text_add_char(out, (char)toupper((unsigned char)*command));
    plume_text_add(out, " 1 \"\" \"Plume " PLUME_VERSION "\" \"User Commands\"\n");
}

static void roff_overview(plume_text *out)
{
    plume_text_add(out, ".TH PLUME 1 \"\" \"Plume " PLUME_VERSION "\" \"User Commands\"\n"
                        ".SH NAME\nplume \\- emissions appendices from experiment logs\n"
                        ".SH SYNOPSIS\n.B plume\n\\fICOMMAND\\fR "
                        "[\\fIOPTION\\fR...] [\\fIPATH\\fR...]\n.SH DESCRIPTION\n");
    roff(out, overview_purpose);
    plume_text_add(out, "\n.SH COMMANDS\n");
    for (size_t i = 0; cli_commands[i] != NULL; i++) {
        plume_text_printf(out, ".TP\n.BR plume\\-%s (1)\n", cli_commands[i]->name);
        roff(out, cli_commands[i]->summary);
        plume_text_add_char(out, '\n');
    }
    roff_examples(out, overview_examples);
}

/* Without a command: the page of the program itself. */
void cli_manual(plume_text *out, const cli_command *command)
{
    plume_text description;

    if (command == NULL) {
        roff_overview(out);
    } else {
        roff_title(out, command->name);
        plume_text_printf(out, ".SH NAME\nplume\\-%s \\- ", command->name);
        roff(out, command->summary);
        plume_text_printf(out, "\n.SH SYNOPSIS\n.B plume %s\n", command->name);
        roff(out, command->arguments);
        plume_text_add(out, "\n.SH DESCRIPTION\n");
        plume_text_init(&description);
        add_description(&description, command);
        roff(out, description.data);
        plume_text_dispose(&description);
        plume_text_add(out, "\n.SH OPTIONS\n");
        for (const cli_option *option = command->option; option->name != NULL; option++)
            roff_option(out, option);
        plume_text_add(
            out, ".TP\n\\fB\\-\\-color\\fR \\fIWHEN\\fR\nwhether what went wrong has a "
                 "colour: auto (where a terminal is, and NO_COLOR is not set), "
                 "always or never\n"
                 ".TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nusage and options\n");
        roff_examples(out, command->examples);
    }
    plume_text_add(
        out, ".SH ENVIRONMENT\n.TP\n.B PLUME_DATA\nfolder that holds datasets and "
             "templates, instead of the one beside the program\n.TP\n"
             ".B SOURCE_DATE_EPOCH\nthe date that a report prints; none without it\n"
             ".SH \"EXIT STATUS\"\n0 done, 1 failed, 2 misused, 3 a check found a "
             "difference.\n");
    if (command != NULL)
        plume_text_add(out, ".SH \"SEE ALSO\"\n.BR plume (1)\n");
}
