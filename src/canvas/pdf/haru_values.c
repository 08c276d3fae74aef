/* Statuses of libharu as ours, and numbers and places as libharu takes them. */
#include <math.h>

#include <string.h>

#include "canvas/pdf/internal.h"
#include "core/sanitize.h"

/* Beyond what a page can show, and below libharu's own limit of 32,767. */
#define COORDINATE_MAX_PT 14400.0
#define STEPS_PER_POINT   1000.0

plume_status plume_haru_alive(plume_haru *haru, plume_error *error)
{
    if (haru->failure.status != PLUME_OK && error != NULL)
        *error = haru->failure;
    return haru->failure.status;
}

/* status may be a sum of several; the library keeps the first error by itself. */
plume_status plume_haru_check(plume_haru *haru, HPDF_STATUS status, const char *what,
                              plume_error *error)
{
    HPDF_STATUS kept = HPDF_GetError(haru->document);

    if (status != HPDF_OK && kept != HPDF_OK)
        status = kept;
    if (status != HPDF_OK && haru->had_no_memory)
        status = PLUME_HARU_NO_MEMORY;
    if (haru->failure.status == PLUME_OK && status == PLUME_HARU_NO_MEMORY)
        plume_fail_memory(&haru->failure);
    else if (haru->failure.status == PLUME_OK && status != HPDF_OK)
        plume_fail(&haru->failure, PLUME_ERR_VALUE,
                   "the PDF library cannot write %s (its error 0x%04lX)", what,
                   (unsigned long)status);
    return plume_haru_alive(haru, error);
}

plume_status plume_haru_number(plume_haru *haru, double value, HPDF_REAL *out,
                               plume_error *error)
{
    *out = 0.0f;
    if (!isfinite(value)) {
        if (haru->failure.status == PLUME_OK)
            plume_fail(&haru->failure, PLUME_ERR_VALUE,
                       "a coordinate of a page is not finite");
        return plume_haru_alive(haru, error);
    }
    value = fmin(fmax(value, -COORDINATE_MAX_PT), COORDINATE_MAX_PT);
    *out = (HPDF_REAL)(round(value * STEPS_PER_POINT) / STEPS_PER_POINT);
    return PLUME_OK;
}

plume_status plume_haru_point(plume_haru *haru, double x_pt, double y_pt, HPDF_Point *out,
                              plume_error *error)
{
    plume_status status = plume_haru_number(haru, haru->x_pt + x_pt, &out->x, error);

    if (status != PLUME_OK)
        return status;
    return plume_haru_number(haru, haru->height_pt - (haru->y_pt + y_pt), &out->y, error);
}

plume_status plume_haru_rectangle(plume_haru *haru, const plume_haru_area *area,
                                  HPDF_Rect *out, plume_error *error)
{
    HPDF_Point top = { 0, 0 }, bottom = { 0, 0 };
    plume_status status = plume_haru_point(haru, area->x_pt, area->y_pt, &top, error);

    if (status == PLUME_OK)
        status = plume_haru_point(haru, area->x_pt + area->width_pt,
                                  area->y_pt + area->height_pt, &bottom, error);
    *out =
        (HPDF_Rect){ .left = top.x, .top = top.y, .right = bottom.x, .bottom = bottom.y };
    return status;
}

/* The zoom stays as it is: 0, which libharu knows no call for. */
HPDF_STATUS plume_haru_keep_zoom(HPDF_Destination destination)
{
    enum { ZOOM = 4 }; /* after the page, its way of showing, left and top */
    HPDF_Real zoom = HPDF_Array_GetItem(destination, ZOOM, HPDF_OCLASS_REAL);

    return zoom == NULL ? HPDF_INVALID_DESTINATION : HPDF_Real_SetValue(zoom, 0);
}

HPDF_String plume_haru_string(plume_haru *haru, const char *text)
{
    HPDF_String string = NULL;
    plume_text clean;

    plume_text_init(&clean);
    plume_sanitize(&clean, text, strlen(text), PLUME_HARU_WORDS_MAX);
    if (plume_text_status(&clean, NULL) == PLUME_OK)
        string = HPDF_String_New(haru->document->mmgr, clean.data, haru->encoder);
    haru->had_no_memory = haru->had_no_memory || string == NULL;
    plume_text_dispose(&clean);
    return string;
}
