/* cli/partial.c -- what logs tell, for other machines: plume runs --format partial. */
#include "cli.h"

#include <math.h>
#include <string.h>

/* What is said over logs is said where partials are read. */
static const char *said_too_early(const cli_reading *reading)
{
    const char *said = reading->study != NULL        ? "study"
                       : reading->device != NULL     ? "device"
                       : !isnan(reading->count)      ? "count"
                       : reading->role != NULL       ? "role"
                       : reading->gaps != NULL       ? "gaps"
                       : reading->shared_devices     ? "shared-devices"
                       : reading->trace.count > 0    ? "trace"
                       : reading->same.count > 0     ? "same"
                       : reading->distinct.count > 0 ? "distinct"
                                                     : NULL;

    return said;
}

/* What a partial is made of, and where it goes. */
typedef struct partial_paths {
    const cli_reading *reading;
    const char *output;
    int argc;
    char **argv;
} partial_paths;

/* "3/64"; count 0: all. */
typedef struct share_of {
    size_t number, count;
} share_of;

static bool find_share(share_of *out, const char *text)
{
    const char *slash = text != NULL ? strchr(text, '/') : NULL;
    double number, count;

    *out = (share_of){ 0, 0 };
    if (text == NULL)
        return true;
    if (slash == NULL || !plume_count_parse(&number, text, (size_t)(slash - text)) ||
        !plume_count_parse(&count, slash + 1, strlen(slash + 1)) || number < 1.0 ||
        number > count || count > 1e9)
        return false;
    *out = (share_of){ (size_t)number, (size_t)count };
    return true;
}

static plume_status write_partial(const partial_paths *paths, share_of share,
                                  plume_error *error)
{
    plume_output *output = NULL;
    cli_work work;
    plume_status status =
        cli_work_open(&work, paths->reading, paths->argv, (size_t)paths->argc, error);

    if (status == PLUME_OK && share.count > 0)
        plume_partial_share(work.intake, share.number, share.count);
    if (status == PLUME_OK)
        status = plume_intake_survey(work.intake, error);
    if (status == PLUME_OK)
        status = plume_output_open(&output, paths->output == NULL ? "-" : paths->output,
                                   error);
    if (status == PLUME_OK) {
        status = plume_partial_write(work.intake, output, error);
        if (status == PLUME_OK)
            status = plume_output_finish(output, error);
        else
            plume_output_abandon(output);
    }
    cli_work_close(&work);
    return status;
}

int cli_partial(const cli_reading *reading, const char *part, const char *output,
                int argc, char **argv)
{
    const partial_paths paths = { reading, output, argc, argv };
    const char *said = said_too_early(reading);
    plume_error error = { 0 };
    share_of share;

    if (said != NULL)
        return cli_misused("runs",
                           "--%s is said where partials are read, not where they are "
                           "written",
                           said);
    if (!find_share(&share, part))
        return cli_misused("runs", "--part is '%s', expected as 3/64: the third of 64",
                           part);
    if (argc == 0)
        return cli_no_logs("runs");
    return write_partial(&paths, share, &error) == PLUME_OK ? CLI_DONE : cli_fail(&error);
}
