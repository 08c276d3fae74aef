/* cli/cli.h -- what the commands share: option tables, output, errors, data.
 *
 * A command is a constant: its name, what it takes, a table of options and one function.
 * Usage,
 * --help, completion and the manual page are made from these, so they cannot disagree. */
#ifndef PLUME_CLI_CLI_H
#define PLUME_CLI_CLI_H

#include <stdbool.h>
#include <stdio.h>
#include <stddef.h>

#include <plume/plume.h>

/* What the program ends with. */
enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_MISUSED = 2, CLI_DIFFERENT = 3 };

typedef enum cli_kind {
    CLI_FLAG,      /* bool */
    CLI_TEXT,      /* const char * */
    CLI_LIST,      /* cli_list; may be repeated, and split at commas */
    CLI_PAIRS,     /* the same, of two entries each */
    CLI_METHODS,   /* the same, of methods: help names all that are registered */
    CLI_VENUE,     /* text, one of those that words.c knows: help names all venues */
    CLI_ROLE,      /* the same, of roles */
    CLI_KEY,       /* of what totals are divided by */
    CLI_GAPS,      /* of policies */
    CLI_DATES,     /* of orders of day and month */
    CLI_READER,    /* of readers */
    CLI_YEAR,      /* int */
    CLI_WHOLE,     /* size_t: at least 1 */
    CLI_NUMBER,    /* double: a ratio */
    CLI_DEVICES,   /* double: above 0 */
    CLI_COUNT,     /* double: above 0, of anything */
    CLI_SHARE,     /* double: a ratio from 0 to 1 */
    CLI_PUE,       /* double: a ratio of at least 1 */
    CLI_POWER,     /* double: W */
    CLI_HOURS,     /* double: h */
    CLI_SECONDS,   /* double: s, above 0 */
    CLI_INTENSITY, /* double: kg/kWh */
    CLI_WORK       /* double: FLOP */
} cli_kind;

enum { CLI_LIST_MAX = 64 };
typedef struct cli_list {
    char *item[CLI_LIST_MAX]; /* point into copies that cli_list_dispose frees */
    size_t count;
} cli_list;
void cli_list_dispose(cli_list *list);

/* at: offset of the target in the command's options struct. */
typedef struct cli_option {
    const char *name;
    char letter; /* 0: none */
    cli_kind kind;
    size_t at;
    const char *value, *help;
} cli_option;

/* Item i of a registry, and its title or NULL; NULL beyond the end. */
typedef const char *cli_kinds(size_t i, const char **title);

typedef struct cli_command {
    const char *name, *arguments, *summary;
    const char *description;  /* a paragraph for --help and the manual */
    cli_kinds *kinds;         /* what KIND may be, told before it; may be NULL */
    const char *examples;     /* lines of "  $ plume ..." */
    const cli_option *option; /* ended by a NULL name */
    int (*run)(int argc, char **argv);
} cli_command;

#define COMMAND(name) extern const cli_command cli_command_##name;
#include "commands.def"
#undef COMMAND

extern const cli_command *const cli_commands[]; /* ended by NULL */
const cli_command *cli_command_find(const char *name);

/* --- options --- */

/* Fills target (already holding the defaults) and leaves *argc, *argv at the operands.
 * False when the command should end at once with *status: after --help, or misused. */
bool cli_parse(const cli_command *command, void *target, int *argc, char ***argv,
               int *status);

/* The name of the first option of the table that was given, which is where options parts
 * from what they were before; those of the list but, ended by NULL, do not count. NULL:
 * none was given. */
const char *cli_option_given(const cli_option *table, const void *options,
                             const void *before, const char *const *but);

/* Misuse: the message, then how to get help. Returns CLI_MISUSED. */
int cli_misused(const char *command, const char *format, ...) PLUME_PRINTF(2, 3);

/* The same, where a command got no path. */
int cli_no_logs(const char *command);

void cli_help(plume_text *out, const cli_command *command);
void cli_overview(plume_text *out);
void cli_manual(plume_text *out, const cli_command *command);
/* For bash, zsh or fish; false for any other. */
bool cli_completion(plume_text *out, const char *shell);

/* Catches the signals that end the program, so that nothing half built stays behind. */
void cli_signals(void);

/* --- output --- */

/* Writes text to path ("-" or NULL: standard output, where in a terminal that is narrower
 * what stands behind a label of eleven columns goes on below itself). Returns an exit
 * status; tells failures. */
int cli_write(const char *path, const plume_text *text);
int cli_print(const plume_text *text);
/* Lines for standard error, as they are. */
void cli_tell(const plume_text *text);

/* --- lines on standard error, broken where a terminal ends --- */

typedef enum cli_colour {
    CLI_COLOUR_AUTO,
    CLI_COLOUR_ALWAYS,
    CLI_COLOUR_NEVER
} cli_colour;
typedef enum cli_tone {
    CLI_TONE_ERROR,
    CLI_TONE_WARNING,
    CLI_TONE_HINT,
    CLI_TONE_REMARK
} cli_tone;

/* auto: where a terminal is that has any, and NO_COLOR is not set. */
void cli_choose_colour(cli_colour when);

/* Columns of the terminal behind stream, from 60 to 200; otherwise, when it is none. */
size_t cli_width(FILE *stream, size_t otherwise);

/* One line: of pieces without line ends. Nothing of it is broken in a word. No memory is
 * asked for, since what is told may be that there is none. */
typedef struct cli_line {
    size_t width; /* 0: it is no terminal, and the pieces go out as they are */
    bool coloured;
    size_t column, blanks, length;
    const char *tone;
    char word[1024];
} cli_line;
void cli_line_begin(cli_line *line);
void cli_line_add(cli_line *line, const char *text);
void cli_line_mark(cli_line *line, const char *text, cli_tone tone);
void cli_line_end(cli_line *line);

/* Tells an error on standard error: place, message, the line with a caret, hint. Returns
 * CLI_FAILED. */
int cli_fail(const plume_error *error);

/* Warnings and rejections on standard error, those of one kind and one file in a line; at
 * most that many lines. */
enum { CLI_WARNINGS_MOST = 20 };
void cli_warn(const plume_notes *notes, size_t most, bool quiet);

/* A table in aligned columns. heads are borrowed; a head that begins with '>' is for a
 * column of numbers, flush right. cells: row by row, NULL is empty. */
typedef struct cli_table cli_table;
cli_table *cli_table_new(const char *const *heads, size_t count);
void cli_table_row(cli_table *table, const char *const *cells);
/* Appends it to out, and frees. False: out of memory. */
bool cli_table_print(cli_table *table, plume_text *out);

/* text with its lines broken at blanks to at most width characters; what follows in a
 * line is indented. A word that is longer stays whole. */
void cli_wrap(plume_text *out, const char *text, size_t width, size_t indent);

/* text in at most width characters, its middle cut out if need be; fit also pads with
 * blanks. */
void cli_cut(plume_text *out, const char *text, size_t width);
void cli_fit(plume_text *out, const char *text, size_t width);

/* "table", "json" or "csv". */
typedef enum cli_format { CLI_AS_TABLE, CLI_AS_JSON, CLI_AS_CSV } cli_format;
bool cli_format_find(cli_format *out, const char *word);

/* Where a chart is drawn. path "-": to standard output. format NULL: the ending of the
 * path names it. width_pt 0: the appendix's. */
typedef struct cli_drawing {
    const char *path, *format;
    double width_pt;
} cli_drawing;
/* Before anything is read: whether a format is named, and one only. CLI_DONE, or
 * CLI_MISUSED, told. */
int cli_draw_check(const char *command, cli_drawing drawing);
/* Returns an exit status; tells failures. */
int cli_draw(const char *kind, const plume_chart_data *data, cli_drawing drawing);

/* Writes a partial of logs, or of one share of them ("3/64"; NULL: all). Returns an exit
 * status; tells failures. */
typedef struct cli_reading cli_reading;
int cli_partial(const cli_reading *reading, const char *part, const char *output,
                int argc, char **argv);

/* --- what most commands need --- */

/* The folder below which datasets/ and templates/ lie: PLUME_DATA, else beside the
 * program. */
plume_status cli_data(plume_text *out, const char *below, plume_error *error);
/* The folder of modules: PLUME_MODULES, else beside the program; nothing when unknown. */
void cli_modules(plume_text *out);
plume_status cli_factors(plume_factors **out, plume_error *error);
/* Frees them; a table that could not be read is a failure where all else went well. */
plume_status cli_factors_end(plume_factors *factors, plume_status status,
                             plume_error *error);

#define CLI_SECONDS_PER_HOUR 3600.0

/* Options of every command that reads logs; reading.def has their rows. */
struct cli_reading {
    const char *study, *location, *timezone, *device, *reader, *role, *provider, *title;
    double pue, intensity, count, assume_running;
    int year;
    size_t threads; /* 0: as many as there are processors */
    bool strict, keep_going, shared_devices;
    cli_list further; /* methods beside the two defaults */
    /* of power traces */
    cli_list trace;
    cli_list same, distinct; /* A,B each */
    cli_list as;             /* of the paths in their order, or of the pipes */
    const char *host;
    cli_list allow_connect; /* hosts */
    const char *by;         /* NULL: totals are not divided */
    const char *gaps, *columns, *dates;
    double interval_s;
    const plume_power_watch *watch; /* is told of readings of power; NULL */
};
void cli_reading_init(cli_reading *reading);
void cli_reading_dispose(cli_reading *reading);

/* The option that names methods; what says what naming them does. */
#define CLI_METHOD(type, field, what)                                                    \
    {                                                                                    \
        "method", 'm', CLI_METHODS, offsetof(type, field), "NAME,...", what              \
    }

/* connect.c: lets the servers be connected to that the command line names, and tells of
 * one that the study file does. */
plume_status cli_allow_connect(plume_intake *intake, const cli_reading *reading,
                               char *const *paths, size_t path_count, plume_error *error);
void cli_tell_connection(const char *path);
/* The option that divides totals. */
#define CLI_BY(type, field)                                                              \
    {                                                                                    \
        "by", 0, CLI_KEY, offsetof(type, field), "WHAT",                                 \
            "divide the totals by account, user, project, partition, model, study, "     \
            "month or device"                                                            \
    }

/* Everything that reading logs needs, opened and closed together. */
typedef struct cli_work {
    struct cli_places *places; /* of the runs, as last found */
    plume_factors *factors;
    plume_study *study;
    plume_notes *notes;
    plume_intake *intake;
    plume_text modules; /* folder */
    plume_by by;
    plume_pair *pairs; /* of options and study file: same, then distinct */
} cli_work;
/* paths may be empty when the study file names inputs. PLUME_ERR_MISSING when nothing is
 * named. */
plume_status cli_work_open(cli_work *work, const cli_reading *reading, char *const *paths,
                           size_t path_count, plume_error *error);
void cli_work_close(cli_work *work);
/* Reads all of it into a ledger that the caller frees, by the two default methods and
 * those beside them; --strict is obeyed. */
plume_status cli_work_total(const cli_work *work, const cli_reading *reading,
                            plume_ledger **out, plume_error *error);
/* The same for one path alone, with at most five warnings unless quiet; use is handed the
 * ledger, which goes afterwards. */
typedef plume_status (*cli_ledger_user)(void *state, const char *path,
                                        const plume_ledger *ledger, plume_error *error);
typedef struct cli_ledger_use {
    cli_ledger_user use;
    void *state;
} cli_ledger_use;
plume_status cli_work_path(const cli_reading *reading, char *path, bool quiet,
                           cli_ledger_use use, plume_error *error);

/* A published model wins over a file of the same name; './bert' names the file. */
bool cli_is_model(plume_factors *factors, const char *name);

/* The two default methods and those that --method names beside them, for
 * plume_ledger_new; NULL when it names none. names is the array to fill. */
enum { CLI_METHODS_MAX = CLI_LIST_MAX + 2 };
const char *const *cli_methods(const char *names[CLI_METHODS_MAX],
                               const cli_reading *reading, size_t *count);
/* Takes runs and forgets them: for the counts alone. */
plume_run_sink cli_no_sink(void);

/* PLUME_ERR_VALUE under --strict when a record was rejected. */
plume_status cli_work_check(const cli_work *work, const cli_reading *reading,
                            plume_error *error);

#endif
