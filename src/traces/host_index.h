/* traces/host_index.h -- which of many hosts a list names, without asking each.
 *
 * Hosts are found by their names without zeros before numbers, as "n[1-3]" names n01, and
 * then compared as plume_hosts_meet does. */
#ifndef PLUME_TRACES_HOST_INDEX_H
#define PLUME_TRACES_HOST_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct plume_host_index plume_host_index;

plume_host_index *plume_host_index_new(void); /* NULL: out of memory */
void plume_host_index_free(plume_host_index *index);

/* Hosts have the numbers 0, 1, 2 ... in the order in which they were added; name is
 * borrowed. False: out of memory. */
bool plume_host_index_add(plume_host_index *index, const char *name);

/* Those that the list names, in *found, *count of them, each once, the least number
 * first; borrowed until it is asked again. An empty list names none. False: out of
 * memory.
 */
bool plume_host_index_find(plume_host_index *index, const char *list,
                           const uint32_t **found, size_t *count);

#endif
