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

/* The one that is named, else that of the ending; NULL: neither is one. */
static const char *format_of(const cli_drawing *drawing)
{
    const char *ending = strrchr(drawing->path, '.');

    if (drawing->format != NULL)
        return is_format(drawing->format) ? drawing->format : NULL;
    return ending != NULL && is_format(ending + 1) ? ending + 1 : NULL;
}

int cli_draw_check(const char *command, cli_drawing drawing)
{
    const char *ending = strrchr(drawing.path, '.');

    if (drawing.format != NULL && !is_format(drawing.format))
        return cli_misused(command,
                           "there is no format '%s' of a chart; use svg, png, "
                           "pdf or outline",
                           drawing.format);
    if (drawing.format != NULL && ending != NULL && is_format(ending + 1) &&
        strcmp(drawing.format, ending + 1) != 0)
        return cli_misused(command,
                           "--format %s contradicts the ending of %s; name one "
                           "of the two",
                           drawing.format, drawing.path);
    if (format_of(&drawing) != NULL)
        return CLI_DONE;
    if (strcmp(drawing.path, "-") == 0)
        return cli_misused(command, "a chart on standard output has no ending that names "
                                    "its format; add --format svg, png, pdf or outline");
    return cli_misused(command,
                       "the ending of %s names no format of a chart; use .svg, "
                       ".png, .pdf or .outline",
                       drawing.path);
}

/* Without a time of creation equal inputs give equal bytes. */
int cli_draw(const char *kind, const plume_chart_data *data, cli_drawing drawing)
{
    plume_chart_options options = {
        .width_pt = drawing.width_pt, .finding = "", .caption = "", .creation_s = NAN
    };
    plume_output *output;
    plume_error error = { 0 };
    const char *format = format_of(&drawing);

    if (format == NULL)
        return cli_draw_check(NULL, drawing);
    if (plume_output_open(&output, drawing.path, &error) != PLUME_OK)
        return cli_fail(&error);
    if (plume_chart_write(kind, data, &options, format, output, &error) != PLUME_OK) {
        plume_output_abandon(output);
        return cli_fail(&error);
    }
    return plume_output_finish(output, &error) == PLUME_OK ? CLI_DONE : cli_fail(&error);
}
