/* The logs that partials tell of stand in their place. */
#include "intake/internal.h"

#include <stdlib.h>
#include <string.h>

#include "intake/partials/claims.h"
#include "intake/partials/index.h"
#include "intake/partials/path_order.h"
#include "readers/registry.h"

/* The path that led to a log when its partial was written, with what is said of inputs
 * where it is read. */
static plume_status name(plume_intake *intake, const plume_partial_entry *entry,
                         size_t *number, plume_error *error)
{
    plume_given_path *named;

    for (size_t i = intake->named_count; i-- > 0;)
        if (intake->named[i].of_partial &&
            strcmp(intake->named[i].path, entry->named) == 0) {
            *number = i;
            return PLUME_OK;
        }
    *number = intake->named_count;
    named = plume_intake_new_name(intake);
    if (named == NULL)
        return plume_fail_memory(error);
    *named = (plume_given_path){ .path = plume_pool_copy(intake->pool, entry->named),
                                 .options = intake->named[entry->given_by].options,
                                 .rejected = "",
                                 .of_partial = true };
    named->at = named->path;
    return named->path != NULL ? PLUME_OK : plume_fail_memory(error);
}

static plume_status unknown_reader(const plume_partial_entry *entry, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_UNKNOWN, entry->block.file->path, entry->block.line, 0,
                  "no reader is called '%s', by which this partial says that %s was read",
                  entry->input.reader, entry->input.path);
    plume_hint(error, "read it with the version of plume that wrote it");
    return PLUME_ERR_UNKNOWN;
}

static plume_status fill(plume_intake *intake, plume_found_file *met,
                         const plume_partial_entry *entry, plume_error *error)
{
    met->shown = entry->input;
    met->shown.reason = plume_pool_copy(intake->pool, entry->input.reason);
    met->walked = entry->walked && !entry->late;
    met->confidence = entry->confidence;
    met->pointer = entry->pointer;
    met->damaged = entry->damaged;
    met->host = plume_pool_copy(intake->pool, entry->host);
    if (met->host == NULL || met->shown.reason == NULL)
        return plume_fail_memory(error);
    if (entry->input.reader[0] == '\0')
        return PLUME_OK;
    met->reader = plume_readers_find(entry->input.reader);
    if (met->reader == NULL)
        return unknown_reader(entry, error);
    met->shown.reader = met->reader->name;
    if (met->shown.verdict != PLUME_INPUT_READ)
        met->reader = NULL;
    return PLUME_OK;
}

/* All parts of it, from its first byte to its last. */
static plume_status replay(plume_intake *intake, plume_found_file *met,
                           const plume_partial_entry *entry, size_t count,
                           plume_error *error)
{
    plume_partial_block *block = plume_pool_take(intake->pool, count * sizeof *block);
    plume_replay *out = plume_pool_take(intake->pool, sizeof *out);
    uint64_t at = 0;

    if (block == NULL || out == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        if (entry[i].of != entry->of || entry[i].from != at ||
            strcmp(entry[i].input.reader, entry->input.reader) != 0)
            return plume_fail_at(error, PLUME_ERR_MISSING, entry->input.path, 0, 0,
                                 "a part of this log is in none of the partials: bytes "
                                 "%llu to %llu of %llu",
                                 (unsigned long long)at,
                                 (unsigned long long)entry[i].from,
                                 (unsigned long long)entry->of);
        at = entry[i].to;
        block[i] = entry[i].block;
        if (entry[i].input.sha256[0] != '\0')
            memcpy(met->shown.sha256, entry[i].input.sha256, sizeof met->shown.sha256);
    }
    if (at != entry->of)
        return plume_fail_at(error, PLUME_ERR_MISSING, entry->input.path, 0, 0,
                             "a part of this log is in none of the partials: bytes %llu "
                             "to %llu",
                             (unsigned long long)at, (unsigned long long)entry->of);
    met->shown.partial = block[0].file->path;
    *out = (plume_replay){ block, count };
    met->replay = out;
    return PLUME_OK;
}

static plume_status meet(plume_intake *intake, const plume_partial_entry *entry,
                         size_t count, plume_error *error)
{
    plume_found_file *met;
    size_t named = 0;
    plume_status status = name(intake, entry, &named, error);

    if (status != PLUME_OK)
        return status;
    met = plume_intake_meet(intake, entry->input.path, named, error);
    if (met == NULL)
        return error->status;
    status = fill(intake, met, entry, error);
    met->late = entry->late;
    met->turn = entry->turn;
    met->owner_path = plume_pool_copy(intake->pool, entry->owner);
    if (status == PLUME_OK && met->owner_path == NULL)
        status = plume_fail_memory(error);
    if (status == PLUME_OK && entry->input.verdict == PLUME_INPUT_READ)
        status = replay(intake, met, entry, count, error);
    return status;
}

/* --- the order of all --- */

static int by_place(const void *left, const void *right)
{
    const plume_found_file *a = *(plume_found_file *const *)left;
    const plume_found_file *b = *(plume_found_file *const *)right;
    int order = (int)a->late - (int)b->late;

    if (order == 0 && a->late)
        order = plume_path_order(a->owner_path, b->owner_path);
    if (order == 0 && a->late)
        order = (a->turn > b->turn) - (a->turn < b->turn);
    if (order == 0)
        order = (int)a->walked - (int)b->walked;
    return order != 0 ? order : plume_path_order(a->path, b->path);
}

/* Numbers of files have changed. */
static plume_status index_paths(plume_intake *intake, plume_error *error)
{
    for (size_t i = 0; i < intake->met_count; i++)
        if (!plume_map_set(intake->paths, intake->met[i]->path, i))
            return plume_fail_memory(error);
    return PLUME_OK;
}

static plume_status relabel(plume_intake *intake, plume_error *error)
{
    plume_status status = plume_labels_find(intake, error);

    for (size_t i = 0; status == PLUME_OK && i < intake->met_count; i++)
        if (!plume_label_met(intake, intake->met[i], i + 1))
            status = plume_fail_memory(error);
    return status;
}

/* Two files of one name, one of them in a partial, are one log. */
static plume_status refuse_twice(const plume_intake *intake, plume_error *error)
{
    for (size_t i = 1; i < intake->met_count; i++)
        if (strcmp(intake->met[i - 1]->path, intake->met[i]->path) == 0 &&
            intake->met[i - 1]->replay != intake->met[i]->replay)
            return plume_fail_at(error, PLUME_ERR_VALUE, intake->met[i]->path, 0, 0,
                                 "this log is among the inputs, and in a partial too");
    return PLUME_OK;
}

plume_status plume_intake_unfold_partials(plume_intake *intake, plume_error *error)
{
    plume_partial_index *index = intake->partials;
    plume_status status = PLUME_OK;

    if (index == NULL)
        return PLUME_OK;
    status = plume_partial_index_settle(index, error);
    plume_share_lines_tell(&index->shares, intake->notes);
    if (status == PLUME_OK)
        status = plume_claims_settle(index, error);
    for (size_t i = 0, count; status == PLUME_OK && i < index->count; i += count) {
        for (count = 1; i + count < index->count; count++)
            if (index->entry[i].of == 0 ||
                strcmp(index->entry[i].input.path, index->entry[i + count].input.path) !=
                    0)
                break;
        status = meet(intake, &index->entry[i], count, error);
    }
    if (status == PLUME_OK)
        qsort((void *)intake->met, intake->met_count, sizeof *intake->met, by_place);
    if (status == PLUME_OK)
        status = refuse_twice(intake, error);
    if (status == PLUME_OK)
        status = index_paths(intake, error);
    return status == PLUME_OK ? relabel(intake, error) : status;
}
