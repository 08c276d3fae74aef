/* A folder that appears whole or not at all. */
#include <plume/output.h>

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/output/output_internal.h"
#include "core/output/staging.h"
#include <plume/text.h>

struct plume_folder {
    plume_place place;
    bool replace;
    plume_text path; /* the last one handed out */
};

/* --- what stands there already --- */

static bool is_empty(const char *path)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    bool empty = folder != NULL;

    if (folder == NULL)
        return false;
    while (empty && (entry = readdir(folder)) != NULL)
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    closedir(folder);
    return empty;
}

static bool holds(const char *path, const char *marker)
{
    struct stat status;
    plume_text text;
    bool found;

    plume_text_init(&text);
    plume_text_printf(&text, "%s/%s", path, marker);
    found = lstat(text.data, &status) == 0 && S_ISREG(status.st_mode);
    plume_text_dispose(&text);
    return found;
}

static plume_status check_target(const char *path, bool replace, const char *marker,
                                 plume_error *error)
{
    struct stat status;

    if (lstat(path, &status) != 0)
        return PLUME_OK;
    if (!replace) {
        plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0, "exists already");
        plume_hint(error, "use --force to replace it");
        return PLUME_ERR_VALUE;
    }
    if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode))
        return plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                             "is not a folder, and so is not replaced by one");
    if (!is_empty(path) && !holds(path, marker)) {
        plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                      "holds no %s, so it was not written by plume and is not replaced",
                      marker);
        plume_hint(error, "choose another folder, or empty this one");
        return PLUME_ERR_VALUE;
    }
    return PLUME_OK;
}

plume_status plume_folder_open(plume_folder **out, const char *path, bool replace,
                               const char *marker, plume_error *error)
{
    plume_folder *folder;
    plume_status status;

    *out = NULL;
    status = check_target(path, replace, marker, error);
    if (status != PLUME_OK)
        return status;
    folder = calloc(1, sizeof *folder);
    if (folder == NULL)
        return plume_fail_memory(error);
    plume_text_init(&folder->path);
    folder->replace = replace;
    status = plume_place_make(&folder->place, path, true, error);
    if (status != PLUME_OK) {
        plume_folder_abandon(folder);
        return status;
    }
    *out = folder;
    return PLUME_OK;
}

/* --- what goes in --- */

/* Relative, without "..", "." or empty parts. */
static bool is_plain_name(const char *name)
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

/* The folder is ours and new: a name that exists already is a folder that we made. */
static plume_status make_parents(plume_folder *folder, const char *name,
                                 plume_error *error)
{
    for (const char *slash = strchr(name, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        plume_text path;
        int made;

        plume_text_init(&path);
        plume_text_printf(&path, "%s/%.*s", folder->place.temporary, (int)(slash - name),
                          name);
        made = path.status == PLUME_OK ? mkdir(path.data, 0777) : -1;
        if (path.status != PLUME_OK)
            return plume_fail_memory(error);
        plume_text_dispose(&path);
        if (made != 0 && errno != EEXIST)
            return plume_fail_at(error, PLUME_ERR_IO, name, 0, 0, "cannot be created: %s",
                                 strerror(errno));
    }
    return PLUME_OK;
}

const char *plume_folder_path(plume_folder *folder, const char *name)
{
    plume_text_clear(&folder->path);
    plume_text_printf(&folder->path, "%s/%s", folder->place.temporary, name);
    return folder->path.data;
}

plume_status plume_folder_file(plume_folder *folder, const char *name, plume_output **out,
                               plume_error *error)
{
    plume_text shown;
    plume_status status;

    *out = NULL;
    if (*name == '\0' || !is_plain_name(name))
        return plume_fail(error, PLUME_ERR_VALUE,
                          "'%s' is no name of a file below its folder", name);
    status = make_parents(folder, name, error);
    if (status != PLUME_OK)
        return status;
    plume_text_init(&shown);
    plume_text_printf(&shown, "%s/%s", folder->place.target, name);
    status = plume_text_status(&shown, error);
    plume_folder_path(folder, name);
    if (status == PLUME_OK)
        status = plume_text_status(&folder->path, error);
    if (status == PLUME_OK)
        status = plume_output_create(out, folder->path.data, shown.data, error);
    plume_text_dispose(&shown);
    return status;
}

/* --- the end --- */

static plume_status sync_below(const char *path, int depth, plume_error *error);

static plume_status sync_entry(const char *path, const char *name, int depth,
                               plume_error *error)
{
    plume_status status = PLUME_OK;
    struct stat there;
    plume_text text;

    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return PLUME_OK;
    plume_text_init(&text);
    plume_text_printf(&text, "%s/%s", path, name);
    if (lstat(text.data, &there) == 0 && S_ISDIR(there.st_mode) && depth < 8)
        status = sync_below(text.data, depth + 1, error);
    plume_text_dispose(&text);
    return status;
}

static plume_status sync_below(const char *path, int depth, plume_error *error)
{
    plume_status status = plume_place_sync(path, error);
    const struct dirent *entry;
    DIR *folder = opendir(path);

    if (folder == NULL)
        return plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "cannot be read: %s",
                             strerror(errno));
    while (status == PLUME_OK && (entry = readdir(folder)) != NULL)
        status = sync_entry(path, entry->d_name, depth, error);
    closedir(folder);
    return status;
}

plume_status plume_folder_finish(plume_folder *folder, plume_error *error)
{
    plume_status status = sync_below(folder->place.temporary, 0, error);

    if (status == PLUME_OK)
        status = plume_place_settle(&folder->place, folder->replace, error);
    plume_folder_abandon(folder);
    return status;
}

void plume_folder_abandon(plume_folder *folder)
{
    if (folder == NULL)
        return;
    plume_place_dispose(&folder->place);
    plume_text_dispose(&folder->path);
    free(folder);
}
