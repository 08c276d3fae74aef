/* Links inside a document: each goes to a place by its name, which may be drawn later. */
#include "canvas/pdf/haru_jumps.h"

#include <stdlib.h>
#include <string.h>

#include "canvas/pdf/internal.h"

static void *grown(void *array, size_t count, size_t *capacity, size_t size)
{
    size_t wanted = *capacity == 0 ? 32 : 2 * *capacity;
    void *larger;

    if (count < *capacity)
        return array;
    larger = realloc(array, wanted * size);
    if (larger != NULL)
        *capacity = wanted;
    return larger;
}

static plume_status fail_memory(plume_haru *haru, plume_error *error)
{
    return plume_haru_check(haru, PLUME_HARU_NO_MEMORY, "a link", error);
}

plume_status plume_haru_jump_to(plume_haru *haru, const plume_haru_area *area,
                                const char *name, const char *words, plume_error *error)
{
    plume_haru_jumps *all = &haru->jumps;
    plume_haru_jump *jump;
    plume_status status = plume_haru_alive(haru, error);
    HPDF_Rect rectangle = { 0, 0, 0, 0 };

    if (status == PLUME_OK)
        status = plume_haru_rectangle(haru, area, &rectangle, error);
    if (status != PLUME_OK)
        return status;
    jump = grown(all->jump, all->jump_count, &all->jump_capacity, sizeof *jump);
    if (jump == NULL)
        return fail_memory(haru, error);
    all->jump = jump;
    jump += all->jump_count++;
    *jump = (plume_haru_jump){ haru->page, rectangle, strdup(name), strdup(words),
                               haru->elements.used };
    return jump->name == NULL || jump->words == NULL ? fail_memory(haru, error)
                                                     : PLUME_OK;
}

plume_status plume_haru_place_here(plume_haru *haru, const char *name, double y_pt,
                                   plume_error *error)
{
    plume_haru_jumps *all = &haru->jumps;
    HPDF_Point at = { 0, 0 };
    plume_haru_place *place;
    plume_status status = plume_haru_alive(haru, error);

    if (status == PLUME_OK)
        status = plume_haru_point(haru, 0.0, y_pt, &at, error);
    if (status != PLUME_OK)
        return status;
    place = grown(all->place, all->place_count, &all->place_capacity, sizeof *place);
    if (place == NULL)
        return fail_memory(haru, error);
    all->place = place;
    place += all->place_count++;
    *place = (plume_haru_place){ strdup(name), haru->page, at.y };
    return place->name == NULL ? fail_memory(haru, error) : PLUME_OK;
}

/* The first of that name, as in a text. */
static const plume_haru_place *find(const plume_haru_jumps *all, const char *name)
{
    for (size_t i = 0; i < all->place_count; i++)
        if (strcmp(all->place[i].name, name) == 0)
            return &all->place[i];
    return NULL;
}

static HPDF_STATUS link_to(plume_haru *haru, const plume_haru_jump *jump,
                           const plume_haru_place *place)
{
    HPDF_Destination destination = HPDF_Page_CreateDestination(place->page);
    HPDF_STATUS status = HPDF_OK;
    HPDF_Annotation link;

    if (destination == NULL)
        return HPDF_GetError(haru->document);
    status += HPDF_Destination_SetXYZ(destination, 0, place->y, 1);
    status += plume_haru_keep_zoom(destination);
    link = HPDF_Page_CreateLinkAnnot(jump->page, jump->area, destination);
    if (link == NULL)
        return HPDF_GetError(haru->document);
    status += HPDF_LinkAnnot_SetBorderStyle(link, 0, 0, 0);
    status += plume_haru_tag_link(haru, link, jump->page, jump->element, jump->words);
    return status;
}

/* What goes to a place that is not there is no link, but words. */
plume_status plume_haru_finish_jumps(plume_haru *haru, plume_error *error)
{
    HPDF_STATUS status = HPDF_OK;

    for (size_t i = 0; i < haru->jumps.jump_count && status == HPDF_OK; i++) {
        const plume_haru_jump *jump = &haru->jumps.jump[i];
        const plume_haru_place *place = find(&haru->jumps, jump->name);

        if (place != NULL)
            status = link_to(haru, jump, place);
        else if (jump->element != 0)
            status =
                HPDF_Dict_AddName(haru->elements.record[jump->element].dict, "S", "Span");
    }
    return plume_haru_check(haru, status, "a link", error);
}

void plume_haru_free_jumps(plume_haru *haru)
{
    plume_haru_jumps *all = &haru->jumps;

    for (size_t i = 0; i < all->jump_count; i++) {
        free(all->jump[i].name);
        free(all->jump[i].words);
    }
    for (size_t i = 0; i < all->place_count; i++)
        free(all->place[i].name);
    free(all->jump);
    free(all->place);
}
