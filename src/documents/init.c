/* documents/init.c -- what the logs say and leave out, as the data of
 * templates/init/plume.yaml. */
#include <plume/init.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <plume/ledger.h>
#include <plume/number.h>
#include <plume/time.h>

#include "documents/init_lines.h"
#include "documents/template/templates.h"

typedef struct log_survey {
    plume_run_sink ledger;
    const plume_intake *intake;
    plume_log_gaps *input; /* as many as it has inputs */
    size_t current;
    double count_of_devices; /* the same for all runs; NAN: they differ or do not say */
    bool any, same_count;
} log_survey;

/* Runs come input by input, so that the input of the run before is nearly always the
 * one. */
static plume_log_gaps *find_input(log_survey *survey, const char *path)
{
    size_t count = plume_intake_count(survey->intake);

    if (survey->current < count &&
        strcmp(plume_intake_at(survey->intake, survey->current)->path, path) == 0)
        return &survey->input[survey->current];
    for (size_t i = 0; i < count; i++)
        if (strcmp(plume_intake_at(survey->intake, i)->path, path) == 0) {
            survey->current = i;
            return &survey->input[i];
        }
    return NULL;
}

/* A count that is unknown is NAN, which equals nothing, itself included: unknown
 * counts never pass for the same one. */
static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    log_survey *survey = state;
    plume_log_gaps *input = find_input(survey, run->origin.path);

    if (input != NULL) {
        input->runs++;
        input->without_role += run->role == PLUME_ROLE_UNKNOWN ? 1 : 0;
        input->without_device += run->device[0] == '\0' ? 1 : 0;
        input->without_energy += isnan(run->energy.total_kwh) ? 1 : 0;
    }
    if (!survey->any)
        survey->count_of_devices = run->device_count;
    else if (!(survey->count_of_devices == run->device_count))
        survey->same_count = false;
    survey->any = true;
    return survey->ledger.take(survey->ledger.state, run, error);
}

static bool has_note(const plume_notes *notes, const char *code, const char *path)
{
    for (size_t i = 0; i < plume_notes_count(notes); i++) {
        const plume_note *note = plume_notes_at(notes, i);

        if (strcmp(note->code, code) == 0 &&
            (path == NULL || strcmp(note->path, path) == 0))
            return true;
    }
    return false;
}

static void set_count(plume_value *map, const char *key, uint64_t count)
{
    plume_text text;

    plume_text_init(&text);
    plume_number_print(&text, (double)count);
    plume_value_set_string(map, key, text.data);
    plume_text_dispose(&text);
}

/* The names of a group that runs bear; one of them alone is the group's. The world is no
 * place: its grids stand in where no log names one. */
static void set_group(plume_value *root, const char *key, const plume_ledger *ledger,
                      plume_group group)
{
    plume_value *map = plume_value_set_map(root, key), *names;
    size_t known = 0;
    uint64_t named = 0;
    bool one;
    const char *only = "", *most = "";
    uint64_t most_runs = 0;

    names = plume_value_set_list(map, "names");
    for (size_t i = 0; i < plume_ledger_group_count(ledger, group); i++) {
        const char *name = plume_ledger_group_name(ledger, group, i);
        plume_value *item;

        if (name[0] == '\0' ||
            (group == PLUME_GROUP_LOCATION && plume_grid_is_no_place(name)))
            continue;
        item = plume_value_set_map(names, NULL);
        plume_value_set_string(item, "name", name);
        set_count(item, "runs", plume_ledger_group_at(ledger, group, i)->runs);
        named += plume_ledger_group_at(ledger, group, i)->runs;
        only = name;
        known++;
        if (plume_ledger_group_at(ledger, group, i)->runs > most_runs) {
            most_runs = plume_ledger_group_at(ledger, group, i)->runs;
            most = name;
        }
    }
    one = known == 1 && named == plume_ledger_all(ledger)->runs;
    plume_value_set_bool(map, "none", known == 0);
    plume_value_set_bool(map, "one", one);
    plume_value_set_bool(map, "several", known > 0 && !one);
    plume_value_set_string(map, "only", only);
    plume_value_set_string(map, "most", most);
}

static void set_line(plume_value *list, const plume_init_line *line)
{
    plume_value *item = plume_value_set_map(list, NULL);
    const plume_log_gaps *gaps = &line->gaps;

    plume_value_set_string(item, "path", line->path);
    plume_value_set_string(item, "reader", line->reader);
    plume_value_set_bool(item, "readers", line->readers);
    plume_value_set_bool(item, "several", line->files > 1);
    set_count(item, "files", line->files);
    set_count(item, "runs", gaps->runs);
    plume_value_set_bool(item, "again", gaps->runs == 0);
    plume_value_set_bool(item, "naive", gaps->naive);
    plume_value_set_bool(item, "no_role", gaps->without_role > 0);
    plume_value_set_bool(item, "no_device", gaps->without_device > 0);
    plume_value_set_bool(item, "no_energy", gaps->without_energy > 0);
}

/* Gaps of logs become comments in the study file that is written, where the author fills
 * them. */
static plume_status set_inputs(plume_value *root, log_survey *survey,
                               const plume_notes *notes, plume_error *error)
{
    plume_value *list = plume_value_set_list(root, "inputs");
    plume_init_lines lines;
    plume_status status;

    for (size_t i = 0; i < plume_notes_count(notes); i++) {
        const plume_note *note = plume_notes_at(notes, i);
        plume_log_gaps *gaps =
            strcmp(note->code, "naive-time") == 0 ? find_input(survey, note->path) : NULL;

        if (gaps != NULL)
            gaps->naive = true;
    }
    status = plume_init_lines_fold(&lines, survey->intake, survey->input, error);
    for (size_t i = 0; status == PLUME_OK && i < lines.count; i++)
        set_line(list, &lines.line[i]);
    plume_init_lines_dispose(&lines);
    return status;
}

/* What a report of these logs would leave out of its totals as they are. */
static void set_coverage(plume_value *root, plume_coverage coverage)
{
    plume_text text;

    plume_text_init(&text);
    plume_coverage_print(&text, coverage);
    plume_value_set_bool(root, "partial", plume_coverage_is_partial(coverage));
    plume_value_set_string(root, "coverage", text.data);
    plume_text_clear(&text);
    plume_coverage_print_most(&text, coverage);
    plume_value_set_string(root, "most", text.data);
    plume_value_set_bool(root, "some_most", coverage.most > 0);
    plume_text_dispose(&text);
}

/* The year of the last start, where no end is known; 0: no run is dated. */
static void set_years(plume_value *root, const plume_ledger *ledger)
{
    int first = plume_time_year(plume_ledger_start_s(ledger));
    int last = plume_time_year(plume_ledger_end_s(ledger));

    first = first != 0 ? first : last;
    last = last != 0 ? last : first;
    plume_value_set_bool(root, "dated", first != 0);
    plume_value_set_bool(root, "one_year", first == last);
    set_count(root, "first_year", (uint64_t)first);
    set_count(root, "last_year", (uint64_t)last);
}

/* Where the logs state it, it is used already. */
static void set_pue(plume_value *root, const plume_ledger *ledger)
{
    const plume_given_value *pue = plume_ledger_pue(ledger);
    bool logged = pue != NULL && pue->given == PLUME_GIVEN_LOG;
    plume_text text;

    plume_text_init(&text);
    if (logged)
        plume_number_print(&text, pue->value);
    plume_value_set_bool(root, "pue_logged", logged);
    plume_value_set_string(root, "pue", text.data);
    plume_text_dispose(&text);
}

/* What runs agree on becomes the study's own value; what they differ in is left to
 * the author. */
static plume_status render(plume_text *out, log_survey *survey,
                           const plume_ledger *ledger, const plume_notes *notes,
                           const char *templates, plume_error *error)
{
    plume_value *root = plume_value_map();
    plume_value *count;
    plume_status status;

    set_count(root, "runs", plume_ledger_all(ledger)->runs);
    set_coverage(root, plume_ledger_coverage(ledger));
    set_group(root, "location", ledger, PLUME_GROUP_LOCATION);
    set_group(root, "device", ledger, PLUME_GROUP_DEVICE);
    set_years(root, ledger);
    count = plume_value_set_map(root, "device_count");
    plume_value_set_bool(count, "known",
                         survey->same_count && !isnan(survey->count_of_devices));
    set_count(count, "value",
              isnan(survey->count_of_devices) ? 0 : (uint64_t)survey->count_of_devices);
    plume_value_set_bool(root, "pue_assumed", has_note(notes, "pue-assumed", NULL));
    set_pue(root, ledger);
    status = set_inputs(root, survey, notes, error);
    if (status == PLUME_OK)
        status =
            root == NULL ? plume_fail_memory(error) : plume_value_status(root, error);
    if (status == PLUME_OK)
        status = plume_templates_render(out, templates, "init/plume.yaml", root, error);
    plume_value_free(root);
    return status;
}

/* One more than needed, as calloc of nothing may return NULL (C11, 7.22.3), which
 * would read as no memory. */
static plume_status begin(log_survey *survey, plume_intake *intake, plume_error *error)
{
    plume_status status = plume_intake_survey(intake, error);

    if (status != PLUME_OK)
        return status;
    survey->same_count = true;
    survey->intake = intake;
    survey->input = calloc(plume_intake_count(intake) + 1, sizeof *survey->input);
    if (survey->input == NULL)
        return plume_fail_memory(error);
    return PLUME_OK;
}

/* Runs go through a ledger, so that what init suggests is what report would assume. */
plume_status plume_init_write(plume_text *out, plume_intake *intake,
                              const plume_study *study, plume_factors *factors,
                              plume_notes *notes, const char *templates,
                              plume_error *error)
{
    log_survey survey = { .count_of_devices = NAN };
    plume_ledger *ledger = NULL;
    plume_status status = begin(&survey, intake, error);

    if (status == PLUME_OK)
        status = plume_ledger_new(&ledger, study, factors, NULL, 0, notes, error);
    if (status == PLUME_OK)
        status = plume_ledger_survey(ledger, intake, error);
    if (status == PLUME_OK) {
        survey.ledger = plume_ledger_sink(ledger);
        status = plume_intake_read(intake, (plume_run_sink){ take, &survey }, error);
    }
    if (status == PLUME_OK)
        status = plume_ledger_close(ledger, error);
    if (status == PLUME_OK)
        status = render(out, &survey, ledger, notes, templates, error);
    plume_ledger_free(ledger);
    free(survey.input);
    return status;
}
