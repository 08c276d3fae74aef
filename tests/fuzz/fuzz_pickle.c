/* Any bytes as a pickle: refused with a message, or a tree that can be looked into. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "logs/pickle/pickle.h"

/* A tree may hold cycles: a few levels of it are enough. */
static size_t look(const plume_pickle_node *node, int depth)
{
    size_t seen = strlen(plume_pickle_text(node)), i;

    (void)plume_pickle_number(node);
    (void)plume_pickle_civil_s(node);
    if (depth == 0)
        return seen;
    seen += look(plume_pickle_get(node, "experiment_start"), depth - 1);
    for (i = 0; i < plume_pickle_count(node) && i < 8; i++)
        seen += look(plume_pickle_at(node, i), depth - 1);
    return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    plume_error error = { .status = PLUME_OK };
    plume_pickle *pickle = NULL;
    plume_status status = plume_pickle_read(&pickle, bytes, length, "info.pkl", &error);

    if (status == PLUME_OK && look(plume_pickle_root(pickle), 3) == SIZE_MAX)
        abort();
    if (status != PLUME_OK && (pickle != NULL || error.message[0] == '\0'))
        abort();
    plume_pickle_free(pickle);
    return 0;
}
