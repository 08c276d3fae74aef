/* cli/draw.c -- a chart into a file; the file's ending, or an option, names the format.
 */
#include "cli.h"

#include <math.h>
#include <string.h>

static bool is_format(const char *word)
{
    for (size_t i = 0; plume_canvas_name_at(i) != NULL; i++)
        if (strcmp(plume_canvas_name_at(i), word) == 0)
            return true;
    return false;
}

/* NULL, and the error, where there is none. */
static const char *format_of(const cli_drawing *drawing, plume_error *error)
{
    const char *ending = strrchr(drawing->path, '.');

    if (drawing->format != NULL) {
        if (is_format(drawing->format))
            return drawing->format;
        plume_fail(error, PLUME_ERR_UNKNOWN, "there is no format '%s' of a chart",
                   drawing->format);
        plume_hint(error, "use svg, png, pdf or outline");
        return NULL;
    }
    if (ending != NULL && is_format(ending + 1))
        return ending + 1;
    if (strcmp(drawing->path, "-") == 0) {
        plume_fail(error, PLUME_ERR_MISSING,
                   "a chart on standard output has no ending that names its format");
        plume_hint(error, "add --format svg, png, pdf or outline");
        return NULL;
    }
    plume_fail_at(error, PLUME_ERR_UNKNOWN, drawing->path, 0, 0,
                  "the file's ending names no format of a chart");
    plume_hint(error, "use .svg, .png, .pdf or .outline");
    return NULL;
}

/* The format is checked before the file is opened: a wrong one leaves no file behind.
 * Without a time of creation equal inputs give equal bytes. */
int cli_draw(const char *kind, const plume_chart_data *data, cli_drawing drawing)
{
    plume_chart_options options = {
        .width_pt = drawing.width_pt, .finding = "", .caption = "", .creation_s = NAN
    };
    plume_output *output;
    plume_error error = { 0 };
    const char *format = format_of(&drawing, &error);

    if (format == NULL || plume_output_open(&output, drawing.path, &error) != PLUME_OK)
        return cli_fail(&error);
    if (plume_chart_write(kind, data, &options, format, output, &error) != PLUME_OK) {
        plume_output_abandon(output);
        return cli_fail(&error);
    }
    return plume_output_finish(output, &error) == PLUME_OK ? CLI_DONE : cli_fail(&error);
}
