/* A partial of all files of an intake: each log is read once more, and what its reader
 * tells is written before anything is made of it. */
#include <plume/partial.h>

#include <stdlib.h>
#include <string.h>

#include "intake/internal.h"
#include "core/hash.h"
#include "intake/partials/entry.h"
#include "intake/partials/share_lines.h"
#include "logs/partial/recorder.h"

/* A file, and what is written of it. */
typedef struct written {
    plume_partial_entry entry;
    size_t number; /* of the file, when its log is to be read; else SIZE_MAX */
} written;

static void describe(plume_partial_entry *entry, const plume_intake *intake,
                     const plume_found_file *met)
{
    *entry = (plume_partial_entry){ .input = met->shown,
                                    .named = intake->named[met->named].path,
                                    .owner = "",
                                    .host = met->host[0] != '\0'
                                                ? met->host
                                                : intake->named[met->named].options.host,
                                    .walked = met->walked,
                                    .confidence = met->confidence,
                                    .pointer = met->pointer,
                                    .damaged = met->damaged };
    entry->input.path = met->path;
}

/* What a log took for its companion. */
static void describe_claim(plume_partial_entry *entry, const plume_intake *intake,
                           const plume_found_file *log,
                           const plume_companion_claim *claim)
{
    describe(entry, intake, claim->of);
    entry->input.verdict = PLUME_INPUT_COMPANION;
    entry->input.reader = claim->reader;
    entry->input.reason = "belongs to the log beside it";
    entry->owner = log->path;
    entry->turn = claim->turn;
    entry->late = claim->of->late;
    entry->confidence = 0;
    entry->host = "";
    entry->pointer = entry->damaged = false;
    if (entry->late)
        entry->walked = log->walked;
}

static plume_status put_end(plume_recorder *recorder, uint64_t lines, uint64_t log_lines,
                            plume_error *error)
{
    plume_text text;
    plume_status status;

    plume_text_init(&text);
    plume_partial_entry_put_end(&text, lines, log_lines);
    status = plume_recorder_put(recorder, &text, error);
    plume_text_dispose(&text);
    return status;
}

/* What the intake itself tells of a log: that it grew while it was read. */
static void record_growth(const plume_intake *intake, const char *path,
                          plume_recorder *recorder)
{
    for (size_t i = 0; i < plume_notes_count(intake->notes); i++) {
        const plume_note *note = plume_notes_at(intake->notes, i);
        plume_text message;

        if (strcmp(note->code, "growing-log") != 0 || strcmp(note->path, path) != 0)
            continue;
        plume_text_init(&message);
        plume_text_add(&message, note->message);
        plume_recorder_note(recorder, note->severity, 0, note->code, &message);
        plume_text_dispose(&message);
    }
}

static plume_status write_one(plume_intake *intake, const written *file,
                              plume_recorder *recorder, plume_error *error)
{
    plume_log_setting setting = { .pass = PLUME_PASS_READ, .recorder = recorder };
    plume_log_result result;
    plume_text line;
    uint64_t lines = 0;
    plume_status status, ended;

    plume_text_init(&line);
    plume_partial_entry_put(&line, &file->entry);
    status = plume_recorder_put(recorder, &line, error);
    plume_text_dispose(&line);
    plume_recorder_begin(recorder);
    if (intake->cut.of > 0)
        plume_recorder_of_part(recorder);
    if (intake->cut.from > 0)
        plume_recorder_pass_header(recorder, 1);
    if (status == PLUME_OK && file->number != SIZE_MAX)
        status = plume_intake_read_alone(intake, file->number, &setting, &result, error);
    if (file->number != SIZE_MAX)
        record_growth(intake, file->entry.input.path, recorder);
    ended = plume_recorder_end(recorder, &lines, status == PLUME_OK ? error : NULL);
    status = status == PLUME_OK ? ended : status;
    return status == PLUME_OK ? put_end(recorder, lines, intake->cut.lines, error)
                              : status;
}

/* The digest of a log that is cut is of the whole, and told with its first part. */
static plume_status describe_part(plume_partial_entry *entry, const plume_intake *intake,
                                  const plume_found_file *met, plume_error *error)
{
    const plume_cut *cut = &intake->cut;
    plume_source_stream *source = NULL;
    plume_status status;

    entry->from = cut->from;
    entry->to = cut->to;
    entry->of = entry->input.bytes = cut->of;
    if (cut->from > 0)
        return PLUME_OK;
    status = plume_source_open(&source, plume_intake_place_of(intake, met), error);
    if (status == PLUME_OK) {
        plume_source_read_to(source, cut->of);
        status = plume_source_keep_digest(source, error);
    }
    if (status == PLUME_OK)
        status = plume_source_drain(source, error);
    if (status == PLUME_OK)
        plume_source_digest(source, entry->input.sha256, &entry->input.bytes);
    plume_source_close(source);
    return status;
}

void plume_partial_share(plume_intake *intake, size_t share, size_t count)
{
    intake->share = share;
    intake->shares = count;
    plume_intake_allow_nothing(intake);
}

static size_t claims_of(const plume_found_file *met)
{
    return met->last_claim != NULL ? (size_t)met->last_claim->turn : 0;
}

/* What a file is for itself, unless it is a companion or of another share; and what it
 * took for companions. */
static void list_one(written *list, size_t *count, const plume_intake *intake, size_t i)
{
    const plume_found_file *met = intake->met[i];
    bool read = met->shown.verdict == PLUME_INPUT_READ;

    if (!met->elsewhere &&
        (met->shown.verdict != PLUME_INPUT_COMPANION || met->owner_path != NULL)) {
        describe(&list[*count].entry, intake, met);
        list[*count].entry.owner = met->owner_path != NULL ? met->owner_path : "";
        list[*count].entry.turn = met->turn;
        list[*count].entry.late = met->late;
        list[(*count)++].number = read ? i : SIZE_MAX;
    }
    for (const plume_companion_claim *claim = met->claims; claim != NULL;
         claim = claim->next) {
        describe_claim(&list[*count].entry, intake, met, claim);
        list[(*count)++].number = SIZE_MAX;
    }
}

static int by_order(const void *left, const void *right)
{
    const written *a = left, *b = right;

    return plume_partial_entry_order(&a->entry, &b->entry);
}

static plume_status list_all(written **out, size_t *count, const plume_intake *intake,
                             plume_error *error)
{
    size_t most = 1;

    for (size_t i = 0; i < intake->met_count; i++)
        most += 1 + claims_of(intake->met[i]);
    *count = 0;
    *out = calloc(most, sizeof **out);
    if (*out == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < intake->met_count; i++)
        list_one(*out, count, intake, i);
    qsort(*out, *count, sizeof **out, by_order);
    return intake->cut.of > 0 && *count == 1
               ? describe_part(&(*out)->entry, intake, intake->met[(*out)->number], error)
               : PLUME_OK;
}

static plume_status put_line(plume_recorder *recorder, plume_text *line,
                             plume_error *error)
{
    plume_status status = plume_recorder_put(recorder, line, error);

    plume_text_clear(line);
    return status;
}

/* Which share it is, of the paths that were named. */
static void put_share(plume_text *out, const plume_intake *intake)
{
    plume_share_line line = { .share = intake->share, .of = intake->shares, .named = "" };

    if (intake->shares == 0)
        return;
    for (size_t i = 0; i < intake->named_count; i++) {
        const char *path = intake->named[i].path;

        line.named = i == 0 ? path : line.named;
        line.paths = plume_hash64(path, strlen(path) + 1, line.paths);
    }
    plume_share_line_put(out, &line);
}

static plume_status write_all(plume_intake *intake, const written *list, size_t count,
                              plume_recorder *recorder, plume_error *error)
{
    plume_status status;
    plume_text line;

    plume_text_init(&line);
    plume_text_add(&line, PLUME_PARTIAL_HEAD);
    put_share(&line, intake);
    status = put_line(recorder, &line, error);
    for (size_t i = 0; status == PLUME_OK && i < count; i++)
        status = write_one(intake, &list[i], recorder, error);
    plume_text_printf(&line, "{\"inputs\":%zu}\n", count);
    if (status == PLUME_OK)
        status = put_line(recorder, &line, error);
    plume_text_dispose(&line);
    return status;
}

plume_status plume_partial_write(plume_intake *intake, plume_output *output,
                                 plume_error *error)
{
    plume_recorder *recorder = NULL;
    written *list = NULL;
    size_t count = 0;
    plume_status status = plume_intake_survey(intake, error);

    if (status == PLUME_OK)
        status = list_all(&list, &count, intake, error);
    if (status == PLUME_OK)
        status = plume_recorder_new(&recorder, output, error);
    if (status == PLUME_OK)
        status = write_all(intake, list, count, recorder, error);
    plume_recorder_free(recorder);
    free(list);
    return status;
}
