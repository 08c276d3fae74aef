/* The log folder of torchrun, RUN/attempt_K/RANK/{stdout,stderr}.log and error.json: what
 * the ranks printed, which states no times of its own. It tells how often the training
 * was begun, and which ranks failed. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "logs/listing.h"
#include "logs/reader.h"
#include "logs/whole_document.h"
#include <plume/time.h>

enum { BYTES_MAX = 1 << 20 };

/* --- where a file lies --- */

typedef struct place {
    unsigned attempt, rank;
} place;

/* A number that begins a path: what follows is in *rest. */
static bool number_at(unsigned *out, const char *text, const char **rest)
{
    size_t digits = strspn(text, "0123456789");

    if (digits == 0 || digits > 6 || sscanf(text, "%u", out) != 1)
        return false;
    *rest = text + digits;
    return true;
}

/* The file's name stands behind "attempt_K/RANK/". */
static bool place_of(place *out, const char *path)
{
    static const char attempt[] = "attempt_";
    const char *at = NULL, *rest;

    for (const char *next = strstr(path, attempt); next != NULL;
         next = strstr(next + 1, attempt))
        at = next;
    return at != NULL && (at == path || at[-1] == '/') &&
           number_at(&out->attempt, at + sizeof attempt - 1, &rest) && *rest == '/' &&
           number_at(&out->rank, rest + 1, &rest) && *rest == '/' &&
           strchr(rest + 1, '/') == NULL;
}

static bool is_failure(const plume_head *head)
{
    return strcmp(head->name, "error.json") == 0 &&
           strstr(head->bytes, "\"py_callstack\"") != NULL;
}

/* A rank may print what a tracker's reader knows: that one is surer. */
static int confidence(const plume_head *head)
{
    bool printed =
        strcmp(head->name, "stdout.log") == 0 || strcmp(head->name, "stderr.log") == 0;
    place at;

    if (!place_of(&at, head->path))
        return 0;
    return is_failure(head) ? 92 : printed ? 30 : 0;
}

/* --- what is told --- */

/* Folders with a number, behind before, below a folder beside the log. */
static plume_status count_folders(unsigned *out, plume_log *log, const char *below,
                                  const char *before, plume_error *error)
{
    plume_listing names;
    plume_status status = plume_listing_read(&names, plume_log_path(log), below, error);
    size_t length = strlen(before);

    *out = 0;
    for (size_t i = 0; status == PLUME_OK && i < names.count; i++)
        *out += strncmp(names.name[i], before, length) == 0 &&
                isdigit((unsigned char)names.name[i][length]);
    plume_listing_dispose(&names);
    return status;
}

/* One file speaks for the folder: of the first rank of the first attempt stdout.log, or
 * its other one alone. */
static plume_status speaks(bool *out, plume_log *log, place at, plume_error *error)
{
    const char *name = strrchr(plume_log_path(log), '/') + 1;
    plume_listing names;
    plume_status status;

    *out = at.attempt == 0 && at.rank == 0;
    if (!*out || strncmp(name, "stdout.log", 10) == 0)
        return PLUME_OK;
    status = plume_listing_read(&names, plume_log_path(log), "", error);
    for (size_t i = 0; i < names.count; i++)
        *out = *out && strncmp(names.name[i], "stdout.log", 10) != 0;
    plume_listing_dispose(&names);
    return status;
}

static plume_status tell_folder(plume_log *log, plume_error *error)
{
    unsigned attempts, ranks = 0;
    plume_status status = count_folders(&attempts, log, "../..", "attempt_", error);

    if (status == PLUME_OK)
        status = count_folders(&ranks, log, "..", "", error);
    if (status != PLUME_OK)
        return status;
    if (attempts > 1)
        plume_log_note(log, PLUME_WARNING, 0, "torchrun-restarted",
                       "torchrun began the training %u times on %u ranks here: a tracker "
                       "without a record of the first ones misses what they took, and "
                       "these files state no times",
                       attempts, ranks);
    else
        plume_log_note(log, PLUME_INFO, 0, "torchrun-ranks",
                       "what %u ranks under torchrun printed, which states no times: one "
                       "training, whose run is in the logs of its trackers",
                       ranks);
    return PLUME_OK;
}

static plume_status tell_failure(plume_log *log, place at, plume_error *error)
{
    plume_value *root = NULL;
    plume_status status =
        plume_document_json(&root, plume_log_source(log), BYTES_MAX, error);
    const plume_value *extra = plume_value_get(
        plume_value_get(plume_value_get(root, "message"), "extraInfo"), "timestamp");
    const char *text = plume_value_string(extra);
    double seconds = NAN;
    plume_text when;

    if (status != PLUME_OK)
        return status;
    plume_text_init(&when);
    if (!plume_number_parse(&seconds, text, strlen(text)))
        seconds = plume_value_number(extra);
    if (!isnan(seconds)) {
        plume_text_add(&when, " at ");
        plume_time_print(&when, seconds);
    }
    plume_log_note(log, PLUME_INFO, 0, "rank-failed",
                   "rank %u of attempt %u failed by an exception%s", at.rank, at.attempt,
                   when.data);
    plume_text_dispose(&when);
    plume_value_free(root);
    return PLUME_OK;
}

static plume_status read(plume_log *log, plume_error *error)
{
    const char *path = plume_log_path(log);
    plume_status status;
    bool first;
    place at;

    if (!place_of(&at, path))
        return plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                             "a file of torchrun lies in attempt_K/RANK/");
    if (strstr(strrchr(path, '/'), "error.json") != NULL)
        return tell_failure(log, at, error);
    status = speaks(&first, log, at, error);
    return status == PLUME_OK && first ? tell_folder(log, error) : status;
}

const plume_reader plume_reader_torchrun = {
    .name = "torchrun",
    .title = "what a rank under torchrun printed",
    .confidence = confidence,
    .marks = { "stdout.log", "stderr.log", "error.json" },
    .read = read,
};
