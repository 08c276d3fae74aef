/* Places strips down a page and breaks before what would be torn apart. */
#include "documents/layout/pages.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "canvas/pdf/haru_draw.h"
#include "canvas/pdf/haru_extras.h"
#include "documents/layout/draw.h"
#include "documents/layout/page.h"
#include "documents/layout/page_size.h"
#include "scene/palette.h"

#define FOOTER_RULE_PT        792.200
#define FOOTER_BASELINE_PT    802.204 /* 14 mm above the edge */
#define FOOTER_SIZE_PT        7.0
#define FOOTER_RULE_STROKE_PT 0.3
#define ROOM_PT               (PAGE_BOTTOM_PT - PAGE_TOP_PT)
#define HOLE_PT               (ROOM_PT / 4.0)  /* the most that a page may leave empty */
#define TALL_PT               (ROOM_PT * 0.6)  /* tables that are taller break at once */
#define WHOLE_PT              (ROOM_PT - 30.0) /* with the white above it */

void plume_pages_init(plume_pages *pages, plume_haru *haru)
{
    memset(pages, 0, sizeof *pages);
    pages->haru = haru;
    pages->above = PLUME_EDGE_PAGE;
    pages->y_pt = PAGE_BOTTOM_PT;
}

void plume_pages_dispose(plume_pages *pages)
{
    plume_floats_dispose(&pages->floats);
    plume_floats_dispose(&pages->waiting);
    plume_floats_dispose(&pages->drawn);
}

void plume_pages_head(plume_pages *pages, const plume_label *lines, size_t count,
                      const char *bookmark)
{
    pages->has_head = true;
    pages->head_count = count < PLUME_HEAD_LINES_MAX ? count : PLUME_HEAD_LINES_MAX;
    memcpy(pages->head, lines, pages->head_count * sizeof lines[0]);
    pages->bookmark = bookmark;
}

/* A table that goes on overleaf is closed by a thin rule. */
static plume_status draw_break(plume_pages *pages, plume_error *error)
{
    plume_stuff rule = { .kind = PLUME_STUFF_RULE,
                         .x_pt = TEXT_X_PT,
                         .to_x_pt = RIGHT_X_PT,
                         .stroke_pt = RULE_THIN_PT,
                         .colour = PLUME_INK };

    return plume_draw_rule(pages->haru, &rule, pages->y_pt + TABLE_FOOT_PT, error);
}

/* Overleaf a table has its head again, which has been said. */
static plume_status go_on(plume_pages *pages, const plume_block *block, size_t first,
                          plume_error *error)
{
    plume_strips *strips = block->strips;
    plume_spot spot = { .decoration = true };
    plume_status status = draw_break(pages, error);

    if (status == PLUME_OK)
        status = plume_page_new(pages, error);
    spot.y_pt = pages->y_pt;
    if (status == PLUME_OK)
        status = plume_draw_strips(pages->haru, strips, block->repeat, block->repeat + 1,
                                   &spot, error);
    pages->y_pt = spot.y_pt + fmin(strips->strip[block->repeat + 1].lead_pt,
                                   strips->strip[first].lead_pt);
    return status;
}

/* A table that goes on has its head again; what hangs in the margin must fit too. */
static plume_status begin_chunk(plume_pages *pages, const plume_block *block,
                                size_t first, size_t end, plume_error *error)
{
    double reach_pt = plume_strips_reach_pt(block->strips, first, end);
    plume_status status = PLUME_OK;

    if (first == 0 && pages->has_head)
        reach_pt = fmax(reach_pt, plume_page_head_pt(pages));
    for (;;) {
        double lead_pt = plume_page_lead_pt(pages, block, first);

        if (!plume_page_is_none(pages) &&
            (pages->above == PLUME_EDGE_PAGE ||
             pages->y_pt + lead_pt + reach_pt <= PAGE_BOTTOM_PT)) {
            pages->y_pt += lead_pt;
            return PLUME_OK;
        }
        if (first > 0 && plume_block_breaks(block))
            return go_on(pages, block, first, error);
        status = plume_page_begin(pages, error);
        if (status == PLUME_OK && first == 0)
            status = plume_page_draw_waiting(pages, error);
        if (status != PLUME_OK)
            return status;
    }
}

/* A chunk is what may not be parted; pages end between chunks alone. */
plume_status plume_pages_place(plume_pages *pages, const plume_block *block,
                               plume_error *error)
{
    plume_strips *strips = block->strips;
    plume_status status = plume_strips_status(strips, error);
    size_t i = 0;

    while (status == PLUME_OK && i < strips->strip_count) {
        size_t end = plume_page_chunk_end(strips, i);
        plume_spot spot = { 0.0, 0.0, false };

        status = begin_chunk(pages, block, i, end, error);
        if (status == PLUME_OK)
            status = plume_page_draw_head(pages, error);
        spot.y_pt = pages->y_pt;
        if (status == PLUME_OK)
            status = plume_draw_strips(pages->haru, strips, i, end, &spot, error);
        pages->y_pt = spot.y_pt;
        pages->above = block->ends;
        i = end;
    }
    return status == PLUME_OK ? plume_page_draw_floats(pages, error) : status;
}

/* A figure that no page can hold is placed all the same. */
plume_status plume_pages_float(plume_pages *pages, const plume_block *block,
                               plume_error *error)
{
    plume_status status = plume_strips_status(block->strips, error);
    double reach_pt;

    if (status != PLUME_OK)
        return status;
    reach_pt = plume_strips_reach_pt(block->strips, 0, block->strips->strip_count);
    if (plume_page_is_none(pages) ||
        (pages->floats.first == NULL && plume_page_fits(pages, block)) ||
        reach_pt > (plume_block_breaks(block) ? TALL_PT : WHOLE_PT))
        return plume_pages_place(pages, block, error);
    status = plume_floats_add(&pages->floats, block, error);
    return status == PLUME_OK ? plume_page_draw_floats(pages, error) : status;
}

/* --- what is left at the end --- */

/* A table breaks rather than leave a hole. */
static plume_status place_left(plume_pages *pages, plume_error *error)
{
    plume_status status = plume_page_draw_floats(pages, error);

    while (status == PLUME_OK && pages->floats.first != NULL) {
        plume_float *one = pages->floats.first;

        if (plume_block_breaks(&one->block) && PAGE_BOTTOM_PT - pages->y_pt > HOLE_PT) {
            plume_floats_remove(&pages->floats, one);
            plume_floats_append(&pages->drawn, one);
            status = plume_pages_place(pages, &one->block, error);
        } else {
            status = plume_page_begin(pages, error);
            if (status == PLUME_OK)
                status = plume_page_draw_waiting(pages, error);
        }
    }
    return status;
}

/* --- the foot --- */

/* "3 / 12": drawn at the end, when the number of pages is known. */
static plume_status draw_footer(plume_pages *pages, size_t i, const char *footer,
                                plume_error *error)
{
    plume_stuff rule = { .kind = PLUME_STUFF_RULE,
                         .x_pt = HEADS_X_PT,
                         .to_x_pt = RIGHT_X_PT,
                         .stroke_pt = FOOTER_RULE_STROKE_PT,
                         .colour = PLUME_RULE };
    plume_label label = { .text = footer,
                          .x_pt = HEADS_X_PT,
                          .y_pt = FOOTER_BASELINE_PT,
                          .face = PLUME_FACE_SANS,
                          .size_pt = FOOTER_SIZE_PT,
                          .anchor = PLUME_ANCHOR_START,
                          .colour = PLUME_SECONDARY };
    plume_text number;
    plume_status status = plume_draw_rule(pages->haru, &rule, FOOTER_RULE_PT, error);

    if (status == PLUME_OK)
        status = plume_haru_text(pages->haru, &label, error);
    if (status != PLUME_OK)
        return status;
    plume_text_init(&number);
    plume_text_printf(&number, "%zu / %zu", i + 1, plume_haru_page_count(pages->haru));
    label.text = number.data;
    label.x_pt = RIGHT_X_PT;
    label.anchor = PLUME_ANCHOR_END;
    status = plume_text_status(&number, error);
    if (status == PLUME_OK)
        status = plume_haru_text(pages->haru, &label, error);
    plume_text_dispose(&number);
    return status;
}

/* Footers come when all pages are there; a text without a word still gets one page. */
plume_status plume_pages_finish(plume_pages *pages, const char *footer,
                                plume_error *error)
{
    plume_status status = PLUME_OK;

    if (plume_page_is_none(pages))
        status = plume_page_new(pages, error);
    if (status == PLUME_OK)
        status = place_left(pages, error);
    for (size_t i = 0; i < plume_haru_page_count(pages->haru) && status == PLUME_OK;
         i++) {
        status = plume_haru_use_page(pages->haru, i, error);
        if (status == PLUME_OK)
            status = draw_footer(pages, i, footer, error);
    }
    return status;
}
