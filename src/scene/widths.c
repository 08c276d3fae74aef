/* Looks a character up in the table of widths, else by its East Asian width. */
#include "scene/widths.h"

#include <string.h>

#include "core/utf8.h"
#include "scene/spans.h"
#include "scene/subscript.h"

enum {
    FALLBACK_NARROW =
        650, /* wider than most letters: a fallback font's metrics are unknown */
    FALLBACK_WIDE = 1000, /* a full em, as ideographs are */
    THIN_SPACE = 200,
    REPLACEMENT = 0xFFFD
};

/* Blanks that the fonts lack and back-ends therefore never look up in them. */
static int blank_width(int32_t character)
{
    switch (character) {
    case 0x2007: /* figure space */
        return 556;
    case 0x2009: /* thin space */
    case 0x202F: /* narrow no-break space */
        return THIN_SPACE;
    default:
        return 0;
    }
}

static int fallback_width(int32_t character)
{
    int columns = plume_utf8_columns(character);
    int blank = blank_width(character);

    if (blank > 0)
        return blank;
    if (columns == 0)
        return 0;
    return columns > 1 ? FALLBACK_WIDE : FALLBACK_NARROW;
}

/* 0 when the font lacks it. */
static int table_width(plume_face face, int32_t character)
{
    for (size_t i = 0; i < PLUME_WIDTH_RANGES; i++) {
        const plume_width_range *range = &plume_width_ranges[i];

        if (character >= range->first && character <= range->last)
            return plume_widths[face][range->at + (character - range->first)];
    }
    return 0;
}

bool plume_face_has(plume_face face, int32_t character)
{
    return table_width(face, character) > 0;
}

int plume_character_width(plume_face face, int32_t character)
{
    int width = table_width(face, character);

    return width > 0 ? width : fallback_width(character);
}

/* Summed in thousandths as whole numbers, as typefaces state them, so that no order
 * of adding changes a layout. A torn byte takes the room of what is printed for it. */
double plume_bytes_width_pt(plume_face face, double size_pt, const char *text,
                            size_t length)
{
    long thousandths = 0;
    size_t at = 0;

    while (at < length) {
        int32_t character;
        size_t used = plume_utf8_next(&character, text + at, length - at);

        if (used == 0) {
            used = 1;
            character = REPLACEMENT;
        }
        thousandths += plume_character_width(face, character);
        at += used;
    }
    return size_pt * (double)thousandths / 1000.0;
}

double plume_text_width_pt(plume_face face, double size_pt, const char *text)
{
    double width_pt = plume_bytes_width_pt(face, size_pt, text, strlen(text));
    double figure_pt = plume_bytes_width_pt(face, size_pt, "2", 1);
    const char *lowered = plume_lowered_find(text);

    while (lowered != NULL) {
        width_pt -= figure_pt * (1.0 - PLUME_LOWERED_SIZE);
        lowered = plume_lowered_find(lowered + 1);
    }
    return width_pt;
}
