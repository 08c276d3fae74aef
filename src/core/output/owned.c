/* What of a folder is the program's own: the files of a list, and the folders they need.
 */
#include "core/output/owned.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <plume/text.h>

enum { DEPTH_MAX = 8 };

/* One way through a folder: looking for what is foreign, or removing what is not. */
typedef struct passage {
    const plume_value *files;
    const char *shown;   /* the folder, in errors */
    const char *kept;    /* while removing: of the files */
    int reason;          /* while removing: why the first could not be; 0: all could */
    plume_text *foreign; /* while looking: the first by name; empty: none. Else NULL */
} passage;

static plume_status fail(const passage *way, const char *name, const char *what,
                         plume_error *error)
{
    int reason = errno;
    plume_text place;

    plume_text_init(&place);
    plume_text_printf(&place, "%s%s%s", way->shown, name[0] != '\0' ? "/" : "", name);
    plume_fail_at(error, PLUME_ERR_IO, place.data, 0, 0, "%s: %s", what,
                  strerror(reason));
    plume_text_dispose(&place);
    return PLUME_ERR_IO;
}

/* A list is a file and may be forged: a name with "..", an empty part or a slash at
 * its front would lead out of the folder. */
bool plume_owned_is_plain(const char *name)
{
    while (*name != '\0') {
        size_t length = strcspn(name, "/");

        if (length == 0 || (length == 1 && name[0] == '.') ||
            (length == 2 && name[0] == '.' && name[1] == '.'))
            return false;
        name += length;
        if (*name == '/' && *++name == '\0')
            return false;
    }
    return true;
}

/* Whether a listed file has this name, or lies in a folder of this name. */
static bool is_listed(const plume_value *files, const char *name, bool is_folder)
{
    size_t length = strlen(name);

    for (size_t i = 0; i < plume_value_count(files); i++) {
        const char *file = plume_value_string(plume_value_at(files, i));

        if (strncmp(file, name, length) == 0 && file[length] == (is_folder ? '/' : '\0'))
            return true;
    }
    return false;
}

static void take_away(passage *way, int at, const char *entry, int flags)
{
    if (unlinkat(at, entry, flags) != 0 && way->reason == 0)
        way->reason = errno;
}

static plume_status pass(passage *way, int descriptor, const char *below, int depth,
                         plume_error *error);

static plume_status pass_folder(passage *way, int at, const char *entry, const char *name,
                                int depth, plume_error *error)
{
    int inner = openat(at, entry, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    plume_status status;

    if (inner < 0)
        return fail(way, name, "cannot be opened", error);
    status = pass(way, inner, name, depth + 1, error);
    if (status == PLUME_OK && way->foreign == NULL)
        take_away(way, at, entry, AT_REMOVEDIR);
    return status;
}

/* Of several foreign names the first in the alphabet is told, as the order of readdir
 * differs from one file system to the next. */
static plume_status pass_entry(passage *way, int at, const char *entry, const char *name,
                               int depth, plume_error *error)
{
    struct stat status;
    bool is_folder;

    if (fstatat(at, entry, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? PLUME_OK : fail(way, name, "cannot be looked at", error);
    is_folder = S_ISDIR(status.st_mode);
    if ((is_folder || S_ISREG(status.st_mode)) && depth < DEPTH_MAX &&
        is_listed(way->files, name, is_folder)) {
        if (is_folder)
            return pass_folder(way, at, entry, name, depth, error);
        if (way->foreign == NULL && strcmp(name, way->kept) != 0)
            take_away(way, at, entry, 0);
    } else if (way->foreign != NULL &&
               (way->foreign->length == 0 || strcmp(name, way->foreign->data) < 0)) {
        plume_text_clear(way->foreign);
        plume_text_add(way->foreign, name);
    }
    return PLUME_OK;
}

/* readdir returns NULL at the end and on failure alike: only errno tells them apart,
 * and only if it was 0 before. */
static plume_status pass_entries(passage *way, DIR *folder, const char *below, int depth,
                                 plume_error *error)
{
    const struct dirent *entry;
    plume_status status = PLUME_OK;
    plume_text name;

    plume_text_init(&name);
    errno = 0;
    while (status == PLUME_OK && (entry = readdir(folder)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            plume_text_clear(&name);
            plume_text_printf(&name, "%s%s%s", below, below[0] != '\0' ? "/" : "",
                              entry->d_name);
            status = plume_text_status(&name, error);
            if (status == PLUME_OK)
                status = pass_entry(way, dirfd(folder), entry->d_name, name.data, depth,
                                    error);
        }
        errno = 0;
    }
    if (status == PLUME_OK && errno != 0)
        status = fail(way, below, "cannot be read", error);
    plume_text_dispose(&name);
    return status;
}

/* Takes the descriptor. */
static plume_status pass(passage *way, int descriptor, const char *below, int depth,
                         plume_error *error)
{
    DIR *folder = descriptor < 0 ? NULL : fdopendir(descriptor);
    plume_status status;

    if (folder == NULL) {
        status = fail(way, below, "cannot be read", error);
        if (descriptor >= 0)
            close(descriptor);
        return status;
    }
    status = pass_entries(way, folder, below, depth, error);
    closedir(folder);
    return status;
}

/* The first entry that is not one of files; "" when all are. */
static plume_status find_foreign(plume_text *out, const plume_value *files,
                                 const char *path, const char *shown, plume_error *error)
{
    passage way = { .files = files, .shown = shown, .foreign = out };
    plume_status status =
        pass(&way, open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), "", 0, error);

    return status == PLUME_OK ? plume_text_status(out, error) : status;
}

static plume_status refuse(const char *shown, const char *foreign, plume_error *error)
{
    plume_text place;

    plume_text_init(&place);
    plume_text_printf(&place, "%s/%s", shown, foreign);
    plume_fail_at(error, PLUME_ERR_VALUE, place.data, 0, 0,
                  "was not written by plume, so the folder is not replaced");
    plume_hint(error, "move it elsewhere, or choose another folder");
    plume_text_dispose(&place);
    return PLUME_ERR_VALUE;
}

static plume_status check(const plume_value *files, const char *path, const char *shown,
                          plume_error *error)
{
    plume_text foreign;
    plume_status status;

    plume_text_init(&foreign);
    status = find_foreign(&foreign, files, path, shown, error);
    if (status == PLUME_OK && foreign.length > 0)
        status = refuse(shown, foreign.data, error);
    plume_text_dispose(&foreign);
    return status;
}

/* The owner is asked, unless nothing is there. */
static plume_status list(plume_value **files, const plume_folder_owner *owner,
                         const char *path, const char *shown, plume_error *error)
{
    plume_text first;
    plume_status status;

    plume_text_init(&first);
    status = find_foreign(&first, NULL, path, shown, error);
    if (status == PLUME_OK && first.length == 0)
        *files = plume_value_list();
    else if (status == PLUME_OK)
        status = owner->files(files, path, shown, error);
    plume_text_dispose(&first);
    return status == PLUME_OK && *files == NULL ? plume_fail_memory(error) : status;
}

plume_status plume_owned_open(plume_value **files, const plume_folder_owner *owner,
                              const char *path, const char *shown, plume_error *error)
{
    plume_status status;

    *files = NULL;
    status = list(files, owner, path, shown, error);
    if (status == PLUME_OK)
        status = check(*files, path, shown, error);
    if (status != PLUME_OK) {
        plume_value_free(*files);
        *files = NULL;
    }
    return status;
}

/* Whether at most the marker is left. */
static bool is_marker_alone(const char *path, const char *marker)
{
    plume_value *files = plume_value_list();
    bool alone;

    plume_value_set_string(files, NULL, marker);
    alone = check(files, path, path, NULL) == PLUME_OK;
    plume_value_free(files);
    return alone;
}

/* Opens no more at a time than looking did, so that it does not fail for want of
 * descriptors. */
bool plume_owned_remove(const char *path, const plume_value *files, const char *marker)
{
    passage way = { .files = files, .shown = path, .kept = marker };
    plume_text last;
    bool alone;

    (void)pass(&way, open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), "", 0,
               NULL);
    alone = is_marker_alone(path, marker);
    plume_text_init(&last);
    plume_text_printf(&last, "%s/%s", path, marker);
    if (alone && last.status == PLUME_OK)
        (void)unlink(last.data);
    plume_text_dispose(&last);
    if (!alone)
        errno = way.reason != 0 ? way.reason : ENOTEMPTY;
    return alone && rmdir(path) == 0;
}
