/* What is in a database that was met: its readers are told apart by its tables. */
#include "readers/intake_inside.h"

#include <string.h>
#include <sys/stat.h>

#include "core/database.h"

/* The write-ahead log beside a file, or NULL. */
static plume_status open_ahead(plume_source_stream **out, const char *path,
                               plume_error *error)
{
    plume_status status = PLUME_OK;
    plume_text name;
    struct stat there;

    *out = NULL;
    plume_text_init(&name);
    plume_text_printf(&name, "%s-wal", path);
    if (plume_text_status(&name, NULL) == PLUME_OK && strcmp(path, "-") != 0 &&
        lstat(name.data, &there) == 0 && S_ISREG(there.st_mode))
        status = plume_source_open(out, name.data, error);
    plume_text_dispose(&name);
    return status;
}

plume_status plume_intake_list_tables(plume_intake *intake, const plume_met *met,
                                      plume_text *out, plume_error *error)
{
    plume_source_stream *source = NULL, *ahead = NULL;
    plume_database *database = NULL;
    plume_status status = plume_intake_open(intake, met, &source, error);

    if (status == PLUME_OK)
        status = open_ahead(&ahead, met->path, error);
    if (status == PLUME_OK)
        status = plume_database_open(&database, source, ahead, error);
    if (status == PLUME_OK)
        plume_database_list_tables(out, database);
    plume_database_close(database);
    plume_source_close(ahead);
    plume_source_close(source);
    return status;
}
