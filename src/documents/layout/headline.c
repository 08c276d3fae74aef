/* Sets the title, and five figures side by side with a word above and below each. */
#include "documents/layout/headline.h"

#include <math.h>

#include "documents/layout/page_size.h"
#include "documents/layout/paragraph.h"
#include "scene/palette.h"

#define TITLE_SIZE_PT        17.0
#define TITLE_LEADING_PT     20.5
#define SUBTITLE_SIZE_PT     8.0
#define SUBTITLE_PT          16.0 /* from the title's baseline */
#define SUBTITLE_LEADING_PT  10.5
#define LABEL_SIZE_PT        8.5
#define LABEL_RISE_PT        2.0

#define BAND_HEIGHT_PT       58.0
#define BAND_FIGURE_PT       25.0
#define BAND_LABEL_PT        39.0
#define BAND_NOTE_PT         49.0
#define BAND_NOTE_LEADING_PT 8.5
#define BAND_LINE_TOP_PT     9.0
#define BAND_LINE_BOTTOM_PT  51.0
#define BAND_LINE_STROKE_PT  0.5
#define CELL_INDENT_PT       8.0
#define CELL_RIGHT_PT        4.0
#define FIGURE_SIZE_PT       19.0
#define FIGURE_LEAST_PT      11.0
#define UNIT_GAP_PT          3.0
#define UNIT_SIZE_PT         7.5
#define NOTE_SIZE_PT         7.0
#define ABSENT_SIZE_PT       8.5
enum {
    CELLS_IN_BAND = 5,
    TITLE_LINES_MAX = 4,
    SUBTITLE_LINES_MAX = 3,
    NOTE_LINES_MAX = 2
};

/* Title and subtitle stay together: a subtitle on a page of its own would be a line
 * without a subject. */
void plume_page_title(plume_strips *strips, const char *label, const char *title,
                      const char *subtitle)
{
    plume_label name = { label,          HEADS_X_PT,
                         -LABEL_RISE_PT, PLUME_FACE_SANS_BOLD,
                         LABEL_SIZE_PT,  PLUME_ANCHOR_START,
                         PLUME_SECONDARY };
    plume_label line = {
        "", TEXT_X_PT, 0.0, PLUME_FACE_SERIF, TITLE_SIZE_PT, PLUME_ANCHOR_START, PLUME_INK
    };
    const char *lines[TITLE_LINES_MAX];
    size_t count;

    count = plume_paragraph_wrap(strips, line.face, line.size_pt, TEXT_WIDTH_PT, title,
                                 lines, TITLE_LINES_MAX);
    for (size_t i = 0; i < count; i++) {
        plume_strips_begin(strips, TITLE_LEADING_PT, 0.0, 4.0);
        if (i == 0)
            plume_strips_label(strips, &name);
        line.text = lines[i];
        plume_strips_label(strips, &line);
    }
    line.face = PLUME_FACE_SANS;
    line.size_pt = SUBTITLE_SIZE_PT;
    line.colour = PLUME_SECONDARY;
    count = plume_paragraph_wrap(strips, line.face, line.size_pt, TEXT_WIDTH_PT, subtitle,
                                 lines, SUBTITLE_LINES_MAX);
    for (size_t i = 0; i < count; i++) {
        plume_strips_begin(strips, i == 0 ? SUBTITLE_PT : SUBTITLE_LEADING_PT, 0.0, 2.0);
        line.text = lines[i];
        plume_strips_label(strips, &line);
    }
    plume_paragraph_keep(strips, 0, true);
}

/* --- the band --- */

typedef struct cell {
    const char *figure, *unit, *label, *note;
    bool own, known;
    double x_pt, width_pt;
} cell;

static cell cell_of(const plume_value *value, size_t i)
{
    double pitch_pt = BAND_WIDTH_PT / CELLS_IN_BAND;
    double indent_pt = i > 0 ? CELL_INDENT_PT : 0.0;

    return (cell){
        .figure = plume_value_string(plume_value_get(value, "figure")),
        .unit = plume_value_string(plume_value_get(value, "unit")),
        .label = plume_value_string(plume_value_get(value, "label")),
        .note = plume_value_string(plume_value_get(value, "note")),
        .own = plume_value_bool(plume_value_get(value, "own")),
        .known = plume_value_bool(plume_value_get(value, "known")),
        .x_pt = HEADS_X_PT + pitch_pt * (double)i + indent_pt,
        .width_pt = pitch_pt - indent_pt - (i + 1 < CELLS_IN_BAND ? CELL_RIGHT_PT : 0.0),
    };
}

/* Figure and unit side by side; the figure shrinks when both would not fit, and a unit
 * that still does not goes on to the line of the label. */
static void add_figure(plume_strips *strips, const cell *c)
{
    plume_label figure = { .text = c->figure,
                           .x_pt = c->x_pt,
                           .y_pt = BAND_FIGURE_PT,
                           .face = c->own ? PLUME_FACE_SANS_BOLD : PLUME_FACE_SANS,
                           .size_pt = FIGURE_SIZE_PT,
                           .anchor = PLUME_ANCHOR_START,
                           .colour = c->own ? PLUME_OWN : PLUME_INK };
    plume_label unit = figure;
    double room_pt = c->width_pt - UNIT_GAP_PT -
                     plume_strips_width(strips, PLUME_FACE_SANS, UNIT_SIZE_PT, c->unit);
    double width_pt;

    if (!c->known) {
        figure.text = "not available";
        figure.face = PLUME_FACE_SANS;
        figure.size_pt = ABSENT_SIZE_PT;
        figure.colour = PLUME_SECONDARY;
        plume_strips_label(strips, &figure);
        return;
    }
    width_pt = plume_strips_width(strips, figure.face, figure.size_pt, figure.text);
    if (width_pt > room_pt)
        figure.size_pt = fmax(FIGURE_LEAST_PT, figure.size_pt * room_pt / width_pt);
    width_pt = plume_strips_width(strips, figure.face, figure.size_pt, figure.text);
    plume_strips_label(strips, &figure);
    unit.text = c->unit;
    unit.x_pt = c->x_pt + width_pt + UNIT_GAP_PT;
    unit.face = PLUME_FACE_SANS;
    unit.size_pt = UNIT_SIZE_PT;
    plume_strips_label(strips, &unit);
}

/* The label in one line, the note in two at most; how many lines the note took. */
static size_t add_words(plume_strips *strips, const cell *c)
{
    plume_label line = { "",
                         c->x_pt,
                         BAND_LABEL_PT,
                         PLUME_FACE_SANS,
                         UNIT_SIZE_PT,
                         PLUME_ANCHOR_START,
                         PLUME_INK };
    const char *lines[NOTE_LINES_MAX] = { "", "" };
    size_t count;

    if (plume_paragraph_wrap(strips, line.face, line.size_pt, c->width_pt, c->label,
                             lines, 1) > 0)
        line.text = lines[0];
    plume_strips_label(strips, &line);
    line.size_pt = NOTE_SIZE_PT;
    line.colour = PLUME_SECONDARY;
    count = plume_paragraph_wrap(strips, line.face, line.size_pt, c->width_pt, c->note,
                                 lines, NOTE_LINES_MAX);
    for (size_t i = 0; i < count; i++) {
        line.text = lines[i];
        line.y_pt = BAND_NOTE_PT + BAND_NOTE_LEADING_PT * (double)i;
        plume_strips_label(strips, &line);
    }
    return count;
}

/* A note of two lines makes its whole band higher. */
static void add_band(plume_strips *strips, const plume_value *cells, size_t first)
{
    double extra_pt = 0.0;
    size_t i, count = plume_value_count(cells) - first;

    count = count < CELLS_IN_BAND ? count : CELLS_IN_BAND;
    plume_strips_begin(strips, 0.0, BAND_HEIGHT_PT, RULE_HEAVY_PT);
    if (first == 0)
        plume_strips_rule(strips, HEADS_X_PT, RIGHT_X_PT, 0.0, RULE_HEAVY_PT, PLUME_INK);
    for (i = 0; i < count; i++) {
        cell c = cell_of(plume_value_at(cells, first + i), i);

        plume_strips_open(strips, PLUME_TAG_PARAGRAPH, NULL);
        add_figure(strips, &c);
        if (add_words(strips, &c) > 1)
            extra_pt = BAND_NOTE_LEADING_PT;
        plume_strips_close(strips);
    }
    for (i = 1; i < count; i++)
        plume_strips_upright(strips,
                             HEADS_X_PT + BAND_WIDTH_PT / CELLS_IN_BAND * (double)i,
                             BAND_LINE_TOP_PT, BAND_LINE_BOTTOM_PT + extra_pt,
                             BAND_LINE_STROKE_PT, PLUME_GRID);
    plume_strips_rule(strips, HEADS_X_PT, RIGHT_X_PT, BAND_HEIGHT_PT + extra_pt,
                      RULE_HEAVY_PT, PLUME_INK);
    if (strips->status == PLUME_OK)
        strips->strip[strips->strip_count - 1].span_pt += extra_pt;
}

/* Figures say nothing without the words above and below them: no page ends in between. */
void plume_page_headline(plume_strips *strips, const plume_value *cells)
{
    size_t first;

    for (first = 0; first < plume_value_count(cells); first += CELLS_IN_BAND)
        add_band(strips, cells, first);
    plume_paragraph_keep(strips, 0, true);
}
