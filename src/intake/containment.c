/* Whether an input lies in a folder. */
#include "intake/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool lies_below(const char *real, const char *folder)
{
    size_t length = strlen(folder);

    return strncmp(real, folder, length) == 0 &&
           (real[length] == '\0' || real[length] == '/');
}

/* With links resolved; what has no such path by now lies nowhere. */
static plume_status is_below(const plume_found_file *met, const char *folder, bool *below,
                             plume_error *error)
{
    char *real = NULL;

    *below = false;
    errno = 0;
    if (met->shown.verdict != PLUME_INPUT_NOT_A_LOG)
        real = realpath(met->path, NULL);
    if (real == NULL)
        return errno == ENOMEM ? plume_fail_memory(error) : PLUME_OK;
    *below = lies_below(real, folder);
    free(real);
    return PLUME_OK;
}

plume_status plume_intake_find_below(const plume_intake *intake, const char *path,
                                     const char **found, plume_error *error)
{
    char *folder = realpath(path, NULL);
    plume_status status = PLUME_OK;

    *found = NULL;
    if (folder == NULL)
        return errno == ENOMEM ? plume_fail_memory(error) : PLUME_OK;
    for (size_t i = 0; status == PLUME_OK && *found == NULL && i < intake->met_count;
         i++) {
        bool below;

        status = is_below(intake->met[i], folder, &below, error);
        if (status == PLUME_OK && below)
            *found = intake->met[i]->path;
    }
    free(folder);
    return status;
}
