/* Any bytes as a study file: read or refused, never more. What was read must free
 * cleanly. */
#include <stddef.h>
#include <stdint.h>

#include "study/study.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    plume_study *study = NULL;
    plume_error error;

    if (plume_study_new(&study, &error) != PLUME_OK)
        return 0;
    (void)plume_study_parse(study, (const char *)data, size, "plume.yaml", NULL, &error);
    plume_study_free(study);
    return 0;
}
