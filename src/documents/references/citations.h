/* documents/references/citations.h -- who cites what: keys in the order of LaTeX. */
#ifndef PLUME_DOCUMENTS_REFERENCES_CITATIONS_H
#define PLUME_DOCUMENTS_REFERENCES_CITATIONS_H

#include <stddef.h>

#include <plume/status.h>

/* Keys in the order in which they were first met, each once. Zeroed is empty. */
typedef struct plume_keys {
    char **key;
    size_t count, capacity;
} plume_keys;
void plume_keys_dispose(plume_keys *keys);

/* Adds what a LaTeX text cites: \cite{a,b} and its relatives. */
plume_status plume_keys_scan(plume_keys *keys, const char *latex, plume_error *error);

/* From 1; 0 when it is not among them. */
size_t plume_keys_number(const plume_keys *keys, const char *key);

#endif
