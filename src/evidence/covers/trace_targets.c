/* Whose runs the user says that a trace covers; what cannot be is refused before anything
 * is shared. */
#include "evidence/covers/trace_targets.h"

#include <fnmatch.h>
#include <string.h>

#include "intake/joined_traces.h"

const char *plume_trace_wanted(const plume_intake *intake, const plume_found_file *trace)
{
    return intake->named[trace->named].options.attribute_to;
}

static bool is_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);

    while (length > 1 && folder[length - 1] == '/')
        length--;
    return strncmp(path, folder, length) == 0 && path[length] == '/';
}

bool plume_trace_is_target(const plume_intake *intake, const plume_found_file *trace,
                           const plume_found_file *met)
{
    const char *pattern = plume_trace_wanted(intake, trace);

    return strcmp(pattern, "*") == 0 || strcmp(pattern, met->path) == 0 ||
           is_below(met->path, pattern) || fnmatch(pattern, met->path, FNM_PATHNAME) == 0;
}

static bool is_read(const plume_found_file *met)
{
    return met->shown.verdict == PLUME_INPUT_READ;
}

static plume_status check_gives_power(const plume_intake *intake, size_t named,
                                      plume_error *error)
{
    for (size_t i = 0; i < intake->met_count; i++)
        if (intake->met[i]->named == named &&
            (plume_trace_has_samples(intake->met[i]->trace) || !is_read(intake->met[i])))
            return PLUME_OK;
    return plume_fail_at(error, PLUME_ERR_VALUE, intake->named[named].path, 0, 0,
                         "there is no power trace in it, so nothing to attribute");
}

static plume_status check_target(const plume_intake *intake, const plume_found_file *met,
                                 plume_error *error)
{
    const plume_trace *trace = plume_met_trace(met);

    if (plume_trace_kind_of(trace).relative) {
        plume_fail_at(error, PLUME_ERR_VALUE, met->path, 0, 0,
                      "its energy cannot be attributed: its samples have no date");
        plume_hint(error, "log power with time stamps, or read the trace by itself");
        return PLUME_ERR_VALUE;
    }
    for (size_t i = 0; i < intake->met_count; i++) {
        const plume_found_file *other = intake->met[i];

        if (other != met && is_read(other) && !plume_trace_has_samples(other->trace) &&
            plume_trace_is_target(intake, met, other))
            return PLUME_OK;
    }
    return plume_fail_at(error, PLUME_ERR_UNKNOWN, met->path, 0, 0,
                         "its energy is to be attributed to '%s', and no other input is "
                         "that",
                         plume_trace_wanted(intake, met));
}

plume_status plume_trace_targets_check(const plume_intake *intake, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < intake->named_count && status == PLUME_OK; i++)
        if (intake->named[i].options.attribute_to[0] != '\0')
            status = check_gives_power(intake, i, error);
    for (size_t i = 0; i < intake->met_count && status == PLUME_OK; i++) {
        const plume_found_file *met = intake->met[i];

        if (is_read(met) && plume_trace_has_samples(met->trace) &&
            !plume_met_is_further_part(intake, i) &&
            plume_trace_wanted(intake, met)[0] != '\0')
            status = check_target(intake, met, error);
    }
    return status;
}
