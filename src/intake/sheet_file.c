/* Asks whether a file is a table as a spreadsheet saves it. */
#include "intake/internal.h"

#include <stdlib.h>
#include <string.h>

#include "core/sheet/likely.h"
#include "intake/detect.h"
#include "readers/registry.h"

static plume_status learn(plume_intake *intake, plume_found_file *met, const char *bytes,
                          size_t length, plume_error *error)
{
    plume_source_stream *source = NULL;
    plume_status status = plume_intake_open(intake, met, &source, error);

    if (status == PLUME_OK)
        status = plume_sheet_learn(&met->sheet, bytes, length, source, error);
    plume_source_close(source);
    return status;
}

/* The head as it is now read: converted when met->sheet says so. */
static plume_status read_head(plume_intake *intake, const plume_found_file *met,
                              char *bytes, size_t *length, plume_error *error)
{
    plume_source_stream *source = NULL;
    plume_status status = plume_intake_open(intake, met, &source, error);

    if (status == PLUME_OK)
        status = plume_head_read(source, bytes, length, error);
    plume_source_close(source);
    return status;
}

static plume_status confidence(int *out, const plume_intake *intake,
                               const plume_found_file *met, const char *bytes,
                               size_t length, plume_error *error)
{
    char *name = plume_head_name(met->path);
    plume_head head = { bytes, length, name, met->path, NULL };

    if (name == NULL)
        return plume_fail_memory(error);
    *out = plume_detect_confidence(plume_candidates_all(), &head,
                                   intake->named[met->named].forced);
    free(name);
    return PLUME_OK;
}

/* A reader that knows semicolons itself reads a table that has nothing else. */
static bool is_preferred(const plume_sheet *sheet, int as_it_is, int converted)
{
    return converted > as_it_is ||
           (converted > 0 && converted == as_it_is && plume_sheet_has_habits(sheet));
}

static plume_status compare(plume_intake *intake, plume_found_file *met, char *bytes,
                            size_t *length, plume_error *error)
{
    char *converted = malloc(PLUME_HEAD_BYTES + 1);
    size_t converted_length = 0;
    int before = 0, after = 0;
    plume_status status = converted != NULL ? PLUME_OK : plume_fail_memory(error);

    if (status == PLUME_OK)
        status = read_head(intake, met, converted, &converted_length, error);
    if (status == PLUME_OK)
        status = confidence(&before, intake, met, bytes, *length, error);
    if (status == PLUME_OK)
        status = confidence(&after, intake, met, converted, converted_length, error);
    if (status == PLUME_OK && is_preferred(met->sheet, before, after)) {
        memcpy(bytes, converted, converted_length + 1);
        *length = converted_length;
    } else {
        plume_sheet_free(met->sheet);
        met->sheet = NULL;
    }
    free(converted);
    return status;
}

plume_status plume_intake_ask_as_sheet(plume_intake *intake, plume_found_file *met,
                                       char *bytes, size_t *length, plume_error *error)
{
    plume_status status;

    if (!plume_sheet_is_likely(bytes, *length))
        return PLUME_OK;
    status = learn(intake, met, bytes, *length, error);
    if (status == PLUME_OK && met->sheet != NULL)
        status = compare(intake, met, bytes, length, error);
    return status;
}
