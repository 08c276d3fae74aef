/* The module that draws: its functions, as the library calls them. */
#include "canvas/drawing.h"

#include <plume/version.h>

#define CANVAS(name) extern const plume_canvas plume_canvas_##name;
#include "canvas/canvases.def"
#undef CANVAS

extern const plume_drawing plume_module_drawing;

PLUME_API const plume_drawing plume_module_drawing = {
    .version = PLUME_VERSION,
    .pdf = &plume_canvas_pdf,
    .png = &plume_canvas_png,
    .fonts_free = plume_fonts_free,
    .haru_free = plume_haru_free,
    .haru_use_element = plume_haru_use_element,
#define CALL(type, function, parameters, arguments) .function = plume_##function,
#define BEGIN                                       CALL
#include "canvas/drawing.def"
#undef BEGIN
#undef CALL
};
