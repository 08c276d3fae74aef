/* Walks a folder in the order of bytes, and says of what it leaves alone why. */
#include "intake/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/input/source.h"
#include <plume/text.h>

enum { DEPTH_MAX = 128, MARKER_BYTES = 256 };

typedef struct walk_rules {
    plume_walker take;
    void *state;
    const plume_walk_rules *rules;
    char *real_root;
    size_t root_length; /* of the path as given, with its slash */
} walk_rules;

typedef struct name_list {
    char **name;
    size_t count, capacity;
} name_list;

static plume_status walk_folder(const walk_rules *walk, const char *path, bool root,
                                int depth, plume_error *error);

/* --- one folder's names --- */

static void names_dispose(name_list *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->name[i]);
    free(names->name);
}

static bool names_add(name_list *names, const char *name)
{
    size_t capacity = names->capacity * 2 + 16;
    char **grown;

    if (names->count == names->capacity) {
        grown = realloc(names->name, capacity * sizeof *grown);
        if (grown == NULL)
            return false;
        names->name = grown;
        names->capacity = capacity;
    }
    names->name[names->count] = strdup(name);
    return names->name[names->count] != NULL && ++names->count > 0;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static plume_status names_read(name_list *names, const char *path, plume_error *error)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    plume_status status = PLUME_OK;

    if (folder == NULL)
        return plume_fail_at(error, PLUME_ERR_IO, path, 0, 0,
                             "this folder cannot be listed: %s", strerror(errno));
    errno = 0;
    while (status == PLUME_OK && (entry = readdir(folder)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            !names_add(names, entry->d_name))
            status = plume_fail_memory(error);
        errno = 0;
    }
    if (status == PLUME_OK && errno != 0)
        status = plume_fail_at(error, PLUME_ERR_IO, path, 0, 0,
                               "this folder cannot be listed: %s", strerror(errno));
    closedir(folder);
    if (names->count > 0)
        qsort(names->name, names->count, sizeof *names->name, by_bytes);
    return status;
}

static bool names_have(const name_list *names, const char *name)
{
    return names->count > 0 && bsearch(&name, names->name, names->count,
                                       sizeof *names->name, by_bytes) != NULL;
}

/* --- what an entry is --- */

static bool is_below(const char *path, const char *root)
{
    size_t length = strlen(root);

    if (strcmp(root, "/") == 0)
        return true;
    return strncmp(path, root, length) == 0 &&
           (path[length] == '/' || path[length] == '\0');
}

/* NULL for a link to a file below the root. */
static const char *link_reason(const walk_rules *walk, const char *path)
{
    char *real = realpath(path, NULL);
    const char *reason = NULL;
    struct stat status;

    if (real == NULL || stat(real, &status) != 0)
        reason = "a link that leads nowhere";
    else if (!is_below(real, walk->real_root))
        reason = "a link that leads out of the folder";
    else if (S_ISDIR(status.st_mode))
        reason = "a link to a folder";
    else if (!S_ISREG(status.st_mode))
        reason = "a link to something that is no file";
    free(real);
    return reason;
}

/* Of hidden folders only those in which tools keep logs: MLflow moves deleted experiments
 * to .trash, and their runs were run all the same; Neptune's queues wait in .neptune;
 * Snakemake's folder has its environments, too.
 */
static bool is_hidden(const char *path, const char *name)
{
    static const char *const kept[] = { ".trash", ".snakemake", ".submitit", ".neptune" };
    static const char own[] = "/.snakemake/";
    size_t length = strlen(path) - strlen(name);

    if (length >= strlen(own) &&
        strncmp(path + length - strlen(own), own, strlen(own)) == 0)
        return strcmp(name, "log") != 0 && strcmp(name, "metadata") != 0;
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        if (strcmp(name, kept[i]) == 0)
            return false;
    return name[0] == '.';
}

static const char *reason_for(const walk_rules *walk, const char *path, const char *name,
                              const struct stat *status)
{
    if (is_hidden(path, name))
        return "hidden";
    if (S_ISREG(status->st_mode) || S_ISDIR(status->st_mode))
        return NULL;
    if (S_ISLNK(status->st_mode))
        return link_reason(walk, path);
    if (S_ISFIFO(status->st_mode))
        return "a pipe";
    if (S_ISSOCK(status->st_mode))
        return "a socket";
    return "a device";
}

/* A report that was written below the logs repeats their runs: it must not be read with
 * them. It is known by the first line of its results.json. */
static bool is_own_report(const char *path)
{
    char head[MARKER_BYTES + 1];
    size_t length = 0, got = 1;
    plume_source_stream *source = NULL;
    plume_text marker;
    plume_status status;

    plume_text_init(&marker);
    plume_text_printf(&marker, "%s/results.json", path);
    status = plume_source_open(&source, marker.data, NULL);
    while (status == PLUME_OK && got > 0 && length < MARKER_BYTES) {
        status =
            plume_source_read(source, head + length, MARKER_BYTES - length, &got, NULL);
        length += got;
    }
    head[length] = '\0';
    plume_source_close(source);
    plume_text_dispose(&marker);
    return strstr(head, "\"plume.report/") != NULL;
}

/* --- folders of programs --- */

/* Why a folder of this name holds no logs of a study; NULL when it may. */
static const char *name_reason(const char *name)
{
    static const struct {
        const char *name, *reason;
    } names[] = {
        { "node_modules", "packages of JavaScript" },
        { "site-packages", "packages of Python" },
        { "dist-packages", "packages of Python" },
        { "__pycache__", "a cache of Python" },
        { "CMakeFiles", "a build folder" },
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(name, names[i].name) == 0)
            return names[i].reason;
    return NULL;
}

/* Likewise of one with these names in it. CACHEDIR.TAG marks caches:
 * https://bford.info/cachedir/. */
static const char *mark_reason(const name_list *names)
{
    static const struct {
        const char *entry, *reason;
    } marks[] = {
        { "pyvenv.cfg", "a virtual environment of Python" },
        { "conda-meta", "an environment of conda" },
        { "CACHEDIR.TAG", "a cache" },
        { "CMakeCache.txt", "a build folder" },
    };

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (names_have(names, marks[i].entry))
            return marks[i].reason;
    return NULL;
}

static bool is_ignored(const walk_rules *walk, const char *path, const char *name)
{
    for (size_t i = 0; i < walk->rules->ignored_count; i++) {
        const char *pattern = walk->rules->ignored[i];

        if (fnmatch(pattern, name, 0) == 0 ||
            fnmatch(pattern, path + walk->root_length, 0) == 0)
            return true;
    }
    return false;
}

/* --- walking --- */

static plume_status walk_entry(const walk_rules *walk, const char *path, const char *name,
                               int depth, plume_error *error)
{
    struct stat status;
    const char *reason;

    if (lstat(path, &status) != 0)
        return walk->take(walk->state, path, "gone while it was looked at", error);
    reason = is_ignored(walk, path, name) ? "ignored, as asked"
                                          : reason_for(walk, path, name, &status);
    if (reason == NULL && S_ISDIR(status.st_mode))
        reason = name_reason(name);
    if (reason == NULL && S_ISDIR(status.st_mode))
        return walk_folder(walk, path, false, depth + 1, error);
    return walk->take(walk->state, path, reason, error);
}

static plume_status walk_names(const walk_rules *walk, const char *path,
                               const name_list *names, int depth, plume_error *error)
{
    size_t length = strlen(path);
    const char *slash = length > 0 && path[length - 1] == '/' ? "" : "/";
    plume_status status = PLUME_OK;
    plume_text joined;

    plume_text_init(&joined);
    for (size_t i = 0; status == PLUME_OK && i < names->count; i++) {
        plume_text_clear(&joined);
        plume_text_add(&joined, path);
        plume_text_add(&joined, slash);
        plume_text_add(&joined, names->name[i]);
        status = plume_text_status(&joined, error);
        if (status == PLUME_OK)
            status = walk_entry(walk, joined.data, names->name[i], depth, error);
    }
    plume_text_dispose(&joined);
    return status;
}

/* Whether it is entered is seen by the names in it: they are listed once for that and for
 * what they are of. root: the folder that was named, which is entered in any case. */
static plume_status walk_folder(const walk_rules *walk, const char *path, bool root,
                                int depth, plume_error *error)
{
    name_list names = { NULL, 0, 0 };
    plume_status status = names_read(&names, path, error);
    const char *reason = NULL;

    if (status == PLUME_OK && !root)
        reason = names_have(&names, "results.json") && is_own_report(path)
                     ? "a report that plume wrote"
                     : mark_reason(&names);
    if (status == PLUME_ERR_IO && walk->rules->unlistable != NULL)
        status = walk->rules->unlistable(walk->state, error);
    else if (status == PLUME_OK && reason != NULL)
        status = walk->take(walk->state, path, reason, error);
    else if (status == PLUME_OK && depth > DEPTH_MAX)
        status = plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                               "folders lie more than %d deep", DEPTH_MAX);
    else if (status == PLUME_OK)
        status = walk_names(walk, path, &names, depth, error);
    names_dispose(&names);
    return status;
}

plume_status plume_walk(const char *root, const plume_walk_rules *rules,
                        plume_walker take, void *state, plume_error *error)
{
    size_t length = strlen(root);
    walk_rules walk = { take, state, rules, realpath(root, NULL),
                        length + (length > 0 && root[length - 1] != '/') };
    plume_status status;

    if (walk.real_root == NULL)
        return plume_fail_at(error, PLUME_ERR_IO, root, 0, 0, "cannot be read: %s",
                             strerror(errno));
    status = walk_folder(&walk, root, true, 0, error);
    free(walk.real_root);
    return status;
}
