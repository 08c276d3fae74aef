/* cli/draw.c -- a chart into a file; the file's ending names the format. */
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

/* The ending is checked before the file is opened: a wrong one leaves no file behind.
 * Without a time of creation equal inputs give equal bytes. */
int cli_draw(const char *kind, const plume_chart_data *data, const char *path,
             double width_pt)
{
    plume_chart_options options = { .width_pt = width_pt,
                                    .finding = plume_chart_title(kind),
                                    .caption = "",
                                    .creation_s = NAN };
    const char *ending = strrchr(path, '.');
    plume_output *output;
    plume_error error = { 0 };

    if (ending == NULL || !is_format(ending + 1)) {
        plume_fail_at(&error, PLUME_ERR_UNKNOWN, path, 0, 0,
                      "the file's ending names no format of a chart");
        plume_hint(&error, "use .svg, .png, .pdf or .outline");
        return cli_fail(&error);
    }
    if (plume_output_open(&output, path, &error) != PLUME_OK)
        return cli_fail(&error);
    if (plume_chart_write(kind, data, &options, ending + 1, output, &error) != PLUME_OK) {
        plume_output_abandon(output);
        return cli_fail(&error);
    }
    return plume_output_finish(output, &error) == PLUME_OK ? CLI_DONE : cli_fail(&error);
}
