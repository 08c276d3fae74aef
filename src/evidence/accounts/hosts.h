/* evidence/accounts/hosts.h -- whether two texts name the same host or the same device.
 *
 * A host is a set: "n1", "n[1-2,5]", "a1,a2". Names are compared by their first label, in
 * lower case, without a port. Unknown ("") agrees with all. */
#ifndef PLUME_EVIDENCE_ACCOUNTS_HOSTS_H
#define PLUME_EVIDENCE_ACCOUNTS_HOSTS_H

#include <stdbool.h>

#include <plume/text.h>

/* Both known, and no host in both. */
bool plume_hosts_differ(const char *left, const char *right);
/* Both known, and the same hosts in both. */
bool plume_hosts_equal(const char *left, const char *right);

/* Devices of different kinds, both known. A family ("a100") is no other device than its
 * members ("NVIDIA A100-SXM4-40GB"). */
bool plume_devices_differ(const char *left, const char *right);

#endif
