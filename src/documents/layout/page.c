/* Fills one page: the white between blocks, heads in the margin, floats. */
#include "documents/layout/page.h"

#include <math.h>

#include "canvas/pdf/haru_draw.h"
#include "canvas/pdf/haru_extras.h"
#include "documents/layout/draw.h"
#include "documents/layout/page_size.h"

#define HEAD_RISE_PT      0.2 /* looks level with a serif of 10 pt */
#define HEAD_LEADING_PT   11.0
#define HEAD_DEPTH_PT     3.0
#define FIRST_BASELINE_PT 9.0
#define SECTION_PT        31.0
#define RULE_REACH_PT     4.0 /* a rule ends lower than a line of text seems to */

/* --- white --- */

/* In points: figures bring white space of their own, and so need less above them than
 * words. */
static double lead_in_section(plume_edge above, plume_edge begins)
{
    if (above == PLUME_EDGE_RULE)
        return begins == PLUME_EDGE_SCENE ? 18.0 : 26.0;
    if (above == PLUME_EDGE_SMALL)
        return begins == PLUME_EDGE_SMALL ? 20.0 : 24.0;
    return begins == PLUME_EDGE_SCENE ? 18.0 : 20.0;
}

/* Distances between baselines and edges, in points, as they were drawn for the first
 * page: by what stands above and what begins. */
static double lead_of(const plume_pages *pages, plume_edge begins)
{
    switch (pages->above) {
    case PLUME_EDGE_PAGE:
        if (begins == PLUME_EDGE_TITLE)
            return 8.0;
        return begins == PLUME_EDGE_SCENE && !pages->has_head ? 0.0 : FIRST_BASELINE_PT;
    case PLUME_EDGE_TITLE:
        return begins == PLUME_EDGE_BAND ? 18.0 : SECTION_PT;
    case PLUME_EDGE_BAND:
        return begins == PLUME_EDGE_BAND ? 0.0 : 27.0;
    default:
        break;
    }
    if (begins == PLUME_EDGE_BAND)
        return 18.0;
    if (!pages->has_head)
        return lead_in_section(pages->above, begins);
    return SECTION_PT + (pages->above == PLUME_EDGE_RULE ? RULE_REACH_PT : 0.0);
}

double plume_page_head_pt(const plume_pages *pages)
{
    return pages->head_count == 0 ? 0.0
                                  : HEAD_LEADING_PT * (double)(pages->head_count - 1) +
                                        HEAD_DEPTH_PT - HEAD_RISE_PT;
}

/* The bookmark points a little above the head, so that viewers show it. */
plume_status plume_page_draw_head(plume_pages *pages, plume_error *error)
{
    double y_pt = pages->y_pt - HEAD_RISE_PT;
    plume_status status = PLUME_OK;
    size_t element;

    if (!pages->has_head)
        return PLUME_OK;
    status = plume_haru_element(pages->haru, &element, PLUME_ELEMENT_DOCUMENT,
                                PLUME_TAG_SECTION, NULL, error);
    plume_haru_use_element(pages->haru, element);
    for (size_t i = 0; i < pages->head_count && status == PLUME_OK; i++) {
        plume_label label = pages->head[i];

        label.y_pt = y_pt + HEAD_LEADING_PT * (double)i;
        status = plume_haru_text(pages->haru, &label, error);
    }
    plume_haru_use_element(pages->haru, PLUME_ELEMENT_NONE);
    if (status == PLUME_OK && pages->bookmark[0] != '\0')
        status = plume_haru_bookmark(pages->haru, pages->bookmark,
                                     y_pt - SECTION_PT / 2.0, error);
    pages->free_pt = y_pt + plume_page_head_pt(pages);
    pages->has_head = false;
    return status;
}

/* --- where a float stands --- */

bool plume_page_is_none(const plume_pages *pages)
{
    return plume_haru_page_count(pages->haru) == 0;
}

/* In points below y_pt, whatever head waits: that stands beside what comes after. */
static double float_lead_pt(const plume_pages *pages, const plume_block *block)
{
    plume_pages without = *pages;

    without.has_head = false;
    return lead_of(&without, block->begins);
}

bool plume_page_fits(const plume_pages *pages, const plume_block *block)
{
    return !plume_page_is_none(pages) &&
           pages->y_pt + float_lead_pt(pages, block) +
                   plume_strips_reach_pt(block->strips, 0, block->strips->strip_count) <=
               PAGE_BOTTOM_PT;
}

static double height_pt(const plume_strips *strips)
{
    double sum_pt = 0.0;

    for (size_t i = 0; i < strips->strip_count; i++)
        sum_pt += (i > 0 ? strips->strip[i].lead_pt : 0.0) + strips->strip[i].span_pt;
    return sum_pt;
}

/* The first that fits here and overtakes none of its kind; or NULL. */
static plume_float *next_float(plume_pages *pages)
{
    bool passed[2] = { false, false };

    for (plume_float *one = pages->floats.first; one != NULL; one = one->next) {
        bool breaks = plume_block_breaks(&one->block);

        if (!passed[breaks] && plume_page_fits(pages, &one->block))
            return one;
        passed[breaks] = true;
    }
    return NULL;
}

/* Keeps a place for a float at y_pt, which moves on. */
static void reserve(plume_pages *pages, plume_float *one)
{
    pages->y_pt += float_lead_pt(pages, &one->block);
    one->page = plume_haru_page_count(pages->haru) - 1;
    one->y_pt = pages->y_pt;
    pages->y_pt += height_pt(&one->strips);
    pages->above = one->block.ends;
    plume_floats_remove(&pages->floats, one);
    plume_floats_append(&pages->waiting, one);
}

/* Once the block is finished before which they stand, or in whose middle: a reader who
 * does not see the page hears a paragraph whole. */
plume_status plume_page_draw_waiting(plume_pages *pages, plume_error *error)
{
    size_t last = plume_haru_page_count(pages->haru) - 1;
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && pages->waiting.first != NULL) {
        plume_float *one = pages->waiting.first;
        plume_spot spot = { 0.0, one->y_pt, false };

        if (one->page != last)
            status = plume_haru_use_page(pages->haru, one->page, error);
        if (status == PLUME_OK)
            status = plume_draw_strips(pages->haru, &one->strips, 0,
                                       one->strips.strip_count, &spot, error);
        if (one->page != last && status == PLUME_OK)
            status = plume_haru_use_page(pages->haru, last, error);
        plume_floats_remove(&pages->waiting, one);
        plume_floats_append(&pages->drawn, one);
    }
    return status;
}

plume_status plume_page_draw_floats(plume_pages *pages, plume_error *error)
{
    plume_status status = plume_page_draw_waiting(pages, error);
    plume_float *one;

    while (status == PLUME_OK && (one = next_float(pages)) != NULL) {
        reserve(pages, one);
        status = plume_page_draw_waiting(pages, error);
    }
    return status;
}

/* --- pages --- */

plume_status plume_page_new(plume_pages *pages, plume_error *error)
{
    pages->y_pt = PAGE_TOP_PT;
    pages->free_pt = PAGE_TOP_PT;
    pages->above = PLUME_EDGE_PAGE;
    return plume_haru_add_page(pages->haru, PAGE_WIDTH_PT, PAGE_HEIGHT_PT, error);
}

/* A page begins with what waits for it. */
plume_status plume_page_begin(plume_pages *pages, plume_error *error)
{
    plume_status status = plume_page_new(pages, error);
    plume_float *one;

    while (status == PLUME_OK && (one = next_float(pages)) != NULL)
        reserve(pages, one);
    return status;
}

/* One past the last strip that stays with strip i. */
size_t plume_page_chunk_end(const plume_strips *strips, size_t i)
{
    while (i + 1 < strips->strip_count && strips->strip[i].stays)
        i++;
    return i + 1;
}

double plume_page_lead_pt(const plume_pages *pages, const plume_block *block,
                          size_t first)
{
    double lead_pt;

    if (first > 0 && pages->above == block->ends)
        return block->strips->strip[first].lead_pt;
    if (first > 0)
        return pages->above == PLUME_EDGE_PAGE
                   ? FIRST_BASELINE_PT
                   : lead_in_section(pages->above, block->begins);
    lead_pt = lead_of(pages, block->begins);
    return pages->has_head
               ? fmax(lead_pt, pages->free_pt + SECTION_PT - HEAD_DEPTH_PT - pages->y_pt)
               : lead_pt;
}
