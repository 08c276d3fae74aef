/* core/output/output_internal.h -- what output.c offers to folder.c. */
#ifndef PLUME_CORE_OUTPUT_OUTPUT_INTERNAL_H
#define PLUME_CORE_OUTPUT_OUTPUT_INTERNAL_H

#include <plume/output.h>

/* A new file at path, which must not exist; nothing is renamed. shown stands in errors.
 */
plume_status plume_output_create(plume_output **out, const char *path, const char *shown,
                                 plume_error *error);

#endif
