/* cli/data.c -- where the program's data and modules lie, and the datasets that a command
 * looks things up in. */
#include "cli.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

/* The folder of the running program, or false. */
static bool program_folder(char folder[PATH_MAX])
{
    char found[PATH_MAX];
    char *slash;

#ifdef __APPLE__
    uint32_t size = sizeof found;

    if (_NSGetExecutablePath(found, &size) != 0)
        return false;
#else
    ssize_t length = readlink("/proc/self/exe", found, sizeof found - 1);

    if (length <= 0)
        return false;
    found[length] = '\0';
#endif
    if (realpath(found, folder) == NULL)
        return false;
    slash = strrchr(folder, '/');
    if (slash == NULL)
        return false;
    *slash = '\0';
    return true;
}

/* Data lies at a fixed path from the program, so that an installed tree can be moved;
 * PLUME_DATA goes before it. */
plume_status cli_data(plume_text *out, const char *below, plume_error *error)
{
    const char *given = getenv("PLUME_DATA");
    char folder[PATH_MAX];

    if (given != NULL && given[0] != '\0')
        plume_text_printf(out, "%s/%s", given, below);
    else if (program_folder(folder))
        plume_text_printf(out, "%s/%s/%s", folder, PLUME_SHARE_FROM_BIN, below);
    else
        return plume_fail(error, PLUME_ERR_IO, "the program cannot tell where it stands");
    if (plume_text_status(out, error) != PLUME_OK)
        return out->status;
    if (access(out->data, R_OK) == 0)
        return PLUME_OK;
    plume_fail_at(error, PLUME_ERR_IO, out->data, 0, 0, "the data of Plume is not there");
    plume_hint(error, "set PLUME_DATA to the folder that holds datasets/ and templates/");
    return PLUME_ERR_IO;
}

/* Never fails: where the program cannot be found there are no modules. */
void cli_modules(plume_text *out)
{
    const char *given = getenv("PLUME_MODULES");
    char folder[PATH_MAX];

    if (given != NULL && given[0] != '\0')
        plume_text_add(out, given);
    else if (program_folder(folder))
        plume_text_printf(out, "%s/%s", folder, PLUME_MODULES_FROM_BIN);
}

/* What is compiled in, unless PLUME_DATA names a folder of other datasets. */
plume_status cli_factors(plume_factors **out, plume_error *error)
{
    const char *given = getenv("PLUME_DATA");
    plume_text path;
    plume_status status = PLUME_OK;

    if (given == NULL || given[0] == '\0')
        return plume_factors_open(out, NULL, error);
    *out = NULL;
    plume_text_init(&path);
    status = cli_data(&path, "datasets", error);
    if (status == PLUME_OK)
        status = plume_factors_open(out, path.data, error);
    plume_text_dispose(&path);
    return status;
}

/* Whoever did without a table that could not be read printed something else. */
plume_status cli_factors_end(plume_factors *factors, plume_status status,
                             plume_error *error)
{
    if (status == PLUME_OK && factors != NULL)
        status = plume_factors_status(factors, error);
    plume_factors_free(factors);
    return status;
}
