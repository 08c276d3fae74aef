/* Walks a line character by character and starts a new piece where font, size or height
 * changes. */
#include "canvas/fonts/typeset.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "scene/spans.h"
#include "scene/subscript.h"

enum {
    NO_BREAK_SPACE = 0x00A0,
    SOFT_HYPHEN = 0x00AD,
    EN_QUAD = 0x2000,
    HAIR_SPACE = 0x200A,
    ZERO_WIDTH_SPACE = 0x200B,
    RIGHT_TO_LEFT_MARK = 0x200F,
    NARROW_NO_BREAK_SPACE = 0x202F,
    WORD_JOINER = 0x2060,
    BYTE_ORDER_MARK = 0xFEFF,
    REPLACEMENT = 0xFFFD,
    PIECE_BYTES_MAX = 4096 /* libraries bound a string */
};

/* One character as it will be drawn. */
typedef struct sort {
    const plume_font *font;
    int32_t character; /* 0: nothing is drawn */
    int advance;       /* thousandths of the size */
    bool alone;        /* its advance is not the font's own: it ends a piece */
} sort;

static plume_status face_font(const plume_type *type, plume_face face,
                              const plume_font **out, plume_error *error)
{
    bool bold = face == PLUME_FACE_SANS_BOLD || face == PLUME_FACE_SERIF_BOLD;
    bool italic = face == PLUME_FACE_SANS_ITALIC || face == PLUME_FACE_SERIF_ITALIC;
    plume_family family = PLUME_FAMILY_SANS;

    if (face == PLUME_FACE_MONO)
        family = PLUME_FAMILY_MONO;
    else if (face >= PLUME_FACE_SERIF && face <= PLUME_FACE_SERIF_ITALIC)
        family = PLUME_FAMILY_SERIF;
    return plume_fonts_find(type->fonts, family, bold, italic, out, error);
}

/* Widths of U+2000 to U+200A, in thousandths; fonts seldom have them. */
static int blank_width(int32_t character)
{
    static const int widths[] = {
        500, 1000, 500, 1000, 333, 250, 167, 556, 278, 200, 100
    };

    if (character == NARROW_NO_BREAK_SPACE)
        return 200;
    if (character < EN_QUAD || character > HAIR_SPACE)
        return 0;
    return widths[character - EN_QUAD];
}

static bool is_invisible(int32_t character)
{
    return character == SOFT_HYPHEN || character < ' ' ||
           (character >= ZERO_WIDTH_SPACE && character <= RIGHT_TO_LEFT_MARK) ||
           character == WORD_JOINER || character == BYTE_ORDER_MARK ||
           (character >= 0xFE00 && character <= 0xFE0F) || /* variation selectors */
           (character >= 0x7F && character < NO_BREAK_SPACE);
}

/* The fonts remember what they lack: plume_missing_glyphs_note tells it. */
static void replace(sort *out, const plume_type *type, const plume_font *primary)
{
    const plume_font *font = plume_fonts_covering(type->fonts, REPLACEMENT);

    out->font = font != NULL ? font : primary;
    out->character = font != NULL ? REPLACEMENT : '?';
}

/* Blanks of any width are a plain blank with an advance of their own, since few fonts
 * have them. */
static void choose(sort *out, const plume_type *type, const plume_font *primary,
                   int32_t character)
{
    int blank = blank_width(character);

    out->font = primary;
    out->character = character;
    out->alone = blank > 0;
    if (is_invisible(character)) {
        out->character = 0;
        out->advance = 0;
        return;
    }
    if (blank > 0 || character == NO_BREAK_SPACE)
        out->character = ' ';
    if (plume_sfnt_glyph(&primary->sfnt, (uint32_t)out->character) == 0) {
        out->font = plume_fonts_covering(type->fonts, (uint32_t)out->character);
        if (out->font == NULL)
            replace(out, type, primary);
    }
    out->advance = blank > 0
                       ? blank
                       : plume_sfnt_advance(&out->font->sfnt,
                                            plume_sfnt_glyph(&out->font->sfnt,
                                                             (uint32_t)out->character));
}

/* --- walking over a line --- */

typedef struct walk {
    const plume_type *type;
    const plume_font *primary;
    const char *rest, *lowered;
    double size_pt;
} walk;

static plume_status walk_begin(walk *out, const plume_type *type, plume_face face,
                               double size_pt, const char *text, plume_error *error)
{
    out->type = type;
    out->rest = text;
    out->lowered = plume_lowered_find(text);
    out->size_pt = size_pt;
    return face_font(type, face, &out->primary, error);
}

/* The next character and its own size; false at the end. */
static bool walk_next(walk *at, sort *out, bool *lowered)
{
    int32_t character = REPLACEMENT;
    size_t left = strnlen(at->rest, 4), used;

    if (left == 0)
        return false;
    used = plume_utf8_next(&character, at->rest, left);
    if (used == 0) {
        used = 1;
        character = REPLACEMENT;
    }
    *lowered = at->rest == at->lowered;
    at->rest += used;
    if (*lowered)
        at->lowered = plume_lowered_find(at->rest);
    choose(out, at->type, at->primary, character);
    return true;
}

static double advance_pt(const sort *s, double size_pt, bool lowered)
{
    return s->advance * size_pt * (lowered ? PLUME_LOWERED_SIZE : 1.0) / 1000.0;
}

plume_status plume_typeset_width(double *out_pt, const plume_type *type, plume_face face,
                                 double size_pt, const char *text, plume_error *error)
{
    walk at;
    sort s = { 0 };
    bool lowered = false;
    plume_status status = walk_begin(&at, type, face, size_pt, text, error);

    *out_pt = 0.0;
    while (status == PLUME_OK && walk_next(&at, &s, &lowered))
        *out_pt += advance_pt(&s, size_pt, lowered);
    return status;
}

/* --- pieces --- */

static plume_piece *add_piece(plume_typeset *set)
{
    if (set->count == set->capacity) {
        size_t capacity = set->capacity == 0 ? 8 : set->capacity * 2;
        plume_piece *piece = realloc(set->piece, capacity * sizeof *piece);

        if (piece == NULL)
            return NULL;
        set->piece = piece;
        set->capacity = capacity;
    }
    return &set->piece[set->count++];
}

/* A piece is bounded: libharu has a limit for one string. */
static plume_status add_sort(plume_typeset *set, const sort *s, double size_pt,
                             bool lowered, bool *open)
{
    plume_piece *last = set->count > 0 ? &set->piece[set->count - 1] : NULL;
    char bytes[PLUME_UTF8_BYTES_MAX];
    size_t length = plume_utf8_put(bytes, s->character);

    if (last == NULL || !*open || last->font != s->font ||
        (last->drop_pt > 0.0) != lowered || last->length > PIECE_BYTES_MAX) {
        last = add_piece(set);
        if (last == NULL)
            return PLUME_ERR_MEMORY;
        last->font = s->font;
        last->at = set->text.length;
        last->length = 0;
        last->x_pt = set->width_pt;
        last->size_pt = lowered ? size_pt * PLUME_LOWERED_SIZE : size_pt;
        last->drop_pt = lowered ? size_pt * PLUME_LOWERED_DROP : 0.0;
    }
    plume_text_add_n(&set->text, bytes, length);
    last->length += length;
    *open = !s->alone;
    return PLUME_OK;
}

/* Room is that of all characters, drawn or not, so that a line without its glyphs
 * keeps its length. */
plume_status plume_typeset_line(plume_typeset *out, const plume_type *type,
                                plume_face face, double size_pt, const char *text,
                                plume_error *error)
{
    walk at;
    sort s = { 0 };
    bool lowered = false, open = true;
    plume_status status = walk_begin(&at, type, face, size_pt, text, error);

    if (out->text.data == NULL)
        plume_text_init(&out->text);
    plume_text_clear(&out->text);
    out->count = 0;
    out->width_pt = 0.0;
    while (status == PLUME_OK && walk_next(&at, &s, &lowered)) {
        if (s.character != 0 && add_sort(out, &s, size_pt, lowered, &open) != PLUME_OK)
            return plume_fail_memory(error);
        out->width_pt += advance_pt(&s, size_pt, lowered);
    }
    return status != PLUME_OK ? status : plume_text_status(&out->text, error);
}

void plume_typeset_dispose(plume_typeset *set)
{
    if (set->text.data != NULL)
        plume_text_dispose(&set->text);
    free(set->piece);
    memset(set, 0, sizeof *set);
}
