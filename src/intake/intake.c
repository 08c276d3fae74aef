/* Surveys all inputs, then reads them, and checks that every record went somewhere. */
#include "intake/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "intake/accounts.h"
#include "intake/joined_traces.h"
#include "intake/partials/index.h"
#include "intake/streams/streams.h"
#include "readers/registry.h"
#include <plume/names.h>

/* --- new and free --- */

plume_status plume_intake_new(plume_intake **out, plume_notes *notes, plume_error *error)
{
    plume_intake *intake = calloc(1, sizeof *intake);

    *out = NULL;
    if (intake == NULL)
        return plume_fail_memory(error);
    intake->notes = notes;
    intake->modules = "";
    intake->pool = plume_pool_new();
    intake->known = plume_map_new();
    intake->paths = plume_map_new();
    if (intake->pool == NULL || intake->known == NULL || intake->paths == NULL) {
        plume_intake_free(intake);
        return plume_fail_memory(error);
    }
    *out = intake;
    return PLUME_OK;
}

void plume_intake_free(plume_intake *intake)
{
    if (intake == NULL)
        return;
    if (intake->stage.free != NULL)
        intake->stage.free(intake->stage.state);
    plume_streams_close(intake->streams);
    for (size_t i = 0; i < intake->met_count; i++) {
        plume_trace_free(intake->met[i]->trace);
        plume_log_once_forget(&intake->met[i]->once);
        plume_sheet_free(intake->met[i]->sheet);
    }
    plume_identities_free(intake->identities);
    plume_early_dispose(&intake->ahead);
    plume_partial_index_free(intake->partials);
    plume_pool_free(intake->pool);
    plume_map_free(intake->known);
    plume_map_free(intake->paths);
    free(intake->named);
    free((void *)intake->ignored);
    free(intake->met);
    free(intake);
}

void plume_intake_relabel(plume_intake *intake)
{
    intake->relabel = true;
}

void plume_intake_number(plume_intake *intake)
{
    intake->number = true;
}

void plume_intake_keep_going(plume_intake *intake, bool keep_going)
{
    intake->keep_going = keep_going;
}

void plume_intake_allow_nothing(plume_intake *intake)
{
    intake->allow_nothing = true;
}

void plume_intake_spare_digests(plume_intake *intake)
{
    intake->undigested = true;
}

plume_status plume_intake_ignore(plume_intake *intake, const char *pattern,
                                 plume_error *error)
{
    const char **grown =
        realloc((void *)intake->ignored, (intake->ignored_count + 1) * sizeof *grown);

    if (grown == NULL)
        return plume_fail_memory(error);
    intake->ignored = grown;
    grown[intake->ignored_count] = plume_pool_copy(intake->pool, pattern);
    if (grown[intake->ignored_count] == NULL)
        return plume_fail_memory(error);
    intake->ignored_count++;
    return PLUME_OK;
}

void plume_intake_set_ratings(plume_intake *intake, plume_rating_finder finder)
{
    intake->ratings = finder;
}

void plume_intake_set_places(plume_intake *intake, plume_place_finder finder)
{
    intake->places = finder;
}

void plume_intake_set_modules(plume_intake *intake, const char *folder)
{
    intake->modules = folder;
}

/* --- paths --- */

static plume_status unknown_reader(const char *name, plume_error *error)
{
    plume_nearest nearest;
    plume_text hint;

    plume_fail(error, PLUME_ERR_UNKNOWN, "no reader is called '%s'", name);
    plume_nearest_init(&nearest, name);
    for (size_t i = 0; i < plume_readers_count(); i++)
        plume_nearest_offer(&nearest, plume_readers_at(i)->name);
    plume_text_init(&hint);
    plume_nearest_print(&hint, &nearest);
    plume_hint(error, "%s", hint.data);
    plume_text_dispose(&hint);
    return PLUME_ERR_UNKNOWN;
}

static bool copy_options(plume_intake *intake, plume_given_path *named,
                         const plume_input_options *options)
{
    plume_input_options *copy = &named->options;

    plume_input_options_init(copy);
    if (options == NULL)
        return true;
    *copy = *options;
    copy->reader = plume_pool_copy(intake->pool, options->reader);
    copy->name = plume_pool_copy(intake->pool, options->name);
    copy->host = plume_pool_copy(intake->pool, options->host);
    copy->study = plume_pool_copy(intake->pool, options->study);
    copy->device = plume_pool_copy(intake->pool, options->device);
    copy->columns = plume_pool_copy(intake->pool, options->columns);
    copy->attribute_to = plume_pool_copy(intake->pool, options->attribute_to);
    return copy->reader != NULL && copy->name != NULL && copy->host != NULL &&
           copy->study != NULL && copy->device != NULL && copy->columns != NULL &&
           copy->attribute_to != NULL;
}

static plume_status check_exists(const plume_intake *intake, const char *path,
                                 plume_error *error)
{
    struct stat status;

    if (strcmp(path, "-") == 0 || plume_server_is_address(path) || intake->keep_going ||
        stat(path, &status) == 0)
        return PLUME_OK;
    return plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "cannot be read: %s",
                         strerror(errno));
}

plume_status plume_intake_add(plume_intake *intake, const char *path,
                              const plume_input_options *options, plume_error *error)
{
    plume_given_path named = { .rejected = "" }, *place;
    plume_status status = check_exists(intake, path, error);

    if (status != PLUME_OK)
        return status;
    if (intake->surveyed)
        return plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                             "cannot be added: the logs were surveyed already");
    status = plume_intake_check_connect(intake, path, options, error);
    if (status == PLUME_OK)
        status = plume_intake_name(intake, &named, path, options, error);
    if (status != PLUME_OK)
        return status;
    if (named.path == NULL || !copy_options(intake, &named, options))
        return plume_fail_memory(error);
    if (named.options.reader[0] != '\0') {
        named.forced = plume_readers_find(named.options.reader);
        if (named.forced == NULL)
            return unknown_reader(named.options.reader, error);
    }
    place = plume_intake_new_name(intake);
    if (place == NULL)
        return plume_fail_memory(error);
    *place = named;
    return PLUME_OK;
}

/* --- surveying --- */

static plume_status keep_first_rejected(plume_intake *intake, plume_given_path *named,
                                        const plume_error *rejected, plume_error *error)
{
    plume_text text;
    plume_status status;

    if (rejected->status == PLUME_OK || named->rejected[0] != '\0')
        return PLUME_OK;
    plume_text_init(&text);
    plume_text_printf(&text, "%s:%llu: %s", rejected->path,
                      (unsigned long long)rejected->line, rejected->message);
    status = plume_text_status(&text, error);
    named->rejected = plume_pool_copy(intake->pool, text.data);
    plume_text_dispose(&text);
    if (status == PLUME_OK && named->rejected == NULL)
        status = plume_fail_memory(error);
    return status;
}

static bool states_nothing(const plume_log_result *result)
{
    return result->records.read == result->records.rejected
               ? result->silent == result->records.rejected
               : result->telling == 0;
}

/* Found in a folder: a table that tells nothing is no log, and neither is one of which
 * nothing could be read, unless its head is a log's for certain. */
static bool is_no_log(const plume_found_file *met, const plume_log_result *result)
{
    if (!met->walked || result->records.read == 0)
        return false;
    if (result->records.read == result->records.rejected)
        return met->confidence < PLUME_CERTAIN || states_nothing(result);
    return states_nothing(result) && !met->reader->timeless;
}

/* Records of a log that is refused afterwards were sighted already: the survey is
 * done again without it. */
static plume_status survey_one(plume_intake *intake, size_t number, plume_error *error)
{
    plume_found_file *met = intake->met[number];
    plume_log_setting setting = { .pass = PLUME_PASS_SURVEY, .ahead = &intake->ahead };
    plume_log_result result = { 0 }; /* what could not be opened gave nothing */
    plume_status status;

    met->is_trace = false;
    met->part.trace = NULL;
    if (met->shown.verdict != PLUME_INPUT_READ)
        return plume_intake_count_ahead(intake, number, NULL, error);
    do
        status = plume_intake_read_into(intake, number, &setting, &result, error);
    while (status == PLUME_OK && result.again);
    if (status != PLUME_OK) {
        /* What it gave before it failed must not stand in the way of other logs. */
        intake->again = intake->again || result.records.read > 0;
        if (result.sampled && met->confidence < PLUME_LIKELY)
            met->confidence = PLUME_LIKELY; /* its rows were a log's, whatever its head */
        plume_early_fall(&intake->ahead);
        return plume_intake_refuse(intake, met, error);
    }
    met->shown.records = result.records;
    met->is_trace = result.is_trace;
    met->sighting = result.sighting;
    met->related = result.related;
    met->machines = result.machines;
    if (is_no_log(met, &result)) {
        intake->again = true;
        plume_fail(error, PLUME_ERR_VALUE,
                   states_nothing(&result) ? "no record states a time, an energy or work"
                                           : "every record was rejected");
        if (states_nothing(&result))
            met->confidence = 1; /* whatever its head says, it was none */
        return plume_intake_leave_out(intake, met, error);
    }
    status = keep_first_rejected(intake, &intake->named[met->named],
                                 &result.first_rejected, error);
    return status == PLUME_OK ? plume_intake_count_ahead(intake, number, &result, error)
                              : status;
}

/* Which of two inputs counts may need a second look at those that keep little. */
static plume_status settle(plume_intake *intake, plume_error *error)
{
    plume_identities *identities = intake->identities;
    plume_status status = PLUME_OK;

    if (intake->again || plume_identities_are_settled(identities))
        return PLUME_OK;
    plume_identities_settle(identities);
    status = plume_intake_take_back(intake, error);
    for (size_t i = 0; status == PLUME_OK && i < intake->met_count; i++)
        if (plume_identities_is_to_settle(identities, (uint32_t)i))
            status = survey_one(intake, i, error);
    return status;
}

static size_t depth_of(const char *path)
{
    size_t depth = 0;

    for (; *path != '\0'; path++)
        depth += *path == '/';
    return depth;
}

static bool is_outermost(const plume_found_file *met)
{
    return met->reader != NULL && met->reader->outermost;
}

/* An experiment before the runs below it, which it takes over: surveyed first, they would
 * have to be taken out again, by surveying everything anew. The order of surveys decides
 * nothing else. */
static plume_status survey_outermost(plume_intake *intake, plume_error *error)
{
    plume_status status = PLUME_OK;
    size_t deepest = 0, next;

    for (size_t depth = 0; status == PLUME_OK && depth <= deepest; depth = next) {
        next = SIZE_MAX;
        for (size_t i = 0; status == PLUME_OK && i < intake->met_count; i++) {
            size_t here = depth_of(intake->met[i]->path);

            if (!is_outermost(intake->met[i]))
                continue;
            if (here == depth)
                status = survey_one(intake, i, error);
            else if (here > depth && here < next)
                next = here;
            deepest = here > deepest ? here : deepest;
        }
    }
    return status;
}

static plume_status survey_all(plume_intake *intake, plume_error *error)
{
    plume_status status = PLUME_OK;

    do {
        if (intake->again)
            status = plume_intake_take_back(intake, error);
        intake->again = false;
        plume_identities_free(intake->identities);
        if (status == PLUME_OK)
            status = plume_identities_new(&intake->identities, error);
        if (status == PLUME_OK)
            status = survey_outermost(intake, error);
        for (size_t i = 0; status == PLUME_OK && i < intake->met_count; i++)
            if (!is_outermost(intake->met[i]))
                status = survey_one(intake, i, error);
        if (status == PLUME_OK && !intake->again)
            status = plume_intake_join_traces(intake, error);
        if (status == PLUME_OK)
            status = plume_identities_end(intake->identities, error);
        if (status == PLUME_OK)
            status = settle(intake, error);
    } while (status == PLUME_OK && intake->again);
    return status;
}

static plume_status check_named(plume_intake *intake, plume_error *error)
{
    for (size_t i = 0; i < intake->named_count; i++) {
        plume_found_file *met;

        if (intake->named[i].holds_partial || plume_intake_gives_runs(intake, i))
            continue;
        plume_intake_why_none(intake, i, error);
        if (!intake->keep_going)
            return error->status;
        met = plume_intake_meet(intake, intake->named[i].path, i, error);
        if (met == NULL || plume_intake_refuse(intake, met, error) != PLUME_OK)
            return error->status;
    }
    return PLUME_OK;
}

/* Whether anything was read. Going on after failures is no use when nothing is left. */
static plume_status check_any(const plume_intake *intake, plume_error *error)
{
    const plume_found_file *first = NULL;

    for (size_t i = 0; i < intake->met_count; i++) {
        const plume_found_file *met = intake->met[i];

        if (met->shown.verdict == PLUME_INPUT_READ &&
            met->shown.records.read > met->shown.records.rejected)
            return PLUME_OK;
        if (first == NULL && met->shown.verdict == PLUME_INPUT_REFUSED)
            first = met;
    }
    if (first == NULL)
        return PLUME_OK;
    plume_fail(error, PLUME_ERR_MISSING, "none of the paths gave a run");
    plume_hint(error, "the first that failed: %s: %s", first->path, first->shown.reason);
    return PLUME_ERR_MISSING;
}

/* Which record of a run counts is known only when all inputs were seen. */
plume_status plume_intake_survey(plume_intake *intake, plume_error *error)
{
    plume_error own;
    plume_status status;

    if (error == NULL)
        error = &own;
    if (intake->surveyed)
        return PLUME_OK;
    memset(error, 0, sizeof *error);
    intake->surveyed = true;
    status = plume_labels_find(intake, error);
    if (status == PLUME_OK)
        status = plume_intake_find_files(intake, error);
    if (status == PLUME_OK)
        status = plume_intake_unfold_partials(intake, error);
    if (intake->cut.of >
        0) /* what it has to do with others is found when all are there */
        return status;
    if (status == PLUME_OK)
        status = plume_intake_begin_ahead(intake, error);
    if (status == PLUME_OK)
        status = survey_all(intake, error);
    if (status == PLUME_OK && !intake->allow_nothing)
        status = check_named(intake, error);
    if (status == PLUME_OK && intake->keep_going && !intake->allow_nothing)
        status = check_any(intake, error);
    return status;
}

/* Asked again, it is done already: then nothing goes ahead. */
plume_status plume_intake_survey_ahead(plume_intake *intake, plume_forgetting_sink sink,
                                       plume_error *error)
{
    plume_status status;

    intake->ahead.sink = sink;
    status = plume_intake_survey(intake, error);
    if (status != PLUME_OK)
        (void)plume_intake_take_back(intake, NULL);
    return status;
}

/* --- reading --- */

plume_status plume_intake_read_once(plume_intake *intake, plume_forgetting_sink sink,
                                    plume_error *error)
{
    plume_status status;

    if (intake->stage.read != NULL)
        return intake->stage.read(intake->stage.state, intake, sink, error);
    status = plume_intake_survey_ahead(intake, sink, error);
    return status == PLUME_OK ? plume_intake_pass(intake, sink.to, error) : status;
}

plume_status plume_intake_read(plume_intake *intake, plume_run_sink sink,
                               plume_error *error)
{
    return plume_intake_read_once(intake, (plume_forgetting_sink){ .to = sink }, error);
}

/* --- what was met --- */

size_t plume_intake_count(const plume_intake *intake)
{
    return intake->met_count;
}

const plume_input *plume_intake_at(const plume_intake *intake, size_t i)
{
    return &intake->met[i]->shown;
}

plume_records plume_intake_records(const plume_intake *intake)
{
    plume_records sum = { 0 };

    for (size_t i = 0; i < intake->met_count; i++)
        plume_records_add(&sum, &intake->met[i]->shown.records);
    return sum;
}
