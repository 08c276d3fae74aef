/* In the library, in place of what the module that draws has: each function opens it, if
 * need be, and hands its call on. */
#include "canvas/drawing.h"

#include <pthread.h>

#include "core/module.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const plume_drawing *opened;

static plume_status open_drawing(const plume_drawing **out, plume_error *error)
{
    plume_status status = PLUME_OK;
    const void *found;

    pthread_mutex_lock(&lock);
    if (opened == NULL) {
        status =
            plume_module_open(&found, PLUME_DRAWING_MODULE, PLUME_DRAWING_SYMBOL, error);
        opened = found;
    }
    *out = opened;
    pthread_mutex_unlock(&lock);
    return status;
}

/* --- what begins --- */

plume_status plume_fonts_new(plume_fonts **out, plume_error *error)
{
    const plume_drawing *drawing;
    plume_status status = open_drawing(&drawing, error);

    *out = NULL;
    return status == PLUME_OK ? drawing->fonts_new(out, error) : status;
}

plume_status plume_haru_new(plume_haru **out, const plume_type *type,
                            const plume_haru_info *info, plume_error *error)
{
    const plume_drawing *drawing;
    plume_status status = open_drawing(&drawing, error);

    *out = NULL;
    return status == PLUME_OK ? drawing->haru_new(out, type, info, error) : status;
}

bool plume_haru_links_to(const char *uri)
{
    const plume_drawing *drawing;

    return open_drawing(&drawing, NULL) == PLUME_OK && drawing->haru_links_to(uri);
}

static plume_status begin_pdf(void **page, plume_output *output,
                              const plume_page_info *info, plume_error *error)
{
    const plume_drawing *drawing;
    plume_status status = open_drawing(&drawing, error);

    return status == PLUME_OK ? drawing->pdf->begin(page, output, info, error) : status;
}

static plume_status begin_png(void **page, plume_output *output,
                              const plume_page_info *info, plume_error *error)
{
    const plume_drawing *drawing;
    plume_status status = open_drawing(&drawing, error);

    return status == PLUME_OK ? drawing->png->begin(page, output, info, error) : status;
}

/* --- what has begun: the module is open --- */

void plume_fonts_free(plume_fonts *fonts)
{
    if (fonts != NULL)
        opened->fonts_free(fonts);
}

void plume_haru_free(plume_haru *haru)
{
    if (haru != NULL)
        opened->haru_free(haru);
}

void plume_haru_use_element(plume_haru *haru, size_t element)
{
    opened->haru_use_element(haru, element);
}

#define BEGIN(type, name, parameters, arguments)
#define CALL(type, name, parameters, arguments)                                          \
    type plume_##name parameters                                                         \
    {                                                                                    \
        return opened->name arguments;                                                   \
    }
#include "canvas/drawing.def"
#undef CALL
#undef BEGIN

static plume_status pdf_path(void *page, const plume_path *path, plume_error *error)
{
    return opened->pdf->path(page, path, error);
}

static plume_status pdf_text(void *page, const plume_label *label, plume_error *error)
{
    return opened->pdf->text(page, label, error);
}

static plume_status pdf_end(void *page, plume_error *error)
{
    return opened->pdf->end(page, error);
}

static plume_status png_path(void *page, const plume_path *path, plume_error *error)
{
    return opened->png->path(page, path, error);
}

static plume_status png_text(void *page, const plume_label *label, plume_error *error)
{
    return opened->png->text(page, label, error);
}

static plume_status png_end(void *page, plume_error *error)
{
    return opened->png->end(page, error);
}

#define CANVAS(name) extern const plume_canvas plume_canvas_##name;
#include "canvas/canvases.def"
#undef CANVAS

const plume_canvas plume_canvas_pdf = { "pdf", begin_pdf, pdf_path, pdf_text, pdf_end };
const plume_canvas plume_canvas_png = { "png", begin_png, png_path, png_text, png_end };
