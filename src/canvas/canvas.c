/* The registry of back-ends, and the loop that feeds them. */
#include "canvas/canvas.h"

#include <string.h>

#define CANVAS(name) extern const plume_canvas plume_canvas_##name;
#include "canvas/canvases.def"
#undef CANVAS

static const plume_canvas *const canvases[] = {
#define CANVAS(name) &plume_canvas_##name,
#include "canvas/canvases.def"
#undef CANVAS
};

size_t plume_canvases_count(void)
{
    return sizeof canvases / sizeof canvases[0];
}

const plume_canvas *plume_canvases_at(size_t i)
{
    return i < plume_canvases_count() ? canvases[i] : NULL;
}

const plume_canvas *plume_canvas_find(const char *name)
{
    for (size_t i = 0; i < plume_canvases_count(); i++)
        if (strcmp(canvases[i]->name, name) == 0)
            return canvases[i];
    return NULL;
}

/* end is called after a failure too: it frees the page. */
plume_status plume_canvas_draw(const plume_canvas *canvas, plume_output *output,
                               const plume_scene *scene, const plume_page_info *info,
                               plume_error *error)
{
    plume_status status = plume_scene_status(scene, error);
    plume_status ended;
    void *page;

    if (status != PLUME_OK)
        return status;
    status = canvas->begin(&page, output, info, error);
    if (status != PLUME_OK)
        return status;
    for (size_t i = 0; i < plume_scene_count(scene) && status == PLUME_OK; i++) {
        const plume_mark *mark = plume_scene_at(scene, i);

        status = mark->is_label ? canvas->text(page, &mark->label, error)
                                : canvas->path(page, &mark->path, error);
    }
    /* The first failure is the one to tell. */
    ended = canvas->end(page, status == PLUME_OK ? error : NULL);
    return status != PLUME_OK ? status : ended;
}
