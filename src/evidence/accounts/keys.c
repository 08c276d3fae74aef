/* Identifiers become hashes: equal ones mean the same thing, whichever reader has them.
 */
#include "evidence/accounts/keys.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "core/hash.h"
#include "evidence/accounts/hosts.h"

/* Where nothing is known there is no key. */
static bool put(plume_key_sink sink, plume_key_kind kind, const plume_text *text)
{
    if (text->status != PLUME_OK)
        return false;
    return text->length == 0 ||
           sink.add(sink.state, kind, plume_hash64(text->data, text->length, 7));
}

/* The first part keeps the identifiers of different tools apart; without the second there
 * is none. */
static bool put_two(plume_key_sink sink, plume_key_kind kind, const char *first,
                    const char *second)
{
    plume_text text;
    bool done;

    if (second[0] == '\0')
        return true;
    plume_text_init(&text);
    plume_text_printf(&text, "%s\n%s", first, second);
    done = put(sink, kind, &text);
    plume_text_dispose(&text);
    return done;
}

/* A log may tell the run id of another tool; else the id is of the tool that wrote the
 * log. */
static const char *tool_of(const plume_run *run)
{
    return run->keys.run_tool[0] != '\0' ? run->keys.run_tool
                                         : plume_kind_tool(run->origin.reader);
}

/* Rule `key`: a run id counts within its tool, a trial's id across tools. */
static bool put_runs(plume_key_sink sink, const plume_run *run)
{
    const plume_run_keys *keys = &run->keys;
    const char *tool = tool_of(run);

    return put_two(sink, PLUME_KEY_RUN, tool, keys->run) &&
           put_two(sink, PLUME_KEY_RUN, keys->other_tool, keys->other_run) &&
           put_two(sink, PLUME_KEY_PARENT, tool, keys->parent) &&
           put_two(sink, PLUME_KEY_TRIAL, "", keys->trial) &&
           /* the W&B callback of Ray Tune takes the trial's id for its run's */
           (strcmp(tool, "wandb") != 0 || keys->trial[0] != '\0' ||
            put_two(sink, PLUME_KEY_TRIAL, "", keys->run));
}

/* A trial's number means something only beside its study: each study counts its own. */
static bool put_sweep(plume_key_sink sink, const plume_run *run)
{
    plume_text text;
    bool done;

    if (isnan(run->keys.number) || run->keys.sweep[0] == '\0')
        return true;
    plume_text_init(&text);
    plume_text_printf(&text, "%s\n%.0f", run->keys.sweep, run->keys.number);
    done = put(sink, PLUME_KEY_SWEEP, &text);
    plume_text_dispose(&text);
    return done && put_two(sink, PLUME_KEY_STUDY, "", run->keys.sweep);
}

/* The number alone: rule `key` asks for common times as well, since numbers come back. */
static bool put_pid(plume_key_sink sink, const plume_run *run)
{
    plume_text text;
    bool done;

    if (isnan(run->keys.pid))
        return true;
    plume_text_init(&text);
    plume_text_printf(&text, "%.0f", run->keys.pid);
    done = put(sink, PLUME_KEY_PID, &text);
    plume_text_dispose(&text);
    return done;
}

/* --- folders --- */

/* A path without "." and with each "x/.." undone; below the folder of the log where it is
 * not absolute. */
static void print_folder(plume_text *out, const char *log, const char *folder)
{
    const char *slash = strrchr(log, '/');
    plume_text whole;

    plume_text_init(&whole);
    if (folder[0] != '/' && slash != NULL) {
        plume_text_add_n(&whole, log, (size_t)(slash - log));
        plume_text_add_char(&whole, '/');
    }
    plume_text_add(&whole, folder);
    for (const char *at = whole.data; *at != '\0';) {
        size_t part = strcspn(at, "/");

        if (part == 2 && at[0] == '.' && at[1] == '.' && out->length > 0) {
            char *last = strrchr(out->data, '/');

            out->length = last != NULL ? (size_t)(last - out->data) : 0;
            out->data[out->length] = '\0';
        } else if (part > 0 && !(part == 1 && at[0] == '.')) {
            plume_text_add_char(out, '/');
            plume_text_add_n(out, at, part);
        }
        at += part + (at[part] == '/');
    }
    if (whole.status != PLUME_OK)
        out->status = whole.status;
    plume_text_dispose(&whole);
}

/* The last two parts of a path: they still agree where the folders above were renamed. */
static const char *tail_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL || slash == path)
        return "";
    do
        slash--;
    while (slash > path && *slash != '/');
    return slash;
}

/* Rule `key`, the output folder: as a whole, then by its last two parts. */
static bool put_folder(plume_key_sink sink, const plume_run *run, const char *path)
{
    plume_text folder, tail;
    bool done;

    if (run->keys.folder[0] == '\0')
        return true;
    plume_text_init(&folder);
    plume_text_init(&tail);
    print_folder(&folder, path, run->keys.folder);
    if (folder.length == 0)
        plume_text_add_char(&folder, '/'); /* a bare name lies where the program runs */
    plume_text_add(&tail, tail_of(folder.data));
    done = put(sink, PLUME_KEY_FOLDER, &folder) && put(sink, PLUME_KEY_TAIL, &tail);
    plume_text_dispose(&folder);
    plume_text_dispose(&tail);
    return done;
}

/* --- what tools put where --- */

static void add_parent(plume_text *out, const char *path)
{
    const char *slash = strrchr(path, '/');

    plume_text_add_n(out, path, slash != NULL ? (size_t)(slash - path) : 0);
}

/* Whether the last part of a path is this word, or begins with it. */
static bool ends_with_part(const char *path, const char *word, bool begins)
{
    const char *slash = strrchr(path, '/');
    const char *last = slash != NULL ? slash + 1 : path;

    return begins ? strncmp(last, word, strlen(word)) == 0 : strcmp(last, word) == 0;
}

static void cut_last(plume_text *path)
{
    char *slash = strrchr(path->data, '/');

    path->length = slash != NULL ? (size_t)(slash - path->data) : 0;
    if (path->capacity > 0)
        path->data[path->length] = '\0';
}

/* The folder that holds the `runs` or `logs` in which an event file lies. */
static bool put_events(plume_key_sink sink, plume_text *folder)
{
    while (folder->length > 0) {
        bool found = ends_with_part(folder->data, "runs", false) ||
                     ends_with_part(folder->data, "logs", false);

        cut_last(folder);
        if (found) {
            plume_text_add(folder, "\ntrainer");
            return put(sink, PLUME_KEY_LAYOUT, folder);
        }
    }
    return true;
}

/* Trainer writes its state beside runs/ or logs/, or into a checkpoint there; Lightning
 * one table and one event file into one version. */
static bool put_layout(plume_key_sink sink, const plume_run *run, const char *path)
{
    const char *reader = run->origin.reader;
    plume_text folder;
    bool done = true;

    plume_text_init(&folder);
    plume_text_add_char(&folder, '/');
    add_parent(&folder, path);
    if (strcmp(reader, "hf_trainer") == 0) {
        if (ends_with_part(folder.data, "checkpoint-", true))
            cut_last(&folder);
        plume_text_add(&folder, "\ntrainer");
        done = put(sink, PLUME_KEY_LAYOUT, &folder);
    } else if (strcmp(reader, "lightning") == 0) {
        done = put(sink, PLUME_KEY_LAYOUT, &folder);
    } else if (strcmp(reader, "tensorboard") == 0) {
        done = put(sink, PLUME_KEY_LAYOUT, &folder) && put_events(sink, &folder);
    }
    plume_text_dispose(&folder);
    return done;
}

/* Every identifier that a rule asks for; one that the log does not tell gives no key. */
bool plume_run_keys_each(const plume_run *run, const char *path, plume_key_sink sink)
{
    const plume_run_keys *keys = &run->keys;

    return put_runs(sink, run) && put_sweep(sink, run) &&
           put_two(sink, PLUME_KEY_JOB, "", keys->job) && put_pid(sink, run) &&
           put_two(sink, PLUME_KEY_LAUNCH, "", keys->launcher) &&
           put_folder(sink, run, path) &&
           put_two(sink, PLUME_KEY_PROGRAM, "", keys->program) &&
           put_layout(sink, run, path);
}
