/* What is in a strip knows only its place there; a spot says where the strip stands. */
#include "documents/layout/draw.h"

#include "canvas/pdf/haru_draw.h"
#include "canvas/pdf/haru_extras.h"
#include "canvas/pdf/haru_jumps.h"
#include "documents/layout/page_size.h"

plume_status plume_draw_rule(plume_haru *haru, const plume_stuff *rule, double y_pt,
                             plume_error *error)
{
    plume_step steps[2] = { { .kind = PLUME_STEP_MOVE, .x = rule->x_pt },
                            { .kind = PLUME_STEP_LINE, .x = rule->to_x_pt } };
    plume_path path = { .step = steps,
                        .step_count = 2,
                        .fill = PLUME_COLOUR_NONE,
                        .stroke = rule->colour,
                        .stroke_width_pt = rule->stroke_pt };

    steps[0].y = y_pt + rule->y_pt;
    steps[1].y = y_pt + rule->to_y_pt;
    return plume_haru_path(haru, &path, error);
}

static plume_status draw_link(plume_haru *haru, const plume_stuff *stuff,
                              const plume_spot *spot, plume_error *error)
{
    plume_haru_area area = { stuff->x_pt + spot->shift_pt, spot->y_pt + stuff->y_pt,
                             stuff->to_x_pt - stuff->x_pt, stuff->to_y_pt - stuff->y_pt };

    return stuff->uri[0] == '#'
               ? plume_haru_jump_to(haru, &area, stuff->uri + 1, stuff->label.text, error)
               : plume_haru_link(haru, &area, stuff->uri, error);
}

static plume_status draw_stuff(plume_haru *haru, const plume_stuff *stuff,
                               const plume_spot *spot, plume_error *error)
{
    plume_label label = stuff->label;

    switch (stuff->kind) {
    case PLUME_STUFF_RULE:
        return plume_draw_rule(haru, stuff, spot->y_pt, error);
    case PLUME_STUFF_SCENE:
        return plume_haru_scene(haru, stuff->scene, TEXT_X_PT, spot->y_pt, error);
    case PLUME_STUFF_LINK:
        return spot->decoration ? PLUME_OK : draw_link(haru, stuff, spot, error);
    case PLUME_STUFF_PLACE:
        return plume_haru_place_here(haru, stuff->uri, spot->y_pt + stuff->y_pt, error);
    case PLUME_STUFF_LABEL:
        break;
    }
    label.x_pt += spot->shift_pt;
    label.y_pt += spot->y_pt;
    return plume_haru_text_spread(haru, &label, stuff->spread_pt, error);
}

/* Elements are made when the first of them is drawn, so that their order is that of
 * reading. */
static plume_status use_element(plume_haru *haru, plume_strips *strips, size_t i,
                                plume_error *error)
{
    size_t missing = i, parent;
    plume_strip_element *element;
    plume_status status = PLUME_OK;

    if (i == PLUME_STRIPS_NO_ELEMENT) {
        plume_haru_use_element(haru, PLUME_ELEMENT_NONE);
        return PLUME_OK;
    }
    while (status == PLUME_OK && strips->element[i].made == PLUME_ELEMENT_NONE) {
        missing = i;
        parent = PLUME_ELEMENT_DOCUMENT;
        for (;;) { /* the outermost that is not made */
            element = &strips->element[missing];
            if (element->parent == PLUME_STRIPS_NO_ELEMENT)
                break;
            parent = strips->element[element->parent].made;
            if (parent != PLUME_ELEMENT_NONE)
                break;
            missing = element->parent;
            parent = PLUME_ELEMENT_DOCUMENT;
        }
        status = plume_haru_element(haru, &element->made, parent, element->tag,
                                    element->alt, error);
    }
    plume_haru_use_element(haru, strips->element[i].made);
    return status;
}

plume_status plume_draw_strip(plume_haru *haru, plume_strips *strips, size_t i,
                              const plume_spot *spot, plume_error *error)
{
    const plume_strip *strip = &strips->strip[i];
    plume_status status = PLUME_OK;

    for (size_t k = 0; k < strip->count && status == PLUME_OK; k++) {
        const plume_stuff *stuff = &strips->stuff[strip->first + k];

        status = use_element(haru, strips,
                             spot->decoration ? PLUME_STRIPS_NO_ELEMENT : stuff->element,
                             error);
        if (status == PLUME_OK)
            status = draw_stuff(haru, stuff, spot, error);
    }
    plume_haru_use_element(haru, PLUME_ELEMENT_NONE);
    return status;
}

plume_status plume_draw_strips(plume_haru *haru, plume_strips *strips, size_t first,
                               size_t end, plume_spot *spot, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = first; i < end && status == PLUME_OK; i++) {
        spot->y_pt += i > first ? strips->strip[i].lead_pt : 0.0;
        status = plume_draw_strip(haru, strips, i, spot, error);
        spot->y_pt += strips->strip[i].span_pt;
    }
    return status;
}
