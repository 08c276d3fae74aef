/* cli/work.c -- opening what commands work on: data, study, notes, intake. */
#include "cli.h"
#include "places.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* NAN is not given; 0 would be an answer. */
void cli_reading_init(cli_reading *reading)
{
    memset(reading, 0, sizeof *reading);
    reading->pue = reading->intensity = reading->count = reading->assume_running = NAN;
    reading->interval_s = NAN;
}

void cli_reading_dispose(cli_reading *reading)
{
    cli_list_dispose(&reading->trace);
    cli_list_dispose(&reading->same);
    cli_list_dispose(&reading->distinct);
    cli_list_dispose(&reading->as);
    cli_list_dispose(&reading->further);
    cli_list_dispose(&reading->allow_connect);
}

/* Without a study file there is an empty one, so that all that follows knows one case
 * only. */
static plume_status open_study(cli_work *work, const cli_reading *reading,
                               plume_error *error)
{
    plume_study_overrides overrides = {
        .title = reading->title,
        .location = reading->location,
        .provider = reading->provider,
        .timezone = reading->timezone,
        .device = reading->device,
        .intensity_kg_per_kwh = reading->intensity,
        .pue = reading->pue,
        .device_count = reading->count,
        .year = reading->year,
    };
    plume_status status =
        reading->study != NULL
            ? plume_study_load(&work->study, reading->study, work->factors, error)
            : plume_study_new(&work->study, error);

    if (status == PLUME_OK)
        status = plume_study_override(work->study, &overrides, work->factors, error);
    return status;
}

/* What is said of power logs, in words that the options were checked to be. */
static void power_options(plume_input_options *options, const cli_reading *reading)
{
    if (!isnan(reading->interval_s))
        options->interval_s = reading->interval_s;
    if (reading->columns != NULL)
        options->columns = reading->columns;
    if (reading->gaps != NULL)
        (void)plume_gaps_find(&options->gaps, reading->gaps);
    if (reading->dates != NULL)
        (void)plume_day_order_find(&options->days, reading->dates);
}

static void say_of_all(plume_input_options *options, const cli_work *work,
                       const cli_reading *reading)
{
    options->series = work->study->hourly;
    options->watch = reading->watch;
    options->assume_running_hours = reading->assume_running;
    options->people = work->by == PLUME_BY_USER;
    if (reading->host != NULL)
        options->host = reading->host;
    options->roles = work->study->roles;
    options->role_count = work->study->role_count;
}

/* What the command line and the study file say of every input named on the command line.
 */
static void input_options(plume_input_options *options, const cli_work *work,
                          const cli_reading *reading)
{
    plume_input_options_init(options);
    options->zone = work->study->zone;
    options->device = work->study->device;
    options->device_count = work->study->device_count;
    options->shared_devices = reading->shared_devices;
    say_of_all(options, work, reading);
    if (reading->reader != NULL)
        options->reader = reading->reader;
    if (reading->role != NULL)
        (void)plume_role_find(&options->role, reading->role);
    power_options(options, reading);
}

/* What the file says of one input goes before what it says of all. Patterns to ignore
 * come first, since they decide which files of a folder are inputs. */
static plume_status add_study_inputs(cli_work *work, const cli_reading *reading,
                                     plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < work->study->ignored_count && status == PLUME_OK; i++)
        status = plume_intake_ignore(work->intake, work->study->ignored[i], error);
    for (size_t i = 0; i < work->study->input_count && status == PLUME_OK; i++) {
        plume_study_input input = work->study->inputs[i];

        if (input.options.zone == NULL)
            input.options.zone = work->study->zone;
        if (input.options.device[0] == '\0')
            input.options.device = work->study->device;
        if (isnan(input.options.device_count))
            input.options.device_count = work->study->device_count;
        input.options.shared_devices |= reading->shared_devices;
        say_of_all(&input.options, work, reading);
        power_options(&input.options, reading);
        status = plume_intake_add(work->intake, input.path, &input.options, error);
        if (status == PLUME_OK)
            cli_tell_connection(input.path);
    }
    return status;
}

/* plume_rating_finder. */
static plume_rating rating_of(void *factors, const char *device)
{
    plume_device found;

    if (plume_factors_device(factors, device, &found, NULL, NULL) != PLUME_OK)
        return (plume_rating){ NAN, false };
    if (found.guessed) /* the median of a class limits nothing */
        return (plume_rating){ NAN, true };
    return (plume_rating){ found.rated_w, strcmp(found.kind, "cpu") == 0 };
}

/* A,B,C,D are two pairs, as if the option had been given twice. */
static void add_pairs(plume_pair *pairs, size_t *count, const cli_list *list)
{
    for (size_t i = 0; i + 1 < list->count; i += 2)
        pairs[(*count)++] = (plume_pair){ list->item[i], list->item[i + 1] };
}

/* What the study file says of logs, then what the options say. */
static plume_status attach_evidence(cli_work *work, const cli_reading *reading,
                                    plume_error *error)
{
    const plume_study *study = work->study;
    plume_evidence_options options = { 0 };

    work->pairs = calloc(study->same_count + study->distinct_count + reading->same.count +
                             reading->distinct.count + 1,
                         sizeof *work->pairs);
    if (work->pairs == NULL)
        return plume_fail(error, PLUME_ERR_MEMORY, "out of memory");
    options.same = work->pairs;
    for (size_t i = 0; i < study->same_count; i++)
        work->pairs[options.same_count++] = study->same[i];
    add_pairs(work->pairs, &options.same_count, &reading->same);
    options.distinct = work->pairs + options.same_count;
    for (size_t i = 0; i < study->distinct_count; i++)
        work->pairs[options.same_count + options.distinct_count++] = study->distinct[i];
    add_pairs(work->pairs + options.same_count, &options.distinct_count,
              &reading->distinct);
    return plume_evidence_attach(work->intake, &options, error);
}

static bool is_pipe(const char *path)
{
    struct stat there;

    return strcmp(path, "-") == 0 || (stat(path, &there) == 0 &&
                                      !S_ISREG(there.st_mode) && !S_ISDIR(there.st_mode));
}

/* Names are of all paths, or of those that have none of their own. */
static plume_status add_paths(cli_work *work, const cli_reading *reading,
                              char *const *paths, size_t path_count,
                              const plume_input_options *options, plume_error *error)
{
    size_t names = reading->as.count, pipes = 0, next = 0;
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < path_count; i++)
        pipes += is_pipe(paths[i]);
    if (names != 0 && names != path_count && names != pipes) {
        plume_fail(error, PLUME_ERR_VALUE,
                   "--as gives %zu names to %zu paths, of which %zu are pipes", names,
                   path_count, pipes);
        plume_hint(error, "name every path, or every pipe, in the order of the paths");
        return PLUME_ERR_VALUE;
    }
    for (size_t i = 0; i < path_count && status == PLUME_OK; i++) {
        plume_input_options one = *options;

        if (next < names && (names == path_count || is_pipe(paths[i])))
            one.name = reading->as.item[next++];
        status = plume_intake_add(work->intake, paths[i], &one, error);
    }
    return status;
}

/* Also after a failure cli_work_close gives back what was opened. */
plume_status cli_work_open(cli_work *work, const cli_reading *reading, char *const *paths,
                           size_t path_count, plume_error *error)
{
    plume_input_options options;
    plume_status status;

    memset(work, 0, sizeof *work);
    plume_text_init(&work->modules);
    plume_threads_allow(reading->threads);
    cli_modules(&work->modules);
    if (reading->by != NULL)
        (void)plume_by_find(&work->by, reading->by);
    status = cli_factors(&work->factors, error);
    if (status == PLUME_OK)
        status = open_study(work, reading, error);
    if (status == PLUME_OK)
        status = plume_notes_new(&work->notes, error);
    if (status == PLUME_OK)
        status = plume_intake_new(&work->intake, work->notes, error);
    if (status == PLUME_OK)
        status = attach_evidence(work, reading, error);
    if (status == PLUME_OK) {
        work->places = cli_places_new(work->factors);
        status = work->places == NULL ? plume_fail_memory(error) : PLUME_OK;
    }
    if (status == PLUME_OK) {
        plume_intake_keep_going(work->intake, reading->keep_going);
        plume_intake_set_modules(work->intake, work->modules.data);
        plume_intake_set_ratings(work->intake,
                                 (plume_rating_finder){ rating_of, work->factors });
        plume_intake_set_places(work->intake,
                                (plume_place_finder){ cli_place_of, work->places });
        input_options(&options, work, reading);
    }
    /* What the study file says of an input must be known before a folder that holds it.
     */
    if (status == PLUME_OK)
        status = cli_allow_connect(work->intake, reading, paths, path_count, error);
    if (status == PLUME_OK)
        status = add_study_inputs(work, reading, error);
    for (size_t i = 0; i < reading->trace.count && status == PLUME_OK; i++) {
        plume_input_options traced = options;

        traced.attribute_to = "*";
        status = plume_intake_add(work->intake, reading->trace.item[i], &traced, error);
    }
    if (status == PLUME_OK)
        status = add_paths(work, reading, paths, path_count, &options, error);
    if (status == PLUME_OK && path_count == 0 && work->study->input_count == 0)
        status = plume_fail(error, PLUME_ERR_MISSING, "no logs are named");
    return status;
}

void cli_work_close(cli_work *work)
{
    plume_intake_free(work->intake);
    free(work->pairs);
    cli_places_free(work->places);
    plume_notes_free(work->notes);
    plume_study_free(work->study);
    plume_factors_free(work->factors);
    plume_text_dispose(&work->modules);
}

/* Some readings are for their counts and notes alone. */
static plume_status forget(void *state, const plume_run *run, plume_error *error)
{
    (void)state;
    (void)run;
    (void)error;
    return PLUME_OK;
}

plume_run_sink cli_no_sink(void)
{
    return (plume_run_sink){ forget, NULL };
}

/* --strict, asked when all was read: every rejected record has its note by then. */
plume_status cli_work_check(const cli_work *work, const cli_reading *reading,
                            plume_error *error)
{
    plume_records records = plume_intake_records(work->intake);

    if (!reading->strict || records.rejected == 0)
        return PLUME_OK;
    plume_fail(error, PLUME_ERR_VALUE, "%llu of %llu records were rejected",
               (unsigned long long)records.rejected, (unsigned long long)records.read);
    plume_hint(error, "without --strict the command goes on and lists them");
    return PLUME_ERR_VALUE;
}

/* NULL: the two defaults of the ledger. Further methods stand beside them, not in their
 * place. */
const char *const *cli_methods(const char *names[CLI_METHODS_MAX],
                               const cli_reading *reading, size_t *count)
{
    *count = 0;
    if (reading->further.count == 0)
        return NULL;
    names[(*count)++] = "strubell2019";
    names[(*count)++] = "patterson2021";
    for (size_t i = 0; i < reading->further.count; i++)
        names[(*count)++] = reading->further.item[i];
    return names;
}

plume_status cli_work_total(const cli_work *work, const cli_reading *reading,
                            plume_ledger **out, plume_error *error)
{
    const char *names[CLI_METHODS_MAX];
    size_t count;
    const char *const *methods = cli_methods(names, reading, &count);
    plume_status status = plume_ledger_new(out, work->study, work->factors, methods,
                                           count, work->notes, error);

    if (status == PLUME_OK)
        status = plume_ledger_divide(*out, work->by, error);
    if (status == PLUME_OK)
        status = plume_ledger_read(*out, work->intake, error);
    if (status == PLUME_OK)
        status = cli_work_check(work, reading, error);
    if (status == PLUME_OK)
        status = plume_ledger_close(*out, error);
    if (status == PLUME_OK)
        return PLUME_OK;
    plume_ledger_free(*out);
    *out = NULL;
    return status;
}

/* Warnings come also where it failed, as they may hold the cause. */
plume_status cli_work_path(const cli_reading *reading, char *path, bool quiet,
                           cli_ledger_use use, plume_error *error)
{
    plume_ledger *ledger = NULL;
    cli_work work;
    plume_status status = cli_work_open(&work, reading, &path, 1, error);

    if (status == PLUME_OK)
        plume_intake_spare_digests(work.intake);
    if (status == PLUME_OK)
        status = cli_work_total(&work, reading, &ledger, error);
    cli_warn(work.notes, 5, quiet);
    if (status == PLUME_OK)
        status = use.use(use.state, path, ledger, error);
    plume_ledger_free(ledger);
    cli_work_close(&work);
    return status;
}

/* A known model goes before a file of that name, for which ./NAME can be written; a word
 * that is neither is taken for a misspelt model. */
bool cli_is_model(plume_factors *factors, const char *name)
{
    plume_published published;
    struct stat found;

    return strchr(name, '/') == NULL &&
           (stat(name, &found) != 0 ||
            plume_factors_model(factors, name, &published, NULL) == PLUME_OK);
}
