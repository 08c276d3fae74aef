/* Writes the lines of a paragraph as strips: labels of one look, links, hyphens. */
#include "documents/layout/paragraph.h"

#include <math.h>
#include <string.h>

#include "documents/layout/lines.h"
#include "documents/layout/page_size.h"
#include "scene/palette.h"

#define FIXED_SIZE_PT    7.0
#define FIXED_LEADING_PT 10.5
#define FIXED_INDENT_PT  8.4 /* two characters */
#define ELLIPSIS         "\xE2\x80\xA6"

const plume_paragraph plume_paragraph_prose = {
    .face = PLUME_FACE_SERIF,
    .bold = PLUME_FACE_SERIF_BOLD,
    .size_pt = 10.0,
    .leading_pt = 14.0,
    .depth_pt = 2.2,
    .x_pt = TEXT_X_PT,
    .width_pt = TEXT_WIDTH_PT,
    .colour = PLUME_INK,
};

const plume_paragraph plume_paragraph_caption = {
    .face = PLUME_FACE_SERIF,
    .bold = PLUME_FACE_SERIF_BOLD,
    .size_pt = 8.5,
    .leading_pt = 11.5,
    .depth_pt = 1.9,
    .x_pt = TEXT_X_PT,
    .width_pt = TEXT_WIDTH_PT,
    .colour = PLUME_INK,
};

/* Half the column: references stand beside each other. */
const plume_paragraph plume_paragraph_reference = {
    .face = PLUME_FACE_SERIF,
    .bold = PLUME_FACE_SERIF_BOLD,
    .size_pt = 8.0,
    .leading_pt = 10.0,
    .depth_pt = 1.8,
    .x_pt = TEXT_X_PT,
    .width_pt = (TEXT_WIDTH_PT - COLUMNS_GAP_PT) / 2.0,
    .colour = PLUME_INK,
    .ragged = true,
};

/* A strip that stays is not torn from the next: no first line is left alone at the
 * foot of a page, and no last one at the head of the next. */
void plume_paragraph_keep(plume_strips *strips, size_t first, bool whole)
{
    size_t end = strips->strip_count;

    for (size_t i = first; i + 1 < end; i++)
        if (whole || i == first || i + 2 == end)
            strips->strip[i].stays = true;
}

/* --- paragraphs --- */

/* A line that is being filled: fragments of one look share a label. */
typedef struct writer {
    plume_strips *strips;
    const plume_paragraph *style;
    double spread_pt;
    plume_text text;
    const plume_fragment *look; /* of what waits in text */
    double from_x_pt, x_pt;     /* where that begins, where the next box goes */
} writer;

static plume_face face_of(const plume_paragraph *style, const plume_fragment *fragment)
{
    return fragment->bold ? style->bold : style->face;
}

static void flush(writer *w)
{
    plume_label label = { .text = w->text.data,
                          .x_pt = w->from_x_pt,
                          .size_pt = w->style->size_pt,
                          .anchor = PLUME_ANCHOR_START,
                          .colour = w->style->colour };
    bool links = w->look != NULL && w->look->uri != NULL;

    if (w->look == NULL || w->text.length == 0)
        return;
    label.face = face_of(w->style, w->look);
    if (links)
        plume_strips_open(w->strips, PLUME_TAG_LINK, NULL);
    plume_strips_spread(w->strips, &label, w->spread_pt);
    if (links) {
        plume_strips_link(w->strips, w->from_x_pt, w->x_pt, &label, w->look->uri);
        plume_strips_close(w->strips);
    }
    plume_text_clear(&w->text);
    w->look = NULL;
}

static double blank_pt(const writer *w)
{
    return plume_strips_width(w->strips, w->style->face, w->style->size_pt, " ") +
           w->spread_pt;
}

/* Neighbours of one look are one label: a PDF of single words can be neither searched
 * nor copied. A blank belongs to the look before it. */
static void put(writer *w, const plume_line_box *box, bool blank)
{
    bool same = w->look != NULL && w->look->bold == box->fragment->bold &&
                w->look->uri == box->fragment->uri;

    if (blank && w->look != NULL) {
        plume_text_add(&w->text, " ");
        w->x_pt += blank_pt(w);
    }
    if (!same)
        flush(w);
    if (w->look == NULL) {
        w->look = box->fragment;
        w->from_x_pt = w->x_pt;
    }
    plume_text_add(&w->text, box->text);
    w->x_pt += box->width_pt + w->spread_pt * (double)box->blanks;
}

static void put_line(writer *w, const plume_boxes *boxes, const plume_set_line *line)
{
    const plume_paragraph *style = w->style;

    plume_strips_begin(w->strips, style->leading_pt, 0.0, style->depth_pt);
    w->x_pt = style->x_pt;
    w->spread_pt = line->spread_pt;
    for (size_t i = line->first; i < line->end; i++)
        put(w, &boxes->box[i],
            i > line->first && boxes->box[i].before == PLUME_JOINT_BLANK);
    if (line->hyphen)
        plume_text_add(&w->text, "-");
    if (line->end < boxes->count && boxes->box[line->end].before == PLUME_JOINT_BLANK)
        plume_text_add(&w->text, " ");
    flush(w);
}

void plume_paragraph_set(plume_strips *strips, const plume_paragraph *style,
                         const plume_fragments *fragments)
{
    writer w = { .strips = strips, .style = style };
    plume_boxes boxes = { NULL, 0, 0 };
    plume_lines lines = { NULL, 0 };
    size_t first = strips->strip_count;

    plume_text_init(&w.text);
    plume_boxes_make(&boxes, strips, style, fragments);
    if (boxes.count > 0)
        plume_lines_break(&lines, strips, style, &boxes);
    for (size_t i = 0; i < lines.count && strips->status == PLUME_OK; i++)
        put_line(&w, &boxes, &lines.line[i]);
    plume_lines_dispose(&lines);
    plume_boxes_dispose(&boxes);
    plume_text_dispose(&w.text);
    plume_paragraph_keep(strips, first, false);
}

/* --- fixed width --- */

/* A command that is wider than the page goes on in an indented line, and is cut
 * nowhere else. */
static void set_fixed_line(plume_strips *strips, const char *text)
{
    plume_label label = { .x_pt = TEXT_X_PT,
                          .face = PLUME_FACE_MONO,
                          .size_pt = FIXED_SIZE_PT,
                          .anchor = PLUME_ANCHOR_START,
                          .colour = PLUME_INK };
    plume_text piece;

    plume_text_init(&piece);
    do {
        double width_pt = TEXT_X_PT + TEXT_WIDTH_PT - label.x_pt;

        text += plume_strips_fit(strips, &label, width_pt, text, &piece);
        plume_strips_begin(strips, FIXED_LEADING_PT, 0.0, 1.6);
        label.text = piece.data;
        plume_strips_label(strips, &label);
        label.x_pt = TEXT_X_PT + FIXED_INDENT_PT;
    } while (*text != '\0' && strips->status == PLUME_OK);
    plume_text_dispose(&piece);
}

/* Commands and code keep their own lines: a break that the author did not write would
 * change their meaning. */
void plume_paragraph_set_fixed(plume_strips *strips, const char *text, size_t length)
{
    size_t first = strips->strip_count, at = 0;

    while (at < length) {
        const char *end = memchr(text + at, '\n', length - at);
        size_t bytes = end != NULL ? (size_t)(end - text) - at : length - at;
        const char *copy = plume_pool_copy_n(strips->pool, text + at, bytes);
        plume_error error;

        if (copy == NULL)
            plume_strips_fail(strips, plume_fail_memory(&error), &error);
        else
            set_fixed_line(strips, copy);
        at += bytes + 1;
    }
    plume_paragraph_keep(strips, first, false);
}

/* --- plain text in a cell --- */

/* Out of memory the line is empty rather than NULL: what draws it needs no check, and
 * the failure sticks to the strips. */
static void add_line(plume_strips *strips, plume_text *text, const char **lines,
                     size_t *count)
{
    plume_error error;

    lines[*count] = plume_pool_copy_n(strips->pool, text->data, text->length);
    if (lines[*count] == NULL) {
        lines[*count] = "";
        plume_strips_fail(strips, plume_fail_memory(&error), &error);
    }
    (*count)++;
    plume_text_clear(text);
}

/* Bytes of the first word of text, or of as much of it as a line takes. */
static size_t word_bytes(plume_strips *strips, plume_face face, double size_pt,
                         double width_pt, const char *text, plume_text *word)
{
    plume_label look = { .face = face, .size_pt = size_pt };
    size_t length = strcspn(text, " ");

    plume_text_clear(word);
    plume_text_add_n(word, text, length);
    if (plume_strips_width(strips, face, size_pt, word->data) <=
        width_pt + PLUME_FIT_SLACK_PT)
        return length;
    return plume_strips_fit(strips, &look, width_pt, text, word);
}

/* The last line that is allowed ends in an ellipsis when text is left. */
size_t plume_paragraph_wrap(plume_strips *strips, plume_face face, double size_pt,
                            double width_pt, const char *text, const char **lines,
                            size_t max)
{
    plume_text current, word;
    size_t count = 0;

    plume_text_init(&current);
    plume_text_init(&word);
    if (plume_strips_width(strips, face, size_pt, text) <=
        width_pt + PLUME_FIT_SLACK_PT) {
        plume_text_add(&current, text);
        text = "";
    }
    while (*text != '\0' && strips->status == PLUME_OK) {
        size_t before = current.length;

        text += word_bytes(strips, face, size_pt, width_pt, text, &word);
        if (before > 0 && *(text - word.length - 1) == ' ')
            plume_text_add(&current, " ");
        plume_text_add(&current, word.data);
        if (before > 0 && plume_strips_width(strips, face, size_pt, current.data) >
                              width_pt + PLUME_FIT_SLACK_PT) {
            current.length = before;
            current.data[before] = '\0';
            if (count + 1 == max) {
                plume_text_add(&current, ELLIPSIS);
                break;
            }
            add_line(strips, &current, lines, &count);
            plume_text_add(&current, word.data);
        }
        text += strspn(text, " ");
    }
    if (current.length > 0)
        add_line(strips, &current, lines, &count);
    plume_text_dispose(&current);
    plume_text_dispose(&word);
    return count;
}
