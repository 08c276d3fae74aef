/* cli/options.c -- option tables over getopt_long; every number goes through the
 * library's parser. */
#include "cli.h"
#include "words.h"

#include <getopt.h>
#include <math.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OPTIONS_MAX = 48, COLOR = 255, FIRST_LONG_ONLY = 256 };

void cli_list_dispose(cli_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->item[i]);
    list->count = 0;
}

/* Exit 2. All of it goes to standard error: a script must not take usage for a result. */
int cli_misused(const char *command, const char *format, ...)
{
    va_list arguments;

    fprintf(stderr, "plume%s%s: error: ", command == NULL ? "" : " ",
            command == NULL ? "" : command);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    if (command == NULL)
        fputs("\nhint: `plume --help` lists the commands\n", stderr);
    else
        fprintf(stderr,
                "\nusage: plume %s %s\nhint: `plume %s --help` lists the options\n",
                command, cli_command_find(command)->arguments, command);
    return CLI_MISUSED;
}

/* Where the study file that `plume init` wrote lies here, it was probably meant. */
int cli_no_logs(const char *command)
{
    return access("plume.yaml", R_OK) == 0
               ? cli_misused(command,
                             "no logs are named; -s plume.yaml reads those of the "
                             "study file that is here")
               : cli_misused(command,
                             "no logs are named; '.' stands for all that is here");
}

static size_t option_count(const cli_option *option)
{
    size_t count = 0;

    while (option[count].name != NULL)
        count++;
    return count;
}

/* Hours and seconds are one dimension, whose parser answers in hours. */
static plume_dimension dimension_of(cli_kind kind)
{
    switch (kind) {
    case CLI_POWER:
        return PLUME_DIMENSION_POWER;
    case CLI_HOURS:
    case CLI_SECONDS:
        return PLUME_DIMENSION_TIME;
    case CLI_INTENSITY:
        return PLUME_DIMENSION_INTENSITY;
    case CLI_WORK:
        return PLUME_DIMENSION_WORK;
    default:
        return PLUME_DIMENSION_RATIO;
    }
}

/* In the option's own unit. */
static double most_of(cli_kind kind)
{
    switch (kind) {
    case CLI_PUE:
        return PLUME_PUE_MOST;
    case CLI_DEVICES:
    case CLI_HOURS:
        return INFINITY; /* a run's are looked at with it */
    case CLI_SECONDS:
        return PLUME_HOURS_MOST * CLI_SECONDS_PER_HOUR;
    default:
        return plume_dimension_most(dimension_of(kind));
    }
}

/* A quantity may be 0 but never below; a count or an interval must be above 0, and a PUE
 * is at least 1. */
static bool check_quantity(const char *command, const cli_option *option,
                           const char *given, double value)
{
    bool positive = option->kind == CLI_DEVICES || option->kind == CLI_COUNT ||
                    option->kind == CLI_SECONDS;
    double least = option->kind == CLI_PUE ? 1.0 : 0.0;

    if (option->kind == CLI_SHARE && !(value >= 0.0 && value <= 1.0)) {
        cli_misused(command, "--%s is '%s', expected a share from 0 to 1", option->name,
                    given);
        return false;
    }
    if (value > most_of(option->kind)) {
        cli_misused(command, "--%s is '%s', expected no more than %g", option->name,
                    given, most_of(option->kind));
        return false;
    }
    if (positive ? value > 0.0 : value >= least)
        return true;
    cli_misused(command, "--%s is '%s', expected a value %s%s", option->name, given,
                positive ? "above " : "of at least ", least > 0.0 ? "1" : "0");
    return false;
}

/* A count has no unit: "50 %" of a device is none. */
static bool take_count(const char *command, const cli_option *option, const char *given,
                       double *target)
{
    if (plume_number_parse(target, given, strlen(given)))
        return check_quantity(command, option, given, *target);
    cli_misused(command, "--%s is '%s', expected a number%s", option->name, given,
                option->kind == CLI_DEVICES ? " of devices" : " above 0");
    return false;
}

/* A bare number of a CLI_SECONDS option is seconds; with a unit it is parsed as a time,
 * in hours, and converted. */
static bool take_quantity(const char *command, const cli_option *option,
                          const char *given, double *target)
{
    plume_error error = { 0 };

    if (option->kind == CLI_SECONDS && plume_number_parse(target, given, strlen(given)))
        return check_quantity(command, option, given, *target);
    if (plume_quantity_parse(target, dimension_of(option->kind), given, strlen(given),
                             &error) != PLUME_OK) {
        cli_misused(command, "--%s: %s", option->name, error.message);
        return false;
    }
    if (option->kind == CLI_SECONDS)
        *target *= CLI_SECONDS_PER_HOUR;
    return check_quantity(command, option, given, *target);
}

/* The same bounds as for a year in a study file. */
static bool take_year(const char *command, const cli_option *option, const char *given,
                      int *target)
{
    double year;

    if (!plume_count_parse(&year, given, strlen(given)) || year < 1990 || year > 2100) {
        cli_misused(command, "--%s is '%s', expected a year", option->name, given);
        return false;
    }
    *target = (int)year;
    return true;
}

/* Up to what fits an int: nothing that is counted so comes near. */
static bool take_whole(const char *command, const cli_option *option, const char *given,
                       size_t *target)
{
    double count;

    if (!plume_count_parse(&count, given, strlen(given)) || count < 1 ||
        count > INT_MAX) {
        cli_misused(command, "--%s is '%s', expected a whole number of at least 1",
                    option->name, given);
        return false;
    }
    *target = (size_t)count;
    return true;
}

/* A word that is none of those that an option knows is misuse, before any log is read. */
static bool check_word(const char *command, const cli_option *option, const char *given)
{
    plume_text wanted;
    bool known;

    plume_text_init(&wanted);
    known = !cli_words_are_known(option->kind) ||
            cli_word_check(option->kind, given, &wanted);
    if (!known)
        cli_misused(command, "--%s is '%s'%s", option->name, given, wanted.data);
    plume_text_dispose(&wanted);
    return known;
}

/* Nothing between two commas is no name. An option that is given twice goes on with its
 * list. */
static bool take_list(const char *command, const cli_option *option, const char *given,
                      cli_list *list)
{
    const char *from = given;

    while (*from != '\0') {
        size_t length = strcspn(from, ",");

        if (list->count == CLI_LIST_MAX) {
            cli_misused(command, "--%s takes at most %d names", option->name,
                        CLI_LIST_MAX);
            return false;
        }
        if (length > 0) {
            list->item[list->count] = strndup(from, length);
            if (list->item[list->count] == NULL)
                return false;
            if (!check_word(command, option, list->item[list->count++]))
                return false;
        }
        from += length + (from[length] == ',');
    }
    return true;
}

/* A,B,C,D are two pairs. */
static bool check_pairs(const char *command, const cli_option *option, const char *given,
                        const cli_list *list)
{
    if (list->count % 2 == 0)
        return true;
    cli_misused(command, "--%s is '%s', expected two entries, A,B", option->name, given);
    return false;
}

/* One parser serves all commands: an option says where in the command's own struct its
 * value goes. */
static bool take(const char *command, const cli_option *option, const char *given,
                 void *options)
{
    void *target = (char *)options + option->at;

    switch (option->kind) {
    case CLI_FLAG:
        *(bool *)target = true;
        return true;
    case CLI_TEXT:
    case CLI_VENUE:
    case CLI_ROLE:
    case CLI_KEY:
    case CLI_GAPS:
    case CLI_DATES:
    case CLI_READER:
        *(const char **)target = given;
        return check_word(command, option, given);
    case CLI_LIST:
    case CLI_METHODS:
        return take_list(command, option, given, target);
    case CLI_PAIRS:
        return take_list(command, option, given, target) &&
               check_pairs(command, option, given, target);
    case CLI_YEAR:
        return take_year(command, option, given, target);
    case CLI_WHOLE:
        return take_whole(command, option, given, target);
    case CLI_DEVICES:
    case CLI_COUNT:
        return take_count(command, option, given, target);
    default:
        return take_quantity(command, option, given, target);
    }
}

static size_t size_of(cli_kind kind)
{
    switch (kind) {
    case CLI_FLAG:
        return sizeof(bool);
    case CLI_YEAR:
        return sizeof(int);
    case CLI_WHOLE:
        return sizeof(size_t);
    case CLI_TEXT:
    case CLI_VENUE:
    case CLI_ROLE:
    case CLI_KEY:
    case CLI_GAPS:
    case CLI_DATES:
    case CLI_READER:
        return sizeof(const char *);
    case CLI_LIST:
    case CLI_PAIRS:
    case CLI_METHODS:
        return sizeof(cli_list);
    default:
        return sizeof(double);
    }
}

static bool is_in(const char *const *list, const char *name)
{
    while (*list != NULL && strcmp(*list, name) != 0)
        list++;
    return *list != NULL;
}

const char *cli_option_given(const cli_option *table, const void *options,
                             const void *before, const char *const *but)
{
    for (; table->name != NULL; table++)
        if (memcmp((const char *)options + table->at, (const char *)before + table->at,
                   size_of(table->kind)) != 0 &&
            !is_in(but, table->name))
            return table->name;
    return NULL;
}

typedef struct option_lexer {
    struct option longs[OPTIONS_MAX + 3];
    char shorts[2 * OPTIONS_MAX + 4];
} option_lexer;

/* Codes of long options lie above every letter, so that those without a letter are told
 * apart. */
static void lexer_init(option_lexer *lexer, const cli_option *option, size_t count)
{
    size_t used = 0;

    lexer->shorts[used++] =
        ':'; /* a missing value is told apart from an unknown option */
    lexer->shorts[used++] = 'h';
    for (size_t i = 0; i < count; i++) {
        bool has_value = option[i].kind != CLI_FLAG;

        lexer->longs[i] =
            (struct option){ option[i].name, has_value ? required_argument : no_argument,
                             NULL, FIRST_LONG_ONLY + (int)i };
        if (option[i].letter != 0) {
            lexer->shorts[used++] = option[i].letter;
            if (has_value)
                lexer->shorts[used++] = ':';
        }
    }
    lexer->longs[count] = (struct option){ "help", no_argument, NULL, 'h' };
    lexer->longs[count + 1] = (struct option){ "color", required_argument, NULL, COLOR };
    lexer->longs[count + 2] = (struct option){ NULL, 0, NULL, 0 };
    lexer->shorts[used] = '\0';
}

static const cli_option *option_of(const cli_option *option, size_t count, int code)
{
    if (code >= FIRST_LONG_ONLY)
        return &option[code - FIRST_LONG_ONLY];
    for (size_t i = 0; i < count; i++)
        if (option[i].letter == code)
            return &option[i];
    return NULL;
}

/* Dashes are left out when names are compared: -quiet is near to quiet. */
static void unknown_option(const cli_command *command, const char *given)
{
    plume_nearest nearest;
    plume_text meant;

    plume_nearest_init(&nearest, given + strspn(given, "-"));
    for (const cli_option *option = command->option; option->name != NULL; option++)
        plume_nearest_offer(&nearest, option->name);
    plume_text_init(&meant);
    plume_nearest_print_behind(&meant, &nearest, "--");
    cli_misused(command->name, "unknown option '%s'%s%s", given,
                meant.length > 0 ? ", " : "", meant.data);
    plume_text_dispose(&meant);
}

/* The word of the long option just read; its value may have been a word of its own.
 * Operands before it have been moved behind it. */
static const char *long_word(char **argv)
{
    return argv[optind - (optarg != NULL && optarg == argv[optind - 1] ? 2 : 1)];
}

/* getopt_long takes any unambiguous start of a long name; only whole names are ours. */
static bool is_whole(const cli_option *option, const char *word)
{
    size_t length = strlen(option->name);

    return strncmp(word, "--", 2) == 0 && strncmp(word + 2, option->name, length) == 0 &&
           (word[2 + length] == '\0' || word[2 + length] == '=');
}

/* What getopt_long answered with '?' or ':'. */
static void refuse_option(const cli_command *command, size_t count, int code, char **argv)
{
    const cli_option *option =
        optopt == 0 ? NULL : option_of(command->option, count, optopt);
    char letter[] = { '-', (char)optopt, '\0' };

    if (option != NULL)
        cli_misused(command->name,
                    code == ':' ? "--%s needs a value" : "--%s takes no value",
                    option->name);
    else
        unknown_option(command, optopt == 0 ? argv[optind - 1] : letter);
}

/* Every command has it, like --help. */
static bool take_colour(const cli_command *command, const char *word)
{
    static const char *const words[] = { "auto", "always", "never" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i]) == 0) {
            cli_choose_colour((cli_colour)i);
            return true;
        }
    cli_misused(command->name, "--color is '%s', expected auto, always or never", word);
    return false;
}

/* False: the command has its answer already, in *status: help was asked for, or it was
 * misused. */
bool cli_parse(const cli_command *command, void *target, int *argc, char ***argv,
               int *status)
{
    size_t count = option_count(command->option);
    option_lexer lexer;
    int code;

    *status = CLI_MISUSED;
    lexer_init(&lexer, command->option, count);
    opterr = 0;
    optind = 1;
    for (;;) {
        const cli_option *option;

        code = getopt_long(*argc, *argv, lexer.shorts, lexer.longs, NULL);
        if (code == -1)
            break;
        if (code == 'h') {
            plume_text help;

            plume_text_init(&help);
            cli_help(&help, command);
            *status = cli_print(&help);
            plume_text_dispose(&help);
            return false;
        }
        if (code == COLOR) {
            if (take_colour(command, optarg))
                continue;
            return false;
        }
        if (code == '?' || code == ':') {
            refuse_option(command, count, code, *argv);
            return false;
        }
        option = option_of(command->option, count, code);
        if (code >= FIRST_LONG_ONLY && !is_whole(option, long_word(*argv))) {
            unknown_option(command, long_word(*argv));
            return false;
        }
        if (!take(command->name, option, optarg, target))
            return false;
    }
    *argc -= optind;
    *argv += optind;
    *status = CLI_DONE;
    return true;
}
