/* cli/connect.c -- which servers a command connects to, and saying so. */
#include "cli.h"

#include <stdio.h>

/* Whoever names a server on the command line trusts it, wherever else it is named. */
plume_status cli_allow_connect(plume_intake *intake, const cli_reading *reading,
                               char *const *paths, size_t path_count, plume_error *error)
{
    plume_status status = PLUME_OK;
    plume_text shown;

    for (size_t i = 0; i < reading->allow_connect.count && status == PLUME_OK; i++)
        status =
            plume_intake_allow_connect(intake, reading->allow_connect.item[i], error);
    plume_text_init(&shown);
    for (size_t i = 0; i < path_count && status == PLUME_OK; i++)
        if (plume_intake_is_server(&shown, paths[i]))
            status = plume_intake_allow_connect(intake, paths[i], error);
    plume_text_dispose(&shown);
    return status;
}

/* Before it is done, and whatever --quiet says: the address is not the user's own. */
void cli_tell_connection(const char *path)
{
    plume_text shown;

    plume_text_init(&shown);
    if (plume_intake_is_server(&shown, path))
        fprintf(stderr, "plume: connects to %s, which the study file names\n",
                shown.data);
    plume_text_dispose(&shown);
}
