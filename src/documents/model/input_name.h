/* documents/model/input_name.h -- the name of an input in a narrow column of a table. */
#ifndef PLUME_DOCUMENTS_MODEL_INPUT_NAME_H
#define PLUME_DOCUMENTS_MODEL_INPUT_NAME_H

#include "documents/wording/table.h"

/* As many of the last parts of a path as a narrow column has room for; a long name loses
 * its middle. */
void plume_input_name(plume_report_table *sheet, const char *path);

#endif
