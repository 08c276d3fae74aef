/* Fonts inside a PDF: loaded from checked bytes, cut down to what is drawn. */
#include "canvas/pdf/internal.h"

#include <hpdf_font.h>
#include <hpdf_fontdef.h>
#include <stdlib.h>

/* Six letters before the name of a subset: "AAAAAA", "AAAAAB" ... */
static void tag_of(size_t index, char tag[HPDF_TTF_FONT_TAG_LEN + 1])
{
    for (int i = HPDF_TTF_FONT_TAG_LEN - 1; i >= 0; i--) {
        tag[i] = (char)('A' + index % 26);
        index /= 26;
    }
    tag[HPDF_TTF_FONT_TAG_LEN] = '\0';
}

/* A map without a glyph: one segment, of the code that is no character. */
static HPDF_TTF_CmapRange empty_map(void)
{
    static HPDF_UINT16 code[] = { 0xFFFF }, offset[] = { 0 };
    static HPDF_INT16 delta[] = { 1 };

    return (HPDF_TTF_CmapRange){ .format = 4,
                                 .seg_count_x2 = 2,
                                 .end_count = code,
                                 .start_count = code,
                                 .id_delta = delta,
                                 .id_range_offset = offset };
}

/* The glyph of each code but the last, two bytes each, as libharu has it. */
static HPDF_STATUS replace_glyphs(const plume_haru_font *font)
{
    HPDF_Dict map = ((HPDF_FontAttr)font->font->attr)->map_stream;
    size_t length = 2 * ((size_t)PLUME_HARU_CHARACTERS - 1);
    HPDF_BYTE *bytes = malloc(length);
    HPDF_STATUS status;

    if (bytes == NULL)
        return PLUME_HARU_NO_MEMORY;
    for (uint32_t code = 0; code + 1 < PLUME_HARU_CHARACTERS; code++) {
        uint32_t glyph = plume_sfnt_glyph(&font->source->sfnt, code);

        bytes[2 * code] = (HPDF_BYTE)(glyph >> 8);
        bytes[2 * code + 1] = (HPDF_BYTE)glyph;
    }
    HPDF_MemStream_FreeData(map->stream);
    status = HPDF_Stream_Write(map->stream, bytes, (HPDF_UINT)length);
    free(bytes);
    return status;
}

/* libharu asks for the glyph of 65,536 codes, and looks for each from the first segment
 * of the font's map on: a third of the time that a document takes. It is shown a map that
 * has nothing, and what it made of that is replaced, as its widths are at the end. */
static HPDF_STATUS make_font(plume_haru *haru, plume_haru_font *font)
{
    HPDF_TTFontDefAttr attributes = (HPDF_TTFontDefAttr)font->definition->attr;
    HPDF_TTF_CmapRange map = attributes->cmap;

    attributes->cmap = empty_map();
    font->font = HPDF_GetFont(haru->document, font->definition->base_font, "UTF-8");
    attributes->cmap = map;
    if (font->font == NULL)
        return HPDF_GetError(haru->document);
    return replace_glyphs(font);
}

/* libharu takes over the definition, also when it fails to register it. */
static plume_status load(plume_haru *haru, plume_haru_font *font, plume_error *error)
{
    HPDF_Doc document = haru->document;
    const plume_sfnt *sfnt = &font->source->sfnt;
    HPDF_Stream stream = HPDF_MemStream_New(document->mmgr, (HPDF_UINT)sfnt->length + 1);
    char tag[HPDF_TTF_FONT_TAG_LEN + 1];
    HPDF_STATUS status;

    if (stream == NULL)
        return plume_haru_check(haru, PLUME_HARU_NO_MEMORY, "a font", error);
    status = HPDF_Stream_Write(stream, sfnt->bytes, (HPDF_UINT)sfnt->length);
    if (status != HPDF_OK) {
        HPDF_Stream_Free(stream);
        return plume_haru_check(haru, status, "a font", error);
    }
    font->definition = HPDF_TTFontDef_Load(document->mmgr, stream, HPDF_TRUE);
    if (font->definition == NULL)
        return plume_haru_check(haru, HPDF_GetError(document), font->source->path, error);
    status = HPDF_Doc_RegisterFontDef(document, font->definition);
    if (status != HPDF_OK)
        return plume_haru_check(haru, status, font->source->path, error);
    tag_of(font->source->index, tag);
    HPDF_TTFontDef_SetTagName(font->definition, tag);
    return plume_haru_check(haru, make_font(haru, font), font->source->path, error);
}

plume_status plume_haru_font_of(plume_haru *haru, const plume_font *source,
                                plume_haru_font **out, plume_error *error)
{
    plume_haru_font **slot = &haru->font[source->index];
    plume_status status = PLUME_OK;

    if (*slot == NULL) {
        *slot = calloc(1, sizeof **slot);
        if (*slot == NULL)
            return plume_haru_check(haru, PLUME_HARU_NO_MEMORY, "a font", error);
        (*slot)->source = source;
        status = load(haru, *slot, error);
    }
    *out = *slot;
    return status;
}

static bool is_used(const plume_haru_font *font, uint32_t character)
{
    return (font->used[character / 8] >> (character % 8) & 1) != 0;
}

/* libharu lists the width of every character a font has and cuts off its fraction; this
 * lists those that are drawn, rounded. Characters that follow each other share an array.
 */
static HPDF_STATUS replace_widths(plume_haru *haru, plume_haru_font *font)
{
    HPDF_FontAttr attributes = (HPDF_FontAttr)font->font->attr;
    HPDF_MMgr memory = haru->document->mmgr;
    HPDF_Array widths = HPDF_Array_New(memory), group = NULL;
    HPDF_STATUS status = HPDF_OK;
    uint32_t character;

    if (widths == NULL)
        return PLUME_HARU_NO_MEMORY;
    status += HPDF_Dict_RemoveElement(attributes->descendant_font, "W");
    status += HPDF_Dict_Add(attributes->descendant_font, "W", widths);
    for (character = 0; character < PLUME_HARU_CHARACTERS && status == HPDF_OK;
         character++) {
        const plume_sfnt *sfnt = &font->source->sfnt;

        if (!is_used(font, character)) {
            group = NULL;
            continue;
        }
        if (group == NULL) {
            group = HPDF_Array_New(memory);
            status += HPDF_Array_AddNumber(widths, (HPDF_INT32)character);
            status += HPDF_Array_Add(widths, group);
        }
        if (status == HPDF_OK)
            status += HPDF_Array_AddNumber(
                group, plume_sfnt_advance(sfnt, plume_sfnt_glyph(sfnt, character)));
    }
    return status;
}

static void print_map(plume_text *out, const plume_haru_font *font)
{
    enum { GROUP = 100 }; /* as many as a CMap allows in one list */
    uint32_t character, total = 0, done = 0;

    for (character = 0; character < PLUME_HARU_CHARACTERS; character++)
        total += is_used(font, character) ? 1u : 0u;
    plume_text_add(out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) "
                        "/Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n"
                        "/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\n"
                        "endcodespacerange\n");
    for (character = 0; character < PLUME_HARU_CHARACTERS; character++) {
        if (!is_used(font, character))
            continue;
        if (done % GROUP == 0)
            plume_text_printf(out, "%u beginbfchar\n",
                              total - done < GROUP ? total - done : (uint32_t)GROUP);
        plume_text_printf(out, "<%04X> <%04X>\n", character, character);
        done++;
        if (done % GROUP == 0 || done == total)
            plume_text_add(out, "endbfchar\n");
    }
    plume_text_add(out,
                   "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

/* The map that libharu writes is one from codes to glyphs, which readers refuse as a map
 * to Unicode; codes are UTF-16, so the right one is the identity. */
static HPDF_STATUS replace_map(plume_haru *haru, plume_haru_font *font)
{
    HPDF_Dict map = HPDF_DictStream_New(haru->document->mmgr, haru->document->xref);
    HPDF_STATUS status = HPDF_OK;
    plume_text text;

    if (map == NULL)
        return PLUME_HARU_NO_MEMORY;
    map->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
    plume_text_init(&text);
    print_map(&text, font);
    if (plume_text_status(&text, NULL) != PLUME_OK)
        status = PLUME_HARU_NO_MEMORY;
    else
        status = HPDF_Stream_Write(map->stream, (const HPDF_BYTE *)text.data,
                                   (HPDF_UINT)text.length);
    plume_text_dispose(&text);
    HPDF_Dict_RemoveElement(font->font, "ToUnicode");
    status += HPDF_Dict_Add(font->font, "ToUnicode", map);
    return status;
}

plume_status plume_haru_finish_fonts(plume_haru *haru, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < PLUME_HARU_FONTS_MAX && status == PLUME_OK; i++) {
        plume_haru_font *font = haru->font[i];
        HPDF_TTFontDefAttr attributes;

        if (font == NULL)
            continue;
        attributes = (HPDF_TTFontDefAttr)font->definition->attr;
        plume_sfnt_add_parts(&font->source->sfnt, attributes->glyph_tbl.flgs);
        status = plume_haru_check(haru, replace_widths(haru, font), "widths", error);
        if (status == PLUME_OK)
            status =
                plume_haru_check(haru, replace_map(haru, font), "a Unicode map", error);
    }
    return status;
}
