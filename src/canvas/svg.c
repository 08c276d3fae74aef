/* SVG, written here and not by Cairo: Cairo turns every letter into an outline, and a
 * picture without text can be neither read aloud, searched nor corrected. Text stays
 * text, in a family with generic fallbacks, held to the width that the layout gave it;
 * decoration is hidden from assistive technology; title and description come first. */
#include <stdlib.h>
#include <string.h>

#include "canvas/canvas.h"
#include "canvas/print.h"
#include "scene/spans.h"
#include "scene/subscript.h"
#include "scene/widths.h"

typedef struct svg {
    plume_output *output;
    plume_text text;
} svg;

static const struct {
    const char *family, *weight, *style;
} faces[PLUME_FACE_COUNT] = {
    [PLUME_FACE_SANS] = { "Liberation Sans, Arial, Helvetica, sans-serif", NULL, NULL },
    [PLUME_FACE_SANS_BOLD] = { "Liberation Sans, Arial, Helvetica, sans-serif", "bold",
                               NULL },
    [PLUME_FACE_SANS_ITALIC] = { "Liberation Sans, Arial, Helvetica, sans-serif", NULL,
                                 "italic" },
    [PLUME_FACE_SERIF] = { "Liberation Serif, Times New Roman, Times, serif", NULL,
                           NULL },
    [PLUME_FACE_SERIF_BOLD] = { "Liberation Serif, Times New Roman, Times, serif", "bold",
                                NULL },
    [PLUME_FACE_SERIF_ITALIC] = { "Liberation Serif, Times New Roman, Times, serif", NULL,
                                  "italic" },
    [PLUME_FACE_MONO] = { "Liberation Mono, Courier New, Courier, monospace", NULL,
                          NULL },
};

/* XML 1.0 forbids most controls even as references; they become U+FFFD. */
static void add_escaped(plume_text *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        switch (text[i]) {
        case '&':
            plume_text_add(out, "&amp;");
            break;
        case '<':
            plume_text_add(out, "&lt;");
            break;
        case '>':
            plume_text_add(out, "&gt;");
            break;
        case '"':
            plume_text_add(out, "&quot;");
            break;
        default:
            if ((unsigned char)text[i] < 0x20 && strchr("\t\n\r", text[i]) == NULL)
                plume_text_add(out, "\xEF\xBF\xBD");
            else
                plume_text_add_char(out, text[i]);
        }
    }
}

static void add_number(plume_text *out, const char *name, double pt)
{
    plume_text_printf(out, " %s=\"", name);
    plume_print_pt(out, pt);
    plume_text_add_char(out, '"');
}

static void add_element(plume_text *out, const char *name, const char *content)
{
    if (content[0] == '\0')
        return;
    plume_text_printf(out, "<%s>", name);
    add_escaped(out, content, strlen(content));
    plume_text_printf(out, "</%s>\n", name);
}

static plume_status begin(void **page, plume_output *output, const plume_page_info *info,
                          plume_error *error)
{
    svg *self = calloc(1, sizeof *self);
    plume_text *text;

    *page = self;
    if (self == NULL)
        return plume_fail_memory(error);
    self->output = output;
    text = &self->text;
    plume_text_init(text);
    plume_text_add(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" "
                         "role=\"img\" xml:lang=\"");
    add_escaped(text, info->language, strlen(info->language));
    plume_text_add(text, "\" width=\"");
    plume_print_pt(text, info->width_pt);
    plume_text_add(text, "pt\" height=\"");
    plume_print_pt(text, info->height_pt);
    plume_text_add(text, "pt\" viewBox=\"0 0 ");
    plume_print_pt(text, info->width_pt);
    plume_text_add_char(text, ' ');
    plume_print_pt(text, info->height_pt);
    plume_text_add(text, "\" stroke-linejoin=\"round\">\n");
    add_element(text, "title", info->title);
    add_element(text, "desc", info->description);
    return PLUME_OK;
}

static void add_step(plume_text *text, const plume_step *step)
{
    static const char letters[] = { 'M', 'L', 'C', 'Z' };

    plume_text_add_char(text, letters[step->kind]);
    if (step->kind == PLUME_STEP_CLOSE)
        return;
    if (step->kind == PLUME_STEP_CURVE) {
        plume_print_pt(text, step->x1);
        plume_text_add_char(text, ' ');
        plume_print_pt(text, step->y1);
        plume_text_add_char(text, ' ');
        plume_print_pt(text, step->x2);
        plume_text_add_char(text, ' ');
        plume_print_pt(text, step->y2);
        plume_text_add_char(text, ' ');
    }
    plume_print_pt(text, step->x);
    plume_text_add_char(text, ' ');
    plume_print_pt(text, step->y);
}

static plume_status add_path(void *page, const plume_path *path, plume_error *error)
{
    plume_text *text = &((svg *)page)->text;

    plume_text_add(text, "<path");
    if (path->decoration)
        plume_text_add(text, " aria-hidden=\"true\"");
    plume_text_add(text, " fill=\"");
    plume_print_colour(text, path->fill);
    plume_text_add_char(text, '"');
    if (path->stroke != PLUME_COLOUR_NONE) {
        plume_text_add(text, " stroke=\"");
        plume_print_colour(text, path->stroke);
        plume_text_add_char(text, '"');
        add_number(text, "stroke-width", path->stroke_width_pt);
    }
    if (path->dash_on_pt > 0.0) {
        plume_text_add(text, " stroke-dasharray=\"");
        plume_print_pt(text, path->dash_on_pt);
        plume_text_add_char(text, ' ');
        plume_print_pt(text, path->dash_off_pt);
        plume_text_add_char(text, '"');
    }
    plume_text_add(text, " d=\"");
    for (size_t i = 0; i < path->step_count; i++)
        add_step(text, &path->step[i]);
    if (path->tip == NULL) {
        plume_text_add(text, "\"/>\n");
    } else {
        plume_text_add(text, "\"><title>");
        add_escaped(text, path->tip, strlen(path->tip));
        plume_text_add(text, "</title></path>\n");
    }
    return plume_text_status(text, error);
}

static void open_text(plume_text *text, const plume_label *label)
{
    plume_text_printf(text, "<text font-family=\"%s\"", faces[label->face].family);
    if (faces[label->face].weight != NULL)
        plume_text_printf(text, " font-weight=\"%s\"", faces[label->face].weight);
    if (faces[label->face].style != NULL)
        plume_text_printf(text, " font-style=\"%s\"", faces[label->face].style);
    add_number(text, "font-size", label->size_pt);
    plume_text_add(text, " fill=\"");
    plume_print_colour(text, label->colour);
    plume_text_add_char(text, '"');
}

/* At its anchor, so that it keeps its flush side even where textLength is not understood.
 */
static void add_plain(plume_text *text, const plume_label *label)
{
    static const char *const anchors[] = { NULL, "middle", "end" };

    add_number(text, "x", label->x_pt);
    add_number(text, "y", label->y_pt);
    if (anchors[label->anchor] != NULL)
        plume_text_printf(text, " text-anchor=\"%s\"", anchors[label->anchor]);
    add_number(text, "textLength",
               plume_text_width_pt(label->face, label->size_pt, label->text));
    plume_text_add(text, " lengthAdjust=\"spacingAndGlyphs\">");
    add_escaped(text, label->text, strlen(label->text));
}

static void add_spans(plume_text *text, const plume_label *label)
{
    plume_spans spans = plume_label_spans(label);
    plume_label_part span;

    plume_text_add_char(text, '>');
    while (plume_spans_next(&spans, &span)) {
        plume_text_add(text, "<tspan");
        add_number(text, "x", span.x_pt);
        add_number(text, "y", span.y_pt);
        add_number(text, "font-size", span.size_pt);
        plume_text_add_char(text, '>');
        add_escaped(text, span.text, span.length);
        plume_text_add(text, "</tspan>");
    }
}

static plume_status add_text(void *page, const plume_label *label, plume_error *error)
{
    plume_text *text = &((svg *)page)->text;

    open_text(text, label);
    if (plume_lowered_find(label->text) == NULL)
        add_plain(text, label);
    else
        add_spans(text, label);
    plume_text_add(text, "</text>\n");
    return plume_text_status(text, error);
}

static plume_status end(void *page, plume_error *error)
{
    svg *self = page;
    plume_status status;

    plume_text_add(&self->text, "</svg>\n");
    status = plume_print_to(self->output, &self->text, error);
    free(self);
    return status;
}

const plume_canvas plume_canvas_svg = {
    .name = "svg",
    .begin = begin,
    .path = add_path,
    .text = add_text,
    .end = end,
};
