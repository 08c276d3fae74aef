/* canvas/print.h -- coordinates and colours as text, the same on every machine. */
#ifndef PLUME_CANVAS_PRINT_H
#define PLUME_CANVAS_PRINT_H

#include <plume/output.h>
#include <plume/text.h>

#include "scene/scene.h"

/* Hundredths of a point, without trailing zeros: "12.5", "0". */
void plume_print_pt(plume_text *out, double pt);

/* "#1B4B72", or "none". */
void plume_print_colour(plume_text *out, plume_colour colour);

/* Writes what was printed and disposes it, also after a failure. */
plume_status plume_print_to(plume_output *output, plume_text *text, plume_error *error);

#endif
