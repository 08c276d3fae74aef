/* canvas/pdf/internal.h -- inside of a PDF, shared by the files haru*.c. */
#ifndef PLUME_CANVAS_PDF_INTERNAL_H
#define PLUME_CANVAS_PDF_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include <hpdf.h>

#include "canvas/pdf/haru.h"

/* The status for memory; its name is spelt differently from release to release. */
#define PLUME_HARU_NO_MEMORY ((HPDF_STATUS)0x1015)

enum { PLUME_HARU_FONTS_MAX = 32, PLUME_HARU_CHARACTERS = 65536 };

/* A font in use. used has a bit for each character that was drawn. */
typedef struct plume_haru_font {
    HPDF_Font font;
    HPDF_FontDef definition;
    const plume_font *source;
    uint8_t used[PLUME_HARU_CHARACTERS / 8];
} plume_haru_font;

struct plume_haru {
    HPDF_Doc document;
    HPDF_Encoder encoder;
    plume_type type;
    plume_haru_font *font[PLUME_HARU_FONTS_MAX]; /* by index of the collection */
    HPDF_Page page;
    double width_pt, height_pt;
    double x_pt, y_pt; /* where the scene that is being drawn begins, else 0 */
    plume_colour fill; /* set on the current page, or NONE */
    size_t pages, attachments;
    plume_typeset line;
    plume_error failure; /* the first one; status PLUME_OK while all is well */
};

/* Turns libharu's status into ours and keeps the first failure. */
plume_status plume_haru_check(plume_haru *haru, HPDF_STATUS status, const char *what,
                              plume_error *error);
/* The failure that stands, told again; PLUME_OK when there is none. */
plume_status plume_haru_alive(plume_haru *haru, plume_error *error);
/* Fails for a value that is not finite; else clamps and rounds it. */
plume_status plume_haru_number(plume_haru *haru, double value, HPDF_REAL *out,
                               plume_error *error);

/* A point of the page in libharu's direction: from the lower left corner. */
plume_status plume_haru_point(plume_haru *haru, double x_pt, double y_pt, HPDF_Point *out,
                              plume_error *error);

/* The font, loaded into the document at its first use. */
plume_status plume_haru_font_of(plume_haru *haru, const plume_font *source,
                                plume_haru_font **out, plume_error *error);
/* Widths, glyph parts and the map back to Unicode, for what was drawn. */
plume_status plume_haru_finish_fonts(plume_haru *haru, plume_error *error);

#endif
