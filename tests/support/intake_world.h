/* support/intake_world.h -- a folder of logs, and what an intake reads of it. */
#ifndef PLUME_SUPPORT_INTAKE_WORLD_H
#define PLUME_SUPPORT_INTAKE_WORLD_H

#include "support/support.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "logs/reader.h"

static plume_error error;

/* --- a folder of logs, and what is read of it --- */

typedef struct world {
    char *folder;
    plume_notes *notes;
    plume_intake *intake;
    char ids[2000]; /* of the runs handed out, each followed by a blank */
    double hours;
    plume_role role;
    char device[64], study[64], path[300];
    double device_count;
    uint64_t line;
} world;

static inline plume_status take(void *state, const plume_run *run, plume_error *unused)
{
    world *w = state;
    size_t length = strlen(w->ids);

    (void)unused;
    snprintf(w->ids + length, sizeof w->ids - length, "%s ", run->id);
    w->hours += run->duration_s / 3600.0;
    w->role = run->role;
    w->device_count = run->device_count;
    w->line = run->origin.line;
    snprintf(w->device, sizeof w->device, "%s", run->device);
    snprintf(w->study, sizeof w->study, "%s", run->study);
    snprintf(w->path, sizeof w->path, "%s", run->origin.path);
    return PLUME_OK;
}

static inline world begin(void)
{
    world w = { .folder = test_folder() };

    memset(&error, 0, sizeof error);
    ck_ok(plume_notes_new(&w.notes, &error), error);
    ck_ok(plume_intake_new(&w.intake, w.notes, &error), error);
    return w;
}

static inline void finish(world *w)
{
    plume_intake_free(w->intake);
    plume_notes_free(w->notes);
    free(w->folder);
}

static inline void put(const world *w, const char *name, const char *text)
{
    free(test_file(w->folder, name, text, strlen(text)));
}

static inline void put_folder(const world *w, const char *name)
{
    char path[300];

    snprintf(path, sizeof path, "%s/%s", w->folder, name);
    ck_assert_int_eq(mkdir(path, 0700), 0);
}

static inline void put_link(const world *w, const char *name, const char *target)
{
    char path[300];

    snprintf(path, sizeof path, "%s/%s", w->folder, name);
    ck_assert_int_eq(symlink(target, path), 0);
}

static inline void add_path(world *w, const char *name,
                            const plume_input_options *options)
{
    char path[300];

    snprintf(path, sizeof path, "%s/%s", w->folder, name);
    ck_ok(
        plume_intake_add(w->intake, name[0] == '\0' ? w->folder : path, options, &error),
        error);
}

static inline plume_status read_runs(world *w)
{
    plume_run_sink sink = { take, w };

    w->ids[0] = '\0';
    w->hours = 0;
    return plume_intake_read(w->intake, sink, &error);
}

static inline void expect_runs(world *w, const char *ids)
{
    ck_ok(read_runs(w), error);
    ck_assert_str_eq(w->ids, ids);
}

static inline void expect_failure(world *w, const char *message)
{
    ck_assert_int_ne(read_runs(w), PLUME_OK);
    ck_assert_str_eq(error.message, message);
}

static inline void expect_records(world *w, uint64_t read, uint64_t used,
                                  uint64_t superseded, uint64_t duplicate,
                                  uint64_t rejected)
{
    plume_records records = plume_intake_records(w->intake);

    ck_assert_uint_eq(records.read, read);
    ck_assert_uint_eq(records.used, used);
    ck_assert_uint_eq(records.superseded, superseded);
    ck_assert_uint_eq(records.duplicate, duplicate);
    ck_assert_uint_eq(records.rejected, rejected);
}

/* The input whose path ends in name. */
static inline const plume_input *input(const world *w, const char *name)
{
    for (size_t i = 0; i < plume_intake_count(w->intake); i++) {
        const plume_input *at = plume_intake_at(w->intake, i);
        size_t length = strlen(at->path), wanted = strlen(name);

        if (length >= wanted && strcmp(at->path + length - wanted, name) == 0)
            return at;
    }
    ck_abort_msg("no input '%s'", name);
    return NULL;
}

static inline void expect_no_log(const world *w, const char *name, const char *reason)
{
    ck_assert_int_eq(input(w, name)->verdict, PLUME_INPUT_NOT_A_LOG);
    ck_assert_str_eq(input(w, name)->reason, reason);
}

static inline const char *note(const world *w, const char *code)
{
    for (size_t i = 0; i < plume_notes_count(w->notes); i++)
        if (strcmp(plume_notes_at(w->notes, i)->code, code) == 0)
            return plume_notes_at(w->notes, i)->message;
    return "";
}

#define A  "run_id,hours,state\na,1,complete\n"
#define B  "run_id,hours,state\nb,2,complete\n"
#define AB "run_id,hours,state\na,1,complete\nb,2,complete\n"

#endif
