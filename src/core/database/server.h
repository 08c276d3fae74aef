/* core/database/server.h -- databases on servers, named by their address. */
#ifndef PLUME_CORE_DATABASE_SERVER_H
#define PLUME_CORE_DATABASE_SERVER_H

#include "core/database/database.h"

/* Borrowed. */
typedef struct plume_server {
    const char *address; /* "postgresql://user:secret@host/name" */
    const char *shown;   /* the same without secrets */
    const char *modules; /* the folder of modules; "": where they are installed */
} plume_server;

/* Whether a path is the address of a database server that is known by name, readable or
 * not ("postgresql://", "mysql://"). */
bool plume_server_is_address(const char *path);

/* What may be shown of an address: without password and parameters. */
void plume_server_show(plume_text *out, const char *address);

/* Opens the module and connects. A kind of server that is not read is refused with advice
 * on what is. */
plume_status plume_server_open(plume_database **out, const plume_server *server,
                               plume_error *error);

#endif
