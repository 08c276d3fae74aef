/* Fills lines word by word, and cuts only a word that is wider than the column. */
#include "documents/layout/paragraph.h"

#include <math.h>
#include <string.h>

#include "documents/layout/page_size.h"
#include "scene/palette.h"

#define FIXED_SIZE_PT    7.0
#define FIXED_LEADING_PT 10.5
#define FIXED_INDENT_PT  8.4  /* two characters */
#define SLACK_PT         0.01 /* rounding of sums */
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

/* A strip that stays is not torn from the next: no first line is left alone at the
 * foot of a page, and no last one at the head of the next. */
void plume_paragraph_keep(plume_strips *strips, size_t first, bool whole)
{
    size_t end = strips->strip_count;

    for (size_t i = first; i + 1 < end; i++)
        if (whole || i == first || i + 2 == end)
            strips->strip[i].stays = true;
}

/* --- cutting what is too wide --- */

/* RFC 3629, section 3: the bytes of a character after its first begin with the bits
 * 10. */
static size_t character_bytes(const char *text)
{
    size_t length = 1;

    while (((unsigned char)text[length] & 0xC0u) == 0x80u)
        length++;
    return length;
}

/* How many bytes of text fit into width_pt, at least one character, and better up to a
 * mark after which a reader expects a word to go on. piece receives them. */
static size_t fitting(plume_strips *strips, plume_face face, double size_pt,
                      double width_pt, const char *text, plume_text *piece)
{
    size_t used = 0, good = 0;
    double sum_pt = 0.0;

    while (text[used] != '\0') {
        char character[8] = { 0 };
        size_t length = character_bytes(text + used);

        if (length >= sizeof character)
            length = 1;
        memcpy(character, text + used, length);
        sum_pt += plume_strips_width(strips, face, size_pt, character);
        if (sum_pt > width_pt + SLACK_PT && used > 0)
            break;
        used += length;
        if (strchr(" /-_.,=&?:", text[used - 1]) != NULL)
            good = used;
    }
    if (text[used] != '\0' && good > used / 2)
        used = good;
    plume_text_clear(piece);
    plume_text_add_n(piece, text, used);
    return used;
}

/* --- paragraphs --- */

/* A line that is being filled: fragments of one look share a label. */
typedef struct line {
    plume_strips *strips;
    const plume_paragraph *style;
    plume_text text;
    const plume_fragment *look; /* of what waits in text */
    double from_x_pt, x_pt;     /* where that begins, where the next fragment goes */
    bool begun;
} line;

static plume_face face_of(const plume_paragraph *style, const plume_fragment *fragment)
{
    return fragment->bold ? style->bold : style->face;
}

static void flush(line *l)
{
    plume_label label = { .text = l->text.data,
                          .x_pt = l->from_x_pt,
                          .size_pt = l->style->size_pt,
                          .anchor = PLUME_ANCHOR_START,
                          .colour = l->style->colour };

    if (l->look == NULL || l->text.length == 0)
        return;
    label.face = face_of(l->style, l->look);
    plume_strips_label(l->strips, &label);
    if (l->look->uri != NULL)
        plume_strips_link(l->strips, l->from_x_pt, l->x_pt, l->style->size_pt,
                          l->look->uri);
    plume_text_clear(&l->text);
    l->look = NULL;
}

static void end_line(line *l)
{
    flush(l);
    l->begun = false;
}

/* Neighbours of one look are one label: a PDF of single words can be neither searched
 * nor copied. */
static void put(line *l, const plume_fragment *fragment, const char *text, bool blank)
{
    const plume_paragraph *style = l->style;
    plume_face face = face_of(style, fragment);

    if (!l->begun) {
        plume_strips_begin(l->strips, style->leading_pt, 0.0, style->depth_pt);
        l->begun = true;
        l->x_pt = style->x_pt;
        blank = false;
    }
    if (blank && l->look != NULL)
        plume_text_add(&l->text, " ");
    if (l->look != NULL &&
        (l->look->bold != fragment->bold || l->look->uri != fragment->uri))
        flush(l);
    if (blank)
        l->x_pt += plume_strips_width(l->strips, style->face, style->size_pt, " ");
    if (l->look == NULL) {
        l->look = fragment;
        l->from_x_pt = l->x_pt;
    }
    plume_text_add(&l->text, text);
    l->x_pt += plume_strips_width(l->strips, face, style->size_pt, text);
}

/* A word that no line can hold. */
static void put_cut(line *l, const plume_fragment *fragment)
{
    const plume_paragraph *style = l->style;
    const char *rest = fragment->text;
    plume_text piece;

    plume_text_init(&piece);
    while (*rest != '\0' && l->strips->status == PLUME_OK) {
        double left_pt = style->x_pt + style->width_pt - l->x_pt;

        if (!l->begun)
            left_pt = style->width_pt;
        rest += fitting(l->strips, face_of(style, fragment), style->size_pt, left_pt,
                        rest, &piece);
        put(l, fragment, piece.data, false);
        if (*rest != '\0')
            end_line(l);
    }
    plume_text_dispose(&piece);
}

static double word_width_pt(line *l, const plume_fragment *fragment, size_t count)
{
    double width_pt = 0.0;

    for (size_t i = 0; i < count; i++)
        width_pt += plume_strips_width(l->strips, face_of(l->style, &fragment[i]),
                                       l->style->size_pt, fragment[i].text);
    return width_pt;
}

/* A word wider than the column is cut, as it would run out of the page; all others
 * move to the next line whole. */
static void put_word(line *l, const plume_fragment *fragment, size_t count)
{
    const plume_paragraph *style = l->style;
    double width_pt = word_width_pt(l, fragment, count);
    double blank_pt = plume_strips_width(l->strips, style->face, style->size_pt, " ");
    bool cut = width_pt > style->width_pt + SLACK_PT;

    if (l->begun &&
        l->x_pt + blank_pt + width_pt > style->x_pt + style->width_pt + SLACK_PT)
        end_line(l);
    for (size_t i = 0; i < count; i++) {
        if (cut)
            put_cut(l, &fragment[i]);
        else
            put(l, &fragment[i], fragment[i].text, i == 0);
    }
}

/* A word whose face changes in its middle is several fragments; it is measured and
 * moved as one. */
void plume_paragraph_set(plume_strips *strips, const plume_paragraph *style,
                         const plume_fragments *fragments)
{
    line l = { .strips = strips, .style = style, .x_pt = style->x_pt };
    size_t i = 0, first = strips->strip_count;

    plume_text_init(&l.text);
    while (i < fragments->count && strips->status == PLUME_OK) {
        size_t count = 1;

        while (i + count < fragments->count && !fragments->fragment[i + count].is_word)
            count++;
        put_word(&l, &fragments->fragment[i], count);
        i += count;
    }
    end_line(&l);
    plume_text_dispose(&l.text);
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

        text += fitting(strips, PLUME_FACE_MONO, FIXED_SIZE_PT, width_pt, text, &piece);
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
    size_t length = strcspn(text, " ");

    plume_text_clear(word);
    plume_text_add_n(word, text, length);
    if (plume_strips_width(strips, face, size_pt, word->data) <= width_pt + SLACK_PT)
        return length;
    return fitting(strips, face, size_pt, width_pt, text, word);
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
    if (plume_strips_width(strips, face, size_pt, text) <= width_pt + SLACK_PT) {
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
                              width_pt + SLACK_PT) {
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
