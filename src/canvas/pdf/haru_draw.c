/* Text, paths and scenes on the current page. */
#include "canvas/pdf/haru_draw.h"

#include <hpdf_pages.h>

#include "canvas/pdf/internal.h"
#include <plume/number.h>

enum { COMPONENT_MAX = 255, DASH_DECIMALS = 3, SPREAD_DECIMALS = 1 };

static HPDF_REAL component(plume_colour colour, int shift)
{
    return (HPDF_REAL)((double)(colour >> shift & COMPONENT_MAX) / COMPONENT_MAX);
}

static HPDF_STATUS use_fill(plume_haru *haru, plume_colour colour)
{
    if (haru->fill == colour)
        return HPDF_OK;
    haru->fill = colour;
    return HPDF_Page_SetRGBFill(haru->page, component(colour, 16), component(colour, 8),
                                component(colour, 0));
}

/* The next character of checked UTF-8. */
static uint32_t next_character(const unsigned char **at)
{
    uint32_t character = *(*at)++;
    int more = character >= 0xE0 ? 2 : character >= 0xC0 ? 1 : 0;

    if (more > 0)
        character &= more == 2 ? 0x0Fu : 0x1Fu;
    while (more-- > 0)
        character = character << 6 | (*(*at)++ & 0x3Fu);
    return character;
}

static void note_characters(plume_haru_font *font, const char *text)
{
    const unsigned char *at = (const unsigned char *)text;

    while (*at != '\0') {
        uint32_t character = next_character(&at);

        font->used[character / 8] |= (uint8_t)(1u << (character % 8));
    }
}

static size_t blanks_in(const char *text, size_t length)
{
    size_t count = 0;

    for (size_t i = 0; i < length; i++)
        count += text[i] == ' ' ? 1 : 0;
    return count;
}

/* In thousandths of the size, of which those to the right are below zero: ISO 32000-1,
 * 9.4.3. Its word spacing is for codes of one byte alone. */
static void print_spread(plume_text *out, const char *text, double spread)
{
    const unsigned char *at = (const unsigned char *)text;

    plume_text_add(out, "[<");
    while (*at != '\0') {
        uint32_t character = next_character(&at);

        plume_text_printf(out, "%04X", (unsigned)character);
        if (character != ' ')
            continue;
        plume_text_add(out, "> ");
        plume_number_fixed(out, -spread, SPREAD_DECIMALS);
        plume_text_add(out, " <");
    }
    plume_text_add(out, ">] TJ\n");
}

/* libharu sets no text with blanks of other widths: it measures it, by which it learns of
 * the glyphs, and this writes it. */
static HPDF_STATUS show(plume_haru *haru, const char *text, double spread)
{
    HPDF_PageAttr attributes = (HPDF_PageAttr)haru->page->attr;
    HPDF_STATUS result = PLUME_HARU_NO_MEMORY;
    plume_text out;

    if (spread == 0.0)
        return HPDF_Page_ShowText(haru->page, text);
    HPDF_Page_TextWidth(haru->page, text);
    plume_text_init(&out);
    print_spread(&out, text, spread);
    if (plume_text_status(&out, NULL) == PLUME_OK)
        result = HPDF_Stream_WriteStr(attributes->stream, out.data);
    plume_text_dispose(&out);
    return result;
}

/* The line is cut by a NUL in place: libharu takes strings of C. */
static plume_status draw_piece(plume_haru *haru, const plume_piece *piece, double x_pt,
                               double y_pt, double spread_pt, plume_error *error)
{
    HPDF_Point at = { 0, 0 };
    HPDF_REAL size = 0;
    HPDF_STATUS result = HPDF_OK;
    plume_haru_font *font = NULL;
    char *start = haru->line.text.data + piece->at, *end = start + piece->length;
    char kept = *end;
    plume_status status = plume_haru_font_of(haru, piece->font, &font, error);

    if (status == PLUME_OK)
        status =
            plume_haru_point(haru, x_pt + piece->x_pt, y_pt + piece->drop_pt, &at, error);
    if (status == PLUME_OK)
        status = plume_haru_number(haru, piece->size_pt, &size, error);
    if (status != PLUME_OK)
        return status;
    *end = '\0';
    result += HPDF_Page_SetFontAndSize(haru->page, font->font, size);
    result += HPDF_Page_BeginText(haru->page);
    result += HPDF_Page_MoveTextPos(haru->page, at.x, at.y);
    result += show(haru, start, spread_pt / piece->size_pt * 1000.0);
    result += HPDF_Page_EndText(haru->page);
    note_characters(font, start);
    *end = kept;
    return plume_haru_check(haru, result, "text", error);
}

plume_status plume_haru_text_spread(plume_haru *haru, const plume_label *label,
                                    double spread_pt, plume_error *error)
{
    double x_pt = label->x_pt;
    plume_status status = plume_haru_alive(haru, error);

    if (status == PLUME_OK)
        status = plume_typeset_line(&haru->line, &haru->type, label->face, label->size_pt,
                                    label->text, error);
    if (status != PLUME_OK)
        return status;
    if (label->anchor != PLUME_ANCHOR_START)
        x_pt -= haru->line.width_pt * (label->anchor == PLUME_ANCHOR_MIDDLE ? 0.5 : 1.0);
    status = plume_haru_check(haru, plume_haru_mark(haru), "text", error);
    if (status == PLUME_OK)
        status = plume_haru_check(haru, use_fill(haru, label->colour), "a colour", error);
    for (size_t i = 0; i < haru->line.count && status == PLUME_OK; i++) {
        const plume_piece *piece = &haru->line.piece[i];

        status = draw_piece(haru, piece, x_pt, label->y_pt, spread_pt, error);
        x_pt += spread_pt *
                (double)blanks_in(haru->line.text.data + piece->at, piece->length);
    }
    return status;
}

plume_status plume_haru_text(plume_haru *haru, const plume_label *label,
                             plume_error *error)
{
    return plume_haru_text_spread(haru, label, 0.0, error);
}

static plume_status draw_step(plume_haru *haru, const plume_step *step,
                              plume_error *error)
{
    HPDF_Point end = { 0, 0 }, one = { 0, 0 }, two = { 0, 0 };
    HPDF_STATUS result = HPDF_OK;
    plume_status status = PLUME_OK;

    if (step->kind == PLUME_STEP_CLOSE)
        return plume_haru_check(haru, HPDF_Page_ClosePath(haru->page), "a path", error);
    status = plume_haru_point(haru, step->x, step->y, &end, error);
    if (status == PLUME_OK && step->kind == PLUME_STEP_CURVE) {
        status = plume_haru_point(haru, step->x1, step->y1, &one, error);
        if (status == PLUME_OK)
            status = plume_haru_point(haru, step->x2, step->y2, &two, error);
    }
    if (status != PLUME_OK)
        return status;
    if (step->kind == PLUME_STEP_MOVE)
        result = HPDF_Page_MoveTo(haru->page, end.x, end.y);
    else if (step->kind == PLUME_STEP_LINE)
        result = HPDF_Page_LineTo(haru->page, end.x, end.y);
    else
        result = HPDF_Page_CurveTo(haru->page, one.x, one.y, two.x, two.y, end.x, end.y);
    return plume_haru_check(haru, result, "a path", error);
}

/* Written by us, because libharu 2.3 knows whole numbers only. */
static plume_status use_dash(plume_haru *haru, HPDF_REAL on, HPDF_REAL off,
                             plume_error *error)
{
    HPDF_PageAttr attributes = (HPDF_PageAttr)haru->page->attr;
    HPDF_STATUS result = PLUME_HARU_NO_MEMORY;
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, "[");
    plume_number_fixed(&text, (double)on, DASH_DECIMALS);
    plume_text_add(&text, " ");
    plume_number_fixed(&text, (double)off, DASH_DECIMALS);
    plume_text_add(&text, "] 0 d\n");
    if (plume_text_status(&text, NULL) == PLUME_OK)
        result = HPDF_Stream_WriteStr(attributes->stream, text.data);
    plume_text_dispose(&text);
    return plume_haru_check(haru, result, "a dash", error);
}

static plume_status use_stroke(plume_haru *haru, const plume_path *path,
                               plume_error *error)
{
    HPDF_REAL width = 0, on = 0, off = 0;
    HPDF_STATUS result = HPDF_OK;
    plume_status status = plume_haru_number(haru, path->stroke_width_pt, &width, error);

    if (status == PLUME_OK)
        status = plume_haru_number(haru, path->dash_on_pt, &on, error);
    if (status == PLUME_OK)
        status = plume_haru_number(haru, path->dash_off_pt, &off, error);
    if (status != PLUME_OK)
        return status;
    result +=
        HPDF_Page_SetRGBStroke(haru->page, component(path->stroke, 16),
                               component(path->stroke, 8), component(path->stroke, 0));
    result += HPDF_Page_SetLineWidth(haru->page, width);
    status = plume_haru_check(haru, result, "a stroke", error);
    if (status != PLUME_OK || (on <= 0.0f && off <= 0.0f))
        return status;
    return use_dash(haru, on, off, error);
}

static plume_status paint(plume_haru *haru, const plume_path *path, plume_error *error)
{
    HPDF_STATUS result;

    if (path->fill != PLUME_COLOUR_NONE && path->stroke != PLUME_COLOUR_NONE)
        result = HPDF_Page_FillStroke(haru->page);
    else if (path->fill != PLUME_COLOUR_NONE)
        result = HPDF_Page_Fill(haru->page);
    else
        result = HPDF_Page_Stroke(haru->page);
    return plume_haru_check(haru, result, "a path", error);
}

/* Saves one state and restores it, so that states never nest: libharu is lost beyond 28.
 */
plume_status plume_haru_path(plume_haru *haru, const plume_path *path, plume_error *error)
{
    bool stroked = path->stroke != PLUME_COLOUR_NONE;
    plume_status status = plume_haru_alive(haru, error);

    if (status != PLUME_OK || path->step_count == 0 ||
        (!stroked && path->fill == PLUME_COLOUR_NONE))
        return status;
    if (path->step[0].kind != PLUME_STEP_MOVE)
        return plume_haru_check(haru, HPDF_PAGE_INVALID_GMODE, "a path without a start",
                                error);
    status = plume_haru_check(haru, plume_haru_mark(haru), "a path", error);
    if (status == PLUME_OK)
        status = plume_haru_check(haru, HPDF_Page_GSave(haru->page), "a state", error);
    if (status == PLUME_OK && path->fill != PLUME_COLOUR_NONE)
        status = plume_haru_check(haru, use_fill(haru, path->fill), "a colour", error);
    if (status == PLUME_OK && stroked)
        status = use_stroke(haru, path, error);
    for (size_t i = 0; i < path->step_count && status == PLUME_OK; i++)
        status = draw_step(haru, &path->step[i], error);
    if (status == PLUME_OK)
        status = paint(haru, path, error);
    haru->fill = PLUME_COLOUR_NONE; /* a restored state has its own */
    if (status != PLUME_OK)
        return status;
    return plume_haru_check(haru, HPDF_Page_GRestore(haru->page), "a state", error);
}

plume_status plume_haru_scene(plume_haru *haru, const plume_scene *scene, double x_pt,
                              double y_pt, plume_error *error)
{
    plume_status status = plume_scene_status(scene, error);

    haru->x_pt = x_pt;
    haru->y_pt = y_pt;
    for (size_t i = 0; i < plume_scene_count(scene) && status == PLUME_OK; i++) {
        const plume_mark *mark = plume_scene_at(scene, i);

        if (mark->is_label)
            status = plume_haru_text(haru, &mark->label, error);
        else
            status = plume_haru_path(haru, &mark->path, error);
    }
    haru->x_pt = 0.0;
    haru->y_pt = 0.0;
    return status;
}
