/* canvas/pdf/haru_jumps.h -- links inside a document, by the names of places. */
#ifndef PLUME_CANVAS_PDF_HARU_JUMPS_H
#define PLUME_CANVAS_PDF_HARU_JUMPS_H

#include "canvas/pdf/haru.h"
#include <plume/status.h>

/* A link to the place of that name, which may come later; where none comes it is words
 * alone. words say where it leads. */
plume_status plume_haru_jump_to(plume_haru *haru, const plume_haru_area *area,
                                const char *name, const char *words, plume_error *error);

/* Names a height on the current page. */
plume_status plume_haru_place_here(plume_haru *haru, const char *name, double y_pt,
                                   plume_error *error);

#endif
