/* traces/host_names.h -- names of hosts, and lists of them as schedulers write them.
 *
 * A list is "n1", "n[1-3,7],gpu01.example.org" or "n[1-2]:9400": brackets hold numbers
 * and ranges, with as many digits as the first of a range has. Of a name only what stands
 * before the first dot counts, without its port, in any case; addresses count whole. */
#ifndef PLUME_TRACES_HOST_NAMES_H
#define PLUME_TRACES_HOST_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/text.h>

/* How many hosts the list names; 0 when it is empty. */
size_t plume_hosts_count(const char *list);

/* The i-th of them, up to its first dot, in lower case. Clears. */
void plume_hosts_name(const char *list, size_t i, plume_text *out);

/* Whether the list names the host. */
bool plume_hosts_have(const char *list, const char *host);

/* Whether two lists name a host in common; one of them at least without brackets. */
bool plume_hosts_meet(const char *list, const char *other);

#endif
