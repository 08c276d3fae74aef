/* A folder that appears whole or not at all. */
#include <plume/output.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/output/leftovers.h"
#include "core/output/output_internal.h"
#include "core/output/owned.h"
#include "core/output/staging.h"
#include "core/output/sync.h"
#include <plume/text.h>

struct plume_folder {
    plume_place place;
    plume_text path; /* the last one handed out */
};

/* --- what stands there already --- */

/* name: what an interrupted run had called it; NULL: it stood there all the time. */
static plume_status refuse(const char *path, const char *name, plume_error *error)
{
    if (name == NULL)
        plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0, "exists already");
    else
        plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                      "exists already: an interrupted run had set it aside as '%s', and "
                      "it was put back",
                      name);
    plume_hint(error, "use --force to replace it");
    return PLUME_ERR_VALUE;
}

/* A folder is replaced only when asked for, and only when all in it was written by
 * this program: nobody loses a file of their own. */
static plume_status check_target(const plume_place *place, const char *path,
                                 const char *name, plume_error *error)
{
    plume_value *files;
    plume_status status;
    struct stat there;

    if (lstat(path, &there) != 0)
        return PLUME_OK;
    if (!place->replace)
        return refuse(path, name, error);
    if (stat(path, &there) != 0 || !S_ISDIR(there.st_mode))
        return plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                             "is not a folder, and so is not replaced by one");
    status = plume_owned_open(&files, place->owner, path, path, error);
    plume_value_free(files);
    return status;
}

static plume_status begin(plume_place *place, const char *path, plume_error *error)
{
    char *name = NULL;
    plume_status status = plume_leftovers_put_back(place, &name, error);

    if (status == PLUME_OK)
        status = check_target(place, path, name, error);
    if (status == PLUME_OK)
        status = plume_place_make(place, path, true, error);
    free(name);
    return status;
}

plume_status plume_folder_open(plume_folder **out, const char *path, bool replace,
                               const plume_folder_owner *owner, plume_error *error)
{
    plume_folder *folder = calloc(1, sizeof *folder);
    plume_status status;

    *out = NULL;
    if (folder == NULL)
        return plume_fail_memory(error);
    plume_text_init(&folder->path);
    status = plume_place_name(&folder->place, path, error);
    folder->place.owner = owner;
    folder->place.replace = replace;
    if (status == PLUME_OK)
        status = begin(&folder->place, path, error);
    if (status != PLUME_OK) {
        plume_folder_abandon(folder);
        return status;
    }
    *out = folder;
    return PLUME_OK;
}

/* --- what goes in --- */

/* Entered before it is made, as a signal may come between the two: a name too many is
 * harmless, a folder that stays is not. */
static plume_status make_parent(plume_folder *folder, const char *path, const char *name,
                                plume_error *error)
{
    if (plume_unfinished_has(&folder->place.made, path))
        return PLUME_OK;
    if (!plume_unfinished_add(&folder->place.made, path, true))
        return plume_fail_memory(error);
    if (mkdir(path, 0777) == 0)
        return PLUME_OK;
    plume_unfinished_drop(&folder->place.made);
    return plume_fail_at(error, PLUME_ERR_IO, name, 0, 0, "cannot be created: %s",
                         strerror(errno));
}

/* The folder is ours and new: a name that exists already is a folder that we made. */
static plume_status make_parents(plume_folder *folder, const char *name,
                                 plume_error *error)
{
    plume_status status = PLUME_OK;

    for (const char *slash = strchr(name, '/'); status == PLUME_OK && slash != NULL;
         slash = strchr(slash + 1, '/')) {
        plume_text path;

        plume_text_init(&path);
        plume_text_printf(&path, "%s/%.*s", folder->place.temporary, (int)(slash - name),
                          name);
        status = plume_text_status(&path, error);
        if (status == PLUME_OK)
            status = make_parent(folder, path.data, name, error);
        plume_text_dispose(&path);
    }
    return status;
}

/* At the path that was handed out last. */
static plume_status make_file(plume_folder *folder, const char *shown, plume_output **out,
                              plume_error *error)
{
    plume_status status;

    if (!plume_unfinished_add(&folder->place.made, folder->path.data, false))
        return plume_fail_memory(error);
    status = plume_output_create(out, folder->path.data, shown, error);
    if (status != PLUME_OK)
        plume_unfinished_drop(&folder->place.made);
    return status;
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
    if (*name == '\0' || !plume_owned_is_plain(name))
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
        status = make_file(folder, shown.data, out, error);
    plume_text_dispose(&shown);
    return status;
}

/* --- the end --- */

/* All is on the disk before the name changes: after a power cut there is the old
 * folder or the new one, never a half. */
plume_status plume_folder_finish(plume_folder *folder, plume_error *error)
{
    plume_status status = plume_sync_tree(folder->place.temporary, error);

    if (status == PLUME_OK)
        status = plume_place_settle(&folder->place, error);
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
