/* documents/model/input_name.h -- the name of an input in a narrow column of a table. */
#ifndef PLUME_DOCUMENTS_MODEL_INPUT_NAME_H
#define PLUME_DOCUMENTS_MODEL_INPUT_NAME_H

#include <plume/text.h>

/* As many of the last parts of a path as a narrow column has room for; a long name loses
 * its middle. */
void plume_input_name(plume_text *out, const char *path);

#endif
