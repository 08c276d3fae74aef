/* documents/model/input_name.h -- the name of an input in a narrow column of a table. */
#ifndef PLUME_DOCUMENTS_MODEL_INPUT_NAME_H
#define PLUME_DOCUMENTS_MODEL_INPUT_NAME_H

#include <plume/text.h>

/* The last parts of path, at least one: a pointer into it. */
const char *plume_input_tail(const char *path, size_t parts);

/* Such a tail by its first folder and its name, each without its middle when it is long:
 * "seed_0/data.json", "atari/…/result.json". */
void plume_input_name_of_tail(plume_text *out, const char *tail);

#endif
