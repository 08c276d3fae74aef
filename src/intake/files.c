/* From paths to files, and from files to readers. */
#include "intake/internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/database/sqlite.h"
#include "core/sheet/converted.h"
#include "intake/detect.h"
#include "intake/other_file.h"
#include "intake/partials/index.h"
#include "intake/partials/path_order.h"
#include "intake/streams/streams.h"
#include "intake/walk.h"
#include "readers/registry.h"

#define FILES_MAX ((size_t)250000)

/* --- files --- */

/* Every file has an entry, also one that is no log: plume runs --why lists them all. */
plume_found_file *plume_intake_meet(plume_intake *intake, const char *path, size_t named,
                                    plume_error *error)
{
    size_t capacity = intake->met_capacity * 2 + 16;
    plume_found_file *met = plume_pool_take(intake->pool, sizeof *met);
    plume_found_file **grown = intake->met;

    if (intake->met_count >= FILES_MAX) {
        plume_fail(error, PLUME_ERR_VALUE, "more than %zu files", FILES_MAX);
        plume_hint(error, "name the folders that hold logs");
        return NULL;
    }
    if (intake->met_count == intake->met_capacity) {
        grown = realloc(grown, capacity * sizeof *grown);
        if (grown != NULL) {
            intake->met = grown;
            intake->met_capacity = capacity;
        }
    }
    if (met != NULL) {
        met->path = plume_pool_copy(intake->pool, path);
        met->named = (uint32_t)named;
    }
    if (met == NULL || grown == NULL ||
        !plume_label_met(intake, met, intake->met_count + 1)) {
        plume_fail_memory(error);
        return NULL;
    }
    met->host = "";
    met->shown.reader = met->shown.reason = "";
    met->shown.verdict = PLUME_INPUT_NOT_A_LOG;
    intake->met[intake->met_count++] = met;
    return met;
}

/* --- readers --- */

static const plume_reader *forced_for(const plume_intake *intake,
                                      const plume_found_file *met, const plume_head *head)
{
    const plume_reader *forced = intake->named[met->named].forced;

    /* In a folder the forced reader takes what it knows, and leaves the rest alone. */
    if (forced != NULL && met->walked && forced->confidence(head) == 0)
        return NULL;
    return forced;
}

/* A document or a source that was found may quote the head of a log; it is none. What a
 * tracker prints on the console, which its reader knows wherever it stands, is kept in
 * documents too. NULL: it may be. */
static const char *quoting_reason(const plume_intake *intake, const plume_found_file *met,
                                  const plume_head *head)
{
    return met->walked && intake->named[met->named].forced == NULL
               ? plume_other_file_quotes(head)
               : NULL;
}

static void describe_sheet(plume_text *reason, const plume_found_file *met)
{
    if (met->sheet == NULL)
        return;
    plume_text_add(reason, ", saved by a spreadsheet: ");
    plume_sheet_describe(reason, met->sheet);
}

static plume_status detect(plume_intake *intake, plume_found_file *met,
                           const plume_head *head, plume_text *reason, plume_error *error)
{
    const char *quoting = quoting_reason(intake, met, head);
    plume_detected found;
    plume_status status = plume_detect(&found, plume_candidates_all(), head,
                                       forced_for(intake, met, head), reason, error);

    if (quoting != NULL && found.confidence > 0 &&
        (found.reader == NULL || !found.reader->anywhere)) {
        plume_text_clear(reason);
        plume_text_add(reason, quoting);
        return PLUME_OK;
    }
    if (status == PLUME_OK)
        describe_sheet(reason, met);
    met->reader = found.reader;
    met->confidence = found.confidence;
    if (status != PLUME_OK && met->confidence >= PLUME_CERTAIN)
        met->confidence = PLUME_LIKELY; /* of two readers neither is certain */
    met->pointer = found.reader == NULL && plume_other_file_is_pointer(head);
    return status;
}

/* A server has no bytes to look at: its address is its head. */
static plume_status ask_readers(plume_intake *intake, plume_found_file *met,
                                const char *bytes, size_t length, plume_error *error)
{
    char *name = plume_head_name(met->path);
    plume_head head = { bytes, length, name, met->path, NULL };
    bool left_alone;
    plume_text reason, tables;
    plume_status status = PLUME_OK;

    if (name == NULL)
        return plume_fail_memory(error);
    plume_text_init(&reason);
    plume_text_init(&tables);
    if (intake->named[met->named].server != NULL) {
        head.bytes = head.path; /* it has none of its own */
        head.length = strlen(head.path);
    }
    if (intake->named[met->named].server != NULL ||
        plume_database_begins(bytes, length)) {
        status = plume_intake_list_tables(intake, met, head, &tables, error);
        head.tables = tables.data;
    }
    left_alone = intake->named[met->named].forced != NULL &&
                 forced_for(intake, met, &head) == NULL;
    if (left_alone)
        plume_text_add(&reason, "the reader that was asked for does not know it");
    else if (status == PLUME_OK)
        status = detect(intake, met, &head, &reason, error);
    if (status == PLUME_OK)
        status = plume_text_status(&reason, error);
    if (status == PLUME_OK)
        status = plume_intake_give_reason(intake, met, reason.data, error);
    plume_text_dispose(&reason);
    plume_text_dispose(&tables);
    free(name);
    return status;
}

/* The same file under two names is one log; so is standard input named twice. */
static plume_status note_repeats(plume_intake *intake, plume_found_file *met,
                                 plume_error *error)
{
    struct stat there;
    plume_text key;
    size_t first;
    bool kept = true;

    plume_text_init(&key);
    if (plume_stream_stat(plume_intake_place_of(intake, met), &there) != PLUME_OK)
        plume_text_add(&key, met->path);
    else
        plume_text_printf(&key, "%llu:%llu", (unsigned long long)there.st_dev,
                          (unsigned long long)there.st_ino);
    first = plume_map_find(intake->known, key.data);
    if (first == SIZE_MAX)
        kept = plume_map_set(intake->known, key.data, intake->met_count);
    plume_text_dispose(&key);
    if (!kept)
        return plume_fail_memory(error);
    met->shown.verdict = first == SIZE_MAX ? PLUME_INPUT_READ : PLUME_INPUT_REPEATED;
    met->shown.reader = met->reader->name;
    return first == SIZE_MAX ? PLUME_OK
                             : plume_intake_give_reason(
                                   intake, met, "the same file as one before", error);
}

/* A damaged file is refused when what stands before the damage is a log's, or when the
 * user named it; else it is a file that Plume has nothing to do with. */
static plume_status judge_head(plume_intake *intake, plume_found_file *met,
                               const char *bytes, size_t length, plume_status damage,
                               plume_error *error)
{
    plume_error later;
    plume_status status;

    if (damage == PLUME_ERR_MEMORY || (damage != PLUME_OK && !met->walked))
        return damage;
    status = ask_readers(intake, met, bytes, length, &later);
    if (status != PLUME_OK) {
        *error = later;
        return status;
    }
    met->damaged = damage != PLUME_OK && met->reader == NULL;
    if (damage != PLUME_OK)
        return met->reader != NULL || damage == PLUME_ERR_IO
                   ? damage
                   : plume_intake_give_reason(intake, met, error->message, error);
    return met->reader != NULL ? note_repeats(intake, met, error) : PLUME_OK;
}

static plume_status look_further(plume_intake *intake, plume_found_file *met,
                                 plume_source_stream *source, char *bytes, size_t length,
                                 plume_error *error)
{
    const plume_reader *guessed = met->reader;
    plume_status status =
        plume_intake_look_further(intake, met, source, bytes, length, error);

    if (status != PLUME_OK || met->reader == guessed)
        return status;
    if (guessed == NULL)
        return note_repeats(intake, met, error);
    met->shown.reader = met->reader->name;
    return PLUME_OK;
}

/* One that is packed, or no file, is kept as plain bytes, from its begin: what detects it
 * has read of source. It is none of the files itself. */
static plume_status take_partial(plume_intake *intake, const plume_found_file *met,
                                 const plume_source_stream *source, plume_error *error)
{
    plume_source_stream *again = NULL;
    plume_status status = PLUME_OK;

    if (plume_source_is_packed(source) || plume_intake_is_stream(intake, met))
        status = plume_intake_open(intake, met, &again, error);
    if (status == PLUME_OK)
        status = plume_partial_index_take(&intake->partials, met->path, met->named, again,
                                          error);
    plume_source_close(again);
    intake->named[met->named].holds_partial = true;
    intake->met_count -= status == PLUME_OK;
    return status;
}

/* A head that nobody knows, or whose reader goes by a word alone, is not the end: records
 * may stand further down, in the output of a training. */
static bool may_hold_more(const plume_intake *intake, const plume_found_file *met)
{
    return (met->reader == NULL || met->confidence < PLUME_LIKELY) &&
           intake->named[met->named].server == NULL;
}

static plume_status identify_log(plume_intake *intake, plume_found_file *met,
                                 plume_source_stream *source, char *bytes,
                                 plume_error *error)
{
    size_t length = 0;
    plume_status damage = plume_head_read(source, bytes, &length, error);
    plume_status status = PLUME_OK;

    if (damage == PLUME_OK && plume_partial_begins(bytes, length))
        return take_partial(intake, met, source, error);
    if (damage == PLUME_OK && intake->named[met->named].server == NULL &&
        !plume_database_begins(bytes, length))
        status = plume_intake_ask_as_sheet(intake, met, bytes, &length, error);
    if (status == PLUME_OK)
        status = judge_head(intake, met, bytes, length, damage, error);
    if (status == PLUME_OK && damage == PLUME_OK && may_hold_more(intake, met))
        status = look_further(intake, met, source, bytes, length, error);
    return status;
}

/* One file is named, and no more. */
static bool is_alone(const plume_intake *intake)
{
    struct stat there;

    return intake->named_count == 1 && !intake->named[0].stream &&
           stat(intake->named[0].at, &there) == 0 && S_ISREG(there.st_mode);
}

/* Whether the file that was met last is of another share. */
static bool is_elsewhere(const plume_intake *intake)
{
    return intake->shares > 0 && !is_alone(intake) &&
           (intake->met_count - 1) % intake->shares != intake->share - 1;
}

/* Shares of one log have a part of it each, or the first has it. */
static plume_status cut_alone(plume_intake *intake, plume_found_file *met,
                              const plume_source_stream *source, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (intake->shares == 0 || !is_alone(intake) || met->reader == NULL)
        return PLUME_OK;
    if (met->sheet == NULL && !plume_source_is_packed(source))
        status = plume_cut_find(
            &intake->cut, met->reader, plume_intake_place_of(intake, met),
            &intake->named[met->named].options, intake->share, intake->shares, error);
    if (status != PLUME_OK || intake->cut.of > 0 || intake->share == 1)
        return status;
    met->elsewhere = true;
    met->reader = NULL;
    met->shown.verdict = PLUME_INPUT_NOT_A_LOG;
    return PLUME_OK;
}

static plume_status identify(plume_intake *intake, plume_found_file *met,
                             plume_error *error)
{
    plume_source_stream *source = NULL;
    char bytes[PLUME_HEAD_BYTES + 1];
    plume_status status = PLUME_OK;

    met->elsewhere = is_elsewhere(intake);
    if (!met->elsewhere)
        status = plume_intake_open(intake, met, &source, error);
    if (status == PLUME_OK && !met->elsewhere)
        status = identify_log(intake, met, source, bytes, error);
    if (status == PLUME_OK && !met->elsewhere)
        status = cut_alone(intake, met, source, error);
    plume_source_close(source);
    return status;
}

/* --- paths --- */

typedef struct walk_goal {
    plume_intake *intake;
    size_t named;
} walk_goal;

/* A file in a folder that cannot be read stops nothing; one that was named does. */
static plume_status take_walked(void *state, const char *path, const char *reason,
                                plume_error *error)
{
    const walk_goal *walking = state;
    plume_found_file *met =
        plume_intake_meet(walking->intake, path, walking->named, error);
    plume_status status;

    if (met == NULL)
        return error->status;
    met->walked = true;
    if (!plume_map_set(walking->intake->paths, path, walking->intake->met_count - 1))
        return plume_fail_memory(error);
    met->elsewhere = reason != NULL && is_elsewhere(walking->intake);
    if (reason != NULL)
        return plume_intake_give_reason(walking->intake, met, reason, error);
    met->seen = true;
    status = identify(walking->intake, met, error);
    met->seen = false;
    return status == PLUME_OK ? PLUME_OK
                              : plume_intake_refuse(walking->intake, met, error);
}

/* A folder that cannot be listed is told under its own name, and the walk goes on. */
static plume_status list_unlistable(void *state, plume_error *error)
{
    const walk_goal *walking = state;
    plume_error failure = *error;
    plume_found_file *met =
        plume_intake_meet(walking->intake, failure.path, walking->named, error);

    if (met == NULL)
        return error->status;
    met->walked = true;
    *error = failure;
    return plume_intake_refuse(walking->intake, met, error);
}

/* With --keep-going a folder that cannot be listed becomes an input that was refused. */
static plume_status find_walked(plume_intake *intake, size_t named, plume_error *error)
{
    walk_goal walking = { intake, named };
    const char *path = intake->named[named].at;
    plume_walk_rules rules = { intake->ignored, intake->ignored_count,
                               intake->keep_going ? list_unlistable : NULL };
    plume_status status = plume_walk(path, &rules, take_walked, &walking, error);
    plume_found_file *met;

    if (status == PLUME_OK || !intake->keep_going || status == PLUME_ERR_MEMORY)
        return status;
    /* What could not be walked is listed under its own name. */
    met = plume_intake_meet(intake, error->path[0] != '\0' ? error->path : path, named,
                            error);
    return met != NULL ? plume_intake_refuse(intake, met, error) : error->status;
}

static plume_status find_named(plume_intake *intake, size_t named, plume_error *error)
{
    const char *path = intake->named[named].path;
    struct stat status;
    plume_found_file *met;

    if (!intake->named[named].stream && stat(intake->named[named].at, &status) == 0 &&
        S_ISDIR(status.st_mode))
        return find_walked(intake, named, error);
    met = plume_intake_meet(intake, path, named, error);
    if (met == NULL)
        return error->status;
    if (!plume_map_set(intake->paths, path, intake->met_count - 1))
        return plume_fail_memory(error);
    if (identify(intake, met, error) != PLUME_OK)
        return plume_intake_refuse(intake, met, error);
    return PLUME_OK;
}

/* A path that was named, for the order in which they are looked at. */
typedef struct turn {
    const char *path;
    size_t named;
    bool folder;
} turn;

static int by_turn(const void *left, const void *right)
{
    const turn *a = left, *b = right;
    int order = a->folder == b->folder ? plume_path_order(a->path, b->path)
                : a->folder            ? 1
                                       : -1;

    return order != 0 ? order : (a->named > b->named) - (a->named < b->named);
}

/* The C library of GNU gives the end of its heap back whenever 128 KiB of it are free,
 * and takes it again for the next of many small files; once a block like this one was
 * freed, it keeps twice as much. Elsewhere this changes nothing. */
static void keep_heap(void)
{
    enum { HEAP_KEPT_BYTES = 256 << 10 };
    void *volatile block = malloc(HEAP_KEPT_BYTES);

    free(block);
}

/* Single files before folders, which may hold them, and each kind by its path: the order
 * of arguments changes nothing. */
plume_status plume_intake_find_files(plume_intake *intake, plume_error *error)
{
    turn *turns = malloc((intake->named_count + 1) * sizeof *turns);
    plume_status status = turns != NULL ? PLUME_OK : plume_fail_memory(error);

    keep_heap();
    for (size_t i = 0; status == PLUME_OK && i < intake->named_count; i++) {
        struct stat found;

        turns[i] = (turn){ intake->named[i].path, i, false };
        turns[i].folder =
            stat(intake->named[i].at, &found) == 0 && S_ISDIR(found.st_mode);
    }
    if (status == PLUME_OK)
        qsort(turns, intake->named_count, sizeof *turns, by_turn);
    for (size_t i = 0; status == PLUME_OK && i < intake->named_count; i++)
        status = find_named(intake, turns[i].named, error);
    free(turns);
    return status;
}
