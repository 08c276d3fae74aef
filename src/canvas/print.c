/* Coordinates in hundredths of a point and colours as text, whatever the locale. */
#include "canvas/print.h"

#include <math.h>

/* Whole numbers only go to printf, so that no locale can put a comma here. */
void plume_print_pt(plume_text *out, double pt)
{
    long hundredths = lround(fabs(pt) * 100.0);

    if (pt < 0.0 && hundredths > 0)
        plume_text_add_char(out, '-');
    plume_text_printf(out, "%ld", hundredths / 100);
    hundredths %= 100;
    if (hundredths % 10 != 0)
        plume_text_printf(out, ".%02ld", hundredths);
    else if (hundredths != 0)
        plume_text_printf(out, ".%ld", hundredths / 10);
}

void plume_print_colour(plume_text *out, plume_colour colour)
{
    if (colour == PLUME_COLOUR_NONE)
        plume_text_add(out, "none");
    else
        plume_text_printf(out, "#%06lX", (unsigned long)colour);
}

plume_status plume_print_to(plume_output *output, plume_text *text, plume_error *error)
{
    plume_status status = plume_text_status(text, error);

    if (status == PLUME_OK)
        status = plume_output_write(output, text->data, text->length, error);
    plume_text_dispose(text);
    return status;
}
