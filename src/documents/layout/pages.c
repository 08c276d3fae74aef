/* Places strips down a page and breaks before what would be torn apart. */
#include "documents/layout/pages.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "canvas/pdf/haru_draw.h"
#include "canvas/pdf/haru_extras.h"
#include "documents/layout/page_size.h"
#include "scene/palette.h"

#define FOOTER_RULE_PT        792.200
#define FOOTER_BASELINE_PT    802.204 /* 14 mm above the edge */
#define FOOTER_SIZE_PT        7.0
#define FOOTER_RULE_STROKE_PT 0.3
#define HEAD_RISE_PT          0.2 /* looks level with a serif of 10 pt */
#define HEAD_LEADING_PT       11.0
#define HEAD_DEPTH_PT         3.0
#define FIRST_BASELINE_PT     9.0
#define SECTION_PT            31.0
#define RULE_REACH_PT         4.0 /* a rule ends lower than a line of text seems to */

void plume_pages_init(plume_pages *pages, plume_haru *haru)
{
    memset(pages, 0, sizeof *pages);
    pages->haru = haru;
    pages->above = PLUME_EDGE_PAGE;
    pages->y_pt = PAGE_BOTTOM_PT;
}

void plume_pages_head(plume_pages *pages, const plume_label *lines, size_t count,
                      const char *bookmark)
{
    pages->has_head = true;
    pages->head_count = count < PLUME_HEAD_LINES_MAX ? count : PLUME_HEAD_LINES_MAX;
    memcpy(pages->head, lines, pages->head_count * sizeof lines[0]);
    pages->bookmark = bookmark;
}

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

/* --- drawing --- */

static plume_status draw_rule(plume_haru *haru, const plume_stuff *stuff, double y_pt,
                              plume_error *error)
{
    plume_step steps[2] = { { .kind = PLUME_STEP_MOVE, .x = stuff->x_pt },
                            { .kind = PLUME_STEP_LINE, .x = stuff->to_x_pt } };
    plume_path path = { .step = steps,
                        .step_count = 2,
                        .fill = PLUME_COLOUR_NONE,
                        .stroke = stuff->colour,
                        .stroke_width_pt = stuff->stroke_pt };

    steps[0].y = y_pt + stuff->y_pt;
    steps[1].y = y_pt + stuff->to_y_pt;
    return plume_haru_path(haru, &path, error);
}

/* What is in a strip knows only its place there; y_pt is where the strip stands on its
 * page, in points from the top. */
static plume_status draw_stuff(plume_haru *haru, const plume_stuff *stuff, double y_pt,
                               plume_error *error)
{
    plume_label label = stuff->label;

    switch (stuff->kind) {
    case PLUME_STUFF_RULE:
        return draw_rule(haru, stuff, y_pt, error);
    case PLUME_STUFF_SCENE:
        return plume_haru_scene(haru, stuff->scene, TEXT_X_PT, y_pt, error);
    case PLUME_STUFF_LINK:
        return plume_haru_link(haru, stuff->x_pt, y_pt + stuff->y_pt,
                               stuff->to_x_pt - stuff->x_pt, stuff->to_y_pt - stuff->y_pt,
                               stuff->uri, error);
    case PLUME_STUFF_LABEL:
        break;
    }
    label.y_pt += y_pt;
    return plume_haru_text(haru, &label, error);
}

/* At pages->y_pt, which moves on to where the next lead starts. */
static plume_status draw_strip(plume_pages *pages, const plume_strips *strips, size_t i,
                               plume_error *error)
{
    const plume_strip *strip = &strips->strip[i];
    plume_status status = PLUME_OK;

    for (size_t k = 0; k < strip->count && status == PLUME_OK; k++)
        status =
            draw_stuff(pages->haru, &strips->stuff[strip->first + k], pages->y_pt, error);
    pages->y_pt += strip->span_pt;
    return status;
}

static double head_height_pt(const plume_pages *pages)
{
    return pages->head_count == 0 ? 0.0
                                  : HEAD_LEADING_PT * (double)(pages->head_count - 1) +
                                        HEAD_DEPTH_PT - HEAD_RISE_PT;
}

/* The bookmark points a little above the head, so that viewers show it. */
static plume_status draw_head(plume_pages *pages, plume_error *error)
{
    double y_pt = pages->y_pt - HEAD_RISE_PT;
    plume_status status = PLUME_OK;

    if (!pages->has_head)
        return PLUME_OK;
    for (size_t i = 0; i < pages->head_count && status == PLUME_OK; i++) {
        plume_label label = pages->head[i];

        label.y_pt = y_pt + HEAD_LEADING_PT * (double)i;
        status = plume_haru_text(pages->haru, &label, error);
    }
    if (status == PLUME_OK && pages->bookmark[0] != '\0')
        status = plume_haru_bookmark(pages->haru, pages->bookmark,
                                     y_pt - SECTION_PT / 2.0, error);
    pages->free_pt = y_pt + head_height_pt(pages);
    pages->has_head = false;
    return status;
}

/* --- pages --- */

static plume_status new_page(plume_pages *pages, plume_error *error)
{
    pages->y_pt = PAGE_TOP_PT;
    pages->free_pt = PAGE_TOP_PT;
    pages->above = PLUME_EDGE_PAGE;
    return plume_haru_add_page(pages->haru, PAGE_WIDTH_PT, PAGE_HEIGHT_PT, error);
}

/* One past the last strip that stays with strip i. */
static size_t chunk_end(const plume_strips *strips, size_t i)
{
    while (i + 1 < strips->strip_count && strips->strip[i].stays)
        i++;
    return i + 1;
}

/* How far strips first to end reach below the anchor of the first. */
static double reach_pt(const plume_strips *strips, size_t first, size_t end)
{
    double y_pt = 0.0, deepest_pt = 0.0;

    for (size_t i = first; i < end; i++) {
        const plume_strip *strip = &strips->strip[i];

        y_pt += i > first ? strip->lead_pt : 0.0;
        y_pt += strip->span_pt;
        deepest_pt = fmax(deepest_pt, y_pt + strip->depth_pt);
    }
    return deepest_pt;
}

/* A table that goes on overleaf is closed by a thin rule. */
static plume_status draw_break(plume_pages *pages, plume_error *error)
{
    plume_stuff rule = { .kind = PLUME_STUFF_RULE,
                         .x_pt = TEXT_X_PT,
                         .to_x_pt = RIGHT_X_PT,
                         .stroke_pt = RULE_THIN_PT,
                         .colour = PLUME_INK };

    return draw_rule(pages->haru, &rule, pages->y_pt + TABLE_FOOT_PT, error);
}

/* A table that goes on has its head again; what hangs in the margin must fit too. */
static plume_status begin_chunk(plume_pages *pages, const plume_block *block,
                                size_t first, size_t end, plume_error *error)
{
    const plume_strips *strips = block->strips;
    double lead_pt =
        first == 0 ? lead_of(pages, block->begins) : strips->strip[first].lead_pt;
    double reach = reach_pt(strips, first, end);
    plume_status status = PLUME_OK;

    if (first == 0 && pages->has_head) {
        reach = fmax(reach, head_height_pt(pages));
        lead_pt =
            fmax(lead_pt, pages->free_pt + SECTION_PT - HEAD_DEPTH_PT - pages->y_pt);
    }
    if (plume_haru_page_count(pages->haru) > 0 &&
        (pages->above == PLUME_EDGE_PAGE ||
         pages->y_pt + lead_pt + reach <= PAGE_BOTTOM_PT)) {
        pages->y_pt += lead_pt;
        return PLUME_OK;
    }

    if (first > 0 && block->repeat != SIZE_MAX)
        status = draw_break(pages, error);
    if (status == PLUME_OK)
        status = new_page(pages, error);
    if (first > 0 && block->repeat != SIZE_MAX && status == PLUME_OK) {
        status = draw_strip(pages, strips, block->repeat, error);
        pages->y_pt += strips->strip[block->repeat + 1].lead_pt;
        return status;
    }
    pages->y_pt += first == 0 ? lead_of(pages, block->begins) : FIRST_BASELINE_PT;
    return status;
}

/* A chunk is what may not be parted; pages end between chunks alone. */
plume_status plume_pages_place(plume_pages *pages, const plume_block *block,
                               plume_error *error)
{
    const plume_strips *strips = block->strips;
    plume_status status = plume_strips_status(strips, error);
    size_t i = 0;

    while (status == PLUME_OK && i < strips->strip_count) {
        size_t first = i, end = chunk_end(strips, i);

        status = begin_chunk(pages, block, first, end, error);
        if (status == PLUME_OK)
            status = draw_head(pages, error);
        for (; i < end && status == PLUME_OK; i++) {
            pages->y_pt += i > first ? strips->strip[i].lead_pt : 0.0;
            status = draw_strip(pages, strips, i, error);
        }
        pages->above = block->ends;
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
    plume_status status = draw_rule(pages->haru, &rule, FOOTER_RULE_PT, error);

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

    if (plume_haru_page_count(pages->haru) == 0)
        status = new_page(pages, error);
    for (size_t i = 0; i < plume_haru_page_count(pages->haru) && status == PLUME_OK;
         i++) {
        status = plume_haru_use_page(pages->haru, i, error);
        if (status == PLUME_OK)
            status = draw_footer(pages, i, footer, error);
    }
    return status;
}
