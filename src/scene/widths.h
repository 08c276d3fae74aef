/* scene/widths.h -- how wide a text is, from a built-in table and nothing else.
 *
 * The table holds the advance widths of the Liberation fonts. A character that they lack
 * counts as wide as its East Asian width says, so that layout errs on the wide side.
 * Kerning is not used, by no back-end. */
#ifndef PLUME_SCENE_WIDTHS_H
#define PLUME_SCENE_WIDTHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scene/scene.h"

/* Points; the 2 of "CO2" and "CO2e" counts as the lowered figure that it will be. Bytes
 * that are no UTF-8 count as U+FFFD. */
double plume_text_width_pt(plume_face face, double size_pt, const char *text);

/* length bytes as they stand, without that rule. */
double plume_bytes_width_pt(plume_face face, double size_pt, const char *text,
                            size_t length);

/* Whether the Liberation font of that face has it: what else is drawn needs another font.
 */
bool plume_face_has(plume_face face, int32_t character);

/* Thousandths of the size. */
int plume_character_width(plume_face face, int32_t character);

/* The table: characters first to last stand from at on. */
typedef struct plume_width_range {
    unsigned short first, last, at;
} plume_width_range;
enum { PLUME_WIDTH_RANGES = 26, PLUME_WIDTHS = 554 };
extern const plume_width_range plume_width_ranges[PLUME_WIDTH_RANGES];
extern const unsigned short plume_widths[PLUME_FACE_COUNT][PLUME_WIDTHS];

#endif
