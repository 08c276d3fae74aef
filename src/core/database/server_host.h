/* core/database/server_host.h -- the host that an address of a server names. */
#ifndef PLUME_CORE_DATABASE_SERVER_HOST_H
#define PLUME_CORE_DATABASE_SERVER_HOST_H

#include <stdbool.h>

#include <plume/text.h>

/* The one host of an address, in lower case; "localhost" when it names none. False when
 * it names several or has a parameter that could name another (libpq takes host, hostaddr
 * and service from there). */
bool plume_server_host(plume_text *out, const char *address);

#endif
