/* cli/init_table.c -- a table to fill in for work without logs, or four questions. */
#include "init_table.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "gates.h"

#define TABLE_FILE "runs.csv"
static const char head[] = "experiment,gpu,gpus,hours,energy,location,role\n";

/* Rows that are still to be filled in are told as such when they are read. */
static int print_table(const char *path)
{
    plume_text table;
    int status;

    plume_text_init(&table);
    plume_text_add(&table, head);
    plume_text_add(&table, "final training,,,,,,final\n"
                           "hyperparameter search,,,,,,search\n");
    status = cli_write(path, &table);
    plume_text_dispose(&table);
    if (status == CLI_DONE)
        fprintf(stderr,
                "plume: hours are wall-clock, energy is kWh of all gpus and may stay "
                "empty; then `plume report %s`\n",
                path != NULL ? path : TABLE_FILE);
    return status;
}

/* --- questions --- */

enum { ANSWER_MAX = 200, TRIES_MOST = 3 };

typedef struct answers {
    plume_factors *factors;
    char device[ANSWER_MAX], count[ANSWER_MAX], hours[ANSWER_MAX], place[ANSWER_MAX];
} answers;

static plume_status check_device(const answers *given, plume_error *error)
{
    plume_device device;

    return plume_factors_device(given->factors, given->device, &device, NULL, error);
}

static plume_status check_number(const char *text, double least, plume_error *error)
{
    double number;

    if (plume_number_parse(&number, text, strlen(text)) && number >= least &&
        isfinite(number))
        return PLUME_OK;
    return plume_fail(error, PLUME_ERR_VALUE, "'%s' is no number of at least %g", text,
                      least);
}

static plume_status check_count(const answers *given, plume_error *error)
{
    return check_number(given->count, 1.0, error);
}

/* "79.2", "3.3 d", "79:12:00" become hours. */
static plume_status check_hours(const answers *given, plume_error *error)
{
    double hours;
    plume_status status = plume_quantity_parse(&hours, PLUME_DIMENSION_TIME, given->hours,
                                               strlen(given->hours), error);

    if (status == PLUME_OK && !(hours > 0.0))
        return plume_fail(error, PLUME_ERR_VALUE, "'%s' is no time", given->hours);
    return status;
}

static plume_status check_place(const answers *given, plume_error *error)
{
    plume_grid grid;

    if (given->place[0] == '\0')
        return PLUME_OK;
    return plume_factors_grid(given->factors, given->place, 0, &grid, NULL, error);
}

/* False: there is no answer. */
static bool read_line(char answer[ANSWER_MAX])
{
    size_t length;

    if (fgets(answer, ANSWER_MAX, stdin) == NULL)
        return false;
    length = strcspn(answer, "\r\n");
    while (length > 0 && answer[length - 1] == ' ')
        length--;
    answer[length] = '\0';
    return true;
}

static bool ask(const char *question, char answer[ANSWER_MAX], const answers *given,
                plume_status (*check)(const answers *given, plume_error *error))
{
    for (int i = 0; i < TRIES_MOST; i++) {
        plume_error error = { 0 };

        printf("%s ", question);
        fflush(stdout);
        if (!read_line(answer))
            return false;
        if (check(given, &error) == PLUME_OK)
            return true;
        printf("  %s%s%s\n", error.message, error.hint[0] != '\0' ? "; " : "",
               error.hint);
    }
    return false;
}

static bool ask_all(answers *given)
{
    return ask("Which GPU or TPU? (V100, H100 SXM5, TPU v3)", given->device, given,
               check_device) &&
           ask("How many of them at a time?", given->count, given, check_count) &&
           ask("For how long, all runs together? (79.2, 3.3 d, 79:12:00)", given->hours,
               given, check_hours) &&
           ask("Where? (DE, US-VA, gcp:us-central1; empty: not known)", given->place,
               given, check_place);
}

/* --- what they come to --- */

static void put_cell(plume_text *out, const char *text)
{
    plume_text_add_char(out, '"');
    for (; *text != '\0'; text++)
        plume_text_add(out, *text == '"' ? "\"\"" : (const char[]){ *text, '\0' });
    plume_text_add_char(out, '"');
}

static void put_answers(plume_text *out, const answers *given)
{
    const char *const cells[] = { given->device, given->count, given->hours, "",
                                  given->place };
    double hours = NAN;

    plume_text_add(out, head);
    plume_text_add(out, "all runs");
    (void)plume_quantity_parse(&hours, PLUME_DIMENSION_TIME, given->hours,
                               strlen(given->hours), NULL);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        plume_text_add_char(out, ',');
        if (cells[i] == given->hours)
            plume_number_print(out, hours);
        else if (cells[i][0] != '\0')
            put_cell(out, cells[i]);
    }
    plume_text_add(out, ",\n");
}

/* The sentence for a paper, of what would be in a report. */
static plume_status say(void *state, const char *path, const plume_ledger *ledger,
                        plume_error *error)
{
    const plume_totals *all = plume_ledger_all(ledger);
    cli_headline headline = cli_headline_of(ledger, NULL);
    plume_text *out = state;

    (void)path;
    if (isnan(headline.co2e_kg))
        return plume_fail(error, PLUME_ERR_MISSING, "its energy cannot be known");
    plume_text_add(out, "\nThis work used ");
    plume_number_significant(out, all->device_hours, 3);
    plume_text_add(out, " device-hours, at their rated power ");
    plume_quantity_print(out, PLUME_DIMENSION_ENERGY, headline.facility_kwh, 3);
    plume_text_add(out, " of the facility, an estimated ");
    plume_quantity_print(out, PLUME_DIMENSION_MASS, headline.co2e_kg, 3);
    plume_text_add(out, " CO2e (95 %: ");
    plume_quantity_print(out, PLUME_DIMENSION_MASS, headline.low_kg, 2);
    plume_text_add(out, " to ");
    plume_quantity_print(out, PLUME_DIMENSION_MASS, headline.high_kg, 2);
    plume_text_add(out, ").\nA log of the power would narrow that most; the device is "
                        "taken at full load.\n");
    return plume_text_status(out, error);
}

static int conclude(const answers *given, const char *path)
{
    char file[4096];
    cli_reading reading;
    plume_error error = { 0 };
    plume_text table, said;
    int status;

    plume_text_init(&table);
    plume_text_init(&said);
    cli_reading_init(&reading);
    put_answers(&table, given);
    snprintf(file, sizeof file, "%s", path);
    status = cli_write(file, &table);
    if (status == CLI_DONE &&
        cli_work_path(&reading, file, true, (cli_ledger_use){ say, &said }, &error) !=
            PLUME_OK)
        status = cli_fail(&error);
    if (status == CLI_DONE) {
        plume_text_printf(&said, "%s has the answers; next: plume report %s\n", file,
                          file);
        status = cli_print(&said);
    }
    cli_reading_dispose(&reading);
    plume_text_dispose(&table);
    plume_text_dispose(&said);
    return status;
}

static int ask_for_table(const char *path)
{
    answers given = { .factors = NULL };
    plume_error error = { 0 };
    int status = CLI_FAILED;

    if (access(path, F_OK) == 0) {
        plume_fail_at(&error, PLUME_ERR_IO, path, 0, 0, "is there already");
        plume_hint(&error, "`plume init --table -o OTHER.csv` writes another");
        return cli_fail(&error);
    }
    if (cli_factors(&given.factors, &error) != PLUME_OK)
        return cli_fail(&error);
    if (ask_all(&given))
        status = conclude(&given, path);
    else
        fputs("\nplume: no table was written; `plume init --table </dev/null` prints one "
              "to fill in\n",
              stderr);
    plume_factors_free(given.factors);
    return status;
}

int cli_init_table(const char *path)
{
    return isatty(STDIN_FILENO) ? ask_for_table(path != NULL ? path : TABLE_FILE)
                                : print_table(path);
}
