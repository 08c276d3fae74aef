/* evidence/accounts/berths.h -- hosts and devices of accounts, each once. */
#ifndef PLUME_EVIDENCE_ACCOUNTS_BERTHS_H
#define PLUME_EVIDENCE_ACCOUNTS_BERTHS_H

#include "core/pool.h"

/* Texts to numbers from 1; 0 is "". */
typedef struct plume_names {
    plume_pool *pool;
    plume_map *map;
    const char **text;
    size_t count, capacity;
} plume_names;

/* Where accounts ran: most have it in common with many others. */
typedef struct plume_berth {
    uint32_t host, device; /* of names the number, 0 unknown */
    float device_count;    /* NAN unknown */
} plume_berth;

/* What was found of two names last: they are compared over and over again. */
typedef struct plume_name_pair {
    uint32_t left, right;
    bool differ;
} plume_name_pair;

enum { PLUME_COMPARED_MAX = 512 };

typedef struct plume_berths {
    plume_names hosts, devices;
    plume_name_pair *compared; /* hosts, then as many devices */
    plume_berth *berth;
    size_t count, capacity;
    uint32_t *slot; /* a table of numbers from 1; 0: free */
    size_t slots;
} plume_berths;

/* False: out of memory, here and below; it is disposed of all the same. */
bool plume_berths_init(plume_berths *berths);
void plume_berths_dispose(plume_berths *berths);

bool plume_berths_number(plume_berths *berths, const char *host, const char *device,
                         double device_count, uint32_t *out);

/* As plume_hosts_differ and plume_devices_differ say of the names. */
bool plume_berths_hosts_differ(const plume_berths *berths, const plume_berth *left,
                               const plume_berth *right);
bool plume_berths_devices_differ(const plume_berths *berths, const plume_berth *left,
                                 const plume_berth *right);

const char *plume_names_text(const plume_names *names, uint32_t number);

#endif
