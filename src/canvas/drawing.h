/* canvas/drawing.h -- what the module that draws offers: all that needs Cairo, fontconfig
 * or libharu. */
#ifndef PLUME_CANVAS_DRAWING_H
#define PLUME_CANVAS_DRAWING_H

#include "canvas/canvas.h"
#include "canvas/fonts/fonts.h"
#include "canvas/pdf/haru.h"
#include "canvas/pdf/haru_draw.h"
#include "canvas/pdf/haru_extras.h"
#include "canvas/pdf/haru_jumps.h"
#include "canvas/pdf/haru_tags.h"

#define PLUME_DRAWING_MODULE "plume-drawing.so"
#define PLUME_DRAWING_SYMBOL "plume_module_drawing"

typedef struct plume_drawing {
    const char *version;
    const plume_canvas *pdf, *png;
    void (*fonts_free)(plume_fonts *fonts);
    void (*haru_free)(plume_haru *haru);
    void (*haru_use_element)(plume_haru *haru, size_t element);
#define CALL(type, name, parameters, arguments) type(*name) parameters;
#define BEGIN                                   CALL
#include "canvas/drawing.def"
#undef BEGIN
#undef CALL
} plume_drawing;

#endif
