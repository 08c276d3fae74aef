/* fsync of folders: what they list is on the disk when it returns. */
#include "core/output/sync.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <plume/text.h>

enum { DEPTH_MAX = 8 };

static plume_status fail(const char *path, const char *what, plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "%s: %s", what,
                         strerror(errno));
}

/* A file that is synced may still be missing after a power cut: its name is in the
 * folder, which has to be synced on its own. Not every file system can. */
plume_status plume_sync_folder(const char *path, plume_error *error)
{
    int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    plume_status status = PLUME_OK;

    if (descriptor < 0 || (fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP))
        status = fail(path, "cannot be synced", error);
    if (descriptor >= 0)
        close(descriptor);
    return status;
}

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
    status = plume_text_status(&text, error);
    if (status == PLUME_OK && lstat(text.data, &there) != 0)
        status = fail(text.data, "cannot be looked at", error);
    else if (status == PLUME_OK && S_ISDIR(there.st_mode) && depth < DEPTH_MAX)
        status = sync_below(text.data, depth + 1, error);
    plume_text_dispose(&text);
    return status;
}

static plume_status sync_below(const char *path, int depth, plume_error *error)
{
    plume_status status = plume_sync_folder(path, error);
    const struct dirent *entry;
    DIR *folder;

    if (status != PLUME_OK)
        return status;
    folder = opendir(path);
    if (folder == NULL)
        return fail(path, "cannot be read", error);
    errno = 0;
    while (status == PLUME_OK && (entry = readdir(folder)) != NULL) {
        status = sync_entry(path, entry->d_name, depth, error);
        errno = 0;
    }
    if (status == PLUME_OK && errno != 0)
        status = fail(path, "cannot be read", error);
    closedir(folder);
    return status;
}

plume_status plume_sync_tree(const char *path, plume_error *error)
{
    return sync_below(path, 0, error);
}
