/* Sets narrow lines in two columns of one height. */
#include "documents/layout/reference_columns.h"

#include <math.h>

#include "documents/layout/draw.h"
#include "documents/layout/page.h"
#include "documents/layout/page_size.h"

#define COLUMNS_LEAST_PT 40.0

/* The last strip but one at which a column of room_pt can end, from first on. */
static size_t column_end(const plume_strips *strips, size_t first, double room_pt)
{
    size_t best = first, end = first;

    while (end < strips->strip_count) {
        end = plume_page_chunk_end(strips, end);
        if (plume_strips_reach_pt(strips, first, end) > room_pt)
            break;
        best = end;
    }
    return best;
}

/* The least height at which two columns hold all that is left; else room_pt. */
static double column_height_pt(const plume_strips *strips, size_t first, double room_pt)
{
    double least_pt = room_pt;

    for (size_t end = first; end < strips->strip_count;) {
        double left_pt, right_pt;

        end = plume_page_chunk_end(strips, end);
        left_pt = plume_strips_reach_pt(strips, first, end);
        right_pt = plume_strips_reach_pt(strips, end, strips->strip_count);
        least_pt = fmin(least_pt, fmax(left_pt, right_pt));
    }
    return least_pt;
}

static plume_status draw_columns(plume_pages *pages, plume_strips *strips, size_t *at,
                                 double height_pt, plume_error *error)
{
    double bottom_pt = pages->y_pt, top_pt = pages->y_pt;
    plume_status status = PLUME_OK;

    for (int column = 0; column < 2 && status == PLUME_OK; column++) {
        plume_spot spot = { column * (TEXT_WIDTH_PT + COLUMNS_GAP_PT) / 2.0, top_pt,
                            false };
        size_t end = column_end(strips, *at, height_pt);

        if (end == *at && column == 0)
            end = plume_page_chunk_end(strips, *at); /* taller than a page */
        status = plume_draw_strips(pages->haru, strips, *at, end, &spot, error);
        bottom_pt = fmax(bottom_pt, spot.y_pt);
        *at = end;
    }
    pages->y_pt = bottom_pt;
    return status;
}

plume_status plume_pages_columns(plume_pages *pages, const plume_block *block,
                                 plume_error *error)
{
    plume_strips *strips = block->strips;
    plume_status status = plume_strips_status(strips, error);
    size_t at = 0;

    while (status == PLUME_OK && at < strips->strip_count) {
        double lead_pt = plume_page_lead_pt(pages, block, 0);
        double room_pt = PAGE_BOTTOM_PT - pages->y_pt - lead_pt;

        if (plume_page_is_none(pages) ||
            (room_pt < COLUMNS_LEAST_PT && pages->above != PLUME_EDGE_PAGE)) {
            status = plume_page_begin(pages, error);
            if (status == PLUME_OK)
                status = plume_page_draw_waiting(pages, error);
            continue;
        }
        pages->y_pt += lead_pt;
        status = plume_page_draw_head(pages, error);
        if (status == PLUME_OK)
            status = draw_columns(pages, strips, &at,
                                  column_height_pt(strips, at, room_pt), error);
        pages->above = block->ends;
        if (at < strips->strip_count)
            pages->y_pt = PAGE_BOTTOM_PT;
    }
    return status == PLUME_OK ? plume_page_draw_floats(pages, error) : status;
}
