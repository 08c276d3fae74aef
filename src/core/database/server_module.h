/* core/database/server_module.h -- what a module for database servers offers.
 *
 * A module is a library of its own, opened only when an input is the address of a server,
 * so that nobody else depends on the client library. It knows nothing of Plume but this
 * file. Messages are UTF-8, cut to capacity, and never hold a password. */
#ifndef PLUME_CORE_DATABASE_SERVER_MODULE_H
#define PLUME_CORE_DATABASE_SERVER_MODULE_H

#include <stddef.h>

#define PLUME_SERVER_MODULE_VERSION 1u
#define PLUME_SERVER_MODULE_SYMBOL  "plume_module_postgresql"

typedef enum plume_server_kind {
    PLUME_SERVER_NULL,
    PLUME_SERVER_NUMBER, /* text is its decimal form; a boolean is 0 or 1 */
    PLUME_SERVER_TEXT,
    PLUME_SERVER_BYTES
} plume_server_kind;

typedef struct plume_server_cell {
    plume_server_kind kind;
    const char *text; /* terminated, borrowed until the next row; "" for NULL */
    size_t length;
} plume_server_cell;

typedef struct plume_server_message {
    char *text;
    size_t capacity;
} plume_server_message;

typedef struct plume_server_module {
    unsigned version;

    /* A connection within one transaction that only reads and in which all queries see
     * the same rows; NULL with a message. */
    void *(*connect)(const char *address, plume_server_message message);
    void (*close)(void *connection);

    /* One SELECT; rows are fetched as they are asked for, and several queries may be
     * open. NULL with a message. */
    void *(*query)(void *connection, const char *sql, plume_server_message message);
    /* 1: a row, 0: the end, -1: a message. */
    int (*next)(void *query, plume_server_message message);
    plume_server_cell (*cell)(const void *query, int column);
    void (*end)(void *query);

    /* A SELECT for the columns of all tables: table, column. */
    const char *catalogue;
} plume_server_module;

#endif
