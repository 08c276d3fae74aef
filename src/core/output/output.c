/* Writes to standard output, to a device, or to a file that appears whole when it is
 * finished. */
#include <plume/output.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/output/output_internal.h"
#include "core/output/staging.h"

enum { BUFFER_BYTES = 65536 };

/* Where the bytes go. */
typedef enum destination {
    GOAL_PLACE,   /* a new file that is renamed in the end */
    GOAL_CREATED, /* a new file that already has its name */
    GOAL_DEVICE,  /* a device or pipe that the user named */
    GOAL_STANDARD /* standard output */
} destination;

struct plume_output {
    destination goal;
    plume_place place;
    char *path;  /* of a created file */
    char *shown; /* in errors */
    int descriptor;
    size_t used;
    plume_error failure;    /* the first one sticks */
    plume_output_tap *take; /* NULL: nobody */
    void *take_state;
    unsigned char buffer[BUFFER_BYTES];
};

static plume_status stick(plume_output *output, const char *what)
{
    return plume_fail_at(&output->failure, PLUME_ERR_IO, output->shown, 0, 0, "%s: %s",
                         what, strerror(errno));
}

static plume_status tell(const plume_output *output, plume_error *error)
{
    if (error != NULL && output->failure.status != PLUME_OK)
        *error = output->failure;
    return output->failure.status;
}

static void output_free(plume_output *output)
{
    if (output->goal == GOAL_PLACE)
        plume_place_dispose(&output->place);
    free(output->path);
    free(output->shown);
    free(output);
}

static plume_output *output_new(destination goal, const char *shown, int descriptor)
{
    plume_output *output = calloc(1, sizeof *output);

    if (output == NULL)
        return NULL;
    output->goal = goal;
    output->place.descriptor = -1;
    output->descriptor = descriptor;
    output->shown = strdup(shown);
    if (output->shown != NULL)
        return output;
    output_free(output);
    return NULL;
}

static plume_status open_place(plume_output *output, const char *path, plume_error *error)
{
    plume_status status = plume_place_name(&output->place, path, error);

    if (status == PLUME_OK)
        status = plume_place_make(&output->place, path, false, error);
    output->descriptor = output->place.descriptor;
    return status;
}

static plume_status open_device(plume_output *output, const char *path,
                                plume_error *error)
{
    output->descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (output->descriptor < 0)
        return plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "cannot be opened: %s",
                             strerror(errno));
    return PLUME_OK;
}

/* A device such as /dev/null or a pipe is written in place: renaming a file over it
 * would replace the device. */
static plume_status goal_of(destination *out, const char *path, plume_error *error)
{
    struct stat status;

    *out = strcmp(path, "-") == 0 ? GOAL_STANDARD : GOAL_PLACE;
    if (*out == GOAL_STANDARD || stat(path, &status) != 0 || S_ISREG(status.st_mode))
        return PLUME_OK;
    if (S_ISDIR(status.st_mode))
        return plume_fail_at(error, PLUME_ERR_IO, path, 0, 0,
                             "this is a folder, expected the name of a file");
    *out = GOAL_DEVICE;
    return PLUME_OK;
}

plume_status plume_output_open(plume_output **out, const char *path, plume_error *error)
{
    plume_output *output;
    plume_status status;
    destination goal;

    *out = NULL;
    status = goal_of(&goal, path, error);
    if (status != PLUME_OK)
        return status;
    output =
        output_new(goal, goal == GOAL_STANDARD ? "standard output" : path, STDOUT_FILENO);
    if (output == NULL)
        return plume_fail_memory(error);
    if (goal == GOAL_PLACE)
        status = open_place(output, path, error);
    else if (goal == GOAL_DEVICE)
        status = open_device(output, path, error);
    if (status != PLUME_OK) {
        output_free(output);
        return status;
    }
    *out = output;
    return PLUME_OK;
}

/* O_EXCL: a file that is there already belongs to somebody else. */
plume_status plume_output_create(plume_output **out, const char *path, const char *shown,
                                 plume_error *error)
{
    plume_output *output = output_new(GOAL_CREATED, shown, -1);

    *out = NULL;
    if (output == NULL)
        return plume_fail_memory(error);
    output->path = strdup(path);
    if (output->path == NULL) {
        output_free(output);
        return plume_fail_memory(error);
    }
    output->descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (output->descriptor < 0) {
        plume_fail_at(error, PLUME_ERR_IO, shown, 0, 0, "cannot be created: %s",
                      strerror(errno));
        output_free(output);
        return PLUME_ERR_IO;
    }
    *out = output;
    return PLUME_OK;
}

/* write may take less than it was given, and may be interrupted before it took
 * anything. */
static plume_status write_all(plume_output *output, const unsigned char *bytes,
                              size_t length)
{
    while (length > 0) {
        ssize_t written = write(output->descriptor, bytes, length);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return stick(output, "cannot be written");
        bytes += written;
        length -= (size_t)written;
    }
    return PLUME_OK;
}

static plume_status flush(plume_output *output)
{
    size_t used = output->used;

    output->used = 0;
    return write_all(output, output->buffer, used);
}

plume_status plume_output_write(plume_output *output, const void *bytes, size_t length,
                                plume_error *error)
{
    if (output->failure.status != PLUME_OK)
        return tell(output, error);
    if (output->take != NULL)
        output->take(output->take_state, bytes, length);
    if (length > BUFFER_BYTES - output->used && flush(output) != PLUME_OK)
        return tell(output, error);
    if (length > BUFFER_BYTES) {
        write_all(output, bytes, length);
        return tell(output, error);
    }
    if (length > 0)
        memcpy(output->buffer + output->used, bytes, length);
    output->used += length;
    return PLUME_OK;
}

void plume_output_tap_with(plume_output *output, plume_output_tap *take, void *state)
{
    output->take = take;
    output->take_state = state;
}

plume_status plume_output_restart(plume_output *output, plume_error *error)
{
    bool file = output->goal == GOAL_PLACE || output->goal == GOAL_CREATED;

    output->used = 0;
    if (!file && output->failure.status == PLUME_OK)
        plume_fail_at(&output->failure, PLUME_ERR_VALUE, output->shown, 0, 0,
                      "what was written there cannot be taken back");
    if (output->failure.status == PLUME_OK &&
        (lseek(output->descriptor, 0, SEEK_SET) != 0 ||
         ftruncate(output->descriptor, 0) != 0))
        stick(output, "cannot be written anew");
    return tell(output, error);
}

/* Closing a copy makes a network file system own up, and leaves standard output open. */
static void check_standard(plume_output *output)
{
    int copy = dup(output->descriptor);

    if (copy >= 0 && close(copy) != 0)
        stick(output, "cannot be written");
}

/* fsync and close report what write could not know yet, such as a full disk on a
 * network; a file that failed there is taken away. */
static void finish_created(plume_output *output)
{
    if (output->failure.status == PLUME_OK && fsync(output->descriptor) != 0)
        stick(output, "cannot be synced");
    if (close(output->descriptor) != 0 && output->failure.status == PLUME_OK)
        stick(output, "cannot be written");
    if (output->failure.status != PLUME_OK)
        unlink(output->path);
}

plume_status plume_output_finish(plume_output *output, plume_error *error)
{
    plume_status status;

    if (output->failure.status == PLUME_OK)
        flush(output);
    if (output->goal == GOAL_CREATED)
        finish_created(output);
    else if (output->goal == GOAL_DEVICE && close(output->descriptor) != 0)
        stick(output, "cannot be written");
    else if (output->goal == GOAL_STANDARD)
        check_standard(output);
    else if (output->goal == GOAL_PLACE && output->failure.status == PLUME_OK)
        plume_place_settle(&output->place, &output->failure);
    status = tell(output, error);
    output_free(output);
    return status;
}

void plume_output_abandon(plume_output *output)
{
    if (output == NULL)
        return;
    if (output->goal == GOAL_CREATED || output->goal == GOAL_DEVICE)
        close(output->descriptor);
    if (output->goal == GOAL_CREATED)
        unlink(output->path);
    output_free(output);
}
