/* scene/palette.h -- the colours, each with the one thing it stands for.
 *
 * The blues keep 16 or more steps of lightness between them, so they survive grey. Colour
 * never carries a meaning alone. */
#ifndef PLUME_SCENE_PALETTE_H
#define PLUME_SCENE_PALETTE_H

#define PLUME_INK       0x1A1A1AL /* text, axes, reference lines */
#define PLUME_SECONDARY 0x595959L /* ticks, units, notes */
#define PLUME_MUTE      0x8C8C8CL /* outlines, years; not for text that a reader needs */
#define PLUME_RULE      0xB3B3B3L /* dotted leaders */
#define PLUME_GRID      0xE3E3E3L
#define PLUME_NAVY      0x1B4B72L /* the data; role final */
#define PLUME_MID       0x5B97C2L /* role search */
#define PLUME_LIGHT     0xB9D6EAL /* roles ablation and development */
#define PLUME_PALE      0x8AB6D6L /* between light and mid: a step of density */
#define PLUME_GAP       0xE4E4E0L /* behind a stretch that nothing measured */
#define PLUME_WHITE     0xFFFFFFL /* other and unknown roles, outlined in mute */
#define PLUME_OWN       0xB4401AL /* the reader's own work; failed runs */
#define PLUME_OWN_TINT  0xFBF1ECL /* the band behind the own row */
#define PLUME_OWN_GRID  0xE9CFC4L /* a grid line on that band */

#endif
