/* PNG and PDF, drawn by Cairo. It only ever writes through a callback into our own
 * output, because given a path it reports a full disk as success. Both the context and
 * the surface are asked for their status: each can fail without the other. Neither tells
 * of a font that Cairo 1.16 leaves out of a PDF for want of memory, so those that are in
 * it are counted. */
#include <cairo-pdf.h>
#include <cairo.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <plume/time.h>
#include <plume/version.h>

#include "canvas/canvas.h"
#include "canvas/fonts/faces.h"
#include "core/utf8.h"
#include "scene/spans.h"
#include "scene/widths.h"

static const double png_pixels_per_pt = 2.0;

typedef struct page {
    plume_output *output;
    cairo_surface_t *surface;
    cairo_t *context;
    plume_faces faces;
    bool is_png;
    bool drawn[PLUME_FACE_COUNT]; /* with the face's own font */
    size_t fonts, matched; /* files in the PDF; bytes of the mark that ended a piece */
    plume_error error;     /* of the output: Cairo can only say that there was one */
} page;

/* What each font descriptor of a PDF has, in the bytes as they pass. */
static void count_fonts(page *self, const unsigned char *bytes, size_t length)
{
    static const char mark[] = "/FontFile";

    for (size_t i = 0; i < length; i++) {
        if (bytes[i] != (unsigned char)mark[self->matched])
            self->matched = 0;
        if (bytes[i] == (unsigned char)mark[self->matched])
            self->matched++;
        if (self->matched == sizeof mark - 1) {
            self->fonts++;
            self->matched = 0;
        }
    }
}

static bool lacks_fonts(const page *self)
{
    size_t faces = 0;

    for (size_t i = 0; i < PLUME_FACE_COUNT; i++)
        faces += self->drawn[i];
    return self->fonts < faces;
}

static cairo_status_t write_bytes(void *closure, const unsigned char *bytes,
                                  unsigned int length)
{
    page *self = closure;
    plume_status status =
        self->error.status; /* after a failure nothing more is written */

    if (!self->is_png)
        count_fonts(self, bytes, length);
    if (status == PLUME_OK)
        status = plume_output_write(self->output, bytes, length, &self->error);
    return status == PLUME_OK ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static plume_status fail_cairo(const page *self, cairo_status_t status,
                               plume_error *error)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return PLUME_OK;
    if (self->error.status != PLUME_OK) {
        if (error != NULL)
            *error = self->error;
        return self->error.status;
    }
    if (status == CAIRO_STATUS_NO_MEMORY)
        return plume_fail_memory(error);
    return plume_fail(error, PLUME_ERR_VALUE, "the chart could not be drawn: %s",
                      cairo_status_to_string(status));
}

static plume_status check(const page *self, plume_error *error)
{
    cairo_status_t status = cairo_status(self->context);

    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(self->surface);
    return fail_cairo(self, status, error);
}

/* Glyphs are placed by the width table alone, so hinting must not move them. */
static void set_font_options(cairo_t *context)
{
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(context, options);
    cairo_font_options_destroy(options);
}

static void dispose(page *self)
{
    cairo_destroy(self->context);
    cairo_surface_destroy(self->surface);
    plume_faces_dispose(&self->faces);
    free(self);
}

/* Takes the surface. */
static plume_status begin_page(void **out, plume_output *output, cairo_surface_t *surface,
                               page *self, plume_error *error)
{
    plume_status status;

    self->output = output;
    self->surface = surface;
    self->context = cairo_create(surface);
    set_font_options(self->context);
    cairo_set_line_join(self->context, CAIRO_LINE_JOIN_ROUND);
    status = check(self, error);
    if (status != PLUME_OK) {
        dispose(self);
        self = NULL;
    }
    *out = self;
    return status;
}

/* A white ground: viewers show transparent pictures on black. */
static plume_status begin_png(void **out, plume_output *output,
                              const plume_page_info *info, plume_error *error)
{
    page *self = calloc(1, sizeof *self);
    cairo_surface_t *surface;
    plume_status status;

    *out = NULL;
    if (self == NULL)
        return plume_fail_memory(error);
    self->is_png = true;
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                         (int)ceil(info->width_pt * png_pixels_per_pt),
                                         (int)ceil(info->height_pt * png_pixels_per_pt));
    status = begin_page(out, output, surface, self, error);
    if (status != PLUME_OK)
        return status;
    cairo_set_source_rgb(self->context, 1.0, 1.0, 1.0);
    cairo_paint(self->context);
    cairo_scale(self->context, png_pixels_per_pt, png_pixels_per_pt);
    return PLUME_OK;
}

/* A date is always set: Cairo would write the clock's. */
static plume_status set_metadata(cairo_surface_t *surface, const plume_page_info *info,
                                 plume_error *error)
{
    plume_text created;
    plume_status status;

    plume_text_init(&created);
    plume_time_print(&created, isnan(info->creation_s) ? 0.0 : info->creation_s);
    status = plume_text_status(&created, error);
    if (status == PLUME_OK) {
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                       created.data);
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, info->title);
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT,
                                       info->description);
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR,
                                       "plume " PLUME_VERSION);
    }
    plume_text_dispose(&created);
    return status;
}

static plume_status begin_pdf(void **out, plume_output *output,
                              const plume_page_info *info, plume_error *error)
{
    page *self = calloc(1, sizeof *self);
    cairo_surface_t *surface;
    plume_status status;

    *out = NULL;
    if (self == NULL)
        return plume_fail_memory(error);
    self->output = output;
    surface = cairo_pdf_surface_create_for_stream(write_bytes, self, info->width_pt,
                                                  info->height_pt);
    /* Cairo 1.18 writes 1.7, at which pdflatex warns, and hides the date in a packed
     * object. */
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
    status = set_metadata(surface, info, error);
    if (status != PLUME_OK) {
        cairo_surface_destroy(surface);
        free(self);
        return status;
    }
    return begin_page(out, output, surface, self, error);
}

static void set_colour(cairo_t *context, plume_colour colour)
{
    cairo_set_source_rgb(context, (double)((colour >> 16) & 0xFF) / 255.0,
                         (double)((colour >> 8) & 0xFF) / 255.0,
                         (double)(colour & 0xFF) / 255.0);
}

static void trace(cairo_t *context, const plume_path *path)
{
    cairo_new_path(context);
    for (size_t i = 0; i < path->step_count; i++) {
        const plume_step *step = &path->step[i];

        switch (step->kind) {
        case PLUME_STEP_MOVE:
            cairo_move_to(context, step->x, step->y);
            break;
        case PLUME_STEP_LINE:
            cairo_line_to(context, step->x, step->y);
            break;
        case PLUME_STEP_CURVE:
            cairo_curve_to(context, step->x1, step->y1, step->x2, step->y2, step->x,
                           step->y);
            break;
        case PLUME_STEP_CLOSE:
            cairo_close_path(context);
            break;
        }
    }
}

/* Filled first, then stroked, as every canvas does it. */
static plume_status draw_path(void *closure, const plume_path *path, plume_error *error)
{
    page *self = closure;
    cairo_t *context = self->context;
    double dash[2] = { path->dash_on_pt, path->dash_off_pt };

    trace(context, path);
    if (path->fill != PLUME_COLOUR_NONE) {
        set_colour(context, path->fill);
        cairo_fill_preserve(context);
    }
    if (path->stroke != PLUME_COLOUR_NONE) {
        set_colour(context, path->stroke);
        cairo_set_line_width(context, path->stroke_width_pt);
        cairo_set_dash(context, dash, path->dash_on_pt > 0.0 ? 2 : 0, 0.0);
        cairo_stroke_preserve(context);
    }
    cairo_new_path(context);
    return check(self, error);
}

/* What draws a character: the Liberation fonts, nothing, or some other font. */
typedef enum source { SOURCE_OWN, SOURCE_BLANK, SOURCE_OTHER } source;

static source source_of(plume_face face, int32_t character)
{
    if (plume_face_has(face, character))
        return SOURCE_OWN;
    return plume_utf8_is_blank(character) ? SOURCE_BLANK : SOURCE_OTHER;
}

/* Text of one source. */
typedef struct stretch {
    const char *text;
    size_t length;
    double x_pt, y_pt, size_pt, width_pt;
} stretch;

/* Another font has widths of its own; the text is squeezed to what the layout left. */
static void show(page *self, const stretch *piece, cairo_font_face_t *font, bool foreign)
{
    cairo_t *context = self->context;
    cairo_matrix_t matrix;
    cairo_text_extents_t extents;
    char *text;

    if (font == NULL) {
        plume_fail(&self->error, PLUME_ERR_MISSING, "no font is installed");
        plume_hint(&self->error, "install the Liberation fonts");
        return;
    }
    text = strndup(piece->text, piece->length);
    if (text == NULL) {
        plume_fail_memory(&self->error);
        return;
    }
    cairo_set_font_face(context, font);
    cairo_set_font_size(context, piece->size_pt);
    if (foreign) {
        cairo_text_extents(context, text, &extents);
        if (extents.x_advance > piece->width_pt && piece->width_pt > 0.0) {
            cairo_matrix_init_scale(&matrix,
                                    piece->size_pt * piece->width_pt / extents.x_advance,
                                    piece->size_pt);
            cairo_set_font_matrix(context, &matrix);
        }
    }
    cairo_move_to(context, piece->x_pt, piece->y_pt);
    cairo_show_text(context, text);
    free(text);
}

static size_t blanks_of(const stretch *piece)
{
    size_t count = 0;

    while (count < piece->length && piece->text[count] == ' ')
        count++;
    return count;
}

static void show_stretch(page *self, plume_face face, const stretch *piece, source from)
{
    cairo_font_face_t *font;

    if (from == SOURCE_BLANK)
        return;
    if (from == SOURCE_OWN) {
        font = plume_faces_get(&self->faces, face);
        show(self, piece, font, self->faces.substitute[face]);
        if (!self->faces.substitute[face] && piece->length > blanks_of(piece))
            self->drawn[face] = true;
        return;
    }
    font = plume_faces_covering(face, piece->text, piece->length);
    show(self, piece, font, true);
    if (font != NULL)
        cairo_font_face_destroy(font);
}

static size_t character_at(const plume_label_part *span, size_t at, int32_t *character)
{
    size_t used = plume_utf8_next(character, span->text + at, span->length - at);

    return used == 0 ? 1 : used;
}

/* Splits a span where its characters need another font. */
static void show_span(page *self, plume_face face, const plume_label_part *span)
{
    stretch piece = { span->text, 0, span->x_pt, span->y_pt, span->size_pt, 0.0 };
    size_t at = 0;
    int32_t character;

    while (at < span->length) {
        size_t used = character_at(span, at, &character);
        source from = source_of(face, character);

        piece.text = span->text + at;
        piece.length = 0;
        while (at < span->length && source_of(face, character) == from) {
            piece.length += used;
            at += used;
            if (at < span->length)
                used = character_at(span, at, &character);
        }
        piece.width_pt =
            plume_bytes_width_pt(face, piece.size_pt, piece.text, piece.length);
        show_stretch(self, face, &piece, from);
        piece.x_pt += piece.width_pt;
    }
}

static plume_status draw_text(void *closure, const plume_label *label, plume_error *error)
{
    page *self = closure;
    plume_spans spans = plume_label_spans(label);
    plume_label_part span;

    set_colour(self->context, label->colour);
    while (plume_spans_next(&spans, &span))
        show_span(self, label->face, &span);
    cairo_new_path(self->context);
    if (self->error.status != PLUME_OK)
        return fail_cairo(self, CAIRO_STATUS_NO_MEMORY, error);
    return check(self, error);
}

static plume_status end(void *closure, plume_error *error)
{
    page *self = closure;
    plume_status status = check(self, error);

    if (status == PLUME_OK && self->is_png)
        status = fail_cairo(
            self, cairo_surface_write_to_png_stream(self->surface, write_bytes, self),
            error);
    cairo_surface_finish(self->surface);
    if (status == PLUME_OK)
        status = fail_cairo(self, cairo_surface_status(self->surface), error);
    if (status == PLUME_OK && !self->is_png && lacks_fonts(self))
        status = plume_fail_memory(error);
    dispose(self);
    return status;
}

const plume_canvas plume_canvas_png = {
    .name = "png",
    .begin = begin_png,
    .path = draw_path,
    .text = draw_text,
    .end = end,
};

const plume_canvas plume_canvas_pdf = {
    .name = "pdf",
    .begin = begin_pdf,
    .path = draw_path,
    .text = draw_text,
    .end = end,
};
