/* What is in a database that was met: its readers are told apart by its tables. */
#include "intake/internal.h"

#include <string.h>
#include <sys/stat.h>

#include "core/database/database.h"
#include "core/database/schema_page.h"
#include "core/database/sqlite.h"
#include "intake/detect.h"
#include "intake/streams/streams.h"
#include "readers/registry.h"

/* The write-ahead log beside a file, or NULL. */
static plume_status open_ahead(plume_source_stream **out, const plume_intake *intake,
                               const plume_found_file *met, plume_error *error)
{
    plume_status status = PLUME_OK;
    plume_text name;
    struct stat there;

    *out = NULL;
    plume_text_init(&name);
    plume_text_printf(&name, "%s-wal", plume_intake_place_of(intake, met));
    if (plume_text_status(&name, NULL) == PLUME_OK &&
        !plume_intake_is_stream(intake, met) && lstat(name.data, &there) == 0 &&
        S_ISREG(there.st_mode))
        status = plume_source_open(out, name.data, error);
    plume_text_dispose(&name);
    return status;
}

/* What a path is called, and where its bytes are. A stranger's study file opens no pipe.
 */
static bool take_path(plume_intake *intake, plume_given_path *named, const char *path,
                      const plume_input_options *options)
{
    bool renamed = options != NULL && options->name[0] != '\0';

    named->at = plume_pool_copy(intake->pool, path);
    named->path = renamed ? plume_pool_copy(intake->pool, options->name) : named->at;
    named->stream = plume_stream_is(path, options != NULL && options->of_study_file);
    return named->at != NULL && named->path != NULL;
}

/* The password of an address is kept for connecting, and shown nowhere. */
plume_status plume_intake_name(plume_intake *intake, plume_given_path *named,
                               const char *path, const plume_input_options *options,
                               plume_error *error)
{
    plume_server *server;
    plume_text shown;

    if (!take_path(intake, named, path, options))
        return plume_fail_memory(error);
    if (!plume_server_is_address(path))
        return PLUME_OK;
    plume_text_init(&shown);
    plume_server_show(&shown, path);
    server = plume_pool_take(intake->pool, sizeof *server);
    if (server != NULL && plume_text_status(&shown, NULL) == PLUME_OK) {
        server->address = named->at;
        server->modules = intake->modules;
        server->shown = named->path = plume_pool_copy(intake->pool, shown.data);
        named->server = server;
    }
    plume_text_dispose(&shown);
    return server != NULL && named->path != NULL ? PLUME_OK : plume_fail_memory(error);
}

static plume_status list_server(const plume_server *server, plume_text *out,
                                plume_error *error)
{
    plume_database *database;
    plume_status status = plume_server_open(&database, server, error);

    if (status == PLUME_OK)
        plume_database_list_tables(out, database);
    plume_database_close(database);
    return status;
}

/* Without SQLite, which would be opened for it alone: nothing where that cannot be. */
static plume_status list_few(plume_intake *intake, const plume_found_file *met,
                             plume_text *out, plume_error *error)
{
    plume_source_stream *source = NULL, *ahead = NULL;
    plume_extent file = { 0 };
    plume_status status;

    status = open_ahead(&ahead, intake, met, error);
    if (status == PLUME_OK && ahead == NULL)
        status = plume_intake_open(intake, met, &source, error);
    if (status == PLUME_OK && ahead == NULL)
        status = plume_extent_open(&file, source, error);
    if (status == PLUME_OK && ahead == NULL)
        (void)plume_schema_page_list(out, &file);
    plume_extent_dispose(&file);
    plume_source_close(ahead);
    plume_source_close(source);
    return status;
}

static plume_status list_all(plume_intake *intake, const plume_found_file *met,
                             plume_text *out, plume_error *error)
{
    plume_source_stream *source = NULL, *ahead = NULL;
    plume_database *database = NULL;
    plume_status status = plume_intake_open(intake, met, &source, error);

    if (status == PLUME_OK)
        status = open_ahead(&ahead, intake, met, error);
    if (status == PLUME_OK)
        status = plume_database_open(&database, source, ahead, error);
    if (status == PLUME_OK)
        plume_database_list_tables(out, database);
    plume_database_close(database);
    plume_source_close(ahead);
    plume_source_close(source);
    return status;
}

/* A database tells its reader by its tables: its head says SQLite and no more. One that
 * no reader is sure of is looked at with SQLite, which tells whether it is damaged. */
plume_status plume_intake_list_tables(plume_intake *intake, const plume_found_file *met,
                                      plume_head head, plume_text *out,
                                      plume_error *error)
{
    const plume_given_path *named = &intake->named[met->named];
    plume_status status;

    if (named->server != NULL)
        return list_server(named->server, out, error);
    status = list_few(intake, met, out, error);
    head.tables = out->data;
    if (status != PLUME_OK ||
        (out->length > 0 && plume_detect_confidence(plume_candidates_all(), &head,
                                                    named->forced) >= PLUME_CERTAIN))
        return status;
    plume_text_clear(out);
    return list_all(intake, met, out, error);
}
