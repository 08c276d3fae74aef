/* canvas/pdf/haru_draw.h -- what is drawn on a page of a PDF. */
#ifndef PLUME_CANVAS_PDF_HARU_DRAW_H
#define PLUME_CANVAS_PDF_HARU_DRAW_H

#include "canvas/pdf/haru.h"
#include <plume/status.h>

plume_status plume_haru_text(plume_haru *haru, const plume_label *label,
                             plume_error *error);
/* The same with spread_pt more at each blank. */
plume_status plume_haru_text_spread(plume_haru *haru, const plume_label *label,
                                    double spread_pt, plume_error *error);
plume_status plume_haru_path(plume_haru *haru, const plume_path *path,
                             plume_error *error);

/* A whole scene with its upper left corner at (x_pt, y_pt). */
plume_status plume_haru_scene(plume_haru *haru, const plume_scene *scene, double x_pt,
                              double y_pt, plume_error *error);

#endif
