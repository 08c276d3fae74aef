/* Takes fragments apart where a line may end in them: syllables, the parts of addresses
 * and of joined words, and the characters of scripts without blanks. */
#include "documents/layout/boxes.h"

#include <stdlib.h>
#include <string.h>

#include "core/ascii.h"
#include "core/utf8.h"
#include "documents/layout/hyphens.h"

#define LONG_SHARE 0.3 /* of a column: words that are longer are parted at any mark */
enum { PART_BYTES_MIN = 3 };

typedef struct maker {
    plume_boxes *out;
    plume_strips *strips;
    const plume_paragraph *style;
    const plume_fragment *fragment;
    plume_joint joint; /* of the next box */
} maker;

static plume_face face_of(const maker *m)
{
    return m->fragment->bold ? m->style->bold : m->style->face;
}

static size_t blanks_in(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++)
        count += *text == ' ' || strncmp(text, "\xC2\xA0", 2) == 0 ? 1 : 0;
    return count;
}

static void fail_memory(plume_strips *strips)
{
    plume_error error;

    plume_strips_fail(strips, plume_fail_memory(&error), &error);
}

static void add(maker *m, const char *text, size_t length)
{
    plume_boxes *out = m->out;
    plume_line_box *box;
    const char *copy = plume_pool_copy_n(m->strips->pool, text, length);

    if (out->count == out->capacity) {
        size_t capacity = out->capacity == 0 ? 128 : out->capacity * 2;

        box = realloc(out->box, capacity * sizeof *box);
        if (box != NULL) {
            out->box = box;
            out->capacity = capacity;
        }
    }
    if (copy == NULL || out->count == out->capacity) {
        fail_memory(m->strips);
        return;
    }
    box = &out->box[out->count++];
    *box = (plume_line_box){ m->fragment, copy, 0.0, blanks_in(copy), m->joint };
    box->width_pt =
        plume_strips_width(m->strips, face_of(m), m->style->size_pt, box->text);
}

/* A part that no line can hold goes on where it must. */
static void add_cut(maker *m, const char *text, size_t length)
{
    plume_label look = { .face = face_of(m), .size_pt = m->style->size_pt };
    const char *rest = plume_pool_copy_n(m->strips->pool, text, length);
    plume_text piece;

    if (rest == NULL) {
        fail_memory(m->strips);
        return;
    }
    if (plume_strips_width(m->strips, look.face, look.size_pt, rest) <=
        m->style->width_pt + PLUME_FIT_SLACK_PT) {
        add(m, text, length);
        return;
    }
    plume_text_init(&piece);
    while (*rest != '\0' && m->strips->status == PLUME_OK) {
        rest += plume_strips_fit(m->strips, &look, m->style->width_pt, rest, &piece);
        add(m, piece.data, piece.length);
        m->joint = PLUME_JOINT_CUT;
    }
    plume_text_dispose(&piece);
}

/* --- where words are parted --- */

/* Ideographs, kana, hangul and what is set among them; before those that close, no line
 * ends. */
static bool is_parted_anywhere(const char *text)
{
    static const char *const closing[] = { "、", "。", "，", "．", "：", "；",
                                           "）", "」", "』", "！", "？", "》" };
    int32_t character = 0;

    if ((unsigned char)*text < 0xE2 ||
        plume_utf8_next(&character, text, strnlen(text, 4)) == 0)
        return false;
    for (size_t i = 0; i < sizeof closing / sizeof closing[0]; i++)
        if (strncmp(text, closing[i], strlen(closing[i])) == 0)
            return false;
    return (character >= 0x2E80 && character <= 0x9FFF) ||
           (character >= 0xAC00 && character <= 0xD7AF) ||
           (character >= 0xF900 && character <= 0xFAFF) ||
           (character >= 0xFF00 && character <= 0xFFEF) ||
           (character >= 0x20000 && character <= 0x3FFFF);
}

/* After a hyphen between letters; in what is long, after any mark of an address. */
static bool ends_part(const char *text, size_t at, size_t from, size_t length,
                      bool is_long)
{
    if (at < from + PART_BYTES_MIN || at + PART_BYTES_MIN > length)
        return false;
    if (strchr(is_long ? "/-_.,=&?:" : "-", text[at - 1]) == NULL)
        return false;
    return !plume_is_digit(text[at - 2]) || !plume_is_digit(text[at]);
}

static void add_parts(maker *m, const char *text, bool is_long)
{
    size_t length = strlen(text), from = 0, at = 0;

    while (at < length && m->strips->status == PLUME_OK) {
        if (at > from && (ends_part(text, at, from, length, is_long) ||
                          is_parted_anywhere(text + at))) {
            add_cut(m, text + from, at - from);
            m->joint = PLUME_JOINT_CUT;
            from = at;
        }
        at += plume_strips_character(text + at);
    }
    if (from < length)
        add_cut(m, text + from, length - from);
}

/* A plain word with whatever stands around it. */
static bool add_syllables(maker *m, const char *text)
{
    bool may[PLUME_HYPHENS_LETTERS_MAX];
    size_t skip = strspn(text, "([\""), from = 0, letters = 0;

    while (plume_is_letter(text[skip + letters]))
        letters++;
    if (strspn(text + skip + letters, ".,;:)]\"") != strlen(text + skip + letters) ||
        !plume_hyphens_find(may, text + skip, letters))
        return false;
    for (size_t i = 1; i < letters; i++) {
        if (!may[i])
            continue;
        add(m, text + from, skip + i - from);
        m->joint = PLUME_JOINT_HYPHEN;
        from = skip + i;
    }
    add(m, text + from, strlen(text + from));
    return true;
}

/* Of the word that fragment first begins, with all that nothing parts from it. */
static double word_pt(maker *m, const plume_fragments *fragments, size_t first)
{
    double width_pt = 0.0;

    for (size_t i = first; i < fragments->count; i++) {
        if (i > first && fragments->fragment[i].is_word)
            break;
        m->fragment = &fragments->fragment[i];
        width_pt += plume_strips_width(m->strips, face_of(m), m->style->size_pt,
                                       m->fragment->text);
    }
    return width_pt;
}

void plume_boxes_make(plume_boxes *out, plume_strips *strips,
                      const plume_paragraph *style, const plume_fragments *fragments)
{
    maker m = { out, strips, style, NULL, PLUME_JOINT_NONE };
    double width_pt = 0.0;

    out->count = 0;
    for (size_t i = 0; i < fragments->count && strips->status == PLUME_OK; i++) {
        const plume_fragment *fragment = &fragments->fragment[i];
        bool begins = i == 0 || fragment->is_word;
        bool is_whole =
            begins && (i + 1 == fragments->count || fragments->fragment[i + 1].is_word);

        if (begins)
            width_pt = word_pt(&m, fragments, i);
        m.fragment = fragment;
        m.joint = begins ? PLUME_JOINT_BLANK : PLUME_JOINT_NONE;
        if (!begins && width_pt > style->width_pt + PLUME_FIT_SLACK_PT)
            m.joint = PLUME_JOINT_CUT;
        if (!is_whole || !add_syllables(&m, fragment->text))
            add_parts(&m, fragment->text, width_pt > LONG_SHARE * style->width_pt);
    }
}

void plume_boxes_dispose(plume_boxes *boxes)
{
    free(boxes->box);
    memset(boxes, 0, sizeof *boxes);
}
