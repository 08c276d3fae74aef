/* Folders of worlds: in memory where the system has such a place, gone afterwards. */
#include "properties/folders.h"

#include "properties/logs.h"
#include "support/support.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[64];

const char *folders_root(void)
{
    if (root[0] == '\0') {
        snprintf(root, sizeof root, "%s/plume-properties-XXXXXX",
                 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
        ck_assert_ptr_nonnull(mkdtemp(root));
    }
    return root;
}

static void remove_all(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;

    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        char below[512];

        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (unlink(below) != 0)
            remove_all(below);
    }
    if (folder != NULL)
        closedir(folder);
    rmdir(path);
}

/* The folder of the logs, or of each of its parts. */
static size_t parts_of(const world *from, char path[2][256])
{
    struct stat found;
    size_t count = 0;

    if (from->parts == 1) {
        snprintf(path[0], 256, "%s/logs", folders_root());
        return 1;
    }
    for (int part = 0; part < 2; part++) {
        snprintf(path[count], 256, "%s/logs/part%d", folders_root(), part);
        count += stat(path[count], &found) == 0;
    }
    return count;
}

void folders_read_again(outcome *out, const world *from, bool backwards,
                        const char *table)
{
    char path[2][256];
    size_t count = parts_of(from, path);
    bool turn = backwards && count == 2;
    const char *paths[2] = { path[turn ? 1 : 0], path[turn ? 0 : 1] };

    outcome_read(out, paths, count, table);
}

plume_value *folders_report(const world *from)
{
    char path[2][256], report[256];
    const char *paths[2] = { path[0], path[1] };

    snprintf(report, sizeof report, "%s/report", folders_root());
    return outcome_report(paths, parts_of(from, path), report);
}

const char *folders_empty(void)
{
    static char path[256];

    snprintf(path, sizeof path, "%s/logs", folders_root());
    remove_all(path);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    return path;
}

void folders_read(outcome *out, const world *from)
{
    world_write(from, folders_empty());
    folders_read_again(out, from, false, NULL);
}

void folders_put(const char *name, const char *text)
{
    char path[256];

    snprintf(path, sizeof path, "%s/logs", folders_root());
    logs_put(path, name, text, strlen(text));
}

void folders_clear(void)
{
    if (root[0] != '\0')
        remove_all(root);
    root[0] = '\0';
}
