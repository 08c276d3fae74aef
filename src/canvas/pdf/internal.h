/* canvas/pdf/internal.h -- inside of a PDF, shared by the files haru*.c. */
#ifndef PLUME_CANVAS_PDF_INTERNAL_H
#define PLUME_CANVAS_PDF_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include <hpdf.h>

#include "canvas/pdf/haru.h"

/* The status for memory; its name is spelt differently from release to release. */
#define PLUME_HARU_NO_MEMORY ((HPDF_STATUS)0x1015)

enum {
    PLUME_HARU_FONTS_MAX = 32,
    PLUME_HARU_CHARACTERS = 65536,
    PLUME_HARU_WORDS_MAX = 4096 /* bytes of a property or of an alternative text */
};

/* A font in use. used has a bit for each character that was drawn. */
typedef struct plume_haru_font {
    HPDF_Font font;
    HPDF_FontDef definition;
    const plume_font *source;
    uint8_t used[PLUME_HARU_CHARACTERS / 8];
} plume_haru_font;

/* An element: its dictionary, what is in it, and the page of its first mark. */
typedef struct plume_haru_element_record {
    HPDF_Dict dict;
    HPDF_Array kids;
    HPDF_Page page;
} plume_haru_element_record;

typedef struct plume_haru_elements {
    plume_haru_element_record *record;
    size_t count, capacity;
    HPDF_Array parents; /* numbers, each with the element or the elements behind it */
    size_t numbered;
    size_t used, marked; /* element of what is drawn; of the mark that is open */
    bool marking;        /* a mark is open on the current page */
} plume_haru_elements;

/* A link whose place may come later. */
typedef struct plume_haru_jump {
    HPDF_Page page;
    HPDF_Rect area;
    char *name, *words;
    size_t element;
} plume_haru_jump;

typedef struct plume_haru_place {
    char *name;
    HPDF_Page page;
    HPDF_REAL y;
} plume_haru_place;

typedef struct plume_haru_jumps {
    plume_haru_jump *jump;
    plume_haru_place *place;
    size_t jump_count, jump_capacity, place_count, place_capacity;
} plume_haru_jumps;

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
    plume_haru_elements elements;
    plume_haru_jumps jumps;
    plume_error failure; /* the first one; status PLUME_OK while all is well */
    bool had_no_memory;  /* for a string, which libharu then tells as no valid object */
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

plume_status plume_haru_rectangle(plume_haru *haru, const plume_haru_area *area,
                                  HPDF_Rect *out, plume_error *error);
/* Words that are not drawn: without what no one sees, of a length that libraries take.
 * NULL without memory. */
HPDF_String plume_haru_string(plume_haru *haru, const char *text);
/* The zoom of a destination stays as the reader has it. */
HPDF_STATUS plume_haru_keep_zoom(HPDF_Destination destination);

/* The tree of elements, before the first page; a page in it, once it is there. */
HPDF_STATUS plume_haru_begin_tags(plume_haru *haru);
HPDF_STATUS plume_haru_tag_page(plume_haru *haru);
/* Before anything is drawn, and before a page is left. */
HPDF_STATUS plume_haru_mark(plume_haru *haru);
HPDF_STATUS plume_haru_end_mark(plume_haru *haru);
HPDF_STATUS plume_haru_tag_link(plume_haru *haru, HPDF_Annotation link, HPDF_Page page,
                                size_t number, const char *words);

/* The properties once more as XMP, as ISO 32000-1, 14.3.2 has them. */
HPDF_STATUS plume_haru_add_xmp(plume_haru *haru, const plume_haru_info *info);

/* Links whose places are known by now. */
plume_status plume_haru_finish_jumps(plume_haru *haru, plume_error *error);
void plume_haru_free_jumps(plume_haru *haru);

/* The font, loaded into the document at its first use. */
plume_status plume_haru_font_of(plume_haru *haru, const plume_font *source,
                                plume_haru_font **out, plume_error *error);
/* Widths, glyph parts and the map back to Unicode, for what was drawn. */
plume_status plume_haru_finish_fonts(plume_haru *haru, plume_error *error);

#endif
