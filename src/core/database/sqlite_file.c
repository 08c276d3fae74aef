/* A file system for SQLite in which there are one database and perhaps its write-ahead
 * log, both read through extents, and in which nothing can be written. Only SQLite's own
 * temporary files, for sorting, are made by the system's file system. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/database/database_internal.h"

static const char MAIN_NAME[] = "/main";
static const char WAL_NAME[] = "/main-wal";

struct plume_sqlite_files {
    const plume_sqlite_calls *sqlite;
    sqlite3_vfs system;
    sqlite3_vfs *parent;
    char name[64];
    const plume_extent *main, *wal;
};

typedef struct read_file {
    sqlite3_file base;
    const plume_extent *extent; /* NULL: empty */
} read_file;

/* --- one file --- */

static int file_close(sqlite3_file *file)
{
    (void)file;
    return SQLITE_OK;
}

/* The interface of SQLite asks that a short read fills the rest with zeros: pages
 * would hold old memory otherwise. */
static int file_read(sqlite3_file *file, void *buffer, int amount, sqlite3_int64 at)
{
    const plume_extent *extent = ((read_file *)(void *)file)->extent;
    size_t length = 0;

    if (amount < 0 || at < 0)
        return SQLITE_IOERR_READ;
    if (extent != NULL &&
        !plume_extent_read(extent, buffer, (size_t)amount, (uint64_t)at, &length))
        return SQLITE_IOERR_READ;
    if (length == (size_t)amount)
        return SQLITE_OK;
    memset((char *)buffer + length, 0, (size_t)amount - length);
    return SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file *file, const void *bytes, int amount, sqlite3_int64 at)
{
    (void)file;
    (void)bytes;
    (void)amount;
    (void)at;
    return SQLITE_READONLY;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    (void)file;
    (void)size;
    return SQLITE_READONLY;
}

static int file_sync(sqlite3_file *file, int flags)
{
    (void)file;
    (void)flags;
    return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    const plume_extent *extent = ((read_file *)(void *)file)->extent;

    *size = extent != NULL ? (sqlite3_int64)extent->length : 0;
    return SQLITE_OK;
}

static int file_lock(sqlite3_file *file, int level)
{
    (void)file;
    (void)level;
    return SQLITE_OK;
}

static int file_is_reserved(sqlite3_file *file, int *reserved)
{
    (void)file;
    *reserved = 0;
    return SQLITE_OK;
}

static int file_control(sqlite3_file *file, int code, void *argument)
{
    (void)file;
    (void)code;
    (void)argument;
    return SQLITE_NOTFOUND;
}

static int file_sector(sqlite3_file *file)
{
    (void)file;
    return 4096;
}

static int file_traits(sqlite3_file *file)
{
    (void)file;
    return 0;
}

/* Version 1: without shared memory, so that the index of a write-ahead log stays in the
 * memory of this process. */
static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_lock,
    .xCheckReservedLock = file_is_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
};

/* --- the system --- */

static plume_sqlite_files *files_of(sqlite3_vfs *system)
{
    return system->pAppData;
}

/* Only the database and its write-ahead log can be opened, and read-only; temporary
 * files go to the system's own file system. */
static int open_file(sqlite3_vfs *system, const char *name, sqlite3_file *file, int flags,
                     int *out_flags)
{
    const int temporary = SQLITE_OPEN_TEMP_DB | SQLITE_OPEN_TRANSIENT_DB |
                          SQLITE_OPEN_TEMP_JOURNAL | SQLITE_OPEN_SUBJOURNAL;
    plume_sqlite_files *files = files_of(system);
    read_file *own = (read_file *)(void *)file;

    if (name == NULL && (flags & temporary) != 0)
        return files->parent->xOpen(files->parent, name, file, flags, out_flags);
    own->base.pMethods = NULL;
    if (name == NULL || (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) == 0)
        return SQLITE_CANTOPEN;
    own->extent = (flags & SQLITE_OPEN_WAL) != 0 ? files->wal : files->main;
    own->base.pMethods = &methods;
    if (out_flags != NULL)
        *out_flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) |
                     SQLITE_OPEN_READONLY;
    return SQLITE_OK;
}

static int delete_file(sqlite3_vfs *system, const char *name, int sync)
{
    (void)system;
    (void)name;
    (void)sync;
    return SQLITE_OK;
}

/* SQLite asks for a journal too; none is there, so it rolls nothing back and writes
 * nothing. */
static int has_access(sqlite3_vfs *system, const char *name, int flags, int *result)
{
    const plume_sqlite_files *files = files_of(system);

    *result = flags != SQLITE_ACCESS_READWRITE &&
              (strcmp(name, MAIN_NAME) == 0 ||
               (files->wal != NULL && strcmp(name, WAL_NAME) == 0));
    return SQLITE_OK;
}

static int full_name(sqlite3_vfs *system, const char *name, int capacity, char *out)
{
    (void)system;
    if (capacity <= (int)strlen(name))
        return SQLITE_CANTOPEN;
    snprintf(out, (size_t)capacity, "%s", name);
    return SQLITE_OK;
}

/* Of the others only what SQLite calls without asking: randomness, time, last error. */
static int randomness(sqlite3_vfs *system, int length, char *out)
{
    plume_sqlite_files *files = files_of(system);

    return files->parent->xRandomness(files->parent, length, out);
}

static int sleep_none(sqlite3_vfs *system, int microseconds)
{
    (void)system;
    return microseconds;
}

static int no_time(sqlite3_vfs *system, double *days)
{
    (void)system;
    *days = 2440587.5;
    return SQLITE_OK;
}

static int last_error(sqlite3_vfs *system, int length, char *out)
{
    (void)system;
    (void)length;
    (void)out;
    return 0;
}

/* The name has an address in it, so that two databases may be open at once; it
 * reaches no output. */
plume_status plume_sqlite_files_new(plume_sqlite_files **out,
                                    const plume_sqlite_calls *sqlite,
                                    const plume_extent *main, const plume_extent *wal,
                                    plume_error *error)
{
    plume_sqlite_files *files = calloc(1, sizeof *files);

    *out = NULL;
    if (files == NULL || sqlite->initialize() != SQLITE_OK) {
        free(files);
        return plume_fail_memory(error);
    }
    files->sqlite = sqlite;
    files->parent = sqlite->vfs_find(NULL);
    files->main = main;
    files->wal = wal;
    snprintf(files->name, sizeof files->name, "plume-%p", (void *)files);
    files->system = (sqlite3_vfs){
        .iVersion = 1,
        .szOsFile = (int)sizeof(read_file),
        .mxPathname = 512,
        .zName = files->name,
        .pAppData = files,
        .xOpen = open_file,
        .xDelete = delete_file,
        .xAccess = has_access,
        .xFullPathname = full_name,
        .xRandomness = randomness,
        .xSleep = sleep_none,
        .xCurrentTime = no_time,
        .xGetLastError = last_error,
    };
    if (files->parent == NULL || sqlite->vfs_register(&files->system, 0) != SQLITE_OK) {
        free(files);
        return plume_fail(error, PLUME_ERR_IO, "SQLite has no file system");
    }
    if (files->parent->szOsFile > files->system.szOsFile)
        files->system.szOsFile = files->parent->szOsFile;
    *out = files;
    return PLUME_OK;
}

void plume_sqlite_files_free(plume_sqlite_files *files)
{
    if (files == NULL)
        return;
    files->sqlite->vfs_unregister(&files->system);
    free(files);
}

const char *plume_sqlite_files_name(const plume_sqlite_files *files)
{
    return files->name;
}
